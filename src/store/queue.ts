/**
 * Documents that wait to be read, for any number of workers. A job is the id of a capture; the document lies apart, and
 * both are stored in one transaction. A worker takes jobs for a time: when it dies they are due again by themselves, and
 * what is read twice is known by its id.
 */
import { deflateRawSync } from "node:zlib";
import { sql } from "kysely";
import type { Source } from "../model/article.ts";
import { captureIdOf, type Deposit, type DepositOutcome, sourceOfCapture, takeDeposits } from "./deposit.ts";
import type { Engine } from "./engines.ts";
import { noteFailures, settleFailures } from "./failures.ts";
import type { Writing } from "./writing.ts";

/** A document to be put into the queue. */
export interface Arrival {
  readonly source: Source;
  /** What it is called among failures. */
  readonly name: string;
  /** What to ask again for; null for what can't be. */
  readonly input: string | null;
}

/** A document in a worker's hands. */
export interface Job {
  readonly id: string;
  readonly name: string;
  readonly input: string | null;
  readonly source: Source;
  /** This one included. */
  readonly attempt: number;
}

/** How the queue stands. */
export interface QueueState {
  /** To be taken now or later. */
  readonly waiting: number;
  /** In a worker's hands, or put off after a failure. */
  readonly held: number;
  /** Given up, with the reason among the failures. */
  readonly quarantined: number;
}

/** Attempts before a document is given up: it may be what its workers die of. */
export const mostAttempts = 5;

/**
 * Puts documents into the queue; those that the ledger has or that wait already are left out.
 *
 * @param isUrgent before all that are not
 * @returns how many are new in it
 */
export async function enqueue(
  { tx, at }: Writing,
  arrivals: readonly Arrival[],
  isUrgent: boolean,
): Promise<number> {
  let n = 0;
  for (const { source, name, input } of arrivals) {
    const id = captureIdOf(source);
    const known = await tx.selectFrom("captures").select("id").where("id", "=", id).executeTakeFirst();
    if (known !== undefined) continue;
    const { content, form, contentType, title, authors, published, url, outlet } = source;
    const isText = typeof content === "string";
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto("jobs")
      .values({ id, lane: isUrgent ? 0 : 1, added_at: at, due_at: at, n_attempts: 0, quarantined_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) continue;
    await tx
      .insertInto("arrivals")
      .values({
        id,
        name,
        input,
        url,
        outlet,
        bytes: deflateRawSync(isText ? Buffer.from(content, "utf8") : content),
        facts: JSON.stringify({ form, contentType, title, authors, published, isText }),
      })
      .execute();
    n++;
  }
  return n;
}

/**
 * Takes jobs, urgent ones first, then the oldest. Workers that ask at once get different ones and wait for nobody.
 *
 * @param until when they are due again if nothing is heard, ISO 8601
 */
export async function claim(
  { db, name }: Engine,
  limit: number,
  now: string,
  until: string,
): Promise<readonly Job[]> {
  const skip = name === "postgres" ? sql`for update skip locked` : sql``;
  const { rows } = await sql<{ id: string; n_attempts: number }>`
    with picked as materialized (
      select id from jobs where quarantined_at is null and due_at <= ${now} and n_attempts < ${mostAttempts}
      order by lane, added_at, id limit ${limit} ${skip})
    update jobs set due_at = ${until}, n_attempts = n_attempts + 1 where id in (select id from picked)
    returning id, n_attempts`.execute(db);
  if (rows.length === 0) return [];
  const attempts = new Map(rows.map((row) => [row.id, row.n_attempts]));
  const arrivals = await db
    .selectFrom("arrivals")
    .selectAll()
    .where("id", "in", [...attempts.keys()])
    .execute();
  return arrivals.map(({ id, name: called, input, ...row }) => ({
    id,
    name: called,
    input,
    source: sourceOfCapture(row),
    attempt: attempts.get(id) ?? 1,
  }));
}

/** Stores what was read, and takes it out of the queue, in one. */
export async function complete(
  writing: Writing,
  deposits: readonly Deposit[],
): Promise<readonly DepositOutcome[]> {
  const outcomes = await takeDeposits(writing, deposits);
  const ids = deposits.map(({ source }) => captureIdOf(source));
  if (ids.length === 0) return outcomes;
  const { tx } = writing;
  const names = await tx.selectFrom("arrivals").select("name").where("id", "in", ids).execute();
  await settleFailures(
    writing,
    names.map(({ name }) => name),
  );
  await tx.deleteFrom("jobs").where("id", "in", ids).execute();
  await tx.deleteFrom("arrivals").where("id", "in", ids).execute();
  return outcomes;
}

/** Puts a job off until a time, or into quarantine where `dueAt` is null; its reason stands among the failures. */
export async function putOff(
  writing: Writing,
  { id, name, input }: Pick<Job, "id" | "name" | "input">,
  reason: { readonly code: string; readonly message: string },
  dueAt: string | null,
): Promise<void> {
  const { tx, at } = writing;
  const state = dueAt === null ? { quarantined_at: at } : { due_at: dueAt };
  const { numUpdatedRows } = await tx.updateTable("jobs").set(state).where("id", "=", id).executeTakeFirst();
  if (numUpdatedRows === 0n) return; // Another worker has read it meanwhile.
  await noteFailures(writing, [{ name, input, code: reason.code, message: reason.message }]);
}

/** Gives up what was taken as often as may be and never came back. */
export async function quarantineLost(writing: Writing): Promise<number> {
  const { tx, at } = writing;
  const lost = await tx
    .selectFrom("jobs as j")
    .innerJoin("arrivals as a", "a.id", "j.id")
    .select(["j.id", "a.name", "a.input"])
    .where("j.quarantined_at", "is", null)
    .where("j.n_attempts", ">=", mostAttempts)
    .where("j.due_at", "<=", at)
    .execute();
  for (const job of lost) {
    const message = `expected an answer from a worker, found none in ${mostAttempts} attempts: look for what ended them, then demarche queue --retry`;
    await putOff(writing, job, { code: "internal/timeout", message }, null);
  }
  return lost.length;
}

/** Lets all out of quarantine, due at once. */
export async function retryQuarantined({ tx, at }: Writing): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable("jobs")
    .set({ quarantined_at: null, n_attempts: 0, due_at: at })
    .where("quarantined_at", "is not", null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function queueState({ db }: Engine, now: string): Promise<QueueState> {
  const row = await db
    .selectFrom("jobs")
    .select([
      sql<number>`coalesce(sum(case when quarantined_at is null and due_at <= ${now} then 1 else 0 end), 0)`.as(
        "waiting",
      ),
      sql<number>`coalesce(sum(case when quarantined_at is null and due_at > ${now} then 1 else 0 end), 0)`.as(
        "held",
      ),
      sql<number>`coalesce(sum(case when quarantined_at is not null then 1 else 0 end), 0)`.as("quarantined"),
    ])
    .executeTakeFirstOrThrow();
  return { waiting: Number(row.waiting), held: Number(row.held), quarantined: Number(row.quarantined) };
}
