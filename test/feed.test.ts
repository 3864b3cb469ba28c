/** Feeds to sources: the formats, sloppy dates, what is refused and what is saved of damaged ones. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { feedDayOf } from "../src/read/feed-dates.ts";
import { DemarcheError } from "../src/model/error.ts";
import { type Feed, readFeed } from "../src/read/feed.ts";

const rss = `<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour &amp; Hill</title><link>https://harbour.example/</link>
<item><title>Envoys &lt;b&gt;meet&lt;/b&gt;</title><link>/a/1</link><dc:creator>Ada Byron</dc:creator>
<pubDate>Tue, 24 Nov 2026 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The envoys met. </item> is only text here.</p>]]></content:encoded></item>
<item><title>Summary</title><link>https://harbour.example/a/2</link><author>desk@harbour.example (Ben Okri Jr)</author>
<description>Only a summary of AT&amp;amp;T.</description></item>
<item><title>Bare</title><link>https://harbour.example/a/3</link><pubDate>2026-11-20</pubDate></item>
</channel></rss>
`;

const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Isle Wire</title><author><name>The Desk</name></author>
<entry><title type="html">Talks &amp;amp; terms</title><link rel="self" href="/self"/><link href="/p/1"/>
<published>2026-11-24T01:00:00+03:00</published><updated>2026-11-25T01:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They met.</p></div></content></entry>
<entry><title>Two</title><link rel="alternate" href="https://isle.example/p/2"/><author><name>Z. Zhou</name></author>
<content type="text">Plain words here.</content></entry></feed>`;

const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://r.example/"><title>River</title><link>https://r.example/</link></channel>
<item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link><dc:date>2020-01-01T00:00:00Z</dc:date>
<dc:creator>Cy Dee</dc:creator><description>Words of one.</description></item></rdf:RDF>`;

const jsonFeed = JSON.stringify({
  version: "https://jsonfeed.org/version/1.1",
  title: "Jay",
  authors: [{ name: "All of us" }],
  items: [
    {
      id: "1",
      url: "https://j.example/1",
      title: "T {",
      content_html: "<p>a</p>",
      date_published: "2020-01-02T00:00:00+02:00",
    },
    { id: "2", url: "https://j.example/2", content_text: 'b < c "]"', authors: [{ name: "Q" }] },
  ],
});

/** Null when it is refused as no readable feed. */
function tryFeed(text: string): Feed | null {
  try {
    return readFeed(text);
  } catch (error) {
    assert.ok(error instanceof DemarcheError && error.code === "feed/unreadable", String(error));
    return null;
  }
}

test("RSS 2.0: full text before summary, links made absolute, the publisher's day", () => {
  const feed = readFeed(rss, "https://harbour.example/feed.xml");
  assert.deepEqual(feed.sources, [
    {
      content: "<article><p>The envoys met. </item> is only text here.</p></article>",
      form: "html",
      contentType: null,
      url: "https://harbour.example/a/1",
      outlet: "Harbour & Hill",
      title: "Envoys meet",
      authors: ["Ada Byron"],
      published: "2026-11-24",
    },
    {
      content: "<article>Only a summary of AT&amp;T.</article>",
      form: "html",
      contentType: null,
      url: "https://harbour.example/a/2",
      outlet: "Harbour & Hill",
      title: "Summary",
      authors: ["Ben Okri Jr"],
      published: null,
    },
  ]);
  assert.deepEqual(feed.partial, [1]);
  assert.deepEqual(feed.links, [
    { url: "https://harbour.example/a/3", title: "Bare", published: "2026-11-20" },
  ]);
  assert.deepEqual(
    feed.remarks.map((it) => [it.code, it.severity]),
    [
      ["feed/summary-only", "info"],
      ["feed/links", "info"],
    ],
  );
});

test("Atom, RDF and JSON Feed", () => {
  const rows = [atom, rdf, jsonFeed].flatMap((text) =>
    readFeed(text, "https://isle.example/feed").sources.map((it) => [
      it.outlet,
      it.title,
      it.url,
      it.published,
      it.authors.join(),
      it.form,
      String(it.content).replace(/\s+/g, " "),
    ]),
  );
  assert.deepEqual(rows, [
    [
      "Isle Wire",
      "Talks & terms",
      "https://isle.example/p/1",
      "2026-11-24",
      "The Desk",
      "html",
      "<article><p>They met.</p></article>",
    ],
    ["Isle Wire", "Two", "https://isle.example/p/2", null, "Z. Zhou", "text", "Plain words here."],
    ["River", "One", "https://r.example/1", "2020-01-01", "Cy Dee", "text", "Words of one."],
    ["Jay", "T {", "https://j.example/1", "2020-01-02", "All of us", "html", "<article><p>a</p></article>"],
    ["Jay", null, "https://j.example/2", null, "Q", "text", 'b < c "]"'],
  ]);
});

