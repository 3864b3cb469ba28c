/** Accounts: who may come in, and as what. */
import type { Kysely } from "kysely";
import { DemarcheError } from "../model/error.ts";
import { type Doer, noteDeed } from "./audit.ts";
import { checkPassword, digestPassword } from "./passwords.ts";
import type { Role, UsersTable } from "./team-tables.ts";
import type { Tables } from "./tables.ts";
import type { Writing } from "./writing.ts";

/** An account as others see it. */
export type Account = Omit<UsersTable, "password">;

const nameForm = /^[a-z0-9](?:[a-z0-9._@-]{0,62}[a-z0-9])?$/;

type Run = <Result>(run: (writing: Writing) => Promise<Result>) => Promise<Result>;

/** All accounts, by name. */
export async function listAccounts(db: Kysely<Tables>): Promise<readonly Account[]> {
  const rows = await db.selectFrom("users").selectAll().orderBy("name").execute();
  return rows.map(accountOf);
}

/** A row without the digest of its password. */
export function accountOf(user: UsersTable): Account {
  const { password: _, ...account } = user;
  return account;
}

/** An account with the digest of its password; undefined where there is none. */
export async function findUser(
  db: Pick<Kysely<Tables>, "selectFrom">,
  name: string,
): Promise<UsersTable | undefined> {
  return db.selectFrom("users").selectAll().where("name", "=", name).executeTakeFirst();
}

/** @throws DemarcheError `team/name`, `team/password`, `team/taken` */
export async function addAccount(
  writing: Run,
  account: { readonly name: string; readonly role: Role; readonly password: string },
  by: Doer,
): Promise<void> {
  const { name, role } = account;
  if (!nameForm.test(name)) {
    throw new DemarcheError(
      "team/name",
      `expected a name of small letters, digits, and . _ @ - between them, found "${name.slice(0, 80)}"`,
    );
  }
  checkPassword(account.password, name);
  const password = await digestPassword(account.password);
  await writing(async (it) => {
    const taken = await findUser(it.tx, name);
    if (taken !== undefined) {
      throw new DemarcheError(
        "team/taken",
        `expected a new name, found the account "${name}": names are never given to others`,
      );
    }
    const none = { signed_in_at: null, disabled_at: null };
    await it.tx
      .insertInto("users")
      .values({ name, role, password, added_at: it.at, ...none })
      .execute();
    await noteDeed(it, by, { action: "user-add", subject: name, detail: role });
  });
}

/** Makes somebody something else. @throws DemarcheError `team/unknown`, `team/last-admin` */
export async function setRole(writing: Writing, name: string, role: Role, by: Doer): Promise<void> {
  const before = await knownUser(writing, name);
  if (role !== "admin") await keepAdmin(writing, before);
  await writing.tx.updateTable("users").set({ role }).where("name", "=", name).execute();
  await noteDeed(writing, by, { action: "user-role", subject: name, detail: `${before.role} to ${role}` });
}

/**
 * Shuts an account: its sessions end, and its tokens are revoked.
 *
 * @throws DemarcheError `team/unknown`, `team/last-admin`
 */
export async function disableAccount(writing: Writing, name: string, by: Doer): Promise<void> {
  await keepAdmin(writing, await knownUser(writing, name));
  const { tx, at } = writing;
  await tx.updateTable("users").set({ disabled_at: at }).where("name", "=", name).execute();
  await tx.deleteFrom("sessions").where("account", "=", name).execute();
  await tx
    .updateTable("tokens")
    .set({ revoked_at: at })
    .where("account", "=", name)
    .where("revoked_at", "is", null)
    .execute();
  await noteDeed(writing, by, { action: "user-disable", subject: name });
}

/** Opens an account again; it makes new tokens. @throws DemarcheError `team/unknown` */
export async function enableAccount(writing: Writing, name: string, by: Doer): Promise<void> {
  await knownUser(writing, name);
  await writing.tx.updateTable("users").set({ disabled_at: null }).where("name", "=", name).execute();
  await noteDeed(writing, by, { action: "user-enable", subject: name });
}

/** Gives an account another password; all its sessions end. @throws DemarcheError `team/unknown`, `team/password` */
export async function setPassword(writing: Run, name: string, given: string, by: Doer): Promise<void> {
  checkPassword(given, name);
  const password = await digestPassword(given);
  await writing(async (it) => {
    await knownUser(it, name);
    await it.tx.updateTable("users").set({ password }).where("name", "=", name).execute();
    await it.tx.deleteFrom("sessions").where("account", "=", name).execute();
    await noteDeed(it, by, { action: "user-password", subject: name });
  });
}

async function knownUser({ tx }: Writing, name: string): Promise<UsersTable> {
  const user = await findUser(tx, name);
  if (user !== undefined) return user;
  throw new DemarcheError(
    "team/unknown",
    `expected the name of an account, found "${name.slice(0, 80)}": demarche user list shows them`,
  );
}

/** A team without an administrator could not be let out of it by a page. @throws DemarcheError `team/last-admin` */
async function keepAdmin({ tx }: Writing, { name, role, disabled_at: at }: UsersTable): Promise<void> {
  if (role !== "admin" || at !== null) return;
  const other = await tx
    .selectFrom("users")
    .select("name")
    .where("role", "=", "admin")
    .where("disabled_at", "is", null)
    .where("name", "<>", name)
    .executeTakeFirst();
  if (other !== undefined) return;
  throw new DemarcheError(
    "team/last-admin",
    `expected another admin to be left, found "${name}" to be the last: make somebody else one first`,
  );
}
