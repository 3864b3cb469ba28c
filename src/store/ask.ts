/**
 * Questions to the ledger about records: filters that combine, sorted by day, the last first, in pages that go on
 * until the end. Reads only.
 */
import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  sql,
  type SqlBool,
} from "kysely";
import type { LedgerFinding, LedgerRecord, Page, RecordKind } from "../model/ledger.ts";
import type { Engine } from "./engines.ts";
import { fitsTerms, parseQuestion } from "./search.ts";
import {
  type ArticlesTable,
  type MentionsTable,
  type PartiesTable,
  type RecordsTable,
  type Tables,
  unknownDay,
} from "./tables.ts";

/** Who is meant: codes of states and bodies, ids of actors. Any of them fits. */
export interface Sides {
  readonly codes: readonly string[];
  readonly actors: readonly string[];
}

/** What is asked for. Everything given must fit; of a list, one. */
export interface RecordFilter {
  readonly kind: RecordKind;
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
  readonly minReports?: number;
  /** `accept`, `fix`, `reject`, or `none` for those nobody has looked at. Without it the rejected are left out. */
  readonly review?: string;
}

type Db = Kysely<Tables>;
/** The tables of a question; `p` is there when the filter has a lead. */
type Asked = Tables & { r: RecordsTable; p: PartiesTable };
type Query = SelectQueryBuilder<Asked, "r" | "p", object>;
type Builder = ExpressionBuilder<Asked, "r" | "p">;

const sourceRole = { statement: "speaker", event: "actor", condition: "setter" } as const;
const targetRole = { statement: "addressee", event: "recipient", condition: "target" } as const;

/**
 * A page of records, the latest first, those without a date last.
 *
 * @param after `next` of the page before
 */
export async function listRecords(
  engine: Engine,
  filter: RecordFilter,
  limit: number,
  after: string | null,
): Promise<Page<LedgerRecord>> {
  const { query: all, day: dayColumn } = filtered(engine, filter);
  let query = all;
  if (after !== null) {
    const [day = 0, number = 0] = after.split(".").map(Number);
    query = query.where((eb) =>
      eb.and([eb(dayColumn, "<=", day), eb.or([eb(dayColumn, "<", day), eb("r.number", "<", number)])]),
    );
  }
  // First which, then what is in them: sorting whole rows would carry their words along.
  const keys = await query
    .select("r.id")
    .orderBy(dayColumn, "desc")
    .orderBy("r.number", "desc")
    .limit(limit + 1)
    .execute();
  const rows = await rowsOf(
    engine.db,
    keys.slice(0, limit).map(({ id }) => id),
  );
  const last = rows[limit - 1];
  return {
    items: rows.map(recordOfRow),
    next: keys.length <= limit || last === undefined ? null : `${last.order_day}.${last.number}`,
  };
}

/** Whole rows, in the order of their ids. */
async function rowsOf(db: Db, ids: readonly string[]): Promise<readonly (RecordsTable & PlaceRow)[]> {
  const found = new Map<string, RecordsTable & PlaceRow>();
  for (let at = 0; at < ids.length; at += 500) {
    const rows = await db
      .selectFrom("records as r")
      .innerJoin("mentions as first", "first.id", "r.first_mention")
      .innerJoin("articles as a", "a.hash", "first.article")
      .selectAll("r")
      .select(placeColumns)
      .where("r.id", "in", ids.slice(at, at + 500))
      .execute();
    for (const row of rows) found.set(row.id, row);
  }
  return ids.map((id) => found.get(id) as RecordsTable & PlaceRow);
}

/** How many records fit, and how many reports they have. */
export async function countRecords(
  engine: Engine,
  filter: RecordFilter,
): Promise<{ readonly distinct: number; readonly reports: number }> {
  const row = await filtered(engine, filter)
    .query.select((eb) => [
      eb.fn.countAll<number>().as("n"),
      eb.fn.coalesce(eb.fn.sum<number>("r.reports"), eb.val(0)).as("reports"),
    ])
    .executeTakeFirstOrThrow();
  return { distinct: Number(row.n), reports: Number(row.reports) };
}

/** A question made ready. */
export interface Filtered {
  readonly query: Query;
  /** The column that lists are sorted by: that of the table which is walked. */
  readonly day: "r.order_day" | "p.order_day";
}

/** The query for what fits, for others to select from. */
export function filtered(engine: Engine, filter: RecordFilter): Filtered {
  const lead = leadOf(engine.db, filter);
  const day = lead === null ? "r.order_day" : "p.order_day";
  const { query, rest } = lead ?? {
    query: engine.db.selectFrom("records as r") as unknown as Query,
    rest: filter,
  };
  return { query: narrowed(engine, query, day, rest), day };
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
    .where(`p.${side.column}`, "=", side.value);
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

function narrowed({ name }: Engine, all: Query, day: Filtered["day"], filter: RecordFilter): Query {
  let query = all
    .where("r.kind", "=", filter.kind)
    .where("r.merged_into", "is", null)
    .where("r.n_mentions", ">", 0);
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
    query = query.where((eb) =>
      eb(
        "r.id",
        "in",
        eb
          .selectFrom("pairs")
          .select("record")
          .where("kind", "=", filter.kind)
          .where((on) =>
            on.or([
              on.and([on("source", "=", a), on("target", "=", b)]),
              on.and([on("source", "=", b), on("target", "=", a)]),
            ]),
          ),
      ),
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
    const fits = fitsTerms(name, parseQuestion(filter.text));
    query = query.where(sql<SqlBool>`r.id in (select record from wordings where ${fits})`);
  }
  if (filter.minReports !== undefined) query = query.where("r.reports", ">=", filter.minReports);
  if (filter.review === "none") query = query.where("r.review", "is", null);
  else if (filter.review !== undefined) query = query.where("r.review", "=", filter.review);
  else query = query.where((eb) => eb.or([eb("r.review", "is", null), eb("r.review", "<>", "reject")]));
  return query;
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

/** A record by its id; one that was merged away leads to the record that it is in now. Null when there is none. */
export async function findRecord(db: Db, id: string): Promise<LedgerRecord | null> {
  const row = await db
    .selectFrom("records as r")
    .innerJoin("mentions as first", "first.id", "r.first_mention")
    .innerJoin("articles as a", "a.hash", "first.article")
    .selectAll("r")
    .select(placeColumns)
    .where("r.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return null;
  return row.merged_into === null ? recordOfRow(row) : findRecord(db, row.merged_into);
}

const placeColumns = [
  "first.finding",
  "first.article",
  "a.outlet",
  "a.url",
  "a.title",
  "a.published",
] as const;

type PlaceRow = Pick<ArticlesTable, "outlet" | "url" | "title" | "published"> &
  Pick<MentionsTable, "finding" | "article">;

/** A row as it is given out. */
export function recordOfRow(row: RecordsTable & PlaceRow): LedgerRecord {
  return {
    id: row.id,
    kind: row.kind,
    date: row.edtf === null ? null : { edtf: row.edtf, basis: row.basis ?? "stated" },
    day: row.day,
    dayTo: row.day_to,
    lastDay: row.last_day,
    type: row.type,
    status: row.status,
    mode: row.mode,
    cameo: row.cameo,
    score: row.score,
    confidence: row.confidence,
    words: row.words,
    mentions: row.n_mentions,
    reports: row.reports,
    sources: row.sources,
    review: row.review,
    revision: row.revision,
    finding: JSON.parse(row.finding) as LedgerFinding,
    first: {
      mention: row.first_mention,
      article: row.article,
      outlet: row.outlet,
      url: row.url,
      title: row.title,
      published: row.published,
    },
  };
}
