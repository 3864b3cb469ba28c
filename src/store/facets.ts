/** Counts beside a list: how many of what fits have each type, status, decision; and how many lie in each month. */
import { sql } from "kysely";
import type { Engine } from "./engines.ts";
import { filtered, isFrequent, type RecordFilter } from "./filters.ts";
import { fetchMany } from "./one-value.ts";
import { type RecordsTable, unknownDay } from "./tables.ts";

/** One value and how many records have it. */
export interface FacetValue {
  readonly value: string;
  readonly n: number;
}

export interface Facets {
  readonly types: readonly FacetValue[];
  readonly statuses: readonly FacetValue[];
  readonly reviews: readonly FacetValue[];
  /** Codes of states and bodies: who acts, speaks or demands; who it is done, said or put to. */
  readonly by: readonly FacetValue[];
  readonly to: readonly FacetValue[];
  /** Whether only the latest records were counted, so that every number is "at least". */
  readonly isPartial: boolean;
  /** Of the filter itself. */
  readonly count: { readonly distinct: number; readonly reports: number };
}

/** Records counted at most, so that a facet costs the same in a large ledger as in a small one. */
const mostCounted = 2_000;
const mostValues = 12;

const sourceRole = { statement: "speaker", event: "actor", condition: "setter" } as const;
const targetRole = { statement: "addressee", event: "recipient", condition: "target" } as const;

type Row = Pick<RecordsTable, "id" | "type" | "status" | "review" | "reports">;

/** The counts of a filter, each kind of value without its own part of the filter, so that another can be chosen. */
export async function countFacets(engine: Engine, filter: RecordFilter): Promise<Facets> {
  const { types, mode, ...anyType } = filter;
  const { statuses, ...anyStatus } = filter;
  const { review, ...anyReview } = filter;
  const { by, ...anyBy } = filter;
  const { to, ...anyTo } = filter;
  const isSampled =
    filter.between !== undefined || (filter.text !== undefined && (await isFrequent(engine, filter.text)));
  const ask = async (asked: RecordFilter): Promise<readonly Row[]> => {
    if (isSampled) {
      const some = await latest(engine, sampleOf(asked)).execute();
      if (mostCounted <= some.length) return some;
    }
    return latest(engine, asked).execute();
  };
  const rows = await ask(filter);
  // Asked again only where something of that kind was chosen.
  const rowsOf = async (isChosen: boolean, other: RecordFilter): Promise<readonly Row[]> =>
    isChosen ? ask(other) : rows;
  return {
    types: countValues(await rowsOf(types !== undefined || mode !== undefined, anyType), "type"),
    statuses: countValues(await rowsOf(statuses !== undefined, anyStatus), "status"),
    reviews: countValues(await rowsOf(review !== undefined, anyReview), "review"),
    by: await countCodes(engine, await rowsOf(by !== undefined, anyBy), sourceRole[filter.kind]),
    to: await countCodes(engine, await rowsOf(to !== undefined, anyTo), targetRole[filter.kind]),
    isPartial: mostCounted <= rows.length,
    count: { distinct: rows.length, reports: rows.reduce((sum, { reports }) => sum + reports, 0) },
  };
}

/** Of a question that very many fit so much as holds enough, if most of it is not left out by the rest of the question. */
function sampleOf(filter: RecordFilter): RecordFilter {
  return { ...filter, mostWordings: 2 * mostCounted, mostBetween: mostCounted };
}

function latest(engine: Engine, filter: RecordFilter) {
  const { query, day } = filtered(engine, filter);
  const rows = query.select(["r.id", "r.type", "r.status", "r.review", "r.reports"]).limit(mostCounted);
  // What a search or a pair found is counted as it comes: walking the days to find it would look at everything.
  return filter.text === undefined && filter.between === undefined ? rows.orderBy(day, "desc") : rows;
}

function countValues(rows: readonly Row[], column: "type" | "status" | "review"): readonly FacetValue[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row[column] ?? "none", (counts.get(row[column] ?? "none") ?? 0) + 1);
  return [...counts]
    .map(([value, n]) => ({ value, n }))
    .sort((x, y) => y.n - x.n || (x.value < y.value ? -1 : 1));
}

async function countCodes(
  { db }: Engine,
  rows: readonly Row[],
  role: string,
): Promise<readonly FacetValue[]> {
  if (rows.length === 0) return [];
  const counted = await db
    .selectFrom("parties as p")
    .select("p.code as value")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where(
      "p.record",
      "in",
      rows.map(({ id }) => id),
    )
    .where("p.role", "=", role)
    .where("p.code", "<>", "")
    .groupBy("p.code")
    .orderBy("n", "desc")
    .orderBy("value")
    .limit(mostValues)
    .execute();
  return counted.map(({ value, n }) => ({ value, n: Number(n) }));
}

/** How many records fit and how many reports they have; of very many only the latest are counted. */
export async function countLatest(
  engine: Engine,
  filter: RecordFilter,
): Promise<{ readonly distinct: number; readonly reports: number; readonly isPartial: boolean }> {
  const count = async (asked: RecordFilter) => {
    const { n, reports } = await engine.db
      .selectFrom(latest(engine, asked).as("l"))
      .select((eb) => [
        eb.fn.countAll<number>().as("n"),
        eb.fn.coalesce(eb.fn.sum<number>("l.reports"), eb.val(0)).as("reports"),
      ])
      .executeTakeFirstOrThrow();
    const distinct = Number(n);
    return { distinct, reports: Number(reports), isPartial: mostCounted <= distinct };
  };
  const some = filter.between === undefined ? null : await count(sampleOf(filter));
  return some?.isPartial === true ? some : count(filter);
}

/** Distinct records and reports of a month, by type and status. */
export interface MonthCount {
  /** Number of the month since January 1970. */
  readonly month: number;
  readonly type: string;
  readonly status: string;
  readonly distinct: number;
  readonly reports: number;
}

/** Counts by month of what fits, the earliest first; records without a day are left out. */
export async function countMonths(engine: Engine, filter: RecordFilter): Promise<readonly MonthCount[]> {
  const { query, day } = filtered(engine, filter);
  // The month is told by the engine: of a pair that is always in the news, the days would be twenty thousand rows.
  const month =
    engine.name === "sqlite"
      ? sql<string>`strftime('%Y-%m', ${sql.ref(day)} * 86400, 'unixepoch')`
      : sql<string>`to_char(date '1970-01-01' + ${sql.ref(day)}::int, 'YYYY-MM')`;
  const counts = query
    .select([month.as("month"), "r.type", "r.status"])
    .select((eb) => [eb.fn.countAll<number>().as("n"), eb.fn.sum<number>("r.reports").as("reports")])
    .where(day, ">", unknownDay)
    .groupBy([month, "r.type", "r.status"]);
  const rows = await fetchMany(engine, counts, ["month", "type", "status", "n", "reports"]);
  return rows
    .map(({ month: name, type, status, n, reports }) => ({
      month: (Number(name.slice(0, -3)) - 1970) * 12 + Number(name.slice(-2)) - 1,
      type,
      status,
      distinct: Number(n),
      reports: Number(reports),
    }))
    .sort((x, y) => x.month - y.month || (`${x.type} ${x.status}` < `${y.type} ${y.status}` ? -1 : 1));
}
