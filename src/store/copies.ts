/** The copies of a text that the ledger holds, and which of them is the original. Reads only. */
import { inflateRawSync } from "node:zlib";
import type { Kysely } from "kysely";
import { carrierOf, creditsOf, type Original, originalOf } from "../merge/original.ts";
import type { Reading } from "../model/reading.ts";
import { bytesOf } from "./columns.ts";
import { conditionLexicon } from "./lives.ts";
import type { ArticlesTable, Tables } from "./tables.ts";

/** A cluster of copies. */
export interface Copies {
  /** The earliest publication first. */
  readonly articles: readonly Pick<
    ArticlesTable,
    "hash" | "outlet" | "url" | "title" | "published" | "reports"
  >[];
  readonly original: Original;
}

/** The copies of a cluster, the hash of which every report names; null when none is left. */
export async function findCopies(db: Kysely<Tables>, cluster: string): Promise<Copies | null> {
  const rows = await db
    .selectFrom("articles")
    .select(["hash", "outlet", "url", "title", "published", "reports", "day", "text"])
    .where("cluster", "=", cluster)
    .where("is_deleted", "=", 0)
    .orderBy("day")
    .orderBy("number")
    .execute();
  if (rows.length === 0) return null;
  const { names } = conditionLexicon();
  const copies = [];
  for (const { hash, outlet, day, text } of rows) {
    copies.push({
      article: hash,
      outlet: outlet === null ? null : carrierOf(names, outlet),
      credits: creditsOf(names, text, await authorsOf(db, hash)),
      day,
    });
  }
  return {
    articles: rows.map(({ day: _day, text: _text, ...shown }) => shown),
    original: originalOf(copies),
  };
}

async function authorsOf(db: Kysely<Tables>, article: string): Promise<readonly string[]> {
  const row = await db
    .selectFrom("readings")
    .select("reading")
    .where("article", "=", article)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return [];
  const stored = inflateRawSync(bytesOf(row.reading)).toString("utf8");
  return (JSON.parse(stored) as Reading).article.authors;
}
