/** What each screen shows, asked without a socket or a browser. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseAtomFeed } from "feedsmith";
import { DemarcheError } from "../src/model/error.ts";
import { addTexts } from "./kit/ledger.ts";
import { openSite, type TestSite } from "./kit/site.ts";

const read = (name: string): string => readFileSync(`examples/cuba-thaw/${name}`, "utf8");

async function filledSite(): Promise<TestSite> {
  const site = await openSite();
  await addTexts(site.ledger, [
    [read("2015-01-22-first-talks.txt"), { published: "2015-01-22", outlet: "Straits {Courier} & Co" }],
    [read("2015-09-29-new-york.txt"), { published: "2015-09-29" }],
    [read("2015-07-20-embassies.txt"), { published: "2015-07-20", url: "https://gazette.example/embassies" }],
  ]);
  return site;
}

/** Waits until everything that was added is done. */
async function settled(
  site: TestSite,
): Promise<readonly { state: string; reason: string | null; article: string }[]> {
  for (let i = 0; i < 400; i++) {
    const { runs } = (await site.json("/add.json")) as {
      runs: { items: { state: string; reason: string | null; article: string }[] }[];
    };
    const items = runs.flatMap((run) => run.items);
    if (items.every(({ state }) => state !== "waiting" && state !== "reading")) return items;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("the articles were not read in time");
}

test("an empty ledger says what to do, on every screen", async () => {
  const site = await openSite();
  assert.match(await site.page("/"), /Add the first articles/);
  for (const path of ["/events", "/articles", "/relations", "/actors"])
    assert.match(await site.page(path), /href="\/add"/, path);
  assert.match(await site.page("/actors"), /names nobody yet/);
  assert.match(await site.page("/relations/FRA/DEU"), /nothing between France and Germany/);
});

test("the reader shows the whole text, every record as a mark and a card, and what was set aside", async () => {
  const site = await filledSite();
  for (const { hash } of (await site.ledger.articles({}, 5)).items) {
    const html = await site.page(`/articles/${hash}`);
    const mentions = await site.ledger.mentions(hash);
    for (const { mention } of mentions) {
      assert.ok(html.includes(`id="${mention}"`), "its words");
      assert.ok(html.includes(`id="card-${mention}"`), "its card");
    }
    const { text } = (await site.ledger.wholeArticle(hash)) ?? { text: "" };
    const shown = (html.match(/<div class="text"[^]*?<section class="beside"/)?.[0] ?? "").replace(
      /<[^>]*>/g,
      "",
    );
    for (const word of text.split(/\s+/)) {
      const escaped = word.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
      assert.ok(shown.includes(escaped), word);
    }
  }
});

test("cards are narrowed by kind and state, and the address holds it", async () => {
  const site = await filledSite();
  const hash = (await site.ledger.articles({}, 5)).items[0]?.hash as string;
  const all = (await site.page(`/articles/${hash}`)).match(/id="card-/g)?.length ?? 0;
  const conditions = (await site.page(`/articles/${hash}?kind=condition`)).match(/id="card-c/g)?.length ?? 0;
  assert.ok(0 < conditions && conditions < all);
  const [first] = await site.ledger.mentions(hash);
  await site.ledger.review({
    record: first?.record as string,
    action: "accept",
    who: "somebody",
    note: null,
  });
  assert.equal((await site.page(`/articles/${hash}?open=1`)).match(/id="card-/g)?.length, all - 1);
});

test("the next article to review is one with an undecided record", async () => {
  const site = await filledSite();
  const next = await site.ask("/articles/next");
  assert.match(next.headers.get("Location") ?? "", /^\/articles\/[0-9a-f]{64}\?open=1$/);
  const articles = (await site.ledger.articles({}, 5)).items;
  for (const { hash } of articles) {
    for (const { record } of await site.ledger.mentions(hash)) {
      await site.ledger.review({ record, action: "accept", who: "somebody", note: null });
    }
  }
  assert.equal((await site.ask("/articles/next")).headers.get("Location"), "/articles");
});

test("a relation shows the sheet, its evidence, charts with tables, and both ways lead there", async () => {
  const site = await filledSite();
  const html = await site.page("/relations/USA/CUB");
  assert.match(html, /Missions and envoys/);
  assert.match(html, /<svg class="chart"/);
  assert.match(html, /The same as a table/);
  const { items } = await site.ledger.records({ kind: "event", between: ["USA", "CUB"] }, 100);
  assert.ok(0 < items.length);
  for (const { id } of items) assert.ok(html.includes(`/records/${id}`), id);
  const asked = await site.ask("/relations?a=Cuba&b=United+States");
  assert.equal(asked.headers.get("Location"), "/relations/CUB/USA");
  assert.equal((await site.ask("/relations/USA/Ruritania")).status, 404);
  assert.equal((await site.ask("/relations/USA/CUB?asof=soon")).status, 400);
  const before = await site.page("/relations/USA/CUB?asof=2015-02");
  assert.ok(before.length < html.length, "nothing of July");
  assert.doesNotMatch(before, /reopened embassies/);
});

test("a dossier numbers its sources, and reference managers can load them", async () => {
  const site = await filledSite();
  const html = await site.page("/relations/USA/CUB/dossier");
  const sources = html.match(/id="source-\d+"/g)?.length ?? 0;
  assert.ok(0 < sources);
  for (const [, number] of html.matchAll(/href="#source-(\d+)"/g)) assert.ok(Number(number) <= sources);
  const bib = await (await site.ask("/relations/USA/CUB/sources.bib")).text();
  assert.equal(bib.match(/^@online\{/gm)?.length, sources);
  assert.match(bib, /organization = \{Straits Courier \\& Co\}/, "TeX's characters are escaped, braces gone");
  const ris = await (await site.ask("/relations/USA/CUB/sources.ris")).text();
  assert.equal(ris.match(/^TY {2}- NEWS\r$/gm)?.length, sources);
  assert.equal(ris.match(/^ER {2}- \r$/gm)?.length, sources);
});

test("a filter is a feed, well-formed whatever is in it", async () => {
  const site = await openSite();
  await addTexts(site.ledger, [
    [
      "A row over a name\n\n“Call it <b>A & B</b> ]]> \u0007,” the foreign ministry of Cuba said on Monday.",
      { published: "2026-01-05" },
    ],
  ]);
  const xml = await (await site.ask('/statements.atom?by=CUB&q="call it"')).text();
  const { entries } = parseAtomFeed(xml);
  assert.equal(entries?.length, 1);
  assert.equal(entries?.[0]?.content?.value, "Call it <b>A & B</b> ]]>");
  const feed = await site.json("/statements.feed.json?by=CUB");
  assert.equal((feed["items"] as unknown[]).length, 1);
});

test("search finds in statements, conditions, actors and titles; where nothing is, it says which word is to blame", async () => {
  const site = await filledSite();
  const html = await site.page("/search?q=Cuba");
  assert.match(html, /<h2>Actors<\/h2>/);
  assert.match(html, /<h2>Titles of articles<\/h2>/);
  assert.match(await site.page("/search?q=embargo"), /\d+ statements/);
  const none = await site.page("/search?q=embargo+zeppelin");
  assert.match(none, /<code>embargo<\/code> alone: [1-9]/);
  assert.match(none, /<code>zeppelin<\/code> alone: 0/);
  assert.match(await site.page("/search?q=the"), /carry no meaning/);
});

test("an actor shows offices with their words, and its share in every kind of record", async () => {
  const site = await filledSite();
  const [cuba] = await site.ledger.actors("Cuba");
  const html = await site.page(`/actors/${cuba?.id}`);
  assert.match(html, /Statements made/);
  assert.match(html, /\/relations\/CUB\/USA/);
  assert.equal((await site.ask("/actors/A0000000000000000")).status, 404);
  assert.equal((await site.ask("/actors/x'%20or%201=1")).status, 404);
  assert.match(await site.page("/actors?name=Ruritania"), /knows nobody called “Ruritania”/);
});

test("the start page tells what changed since it was marked as seen", async () => {
  const site = await filledSite();
  const html = await site.page("/");
  assert.match(html, /What was read last/);
  const seq = /name="seq" value="(\d+)"/.exec(html)?.[1] as string;
  const marked = await site.send("/seen", { seq });
  const seen = /demarche-seen=\d+/.exec(marked.headers.get("Set-Cookie") ?? "")?.[0] as string;
  const later = await site.ask("/", { headers: { Cookie: `demarche=session-of-tests; ${seen}` } });
  assert.match(await later.text(), /Nothing has changed/);
  const { items } = await site.ledger.records({ kind: "event" }, 1);
  await site.ledger.review({ record: items[0]?.id as string, action: "accept", who: "x", note: null });
  const changed = await site.ask("/", { headers: { Cookie: `demarche=session-of-tests; ${seen}` } });
  const text = await changed.text();
  assert.match(text, /Since your last visit/);
  assert.match(text, /event, reviewed/);
});

test("text, addresses and files are added in the background, and failures say why and can be retried", async () => {
  let isDown = true;
  const site = await openSite({
    fetchPage: async (url) => {
      if (isDown) throw new DemarcheError("fetch/timeout", "expected an answer within 60 s, found none");
      return {
        url,
        contentType: "text/plain",
        body: new TextEncoder().encode(read("2015-07-20-embassies.txt")),
      };
    },
  });
  assert.equal((await site.send("/add/text", { text: "  " })).status, 400);
  assert.equal((await site.send("/add/text", { text: "Some words.", date: "someday" })).status, 400);
  assert.equal((await site.send("/add/url", { urls: "javascript:alert(1)" })).status, 400);
  assert.equal((await site.send("/add/url", { urls: "file:///etc/passwd" })).status, 400);
  const sent = await site.send("/add/text", { text: read("2015-01-22-first-talks.txt"), date: "2015-01-22" });
  assert.equal(sent.headers.get("Location"), "/add#runs");
  await site.send("/add/url", { urls: "https://gazette.example/embassies" });
  const form = new FormData();
  form.append("files", new File(["\u0000\u0001\u0002PK"], "../../etc/x.bin"));
  form.append("files", new File([read("2015-04-11-panama.html")], "panama.html"));
  await site.ask("/add/files", { method: "POST", body: form });
  const items = await settled(site);
  assert.deepEqual(items.map(({ state }) => state).sort(), ["failed", "failed", "new", "new"]);
  const html = await site.page("/add");
  assert.match(html, /expected an answer within 60 s/);
  assert.match(html, /<code>fetch\/timeout<\/code>, 1 attempt/);
  assert.doesNotMatch(html, /\.\.\/\.\.\/etc/, "a name is no path");
  isDown = false;
  await site.send("/add/retry", {});
  const again = await settled(site);
  assert.equal(again.filter(({ state }) => state === "new").length, 3);
  assert.equal(
    (await site.ledger.failures()).some(({ code }) => code === "fetch/timeout"),
    false,
  );
});

test("a server that fetches nothing says so", async () => {
  const site = await openSite();
  assert.match(await site.page("/add"), /fetches no addresses/);
  await site.send("/add/url", { urls: "https://gazette.example/1" });
  const [item] = await settled(site);
  assert.match(item?.reason ?? "", /fetches no addresses/);
});

test("a record shows every report, its history, and is merged and split from its page", async () => {
  const site = await openSite();
  const text = read("2015-07-20-embassies.txt");
  await addTexts(site.ledger, [
    [text, { published: "2015-07-20", outlet: "One" }],
    [`${text}\n\nMore to follow.`, { published: "2015-07-20", outlet: "Two" }],
  ]);
  const { items } = await site.ledger.records({ kind: "statement", minReports: 2 }, 1);
  const id = items[0]?.id as string;
  const html = await site.page(`/records/${id}`);
  assert.match(html, /Not the same: split off/);
  const reports = await site.ledger.reports(id);
  const split = await site.send(`/records/${id}/split`, { mention: reports[1]?.mention as string });
  assert.equal(split.status, 303);
  const parted = (await site.ledger.reports(id)).length;
  assert.equal(parted, reports.length - 1);
  const [override] = await site.ledger.overrides();
  const other = override?.target as string;
  const merged = await site.send(`/records/${other}/merge`, { into: id });
  assert.equal(merged.headers.get("Location"), `/records/${id}`);
  assert.equal((await site.ledger.reports(id)).length, reports.length);
  assert.equal((await site.ask(`/records/${other}`)).headers.get("Location"), `/records/${id}`);
  assert.equal((await site.send(`/records/${id}/merge`, { into: id })).status, 409);
});

test("a condition's page tells how it stands", async () => {
  const site = await filledSite();
  const [condition] = (await site.ledger.records({ kind: "condition" }, 1)).items;
  const html = await site.page(`/records/${condition?.id ?? ""}`);
  assert.match(html, /How it stands/);
  assert.match(html, /<b>(?:open|ripe|honoured|broken|withdrawn|lapsed|unclear)<\/b> on /);
  const [event] = (await site.ledger.records({ kind: "event" }, 1)).items;
  assert.doesNotMatch(await site.page(`/records/${event?.id ?? ""}`), /How it stands/);
});
