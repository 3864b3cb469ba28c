/**
 * What keeps a large ledger fast: narrow indexes, the way from a record to its wordings, and for SQLite the numbers by which it
 * plans. SQLite plans by statistics that somebody must gather; a ledger that nobody ran `analyze` on was asked in ways that took
 * minutes at a million records. So these are part of the format, those of a large ledger: a small one is fast in any way.
 */
import { sql, type Transaction } from "kysely";
import type { EngineName } from "./migrations.ts";
import type { Tables } from "./tables.ts";

/** Statements of the step. */
export function narrowIndexes(engine: EngineName): readonly string[] {
  return [
    "drop index if exists records_merged",
    "create index records_merged on records (merged_into) where merged_into is not null",
    // In the order of lists, so that it serves them and the counts.
    "drop index if exists records_day",
    "drop index if exists records_counted",
    `create index records_counted on records
       (kind, order_day, number, type, status, review, merged_into, n_mentions, reports)`,
    // A row names a code or an actor, never both.
    "drop index if exists parties_code",
    "create index parties_code on parties (code, kind, role, order_day) where code <> ''",
    "drop index if exists parties_actor",
    "create index parties_actor on parties (actor, kind, role, order_day) where actor <> ''",
    "create table worded (wording integer primary key, record integer not null)",
    "create index worded_record on worded (record)",
    ...(engine === "sqlite" ? setStatistics() : []),
  ];
}

/** Which record each wording is of. */
export async function fillWorded(tx: Transaction<Tables>, engine: EngineName): Promise<void> {
  const number = engine === "sqlite" ? sql`w.rowid` : sql`w.number`;
  await sql`delete from worded`.execute(tx);
  await sql`insert into worded (wording, record)
    select ${number}, r.number from wordings w inner join records r on r.id = w.record`.execute(tx);
}

/**
 * Rows of a table, then how many of them share the first column of the index, the first two, and so on: a ledger of
 * 1,300,000 records between forty states.
 */
const statistics: readonly (readonly [table: string, index: string, numbers: string])[] = [
  ["records", "sqlite_autoindex_records_1", "1300000 1"],
  ["records", "records_block", "1300000 793 2"],
  ["records", "records_type", "1300000 650000 118182 14 1"],
  ["records", "records_counted", "1300000 650000 73 1 1 1 1 1 1 1"],
  ["records", "records_merged", "1000 2"],
  ["mentions", "sqlite_autoindex_mentions_1", "1300000 1"],
  ["mentions", "mentions_record", "1300000 1"],
  ["mentions", "mentions_article", "1300000 10"],
  ["parties", "sqlite_autoindex_parties_1", "5200000 4 2 1 1"],
  ["parties", "parties_code", "2600000 63415 63415 31708 6"],
  ["parties", "parties_actor", "2600000 63415 63415 31708 6"],
  ["pairs", "sqlite_autoindex_pairs_1", "1237361 1 1 1"],
  ["pairs", "pairs_between", "1237361 30935 794 397 1 1 1"],
  ["pairs", "pairs_type", "1237361 30935 794 397 73 1"],
  ["worded", "worded_record", "1300000 1"],
  ["articles", "sqlite_autoindex_articles_1", "130000 1"],
  ["articles", "articles_number", "130000 1"],
  ["articles", "articles_cluster", "130000 1"],
  ["articles", "articles_counted", "130000 130000 15 15"],
  ["articles", "articles_latest", "130000 130000 15 1"],
  ["actors", "sqlite_autoindex_actors_1", "100000 1"],
  ["actors", "sqlite_autoindex_actors_2", "100000 1"],
  ["actors", "actors_folded", "100000 2"],
  ["actors", "actors_code", "100000 50"],
  ["actors", "actors_sound", "100000 3"],
  ["actors", "actors_merged", "100 2"],
];

function setStatistics(): readonly string[] {
  const rows = statistics.map((row) => `(${row.map((it) => `'${it}'`).join(", ")})`);
  return [
    "analyze meta", // Makes the table of statistics.
    "delete from sqlite_stat1",
    `insert into sqlite_stat1 (tbl, idx, stat) values ${rows.join(", ")}`,
    "analyze sqlite_schema", // Reads them.
  ];
}
