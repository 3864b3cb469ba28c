/** `demarche user`, `token`, `audit`, and what `serve` asks for before it serves others. */
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { readPassword } from "../src/cli/secret.ts";
import { runServe, type ServeFlags } from "../src/cli/serve-command.ts";
import type { Effects } from "../src/cli/effects.ts";
import { runDemarche, type Run } from "./kit/effects.ts";
import { addTexts, newFile, testTime } from "./kit/ledger.ts";
import { openLedger } from "../src/store/store.ts";

const password = "cranes over seven harbours";
const environment = { DEMARCHE_USER: "keeper" };
const run = (argv: readonly string[], stdin = ""): Promise<Run> => runDemarche(argv, { stdin, environment });

async function withAda(role = "admin"): Promise<string> {
  const file = newFile();
  const added = await run(["user", "add", "ada", "--role", role, "--ledger", file], `${password}\n`);
  assert.equal(added.stdout, `ada is ${role} now\n`, added.stderr);
  return file;
}

test("accounts are added, listed, changed and shut, and none of it shows a password", async () => {
  const file = await withAda();
  const at = ["--ledger", file];
  assert.equal((await run(["user", "add", "bert", "--role", "reader", ...at], password)).status, 0);
  assert.equal(
    (await run(["user", "role", "bert", "--role", "reviewer", ...at])).stdout,
    "bert is reviewer now\n",
  );
  assert.match(
    (await run(["user", "password", "bert", ...at], `${password}!\n`)).stdout,
    /signed out everywhere/,
  );
  assert.match(
    (await run(["user", "list", ...at])).stdout,
    /^ada {2}admin {2}last signed in never\nbert {2}reviewer/,
  );
  assert.match((await run(["user", "disable", "bert", ...at])).stdout, /shut out/);
  assert.match((await run(["user", "list", ...at])).stdout, /bert {2}reviewer {2}shut out 20/);
  assert.equal((await run(["user", "enable", "bert", ...at])).status, 0);
  const { stdout } = await run(["user", "list", "--json", ...at]);
  const [ada] = JSON.parse(stdout) as Record<string, unknown>[];
  assert.deepEqual(Object.keys(ada ?? {}).sort(), [
    "added_at",
    "disabled_at",
    "name",
    "role",
    "signed_in_at",
  ]);
});

test("what is wrong with a user command is said", async () => {
  const file = await withAda();
  const at = ["--ledger", file];
  for (const [argv, stdin, status, says] of [
    [["user", "add", "bert", ...at], password, 64, /expected user add NAME --role ROLE/],
    [["user", "add", "--role", "reader", ...at], password, 64, /without a name/],
    [["user", "add", "bert", "--role", "chief", ...at], password, 64, /chief/],
    [["user", "add", "bert", "--role", "reader", ...at], "", 64, /found none/],
    [["user", "add", "bert", "--role", "reader", ...at], "short\n", 64, /team\/password/],
    [["user", "add", "Bert", "--role", "reader", ...at], password, 64, /team\/name/],
    [["user", "add", "ada", "--role", "reader", ...at], password, 64, /team\/taken/],
    [["user", "disable", "ada", ...at], "", 64, /team\/last-admin/],
    [["user", "disable", "carl", ...at], "", 1, /team\/unknown/],
    [["user", "sack", "ada", ...at], "", 64, /cli\/usage/],
    [["user", "list", "--ledger", newFile()], "", 66, /cli\/no-input/],
  ] as const) {
    const done = await run(argv, stdin);
    assert.equal(done.status, status, argv.join(" "));
    assert.match(done.stderr, says);
  }
});

