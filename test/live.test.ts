/** Feeds into the queue, pages behind summaries, alerts by workers; the sites are on loopback. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Effects } from "../src/cli/effects.ts";
import { runServe } from "../src/cli/serve-command.ts";
import { runWatch } from "../src/cli/watch-command.ts";
import { runWorker } from "../src/cli/worker-command.ts";
import type { Ledger } from "../src/store/store.ts";
import { openLedger } from "../src/store/store.ts";
import { runDemarche } from "./kit/effects.ts";
import { newFile, testOnBoth, testTime } from "./kit/ledger.ts";
import { serve } from "./kit/loopback.ts";
import { openSite } from "./kit/site.ts";

const never = new Promise(() => {});

/** Effects that keep the lines of the log. */
function loggingEffects(lines: string[] = []): Effects {
  const quiet = { write: () => Promise.resolve(), isTerminal: false, width: 80 };
  const stderr = { ...quiet, write: async (text: string) => void lines.push(text) };
  return {
    stdin: (async function* () {})(),
    isTyped: false,
    stdout: quiet,
    stderr,
    environment: {},
    fetcher: null,
  };
}

const lima =
  "Cuba will reopen its office in Lima only if Washington lifts the duty on coffee, the ministry said.";

/** A feed of summaries whose pages are at the same site. */
function feedOf(origin: string, ...items: readonly (readonly [path: string, summary: string])[]): string {
  const all = items.map(
    ([path, summary]) =>
      `<item><title>Talks on ${path}</title><link>${origin}/${path}</link><pubDate>Mon, 20 Jul 2015 08:00:00 GMT</pubDate><description>${summary}</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title><link>${origin}/</link>${all.join("")}</channel></rss>`;
}

const pageOf = (path: string): string =>
  `<!doctype html><html><head><title>Talks on ${path}</title></head><body><article><h1>Talks on ${path}</h1>` +
  `<p>The whole story of ${path}: Cuba will reopen its office only if Washington lifts the duty on ${path}, the foreign minister said on Monday in Lima.</p>` +
  `<p>“We will go on,” the minister said of ${path}. Talks are to be held again before the end of the month.</p></article></body></html>`;

async function hurry(ledger: Ledger): Promise<void> {
  for (const feed of await ledger.live.feeds()) await ledger.live.noteFeed({ ...feed, due_at: testTime });
}

test("watch --queue reads nothing; a worker does, and sends the alerts once", async (t) => {
  const file = newFile();
  const ledger = await openLedger(file);
  t.after(() => ledger.close());
  const got: string[] = [];
  const site = await serve(t, (path, response) => {
    if (path === "/feed") response.end(feedOf("https://gazette.example", ["coffee", lima]));
    if (path !== "/hook") return;
    response.req.setEncoding("utf8").on("data", (part: string) => void got.push(part));
    response.req.on("end", () => response.writeHead(204).end());
  });
  const add = { list: "/conditions", target: `${site.origin}/hook`, secret: "0f".repeat(32) };
  await ledger.live.addAlert({ id: "L1", ...add });
  const flags = { ledger: file, every: 1, once: true, queue: true, allowHost: [] };
  const outside = { fetching: site.options, stop: never };
  assert.equal(await runWatch([`${site.origin}/feed`], flags, loggingEffects(), outside), 0);
  assert.deepEqual(await ledger.live.queue(), { waiting: 1, held: 0, quarantined: 0 });
  assert.equal((await ledger.summary()).articles, 0);
  assert.equal((await ledger.live.feeds())[0]?.n_articles, 1);
  await hurry(ledger);
  await runWatch([], flags, loggingEffects(), outside);
  assert.equal((await ledger.live.queue()).waiting, 1, "it waits already");

  const work = { ledger: file, lease: 60, once: true, alerts: true, allowHost: [] };
  const both = [1, 2].map(() => runWorker(work, loggingEffects(), { sending: site.options, stop: never }));
  assert.deepEqual(await Promise.all(both), [0, 0]);
  assert.equal((await ledger.summary()).articles, 1);
  await runWorker(work, loggingEffects(), { sending: site.options, stop: never });
  assert.equal(got.length, 1, "of all who may send it one did");
});

testOnBoth("an alert is taken by one, for as long as its lease", async (ledger) => {
  const { live } = ledger;
  await live.addAlert({ id: "L1", list: "/events", target: "https://desk.example/", secret: "00" });
  const taken = await Promise.all([1, 2, 3].map(() => live.claimAlert("L1", 60_000)));
  assert.equal(taken.filter((it) => it !== null).length, 1);
  assert.equal((await live.alerts())[0]?.due_at, "2026-01-01T00:01:00.000Z");
  const [alert] = taken.filter((it) => it !== null);
  await live.noteAlert({ ...(alert as NonNullable<typeof alert>), due_at: testTime });
  assert.notEqual(await live.claimAlert("L1", 60_000), null);
});

test("with --pages a summary gives way to its page, once, and what can't be had is told", async (t) => {
  const file = newFile();
  const ledger = await openLedger(file);
  t.after(() => ledger.close());
  const long = `${lima} ${"The talks went on in Lima until late in the evening. ".repeat(20)}`;
  let summary = lima;
  const site = await serve(t, (path, response) => {
    const items = [
      ["coffee", summary],
      ["closed", lima],
      ["gone", `${lima} Nobody was there.`],
      ["whole", long],
    ] as const;
    if (path === "/feed") response.end(feedOf(site.origin, ...items));
    else if (path === "/robots.txt") response.end("User-agent: *\nDisallow: /closed\n");
    else if (path === "/gone") response.writeHead(404).end();
    else response.writeHead(200, { "Content-Type": "text/html" }).end(pageOf(path.slice(1)));
  });
  const flags = { ledger: file, every: 1, once: true, pages: true, allowHost: [] };
  const lines: string[] = [];
  const outside = { fetching: { ...site.options, hostDelayMs: 0 }, stop: never };
  await runWatch([`${site.origin}/feed`], flags, loggingEffects(lines), outside);
  const { items } = await ledger.articles({}, 10);
  assert.equal(items.length, 4);
  const texts = await Promise.all(items.map(async ({ hash }) => (await ledger.article(hash))?.text ?? ""));
  assert.equal(texts.filter((text) => text.includes("The whole story of coffee")).length, 1);
  assert.ok(
    !texts.some((text) => text.includes("whole story of whole")),
    "an item with its text needs no page",
  );
  const asked = (path: string): number => site.asked.filter((it) => it.path === path).length;
  assert.deepEqual([asked("/coffee"), asked("/closed"), asked("/gone"), asked("/whole")], [1, 0, 1, 0]);
  const [feed] = await ledger.live.feeds();
  assert.deepEqual([feed?.n_articles, feed?.n_pages, feed?.n_pages_failed], [4, 1, 2]);
  assert.match(lines.join(""), /"nPages":1,"nPagesFailed":2/);
  const told = (await runDemarche(["feeds", "--ledger", file])).stdout;
  assert.match(told, /with the pages behind summaries: 1 fetched · 2 could not be had.*\[fetch\/status\]/);
  const screens = await openSite({ ledger });
  assert.match(await screens.page("/health/feeds"), /with the pages behind summaries: 1 fetched, 2 could/);

  await hurry(ledger);
  const { pages: _pages, ...unsaid } = flags;
  await runWatch([], unsaid, loggingEffects(), outside);
  assert.deepEqual([asked("/coffee"), asked("/gone")], [1, 1], "neither page nor summary is asked for again");

  summary = `${lima} Corrected: tea.`;
  await hurry(ledger);
  await runWatch([], unsaid, loggingEffects(), outside);
  assert.equal(asked("/coffee"), 2, "an item that changed is looked at again");
  await runWatch([], { ...unsaid, pages: false }, loggingEffects(), outside);
  assert.equal((await ledger.live.feeds())[0]?.takes_pages, 0);
  assert.equal((await ledger.verify()).nFaults, 0);
});

test("serve logs lines of JSON, without the token that opens it", async () => {
  const lines: string[] = [];
  const flags = { ledger: newFile(), port: 0, allowHost: [], fetch: false };
  assert.equal(await runServe(flags, loggingEffects(lines), Promise.resolve()), 0);
  const events = lines
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { msg: string });
  assert.deepEqual(
    events.map(({ msg }) => msg),
    ["serving", "ended"],
  );
  assert.doesNotMatch(lines.join(""), /token/);
});
