/** `demarche watch` against sites on loopback that change, fail, vanish and come back; and alerts sent to one. */
import assert from "node:assert/strict";
import type http from "node:http";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { signatureOf } from "../src/cli/alert-delivery.ts";
import type { Effects } from "../src/cli/effects.ts";
import { waitAfter } from "../src/cli/pace.ts";
import { runWatch, type WatchOutside } from "../src/cli/watch-command.ts";
import type { FetchOptions } from "../src/fetch/fetch.ts";
import { type FeedsTable, type Ledger, openLedger } from "../src/store/store.ts";
import { runDemarche } from "./kit/effects.ts";
import { newFile, testOnBoth, testTime } from "./kit/ledger.ts";
import { type Loopback, serve } from "./kit/loopback.ts";
import { openSite } from "./kit/site.ts";

const silent: Effects = {
  stdin: (async function* () {})(),
  isTyped: false,
  stdout: { write: () => Promise.resolve(), isTerminal: false, width: 80 },
  stderr: { write: () => Promise.resolve(), isTerminal: false, width: 80 },
  environment: {},
  fetcher: null,
};

/** Reaches several loopback servers. */
function outsideOf(sites: readonly Loopback[]): FetchOptions {
  return {
    ...(sites[0] as Loopback).options,
    allowEndpoints: sites.flatMap(({ options }) => options.allowEndpoints ?? []),
    limits: { connectMs: 2000, idleMs: 2000, totalMs: 4000, bodyBytes: 200_000, packedBytes: 200_000 },
  };
}

const never = new Promise(() => {});

/** One round over what is due. */
function watchOnce(
  url: string,
  inputs: readonly string[],
  fetching: FetchOptions,
  over: WatchOutside = {},
): Promise<number> {
  const flags = { ledger: url, every: 1, once: true, allowHost: [] };
  return runWatch(inputs, flags, silent, { fetching, stop: never, ...over });
}

/** Makes every feed due now. */
async function hurry(ledger: Ledger): Promise<void> {
  for (const feed of await ledger.live.feeds()) await ledger.live.noteFeed({ ...feed, due_at: testTime });
}

