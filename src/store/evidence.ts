/** What records rest on: their reports, the articles these stand in, and the events between two sides. Reads only. */
import type { Kysely } from "kysely";
import type { LedgerArticle, LedgerFinding, Report } from "../model/ledger.ts";
import type { Engine } from "./engines.ts";
import { withKnownParties } from "./identities.ts";
import { fetchMany } from "./one-value.ts";
import type { RecordsTable, Tables } from "./tables.ts";

type Db = Kysely<Tables>;

/** Records in one query. */
const idsPerQuery = 400;

/** The reports of records, by record, the earliest publication first; of one that has none there is no list. */
export async function listReports(
  db: Db,
  records: readonly string[],
): Promise<ReadonlyMap<string, readonly Report[]>> {
  const found = new Map<string, Report[]>();
  for (let at = 0; at < records.length; at += idsPerQuery) {
    const rows = await db
      .selectFrom("mentions as m")
      .innerJoin("articles as a", "a.hash", "m.article")
      .select([
        "m.id as mention",
        "m.kind",
        "m.record",
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
      .where("m.record", "in", records.slice(at, at + idsPerQuery))
      .where("m.is_live", "=", 1)
      .orderBy("a.published")
      .orderBy("a.number")
      .orderBy("m.id")
      .execute();
    const known = await withKnownParties(
      db,
      rows.map((row) => ({ ...row, finding: JSON.parse(row.finding) as LedgerFinding })),
      ({ article }) => article,
    );
    for (const { kind: _kind, record, ...report } of known) {
      const own = found.get(record);
      if (own === undefined) found.set(record, [report]);
      else own.push(report);
    }
  }
  return found;
}

/** What the relation sheet looks at. */
export interface RelationQuestion {
  readonly types: readonly string[];
  /** Of these only the latest in each direction, as many as `mostOfFrequent`. */
  readonly frequentTypes: readonly string[];
  readonly mostOfFrequent: number;
  /** The last day looked at; null for all. */
  readonly until: number | null;
}

/** What happened, or was said not to have: nothing else is evidence. */
export const tellingStatuses = ["occurred", "ongoing", "negated", "denied"];

/**
 * The events between two codes as the relation sheet needs them, without their findings. A mutual one comes once for
 * each direction.
 */
export async function listRelationEvents(
  engine: Engine,
  [a, b]: readonly [string, string],
  { types, frequentTypes, mostOfFrequent, until }: RelationQuestion,
): Promise<readonly RelationEventRow[]> {
  const rare = types.filter((type) => !frequentTypes.includes(type));
  const rows: RelationEventRow[] = [];
  for (const [source, target] of [
    [a, b],
    [b, a],
  ] as const) {
    const events = (of: readonly string[]) => {
      const query = engine.db
        .selectFrom("pairs as p")
        .innerJoin("records as r", "r.number", "p.number") // The number is where the row lies.
        .select(["p.source", "p.target", ...eventColumns])
        .where("p.kind", "=", "event")
        .where("p.source", "=", source)
        .where("p.target", "=", target)
        .where("p.type", "in", [...of])
        .where("p.status", "in", tellingStatuses)
        .where("r.merged_into", "is", null)
        .where("r.n_mentions", ">", 0)
        .where((eb) => eb.or([eb("r.review", "is", null), eb("r.review", "<>", "reject")]));
      return until === null ? query : query.where("p.order_day", "<=", until);
    };
    if (0 < rare.length) rows.push(...(await fetchMany(engine, events(rare), eventNames)));
    for (const type of frequentTypes) {
      const latest = events([type]).orderBy("p.order_day", "desc").limit(mostOfFrequent);
      rows.push(...(await fetchMany(engine, latest, eventNames)));
    }
  }
  return rows;
}

const eventNames = [
  "source",
  "target",
  "id",
  "type",
  "mode",
  "status",
  "words",
  "day",
  "edtf",
  "basis",
  "score",
  "reports",
  "sources",
  "review",
] as const;

const eventColumns = [
  "r.id",
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
] as const;

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
