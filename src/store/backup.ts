/**
 * A whole ledger as lines of JSON, the same for both engines: a backup, and the way from one engine to the other. The
 * first line names the format, the last one counts the rows, so that a backup cut short is seen.
 */
import { sql, type Transaction } from "kysely";
import { DemarcheError } from "../model/error.ts";
import { bytesOf } from "./columns.ts";
import type { Engine } from "./engines.ts";
import { fillRestored, formatNames } from "./migrations.ts";
import { tableNames, type Tables } from "./tables.ts";
import { insertAll } from "./inserting.ts";
import { write } from "./writing.ts";

const backupFormat = "demarche-backup/1";
const pageSize = 500;

/** The column by which a table is read in pages; the others by their keys. */
const orders: Readonly<Partial<Record<keyof Tables, string>>> = {
  captures: "number",
  articles: "number",
  readings: "number",
  records: "number",
  worded: "wording",
  reviews: "number",
  lots: "first",
  overrides: "number",
  changes: "seq",
  audit: "number",
};
const keys: Readonly<Partial<Record<keyof Tables, readonly string[]>>> = {
  counters: ["name"],
  bands: ["key", "article"],
  actors: ["id"],
  namings: ["actor", "article"],
  offices: ["actor", "office", "article"],
  mentions: ["id"],
  parties: ["record", "role", "actor", "code"],
  pairs: ["record", "source", "target"],
  failures: ["name"],
  feeds: ["url"],
  taken_pages: ["id"],
  alerts: ["id"],
  views: ["id"],
  arrivals: ["id"],
  jobs: ["id"],
  users: ["name"],
  tokens: ["id"],
};

type Row = Record<string, unknown>;

/**
 * Hands over the lines of a backup, of one moment: what others write meanwhile is not in it.
 *
 * @returns rows written
 */
export async function backUp(engine: Engine, put: (line: string) => Promise<void>): Promise<number> {
  const begin = engine.db.transaction();
  const moment = engine.name === "postgres" ? begin.setIsolationLevel("repeatable read") : begin;
  return moment.execute(async (tx) => {
    await put(JSON.stringify({ format: backupFormat, steps: formatNames }));
    let n = 0;
    for (const table of tableNames) {
      if (table === "meta") continue;
      for await (const row of listRows(tx, table, engine.name === "sqlite")) {
        await put(JSON.stringify([table, row], (_, value: unknown) => packBytes(value)));
        n++;
      }
    }
    await put(JSON.stringify({ rows: n }));
    return n;
  });
}

/** The rows of a table in an order of its own, read in pages by the key of the last. */
async function* listRows(
  tx: Transaction<Tables>,
  table: keyof Tables,
  isSqlite: boolean,
): AsyncGenerator<Row> {
  const isSearch = table === "wordings";
  const number = isSearch && isSqlite ? sql`rowid` : sql.ref(orders[table] ?? "number");
  const columns = isSearch ? sql`${number} as number, record, kind, words` : sql`*`;
  const key = isSearch || orders[table] !== undefined ? null : (keys[table] as readonly string[]);
  const order = key === null ? number : sql.join(key.map((it) => sql.ref(it)));
  let last: Row | undefined;
  while (true) {
    const from =
      last === undefined
        ? sql``
        : key === null
          ? sql`where ${number} > ${last[orders[table] ?? "number"]}`
          : sql`where (${order}) > (${sql.join(key.map((it) => (last as Row)[it]))})`;
    const { rows } = await sql<Row>`
      select ${columns} from ${sql.table(table)} ${from} order by ${order} limit ${pageSize}`.execute(tx);
    yield* rows;
    if (rows.length < pageSize) return;
    last = rows.at(-1);
  }
}

function packBytes(value: unknown): unknown {
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) {
    return { bytes: Buffer.from(bytesOf(value)).toString("base64") };
  }
  // A Buffer has been turned into an object by its own toJSON before the replacer sees it.
  const packed = value as { type?: unknown; data?: unknown } | null;
  if (typeof packed === "object" && packed?.type === "Buffer" && Array.isArray(packed.data)) {
    return { bytes: Buffer.from(packed.data as number[]).toString("base64") };
  }
  return value;
}

