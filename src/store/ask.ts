/**
 * Questions to the ledger about records: sorted by day, the last first, in pages that go on until the end. Reads only.
 */
import type { Kysely } from "kysely";
import type { LedgerFinding, LedgerRecord, Page } from "../model/ledger.ts";
import type { Engine } from "./engines.ts";
import { withKnownParties } from "./identities.ts";
import { filtered, isFrequent, narrowed, type Query, type RecordFilter } from "./filters.ts";
import type { ArticlesTable, MentionsTable, PairsTable, RecordsTable, Tables } from "./tables.ts";

type Db = Kysely<Tables>;

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
  if (filter.between !== undefined) return listBetween(engine, filter, filter.between, limit, after);
  const walks = filter.text !== undefined && (await isFrequent(engine, filter.text));
  const { query: all, day: dayColumn } = filtered(engine, filter, walks);
  let query = all;
  const place = cursorOf(after);
  if (place !== null) {
    const { order_day: day, number } = place;
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
    items: await recordsOfRows(engine.db, rows),
    next: keys.length <= limit || last === undefined ? null : `${last.order_day}.${last.number}`,
  };
}

/** Records looked at in one go while walking a pair. */
const idsPerStep = 400;

/**
 * The same between two codes: their records are walked in both directions from the latest on, some hundred at a time,
 * until a page is full. Of two states that are always in the news, looking at all would take a second.
 */
async function listBetween(
  engine: Engine,
  filter: RecordFilter,
  between: readonly [string, string],
  limit: number,
  after: string | null,
): Promise<Page<LedgerRecord>> {
  const { between: _between, ...rest } = filter;
  const walks = filter.text !== undefined && (await isFrequent(engine, filter.text));
  const items: (RecordsTable & PlaceRow)[] = [];
  let cursor = cursorOf(after);
  while (items.length <= limit) {
    const step = await walkPair(engine.db, filter, between, cursor);
    if (step.length === 0) break;
    const ids = step.map(({ record }) => record);
    const fitting = await narrowed(
      engine,
      engine.db.selectFrom("records as r") as unknown as Query,
      "r.order_day",
      rest,
      walks,
    )
      .select("r.id")
      .where("r.id", "in", ids)
      .execute();
    const fits = new Set(fitting.map(({ id }) => id));
    const chosen = ids.filter((id) => fits.has(id)).slice(0, limit + 1 - items.length);
    items.push(...(await rowsOf(engine.db, chosen)));
    cursor = step.at(-1) as PairPlace;
  }
  const last = items[limit - 1];
  return {
    items: await recordsOfRows(engine.db, items.slice(0, limit)),
    next: items.length <= limit || last === undefined ? null : `${last.order_day}.${last.number}`,
  };
}

type PairPlace = Pick<PairsTable, "record" | "order_day" | "number">;

/** The next records between two after a place, the latest first, each once. */
async function walkPair(
  db: Db,
  { kind, since, until }: RecordFilter,
  [a, b]: readonly [string, string],
  after: Pick<PairPlace, "order_day" | "number"> | null,
): Promise<readonly PairPlace[]> {
  const found = new Map<string, PairPlace>();
  for (const [source, target] of [
    [a, b],
    [b, a],
  ] as const) {
    let query = db
      .selectFrom("pairs")
      .select(["record", "order_day", "number"])
      .where("source", "=", source)
      .where("target", "=", target)
      .where("kind", "=", kind)
      .orderBy("order_day", "desc")
      .orderBy("number", "desc")
      .limit(idsPerStep);
    if (since !== undefined) query = query.where("order_day", ">=", since);
    if (until !== undefined) query = query.where("order_day", "<=", until);
    if (after !== null) {
      query = query.where((eb) =>
        eb.and([
          eb("order_day", "<=", after.order_day),
          eb.or([eb("order_day", "<", after.order_day), eb("number", "<", after.number)]),
        ]),
      );
    }
    for (const row of await query.execute()) found.set(row.record, row);
  }
  return [...found.values()]
    .sort((x, y) => y.order_day - x.order_day || y.number - x.number)
    .slice(0, idsPerStep);
}

/** The place that a cursor names. */
function cursorOf(after: string | null): Pick<PairPlace, "order_day" | "number"> | null {
  if (after === null) return null;
  const [day = 0, number = 0] = after.split(".").map(Number);
  return { order_day: day, number };
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
  if (row.merged_into !== null) return findRecord(db, row.merged_into);
  return (await recordsOfRows(db, [row]))[0] as LedgerRecord;
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

async function recordsOfRows(
  db: Db,
  rows: readonly (RecordsTable & PlaceRow)[],
): Promise<readonly LedgerRecord[]> {
  return withKnownParties(db, rows.map(recordOfRow), ({ first }) => first.article);
}

/** A row as it is given out. */
function recordOfRow(row: RecordsTable & PlaceRow): LedgerRecord {
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
    life: null,
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
