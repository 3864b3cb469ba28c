/** `demarche add`: everything that can be named goes in once, whatever dies or comes at the same time. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "../src/fetch/fetch.ts";
import { DemarcheError } from "../src/model/error.ts";
import { openLedger } from "../src/store/store.ts";
import { runDemarche } from "./kit/effects.ts";
import { newFile } from "./kit/ledger.ts";
import { newDatabase } from "./kit/postgres.ts";

const folder = mkdtempSync(path.join(tmpdir(), "demarche-add-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const cities = ["Lima", "Quito", "Bogota", "Caracas", "Santiago", "Asuncion", "Montevideo"];
const goods = ["coffee", "copper", "cotton", "cocoa", "sugar", "tin", "wool", "salt", "rice"];

/** The nth article of a series: some are copies of each other but for a few words. */
function articleOf(n: number): string {
  const [city, good] = [cities[n % 7] as string, goods[n % 9] as string];
  return (
    `Ministers meet in ${city}\n\nThe United States imposed sanctions against Cuba over ${good} on Monday. “We will not ` +
    `pay for ${good} with our rights,” said Marisol Quintero, a trader in ${city}.\n\nCuba will reopen its office in ${city} ` +
    `only if Washington lifts the duty on ${good}, number ${n % 40} of the list.`
  );
}

