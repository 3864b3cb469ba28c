/**
 * The two engines behind one Kysely: a SQLite file through libsql, a PostgreSQL through pg. What an engine says when it
 * refuses is turned into our words here, and nowhere else.
 */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import path from "node:path";
import { Kysely, PostgresDialect, type SqliteDatabase, SqliteDialect } from "kysely";
import { DemarcheError } from "../model/error.ts";
import type { EngineName } from "./migrations.ts";
import type { Tables } from "./tables.ts";

/** An open database. */
export interface Engine {
  readonly name: EngineName;
  readonly db: Kysely<Tables>;
  /** Path or address without its password, for messages. */
  readonly label: string;
}

export interface EngineLimits {
  /** Pages of 4 kB that a SQLite file may have; without it the disk is the limit. */
  readonly mostPages?: number;
}

/** How long a writer waits for another before it is told that the ledger is busy. */
const busyMs = 60_000;

/**
 * Opens a file, or `postgres://user:password@host/database`; the file is made if there is none.
 *
 * @throws DemarcheError `store/unwritable`, `store/corrupt`
 */
export async function openEngine(url: string, limits: EngineLimits): Promise<Engine> {
  return /^postgres(ql)?:\/\//.test(url) ? openPostgres(url) : openSqlite(url, limits);
}

async function openSqlite(file: string, { mostPages }: EngineLimits): Promise<Engine> {
  const folder = path.dirname(path.resolve(file));
  const place = existsSync(file) ? file : folder;
  try {
    accessSync(place, constants.R_OK | constants.W_OK);
    accessSync(folder, constants.W_OK); // The journal stands beside the file.
  } catch (error) {
    const found =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "no such folder" : "no permission to write";
    throw new DemarcheError(
      "store/unwritable",
      `expected a file that can be written, found ${found}: "${place}": give another path with --ledger`,
      { file },
      { cause: error },
    );
  }
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new DemarcheError("store/unwritable", `expected a file, found a folder: "${file}"`, { file });
  }
  // Loaded only when asked for: a library user who reads without storing needs neither engine.
  const { default: Database } = await import("libsql");
  const database = openFile(() => new Database(file), file);
  try {
    database.exec(`pragma busy_timeout = ${busyMs}`);
    database.exec("pragma journal_mode = wal");
    database.exec("pragma synchronous = normal"); // In WAL: a crash of the machine may lose the last batch, never soundness.
    database.exec("pragma wal_autocheckpoint = 16000"); // 64 MB: of a page that is written again and again one copy goes into the file.
    database.exec("pragma cache_size = -65536");
    database.exec("pragma temp_store = memory");
    if (mostPages !== undefined) database.exec(`pragma max_page_count = ${mostPages}`);
    database.exec("pragma mmap_size = 2147418112");
  } catch (error) {
    database.close();
    throw refusalOf(error, file);
  }
  const dialect = new SqliteDialect({
    database: keepStatements(database as unknown as SqliteDatabase, () => settle(database)),
  });
  return { name: "sqlite", db: new Kysely<Tables>({ dialect }), label: file };
}

async function openPostgres(url: string): Promise<Engine> {
  const { default: pg } = await import("pg");
  const { builtins, getTypeParser } = pg.types;
  // Our 64-bit numbers stay within 2^53.
  const numbers = ((type: number, format?: "text") =>
    type === builtins.INT8 || type === builtins.NUMERIC
      ? Number
      : getTypeParser(type, format)) as typeof getTypeParser;
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 15_000,
    types: { getTypeParser: numbers },
  });
  pool.on("error", () => {}); // A connection that breaks while idle is met again, and told, by the next query.
  return {
    name: "postgres",
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    label: withoutPassword(url),
  };
}

function openFile<Database>(open: () => Database, file: string): Database {
  try {
    return open();
  } catch (error) {
    throw refusalOf(error, file);
  }
}

/**
 * SQLite takes a transaction back by itself when the disk is full; taking it back again would fail, and hide why.
 */
function forgivingRollback(statement: ReturnType<SqliteDatabase["prepare"]>): typeof statement {
  return {
    ...statement,
    reader: false,
    run(parameters) {
      try {
        return statement.run(parameters);
      } catch (error) {
        if (/no transaction is active/.test((error as Error).message))
          return { changes: 0, lastInsertRowid: 0 };
        throw error;
      }
    },
  };
}

