/** The ledger at a glance: how much there is, what changed lately, between whom most lies. */
import { type Kysely, sql } from "kysely";
import type { RecordKind } from "../model/ledger.ts";
import type { FacetValue } from "./facets.ts";
import type { Tables } from "./tables.ts";

type Db = Kysely<Tables>;

/** How much a ledger holds. */
export interface Summary {
  readonly articles: number;
  readonly outlets: number;
  readonly statements: number;
  readonly events: number;
  readonly conditions: number;
  /** Records that nobody has decided on. */
  readonly unreviewed: number;
}

/** Number of the last change; 0 in an empty ledger. */
export async function lastChange(db: Db): Promise<number> {
  const row = await db
    .selectFrom("changes")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .executeTakeFirst();
  return Number(row?.seq ?? 0);
}

export async function summarize(db: Db): Promise<Summary> {
  const records = await db
    .selectFrom("records")
    .select("kind")
    .select((eb) => [
      eb.fn.countAll<number>().as("n"),
      sql<number>`sum(case when review is null then 1 else 0 end)`.as("open"),
    ])
    .where("merged_into", "is", null)
    .where("n_mentions", ">", 0)
    .groupBy("kind")
    .execute();
  const articles = await db
    .selectFrom("articles")
    .select((eb) => [
      eb.fn.countAll<number>().as("n"),
      eb.fn.count<number>("outlet").distinct().as("outlets"),
    ])
    .where("is_deleted", "=", 0)
    .executeTakeFirstOrThrow();
  const of = (kind: RecordKind): number => Number(records.find((row) => row.kind === kind)?.n ?? 0);
  return {
    articles: Number(articles.n),
    outlets: Number(articles.outlets),
    statements: of("statement"),
    events: of("event"),
    conditions: of("condition"),
    unreviewed: records.reduce((sum, { open }) => sum + Number(open), 0),
  };
}

/** A pair of codes with the distinct records between them, whichever way. */
export interface PairCount {
  readonly a: string;
  readonly b: string;
  readonly n: number;
}

/** The pairs between which most lies, `a` before `b` in the alphabet; those of one code when one is given. */
export async function countPairs(db: Db, code: string | null, limit: number): Promise<readonly PairCount[]> {
  let query = db
    .selectFrom("pairs")
    .select(["source", "target"])
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .groupBy(["source", "target"]);
  if (code !== null) query = query.where((eb) => eb.or([eb("source", "=", code), eb("target", "=", code)]));
  // Each direction is counted along its index; then, of the largest only, what lies in both is counted once.
  const sums = new Map<string, number>();
  for (const { source, target, n } of await query.execute()) {
    const key = source < target ? `${source} ${target}` : `${target} ${source}`;
    sums.set(key, (sums.get(key) ?? 0) + Number(n));
  }
  const largest = [...sums].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).slice(0, limit);
  const counted: PairCount[] = [];
  for (const [key] of largest) {
    const [a = "", b = ""] = key.split(" ");
    counted.push({ a, b, n: await countBetween(db, a, b) });
  }
  return counted.sort((x, y) => y.n - x.n);
}

async function countBetween(db: Db, a: string, b: string): Promise<number> {
  const row = await db
    .selectFrom("pairs")
    .select((eb) => eb.fn.count<number>("record").distinct().as("n"))
    .where((eb) =>
      eb.or([
        eb.and([eb("source", "=", a), eb("target", "=", b)]),
        eb.and([eb("source", "=", b), eb("target", "=", a)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Articles of a month by outlet, for seeing where nothing was gathered. Days since 1970-01-01, the earliest first. */
export async function countArticleDays(
  db: Db,
): Promise<readonly { readonly day: number; readonly outlet: string | null; readonly n: number }[]> {
  const rows = await db
    .selectFrom("articles")
    .select("outlet")
    .select((eb) => [eb.ref("day").$notNull().as("day"), eb.fn.countAll<number>().as("n")])
    .where("day", "is not", null)
    .where("is_deleted", "=", 0)
    .groupBy(["day", "outlet"])
    .orderBy("day")
    .execute();
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}

/** Outlets with the number of their articles, the largest first. */
export async function countOutlets(db: Db, limit: number): Promise<readonly FacetValue[]> {
  const rows = await db
    .selectFrom("articles")
    .select((eb) => [eb.ref("outlet").$notNull().as("value"), eb.fn.countAll<number>().as("n")])
    .where("outlet", "is not", null)
    .where("is_deleted", "=", 0)
    .groupBy("outlet")
    .orderBy("n", "desc")
    .orderBy("value")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}
