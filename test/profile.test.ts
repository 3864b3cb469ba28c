/** `--profile`: every stage is counted, the output is what it is without, and no file but a .json one is written. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import type { ProfileReport } from "../src/cli/profile.ts";
import { runDemarche } from "./kit/effects.ts";

const folder = mkdtempSync(path.join(tmpdir(), "demarche-profile-"));
after(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, "profile.json");
const profile = (): ProfileReport => JSON.parse(readFileSync(file, "utf8")) as ProfileReport;

const lines = ["Lima", "Quito", "Bogota"]
  .map((city, id) =>
    JSON.stringify({
      id,
      text: `Ministers meet in ${city}\n\nCuba will not sign anything in ${city} unless Washington lifts the embargo.`,
      url: `https://straits.example/${city}`,
    }),
  )
  .join("\n");

for (const workers of ["1", "2"]) {
  test(`the filter with ${workers} threads: every stage of every article, and the same bytes`, async () => {
    const filter = ["read", "--jsonl", "--workers", workers];
    const plain = await runDemarche(filter, { stdin: lines });
    const run = await runDemarche([...filter, "--profile", file], { stdin: `${lines}\n{"id": 9}` });
    assert.equal(run.status, 0);
    assert.equal(run.stdout.split("\n").slice(0, 3).join("\n"), plain.stdout.trimEnd());
    const { articles, stages, slowest, perArticle, store } = profile();
    assert.equal(articles, 3);
    assert.deepEqual(Object.keys(stages), ["load", "read", "parse", "extract", "resolve", "publish"]);
    const sum = ["read", "parse", "extract", "resolve", "publish"].reduce(
      (ms, stage) => ms + (stages[stage as "read"]?.total ?? 0),
      0,
    );
    assert.ok(Math.abs(sum - perArticle.total) < 0.1);
    assert.deepEqual(slowest.map(({ name }) => name).sort(), ["line 1", "line 2", "line 3"]);
    assert.equal(store.transactions, 0);
    assert.match(run.stderr, /^parse +\d+ +\d+ %/m);
  });
}

test("read and add tell names and sizes, add also what storing took", async () => {
  const article = path.join(folder, "article.txt");
  writeFileSync(article, "Ministers meet\n\nMexico will open its border if Guatemala signs.");
  const read = await runDemarche(["read", article, "--profile", file]);
  assert.equal(read.status, 0);
  assert.deepEqual(
    profile().slowest.map(({ name, size }) => [name, size]),
    [[article, readFileSync(article).length]],
  );
  const ledger = path.join(folder, "ledger.db");
  const add = await runDemarche(["add", article, "--ledger", ledger, "--profile", file]);
  assert.equal(add.status, 0);
  const { articles, store } = profile();
  assert.deepEqual([articles, store.transactions, store.articles], [1, 1, 1]);
  assert.match(add.stderr, /^store /m);
});

test("a worker tells what it read and stored", async () => {
  const ledger = path.join(folder, "queue.db");
  await runDemarche(["add", "--queue", "--ledger", ledger], { stdin: lines });
  const run = await runDemarche(["worker", "--once", "--ledger", ledger, "--profile", file], {
    environment: { DEMARCHE_LOG: "silent" },
  });
  assert.equal(run.status, 0);
  const { articles, store } = profile();
  assert.deepEqual([articles, store.articles], [3, 3]);
});

test("an article that stands where the file should is not overwritten", async () => {
  const article = path.join(folder, "kept.txt");
  writeFileSync(article, "kept");
  const run = await runDemarche(["read", "--profile", article], { stdin: "Ministers meet." });
  assert.equal(run.status, 64);
  assert.match(run.stderr, /expected a file to write, ending in \.json/);
  assert.equal(readFileSync(article, "utf8"), "kept");
});

test("without the flag nothing is written", async () => {
  rmSync(file, { force: true });
  const run = await runDemarche(["read", "--jsonl"], { stdin: lines });
  assert.equal(run.stderr, "");
  assert.equal(existsSync(file), false);
});
