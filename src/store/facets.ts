/** Counts beside a list: how many of what fits have each type, status, decision; and how many lie in each month. */
import { sql } from "kysely";
import type { Engine } from "./engines.ts";
import { filtered, type RecordFilter } from "./filters.ts";
import { unknownDay } from "./tables.ts";

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
}

/** Records counted at most, so that a facet costs the same in a large ledger as in a small one. */
const mostCounted = 20_000;
const mostValues = 12;

const sourceRole = { statement: "speaker", event: "actor", condition: "setter" } as const;
const targetRole = { statement: "addressee", event: "recipient", condition: "target" } as const;

/** The counts of a filter, each kind of value without its own part of the filter, so that another can be chosen. */
export async function countFacets(engine: Engine, filter: RecordFilter): Promise<Facets> {
  const { types: _t, mode: _m, ...anyType } = filter;
  const { statuses: _s, ...anyStatus } = filter;
  const { review: _r, ...anyReview } = filter;
  const { by: _b, ...anyBy } = filter;
  const { to: _to, ...anyTo } = filter;
  const [types, statuses, reviews, by, to] = await Promise.all([
    countColumn(engine, anyType, "type"),
    countColumn(engine, anyStatus, "status"),
    countColumn(engine, anyReview, "review"),
    countCodes(engine, anyBy, sourceRole[filter.kind]),
    countCodes(engine, anyTo, targetRole[filter.kind]),
  ]);
  const isPartial = [types, statuses].some(
    (values) => mostCounted <= values.reduce((sum, { n }) => sum + n, 0),
  );
  return { types, statuses, reviews, by, to, isPartial };
}

function latest(engine: Engine, filter: RecordFilter) {
  const { query, day } = filtered(engine, filter);
  return query.select(["r.id", "r.type", "r.status", "r.review"]).orderBy(day, "desc").limit(mostCounted);
}

async function countColumn(
  engine: Engine,
  filter: RecordFilter,
  column: "type" | "status" | "review",
): Promise<readonly FacetValue[]> {
  const rows = await engine.db
    .selectFrom(latest(engine, filter).as("l"))
    .select(sql<string>`coalesce(${sql.ref(`l.${column}`)}, 'none')`.as("value"))
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .groupBy(`l.${column}`)
    .orderBy("n", "desc")
    .orderBy("value")
    .execute();
  return rows.map(({ value, n }) => ({ value, n: Number(n) }));
}

async function countCodes(
  engine: Engine,
  filter: RecordFilter,
  role: string,
): Promise<readonly FacetValue[]> {
  const rows = await engine.db
    .selectFrom(latest(engine, filter).as("l"))
    .innerJoin("parties as p", "p.record", "l.id")
    .select("p.code as value")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("p.role", "=", role)
    .where("p.code", "<>", "")
    .groupBy("p.code")
    .orderBy("n", "desc")
    .orderBy("value")
    .limit(mostValues)
    .execute();
  return rows.map(({ value, n }) => ({ value, n: Number(n) }));
}

/** Distinct records and reports of a day, by type and status. */
export interface DayCount {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly type: string;
  readonly status: string;
  readonly distinct: number;
  readonly reports: number;
}

/** Counts by day of what fits, the earliest first; records without a day are left out. */
export async function countDays(engine: Engine, filter: RecordFilter): Promise<readonly DayCount[]> {
  const rows = await filtered(engine, filter)
    .query.select(["r.order_day as day", "r.type", "r.status"])
    .select((eb) => [eb.fn.countAll<number>().as("n"), eb.fn.sum<number>("r.reports").as("reports")])
    .where("r.order_day", ">", unknownDay)
    .groupBy(["r.order_day", "r.type", "r.status"])
    .orderBy("r.order_day")
    .orderBy("r.type")
    .orderBy("r.status")
    .execute();
  return rows.map(({ n, reports, ...row }) => ({ ...row, distinct: Number(n), reports: Number(reports) }));
}
