/**
 * Lines made to exhaust a reader, through the whole pipeline as users run it. Each must be answered, in bounded
 * memory; one whose cost grew with the square of its length would keep this file from ending.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reading } from "../src/model/reading.ts";
import { runDemarche } from "./kit/effects.ts";

const names = Array.from(
  { length: 676 },
  (_, i) => `${String.fromCharCode(65 + (i % 26))}ela ${String.fromCharCode(65 + Math.floor(i / 26))}rnau`,
);
const texts: Readonly<Record<string, string>> = {
  "five megabytes without a space": "x".repeat(5_000_000),
  "five megabytes of one sentence over and over": "The minister said that it was so. ".repeat(150_000),
  "a hundred thousand opening marks": `${"“".repeat(100_000)} said he. ${'" '.repeat(100_000)}`,
  "paragraphs of an open mark": "“a b c\n\n".repeat(80_000),
  "cues without end": "only if ".repeat(200_000),
  "cues of every kind in one sentence":
    "if Cuba must, unless it will before or without until as long as ".repeat(20_000),
  "conditions over and over":
    "Cuba will not sign until Canada leaves. Only then, in exchange for it, or else. ".repeat(12_000),
  "names without end": "Cuba Canada ".repeat(200_000),
  "sources without end": "Minister Celia Arnau, the President of Cuba, said that ".repeat(20_000),
  "according to, without end": "according to Cuba, ".repeat(100_000),
  "many people and one title": names
    .map((name) => `Minister ${name} said that it was so. The spokesman said that it was not.`)
    .join(" ")
    .repeat(8),
  "lines of names": `${names.join("\n\n")}\n\n`.repeat(60),
  "ambiguous names and titles without end":
    "President Bush of Georgia said that Tara Jordan met Congo. ".repeat(15_000),
  "one compound without end": `${"Georgia and Israeli and Congo and the ".repeat(30_000)}troops said so.`,
  "stops without end": "A. ".repeat(300_000),
  "commas without end": "will not until Cuba, ".repeat(60_000),
  "one verb of an event over and over": "Cuba severed relations with Canada and ".repeat(20_000),
  "days without end": "on Monday, February 24, 2022 and ".repeat(30_000),
  "beginnings of times without end": "since the end of the first half of the last two ".repeat(30_000),
  "joiners, controls and lone surrogates": "a\u200d\u0000\ud800\u202e\u00ad".repeat(200_000),
};

for (const [title, text] of Object.entries(texts)) {
  test(`answered: ${title}`, async () => {
    const run = await runDemarche(["read", "--jsonl"], { stdin: JSON.stringify({ id: title, text }) });
    assert.equal(run.status, 0);
    const { id, reading } = JSON.parse(run.stdout) as { id: string; reading?: Reading };
    assert.equal(id, title);
    assert.ok(reading !== undefined);
    const isCut = reading.diagnostics.some((it) => it.code === "parse/cut" && it.severity === "error");
    const nRead = reading.article.blocks.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.ok(
      nRead <= 600_000 || isCut || reading.statements.length === 0,
      "a long text is cut, and says so",
    );
    assert.ok(run.stdout.length < 40_000_000);
  });
}

test("answered: JSON nested without end, and a line of three bytes that are no text", async () => {
  const lines = [
    `{"id": 1, "text": ${"[".repeat(100_000)}`,
    "\u0000\u0001\u0002",
    '{"__proto__": {"id": 1}, "text": "x"}',
  ];
  const run = await runDemarche(["read", "--jsonl"], { stdin: lines.join("\n") });
  assert.equal(run.stdout.trimEnd().split("\n").length, 3);
  assert.equal(run.status, 0);
});
