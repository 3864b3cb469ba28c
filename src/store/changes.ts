/** What happened since a number of the log, in order: additions, corrections, tombstones. */
import type { Kysely } from "kysely";
import type { Page } from "../model/ledger.ts";
import type { ChangesTable, Tables } from "./tables.ts";

/**
 * A page of changes, the earliest first.
 *
 * @param after the last number already seen; 0 for all
 */
export async function listChanges(
  db: Kysely<Tables>,
  after: number,
  limit: number,
): Promise<Page<ChangesTable>> {
  const rows = await db
    .selectFrom("changes")
    .selectAll()
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(limit + 1)
    .execute();
  return { items: rows.slice(0, limit), next: rows.length <= limit ? null : String(rows[limit - 1]?.seq) };
}