function unpackBytes(row: Row): Row {
  const unpacked = Object.entries(row).map(([name, value]) => {
    const packed = value as { bytes?: unknown } | null;
    return typeof packed === "object" && typeof packed?.bytes === "string"
      ? [name, Buffer.from(packed.bytes, "base64")]
      : [name, value];
  });
  return Object.fromEntries(unpacked) as Row;
}

/**
 * Fills an empty ledger from the lines of a backup, all or nothing.
 *
 * @returns rows restored
 * @throws DemarcheError `store/not-empty`, `store/bad-backup`
 */
export async function restore(engine: Engine, lines: AsyncIterable<string>, at: string): Promise<number> {
  return write(engine, at, async ({ tx, engine: name }) => {
    const first =
      (await tx.selectFrom("captures").select("id").limit(1).executeTakeFirst()) ??
      (await tx.selectFrom("users").select("name").limit(1).executeTakeFirst());
    if (first !== undefined) {
      throw new DemarcheError(
        "store/not-empty",
        `expected an empty ledger to restore into, found one with articles or accounts: "${engine.label}"`,
      );
    }
    let [n, lineNumber] = [0, 0];
    let isWhole = false;
    let steps: readonly string[] = [];
    let held: Row[] = [];
    let table: keyof Tables | null = null;
    const flush = async (): Promise<void> => {
      if (table !== null) await putBack(tx, table, held, name === "sqlite");
      held = [];
    };
    for await (const line of lines) {
      lineNumber++;
      if (line === "") continue;
      const value = parseLine(line, lineNumber);
      if (lineNumber === 1) steps = checkHead(value);
      else if (Array.isArray(value)) {
        const [to, row] = value as [keyof Tables, Row];
        if (!(tableNames as readonly string[]).includes(to))
          throw badBackup(lineNumber, `a table that is not known, "${String(to)}"`);
        if (to !== table || held.length === pageSize) await flush();
        table = to;
        held.push(unpackBytes(row));
        n++;
      } else if ((value as { rows?: unknown }).rows === n) isWhole = true;
    }
    await flush();
    if (!isWhole) throw badBackup(lineNumber, "its end missing");
    await fillRestored(tx, steps, name);
    return n;
  });
}

async function putBack(
  tx: Transaction<Tables>,
  table: keyof Tables,
  rows: readonly Row[],
  isSqlite: boolean,
): Promise<void> {
  if (table === "counters") {
    for (const { name, value } of rows as unknown as readonly Tables["counters"][]) {
      if (name === "writer") continue;
      await tx.updateTable("counters").set({ value }).where("name", "=", name).execute();
    }
    return;
  }
  const ready =
    table === "wordings" && isSqlite ? rows.map(({ number, ...row }) => ({ rowid: number, ...row })) : rows;
  await insertAll(tx, table, ready as never);
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw badBackup(number, "no JSON");
  }
}

/** @returns the steps of the ledger that was backed up */
function checkHead(value: unknown): readonly string[] {
  const { format, steps } = value as { format?: unknown; steps?: unknown };
  if (format !== backupFormat) throw badBackup(1, `the format "${String(format)}"`);
  const taken = (Array.isArray(steps) ? steps : []) as readonly string[];
  const unknown = taken.find((step) => !formatNames.includes(step));
  if (unknown !== undefined) {
    throw new DemarcheError(
      "store/newer",
      `expected a backup of this version or an older one, found a step of a newer: "${unknown}": install the newer demarche`,
    );
  }
  return taken;
}

function badBackup(line: number, found: string): DemarcheError {
  return new DemarcheError(
    "store/bad-backup",
    `expected a backup made by demarche backup, found ${found} at line ${line}: nothing was restored`,
  );
}
