/** Who is signed in. Of a session's id only its digest is kept, so that who reads the ledger can't take one over. */
import type { Kysely } from "kysely";
import { DemarcheError } from "../model/error.ts";
import { type Account, accountOf, findUser } from "./accounts.ts";
import { type Doer, noteDeed } from "./audit.ts";
import { digestId, isPassword, newId } from "./passwords.ts";
import type { Tables } from "./tables.ts";
import type { Writing } from "./writing.ts";

const hour = 3_600_000;
/** Unused for so long, a session ends: a working day. */
const idleMs = 8 * hour;
/** And after so long whatever happens. */
const wholeMs = 7 * 24 * hour;
/** Use is noted once in so long, since noting it is writing. */
export const noteMs = hour / 6;
/** Sessions of one account; the oldest end. */
const mostSessions = 20;

type Run = <Result>(run: (writing: Writing) => Promise<Result>) => Promise<Result>;

/**
 * Signs somebody in. Takes as long whether there is such an account or not.
 *
 * @param old id of the session that the browser had before, which ends
 * @returns the id of a new session, never one that was given; null where name and password don't belong together
 */
export async function signIn(
  db: Kysely<Tables>,
  writing: Run,
  given: { readonly name: string; readonly password: string; readonly old: string | null },
  place: string,
): Promise<string | null> {
  const user = await findUser(db, given.name);
  const isRight = await isPassword(given.password, user?.password ?? null);
  return writing(async (it) => {
    const { tx, at } = it;
    const now = await findUser(tx, given.name);
    // Between the two looks, the account may have been shut or its password changed.
    const isLetIn =
      isRight && now !== undefined && now.disabled_at === null && now.password === user?.password;
    if (!isLetIn) {
      // What was typed is not noted where it is no account's name: some type their password there.
      const subject = now === undefined ? "" : given.name;
      await noteDeed(it, { who: "", place }, { action: "sign-in-failed", subject });
      return null;
    }
    await sweepSessions(it, given.name);
    if (given.old !== null)
      await tx.deleteFrom("sessions").where("digest", "=", digestId(given.old)).execute();
    const id = newId();
    const ends_at = later(at, wholeMs);
    await tx
      .insertInto("sessions")
      .values({ digest: digestId(id), account: given.name, added_at: at, seen_at: at, ends_at })
      .execute();
    await tx.updateTable("users").set({ signed_in_at: at }).where("name", "=", given.name).execute();
    await noteDeed(it, { who: given.name, place }, { action: "sign-in", subject: given.name });
    return id;
  });
}

/** Who is signed in by an id; null where the session has ended or never was. */
export async function findSession(
  db: Kysely<Tables>,
  writing: Run,
  id: string,
  at: string,
): Promise<Account | null> {
  const digest = digestId(id);
  const session = await db
    .selectFrom("sessions")
    .selectAll()
    .where("digest", "=", digest)
    .where("ends_at", ">", at)
    .where("seen_at", ">", later(at, -idleMs))
    .executeTakeFirst();
  if (session === undefined) return null;
  const user = await findUser(db, session.account);
  if (user === undefined || user.disabled_at !== null) return null;
  if (session.seen_at <= later(at, -noteMs)) {
    await touch(writing, ({ tx }) =>
      tx.updateTable("sessions").set({ seen_at: at }).where("digest", "=", digest).execute(),
    );
  }
  return accountOf(user);
}

/** Notes a use; who only reads is not turned away because another writes, and it is noted next time. */
export async function touch(writing: Run, run: (writing: Writing) => Promise<unknown>): Promise<void> {
  try {
    await writing(run);
  } catch (error) {
    if (!(error instanceof DemarcheError)) throw error;
  }
}

/** Ends one session. */
export async function signOut(writing: Writing, id: string, by: Doer): Promise<void> {
  const { numDeletedRows } = await writing.tx
    .deleteFrom("sessions")
    .where("digest", "=", digestId(id))
    .executeTakeFirst();
  if (0n < numDeletedRows) await noteDeed(writing, by, { action: "sign-out", subject: by.who });
}

/** Ends all sessions of an account. */
export async function signOutAll(writing: Writing, name: string, by: Doer): Promise<void> {
  await writing.tx.deleteFrom("sessions").where("account", "=", name).execute();
  await noteDeed(writing, by, { action: "sign-out-all", subject: name });
}

/** Takes out sessions that have ended, and of one account the oldest where there are too many. */
async function sweepSessions({ tx, at }: Writing, name: string): Promise<void> {
  await tx
    .deleteFrom("sessions")
    .where((eb) => eb.or([eb("ends_at", "<=", at), eb("seen_at", "<=", later(at, -idleMs))]))
    .execute();
  const rows = await tx
    .selectFrom("sessions")
    .select("digest")
    .where("account", "=", name)
    .orderBy("added_at", "desc")
    .execute();
  const old = rows.slice(mostSessions - 1).map(({ digest }) => digest);
  if (0 < old.length) await tx.deleteFrom("sessions").where("digest", "in", old).execute();
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
