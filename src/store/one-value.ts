/** Thousands of rows at once. SQLite takes longer to hand over so many than to find them, so it gives one value of JSON. */
import { type SelectQueryBuilder, sql } from "kysely";
import type { Engine } from "./engines.ts";

/**
 * The rows of a query, of texts and numbers only.
 *
 * @param columns all that are selected, by the names that they are selected under
 */
export async function fetchMany<Db, From extends keyof Db, Row>(
  { db, name }: Engine,
  query: SelectQueryBuilder<Db, From, Row>,
  columns: readonly (keyof Row & string)[],
): Promise<readonly Row[]> {
  if (name !== "sqlite") return (await query.execute()) as readonly Row[];
  const all = sql.join(columns.map((column) => sql.ref(`c.${column}`)));
  const { rows } = await sql<{ found: string }>`
    select json_group_array(json_array(${all})) as found from (${query}) as c`.execute(db);
  const found = JSON.parse(rows[0]?.found ?? "[]") as readonly (readonly unknown[])[];
  return found.map((values) => {
    const row: Record<string, unknown> = {};
    for (const [i, column] of columns.entries()) row[column] = values[i];
    return row as Row;
  });
}