test("days of dates", () => {
  const cases: Record<string, string | null> = {
    "Tue, 24 Nov 2026 23:30:00 -0500": "2026-11-24",
    "24 Nov 26 10:00 GMT": "2026-11-24",
    "Tue, 4 November 2026": "2026-11-04",
    "24-Nov-2026 10:00": "2026-11-24",
    "2026-11-24T01:00:00+03:00": "2026-11-24",
    "2026-11-24 01:00": "2026-11-24",
    "2026/11/4": "2026-11-04",
    "20261124T010000Z": "2026-11-24",
    "November 24, 2026 10:00 AM": "2026-11-24",
    "Tue Nov 24 23:30:00 UTC 2026": "2026-11-24",
    "24.11.2026": "2026-11-24",
    "24/11/2026": "2026-11-24",
    "11/24/2026": "2026-11-24",
    "03/04/2026": null,
    "2026-02-30": null,
    "31 Foo 2026": null,
    "24 Nov 10:30": null,
    yesterday: null,
    "": null,
    "1764000000": null,
  };
  for (const [text, day] of Object.entries(cases)) assert.equal(feedDayOf(text), day, text);
});

test("a document type is refused unread, unless it is only quoted", () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${rss.slice(21)}`;
  assert.equal(tryFeed(bomb), null);
  assert.equal(tryFeed(rss.replace("<channel>", "<!doctype x><channel>")), null);
  const quoted = rss.replace("<p>The envoys", "<!DOCTYPE html><p>The envoys");
  assert.equal(readFeed(quoted).sources.length, 2);
  assert.equal(readFeed(rss.replace("<channel>", "<!-- <!DOCTYPE x> --><channel>")).sources.length, 2);
});

test("what is no feed", () => {
  for (const text of [
    "",
    "  ",
    "<html><body><p>Page</p></body></html>",
    "{}",
    "{",
    "words",
    "<rss>",
    '{"items":[]}',
  ]) {
    assert.equal(tryFeed(text), null, text);
  }
  for (const text of [
    '<rss version="2.0"><channel><title>Empty</title></channel></rss>',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>E</title></feed>',
  ]) {
    assert.deepEqual(readFeed(text).sources, [], text);
  }
});

test("of a feed that is cut the whole items are given, and what was lost is said", () => {
  const cutRss = rss.slice(0, rss.indexOf("Only a summary"));
  const feed = readFeed(cutRss, "https://harbour.example/feed.xml");
  assert.deepEqual(
    feed.sources.map((it) => it.title),
    ["Envoys meet"],
  );
  assert.match(feed.remarks[0]?.message ?? "", /whole items given: 1, the item after them is cut/);
  const atomCut = readFeed(atom.slice(0, atom.indexOf("Plain words")));
  assert.deepEqual(
    atomCut.sources.map((it) => it.title),
    ["Talks & terms"],
  );
  const rdfCut = readFeed(rdf.replace("</rdf:RDF>", ""));
  assert.equal(rdfCut.sources.length, 1);
  const jsonCut = readFeed(jsonFeed.slice(0, jsonFeed.indexOf('"id":"2"')));
  assert.deepEqual(
    jsonCut.sources.map((it) => it.title),
    ["T {"],
  );
  for (const cut of [atomCut, rdfCut, jsonCut]) assert.equal(cut.remarks[0]?.code, "feed/truncated");
});

test("a feed cut at any place gives items of the whole feed only, and never throws", () => {
  const whole = [rss, atom, rdf, jsonFeed].map((text) => ({
    text,
    contents: readFeed(text).sources.map((it) => it.content),
  }));
  fc.assert(
    fc.property(
      fc.constantFrom(...whole),
      fc.double({ min: 0, max: 1, noNaN: true }),
      ({ text, contents }, part) => {
        const feed = tryFeed(text.slice(0, Math.floor(part * text.length)));
        for (const source of feed?.sources ?? [])
          assert.ok(contents.includes(source.content), String(source.content));
      },
    ),
    { numRuns: 400 },
  );
});

test("no text makes it throw", () => {
  const pieces = [
    "<rss>",
    "<item>",
    "</item>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<feed",
    ">",
    "</rss>",
    "&",
    '"',
    "{",
    "[",
    "]",
    "}",
    '"items":[',
    "\u0000",
    "\ud800",
  ];
  const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 40 });
  fc.assert(
    fc.property(text, (parts) => {
      for (const start of ["", "<rss>", '{"version":"https://jsonfeed.org/version/1",']) {
        const feed = tryFeed(start + parts.join(""));
        for (const source of feed?.sources ?? []) assert.notEqual(String(source.content).trim(), "");
      }
    }),
  );
});

test("hostile sizes end", () => {
  const floods = [
    "<rss>" + "<item>".repeat(100_000),
    "<rss>" + "<a>".repeat(100_000) + "</rss>",
    "<rss>" + "<![CDATA[".repeat(50_000),
    "<rss>" + "<item><!--".repeat(50_000),
    '{"items":[' + "{".repeat(100_000),
    '{"items":[' + '"\\'.repeat(50_000),
  ];
  for (const text of floods) assert.deepEqual(tryFeed(text)?.sources ?? [], [], text.slice(0, 20));
  const many = rss.replace(
    "</channel>",
    "<item><description>x</description></item>".repeat(10_001) + "</channel>",
  );
  const feed = readFeed(many);
  assert.equal(feed.sources.length, 9999);
  assert.ok(feed.remarks.some((it) => it.code === "feed/items"));
});
