/** The step that makes the tables of a team. */
import type { EngineName } from "./migrations.ts";

/** Accounts, sessions, tokens, and a log that takes rows and gives none back. */
export function createTeam(engine: EngineName): readonly string[] {
  return [
    `create table users (name text primary key, role text not null, password text not null, added_at text not null,
       signed_in_at text, disabled_at text)`,
    `create table sessions (digest text primary key, account text not null, added_at text not null,
       seen_at text not null, ends_at text not null)`,
    "create index sessions_account on sessions (account)",
    `create table tokens (id text primary key, digest text not null unique, account text not null, scope text not null,
       note text, added_at text not null, ends_at text, used_at text, revoked_at text)`,
    "create index tokens_account on tokens (account)",
    `create table audit (number ${engine === "sqlite" ? "integer" : "bigint"} primary key, at text not null,
       who text not null, action text not null, subject text not null, place text not null, detail text not null)`,
    "create index audit_at on audit (at)",
    "insert into counters values ('audit', 0)",
    ...(engine === "sqlite" ? keptInSqlite : keptInPostgres),
  ];
}

const keptInSqlite = ["update", "delete"].map(
  (act) =>
    `create trigger audit_no_${act} before ${act} on audit
       begin select raise(abort, 'the audit log is append-only'); end`,
);

const keptInPostgres = [
  `create function audit_kept() returns trigger language plpgsql as $$
     begin raise exception 'the audit log is append-only'; end $$`,
  `create trigger audit_kept before update or delete or truncate on audit
     for each statement execute function audit_kept()`,
];
