/** What records rest on: their reports, the articles these stand in, and the events between two sides. Reads only. */
import type { Kysely } from "kysely";
import type { LedgerArticle, LedgerFinding, Report } from "../model/ledger.ts";
import type { RecordsTable, Tables } from "./tables.ts";

type Db = Kysely<Tables>;

/** The reports of a record, the earliest publication first. */
export async function listReports(db: Db, record: string): Promise<readonly Report[]> {
  const rows = await db
    .selectFrom("mentions as m")
    .innerJoin("articles as a", "a.hash", "m.article")
    .select([
      "m.id as mention",
      "m.reason",
      "m.article",
      "m.finding",
      "a.outlet",
      "a.url",
      "a.title",
      "a.published",
      "a.cluster",
      "a.reports as carriers",
    ])
    .where("m.record", "=", record)
    .where("m.is_live", "=", 1)
    .orderBy("a.published")
    .orderBy("a.number")
    .orderBy("m.id")
    .execute();
  return rows.map((row) => ({ ...row, finding: JSON.parse(row.finding) as LedgerFinding }));
}

/**
 * The events between two codes as the relation sheet needs them, without their findings. A mutual one comes once for
 * each direction.
 */
export async function listRelationEvents(
  db: Db,
  [a, b]: readonly [string, string],
  until: number | null,
): Promise<readonly RelationEventRow[]> {
  let query = db
    .selectFrom("pairs as p")
    .innerJoin("records as r", "r.id", "p.record")
    .select([
      "r.id",
      "p.source",
      "p.target",
      "r.type",
      "r.mode",
      "r.status",
      "r.words",
      "r.day",
      "r.edtf",
      "r.basis",
      "r.score",
      "r.reports",
      "r.sources",
      "r.review",
    ])
    .where("p.kind", "=", "event")
    .where((eb) =>
      eb.or([
        eb.and([eb("p.source", "=", a), eb("p.target", "=", b)]),
        eb.and([eb("p.source", "=", b), eb("p.target", "=", a)]),
      ]),
    )
    .where("r.merged_into", "is", null)
    .where("r.n_mentions", ">", 0)
    .where((eb) => eb.or([eb("r.review", "is", null), eb("r.review", "<>", "reject")]));
  if (until !== null) query = query.where("p.order_day", "<=", until);
  return query.execute();
}

export type RelationEventRow = Pick<
  RecordsTable,
  | "id"
  | "type"
  | "mode"
  | "status"
  | "words"
  | "day"
  | "edtf"
  | "basis"
  | "score"
  | "reports"
  | "sources"
  | "review"
> & { readonly source: string; readonly target: string };

/** The text of an article and what is known of it; null when the ledger has none of that hash, or it was deleted. */
export async function findArticle(db: Db, hash: string): Promise<LedgerArticle | null> {
  const row = await db
    .selectFrom("articles")
    .select(["hash", "text", "url", "outlet", "title", "published", "language", "cluster", "reports"])
    .where("hash", "=", hash)
    .where("is_deleted", "=", 0)
    .executeTakeFirst();
  return row ?? null;
}