/** A file of lines, `from` to `to`. */
function linesFile(name: string, from: number, to: number): string {
  const file = path.join(folder, name);
  const lines = Array.from({ length: to - from }, (_, i) => {
    const n = from + i;
    return JSON.stringify({
      id: n,
      text: articleOf(n),
      url: `https://site${n % 5}.example/${n}`,
      date: "2015-03-02",
    });
  });
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

/** All that a ledger shows, as one text: records with their reports. */
async function contentOf(url: string): Promise<string> {
  const ledger = await openLedger(url);
  try {
    const { faults } = await ledger.verify();
    assert.deepEqual(faults, []);
    const lines: string[] = [];
    for (const kind of ["statement", "event", "condition"] as const) {
      for (const record of (await ledger.records({ kind }, 100_000)).items) {
        const reports = await ledger.reports(record.id);
        lines.push(JSON.stringify([record, reports]));
      }
    }
    return lines.join("\n");
  } finally {
    await ledger.close();
  }
}

const bin = "dist/src/cli/bin.js";

function startAdd(file: string, url: string, workers = 1): ChildProcess {
  return spawn(process.execPath, [bin, "add", file, "--ledger", url, "--workers", String(workers)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
}

test("inputs of every kind; a second add adds nothing; failures are kept until they are read", async () => {
  const url = newFile();
  const mixed = path.join(folder, "mixed");
  mkdirSync(mixed);
  writeFileSync(path.join(mixed, "one.txt"), articleOf(1));
  writeFileSync(path.join(mixed, "two.jsonl"), `${JSON.stringify({ text: articleOf(2) })}\n{"text": 5}\n`);
  writeFileSync(path.join(mixed, "broken.txt"), "\n");
  const run = await runDemarche(["add", mixed, "--ledger", url, "--workers", "1", "--date", "2015-03-02"]);
  assert.equal(run.status, 1);
  assert.match(run.stdout, /^2 articles added · 2 failed/);
  assert.match(run.stderr, /two\.jsonl:2: expected "text" to be a string, found a number/);
  const again = await runDemarche([
    "add",
    mixed,
    "--ledger",
    url,
    "--workers",
    "1",
    "--date",
    "2015-03-02",
    "--json",
  ]);
  assert.deepEqual(JSON.parse(again.stdout), { added: 0, again: 0, known: 2, failed: 2, unread: 0 });

  writeFileSync(path.join(mixed, "broken.txt"), articleOf(3));
  const retry = await runDemarche(["add", "--retry-failed", "--ledger", url, "--workers", "1", "--json"]);
  assert.deepEqual(JSON.parse(retry.stdout), { added: 1, again: 0, known: 0, failed: 1, unread: 0 });
  const ledger = await openLedger(url);
  assert.deepEqual(
    (await ledger.failures()).map(({ name, n_attempts: n }) => [path.basename(name), n]),
    [["two.jsonl:2", 3]],
  );
  await ledger.close();
});

test("a list of feeds is fetched feed by feed", async () => {
  const url = newFile();
  const list = path.join(folder, "feeds.opml");
  writeFileSync(
    list,
    `<opml version="2.0"><body><outline text="a" xmlUrl="https://a.example/feed"/>
     <outline text="b" xmlUrl="https://gone.example/feed"/><outline text="c" xmlUrl="file:///etc/passwd"/></body></opml>`,
  );
  const feed = `<rss version="2.0"><channel><title>A</title><item><title>Talks</title><link>https://a.example/1</link>
    <description>${articleOf(1)} ${"It went on for long. ".repeat(30)}</description></item></channel></rss>`;
  const fetchPage = (address: string): Promise<Page> =>
    address.includes("gone")
      ? Promise.reject(new DemarcheError("fetch/status", "expected a page, found 404"))
      : Promise.resolve({
          url: address,
          contentType: "application/rss+xml",
          body: new TextEncoder().encode(feed),
          redirects: [],
        });
  const run = await runDemarche(["add", list, "--ledger", url, "--workers", "1", "--json"], {
    fetcher: { fetchPage },
  });
  assert.deepEqual(JSON.parse(run.stdout), { added: 1, again: 0, known: 0, failed: 1, unread: 0 });
  assert.match(run.stderr, /gone\.example\/feed: expected a page, found 404/);
});

test("reading on threads gives the same ledger as reading alone", async () => {
  const file = linesFile("threads.jsonl", 0, 60);
  const [alone, crew] = [newFile(), newFile()];
  for (const [url, workers] of [
    [alone, "1"],
    [crew, "3"],
  ] as const) {
    const run = await runDemarche(["add", file, "--ledger", url, "--workers", workers]);
    assert.equal(run.status, 0, run.stderr);
  }
  assert.equal(await contentOf(crew), await contentOf(alone));
});

for (const engine of ["sqlite", "postgres"] as const) {
  const newUrl = async (): Promise<string> => (engine === "sqlite" ? newFile() : newDatabase());

  test(`killed at random moments and added again, the ledger is that of an undisturbed run (${engine})`, async () => {
    const file = linesFile(`kill-${engine}.jsonl`, 0, 240);
    const calm = await newUrl();
    const start = performance.now();
    const [status] = (await once(startAdd(file, calm), "exit")) as [number];
    const calmMs = performance.now() - start;
    assert.equal(status, 0);
    const wanted = await contentOf(calm);

    const url = await newUrl();
    const nKills = Number(process.env["DEMARCHE_KILLS"] ?? 3);
    for (let i = 0; i < nKills; i++) {
      const child = startAdd(file, url);
      const exited = once(child, "exit");
      // The first third of a run is loading.
      await Promise.race([wait(calmMs * (0.3 + 0.6 * Math.random())), exited]);
      child.kill("SIGKILL");
      await exited;
    }
    const child = startAdd(file, url);
    const [last] = (await once(child, "exit")) as [number];
    assert.equal(last, 0);
    assert.equal(await contentOf(url), wanted);
  });

  test(`two adds of overlapping files at once lose nothing and double nothing (${engine})`, async () => {
    const url = await newUrl();
    const [a, b] = [linesFile(`a-${engine}.jsonl`, 0, 60), linesFile(`b-${engine}.jsonl`, 30, 90)];
    const children = [startAdd(a, url), startAdd(b, url)];
    const exits = await Promise.all(children.map((child) => once(child, "exit") as Promise<[number]>));
    assert.deepEqual(
      exits.map(([status]) => status),
      [0, 0],
    );
    const ledger = await openLedger(url);
    const { captures, faults } = await ledger.verify();
    assert.deepEqual([captures, faults], [90, []]);
    const { items } = await ledger.changes(0, 100_000);
    assert.deepEqual(
      items.map(({ seq }) => seq),
      items.map((_, i) => i + 1),
    );
    await ledger.close();
  });
}
