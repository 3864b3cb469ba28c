/**
 * Full-text search over the wordings of statements and conditions, asked alike of SQLite's FTS5 and PostgreSQL's
 * tsvector. Words must all be there, in any form ("sanction" finds "sanctions"); words in quotation marks stand
 * together; a minus leaves out.
 */
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Page, RecordKind } from "../model/ledger.ts";
import type { EngineName } from "./migrations.ts";
import type { Tables } from "./tables.ts";

/** One thing asked for: a word, or words that stand together. */
export interface Term {
  readonly words: readonly string[];
  readonly isExcluded: boolean;
}

/** A wording that was found. */
export interface Hit {
  readonly number: number;
  readonly record: string;
  readonly kind: RecordKind;
  readonly words: string;
}

/** Words that PostgreSQL's dictionary leaves out; left out of every question, so that both engines answer alike. */
const stopWords = new Set(
  (
    "a about above after again against all am an and any are as at be because been before being below between both but by " +
    "can did do does doing don down during each few for from further had has have having he her here hers herself him himself " +
    "his how i if in into is it its itself just me more most my myself no nor not now of off on once only or other our ours " +
    "ourselves out over own s same she should so some such t than that the their theirs them themselves then there these they " +
    "this those through to too under until up very was we were what when where which while who whom why will with you your yours yourself yourselves"
  ).split(" "),
);

/**
 * The terms of a question.
 *
 *     lift "the embargo" -tariff   →   lift AND "embargo" AND NOT tariff
 *
 * Words that carry nothing (the, of) are left out; of a phrase only at its ends.
 */
export function parseQuestion(question: string): readonly Term[] {
  const terms: Term[] = [];
  for (const [, minus, phrase, word] of question.matchAll(/(-?)(?:["“”]([^"“”]*)["“”]?|([^\s"“”]+))/gu)) {
    const words = [...(phrase ?? word ?? "").toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].map(([it]) => it);
    while (0 < words.length && stopWords.has(words[0] as string)) words.shift();
    while (0 < words.length && stopWords.has(words.at(-1) as string)) words.pop();
    if (0 < words.length) terms.push({ words, isExcluded: minus === "-" });
  }
  return terms;
}

/** The question as it was understood, for a person. */
export function renderTerms(terms: readonly Term[]): string {
  return terms
    .map(({ words, isExcluded }) => {
      const text = words.length === 1 ? (words[0] as string) : `"${words.join(" ")}"`;
      return isExcluded ? `NOT ${text}` : text;
    })
    .join(" AND ");
}

/**
 * A page of wordings that fit, those stored last first.
 *
 * @param after `next` of the page before
 */
export async function searchWordings(
  db: Kysely<Tables>,
  engine: EngineName,
  terms: readonly Term[],
  {
    kinds,
    limit,
    after,
  }: { readonly kinds: readonly RecordKind[]; readonly limit: number; readonly after: string | null },
): Promise<Page<Hit>> {
  if (!terms.some(({ isExcluded }) => !isExcluded)) return { items: [], next: null };
  const asked = { terms, kinds, limit };
  const latest = after === null ? null : Number(after);
  const rows =
    engine === "sqlite" ? await walkSqlite(db, asked, latest) : await walkPostgres(db, asked, latest);
  return { items: rows.slice(0, limit), next: rows.length <= limit ? null : String(rows[limit - 1]?.number) };
}

interface AskedWords {
  readonly terms: readonly Term[];
  readonly kinds: readonly RecordKind[];
  readonly limit: number;
}

async function walkSqlite(
  db: Kysely<Tables>,
  { terms, kinds, limit }: AskedWords,
  latest: number | null,
): Promise<readonly Hit[]> {
  const from = latest === null ? sql`` : sql`and rowid < ${latest}`;
  const { rows } = await sql<Hit>`
    select rowid as number, record, kind, words from wordings
    where wordings match ${matchOf(terms)} and kind in (${sql.join(kinds)}) ${from}
    order by rowid desc limit ${limit + 1}`.execute(db);
  return rows;
}

/** Wordings looked at one by one before the index of words is asked. */
const wordingsWalked = 10_000;

/**
 * PostgreSQL takes every question for one that many wordings fit, and walks all of them for a word that none has. So
 * the latest are walked, where a frequent word fills its page; for others the index of words gives all that fit, which
 * are few then, to be sorted.
 */
async function walkPostgres(
  db: Kysely<Tables>,
  { terms, kinds, limit }: AskedWords,
  latest: number | null,
): Promise<readonly Hit[]> {
  const fits = sql`found @@ ${tsqueryOf(terms)} and kind in (${sql.join(kinds)})`;
  const { rows: ends } = await sql<{ last: number | null }>`select max(number) as last from wordings`.execute(
    db,
  );
  const before = latest ?? Number(ends[0]?.last ?? 0) + 1;
  const { rows } = await sql<Hit>`
    select number, record, kind, words from wordings
    where number < ${before} and number >= ${before - wordingsWalked} and ${fits}
    order by number desc limit ${limit + 1}`.execute(db);
  if (limit < rows.length) return rows;
  // Sorted by a reckoned value, so that the order of the table is not walked.
  const { rows: all } = await sql<Hit>`
    select number, record, kind, words from wordings
    where number < ${before} and ${fits} order by number + 0 desc limit ${limit + 1}`.execute(db);
  return all;
}

/** What a wording must be to fit, as a condition on the table `wordings`. Nothing fits when nothing is asked for. */
export function fitsTerms(engine: EngineName, terms: readonly Term[]): RawBuilder<unknown> {
  if (!terms.some(({ isExcluded }) => !isExcluded)) return sql`1 = 0`;
  return engine === "sqlite" ? sql`wordings match ${matchOf(terms)}` : sql`found @@ ${tsqueryOf(terms)}`;
}

/** FTS5's language. Words are letters and digits only, so nothing in them can be an operator once quoted. */
function matchOf(terms: readonly Term[]): string {
  const quoted = ({ words }: Term): string => `"${words.join(" ")}"`;
  const wanted = terms.filter(({ isExcluded }) => !isExcluded).map(quoted);
  const unwanted = terms.filter(({ isExcluded }) => isExcluded).map(quoted);
  return `(${wanted.join(" AND ")})${unwanted.map((it) => ` NOT ${it}`).join("")}`;
}

function tsqueryOf(terms: readonly Term[]) {
  const parts = terms.map(({ words, isExcluded }) => {
    const phrase = sql`phraseto_tsquery('english', ${words.join(" ")})`;
    return isExcluded ? sql`!!${phrase}` : phrase;
  });
  return sql`(${sql.join(parts, sql` && `)})`;
}
