/**
 * Taking in what was read: a capture with its reading becomes rows, whole or not at all. What is there already is
 * recognised by the digest of its bytes and of what its carrier said of it.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { createHash } from "node:crypto";
import type { Source } from "../model/article.ts";
import type { Reading, ReadingActor } from "../model/reading.ts";
import { daysOf } from "../merge/days.ts";
import type { Identities } from "../merge/identities.ts";
import { signatureOf } from "../merge/likeness.ts";
import { actorKeyOf, mentionsOf } from "../merge/mentions.ts";
import { soundOf } from "../merge/namesakes.ts";
import { fileSignature, findCluster, packSignature } from "./clusters.ts";
import { recount } from "./counts.ts";
import { mergedWithin } from "./identities.ts";
import { linkPeople, unlinked, withLinks } from "./links.ts";
import { conditionLexicon } from "./lives.ts";
import { countOneMore, forgetNamings, recountActors } from "./namings.ts";
import { officesOf } from "./offices.ts";
import { placeMentions } from "./place.ts";
import { refileNaming } from "./refiling.ts";
import type { CapturesTable } from "./tables.ts";
import { insertAll, type Writing } from "./writing.ts";

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

/** The id of a capture: SHA-256 over its bytes and what its carrier said of it. */
export function captureIdOf(source: Source): string {
  const { content, form, contentType, url, outlet, title, authors, published } = source;
  return createHash("sha256")
    .update(JSON.stringify([form, contentType, url, outlet, title, authors, published, typeof content]))
    .update("\0")
    .update(content)
    .digest("hex");
}

/** Takes one document in. */
export async function takeDeposit(writing: Writing, deposit: Deposit): Promise<DepositOutcome> {
  const { tx } = writing;
  const { source, reading } = deposit;
  const id = captureIdOf(source);
  const isKnown = await tx.selectFrom("captures").select("id").where("id", "=", id).executeTakeFirst();
  if (isKnown !== undefined) return "known";
  const { hash } = reading.article;
  await tx
    .insertInto("captures")
    .values(captureOf(writing, id, deposit))
    .execute();
  const article = await tx.selectFrom("articles").select("hash").where("hash", "=", hash).executeTakeFirst();
  if (article !== undefined) {
    await countCarriers(writing, hash);
    const rows = await tx
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
    return "again";
  }
  await takeArticle(writing, source, reading);
  await takeReading(writing, id, reading, true);
  return "new";
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

/** Keeps a text, in its cluster. */
export async function takeArticle(writing: Writing, source: Source, { article }: Reading): Promise<void> {
  const signature = signatureOf(bodyOf(article));
  const cluster = await findCluster(writing, article.hash, signature);
  await writing.tx
    .insertInto("articles")
    .values({
      hash: article.hash,
      number: writing.next("article"),
      text: article.text,
      url: article.url,
      outlet: article.outlet ?? source.outlet,
      title: article.title,
      published: article.published,
      language: article.language,
      day: daysOf(article.published)?.from ?? null,
      cluster,
      signature: signature === null ? null : packSignature(signature),
      reports: 1,
      is_deleted: 0,
    })
    .execute();
  await fileSignature(writing, article.hash, signature);
  writing.note("article", article.hash, "added", 1);
}

/** The words that make an article what it is; headline and page furniture differ between its copies. */
function bodyOf({ text, blocks }: Reading["article"]): string {
  const letters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
  return blocks
    .filter(({ role }) => role === "body" || role === "damaged")
    .map(({ start, end }) => (letters === null ? text.slice(start, end) : letters.slice(start, end).join("")))
    .join("\n");
}

/**
 * Keeps a reading as the one in force and places what it found.
 *
 * @param isFirst whether nothing of the article is here yet, nor anything read anew in this transaction
 */
export async function takeReading(
  writing: Writing,
  capture: string,
  reading: Reading,
  isFirst: boolean,
): Promise<void> {
  const { tx } = writing;
  const { hash } = reading.article;
  const { number, cluster, day, reports } = await tx
    .selectFrom("articles")
    .select(["number", "cluster", "day", "reports"])
    .where("hash", "=", hash)
    .executeTakeFirstOrThrow();
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
  const touched = await placeMentions(writing, hash, reading.engine, mentions, reports);
  await recount(writing, touched);
  if (0 < relinked.length) await refileNaming(writing, hash, relinked);
}

interface Named {
  readonly number: number;
  readonly day: number | null;
  readonly isFirst: boolean;
}

/**
 * Keeps whom an article names.
 *
 * @returns who they are known to be, and those that count for others than when the article was read before
 */
async function takeActors(
  writing: Writing,
  reading: Reading,
  { number, day, isFirst }: Named,
): Promise<{ readonly identities: Identities; readonly relinked: readonly string[] }> {
  const { tx, later } = writing;
  const { hash, text } = reading.article;
  const known = new Map(reading.actors.map((it) => [actorKeyOf(it).id, it]));
  const before = isFirst ? [] : await forgetNamings(tx, number);
  if (!isFirst) await tx.deleteFrom("offices").where("article", "=", hash).execute();
  const merged = await mergedWithin(tx);
  const people = [...known].flatMap(([id, it]) =>
    it.kind === "person" && !it.anonymous ? [{ id, folded: foldName(it.name), code: it.code }] : [],
  );
  const links = await linkPeople(writing, merged, people, text, day);
  const namings = [...known.keys()].map((actor) => ({
    actor,
    article: number,
    ...(links.get(actor) ?? unlinked(actor)),
  }));
  const counted = new Set(namings.map((it) => merged.get(it.counts_for)?.id ?? it.counts_for));
  await putActors(tx, known, isFirst ? counted : new Set());
  if (isFirst) later("namings", namings);
  else {
    await insertAll(tx, "namings", namings);
    await recountActors(tx, new Set([...before.map((it) => it.counts_for), ...counted]));
  }
  // Not later: the next article of this batch may ask for them.
  await insertAll(tx, "offices", officesOf(reading, day), true);
  const relinked = before.flatMap((was) => {
    const is = links.get(was.actor) ?? unlinked(was.actor);
    return is.counts_for === was.counts_for && is.code === was.code ? [] : [was.actor];
  });
  return { identities: withLinks(merged, links), relinked };
}

/** Keeps actors; each of `counted` is named by one more article. */
async function putActors(
  tx: Writing["tx"],
  known: ReadonlyMap<string, ReadingActor>,
  counted: ReadonlySet<string>,
): Promise<void> {
  if (known.size === 0) return;
  const rows = [...known].map(([id, it]) => ({
    id,
    key: actorKeyOf(it).key,
    name: it.name,
    folded: foldName(it.name),
    sound: soundOf({ folded: foldName(it.name), kind: it.kind }),
    kind: it.kind,
    code: it.code,
    sector: it.sector,
    n_articles: counted.has(id) ? 1 : 0,
    revision: 1,
  }));
  await tx
    .insertInto("actors")
    .values(rows)
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet((eb) => ({
        sound: eb.ref("excluded.sound"),
        code: eb.fn.coalesce("actors.code", "excluded.code"),
        sector: eb.fn.coalesce("actors.sector", "excluded.sector"),
        n_articles: eb("actors.n_articles", "+", eb.ref("excluded.n_articles")),
      })),
    )
    .execute();
  const others = [...counted].filter((id) => !known.has(id));
  if (0 < others.length) await countOneMore(tx, others);
}

/** A name as it is looked up: without case and marks. */
export function foldName(name: string): string {
  return name.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
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
