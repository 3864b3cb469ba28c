/**
 * The ledger's format as named steps in order. A step that has been released is never changed: a new one is added. A
 * ledger with fewer steps is brought up when it is opened; one with a step unknown here is refused untouched.
 */
import { type Kysely, sql, type Transaction } from "kysely";
import { DemarcheError } from "../model/error.ts";
import { fillWorded, narrowIndexes } from "./large-format.ts";
import { fillNamings } from "./namings.ts";
import { createTeam } from "./team-format.ts";
import { type Tables, unknownDay } from "./tables.ts";

export type EngineName = "sqlite" | "postgres";

interface Step {
  readonly name: string;
  /** Statements in order; they may differ by engine only in types and full-text search. */
  readonly statements: (engine: EngineName) => readonly string[];
  /** What SQL alone can't draw from what is there. */
  readonly fill?: (tx: Transaction<Tables>, engine: EngineName) => Promise<void>;
}

const steps: readonly Step[] = [
  { name: "0001-ledger", statements: createLedger },
  { name: "0002-counting", statements: indexCounts },
  { name: "live-0001", statements: createLive },
  { name: "ledger-0003-actors", statements: joinActors },
  { name: "desk-0001-lots", statements: createLots },
  { name: "desk-0002-views", statements: createViews },
  { name: "team-0001-accounts", statements: createTeam },
  { name: "live-0002-pages", statements: createPages },
  { name: "ledger-0004-learnt", statements: keepLearnt, fill: fillNamings },
  { name: "ledger-0005-large", statements: narrowIndexes, fill: fillWorded },
];

/** Lists that people keep under a name. */
function createViews(engine: EngineName): readonly string[] {
  const big = engine === "sqlite" ? "integer" : "bigint";
  return [
    `create table views (id text primary key, who text not null, name text not null, list text not null,
       seen ${big} not null, seen_at text not null, told text, made_at text not null)`,
    "create index views_who on views (who)",
  ];
}

/** Reviews made at once. */
function createLots(): readonly string[] {
  return ["create table lots (first integer primary key, last integer not null)"];
}

/** Feeds, alerts and the queue. */
function createLive(engine: EngineName): readonly string[] {
  const big = engine === "sqlite" ? "integer" : "bigint";
  return [
    `create table feeds (url text primary key, added_at text not null, etag text, last_modified text,
       checked_at text, seen_at text, new_at text, due_at text not null, n_articles integer not null,
       n_failures integer not null, code text, message text)`,
    `create table alerts (id text primary key, list text not null, target text not null, secret text not null,
       seen ${big} not null, added_at text not null, sent_at text, due_at text not null, n_sent integer not null,
       n_failures integer not null, message text, quarantined_at text)`,
    `create table arrivals (id text primary key, name text not null, input text, url text, outlet text,
       bytes ${engine === "sqlite" ? "blob" : "bytea"} not null, facts text not null)`,
    `create table jobs (id text primary key, lane integer not null, added_at text not null, due_at text not null,
       n_attempts integer not null, quarantined_at text)`,
    "create index jobs_due on jobs (lane, added_at, id)",
  ];
}

/** Actors can be merged by hand. */
function joinActors(engine: EngineName): readonly string[] {
  return [
    "alter table actors add column sound text not null default ''",
    "create index actors_sound on actors (sound)",
    "alter table actors add column merged_into text",
    "alter table actors add column revision integer not null default 1",
    "create index actors_merged on actors (merged_into) where merged_into is not null",
    `create table namings (actor text not null, article integer not null, primary key (actor, article))
       ${engine === "sqlite" ? "without rowid" : ""}`,
    "create index namings_article on namings (article)",
  ];
}

/** Feeds that are followed with the pages behind their summaries. */
function createPages(): readonly string[] {
  return [
    "alter table feeds add column takes_pages integer not null default 0",
    "alter table feeds add column n_pages integer not null default 0",
    "alter table feeds add column n_pages_failed integer not null default 0",
    "alter table feeds add column pages_message text",
    "create table taken_pages (id text primary key, feed text not null, at text not null)",
  ];
}

/** Offices have a side, and people whom an article names by family name alone count for whom it means. */
function keepLearnt(): readonly string[] {
  return [
    "alter table offices add column code text",
    "alter table offices add column sector text",
    "alter table namings add column counts_for text not null default ''",
    "alter table namings add column code text",
    "alter table namings add column sector text",
    "alter table namings add column evidence text",
    "alter table namings add column office text",
    "create index namings_counts on namings (counts_for)",
    "create index namings_learnt on namings (article) where evidence is not null",
    "create index namings_evidence on namings (evidence) where evidence is not null",
  ];
}

