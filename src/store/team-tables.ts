/** The tables of a team: accounts, what lets them in, and what was done. `team-format.ts` makes them. */

/** What somebody may do; each may do what those before may. */
export const roles = ["reader", "reviewer", "admin"] as const;
export type Role = (typeof roles)[number];

/** An account. None is ever removed, so that a name in the history of a review stays one person's. */
export interface UsersTable {
  name: string;
  role: Role;
  /** Digest of the password with its parameters and salt (`passwords.ts`). */
  password: string;
  added_at: string;
  signed_in_at: string | null;
  disabled_at: string | null;
}

/** Somebody who is signed in. Not part of backups. */
export interface SessionsTable {
  /** SHA-256 of what the cookie holds. */
  digest: string;
  account: string;
  added_at: string;
  /** When it was last used, to some minutes. */
  seen_at: string;
  /** When it ends whatever happens. */
  ends_at: string;
}

/** A token by which programs come in. */
export interface TokensTable {
  /** The token's first characters: what it is recognised by, and worth nothing alone. */
  id: string;
  /** SHA-256 of the whole. */
  digest: string;
  account: string;
  /** At most this, and at most what the account may. */
  scope: Role;
  /** What it is for, in its owner's words. */
  note: string | null;
  added_at: string;
  ends_at: string | null;
  /** When it was last used, to some minutes. */
  used_at: string | null;
  revoked_at: string | null;
}

/** Who did what when from where. Rows are added and never changed: the database itself refuses. */
export interface AuditTable {
  number: number;
  at: string;
  /** Account, or the user of the machine on the command line; empty where nobody is known. */
  who: string;
  /** `sign-in`, `review`, `token-add` … */
  action: string;
  /** What it was done to: an account, a record, an article. */
  subject: string;
  /** Network address, or `command line`. */
  place: string;
  /** More of it, in a few words. */
  detail: string;
}

export interface TeamTables {
  users: UsersTable;
  sessions: SessionsTable;
  tokens: TokensTable;
  audit: AuditTable;
}
