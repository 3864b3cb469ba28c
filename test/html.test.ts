/** HTML pages: roles of blocks, metadata, and pages made to break readers. All pages are invented. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Article, sourceOf } from "../src/model/article.ts";
import { dayIn } from "../src/read/days.ts";
import { pageLimits, pruneHtml } from "../src/read/html/prune.ts";
import { readArticle } from "../src/read/read.ts";
import { readers } from "./kit/article.ts";

const read = (html: string, facts = {}): Article =>
  readArticle(readers, sourceOf(html, { form: "html", ...facts }));
const blocks = (article: Article): [string, string][] =>
  article.blocks.map(({ role, start, end }) => [role, article.text.slice(start, end)]);

const prose = (n: number): string =>
  `The harbour talks went into round ${n} on Monday, and the two delegations sat down again in the old customs house, where they agreed to publish the minutes before the winter.`;

const page = `<!doctype html><html lang="en"><head>
<title>Harbour talks resume in the old customs house | Straits Courier</title>
<meta property="og:site_name" content="Straits Courier"><meta name="description" content="Two delegations, one long table and a promise to publish.">
<link rel="canonical" href="https://straits.example/harbour-talks">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Harbour talks resume in the old customs house",
"datePublished":"2016-03-21T23:30:00-04:00","dateModified":"2016-03-25","author":[{"@type":"Person","name":"By Prudencia Lobo, Harbour Correspondent"}],"publisher":{"@type":"Organization","name":"Straits Courier"},}</script>
<script>document.write("<p>never shown</p>")</script><style>p { color: red }</style></head>
<body><header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies to make this site better for you.</p><button>Accept</button></div>
<main><article><h1>Harbour talks resume in the old customs house</h1>
<h2 class="standfirst">Two delegations, one long table and a promise to publish.</h2>
<p class="byline">By <a rel="author" href="/lobo">Prudencia Lobo</a></p><time datetime="2016-03-21T23:30:00-04:00">March 21, 2016</time>
<figure><img src="x.jpg"><figcaption>The customs house, seen from the mole. Photo: Tomas Quill</figcaption></figure>
<p>${prose(1)}</p><p>${prose(2)} “We will go on,” said <em>Celia</em> <strong>Arnau</strong>.</p>
<div class="related-box"><h3>Related stories</h3><ul><li><a href="/a">A ferry that never sailed</a></li><li><a href="/b">Six ways to read a tide table</a></li></ul></div>
<h3>What comes next</h3><p>${prose(3)}</p><ul><li>first, the minutes of all the rounds will be read out</li><li>then, the ferry timetable will be agreed</li></ul><p>${prose(4)}</p>
<div class="newsletter-signup"><p>Get our morning newsletter delivered to your inbox.</p><input type="email"><button>Sign up</button></div>
<div class="author-bio"><p>Prudencia Lobo is a correspondent who has covered the harbour for nine long years.</p></div></article>
<section id="comments"><h3>Comments</h3><p>First! This is the best article about customs houses that I have read this year.</p></section></main>
<footer><p>© 2016 Straits Courier. All rights reserved.</p></footer></body></html>`;

test("a page: every visible block has its role, nothing is left out", () => {
  const found = blocks(read(page));
  const roleOf = (start: string): string | undefined => found.find(([, text]) => text.startsWith(start))?.[0];
  assert.equal(roleOf("Harbour talks resume"), "headline");
  assert.equal(roleOf("Two delegations"), "deck");
  assert.equal(roleOf("By Prudencia"), "byline");
  assert.equal(roleOf("March 21"), "dateline");
  assert.equal(roleOf("The customs house"), "caption");
  assert.equal(roleOf("What comes next"), "subhead");
  assert.equal(roleOf("first, the minutes"), "body");
  for (const n of [1, 2, 3, 4]) assert.equal(roleOf(prose(n).slice(0, 40)), "body");
  assert.equal(roleOf("Home"), "promo");
  assert.equal(roleOf("A ferry"), "promo");
  assert.equal(roleOf("Get our morning"), "social");
  assert.equal(roleOf("Prudencia Lobo is"), "byline");
  assert.notEqual(roleOf("First! This is"), "body");
  assert.equal(roleOf("We use cookies"), "legal");
  assert.equal(roleOf("© 2016"), "legal");
  assert.equal(found.filter(([role]) => role === "body").length, 6);
  assert.ok(!found.some(([, text]) => text.includes("never shown") || text.includes("color")));
});

test("a page: metadata from JSON-LD, the day in the publisher's own offset, names without their jobs", () => {
  const { title, deck, authors, published, outlet, url, language } = read(page);
  assert.deepEqual(
    { title, deck, authors, published, outlet, url, language },
    {
      title: "Harbour talks resume in the old customs house",
      deck: "Two delegations, one long table and a promise to publish.",
      authors: ["Prudencia Lobo"],
      published: "2016-03-21",
      outlet: "Straits Courier",
      url: "https://straits.example/harbour-talks",
      language: "en",
    },
  );
});

test("what the source says wins over the page", () => {
  const facts = {
    title: "Another title",
    published: "2015",
    outlet: "Meridian Wire",
    url: "https://meridian.example/1",
    authors: ["Tomas Quill"],
  };
  const { title, published, outlet, url, authors } = read(page, facts);
  assert.deepEqual({ title, published, outlet, url, authors }, facts);
});

test("words at borders of blocks do not stick together, words within do not fall apart", () => {
  const { text } = read(
    `<article><h1>Round one</h1><div>${prose(1)}<br><br>${prose(2)}</div><p>Tal<b>ks</b> went on.<span> All</span> day, and nobody in the house knew why.</p></article>`,
  );
  assert.ok(text.includes(`${prose(1)}\n\n${prose(2)}`));
  assert.ok(text.includes("Talks went on. All day"));
});

test("rows of a table of data are one block each, cells of a layout their own", () => {
  const data = read(
    `<article><p>${prose(1)}</p><table><tr><td>Port</td><td>Ships</td></tr></table><p>${prose(2)}</p></article>`,
  );
  assert.ok(data.text.split("\n\n").includes("Port Ships"));
  const layout = read(
    `<table><tr><td><p>Menu</p></td><td><p>${prose(1)}</p><p>${prose(2)}</p><p>${prose(3)}</p></td></tr></table>`,
  );
  assert.equal(layout.blocks.filter((it) => it.role === "body").length, 3);
});

test("hidden text is not visible text", () => {
  const { text } = read(
    `<article><p>${prose(1)}</p><p hidden>not for you</p><p style="display:none">nor this</p><p>${prose(2)}</p></article>`,
  );
  assert.ok(!text.includes("not for you") && !text.includes("nor this"));
});

test("days as pages write them", () => {
  const days: readonly (readonly [string, string | null])[] = [
    ["2016-03-21T23:30:00-04:00", "2016-03-21"],
    ["March 21, 2016 11:30 p.m.", "2016-03-21"],
    ["Published 21st Mar 2016", "2016-03-21"],
    ["20160321", "2016-03-21"],
    ["21.03.2016", "2016-03-21"],
    ["03/21/2016", "2016-03-21"],
    ["03/04/2016", null],
    ["2016-02-30", null],
    ["segunda-feira, 22 de janeiro de 2018 às 0:13", "2018-01-22"],
    ["3 août 2016", "2016-08-03"],
    ["14. Dezember 2014", "2014-12-14"],
    ["no date at all", null],
  ];
  for (const [text, day] of days) assert.equal(dayIn(text), day, text);
  assert.equal(dayIn("03/04/2016", true), "2016-04-03");
});

test("broken JSON-LD says nothing and stops nothing", () => {
  for (const script of [
    "{",
    "[[[[",
    '{"@graph":[null,1,"x",{"@type":5}]}',
    '{"@type":"NewsArticle","author":{"name":{"a":1}}}',
    "null",
  ]) {
    const article = read(
      page.replace(
        /<script type="application\/ld\+json">[^]*?<\/script>/,
        `<script type="application/ld+json">${script}</script>`,
      ),
    );
    assert.equal(article.title, "Harbour talks resume in the old customs house");
  }
});

test("a hundred thousand nested elements: the words are there, and a remark on the depth", () => {
  const article = read(
    `<body>${"<div>".repeat(100_000)}<p>${prose(1)}</p>${"</div>".repeat(100_000)}</body>`,
  );
  assert.ok(article.text.includes("harbour talks"));
  assert.ok(article.diagnostics.some((it) => it.code === "html/cut" && it.message.includes("depth")));
});

test("no closing tags, unclosed quotes, unclosed comments, raw scripts", () => {
  const open = read(
    `<html><body><div><article><h1>Round one<p>${prose(1)}<p>${prose(2)}<ul><li>${prose(3)}<li>${prose(4)}`,
  );
  for (const n of [1, 2, 3, 4]) assert.ok(open.text.includes(`round ${n}`));
  assert.ok(read(`<p title="never closed>${prose(1)}</p><p>${prose(2)}</p>`).text.includes("round 2"));
  assert.ok(read(`<!-- never closed <p>${prose(1)}</p><p>${prose(2)}</p>`).text.includes("round 2"));
  assert.ok(
    !read(
      `<p>${prose(1)}</p><script>if (a < b) { x = "<p>no</p>"; }</script><p>${prose(2)}</p>`,
    ).text.includes("x ="),
  );
});

test("two million quotes that never close take no longer than their length", () => {
  const { html } = pruneHtml(`${'<p title="x" alt=\'>'.repeat(1_000_000)}<p>${prose(1)}</p>`);
  assert.ok(html.length < 20_000_000);
});

test("fifty megabytes are cut, and say so", () => {
  const article = read(`<article>${`<p>${prose(1)}</p>`.repeat(300_000)}</article>`);
  assert.ok(article.diagnostics.some((it) => it.code === "html/cut" && it.severity === "error"));
  assert.ok(article.text.length < 2 * pageLimits.kept);
});

test("floods of entities and of attributes", () => {
  assert.ok(read(`<p>${prose(1)} ${"&amp;&#x41;&nbsp;&bogus;".repeat(50_000)}</p>`).text.includes("round 1"));
  assert.ok(read(`<p ${"a='1' ".repeat(20_000)}>${prose(1)}</p><p>${prose(2)}</p>`).text.includes("round 2"));
});

test("a page without an article says so", () => {
  const { diagnostics, blocks: found } = read('<body><nav><a href="/">Menu</a></nav></body>');
  assert.deepEqual(
    found.map((it) => it.role),
    ["promo"],
  );
  assert.ok(diagnostics.some((it) => it.code === "read/no-body"));
});

const tag = fc.constantFrom(
  "<p>",
  "</p>",
  "<div class='related'>",
  "</div>",
  "<h1>",
  "</h1>",
  "<table><tr><td>",
  "<script>",
  "</script>",
  "<!--",
  "-->",
  "<a href=x>",
  "</a>",
  "<",
  ">",
  "<svg>",
  "<br>",
  "<li>",
  '<p title="',
  "&amp;",
  "<article>",
  "<form>",
  "<template>",
  "<html>",
  "<body>",
);

test("any soup of tags gives an article or a refusal that says what is missing", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(tag, fc.lorem({ maxCount: 5 }), fc.string({ unit: "binary", maxLength: 4 })), {
        maxLength: 60,
      }),
      (parts) => {
        try {
          const article = read(parts.join(""));
          assert.equal(
            article.blocks.map(({ start, end }) => article.text.slice(start, end)).join("\n\n"),
            article.text,
          );
        } catch (error) {
          assert.equal((error as { code?: string }).code, "read/empty");
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("pruning keeps JSON-LD apart, and whatever is left out had no words", () => {
  const { html, jsonLd, cut } = pruneHtml(
    `a<script type='application/ld+json'>{"x":1}</script>b<style>c</style><svg><text>d</text></svg><!-- e -->f`,
  );
  assert.deepEqual([html, jsonLd, cut.size], ["abf", ['{"x":1}'], 0]);
  assert.equal(pruneHtml("a < b and <3").html, "a < b and <3");
});
