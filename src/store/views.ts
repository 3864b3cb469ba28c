/** Views that a person keeps: a list's address under a name, and up to which change of the ledger it was looked at. */
import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { DemarcheError } from "../model/error.ts";
import { lastChange } from "./news.ts";
import type { Tables, ViewsTable } from "./tables.ts";
import type { Writing } from "./writing.ts";

type Db = Kysely<Tables>;

/** The views of one person, in the order of their names. */
export async function listViews(db: Db, who: string): Promise<readonly ViewsTable[]> {
  const rows = await db.selectFrom("views").selectAll().where("who", "=", who).execute();
  // Sorted here: of the engines each has its own order of letters.
  return rows.map(viewOfRow).sort((x, y) => x.name.localeCompare(y.name, "en") || (x.id < y.id ? -1 : 1));
}

/** One of them; null when they have none with this id. */
export async function findView(db: Db, who: string, id: string): Promise<ViewsTable | null> {
  const row = await db
    .selectFrom("views")
    .selectAll()
    .where("id", "=", id)
    .where("who", "=", who)
    .executeTakeFirst();
  return row === undefined ? null : viewOfRow(row);
}

function viewOfRow(row: ViewsTable): ViewsTable {
  return { ...row, seen: Number(row.seen) };
}

/** The id of somebody's view of a list: who keeps the same list again has the same view. */
export function viewIdOf(who: string, list: string): string {
  return `V${createHash("sha256").update(`${who}\0${list}`).digest("hex").slice(0, 12)}`;
}

/** Keeps a list under a name, looked at until now; one that is kept already gets the name. @returns its id */
export async function keepView(
  { tx, at }: Writing,
  { who, name, list, told }: Pick<ViewsTable, "who" | "name" | "list" | "told">,
): Promise<string> {
  const id = viewIdOf(who, list);
  const seen = await lastChange(tx);
  await tx
    .insertInto("views")
    .values({ id, who, name, list, seen, told, seen_at: at, made_at: at })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ name }))
    .execute();
  return id;
}

/** Gives a view another name, or notes that it was looked at. @throws DemarcheError `store/unknown-id` */
export async function changeView(
  { tx }: Writing,
  { who, id }: Pick<ViewsTable, "who" | "id">,
  change: Partial<Pick<ViewsTable, "name" | "seen" | "seen_at" | "told">>,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("views")
    .set(change)
    .where("id", "=", id)
    .where("who", "=", who)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw unknownView(id);
}

/** @throws DemarcheError `store/unknown-id` */
export async function dropView({ tx }: Writing, who: string, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom("views")
    .where("id", "=", id)
    .where("who", "=", who)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw unknownView(id);
}

function unknownView(id: string): DemarcheError {
  return new DemarcheError(
    "store/unknown-id",
    `expected the id of a view of yours, found "${id.slice(0, 40)}"`,
    {
      id,
    },
  );
}
