/**
 * Taking in what was read: a capture with its reading becomes rows, whole or not at all. What is there already is
 * recognised by the digest of its bytes and of what its carrier said of it.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Source } from "../model/article.ts";
import type { Reading } from "../model/reading.ts";
import { daysOf } from "../merge/days.ts";
import { signatureOf } from "../merge/likeness.ts";
import { mentionsOf } from "../merge/mentions.ts";
import { fileSignature, findCluster, packSignature } from "./clusters.ts";
import { takeActors } from "./article-actors.ts";
import { recount } from "./counts.ts";
import { conditionLexicon } from "./lives.ts";
import { placeMentions } from "./place.ts";
import { refileNaming } from "./refiling.ts";
import type { ArticlesTable, CapturesTable } from "./tables.ts";
import type { Writing } from "./writing.ts";

/** Blocks as the site memory sees them; see `read/site.ts`. */
export interface Prints {
  readonly site: string | null;
  readonly prints: readonly { readonly print: number; readonly isAside: boolean }[];
}

/** A document that was read. */
export interface Deposit {
  readonly source: Source;
  readonly prints: Prints;
  readonly reading: Reading;
}

/** What became of a deposit. `again`: a new capture of an article that is there, carried by somebody else perhaps. */
export type DepositOutcome = "known" | "again" | "new";

const deflateLevel = 4;
const idsPerQuery = 400;

/** The id of a capture: SHA-256 over its bytes and what its carrier said of it. */
export function captureIdOf(source: Source): string {
  const { content, form, contentType, url, outlet, title, authors, published } = source;
  return createHash("sha256")
    .update(JSON.stringify([form, contentType, url, outlet, title, authors, published, typeof content]))
    .update("\0")
    .update(content)
    .digest("hex");
}

/** Takes documents in, in order. */
export async function takeDeposits(
  writing: Writing,
  deposits: readonly Deposit[],
): Promise<readonly DepositOutcome[]> {
  const ids = deposits.map(({ source }) => captureIdOf(source));
  const captures = await listKnown(writing, "captures", "id", ids);
  const hashes = deposits.map(({ reading }) => reading.article.hash);
  const articles = await listKnown(writing, "articles", "hash", hashes);
  const outcomes: DepositOutcome[] = [];
  const touched = new Set<string>();
  for (const [i, deposit] of deposits.entries()) {
    const [id, { reading }] = [ids[i] as string, deposit];
    const { hash } = reading.article;
    if (captures.has(id)) {
      outcomes.push("known");
      continue;
    }
    captures.add(id);
    writing.later("captures", [captureOf(writing, id, deposit)]);
    if (articles.has(hash)) {
      await countAgain(writing, hash);
      outcomes.push("again");
      continue;
    }
    articles.add(hash);
    const article = await takeArticle(writing, deposit.source, reading);
    for (const record of await placeReading(writing, id, reading, article, true)) touched.add(record);
    outcomes.push("new");
  }
  await writing.flush();
  await recount(writing, touched);
  return outcomes;
}

/** Those of these that a table has. */
async function listKnown(
  { tx }: Writing,
  table: "captures" | "articles",
  column: "id" | "hash",
  values: readonly string[],
): Promise<Set<string>> {
  const known = new Set<string>();
  for (let at = 0; at < values.length; at += idsPerQuery) {
    const rows = await tx
      .selectFrom(table)
      .select(sql.ref<string>(column).as("value"))
      .where(sql.ref<string>(column), "in", values.slice(at, at + idsPerQuery))
      .execute();
    for (const { value } of rows) known.add(value);
  }
  return known;
}

/** Counts the carriers of an article anew, and the reports of all that it mentions. */
async function countAgain(writing: Writing, hash: string): Promise<void> {
  await writing.flush();
  await countCarriers(writing, hash);
  const rows = await writing.tx
    .selectFrom("mentions")
    .select("record")
    .distinct()
    .where("article", "=", hash)
    .execute();
  await recount(
    writing,
    rows.map(({ record }) => record),
  );
  writing.note("article", hash, "reported", 1);
}

function captureOf({ next, at }: Writing, id: string, { source, prints, reading }: Deposit): CapturesTable {
  const { content, form, contentType, title, authors, published } = source;
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return {
    id,
    number: next("capture"),
    article: reading.article.hash,
    hash: createHash("sha256").update(bytes).digest("hex"),
    bytes: deflateRawSync(bytes, { level: deflateLevel }),
    size: bytes.length,
    facts: JSON.stringify({
      form,
      contentType,
      title,
      authors,
      published,
      isText: typeof content === "string",
    }),
    url: source.url,
    outlet: source.outlet,
    prints: JSON.stringify([
      prints.site,
      ...prints.prints.map(({ print, isAside }) => (isAside ? [print] : print)),
    ]),
    added_at: at,
  };
}

