/** Alerts: a list's address as a filter, and whom to tell of records that are new in it. */
import type { Kysely } from "kysely";
import { DemarcheError } from "../model/error.ts";
import type { AlertsTable, Tables } from "./tables.ts";
import type { Writing } from "./writing.ts";

/** All alerts, in the order in which they were added. */
export async function listAlerts(db: Kysely<Tables>): Promise<readonly AlertsTable[]> {
  return db.selectFrom("alerts").selectAll().orderBy("added_at").orderBy("id").execute();
}

/** Adds one; it tells of what comes from now on. */
export async function addAlert(
  { tx, at }: Writing,
  { id, list, target, secret }: Pick<AlertsTable, "id" | "list" | "target" | "secret">,
): Promise<void> {
  const last = await tx
    .selectFrom("changes")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .executeTakeFirst();
  const seen = Number(last?.seq ?? 0);
  const fresh = { added_at: at, sent_at: null, due_at: at, n_sent: 0, n_failures: 0 };
  await tx
    .insertInto("alerts")
    .values({ id, list, target, secret, seen, ...fresh, message: null, quarantined_at: null })
    .execute();
}

/**
 * Takes an alert that is due: of several that ask at once one gets it.
 *
 * @param until when it is due again if nothing is heard, ISO 8601
 */
export async function claimAlert(
  db: Kysely<Tables>,
  id: string,
  now: string,
  until: string,
): Promise<AlertsTable | null> {
  const taken = await db
    .updateTable("alerts")
    .set({ due_at: until })
    .where("id", "=", id)
    .where("quarantined_at", "is", null)
    .where("due_at", "<=", now)
    .returningAll()
    .executeTakeFirst();
  return taken ?? null;
}

/** Keeps how an alert stands now. */
export async function noteAlert({ tx }: Writing, { id, ...alert }: AlertsTable): Promise<void> {
  await tx.updateTable("alerts").set(alert).where("id", "=", id).execute();
}

/** @throws DemarcheError `store/unknown-id` */
export async function removeAlert({ tx }: Writing, id: string): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom("alerts").where("id", "=", id).executeTakeFirst();
  if (numDeletedRows === 0n) throw unknownAlert(id);
}

/** Lets one out of quarantine, due at once. @throws DemarcheError `store/unknown-id` */
export async function resumeAlert({ tx, at }: Writing, id: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("alerts")
    .set({ quarantined_at: null, n_failures: 0, due_at: at })
    .where("id", "=", id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw unknownAlert(id);
}

function unknownAlert(id: string): DemarcheError {
  return new DemarcheError(
    "store/unknown-id",
    `expected the id of an alert, found "${id}": demarche alerts lists them`,
    { id },
  );
}