/** Counting reads these indexes alone, and none of the records and articles, which are wide. */
function indexCounts(): readonly string[] {
  return [
    "create index records_counted on records (kind, order_day, type, status, review, merged_into, n_mentions, reports)",
    "create index articles_counted on articles (is_deleted, day, outlet)",
    `create index articles_latest on articles (is_deleted, coalesce(day, ${unknownDay}), number)`,
  ];
}

function createLedger(engine: EngineName): readonly string[] {
  const bytes = engine === "sqlite" ? "blob" : "bytea";
  const big = engine === "sqlite" ? "integer" : "bigint";
  const real = engine === "sqlite" ? "real" : "double precision";
  const wordings =
    engine === "sqlite"
      ? [
          `create virtual table wordings using fts5(words, record unindexed, kind unindexed,
             tokenize = 'porter unicode61 remove_diacritics 2')`,
        ]
      : [
          `create table wordings (number bigint primary key, record text not null, kind text not null,
             words text not null,
             found tsvector generated always as (to_tsvector('english', words)) stored)`,
          "create index wordings_found on wordings using gin (found)",
        ];
  return [
    "create table counters (name text primary key, value integer not null)",
    "insert into counters values ('writer', 0), ('capture', 0), ('article', 0), ('reading', 0), ('record', 0), ('wording', 0), ('review', 0), ('override', 0), ('change', 0)",
    `create table captures (id text primary key, number integer not null, article text not null, hash text not null,
       bytes ${bytes} not null, size integer not null, facts text not null, url text, outlet text,
       prints text not null, added_at text not null)`,
    "create unique index captures_number on captures (number)",
    "create index captures_article on captures (article)",
    `create table articles (hash text primary key, number integer not null, text text not null, url text,
       outlet text, title text, published text, language text, day integer, cluster text not null,
       signature ${bytes}, reports integer not null, is_deleted integer not null)`,
    "create unique index articles_number on articles (number)",
    "create index articles_cluster on articles (cluster)",
    `create table bands (key ${big} not null, article text not null)`,
    "create index bands_key on bands (key, article)",
    `create table readings (article text not null, engine text not null, capture text not null,
       number integer not null, reading ${bytes} not null, read_at text not null, primary key (article, engine))`,
    `create table actors (id text primary key, key text not null unique, name text not null, folded text not null,
       kind text not null, code text, sector text, n_articles integer not null)`,
    "create index actors_folded on actors (folded)",
    "create index actors_code on actors (code)",
    `create table offices (actor text not null, office text not null, article text not null, day integer,
       start integer not null, "end" integer not null, exact text not null, primary key (actor, office, article))`,
    `create table mentions (id text primary key, kind text not null, article text not null, record text not null,
       home text not null, reason text not null, finding text not null, engine text not null,
       is_live integer not null)`,
    "create index mentions_article on mentions (article)",
    "create index mentions_record on mentions (record)",
    `create table records (id text not null unique, kind text not null, number integer primary key, block text not null,
       cluster text not null, features text not null, day integer, day_to integer, order_day integer not null,
       last_day integer, edtf text, basis text, type text not null, status text not null, mode text, cameo text, score ${real},
       confidence ${real}, words text not null, wordings text not null, first_mention text not null,
       merged_into text, split_from text, review text, n_mentions integer not null, reports integer not null,
       sources integer not null, revision integer not null)`,
    "create index records_block on records (block, order_day)",
    "create index records_day on records (kind, order_day, number)",
    "create index records_type on records (kind, type, order_day, number)",
    "create index records_merged on records (merged_into)",
    `create table parties (record text not null, kind text not null, role text not null, actor text not null,
       code text not null, order_day integer not null, primary key (record, role, actor, code))`,
    "create index parties_code on parties (code, kind, role, order_day)",
    "create index parties_actor on parties (actor, kind, role, order_day)",
    `create table pairs (record text not null, kind text not null, source text not null, target text not null,
       type text not null, status text not null, number integer not null, order_day integer not null,
       primary key (record, source, target))`,
    "create index pairs_between on pairs (source, target, kind, order_day, number, record)",
    "create index pairs_type on pairs (source, target, kind, type, order_day)",
    ...wordings,
    `create table reviews (number integer primary key, record text not null, action text not null,
       before text not null, after text not null, who text not null, note text, at text not null, undoes integer)`,
    "create index reviews_record on reviews (record)",
    `create table overrides (number integer primary key, action text not null, kind text not null,
       subject text not null, target text not null, who text not null, note text, at text not null, undone_at text)`,
    `create table failures (name text primary key, input text, code text not null, message text not null,
       n_attempts integer not null, at text not null)`,
    `create table changes (seq ${big} primary key, kind text not null, id text not null, action text not null,
       revision integer not null, at text not null)`,
    ...["statement", "event", "condition"].map(
      (kind) =>
        `create view ${kind}s as select * from records where kind = '${kind}' and merged_into is null and 0 < n_mentions`,
    ),
  ];
}

