/** Accounts, sessions, tokens and the log of deeds in the ledger, on both engines. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { DemarcheError } from "../src/model/error.ts";
import { type Ledger, openLedger } from "../src/store/store.ts";
import { newFile, testOnBoth, testTime } from "./kit/ledger.ts";

const by = { who: "keeper", place: "command line" };
const password = "cranes over seven harbours";
const place = "192.0.2.7";

const refusedAs =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof DemarcheError && error.code === code;

async function withAda(ledger: Ledger): Promise<void> {
  await ledger.team.addAccount({ name: "ada", role: "reviewer", password }, by);
}

/** A ledger whose clock is moved by hand. */
async function withClock(
  run: (ledger: Ledger, move: (hours: number) => void) => Promise<void>,
): Promise<void> {
  let at = Date.parse(testTime);
  const ledger = await openLedger(newFile(), () => new Date(at).toISOString());
  try {
    await run(ledger, (hours) => (at += hours * 3_600_000));
  } finally {
    await ledger.close();
  }
}

testOnBoth("who has the password is let in, and nobody else", async ({ team }) => {
  await team.addAccount({ name: "ada", role: "reviewer", password }, by);
  const id = await team.signIn({ name: "ada", password, old: null }, place);
  assert.match(id ?? "", /^[\w-]{43}$/, "256 bits");
  assert.equal((await team.session(id as string))?.name, "ada");
  assert.equal((await team.session(id as string))?.role, "reviewer");
  for (const [name, given] of [
    ["ada", "cranes over seven harbour"],
    ["ada", ""],
    ["Ada", password],
    ["nobody", password],
    ["", password],
  ] as const)
    assert.equal(await team.signIn({ name, password: given, old: null }, place), null, `${name} ${given}`);
  for (const other of ["", "x", `${id}x`]) assert.equal(await team.session(other), null);
});

