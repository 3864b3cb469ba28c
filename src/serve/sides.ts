/** The two sides of a record: who acts, speaks or demands; and who it is done, said or put to. */
import { type LedgerFinding, type LedgerParty, listParties, type RecordKind } from "../model/ledger.ts";

const byRoles = ["speaker", "actor", "setter"];
const toRoles = ["addressee", "recipient", "target"];

/** Both sides, each in the order of the text. */
export function sidesOf(
  kind: RecordKind,
  finding: LedgerFinding,
): { readonly by: readonly LedgerParty[]; readonly to: readonly LedgerParty[] } {
  const parties = listParties(kind, finding);
  const of = (roles: readonly string[]): LedgerParty[] =>
    parties.flatMap(({ role, party }) => (roles.includes(role) ? [party] : []));
  return { by: of(byRoles), to: of(toRoles) };
}

/** "Cuba → USA" without links, where very many stand on one page or where there is no page. */
export function sideWords({
  kind,
  finding,
}: {
  readonly kind: RecordKind;
  readonly finding: LedgerFinding;
}): string {
  const { by, to } = sidesOf(kind, finding);
  const names = (parties: readonly LedgerParty[]): string =>
    parties.map(({ name, exact }) => name ?? exact).join(", ");
  return to.length === 0 ? names(by) : `${names(by)} → ${names(to)}`;
}