/**
 * Brings a ledger to the present format, all steps in one transaction.
 *
 * @returns names of the steps taken
 * @throws DemarcheError `store/newer` when the ledger was made by a later version, `store/foreign` when the file is
 *   another program's database
 */
export async function migrate(db: Kysely<Tables>, engine: EngineName): Promise<readonly string[]> {
  if (await isPresent(db)) return []; // Without a lock: who only asks does not wait for who writes.
  return db.transaction().execute(async (tx) => {
    // Also the lock: of two processes that open a new ledger at once, the second waits here.
    if (engine === "postgres") await sql`select pg_advisory_xact_lock(5349871)`.execute(tx);
    await sql`create table if not exists meta (name text primary key, value text not null)`.execute(tx);
    await sql`insert into meta (name, value) values ('format', '') on conflict (name) do nothing`.execute(tx);
    const row = await tx.selectFrom("meta").select("value").where("name", "=", "format").executeTakeFirst();
    const taken = (row?.value ?? "").split(" ").filter((name) => name !== "");
    const unknown = taken.filter((name) => !steps.some((step) => step.name === name));
    if (0 < unknown.length) {
      throw new DemarcheError(
        "store/newer",
        `expected a ledger of this version or an older one, found a step of a newer: "${unknown[0]}": install the newer demarche; the ledger was not touched`,
      );
    }
    const left = steps.filter(({ name }) => !taken.includes(name));
    if (left.length === 0) return [];
    if (taken.length === 0) await refuseForeign(tx, engine);
    for (const step of left) {
      for (const statement of step.statements(engine)) await sql.raw(statement).execute(tx);
      await step.fill?.(tx, engine);
    }
    const names = [...taken, ...left.map(({ name }) => name)];
    await tx
      .updateTable("meta")
      .set({ value: names.join(" ") })
      .where("name", "=", "format")
      .execute();
    return left.map(({ name }) => name);
  });
}

async function isPresent(db: Kysely<Tables>): Promise<boolean> {
  try {
    const row = await db.selectFrom("meta").select("value").where("name", "=", "format").executeTakeFirst();
    return row?.value === formatNames.join(" ");
  } catch (error) {
    // A new ledger has no such table (42P01 in PostgreSQL). Anything else that is wrong shows in what follows.
    if (/no such table|does not exist/.test((error as Error).message)) return false;
    throw error;
  }
}

/** Draws what a ledger, restored from a backup of these steps, lacks. */
export async function fillRestored(
  tx: Transaction<Tables>,
  taken: readonly string[],
  engine: EngineName,
): Promise<void> {
  for (const { name, fill } of steps) if (!taken.includes(name)) await fill?.(tx, engine);
}

/** Names of the steps that this version knows. */
export const formatNames: readonly string[] = steps.map(({ name }) => name);

async function refuseForeign(tx: Kysely<Tables>, engine: EngineName): Promise<void> {
  const { rows } =
    engine === "sqlite"
      ? await sql<{
          name: string;
        }>`select name from sqlite_master where type = 'table' and name <> 'meta' and name not like 'sqlite_%'`.execute(
          tx,
        )
      : await sql<{
          name: string;
        }>`select tablename as name from pg_tables where schemaname = current_schema() and tablename <> 'meta'`.execute(
          tx,
        );
  const [found] = rows;
  if (found === undefined) return;
  throw new DemarcheError(
    "store/foreign",
    `expected a ledger or an empty database, found another program's tables ("${found.name}"): give a path or database of its own`,
  );
}