function feedOf(...items: readonly (readonly [path: string, words: string])[]): string {
  const all = items.map(
    ([path, words]) =>
      `<item><title>Talks in ${path}</title><link>https://gazette.example/${path}</link><pubDate>Mon, 20 Jul 2015 08:00:00 GMT</pubDate><description>${words}</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title><link>https://gazette.example/</link>${all.join("")}</channel></rss>`;
}

const lima =
  "The United States imposed sanctions against Cuba on Monday. Cuba will reopen its office in Lima only if Washington lifts the duty on coffee.";
const quito = "Cuba and the United States reopened embassies on Monday, officials in Quito said.";

async function feedAt(ledger: Ledger, path: string): Promise<FeedsTable> {
  const found = (await ledger.live.feeds()).find(({ url }) => url.endsWith(path));
  return found ?? assert.fail(path);
}

testOnBoth("a feed is asked conditionally, and a changed item is a new capture", async (ledger, url) => {
  const t = { after: (run: () => void) => cleanups.push(run) };
  const cleanups: (() => void)[] = [];
  let words = lima;
  let tag = '"one"';
  const site = await serve(t as never, (path, response) => {
    if (path !== "/feed") return;
    const asked = site.asked.at(-1)?.headers["if-none-match"];
    if (asked === tag) response.writeHead(304).end();
    else {
      response.writeHead(200, { "Content-Type": "application/rss+xml", ETag: tag });
      response.end(feedOf(["lima", words], ["quito", quito]));
    }
  });
  try {
    const fetching = outsideOf([site]);
    assert.equal(await watchOnce(url, [`${site.origin}/feed`], fetching), 0);
    assert.equal((await feedAt(ledger, "/feed")).n_articles, 2);
    assert.equal((await feedAt(ledger, "/feed")).etag, '"one"');

    const nAsked = site.asked.length;
    assert.equal(await watchOnce(url, [], fetching), 0);
    assert.equal(site.asked.length, nAsked, "nothing is due yet");

    await hurry(ledger);
    assert.equal(await watchOnce(url, [], fetching), 0);
    assert.equal(site.asked.at(-1)?.headers["if-none-match"], '"one"');
    assert.equal((await feedAt(ledger, "/feed")).n_articles, 2);

    [words, tag] = [`${lima} Talks went on in Lima until the evening.`, '"two"'];
    await hurry(ledger);
    assert.equal(await watchOnce(url, [], fetching), 0);
    const { items } = await ledger.articles({}, 10);
    assert.equal(items.filter(({ url: at }) => at === "https://gazette.example/lima").length, 2);
    assert.equal((await feedAt(ledger, "/feed")).n_articles, 3);
    assert.equal((await ledger.verify()).nFaults, 0);
  } finally {
    for (const run of cleanups) run();
  }
});

test("bad feeds cost the others nothing, are told, and wait longer each time", async (t) => {
  const file = newFile();
  const ledger = await openLedger(file);
  t.after(() => ledger.close());
  let isBack = false;
  const faults: Record<string, (response: http.ServerResponse) => void> = {
    "/slow": (response) => void response.writeHead(200).write("<rss>"),
    "/broken": (response) => {
      response.writeHead(200, { "Content-Length": "900" });
      response.write("<rss><channel>");
      response.destroy();
    },
    "/loop": (response) => void response.writeHead(302, { Location: "/loop" }).end(),
    "/inside": (response) => void response.writeHead(302, { Location: "http://169.254.169.254/feed" }).end(),
    "/huge": (response) => void response.end(`<rss>${"x".repeat(400_000)}`),
    "/page": (response) => void response.end("<html><body><p>No feed here.</p></body></html>"),
    "/busy": (response) => void response.writeHead(503, { "Retry-After": "7200" }).end(),
    "/gone": (response) =>
      void (isBack ? response.end(feedOf(["quito", quito])) : response.writeHead(410).end()),
    "/good": (response) => void response.end(feedOf(["lima", lima])),
  };
  const site = await serve(t, (path, response) => faults[path]?.(response));
  const list = newFile();
  const outlines = Object.keys(faults).map((path) => `<outline type="rss" xmlUrl="${site.origin}${path}"/>`);
  writeFileSync(list, `<opml version="2.0"><body>${outlines.join("")}</body></opml>`);
  const fetching = outsideOf([site]);

  assert.equal(await watchOnce(file, [list], fetching), 1);
  const codes = Object.fromEntries(
    (await ledger.live.feeds()).map(({ url, code }) => [new URL(url).pathname, code]),
  );
  assert.deepEqual(codes, {
    "/slow": "fetch/timeout",
    "/broken": "fetch/network",
    "/loop": "fetch/redirects",
    "/inside": "fetch/address",
    "/huge": "fetch/too-large",
    "/page": "feed/unreadable",
    "/busy": "fetch/status",
    "/gone": "fetch/status",
    "/good": null,
  });
  assert.equal((await ledger.articles({}, 10)).items.length, 1);
  const busy = await feedAt(ledger, "/busy");
  assert.ok(
    7_190_000 < Date.parse(busy.due_at) - Date.parse(busy.checked_at ?? ""),
    "as long as it asked for",
  );

  isBack = true;
  await hurry(ledger);
  assert.equal(await watchOnce(file, [], fetching), 1);
  assert.equal((await feedAt(ledger, "/page")).n_failures, 2);
  const gone = await feedAt(ledger, "/gone");
  assert.deepEqual([gone.n_failures, gone.code, gone.n_articles], [0, null, 1]);
  assert.equal((await ledger.verify()).nFaults, 0);

  const table = await runDemarche(["feeds", "--ledger", file]);
  assert.match(table.stdout, /^failing +http\S+\/page\n.*\n.*failed 2 times.*\[feed\/unreadable\]$/m);
  const rows = JSON.parse((await runDemarche(["feeds", "--json", "--ledger", file])).stdout) as {
    health: string;
  }[];
  assert.equal(rows.filter(({ health }) => health === "well").length, 2);
  const screens = await openSite({ ledger, now: () => new Date(Date.now() + 9 * 86_400_000).toISOString() });
  const html = await screens.page("/health/feeds");
  assert.match(html, /9 followed · 7 failing · 2 silent for more than 7 days/);
  const metrics = await screens.page("/metrics");
  assert.match(metrics, /^demarche_articles 2\n/m);
  assert.match(metrics, /^# TYPE demarche_feeds gauge\ndemarche_feeds\{health="well"\} 0\n/m);
  for (const line of metrics.trimEnd().split("\n"))
    assert.match(line, /^(?:# (?:HELP|TYPE) [a-z_]+ .+|[a-z_]+(?:\{[a-z]+="[a-z_]+"\})? \d+)$/);
  assert.equal((await screens.ask("/metrics", { headers: { Cookie: "none=1" } })).status, 401);
});

test("told to stop, it ends soon, notes nothing half done, and goes on where it stopped", async (t) => {
  const file = newFile();
  const ledger = await openLedger(file);
  t.after(() => ledger.close());
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  let isHeld = true;
  const site = await serve(t, (path, response) => {
    if (path !== "/feed") return;
    if (isHeld) stop();
    else response.end(feedOf(["lima", lima]));
  });
  const fetching = { ...outsideOf([site]), limits: { connectMs: 30_000, idleMs: 30_000, totalMs: 30_000 } };
  const flags = { ledger: file, every: 1, allowHost: [] };
  assert.equal(await runWatch([`${site.origin}/feed`], flags, silent, { fetching, stop: stopped }), 0);
  assert.deepEqual((await feedAt(ledger, "/feed")).checked_at, null);
  isHeld = false;
  assert.equal(await watchOnce(file, [], fetching), 0);
  assert.equal((await feedAt(ledger, "/feed")).n_articles, 1);
});

test("what is no list of feeds is refused", async () => {
  const file = newFile();
  assert.equal((await runDemarche(["watch", "--once", "--ledger", file])).status, 64);
  assert.equal((await runDemarche(["watch", "nowhere.opml", "--ledger", file])).status, 66);
  assert.equal((await runDemarche(["watch", "package.json", "--ledger", file])).status, 66);
});

test("an alert is signed, sent once, tried again, and given up", async (t) => {
  const file = newFile();
  const ledger = await openLedger(file);
  t.after(() => ledger.close());
  let isUp = true;
  let items: readonly (readonly [string, string])[] = [["lima", lima]];
  const got: { readonly headers: http.IncomingHttpHeaders; readonly body: string }[] = [];
  const site = await serve(t, (path, response) => {
    if (path === "/feed") response.end(feedOf(...items));
    if (path !== "/hook") return;
    const { headers } = site.asked.at(-1) as Loopback["asked"][number];
    const body: string[] = [];
    const { req } = response;
    req.setEncoding("utf8").on("data", (part: string) => void body.push(part));
    req.on("end", () => {
      if (isUp) got.push({ headers, body: body.join("") });
      response.writeHead(isUp ? 204 : 500).end();
    });
  });
  const fetching = outsideOf([site]);
  const secret = "0f".repeat(32);
  const target = `${site.origin}/hook`;
  await ledger.live.addAlert({ id: "L1", list: "/conditions?by=CUB", target, secret });
  await ledger.live.addAlert({ id: "L2", list: "/events?by=FRA", target, secret });

  await watchOnce(file, [`${site.origin}/feed`], fetching);
  assert.equal(got.length, 1, "one message, and none of the list in which nothing is new");
  const { headers, body } = got[0] as (typeof got)[number];
  const time = String(headers["demarche-timestamp"]);
  assert.equal(headers["demarche-signature"], `sha256=${signatureOf(secret, time, body)}`);
  const message = JSON.parse(body) as { list: string; records: { kind: string; words: string }[] };
  assert.equal(message.list, "/conditions?by=CUB");
  assert.deepEqual(
    message.records.map(({ kind }) => kind),
    ["condition"],
  );

  await hurry(ledger);
  await watchOnce(file, [], fetching);
  assert.equal(got.length, 1, "not again");

  [isUp, items] = [
    false,
    [["quito", "Cuba will open its ports only if France lifts the blockade, it said on Monday."]],
  ];
  for (let i = 0; i < 9; i++) {
    await hurry(ledger);
    for (const alert of await ledger.live.alerts())
      await ledger.live.noteAlert({ ...alert, due_at: testTime });
    await watchOnce(file, [], fetching);
  }
  const [failed] = await ledger.live.alerts();
  assert.equal(failed?.n_failures, 8);
  assert.notEqual(failed?.quarantined_at, null);
  assert.match(
    (await runDemarche(["alerts", "--ledger", file])).stdout,
    /^L1 given up: .*failed 8 times.*\[fetch\/status\]/m,
  );

  isUp = true;
  assert.equal((await runDemarche(["alert", "resume", "L1", "--ledger", file])).status, 0);
  await hurry(ledger);
  await watchOnce(file, [], fetching);
  assert.equal(got.length, 2, "nothing was lost");
});

test("alerts are added with a list and a public address only", async () => {
  const file = newFile();
  const add = (...rest: string[]) => runDemarche(["alert", "add", "--ledger", file, ...rest]);
  const added = await add("--on", "/conditions?by=RUS&to=USA", "--to", "https://desk.example/hook");
  assert.equal(added.status, 0, added.stderr);
  const id = added.stdout.split("\n")[0] as string;
  const listed = (await runDemarche(["alerts", "--json", "--ledger", file])).stdout;
  assert.match(listed, new RegExp(id));
  assert.doesNotMatch(listed, /secret/);
  assert.equal((await add("--on", "/events", "--to", "http://127.0.0.1/hook")).status, 77);
  assert.equal((await add("--on", "/events", "--to", "ftp://desk.example/")).status, 65);
  assert.equal((await add("--on", "/events?since=soon", "--to", "https://desk.example/hook")).status, 65);
  assert.equal((await add("--on", "/nothing", "--to", "https://desk.example/hook")).status, 64);
  assert.equal((await runDemarche(["alert", "remove", id, "--ledger", file])).status, 0);
  assert.equal((await runDemarche(["alert", "remove", id, "--ledger", file])).status, 1);
});

test("waits grow with failures, never beyond a day, and heed what a site asks for", () => {
  const minute = 60_000;
  assert.equal(waitAfter(15 * minute, 0, null, 0.5), 15 * minute);
  assert.equal(waitAfter(15 * minute, 3, null, 0.5), 120 * minute);
  assert.equal(waitAfter(15 * minute, 0, 60 * minute, 0.5), 60 * minute);
  assert.equal(waitAfter(15 * minute, 400, null, 1), 24 * 60 * minute);
  assert.equal(waitAfter(15 * minute, 0, Number.MAX_SAFE_INTEGER, 1), 24 * 60 * minute);
});