/** The source that a capture was read from, as it was. */
export function sourceOfCapture(row: Pick<CapturesTable, "bytes" | "facts" | "url" | "outlet">): Source {
  const { isText, ...facts } = JSON.parse(row.facts) as Omit<Source, "content" | "url" | "outlet"> & {
    isText: boolean;
  };
  const bytes = inflateRawSync(row.bytes);
  return {
    ...facts,
    url: row.url,
    outlet: row.outlet,
    content: isText ? bytes.toString("utf8") : new Uint8Array(bytes),
  };
}

/** The prints of a capture, for the site memory. */
export function printsOfCapture(prints: string): Prints {
  const [site, ...rest] = JSON.parse(prints) as [string | null, ...(number | [number])[]];
  return {
    site,
    prints: rest.map((it) =>
      typeof it === "number" ? { print: it, isAside: false } : { print: it[0], isAside: true },
    ),
  };
}

/** What placing needs to know of an article. */
type PlacedArticle = Pick<ArticlesTable, "number" | "cluster" | "day" | "reports">;

/** Keeps a text, in its cluster. */
export async function takeArticle(
  writing: Writing,
  source: Source,
  { article }: Reading,
): Promise<PlacedArticle> {
  const signature = signatureOf(bodyOf(article));
  const cluster = await findCluster(writing, article.hash, signature);
  const placed = {
    number: writing.next("article"),
    day: daysOf(article.published)?.from ?? null,
    cluster,
    reports: 1,
  };
  await writing.tx
    .insertInto("articles")
    .values({
      hash: article.hash,
      ...placed,
      text: article.text,
      url: article.url,
      outlet: article.outlet ?? source.outlet,
      title: article.title,
      published: article.published,
      language: article.language,
      signature: signature === null ? null : packSignature(signature),
      is_deleted: 0,
    })
    .execute();
  await fileSignature(writing, article.hash, signature);
  writing.note("article", article.hash, "added", 1);
  return placed;
}

/** The words that make an article what it is; headline and page furniture differ between its copies. */
function bodyOf({ text, blocks }: Reading["article"]): string {
  const letters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
  return blocks
    .filter(({ role }) => role === "body" || role === "damaged")
    .map(({ start, end }) => (letters === null ? text.slice(start, end) : letters.slice(start, end).join("")))
    .join("\n");
}

/** Keeps a new reading of an article that is here, places what it found, and counts it. */
export async function takeReading(writing: Writing, capture: string, reading: Reading): Promise<void> {
  const article = await writing.tx
    .selectFrom("articles")
    .select(["number", "cluster", "day", "reports"])
    .where("hash", "=", reading.article.hash)
    .executeTakeFirstOrThrow();
  const touched = await placeReading(writing, capture, reading, article, false);
  await writing.flush();
  await recount(writing, touched);
}

/**
 * Keeps a reading as the one in force and places what it found.
 *
 * @param isFirst whether nothing of the article is here yet, nor anything read anew in this transaction
 * @returns records to be counted anew, once what was gathered is written
 */
async function placeReading(
  writing: Writing,
  capture: string,
  reading: Reading,
  { number, cluster, day, reports }: PlacedArticle,
  isFirst: boolean,
): Promise<ReadonlySet<string>> {
  const { hash } = reading.article;
  const stored = JSON.stringify({ ...reading, article: { ...reading.article, text: "" } });
  writing.later("readings", [
    {
      article: hash,
      engine: reading.engine,
      capture,
      number: writing.next("reading"),
      reading: deflateRawSync(Buffer.from(stored, "utf8"), { level: deflateLevel }),
      read_at: writing.at,
    },
  ]);
  const { identities, relinked } = await takeActors(writing, reading, { number, day, isFirst });
  const mentions = mentionsOf(reading, cluster, conditionLexicon, identities);
  const touched = await placeMentions(writing, hash, reading.engine, mentions, reports, isFirst);
  if (0 < relinked.length) {
    await writing.flush();
    await refileNaming(writing, hash, relinked);
  }
  return touched;
}

async function countCarriers({ tx }: Writing, hash: string): Promise<void> {
  const captures = await tx
    .selectFrom("captures")
    .select(["id", "url", "outlet"])
    .where("article", "=", hash)
    .execute();
  const carriers = new Set(captures.map(({ id, url, outlet }) => url ?? outlet ?? id));
  await tx.updateTable("articles").set({ reports: carriers.size }).where("hash", "=", hash).execute();
}