/** Moves what the journal holds into the file, so that the file alone is the ledger. Another reader may prevent it. */
function settle(database: { exec(sql: string): unknown }): void {
  try {
    database.exec("pragma wal_checkpoint(truncate)");
  } catch {
    // The journal stays beside the file, and the next to open it goes on from there.
  }
}

/** Statements prepared and kept, by their SQL; Kysely gives the same text for the same question. */
const mostStatements = 300;

/** The database with its statements kept: preparing one costs more than running it. */
function keepStatements(database: SqliteDatabase, beforeClose: () => void): SqliteDatabase {
  const kept = new Map<string, ReturnType<SqliteDatabase["prepare"]>>();
  const keep = (
    sql: string,
    statement: ReturnType<SqliteDatabase["prepare"]>,
  ): ReturnType<SqliteDatabase["prepare"]> => {
    const [oldest] = kept.keys();
    if (mostStatements <= kept.size && oldest !== undefined) kept.delete(oldest);
    kept.set(sql, statement);
    return statement;
  };
  return {
    close: () => {
      kept.clear();
      beforeClose();
      database.close();
    },
    prepare(sql) {
      const known = kept.get(sql);
      if (known !== undefined) return known;
      const statement = database.prepare(sql);
      if (sql === "rollback") return forgivingRollback(statement);
      if (!/^(?:select|insert|update|delete)\b/i.test(sql)) return statement;
      if (/^insert\b/i.test(sql)) return keep(sql, rowByRow(statement, sql));
      return keep(sql, statement);
    },
  };
}

/** An insertion that is given the values of several rows is run once for each: that costs less than a statement for so many. */
function rowByRow(
  statement: ReturnType<SqliteDatabase["prepare"]>,
  sql: string,
): ReturnType<SqliteDatabase["prepare"]> {
  const nPlaces = sql.split("?").length - 1;
  return {
    ...statement,
    reader: statement.reader,
    all: (parameters) => statement.all(parameters),
    run(parameters) {
      if (nPlaces === 0 || parameters.length === nPlaces) return statement.run(parameters);
      let last = { changes: 0 as number | bigint, lastInsertRowid: 0 as number | bigint };
      for (let from = 0; from < parameters.length; from += nPlaces)
        last = statement.run(parameters.slice(from, from + nPlaces));
      return last;
    },
  };
}

function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    parsed.password = "";
    return parsed.toString();
  } catch {
    return "postgres://…";
  }
}

/** What an engine threw, as a refusal in our words; anything that is not the engine's is given back as it is. */
export function refusalOf(error: unknown, label: string): unknown {
  if (error instanceof DemarcheError || !(error instanceof Error)) return error;
  const code = String((error as { code?: unknown }).code ?? "");
  const known = refusals.find(({ matches }) => matches.test(code) || matches.test(error.message));
  if (known === undefined) return error;
  const message = `${known.says}: "${label}" (${error.message.split("\n")[0]})${known.advice}`;
  return new DemarcheError(known.code, message, { ledger: label }, { cause: error });
}

const refusals = [
  {
    matches: /SQLITE_BUSY|SQLITE_LOCKED|database is locked|55P03/,
    code: "store/busy",
    says: "expected to write, found another process at it for a minute",
    advice: ": try again when it is done",
  },
  {
    matches: /SQLITE_CORRUPT|SQLITE_NOTADB|malformed|not a database/,
    code: "store/corrupt",
    says: "expected a sound ledger, found damaged pages",
    advice: ": run demarche verify, and restore the last backup; nothing was changed",
  },
  {
    matches: /SQLITE_FULL|database or disk is full|ENOSPC|53100/,
    code: "store/full",
    says: "expected room to write, found the disk full",
    advice: ": free some and add again; what was stored before is kept",
  },
  {
    matches:
      /SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|readonly database|unable to open|SQLITE_IOERR|25006/,
    code: "store/unwritable",
    says: "expected a ledger that can be written",
    advice: ": give another path with --ledger, or ask for permission",
  },
  {
    matches: /^28P01$|^28000$|password authentication failed|SASL|no pg_hba/,
    code: "store/denied",
    says: "expected to be let in, was refused by the database",
    advice: ": check user and password",
  },
  {
    matches:
      /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|Connection terminated|timeout exceeded|^3D000$|^57P0/,
    code: "store/unreachable",
    says: "expected the database to answer",
    advice: ": check address and that it runs; what was stored before is kept",
  },
] as const;
