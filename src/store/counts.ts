/** How often a record is reported: mentions, outlets that carried them, independent texts among these. */
import { sql } from "kysely";
import type { Writing } from "./writing.ts";

const recordsPerQuery = 400;

/** Tells the counts of these records anew from their live mentions. */
export async function recount({ tx }: Writing, records: Iterable<string>): Promise<void> {
  const ids = [...records];
  for (let at = 0; at < ids.length; at += recordsPerQuery) {
    const part = ids.slice(at, at + recordsPerQuery);
    await sql`
      update records set
        n_mentions = (select count(*) from mentions m where m.record = records.id and m.is_live = 1),
        reports = (select coalesce(sum(a.reports), 0) from articles a where a.hash in
          (select m.article from mentions m where m.record = records.id and m.is_live = 1)),
        sources = (select count(distinct a.cluster) from articles a where a.hash in
          (select m.article from mentions m where m.record = records.id and m.is_live = 1))
      where id in (${sql.join(part)})`.execute(tx);
  }
}
