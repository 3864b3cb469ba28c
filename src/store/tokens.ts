/** Tokens by which programs come in: shown once, kept as a digest, recognised by their first characters. */
import type { Kysely } from "kysely";
import { DemarcheError } from "../model/error.ts";
import { type Account, accountOf, findUser } from "./accounts.ts";
import { type Doer, noteDeed } from "./audit.ts";
import { digestId, newHandle, newId } from "./passwords.ts";
import { noteMs, touch } from "./sessions.ts";
import { type Role, roles, type TokensTable } from "./team-tables.ts";
import type { Tables } from "./tables.ts";
import type { Writing } from "./writing.ts";

/** A token as others see it. */
export type Token = Omit<TokensTable, "digest">;

/** Tokens of one account that are in force. */
const mostTokens = 50;

const tokenForm = /^dmr_[0-9a-f]{8}_[\w-]{43}$/;

type Run = <Result>(run: (writing: Writing) => Promise<Result>) => Promise<Result>;

/** All tokens, or those of an account, the last added first. */
export async function listTokens(db: Kysely<Tables>, account: string | null): Promise<readonly Token[]> {
  let query = db.selectFrom("tokens").selectAll();
  if (account !== null) query = query.where("account", "=", account);
  const rows = await query.orderBy("added_at", "desc").orderBy("id").execute();
  return rows.map((row) => {
    const { digest: _, ...token } = row;
    return token;
  });
}

/** What a new token is to be. */
export interface TokenWish {
  readonly account: string;
  readonly scope: Role;
  readonly note: string | null;
  /** The day after which it no longer holds, or a time, ISO 8601; null for never. */
  readonly ends: string | null;
}

/**
 * Makes a token.
 *
 * @returns the token, which nothing can show again
 * @throws DemarcheError `team/unknown`, `team/scope`, `team/expiry`, `team/too-many`
 */
export async function addToken(writing: Writing, wish: TokenWish, by: Doer): Promise<string> {
  const { tx, at } = writing;
  const { account, scope, note } = wish;
  const user = await findUser(tx, account);
  if (user === undefined || user.disabled_at !== null) {
    throw new DemarcheError(
      "team/unknown",
      `expected the name of an account that is open, found "${account.slice(0, 80)}"`,
    );
  }
  if (roles.indexOf(user.role) < roles.indexOf(scope)) {
    throw new DemarcheError(
      "team/scope",
      `expected a scope within what ${account} may, who is ${user.role}: found that of ${scope}`,
    );
  }
  const ends_at = endOf(wish.ends, at);
  const inForce = await tx
    .selectFrom("tokens")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("account", "=", account)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (mostTokens <= Number(inForce?.n ?? 0)) {
    throw new DemarcheError(
      "team/too-many",
      `expected fewer than ${mostTokens} tokens of ${account}, found as many: revoke one first`,
    );
  }
  const id = `dmr_${newHandle()}`;
  const token = `${id}_${newId()}`;
  const none = { used_at: null, revoked_at: null };
  await tx
    .insertInto("tokens")
    .values({ id, digest: digestId(token), account, scope, note, added_at: at, ends_at, ...none })
    .execute();
  await noteDeed(writing, by, { action: "token-add", subject: id, detail: `${account}, ${scope}` });
  return token;
}

/** A day counts to its end. */
function endOf(ends: string | null, now: string): string | null {
  if (ends === null) return null;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(ends);
  const time = Date.parse(isDay ? `${ends}T23:59:59.999Z` : ends);
  if (Number.isNaN(time) || time <= Date.parse(now)) {
    throw new DemarcheError(
      "team/expiry",
      `expected a day to come, such as ${later(now)}, found "${ends.slice(0, 40)}"`,
    );
  }
  return new Date(time).toISOString();
}

function later(now: string): string {
  return new Date(Date.parse(now) + 90 * 86_400_000).toISOString().slice(0, 10);
}

/** Whose token it is and what it may; null for one that is revoked, has ended, or never was. */
export async function findBearer(
  db: Kysely<Tables>,
  writing: Run,
  token: string,
  at: string,
): Promise<{ readonly account: Account; readonly id: string; readonly scope: Role } | null> {
  if (!tokenForm.test(token)) return null;
  const row = await db
    .selectFrom("tokens")
    .selectAll()
    .where("digest", "=", digestId(token))
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (row === undefined || (row.ends_at !== null && row.ends_at <= at)) return null;
  const user = await findUser(db, row.account);
  if (user === undefined || user.disabled_at !== null) return null;
  if (row.used_at === null || Date.parse(row.used_at) <= Date.parse(at) - noteMs) {
    await touch(writing, ({ tx }) =>
      tx.updateTable("tokens").set({ used_at: at }).where("id", "=", row.id).execute(),
    );
  }
  return { account: accountOf(user), id: row.id, scope: row.scope };
}

/**
 * Takes a token out of force.
 *
 * @param owner whose it must be; null for anybody's
 * @throws DemarcheError `team/unknown`
 */
export async function revokeToken(
  writing: Writing,
  id: string,
  owner: string | null,
  by: Doer,
): Promise<void> {
  const { tx, at } = writing;
  let query = tx
    .updateTable("tokens")
    .set({ revoked_at: at })
    .where("id", "=", id)
    .where("revoked_at", "is", null);
  if (owner !== null) query = query.where("account", "=", owner);
  const { numUpdatedRows } = await query.executeTakeFirst();
  if (numUpdatedRows === 0n) {
    throw new DemarcheError(
      "team/unknown",
      `expected the beginning of a token in force, such as dmr_0123abcd, found "${id.slice(0, 20)}"`,
    );
  }
  await noteDeed(writing, by, { action: "token-revoke", subject: id });
}