testOnBoth("nothing in the ledger lets anybody in", async (ledger) => {
  await withAda(ledger);
  const { team } = ledger;
  const id = (await team.signIn({ name: "ada", password, old: null }, place)) as string;
  const token = await team.addToken({ account: "ada", scope: "reader", note: null, ends: null }, by);
  const lines: string[] = [];
  await ledger.backUp(async (line) => void lines.push(line));
  const kept = lines.join("\n");
  assert.match(kept, /scrypt:32768:8:3:/);
  for (const secret of [password, id, token, token.slice(13)]) assert.ok(!kept.includes(secret), secret);
  assert.doesNotMatch(kept, /\["sessions"/, "a backup holds no sessions");
  assert.ok(!JSON.stringify([await team.accounts(), await team.tokens(null)]).includes("scrypt"));
});

testOnBoth("the same password twice is kept as two digests", async (ledger) => {
  await withAda(ledger);
  await ledger.team.addAccount({ name: "bert", role: "admin", password }, by);
  const digests = new Set<string>();
  await ledger.backUp(async (line) => {
    for (const [digest] of line.matchAll(/scrypt:[^"]*/g)) digests.add(digest);
  });
  assert.equal(digests.size, 2);
});

testOnBoth(
  "passwords that are short or plain, and names that could be taken for others, are refused",
  async ({ team }) => {
    const add = (name: string, given: string): Promise<void> =>
      team.addAccount({ name, role: "reader", password: given }, by);
    for (const weak of ["short words", "aaaaaaaaaaaaaaaa", "adaadaadaadaada", "x".repeat(300), ""])
      await assert.rejects(add("ada", weak), refusedAs("team/password"), weak);
    for (const name of ["", "Ada", "ada ", "аda", "a\nb", "-ada", "a".repeat(65), "<b>"])
      await assert.rejects(add(name, password), refusedAs("team/name"), name);
    await add("ada", password);
    await assert.rejects(add("ada", password), refusedAs("team/taken"));
    await team.disable("ada", by);
    await assert.rejects(add("ada", password), refusedAs("team/taken"), "nor when it is shut");
  },
);

testOnBoth("signing in gives a new session and ends the old one of the browser", async (ledger) => {
  await withAda(ledger);
  const { team } = ledger;
  const planted = "A".repeat(43);
  const first = (await team.signIn({ name: "ada", password, old: planted }, place)) as string;
  assert.notEqual(first, planted);
  assert.equal(await team.session(planted), null);
  const second = (await team.signIn({ name: "ada", password, old: first }, place)) as string;
  assert.notEqual(second, first);
  assert.equal(await team.session(first), null);
  assert.notEqual(await team.session(second), null);
});

testOnBoth("sessions end by signing out, by a new password, and when the account is shut", async (ledger) => {
  await withAda(ledger);
  const { team } = ledger;
  const enter = async (): Promise<string> =>
    (await team.signIn({ name: "ada", password, old: null }, place)) as string;
  const [a, b] = [await enter(), await enter()];
  await team.signOut(a, { who: "ada", place });
  assert.equal(await team.session(a), null);
  assert.notEqual(await team.session(b), null);
  await team.setPassword("ada", `${password} again`, by);
  assert.equal(await team.session(b), null);
  assert.equal(await team.signIn({ name: "ada", password, old: null }, place), null, "the old password");
  await team.setPassword("ada", password, by);
  const [c, d] = [await enter(), await enter()];
  await team.signOutAll("ada", { who: "ada", place });
  assert.deepEqual([await team.session(c), await team.session(d)], [null, null]);
  const e = await enter();
  const token = await team.addToken({ account: "ada", scope: "reader", note: null, ends: null }, by);
  assert.equal((await team.bearer(token))?.account.name, "ada");
  await team.disable("ada", by);
  assert.equal(await team.session(e), null);
  assert.equal(await team.bearer(token), null);
  assert.equal(await team.signIn({ name: "ada", password, old: null }, place), null);
  await team.enable("ada", by);
  assert.equal(await team.session(e), null, "what was ended stays so");
  assert.equal(await team.bearer(token), null);
  assert.notEqual(await team.signIn({ name: "ada", password, old: null }, place), null);
});

test("a session ends after eight hours unused, and after seven days whatever happens", async () => {
  await withClock(async ({ team }, move) => {
    await team.addAccount({ name: "ada", role: "reader", password }, by);
    const idle = (await team.signIn({ name: "ada", password, old: null }, place)) as string;
    move(7.9);
    assert.notEqual(await team.session(idle), null);
    move(7.9);
    assert.notEqual(await team.session(idle), null, "used meanwhile");
    move(8.1);
    assert.equal(await team.session(idle), null);
    const busy = (await team.signIn({ name: "ada", password, old: null }, place)) as string;
    for (let hours = 0; hours < 7 * 24 - 4; hours += 4) {
      move(4);
      assert.notEqual(await team.session(busy), null, `after ${hours + 4} hours`);
    }
    move(4.1);
    assert.equal(await team.session(busy), null);
  });
});

test("an account has twenty sessions at most", async () => {
  await withClock(async ({ team }, move) => {
    await team.addAccount({ name: "ada", role: "reader", password }, by);
    const ids: string[] = [];
    for (let i = 0; i < 21; i++) {
      move(0.01);
      ids.push((await team.signIn({ name: "ada", password, old: null }, place)) as string);
    }
    assert.equal(await team.session(ids[0] as string), null);
    assert.notEqual(await team.session(ids[1] as string), null);
    assert.notEqual(await team.session(ids[20] as string), null);
  });
});

testOnBoth("tokens are shown once, scoped, used, and revoked by their owner", async (ledger) => {
  await withAda(ledger);
  const { team } = ledger;
  await team.addAccount({ name: "bert", role: "admin", password }, by);
  const wish = { account: "ada", scope: "reviewer", note: "nightly figures", ends: null } as const;
  const token = await team.addToken(wish, by);
  assert.match(token, /^dmr_[0-9a-f]{8}_[\w-]{43}$/);
  const [shown] = await team.tokens("ada");
  assert.equal(shown?.id, token.slice(0, 12));
  assert.equal(shown?.used_at, null);
  assert.equal((await team.bearer(token))?.scope, "reviewer");
  assert.equal((await team.tokens("ada"))[0]?.used_at, testTime);
  const other = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
  for (const wrong of ["", "dmr_", other, `${token} `, token.slice(0, 12)])
    assert.equal(await team.bearer(wrong), null, wrong);
  await assert.rejects(team.addToken({ ...wish, scope: "admin" }, by), refusedAs("team/scope"));
  await assert.rejects(team.addToken({ ...wish, account: "carl" }, by), refusedAs("team/unknown"));
  for (const ends of ["2025-12-31", "tomorrow", ""])
    await assert.rejects(team.addToken({ ...wish, ends }, by), refusedAs("team/expiry"), ends);
  const id = token.slice(0, 12);
  await assert.rejects(team.revokeToken(id, "bert", by), refusedAs("team/unknown"), "another's");
  await team.revokeToken(id, "ada", by);
  assert.equal(await team.bearer(token), null);
  await assert.rejects(team.revokeToken(id, null, by), refusedAs("team/unknown"), "twice");
});

test("a token holds to the end of its last day", async () => {
  await withClock(async ({ team }, move) => {
    await team.addAccount({ name: "ada", role: "reader", password }, by);
    const wish = { account: "ada", scope: "reader", note: null, ends: "2026-01-02" } as const;
    const token = await team.addToken(wish, by);
    move(47.9);
    assert.notEqual(await team.bearer(token), null);
    move(0.2);
    assert.equal(await team.bearer(token), null);
  });
});

testOnBoth("a team keeps an admin", async ({ team }) => {
  await team.addAccount({ name: "ada", role: "admin", password }, by);
  await assert.rejects(team.disable("ada", by), refusedAs("team/last-admin"));
  await assert.rejects(team.setRole("ada", "reader", by), refusedAs("team/last-admin"));
  await team.addAccount({ name: "bert", role: "admin", password }, by);
  await team.setRole("ada", "reader", by);
  await assert.rejects(team.disable("bert", by), refusedAs("team/last-admin"));
  await assert.rejects(team.disable("carl", by), refusedAs("team/unknown"));
  await assert.rejects(team.enable("carl", by), refusedAs("team/unknown"));
  await assert.rejects(team.setRole("carl", "reader", by), refusedAs("team/unknown"));
});

testOnBoth(
  "everything is logged with who and where, and what was typed for a name is not",
  async (ledger) => {
    await withAda(ledger);
    const { team } = ledger;
    await team.signIn({ name: "ada", password: "wrong", old: null }, place);
    await team.signIn({ name: password, password: "", old: null }, place);
    const id = (await team.signIn({ name: "ada", password, old: null }, place)) as string;
    await team.signOut(id, { who: "ada", place });
    await team.setRole("ada", "admin", by);
    const rows = await team.audit({}, 100);
    assert.deepEqual(
      rows
        .map(({ action, who, subject, place: from }) => [action, who, subject, from].join("|"))
        .toReversed(),
      [
        "user-add|keeper|ada|command line",
        "sign-in-failed||ada|192.0.2.7",
        "sign-in-failed|||192.0.2.7",
        "sign-in|ada|ada|192.0.2.7",
        "sign-out|ada|ada|192.0.2.7",
        "user-role|keeper|ada|command line",
      ],
    );
    assert.ok(!JSON.stringify(rows).includes(password));
    assert.deepEqual(
      (await team.audit({ action: "sign-in-failed" }, 1)).map(({ number }) => number),
      [3],
    );
    assert.equal((await team.audit({ before: 3, since: "2026-01-01" }, 10)).length, 2);
    assert.equal((await team.audit({ who: "ada" }, 10)).length, 2);
    assert.equal((await team.audit({ since: "2026-01-02" }, 10)).length, 0);
  },
);

testOnBoth("the database itself refuses to change the log", async (ledger, url) => {
  await withAda(ledger);
  for (const change of ["update audit set who = 'somebody'", "delete from audit"])
    await assert.rejects(runSql(url, change), /append-only/);
  assert.equal((await ledger.team.audit({}, 10)).length, 1);
});

testOnBoth(
  "old rows of the log go by the statements of the manual, after which it is guarded again",
  async (ledger, url) => {
    await withAda(ledger);
    const manual = readFileSync("docs/serve.md", "utf8");
    const [sqlite = "", postgres = ""] = [...manual.matchAll(/```sql\n([^]*?)```/g)].map(
      (match) => match[1] ?? "",
    );
    const statements = ledger.engine === "sqlite" ? sqlite : postgres;
    assert.match(statements, /delete from audit where at < '2026-01-01'/);
    await runSql(url, statements);
    assert.equal((await ledger.team.audit({}, 10)).length, 1, "of this year");
    await runSql(url, statements.replace("2026-01-01", "2026-02-01"));
    assert.equal((await ledger.team.audit({}, 10)).length, 0);
    await ledger.team.setRole("ada", "reader", by);
    await assert.rejects(runSql(url, "delete from audit"), /append-only/);
  },
);

testOnBoth(
  "a backup carries accounts, tokens and the log, but not over accounts that are there",
  async (ledger) => {
    await withAda(ledger);
    const token = await ledger.team.addToken({ account: "ada", scope: "reader", note: null, ends: null }, by);
    const lines: string[] = [];
    await ledger.backUp(async (line) => void lines.push(line));
    async function* given(): AsyncGenerator<string> {
      yield* lines;
    }
    await assert.rejects(ledger.restore(given()), refusedAs("store/not-empty"));
    const other = await openLedger(newFile(), () => testTime);
    try {
      await other.restore(given());
      assert.notEqual(await other.team.signIn({ name: "ada", password, old: null }, place), null);
      assert.equal((await other.team.bearer(token))?.account.name, "ada");
      assert.deepEqual(
        (await other.team.audit({}, 9)).map(({ action }) => action),
        ["sign-in", "token-add", "user-add"],
      );
    } finally {
      await other.close();
    }
  },
);

/** What somebody with the database's own tools would do. */
async function runSql(url: string, statement: string): Promise<void> {
  if (url.startsWith("postgres:")) {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
    return;
  }
  const { default: Database } = await import("libsql");
  const database = new Database(url);
  try {
    database.exec(statement);
  } finally {
    database.close();
  }
}
