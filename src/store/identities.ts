/**
 * Actors that a person merged, at work: mentions keep the actor that their article names, and what is shown, filed and
 * compared names the one that it counts for. So a merge can be taken back whenever it was made.
 */
import type { Kysely } from "kysely";
import { type Identities, type Identity, withIdentities } from "../merge/identities.ts";
import type { LedgerFinding, RecordKind } from "../model/ledger.ts";
import type { Tables } from "./tables.ts";

type Reader = Pick<Kysely<Tables>, "selectFrom">;

/** Who counts for whom, by the id of the one that was merged away. */
export async function loadIdentities(db: Reader): Promise<Identities> {
  const rows = await db
    .selectFrom("actors as a")
    .innerJoin("actors as into", "into.id", "a.merged_into")
    .select(["a.id as from", "a.code as ownCode"])
    .select(["into.id", "into.name", "into.kind", "into.code", "into.sector"])
    .where("a.merged_into", "is not", null)
    .execute();
  const codes = new Map<string, Set<string>>();
  for (const { id, code, ownCode } of rows) {
    const known = codes.get(id) ?? new Set();
    for (const it of [code, ownCode]) if (it !== null) known.add(it);
    codes.set(id, known);
  }
  return new Map(
    rows.map(({ from, id, name, kind, code, sector }): [string, Identity] => {
      const [only, ...more] = codes.get(id) as ReadonlySet<string>;
      // Of a person who was met in the name of two sides nothing tells which of them an article means.
      const shown = kind === "person" ? (more.length === 0 ? (only ?? null) : null) : code;
      return [from, { id, name, kind, code: shown, sector }];
    }),
  );
}

/** Rows with findings, the parties in them as they are known now. */
export async function withKnownParties<
  Row extends { readonly kind: RecordKind; readonly finding: LedgerFinding },
>(db: Reader, rows: readonly Row[]): Promise<readonly Row[]> {
  if (rows.length === 0) return rows;
  const identities = await loadIdentities(db);
  if (identities.size === 0) return rows;
  return rows.map((row) => ({ ...row, finding: withIdentities(row.kind, row.finding, identities) }));
}
