/** Who actors are known to be: one that was merged into another by hand counts as the other. Pure. */
import type { Learnt, LedgerFinding, LedgerParty, RecordKind } from "../model/ledger.ts";
import { mapParties } from "../model/ledger.ts";

/** An actor as the ledger shows it. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly code: string | null;
  readonly sector: string | null;
  /** What shows it, where an office met in another article does. */
  readonly learnt?: Learnt;
}

/** By the id that the article gives; those who are nobody else are not in it. */
export type Identities = ReadonlyMap<string, Identity>;

/** The finding with its parties as they are known. */
export function withIdentities<Finding extends LedgerFinding>(
  kind: RecordKind,
  finding: Finding,
  identities: Identities,
): Finding {
  if (identities.size === 0) return finding;
  return mapParties(kind, finding, (party) => asKnown(party, identities)) as Finding;
}

function asKnown(party: LedgerParty, identities: Identities): LedgerParty {
  const known = party.actor === null ? undefined : identities.get(party.actor);
  if (known === undefined) return party;
  const { id, name, kind, learnt } = known;
  // States, bodies and groups bring their code along. People change sides: of them what the article says comes first.
  const [first, second] = kind === "person" ? [party, known] : [known, party];
  const { code, sector } = first.code === null ? second : first;
  return { ...party, actor: id, name, kind, code, sector, ...(learnt === undefined ? {} : { learnt }) };
}
