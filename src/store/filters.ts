/** Filters of records: what was asked for, as conditions of one query on both engines. */
import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type RawBuilder,
  type SelectQueryBuilder,
  sql,
  type SqlBool,
} from "kysely";
import type { RecordKind } from "../model/ledger.ts";
import type { Engine } from "./engines.ts";
import { fitsTerms, parseQuestion } from "./search.ts";
import { type PartiesTable, type RecordsTable, type Tables, unknownDay } from "./tables.ts";

/** Who is meant: codes of states and bodies, ids of actors. Any of them fits. */
export interface Sides {
  readonly codes: readonly string[];
  readonly actors: readonly string[];
}

/** What is asked for. Everything given must fit; of a list, one. */
export interface RecordFilter {
  readonly kind: RecordKind;
  /** Only among these. */
  readonly ids?: readonly string[];
  /** Who acts, speaks or demands. */
  readonly by?: Sides;
  /** Who it is done to, said to, demanded of. */
  readonly to?: Sides;
  /** In whatever role. */
  readonly involving?: Sides;
  /** Between two codes, whichever way. */
  readonly between?: readonly [string, string];
  readonly types?: readonly string[];
  readonly statuses?: readonly string[];
  readonly mode?: string;
  readonly cameo?: string;
  /** Days since 1970-01-01, both included. */
  readonly since?: number;
  readonly until?: number;
  /** A question as `search` takes it, which some wording of the record must fit. */
  readonly text?: string;
  /** Only so many of the wordings that fit are looked at, for counting "at least". */
  readonly mostWordings?: number;
  /** The same of what lies between two: of each direction the latest. */
  readonly mostBetween?: number;
  readonly minReports?: number;
  /** `accept`, `fix`, `reject`, or `none` for those nobody has looked at. Without it the rejected are left out. */
  readonly review?: string;
}

type Db = Kysely<Tables>;
/** The tables of a question; `p` is there when the filter has a lead. */
type Asked = Tables & { r: RecordsTable; p: PartiesTable };
export type Query = SelectQueryBuilder<Asked, "r" | "p", object>;
type Builder = ExpressionBuilder<Asked, "r" | "p">;

const sourceRole = { statement: "speaker", event: "actor", condition: "setter" } as const;
const targetRole = { statement: "addressee", event: "recipient", condition: "target" } as const;

export interface Filtered {
  readonly query: Query;
  /** The column that lists are sorted by: that of the table which is walked. */
  readonly day: "r.order_day" | "p.order_day";
}

/**
 * Whether so many wordings fit a question that it is cheaper to walk records from the latest on, asking of each whether it
 * fits, than to look up what fits and sort it. Of N wordings n fit: a page is walked in a time that grows with N / n, looked up
 * in one that grows with n. PostgreSQL finds that out by itself.
 */
