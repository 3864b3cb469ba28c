/** The commands that ask, decide and keep a ledger sound, as users type them. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { renderProgress } from "../src/cli/progress.ts";
import type { LedgerRecord } from "../src/model/ledger.ts";
import { type Run, runDemarche } from "./kit/effects.ts";
import { newDatabase } from "./kit/postgres.ts";

const folder = mkdtempSync(path.join(tmpdir(), "demarche-commands-"));
after(() => rmSync(folder, { recursive: true, force: true }));
interface Answer {
  readonly distinct: number;
  readonly reports: number;
  readonly items: readonly LedgerRecord[];
  readonly next: string | null;
}

for (const engine of ["sqlite", "postgres"] as const) {
  describe(`on ${engine}`, () => suite(engine));
}

function suite(engine: "sqlite" | "postgres"): void {
  let url = path.join(folder, "ledger.db");

  const ask = (...argv: string[]): Promise<Run> => runDemarche([...argv, "--ledger", url]);

  async function answer(...argv: string[]): Promise<Answer> {
    const run = await ask(...argv, "--json");
    assert.equal(run.status, 0, run.stderr);
    return JSON.parse(run.stdout) as Answer;
  }

  before(async () => {
    if (engine === "postgres") url = await newDatabase();
    const run = await ask("add", "examples/cuba-thaw", "--workers", "1");
    assert.match(run.stdout, /^15 articles added/);
  });

  test("lists page on, count what fits, and their flags combine", async () => {
    const all = await answer("statements", "--limit", "1000");
    assert.equal(all.items.length, all.distinct);
    const few = await ask("statements", "--limit", "2");
    const cursor = /2 of (\d+) distinct, .* more with --after (\S+)/.exec(few.stdout);
    assert.equal(Number(cursor?.[1]), all.distinct);
    const next = await answer("statements", "--limit", "2", "--after", cursor?.[2] ?? "");
    assert.deepEqual(next.items, all.items.slice(2, 4));
    const kerry = await answer(
      "statements",
      "--by",
      "Kerry",
      "--since",
      "2015-07",
      "--until",
      "2015-07",
      "--text",
      "lease",
    );
    assert.equal(kerry.distinct, 2, "by name, and as the secretary of state");
    assert.match(kerry.items[0]?.words ?? "", /lease of the base/);
    assert.equal((await answer("events", "--type", "support", "--min-reports", "2")).distinct, 1);
  });

  test("what can't be asked is refused with what to do", async () => {
    for (const [argv, status, message] of [
      [["events", "--by", "Ruritania"], 1, /found "Ruritania": demarche actor lists/],
      [["events", "--since", "long ago"], 64, /--since: expected a day/],
      [["events", "--between", "CUB"], 64, /expected two, such as RUS,USA/],
      [["events", "--after", "page2"], 64, /--after: expected what the page before ended with/],
      [["actor", "Nobody Atall"], 1, /a code or name that the ledger has met/],
      [["review", "Enone"], 1, /expected the id of a record/],
      [["review", "Enone", "fix"], 64, /expected --set FIELD=VALUE/],
      [["review", "Enone", "fix", "--set", "colour=red"], 64, /found "colour=red"/],
    ] as const) {
      const run = await ask(...argv);
      assert.equal(run.status, status, run.stderr);
      assert.match(run.stderr, message);
    }
  });

  test("search shows how it understood, and which word nothing has", async () => {
    assert.match((await ask("search", "embargo", "lifted")).stdout, /searched for: embargo AND lifted/);
    assert.match((await ask("search", "the embargo")).stdout, /searched for: embargo/);
    assert.match((await ask("search", "embargo", "zeppelin")).stdout, /no wording has zeppelin/);
  });

  test("an actor has offices with their words, statements and events", async () => {
    const run = await ask("actor", "Kerry");
    assert.match(run.stdout, /^John Kerry · person/);
    assert.match(run.stdout, /Secretary of State/);
    assert.match(run.stdout, /statements: \d+ distinct/);
  });

  test("read again, a ledger is what it was", async () => {
    const before = await answer("statements", "--limit", "1000");
    assert.match((await ask("reread", "--workers", "1")).stdout, /^0 articles read again by 0/);
    assert.match((await ask("reread", "--workers", "1", "--all")).stdout, /^15 articles read again by 0/);
    assert.deepEqual(await answer("statements", "--limit", "1000"), before);
    assert.match((await ask("verify")).stdout, /: sound\n$/);
  });

  test("decisions: fixed, shown with their history, and undone", async () => {
    const [event] = (await answer("events", "--type", "CONSULT")).items;
    const id = event?.id ?? "";
    const fixed = await ask(
      "review",
      id,
      "fix",
      "--set",
      "status=planned",
      "--set",
      "edtf=2015-02-01",
      "--who",
      "lidia",
      "--note",
      "misread",
    );
    assert.match(fixed.stdout, /^2015-02-01 .* planned · fixed/);
    assert.match(fixed.stdout, /lidia {2}fix {2}“misread”/);
    assert.equal((await answer("events", "--since", "2015-02-01", "--until", "2015-02-01")).distinct, 1);
    assert.equal((await ask("review", id, "fix", "--set", "status=maybe")).status, 64);
    const undone = await ask("review", id, "undo", "--who", "lidia");
    assert.match(undone.stdout, /undo of 1/);
    assert.deepEqual((await answer("events", "--type", "CONSULT")).items[0]?.date, event?.date);
  });

  test("merging and splitting by hand, and taking it back", async () => {
    const [a, b] = (await answer("statements")).items;
    const merged = await ask("merge", a?.id ?? "", b?.id ?? "", "--who", "lidia");
    assert.match(merged.stdout, /undo with demarche overrides --undo 1/);
    const listed = await ask("split", b?.id ?? "");
    const mentions = [...listed.stdout.matchAll(/^ {2}(s\w{16}) /gm)].map(([, it]) => it as string);
    assert.equal(mentions.length, 2);
    assert.match((await ask("split", mentions[0] ?? "", "--who", "lidia")).stdout, /stands by itself now/);
    assert.match((await ask("overrides", "--undo", "2")).stdout, /2 .* split .* undone/);
    assert.match((await ask("overrides", "--undo", "1")).stdout, /1 .* merge .* undone/);
    const lines = (await ask("audit", "--json")).stdout.trimEnd().split("\n");
    const log = lines.map((line) => JSON.parse(line) as { action: string; detail: string });
    assert.deepEqual(
      log.map(({ action, detail }) => [action, detail]),
      [
        ["review", "fix as lidia"],
        ["review-undo", "as lidia"],
        ["merge", `${b?.id} as lidia`],
        ["split", "as lidia"],
        ["override-undo", ""],
        ["override-undo", ""],
      ],
    );
    assert.match((await ask("verify")).stdout, /: sound\n$/);
  });

  test("actors are merged and split by name or id", async () => {
    const before = JSON.parse((await ask("actor", "Kerry", "--json")).stdout) as { actors: { id: string }[] };
    const kerry = before.actors[0]?.id ?? "";
    const merged = await ask("merge", "actor", "Kerry", "Castro", "--who", "lidia", "--note", "a try");
    const several = /expected one actor, found \d+ called "Castro": give an id, (A\w{16})/.exec(
      merged.stderr,
    );
    assert.equal(several?.length, 2, merged.stderr + merged.stdout);
    const into = several?.[1] ?? "";
    const done = await ask("merge", "actor", "Kerry", into, "--who", "lidia", "--note", "a try");
    const undo = /counts for .* now: .* undo with demarche overrides --undo (\d+)/.exec(done.stdout)?.[1];
    assert.ok(undo !== undefined, done.stderr);
    assert.match((await ask("actor", "Kerry")).stdout, new RegExp(into));
    assert.match(
      (await ask("split", "actor", into)).stdout,
      new RegExp(`merged {2}${kerry} .*lidia.*“a try”`),
    );
    const stale = await ask("split", "actor", kerry, "--revision", "1");
    assert.match(stale.stderr, /it was changed meanwhile/);
    assert.match((await ask("split", "actor", kerry)).stdout, /stands by itself now, apart from/);
    assert.match((await ask("actor", "Kerry")).stdout, new RegExp(kerry));
    assert.match((await ask("overrides")).stdout, /merge actor .* undone/);
    assert.match((await ask("verify")).stdout, /: sound\n$/);
  });

  test("a backup restores, is never overwritten, and a damaged one is refused", async () => {
    const file = path.join(folder, `backup-${engine}.gz`);
    assert.equal((await ask("backup", file)).status, 0);
    assert.equal((await ask("backup", file)).status, 73);
    const other = path.join(folder, `other-${engine}.db`);
    assert.equal((await runDemarche(["restore", file, "--ledger", other])).status, 0);
    const list = async (ledger: string): Promise<string> =>
      (await runDemarche(["statements", "--limit", "1000", "--ledger", ledger])).stdout;
    assert.equal(await list(other), await list(url));
    writeFileSync(path.join(folder, `cut-${engine}.gz`), readFileSync(file).subarray(0, 5000));
    const cut = await runDemarche([
      "restore",
      path.join(folder, `cut-${engine}.gz`),
      "--ledger",
      path.join(folder, `third-${engine}.db`),
    ]);
    assert.equal(cut.status, 65);
    assert.match(cut.stderr, /nothing was restored \[store\/bad-backup\]/);
  });

  test("verify finds one changed byte of a capture, a text, a span and a count", async () => {
    const copy = path.join(folder, `harmed-${engine}.db`);
    await runDemarche(["restore", path.join(folder, `backup-${engine}.gz`), "--ledger", copy]);
    const { default: Database } = await import("libsql");
    const database = new Database(copy);
    database.exec("update captures set hash = replace(hash, substr(hash, 1, 1), 'g') where number = 1");
    database.exec("update articles set text = replace(text, 'Havana', 'Havanna') where number = 2");
    database.exec("update records set reports = 40 where number = 3");
    database.close();
    const run = await runDemarche(["verify", "--ledger", copy]);
    assert.equal(run.status, 1);
    assert.match(run.stdout, /capture \w+: its bytes have changed/);
    assert.match(run.stdout, /article \w+: its text has changed/);
    assert.match(run.stdout, /mention \w+: ".*" does not stand at/);
    assert.match(run.stdout, /record \w+: its counts are not those of its mentions/);
  });

  test("a deleted article is gone from search and is not added again", async () => {
    const [statement] = (await answer("statements", "--text", "lease")).items;
    const run = await ask("delete", statement?.first.article ?? "");
    assert.match(run.stdout, /is deleted; backups made before still hold it/);
    const again = await ask("add", "examples/cuba-thaw", "--workers", "1");
    assert.match(again.stdout, /^0 articles added · 15 there already/);
    assert.match((await ask("verify")).stdout, /: sound\n$/);
  });
}

test("asking a ledger that is not there does not make one", async () => {
  const run = await runDemarche(["events", "--ledger", path.join(folder, "none.db")]);
  assert.equal(run.status, 66);
  assert.match(run.stderr, /found no such file/);
});

test("progress tells done, failed, rate and time left", () => {
  assert.equal(
    renderProgress({ nDone: 1200, nFailed: 3, share: 0.4 }, 4),
    "1,200 done · 3 failed · 301/s · 40 % · 6 s left",
  );
  assert.equal(renderProgress({ nDone: 5, nFailed: 0, share: null }, 2), "5 done · 2.5/s");
  assert.match(renderProgress({ nDone: 5, nFailed: 0, share: 0.05 }, 600), /190 min left|3 h 10 min left/);
});
