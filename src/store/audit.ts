/** The log of who did what when from where. It takes rows; nothing here changes or removes one. */
import type { Kysely } from "kysely";
import type { AuditTable } from "./team-tables.ts";
import type { Tables } from "./tables.ts";
import type { Writing } from "./writing.ts";

/** Who does something, and from where. */
export interface Doer {
  /** Account, or the user of the machine. */
  readonly who: string;
  /** Network address, or `command line`. */
  readonly place: string;
}

/** What is done. */
export interface Deed {
  readonly action: string;
  readonly subject?: string;
  readonly detail?: string;
}

/** Which rows of the log. */
export interface AuditFilter {
  /** ISO 8601, a day or a time. */
  readonly since?: string;
  readonly who?: string;
  readonly action?: string;
  /** Rows before this number, for the next page. */
  readonly before?: number;
}

/** Characters of a field: what others typed doesn't fill the log. */
const mostLength = 300;

/** Notes a deed. */
export async function noteDeed(writing: Writing, { who, place }: Doer, deed: Deed): Promise<void> {
  const { action, subject = "", detail = "" } = deed;
  const [short, long] = [subject.slice(0, mostLength), detail.slice(0, mostLength)];
  await writing.tx
    .insertInto("audit")
    .values({
      number: writing.next("audit"),
      at: writing.at,
      who,
      action,
      subject: short,
      place,
      detail: long,
    })
    .execute();
}

/** The rows that fit, the last first. */
export async function listAudit(
  db: Kysely<Tables>,
  { since, who, action, before }: AuditFilter,
  limit: number,
): Promise<readonly AuditTable[]> {
  let query = db.selectFrom("audit").selectAll();
  if (since !== undefined) query = query.where("at", ">=", since);
  if (who !== undefined) query = query.where("who", "=", who);
  if (action !== undefined) query = query.where("action", "=", action);
  if (before !== undefined) query = query.where("number", "<", before);
  return query.orderBy("number", "desc").limit(limit).execute();
}
