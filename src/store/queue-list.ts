/** The queue as a person looks at it: what waits first, what is in hand, what was given up and why. */
import { sql } from "kysely";
import type { Engine } from "./engines.ts";
import { mostAttempts } from "./queue.ts";
import type { Writing } from "./writing.ts";

/** A document in the queue, without its text. */
export interface QueuedJob {
  readonly id: string;
  readonly name: string;
  /** What it was asked for by; null for what can't be asked for again. */
  readonly input: string | null;
  readonly isUrgent: boolean;
  readonly addedAt: string;
  /** When it may be taken, or taken again. */
  readonly dueAt: string;
  readonly nAttempts: number;
  /** Why the last attempt failed; null before the first, and while the first is under way. */
  readonly reason: { readonly code: string; readonly message: string } | null;
}

/** The first of each, in the order in which workers take them; those given up, the last first. */
export interface QueueList {
  readonly waiting: readonly QueuedJob[];
  /** In a worker's hands, or put off after a failure. */
  readonly held: readonly QueuedJob[];
  readonly quarantined: readonly QueuedJob[];
}

export async function listQueue({ db }: Engine, now: string, limit: number): Promise<QueueList> {
  const jobs = (): ReturnType<typeof withReasons> => withReasons(db, limit);
  const [waiting, held, quarantined] = await Promise.all([
    jobs()
      .where("j.quarantined_at", "is", null)
      .where("j.due_at", "<=", now)
      .orderBy("j.lane")
      .orderBy("j.added_at")
      .orderBy("j.id")
      .execute(),
    jobs().where("j.quarantined_at", "is", null).where("j.due_at", ">", now).orderBy("j.due_at").execute(),
    jobs()
      .where("j.quarantined_at", "is not", null)
      .orderBy("j.quarantined_at", "desc")
      .orderBy("j.id")
      .execute(),
  ]);
  return { waiting: waiting.map(jobOf), held: held.map(jobOf), quarantined: quarantined.map(jobOf) };
}

function withReasons(db: Engine["db"], limit: number) {
  return db
    .selectFrom("jobs as j")
    .innerJoin("arrivals as a", "a.id", "j.id")
    .leftJoin("failures as f", "f.name", "a.name")
    .select([
      "j.id",
      "j.lane",
      "j.added_at",
      "j.due_at",
      "j.n_attempts",
      "a.name",
      "a.input",
      "f.code",
      "f.message",
    ])
    .limit(limit);
}

type Row = Awaited<ReturnType<ReturnType<typeof withReasons>["execute"]>>[number];

function jobOf({
  id,
  name,
  input,
  lane,
  added_at: addedAt,
  due_at: dueAt,
  n_attempts: n,
  code,
  message,
}: Row): QueuedJob {
  const reason = code === null || message === null ? null : { code, message };
  return {
    id,
    name,
    input,
    isUrgent: lane === 0,
    addedAt,
    dueAt,
    nAttempts: Math.min(n, mostAttempts),
    reason,
  };
}

/** Lets one out of quarantine, due at once; gives whether it was there. */
export async function retryJob({ tx, at }: Writing, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("jobs")
    .set({ quarantined_at: null, n_attempts: 0, due_at: at })
    .where("id", "=", id)
    .where("quarantined_at", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Takes one that was given up out of the queue, with its failure: nobody wants it any more. */
export async function dropJob({ tx }: Writing, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom("jobs")
    .where("id", "=", id)
    .where("quarantined_at", "is not", null)
    .executeTakeFirst();
  if (numDeletedRows !== 1n) return false;
  await sql`delete from failures where name in (select name from arrivals where id = ${id})`.execute(tx);
  await tx.deleteFrom("arrivals").where("id", "=", id).execute();
  return true;
}