test("a token is shown once, listed by its beginning, and revoked", async () => {
  const file = await withAda("reviewer");
  const at = ["--ledger", file];
  const add = ["token", "add", "--user", "ada", "--scope", "reader", ...at];
  const made = await run([...add, "--note", "nightly\u001b[31m figures", "--expires", "2999-12-31"]);
  assert.match(made.stdout, /^dmr_[0-9a-f]{8}_[\w-]{43}\n$/);
  const id = made.stdout.slice(0, 12);
  const listed = await run(["token", "list", ...at]);
  assert.ok(listed.stdout.startsWith(`${id}  ada  reader  until 2999-12-31`), listed.stdout);
  assert.ok(!listed.stdout.includes("\u001b"), "nothing that a terminal obeys");
  assert.ok(!listed.stdout.includes(made.stdout.trim()));
  assert.equal((await run(["token", "add", "--user", "ada", "--scope", "admin", ...at])).status, 64);
  assert.equal((await run([...add, "--expires", "2001-01-01"])).status, 64);
  assert.equal((await run(["token", "add", "--user", "ada", ...at])).status, 64);
  assert.equal((await run(["token", "revoke", id, ...at])).stdout, `${id} is revoked\n`);
  assert.equal((await run(["token", "revoke", id, ...at])).status, 1);
  assert.match((await run(["token", "list", "--user", "ada", "--json", ...at])).stdout, /"revoked_at":"20/);
});

test("the log tells who did what, deletions too", async () => {
  const file = await withAda();
  const at = ["--ledger", file];
  const ledger = await openLedger(file, () => testTime);
  await addTexts(ledger, [
    ["Port closes\n\n“It stays closed,” the foreign ministry of Cuba said on Monday.", {}],
  ]);
  const hash = (await ledger.articles({}, 1)).items[0]?.hash as string;
  await ledger.close();
  assert.equal((await run(["delete", hash, ...at])).status, 0);
  const { stdout } = await run(["audit", ...at]);
  const lines = stdout.trim().split("\n");
  assert.match(lines[0] ?? "", /^1 {2}20\S+ {2}keeper {2}user-add {2}ada {2}admin {2}\(command line\)$/);
  assert.ok(lines[1]?.endsWith(`keeper  delete  ${hash}  (command line)`), lines[1]);
  const rows = (await run(["audit", "--json", "--who", "keeper", "--limit", "1", ...at])).stdout
    .trim()
    .split("\n");
  assert.equal(rows.length, 1);
  assert.equal((JSON.parse(rows[0] ?? "") as { action: string }).action, "delete");
  assert.equal((await run(["audit", "--since", "2999-01-01", ...at])).stdout, "");
  assert.equal((await run(["audit", "--since", "yesterday", ...at])).status, 64);
});

test("a password that is typed is not shown, may be mended, and is typed twice", async () => {
  const raw: boolean[] = [];
  const told: string[] = [];
  const typed = (text: string): Effects => ({
    stdin: Object.assign(
      (async function* () {
        for (const key of text) yield new TextEncoder().encode(key);
      })(),
      { setRawMode: (is: boolean) => raw.push(is) },
    ),
    isTyped: true,
    stdout: { write: async () => {}, isTerminal: true, width: 80 },
    stderr: { write: async (line) => void told.push(line), isTerminal: true, width: 80 },
    environment: {},
    fetcher: null,
  });
  assert.equal(await readPassword(typed("seven craness\u007f\rseven cranes\r"), "ada"), "seven cranes");
  assert.deepEqual(raw, [true, false]);
  assert.equal(told.join(""), "Password of ada: \nOnce more: \n");
  await assert.rejects(readPassword(typed("seven cranes\rseven crates\r"), "ada"), /same password twice/);
  await assert.rejects(readPassword(typed("seven\u0003"), "ada"), /was stopped/);
  assert.deepEqual(raw, [true, false, true, false, true, false], "the terminal is as it was");
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const base = { allowHost: [], fetch: false } as const;

function recording(): { readonly effects: Effects; readonly out: string[]; readonly err: string[] } {
  const [out, err]: [string[], string[]] = [[], []];
  const output = (into: string[]): Effects["stdout"] => ({
    write: async (text) => void into.push(text),
    isTerminal: false,
    width: 100,
  });
  async function* nothing(): AsyncGenerator<Uint8Array> {}
  return {
    effects: {
      stdin: nothing(),
      isTyped: false,
      stdout: output(out),
      stderr: output(err),
      environment,
      fetcher: null,
    },
    out,
    err,
  };
}

async function refusal(flags: Omit<ServeFlags, "allowHost" | "fetch">): Promise<string> {
  const { effects } = recording();
  try {
    await runServe({ ...base, ...flags }, effects, Promise.resolve());
    return "served";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

test("an address that others reach is served with accounts and a name, or not at all", async () => {
  const bare = newFile();
  const origin = "https://desk.example";
  assert.equal(await refusal({ ledger: bare, port: 0, host: "0.0.0.0" }), "cli/usage");
  assert.equal(await refusal({ ledger: bare, port: 0, host: "192.0.2.1" }), "cli/usage");
  assert.equal(await refusal({ ledger: bare, port: 0, trustProxy: true }), "cli/usage");
  assert.equal(await refusal({ ledger: bare, port: 0, host: "0.0.0.0", origin }), "serve/no-admin");
  assert.equal(await refusal({ ledger: bare, port: 0, origin }), "serve/no-admin", "behind a proxy too");
  const reviewed = await withAda("reviewer");
  assert.equal(await refusal({ ledger: reviewed, port: 0, host: "0.0.0.0", origin }), "serve/no-admin");
  const file = await withAda();
  for (const wrong of [
    "desk.example",
    "ftp://desk.example",
    `${origin}/path`,
    "https://a:b@desk.example",
    "",
  ])
    assert.equal(await refusal({ ledger: file, port: 0, origin: wrong }), "cli/usage", wrong);
  assert.equal(await refusal({ ledger: file, port: 0, host: "192.0.2.1", origin }), "serve/address");
  assert.equal(await refusal({ ledger: file, port: 0, host: "127.0.0.1" }), "served", "for one, as ever");
  assert.equal(await refusal({ ledger: file, port: 0, host: "127.0.0.1", origin }), "served");
});

test("a team is served under its name, and plain http is warned of", { timeout: 60_000 }, async () => {
  const ledger = await withAda();
  const port = await freePort();
  const { effects, out, err } = recording();
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const origin = `http://127.0.0.1:${port}`;
  const status = runServe({ ...base, ledger, port, host: "127.0.0.1", origin }, effects, stopped);
  status.catch(() => {});
  try {
    for (let i = 0; i < 1000 && out.length === 0; i++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(out.join(""), `${origin}\n`);
    assert.doesNotMatch(err.join(""), /unencrypted/, "nobody is on the way");
    const first = await fetch(origin, { redirect: "manual" });
    assert.equal(first.status, 303);
    assert.equal(first.headers.get("Location"), "/sign-in");
    const signedIn = await fetch(`${origin}/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: { Origin: origin },
      body: new URLSearchParams({ name: "ada", password }),
    });
    assert.equal(signedIn.status, 303);
    const cookie = (signedIn.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";
    const page = await (await fetch(origin, { headers: { Cookie: cookie } })).text();
    assert.match(page, /Signed in as/);
  } finally {
    stop();
  }
  assert.equal(await status, 0);
  const open = recording();
  const { effects: others } = open;
  await runServe({ ...base, ledger, port: 0, origin: "http://desk.example" }, others, Promise.resolve());
  assert.match(open.err.join(""), /passwords travel unencrypted/);
});
