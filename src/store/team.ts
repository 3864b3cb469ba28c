/** The part of a ledger that knows a team: accounts, sessions, tokens, and the log of what was done. */
import {
  type Account,
  addAccount,
  disableAccount,
  enableAccount,
  findUser,
  listAccounts,
  setPassword,
  setRole,
} from "./accounts.ts";
import { type AuditFilter, type Deed, type Doer, listAudit, noteDeed } from "./audit.ts";
import type { Engine } from "./engines.ts";
import { isPassword } from "./passwords.ts";
import { findSession, signIn, signOut, signOutAll } from "./sessions.ts";
import type { AuditTable, Role } from "./team-tables.ts";
import { addToken, findBearer, listTokens, revokeToken, type Token, type TokenWish } from "./tokens.ts";
import type { Writing } from "./writing.ts";

/** Who does it stands last in everything that is logged. */
export interface Team {
  accounts(): Promise<readonly Account[]>;
  addAccount(
    account: { readonly name: string; readonly role: Role; readonly password: string },
    by: Doer,
  ): Promise<void>;
  setRole(name: string, role: Role, by: Doer): Promise<void>;
  setPassword(name: string, password: string, by: Doer): Promise<void>;
  disable(name: string, by: Doer): Promise<void>;
  enable(name: string, by: Doer): Promise<void>;

  /** The id of a new session, or null. */
  signIn(
    given: { readonly name: string; readonly password: string; readonly old: string | null },
    place: string,
  ): Promise<string | null>;
  /** Whether it is their password; takes as long where there is no such account. */
  isPassword(name: string, password: string): Promise<boolean>;
  session(id: string): Promise<Account | null>;
  signOut(id: string, by: Doer): Promise<void>;
  signOutAll(name: string, by: Doer): Promise<void>;

  tokens(account: string | null): Promise<readonly Token[]>;
  /** The token itself, shown once. */
  addToken(wish: TokenWish, by: Doer): Promise<string>;
  bearer(
    token: string,
  ): Promise<{ readonly account: Account; readonly id: string; readonly scope: Role } | null>;
  revokeToken(id: string, owner: string | null, by: Doer): Promise<void>;

  note(deed: Deed, by: Doer): Promise<void>;
  audit(filter: AuditFilter, limit: number): Promise<readonly AuditTable[]>;
}

/** Over an engine, with the ledger's own ways of reading and writing. */
export function openTeam(
  { db }: Engine,
  now: () => string,
  reading: <Result>(run: Promise<Result>) => Promise<Result>,
  writing: <Result>(run: (writing: Writing) => Promise<Result>) => Promise<Result>,
): Team {
  return {
    accounts: () => reading(listAccounts(db)),
    addAccount: (account, by) => addAccount(writing, account, by),
    setRole: (name, role, by) => writing((it) => setRole(it, name, role, by)),
    setPassword: (name, password, by) => setPassword(writing, name, password, by),
    disable: (name, by) => writing((it) => disableAccount(it, name, by)),
    enable: (name, by) => writing((it) => enableAccount(it, name, by)),
    signIn: (given, place) => reading(signIn(db, writing, given, place)),
    isPassword: (name, password) =>
      reading(findUser(db, name).then((user) => isPassword(password, user?.password ?? null))),
    session: (id) => reading(findSession(db, writing, id, now())),
    signOut: (id, by) => writing((it) => signOut(it, id, by)),
    signOutAll: (name, by) => writing((it) => signOutAll(it, name, by)),
    tokens: (account) => reading(listTokens(db, account)),
    addToken: (wish, by) => writing((it) => addToken(it, wish, by)),
    bearer: (token) => reading(findBearer(db, writing, token, now())),
    revokeToken: (id, owner, by) => writing((it) => revokeToken(it, id, owner, by)),
    note: (deed, by) => writing((it) => noteDeed(it, by, deed)),
    audit: (filter, limit) => reading(listAudit(db, filter, limit)),
  };
}
