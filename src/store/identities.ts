/**
 * Who actors are, beyond what their article tells: merged by a person, or known by an office met in another article.
 * Mentions keep the actor that their article names, and what is shown, filed and compared names the one that it counts
 * for. So a merge can be taken back whenever it was made.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import { type Identities, type Identity, withIdentities } from "../merge/identities.ts";
import type { LedgerFinding, RecordKind } from "../model/ledger.ts";
import type { Tables } from "./tables.ts";

type Reader = Pick<Kysely<Tables>, "selectFrom">;

const articlesPerQuery = 400;

/** Who counts for whom in these articles: by hash of the article, then by the id that it gives. */
export async function loadIdentities(
  db: Reader,
  articles: Iterable<string>,
): Promise<(article: string) => Identities> {
  const merged = await loadMerged(db);
  const learnt = await loadLearnt(db, [...new Set(articles)], merged);
  return (article) => learnt.get(article) ?? merged;
}

const mergedOf = new WeakMap<Transaction<Tables>, Promise<Identities>>();

/** The same for all articles that a transaction takes in, in which nothing is merged: asked once. */
export async function mergedWithin(tx: Transaction<Tables>): Promise<Identities> {
  const known = mergedOf.get(tx) ?? loadMerged(tx);
  mergedOf.set(tx, known);
  return known;
}

/** Actors that were merged, by their ids. */
async function loadMerged(db: Reader): Promise<Identities> {
  const rows = await db
    .selectFrom("actors as a")
    .innerJoin("actors as into", "into.id", "a.merged_into")
    .select(["a.id as from", "a.code as ownCode"])
    .select(["into.id", "into.name", "into.kind", "into.code", "into.sector"])
    .where("a.merged_into", "is not", null)
    .execute();
  const codes = new Map<string, Set<string>>();
  for (const { id, code, ownCode } of rows) {
    const known = codes.get(id) ?? new Set();
    for (const it of [code, ownCode]) if (it !== null) known.add(it);
    codes.set(id, known);
  }
  return new Map(
    rows.map(({ from, id, name, kind, code, sector }): [string, Identity] => {
      const [only, ...more] = codes.get(id) as ReadonlySet<string>;
      // Of a person who was met in the name of two sides nothing tells which of them an article means.
      const shown = kind === "person" ? (more.length === 0 ? (only ?? null) : null) : code;
      return [from, { id, name, kind, code: shown, sector }];
    }),
  );
}

/** The same with whom articles leave open, for those articles that do. */
async function loadLearnt(
  db: Reader,
  articles: readonly string[],
  merged: Identities,
): Promise<ReadonlyMap<string, Identities>> {
  const found = new Map<string, Map<string, Identity>>();
  const any = await db
    .selectFrom("namings")
    .select("article")
    .where("evidence", "is not", null)
    .limit(1)
    .executeTakeFirst();
  if (any === undefined) return found;
  for (let at = 0; at < articles.length; at += articlesPerQuery) {
    const rows = await db
      .selectFrom("articles as a")
      .innerJoin("namings as n", "n.article", "a.number")
      .innerJoin("actors as who", "who.id", "n.counts_for")
      .select(["a.hash", "n.actor", "n.code", "n.sector", "n.evidence", "n.office"])
      .select(["who.id", "who.name", "who.kind"])
      .where("a.hash", "in", articles.slice(at, at + articlesPerQuery))
      .where(sql<boolean>`n.evidence is not null`)
      .execute();
    for (const { hash, actor, code, sector, evidence, office, ...who } of rows) {
      const own = found.get(hash) ?? new Map(merged);
      found.set(hash, own);
      const { id, name, kind } = merged.get(who.id) ?? who;
      const learnt = { article: evidence as string, office: office as string };
      own.set(actor, { id, name, kind, code, sector, learnt });
    }
  }
  return found;
}

/** Rows with findings, the parties in them as they are known now. */
export async function withKnownParties<
  Row extends { readonly kind: RecordKind; readonly finding: LedgerFinding },
>(db: Reader, rows: readonly Row[], articleOf: (row: Row) => string): Promise<readonly Row[]> {
  if (rows.length === 0) return rows;
  const identities = await loadIdentities(db, rows.map(articleOf));
  return rows.map((row) => ({
    ...row,
    finding: withIdentities(row.kind, row.finding, identities(articleOf(row))),
  }));
}
