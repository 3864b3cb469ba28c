/**
 * Inserting many rows by one text of SQL, whatever their number, so that neither engine has to learn a new statement for
 * every number of rows: SQLite runs the statement of one row again and again (`engines.ts`), PostgreSQL is given all rows as
 * one value of JSON.
 */
import { CompiledQuery, PostgresAdapter, type Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** Rows that are there already stay as they are. */
export const keepOld = "on conflict do nothing";

/** Rows handed over at once. */
const rowsPerInsert = 500;

/**
 * Inserts rows, all of which have the columns of the first.
 *
 * @param tail what follows the values, such as `keepOld`
 */
export async function insertAll<Table extends keyof Tables>(
  tx: Transaction<Tables>,
  table: Table,
  rows: readonly Tables[Table][],
  tail = "",
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first) as (keyof Tables[Table] & string)[];
  const into = `insert into ${table} (${columns.map(quoted).join(", ")})`;
  const isPostgres = tx.getExecutor().adapter instanceof PostgresAdapter;
  for (let from = 0; from < rows.length; from += rowsPerInsert) {
    const part = rows.slice(from, from + rowsPerInsert);
    const query = isPostgres
      ? CompiledQuery.raw(
          `${into} select ${columns.map(quoted).join(", ")} from json_populate_recordset(null::${table}, $1::json) ${tail}`,
          [jsonOf(part)],
        )
      : CompiledQuery.raw(
          `${into} values (${columns.map(() => "?").join(", ")}) ${tail}`,
          part.flatMap((row) => columns.map((column) => row[column])),
        );
    await tx.executeQuery(query);
  }
}

function quoted(column: string): string {
  return `"${column}"`;
}

/** Rows as PostgreSQL reads them: bytes in its notation, no half of a surrogate pair. */
function jsonOf(rows: readonly object[]): string {
  const ready = rows.map((row) =>
    Object.values(row).some((value) => value instanceof Uint8Array)
      ? Object.fromEntries(Object.entries(row).map(([name, value]) => [name, bytesAsHex(value)]))
      : row,
  );
  const json = JSON.stringify(ready);
  if (!json.includes("\\ud")) return json;
  return JSON.stringify(ready, (_, value: unknown) =>
    typeof value === "string" ? wholeLetters(value) : value,
  );
}

function bytesAsHex(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
}

/** What an encoder of UTF-8 makes of half a surrogate pair. */
function wholeLetters(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
