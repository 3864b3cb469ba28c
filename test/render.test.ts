/** Readings for people: text and page. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, test } from "node:test";
import { parseHTML } from "linkedom";
import { loadKnowledge } from "../src/knowledge.ts";
import { sourceOf } from "../src/model/article.ts";
import type { Reading } from "../src/model/reading.ts";
import { analyze, type Knowledge } from "../src/pipeline.ts";
import { renderLine, renderReadings } from "../src/render/render.ts";

let knowledge: Knowledge;
before(async () => {
  knowledge = await loadKnowledge();
});

const plain = { color: false, width: 80, several: false };
const read = (text: string, title: string | null = null): Reading =>
  analyze(
    knowledge,
    sourceOf(text, { form: "text", title, published: "2016-03-21", outlet: "Straits Courier" }),
  );

const text =
  "Envoys meet in the port\n\nCuba severed relations with Canada. “We will not go on,” Minister Celia Arnau said on Friday. " +
  "Cuba will not hold talks until Canada lifts the embargo.\n\nSubscribe to our newsletter";

test("text gives the records in reading order, with their words", () => {
  const out = renderReadings("text", [read(text)], plain);
  const heads = out.split("\n").filter((line) => /^(?:STATEMENT|EVENT|CONDITION)/.test(line));
  assert.deepEqual(heads, [
    "EVENT occurred SANCTION withdraw, CAMEO 161, reported 2016-03-21: Cuba [CUB GOV]",
    "STATEMENT Celia Arnau [GOV] — said, 2016-03-18 (direct speech)",
    "EVENT negated CONSULT, CAMEO 046: Cuba [CUB GOV]",
    "CONDITION Cuba: will not hold talks until Canada lifts the embargo (offer,",
    "EVENT conditional CONCEDE, CAMEO 085: Canada [CAN GOV]",
  ]);
  assert.match(out, /│ We will not go on/);
  assert.match(out, /withheld: hold talks/);
  assert.match(out, /1 statement, 3 events, 1 condition in 2 blocks; set aside: 1 social/);
});

test("text fits the width, and colour is only added, never words", () => {
  const reading = read(text);
  const narrow = renderReadings("text", [reading], { ...plain, width: 44 });
  assert.ok(narrow.split("\n").every((line) => line.length <= 44));
  const colored = renderReadings("text", [reading], { ...plain, color: true });
  // eslint-disable-next-line no-control-regex
  assert.equal(colored.replace(/\u001b\[\d+m/g, ""), renderReadings("text", [reading], plain));
  assert.notEqual(colored, renderReadings("text", [reading], plain));
});

test("no escape of a title or a text reaches the terminal", () => {
  const reading = read(text, "Envoys \u001b]0;owned\u0007 meet \u009b31m");
  const out = renderReadings("text", [reading], plain);
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test("json is an object for one and an array for several, jsonl a line each", () => {
  const readings = [read(text), read(text, "Another")];
  assert.equal(
    (JSON.parse(renderReadings("json", readings.slice(0, 1), plain)) as Reading).schema,
    "demarche-reading/1",
  );
  assert.equal(
    (JSON.parse(renderReadings("json", readings, { ...plain, several: true })) as Reading[]).length,
    2,
  );
  const lines = renderReadings("jsonl", readings, plain).trimEnd().split("\n");
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as Reading).article.title),
    ["Envoys meet in the port", "Another"],
  );
  assert.equal(renderLine("a\u2028b\u2029"), '"a\\u2028b\\u2029"');
});

test("the page: every record has its place in the text, its card, and links both ways", () => {
  const reading = read(text);
  const { document } = parseHTML(renderReadings("html", [reading], plain));
  const cards = [...document.querySelectorAll("ol.records > li")];
  assert.equal(cards.length, 5);
  for (const card of cards) {
    const link = card.querySelector("a.kind")?.getAttribute("href") ?? "";
    assert.ok(document.querySelector(link) !== null, `${link} leads to the words`);
    assert.ok(document.querySelector(`a.ref[href="#${card.id}"]`) !== null, `the words lead to ${card.id}`);
  }
  const shown = [...document.querySelectorAll(".text p.body")].map((p) => {
    for (const ref of p.querySelectorAll("a.ref")) ref.remove();
    return p.textContent;
  });
  assert.deepEqual(shown, [
    Array.from(reading.article.text)
      .slice(reading.article.blocks[1]?.start, reading.article.blocks[1]?.end)
      .join(""),
  ]);
  assert.match(document.querySelector("details.aside")?.textContent ?? "", /Subscribe to our newsletter/);
});

test("the page runs nothing, asks for nothing, and shows hostile words as words", () => {
  const hostile = 'Envoys <script>alert(1)</script> & "meet" <img src=x onerror=alert(2)>';
  const html = renderReadings("html", [read(text, hostile)], plain);
  const { document } = parseHTML(html);
  assert.equal(
    document.querySelectorAll("script, img, iframe, link, object, form, [onerror], [style]").length,
    0,
  );
  assert.ok(document.querySelector("title")?.textContent?.includes("<script>alert(1)</script>"));
  const policy =
    document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute("content") ?? "";
  const style = document.querySelector("style")?.textContent ?? "";
  assert.ok(policy.includes("default-src 'none'") && !policy.includes("unsafe"));
  assert.ok(policy.includes(`'sha256-${createHash("sha256").update(style).digest("base64")}'`));
  assert.doesNotMatch(html.replace(style, ""), /(?:src|href)="(?!#)/);
});
