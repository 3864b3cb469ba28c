/**
 * Bringing a ledger to a new engine: captures come back as sources, and their new readings take the place of the old,
 * which stay. Ids hang on places in the text, so what is found again keeps its record, its reviews and its merges.
 */
import type { Kysely } from "kysely";
import type { Source } from "../model/article.ts";
import { recount } from "./counts.ts";
import {
  captureIdOf,
  type Deposit,
  printsOfCapture,
  type Prints,
  sourceOfCapture,
  takeArticle,
  takeReading,
} from "./deposit.ts";
import { forgetArticle } from "./forgetting.ts";
import { placeMentions } from "./place.ts";
import type { Tables } from "./tables.ts";
import type { Writing } from "./writing.ts";

/** A capture whose article was last read by another engine, or whose prints the site memory needs to see again. */
export interface Stale {
  readonly number: number;
  readonly source: Source;
  readonly prints: Prints;
  /** Whether it must be read; the others are only shown to the site memory. */
  readonly isStale: boolean;
}

/** Captures after a number, in the order in which they came. Deleted articles are left out. */
export async function listStale(
  db: Kysely<Tables>,
  engine: string,
  after: number,
  limit: number,
): Promise<readonly Stale[]> {
  const rows = await db
    .selectFrom("captures as c")
    .innerJoin("articles as a", "a.hash", "c.article")
    .select(["c.number", "c.bytes", "c.facts", "c.url", "c.outlet", "c.prints"])
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom("readings")
            .select("article")
            .whereRef("article", "=", "c.article")
            .where("engine", "=", engine),
        )
        .as("isPresent"),
      eb.exists(eb.selectFrom("readings").select("article").whereRef("capture", "=", "c.id")).as("isRead"),
    ])
    .where("c.number", ">", after)
    .where("a.is_deleted", "=", 0)
    .orderBy("c.number")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    number: row.number,
    source: sourceOfCapture(row),
    prints: printsOfCapture(row.prints),
    // The first capture of a text is the one that is read; SQLite gives flags as numbers.
    isStale: !row.isPresent && Boolean(row.isRead),
  }));
}

/** Keeps new readings of captures that are there, in order. */
export async function takeAnew(writing: Writing, deposits: readonly Deposit[]): Promise<void> {
  const { tx } = writing;
  for (const { source, reading } of deposits) {
    const id = captureIdOf(source);
    const capture = await tx
      .selectFrom("captures")
      .select("article")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const { hash } = reading.article;
    const article = await tx
      .selectFrom("articles")
      .select("hash")
      .where("hash", "=", hash)
      .executeTakeFirst();
    if (article === undefined) await takeArticle(writing, source, reading);
    if (capture.article !== hash) await moveCapture(writing, id, capture.article, hash, reading.engine);
    // The same engine with other rules: its reading takes the place of the one before.
    await tx
      .deleteFrom("readings")
      .where("article", "=", hash)
      .where("engine", "=", reading.engine)
      .execute();
    await takeReading(writing, id, reading);
  }
}

/** A new engine reads another text out of the same bytes: the capture goes to it, and the old text is withdrawn when none is left. */
async function moveCapture(
  writing: Writing,
  capture: string,
  from: string,
  to: string,
  engine: string,
): Promise<void> {
  const { tx } = writing;
  await tx.updateTable("captures").set({ article: to }).where("id", "=", capture).execute();
  const left = await tx
    .selectFrom("captures")
    .select("id")
    .where("article", "=", from)
    .limit(1)
    .executeTakeFirst();
  if (left === undefined) await withdrawArticle(writing, from, engine);
  writing.note("article", from, left === undefined ? "withdrawn" : "changed", 1);
}

async function withdrawArticle(writing: Writing, hash: string, engine: string): Promise<void> {
  await recount(writing, await placeMentions(writing, hash, engine, [], 0, false));
  await forgetArticle(writing, hash);
}
