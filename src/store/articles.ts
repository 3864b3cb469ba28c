/** Articles as they are shown: lists of them, one with its captures and the reading in force, and what it reports. */
import { inflateRawSync } from "node:zlib";
import { type Kysely, sql } from "kysely";
import type { LedgerFinding, Page, RecordKind } from "../model/ledger.ts";
import type { Reading } from "../model/reading.ts";
import { bytesOf } from "./columns.ts";
import { withKnownParties } from "./identities.ts";
import { type ArticlesTable, type Tables, unknownDay } from "./tables.ts";

/** What is asked for. Everything given must fit. */
export interface ArticleFilter {
  readonly outlet?: string;
  readonly language?: string;
  /** Words of the title, in any case. */
  readonly title?: string;
  /** Hash of the first article of a cluster of copies. */
  readonly cluster?: string;
  /** Days of publication since 1970-01-01, both included. */
  readonly since?: number;
  readonly until?: number;
}

export type ArticleRow = Pick<
  ArticlesTable,
  "hash" | "url" | "outlet" | "title" | "published" | "language" | "day" | "cluster" | "reports"
> & {
  /** Statements, events and conditions found in it. */
  readonly mentions: number;
};

/** One article whole. */
export interface WholeArticle extends Omit<ArticleRow, "mentions"> {
  readonly text: string;
  /** Null for one whose reading was taken out with it. */
  readonly reading: Reading | null;
  readonly captures: readonly {
    readonly url: string | null;
    readonly outlet: string | null;
    readonly hash: string;
    readonly size: number;
    readonly addedAt: string;
  }[];
}

/** A mention with the state of the record it counts for. */
export interface ArticleMention {
  readonly mention: string;
  readonly kind: RecordKind;
  readonly record: string;
  readonly reason: string;
  readonly review: string | null;
  readonly revision: number;
  readonly reports: number;
  readonly sources: number;
  /** Type and status as they stand after review. */
  readonly type: string;
  readonly status: string;
  readonly mode: string | null;
  readonly edtf: string | null;
  readonly basis: string | null;
  readonly finding: LedgerFinding;
}

type Db = Kysely<Tables>;

/**
 * A page of articles, the last published first, those without a date last.
 *
 * @param after `next` of the page before
 */
export async function listArticles(
  db: Db,
  filter: ArticleFilter,
  limit: number,
  after: string | null,
): Promise<Page<ArticleRow>> {
  let query = db.selectFrom("articles as a").where("a.is_deleted", "=", 0);
  const day = sql<number>`coalesce(a.day, ${sql.lit(unknownDay)})`;
  if (filter.outlet !== undefined) query = query.where("a.outlet", "=", filter.outlet);
  if (filter.language !== undefined) query = query.where("a.language", "=", filter.language);
  if (filter.cluster !== undefined) query = query.where("a.cluster", "=", filter.cluster);
  if (filter.since !== undefined) query = query.where("a.day", ">=", filter.since);
  if (filter.until !== undefined) query = query.where("a.day", "<=", filter.until);
  if (filter.title !== undefined) {
    const words = filter.title.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
    for (const word of words) {
      const pattern = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
      query = query.where((eb) => eb(eb.fn<string>("lower", ["a.title"]), "like", pattern));
    }
  }
  if (after !== null) {
    const [at = 0, number = 0] = after.split(".").map(Number);
    query = query.where((eb) =>
      eb.or([eb(day, "<", at), eb.and([eb(day, "=", at), eb("a.number", "<", number)])]),
    );
  }
  const rows = await query
    .select([
      "hash",
      "number",
      "url",
      "outlet",
      "title",
      "published",
      "language",
      "day",
      "cluster",
      "reports",
    ])
    .select((eb) =>
      eb
        .selectFrom("mentions as m")
        .whereRef("m.article", "=", "a.hash")
        .where("m.is_live", "=", 1)
        .select((on) => on.fn.countAll<number>().as("n"))
        .as("mentions"),
    )
    .orderBy(day, "desc")
    .orderBy("a.number", "desc")
    .limit(limit + 1)
    .execute();
  const last = rows[limit - 1];
  return {
    items: rows
      .slice(0, limit)
      .map(({ number: _number, ...row }) => ({ ...row, mentions: Number(row.mentions) })),
    next: rows.length <= limit || last === undefined ? null : `${last.day ?? unknownDay}.${last.number}`,
  };
}

/** An article by its hash; null when there is none, or it was taken out. */
export async function findWholeArticle(db: Db, hash: string): Promise<WholeArticle | null> {
  const row = await db
    .selectFrom("articles")
    .select(["hash", "text", "url", "outlet", "title", "published", "language", "day", "cluster", "reports"])
    .where("hash", "=", hash)
    .where("is_deleted", "=", 0)
    .executeTakeFirst();
  if (row === undefined) return null;
  const [reading, captures] = await Promise.all([
    db
      .selectFrom("readings")
      .select("reading")
      .where("article", "=", hash)
      .orderBy("number", "desc")
      .limit(1)
      .executeTakeFirst(),
    db
      .selectFrom("captures")
      .select(["url", "outlet", "hash", "size", "added_at as addedAt"])
      .where("article", "=", hash)
      .orderBy("number")
      .execute(),
  ]);
  return {
    ...row,
    captures,
    reading: reading === undefined ? null : unpackReading(reading.reading, row.text),
  };
}

function unpackReading(packed: Uint8Array, text: string): Reading {
  const reading = JSON.parse(inflateRawSync(bytesOf(packed)).toString("utf8")) as Reading;
  return { ...reading, article: { ...reading.article, text } };
}

/** What an article reports, each mention with how its record stands. In no order. */
export async function listMentions(db: Db, hash: string): Promise<readonly ArticleMention[]> {
  const rows = await db
    .selectFrom("mentions as m")
    .innerJoin("records as r", "r.id", "m.record")
    .select(["m.id as mention", "m.kind", "m.record", "m.reason", "m.finding"])
    .select(["r.review", "r.revision", "r.reports", "r.sources", "r.type", "r.status", "r.mode", "r.edtf"])
    .select("r.basis")
    .where("m.article", "=", hash)
    .where("m.is_live", "=", 1)
    .execute();
  return withKnownParties(
    db,
    rows.map((row) => ({ ...row, finding: JSON.parse(row.finding) as LedgerFinding })),
    () => hash,
  );
}

/** The earliest article with a record that nobody has looked at, after this one; null when there is none. */
export async function findUnreviewed(db: Db, after: string | null): Promise<string | null> {
  const from =
    after === null
      ? undefined
      : await db.selectFrom("articles").select("number").where("hash", "=", after).executeTakeFirst();
  const row = await db
    .selectFrom("articles as a")
    .select("a.hash")
    .where("a.number", ">", from?.number ?? 0)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("mentions as m")
          .innerJoin("records as r", "r.id", "m.record")
          .select("m.id")
          .whereRef("m.article", "=", "a.hash")
          .where("m.is_live", "=", 1)
          .where("r.review", "is", null),
      ),
    )
    .orderBy("a.number")
    .limit(1)
    .executeTakeFirst();
  return row?.hash ?? null;
}