export async function isFrequent({ db, name }: Engine, text: string): Promise<boolean> {
  if (name !== "sqlite") return false;
  const { last } = await db
    .selectFrom("worded")
    .select((eb) => eb.fn.max("wording").as("last"))
    .executeTakeFirstOrThrow();
  const frequently = Math.max(leastFrequent, Math.ceil(Math.sqrt(walkedForOne * Number(last ?? 0))));
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select 1 from wordings where ${fitsTerms(name, parseQuestion(text))} limit ${frequently})`.execute(
    db,
  );
  return frequently <= Number(rows[0]?.n);
}

/** Wordings below which none is frequent. */
const leastFrequent = 5_000;
/** Fitting wordings that are looked up in the time in which a page's worth of records is walked: 50 times 30. */
const walkedForOne = 1_500;

/**
 * The query of a filter, and what to sort it by.
 *
 * @param walks whether a question is one of frequent words
 */
export function filtered(engine: Engine, filter: RecordFilter, walks = false): Filtered {
  const lead = leadOf(engine.db, filter);
  const day = lead === null ? "r.order_day" : "p.order_day";
  if (lead !== null) return { query: narrowed(engine, lead.query, day, lead.rest, walks), day };
  const all = engine.db.selectFrom("records as r") as unknown as Query;
  // A lead, a pair, a text and ids ask for the kind themselves; asked twice, SQLite would walk all records of the kind instead.
  const isAsked =
    filter.between !== undefined || (filter.text !== undefined && !walks) || filter.ids !== undefined;
  const query = isAsked ? all : all.where("r.kind", "=", filter.kind);
  return { query: narrowed(engine, query, day, filter, walks), day };
}

/**
 * The one side or pair by whose rows, which lie in the order of their days, the records are walked: a state that is
 * rarely named is found as fast as one that always is. Null when the filter names none, or several at once.
 */
function leadOf(db: Db, filter: RecordFilter): { readonly query: Query; readonly rest: RecordFilter } | null {
  const { kind, by, to } = filter;
  const [source, target] = [onlyOf(by), onlyOf(to)];
  const { by: _by, to: _to, ...without } = filter;
  if (source?.column === "code" && target?.column === "code") {
    const query = db
      .selectFrom("pairs as p")
      .innerJoin("records as r", "r.id", "p.record")
      .where("p.kind", "=", kind)
      .where("p.source", "=", source.value)
      .where("p.target", "=", target.value);
    return { query: query as unknown as Query, rest: without };
  }
  const side = source ?? target;
  if (side === null) return null;
  const query = db
    .selectFrom("parties as p")
    .innerJoin("records as r", "r.id", "p.record")
    .where("p.kind", "=", kind)
    .where("p.role", "=", source === null ? targetRole[kind] : sourceRole[kind])
    .where(`p.${side.column}`, "=", side.value)
    .where(`p.${side.column}`, "<>", ""); // The index has no other rows.
  const rest = source === null ? without : { ...without, ...(to === undefined ? {} : { to }) };
  return {
    query: query as unknown as Query,
    rest: source === null && by !== undefined ? { ...rest, by } : rest,
  };
}

function onlyOf(
  sides: Sides | undefined,
): { readonly column: "code" | "actor"; readonly value: string } | null {
  if (sides === undefined || sides.codes.length + sides.actors.length !== 1) return null;
  const [code] = sides.codes;
  return code === undefined
    ? { column: "actor", value: sides.actors[0] as string }
    : { column: "code", value: code };
}

/** A query of records of the kind narrowed by all that a filter says but for its lead. */
export function narrowed(
  { name }: Engine,
  all: Query,
  day: Filtered["day"],
  filter: RecordFilter,
  walks = false,
): Query {
  let query = all.where("r.merged_into", "is", null).where("r.n_mentions", ">", 0);
  // The kind as a reckoned value, so that the records are found by their ids and not by walking their kind.
  if (filter.ids !== undefined)
    query = query.where("r.id", "in", [...filter.ids]).where(sql<SqlBool>`r.kind || '' = ${filter.kind}`);
  if (filter.by !== undefined)
    query = query.where((eb) => hasParty(eb, filter.kind, filter.by as Sides, [sourceRole[filter.kind]]));
  if (filter.to !== undefined)
    query = query.where((eb) => hasParty(eb, filter.kind, filter.to as Sides, [targetRole[filter.kind]]));
  if (filter.involving !== undefined) {
    query = query.where((eb) =>
      hasParty(eb, filter.kind, filter.involving as Sides, [
        sourceRole[filter.kind],
        targetRole[filter.kind],
      ]),
    );
  }
  if (filter.between !== undefined) {
    const [a, b] = filter.between;
    // The number is where the row lies.
    query = query.where(
      sql<SqlBool>`r.number in (${numbersFrom(a, b, filter)} union ${numbersFrom(b, a, filter)})`,
    );
  }
  if (filter.types !== undefined) query = query.where("r.type", "in", [...filter.types]);
  if (filter.statuses !== undefined) query = query.where("r.status", "in", [...filter.statuses]);
  if (filter.mode !== undefined) query = query.where("r.mode", "=", filter.mode);
  if (filter.cameo !== undefined)
    query = query.where("r.cameo", "like", `${filter.cameo.replace(/[^0-9]/g, "")}%`);
  if (filter.since !== undefined) query = query.where(day, ">=", filter.since);
  if (filter.until !== undefined) query = query.where(day, "<=", filter.until).where(day, ">", unknownDay);
  if (filter.text !== undefined) {
    query = query.where(hasWording(name, filter, walks));
  }
  if (filter.minReports !== undefined) query = query.where("r.reports", ">=", filter.minReports);
  if (filter.review === "none") query = query.where("r.review", "is", null);
  else if (filter.review !== undefined) query = query.where("r.review", "=", filter.review);
  else query = query.where((eb) => eb.or([eb("r.review", "is", null), eb("r.review", "<>", "reject")]));
  return query;
}

/** Numbers of what lies from one code to another, the latest only where so many are asked for. */
function numbersFrom(
  source: string,
  target: string,
  { kind, since, until, mostBetween }: RecordFilter,
): RawBuilder<unknown> {
  const from = sql`from pairs where source = ${source} and target = ${target} and kind = ${kind}`;
  if (mostBetween === undefined) return sql`select number ${from}`;
  const first = since === undefined ? sql`` : sql`and order_day >= ${since}`;
  const last = until === undefined ? sql`` : sql`and order_day <= ${until}`;
  return sql`select number from (select number ${from} ${first} ${last}
    order by order_day desc, number desc limit ${mostBetween}) as latest`;
}

/** That a wording of the record fits: asked of each record, or of all that fit at once. */
function hasWording(
  engine: Engine["name"],
  { kind, text = "", mostWordings }: RecordFilter,
  walks: boolean,
): Expression<SqlBool> {
  const fits = fitsTerms(engine, parseQuestion(text));
  const limit = mostWordings === undefined ? sql`` : sql`limit ${mostWordings}`;
  if (engine === "postgres")
    return sql<SqlBool>`r.id in (select record from wordings where ${fits} and kind = ${kind} ${limit})`;
  if (walks)
    return sql<SqlBool>`exists (select 1 from worded o cross join wordings
      where o.record = r.number and wordings.rowid = o.wording and ${fits})`;
  // The table of words is wide: what kind a wording is of is asked of the record where all are looked at.
  const ofKind = mostWordings === undefined ? sql`` : sql`and kind = ${kind}`;
  return sql<SqlBool>`r.kind || '' = ${kind} and r.number in (select o.record from
    (select rowid as wording from wordings where ${fits} ${ofKind} ${limit}) as f cross join worded o
    where o.wording = f.wording)`;
}

function hasParty(
  eb: Builder,
  kind: RecordKind,
  sides: Sides,
  roles: readonly string[],
): Expression<SqlBool> {
  const named = (column: "code" | "actor", values: readonly string[]) =>
    eb.exists(
      eb
        .selectFrom("parties")
        .select("parties.record")
        .whereRef("parties.record", "=", "r.id")
        .where("parties.kind", "=", kind)
        .where("parties.role", "in", [...roles])
        .where(`parties.${column}`, "in", [...values]),
    );
  return eb.or([
    ...(0 < sides.codes.length ? [named("code", sides.codes)] : []),
    ...(0 < sides.actors.length ? [named("actor", sides.actors)] : []),
    ...(sides.codes.length === 0 && sides.actors.length === 0 ? [eb.val(false)] : []),
  ]) as Expression<SqlBool>;
}
