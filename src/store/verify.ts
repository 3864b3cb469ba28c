/**
 * Checking a ledger against itself: every capture against its digest, every text against its hash, every span against
 * its text, every count against what it counts. Reads only, in pages, so that a ledger of any size can be checked.
 */
import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { sql } from "kysely";
import type { LedgerFinding } from "../model/ledger.ts";
import { listEvidence } from "../model/ledger.ts";
import type { Engine } from "./engines.ts";
import { sourceOfCapture } from "./deposit.ts";
import { captureIdOf } from "./deposit.ts";

/** What was looked at, and what is wrong. */
export interface Verification {
  readonly captures: number;
  readonly articles: number;
  readonly spans: number;
  readonly records: number;
  /** One line for each fault, at most `mostFaults`. */
  readonly faults: readonly string[];
  readonly nFaults: number;
}

const pageSize = 200;
const mostFaults = 100;

/** Checks everything. Faults are listed, not thrown. */
export async function verify({ db, name }: Engine): Promise<Verification> {
  const faults: string[] = [];
  let nFaults = 0;
  const report = (fault: string): void => {
    nFaults++;
    if (faults.length < mostFaults) faults.push(fault);
  };
  if (name === "sqlite") {
    // SQLite 3.45 checks full-text search by what this connection remembers of it: a search reads what others wrote since.
    await sql`select rowid from wordings where wordings match 'anything' limit 1`.execute(db);
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
    for (const { integrity_check: found } of rows) if (found !== "ok") report(`file: ${found}`);
  }
  const captures = await verifyCaptures(db, report);
  const { articles, spans } = await verifyArticles(db, report);
  const records = await verifyRecords(db, report);
  await verifyActors(db, report);
  return { captures, articles, spans, records, faults, nFaults };
}

type Report = (fault: string) => void;

async function verifyCaptures(db: Engine["db"], report: Report): Promise<number> {
  let n = 0;
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom("captures as c")
      .leftJoin("articles as a", "a.hash", "c.article")
      .select([
        "c.id",
        "c.number",
        "c.article",
        "c.hash",
        "c.bytes",
        "c.size",
        "c.facts",
        "c.url",
        "c.outlet",
        "a.is_deleted",
      ])
      .where("c.number", ">", after)
      .orderBy("c.number")
      .limit(pageSize)
      .execute();
    for (const row of rows) {
      n++;
      after = row.number;
      if (row.is_deleted === 1) continue;
      if (row.is_deleted === null) report(`capture ${row.id}: its article ${row.article} is missing`);
      try {
        const bytes = inflateRawSync(row.bytes);
        const hash = createHash("sha256").update(bytes).digest("hex");
        if (hash !== row.hash || bytes.length !== row.size)
          report(`capture ${row.id}: its bytes have changed`);
        else if (captureIdOf(sourceOfCapture(row)) !== row.id)
          report(`capture ${row.id}: what its carrier said has changed`);
      } catch (error) {
        report(`capture ${row.id}: its bytes can't be unpacked (${(error as Error).message})`);
      }
    }
    if (rows.length < pageSize) return n;
  }
}

async function verifyArticles(
  db: Engine["db"],
  report: Report,
): Promise<{ readonly articles: number; readonly spans: number }> {
  let [articles, spans] = [0, 0];
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom("articles")
      .select(["hash", "number", "text", "is_deleted"])
      .where("number", ">", after)
      .orderBy("number")
      .limit(pageSize)
      .execute();
    for (const { hash, number, text, is_deleted: isDeleted } of rows) {
      articles++;
      after = number;
      if (isDeleted === 1) continue;
      if (createHash("sha256").update(text, "utf8").digest("hex") !== hash)
        report(`article ${hash}: its text has changed`);
      const letters = Array.from(text);
      const mentions = await db
        .selectFrom("mentions")
        .select(["id", "kind", "finding"])
        .where("article", "=", hash)
        .execute();
      for (const { id, kind, finding } of mentions) {
        for (const { start, end, exact } of listEvidence(kind, JSON.parse(finding) as LedgerFinding)) {
          spans++;
          if (letters.slice(start, end).join("") !== exact)
            report(`mention ${id}: "${exact}" does not stand at ${start} to ${end}`);
        }
      }
    }
    if (rows.length < pageSize) return { articles, spans };
  }
}

async function verifyRecords(db: Engine["db"], report: Report): Promise<number> {
  const { rows: lost } = await sql<{ id: string }>`
    select m.id from mentions m left join records r on r.id = m.record where r.id is null
    union all select m.id from mentions m left join articles a on a.hash = m.article where a.hash is null`.execute(
    db,
  );
  for (const { id } of lost) report(`mention ${id}: its record or article is missing`);
  const { rows: wrong } = await sql<{ id: string }>`
    select r.id from records r where r.n_mentions <>
      (select count(*) from mentions m where m.record = r.id and m.is_live = 1)
    union all select r.id from records r where r.reports <>
      (select coalesce(sum(a.reports), 0) from articles a where a.hash in
        (select m.article from mentions m where m.record = r.id and m.is_live = 1))`.execute(db);
  for (const { id } of wrong) report(`record ${id}: its counts are not those of its mentions`);
  const { rows: astray } = await sql<{ id: string }>`
    select r.id from records r left join records t on t.id = r.merged_into
    where r.merged_into is not null and (t.id is null or t.merged_into is not null)`.execute(db);
  for (const { id } of astray) report(`record ${id}: was merged into a record that is none`);
  const { n } = await db
    .selectFrom("records")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Actors: that merges lead to one that stands by itself, as decided, that everything is filed under it, and the counts. */
async function verifyActors(db: Engine["db"], report: Report): Promise<void> {
  const { rows: astray } = await sql<{ id: string }>`
    select a.id from actors a left join actors t on t.id = a.merged_into
    where a.merged_into is not null and (t.id is null or t.merged_into is not null)`.execute(db);
  for (const { id } of astray) report(`actor ${id}: was merged into an actor that is none`);
  const { rows: undecided } = await sql<{ id: string }>`
    select a.id from actors a where (a.merged_into is not null) <> exists
      (select 1 from overrides o where o.kind = 'actor' and o.action = 'merge' and o.undone_at is null and o.subject = a.id)`.execute(
    db,
  );
  for (const { id } of undecided) report(`actor ${id}: whether it was merged is not as was decided`);
  const { rows: misfiled } = await sql<{ record: string; actor: string }>`
    select p.record, p.actor from actors a join parties p on p.actor = a.id where a.merged_into is not null`.execute(
    db,
  );
  for (const { record, actor } of misfiled)
    report(`record ${record}: is filed under ${actor}, which was merged`);
  const { rows: unshown } = await sql<{ actor: string; article: number }>`
    select n.actor, n.article from namings n left join articles a on a.hash = n.evidence and a.is_deleted = 0
    where n.evidence is not null and a.hash is null`.execute(db);
  for (const { actor, article } of unshown)
    report(`actor ${actor}: the article that shows the office it has in article ${article} is missing`);
  const { rows: miscounted } = await sql<{ id: string }>`
    with counted as (
      select coalesce(a.merged_into, a.id) as id, count(distinct n.article) as n
      from namings n join actors a on a.id = n.counts_for group by coalesce(a.merged_into, a.id))
    select a.id from actors a left join counted c on c.id = a.id where a.n_articles <> coalesce(c.n, 0)`.execute(
    db,
  );
  for (const { id } of miscounted) report(`actor ${id}: its count is not that of the articles that name it`);
}
