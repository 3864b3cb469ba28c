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
