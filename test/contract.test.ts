/** The published contract, held against real output: the bundled examples and the command line as users run it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Reading } from "../src/model/reading.ts";
import { renderSchema, schemaFile } from "../scripts/reading-schema.ts";
import { runDemarche } from "./kit/effects.ts";

let lines: string[] = [];
let readings: Reading[] = [];

before(async () => {
  const run = await runDemarche(["read", "--format", "jsonl", "examples/cuba-thaw"]);
  assert.equal(run.status, 0, run.stderr);
  lines = run.stdout.trimEnd().split("\n");
  readings = lines.map((line) => JSON.parse(line) as Reading);
});

test("the published schema is the one of the code (npm run schema)", () => {
  assert.equal(readFileSync(schemaFile, "utf8"), renderSchema());
});

test("the examples are 15 readings, each valid against the published schema", () => {
  const validate = new Ajv2020({ allErrors: true }).compile(
    JSON.parse(readFileSync(schemaFile, "utf8")) as object,
  );
  assert.equal(readings.length, 15);
  for (const reading of readings) {
    assert.ok(validate(reading), `${reading.article.title}: ${JSON.stringify(validate.errors, null, 1)}`);
  }
});

test("the schema refuses what the contract does not know", () => {
  const validate = new Ajv2020().compile(JSON.parse(readFileSync(schemaFile, "utf8")) as object);
  const [reading] = readings;
  assert.ok(reading !== undefined);
  assert.equal(validate({ ...reading, extra: 1 }), false);
  assert.equal(validate({ ...reading, article: { ...reading.article, published: undefined } }), false);
  assert.equal(validate({ ...reading, article: { ...reading.article, hash: "abc" } }), false);
});

test("every exact is its slice of the text, counted in code points", () => {
  let nEvidence = 0;
  for (const reading of readings) {
    const codePoints = Array.from(reading.article.text);
    for (const { start, end, exact } of listEvidence(reading)) {
      assert.equal(codePoints.slice(start, end).join(""), exact);
      nEvidence++;
    }
  }
  assert.ok(300 < nEvidence, `${nEvidence} pieces of evidence were looked at`);
});

test("blocks cover the text but for the blank lines between them", () => {
  for (const { article } of readings) {
    const codePoints = Array.from(article.text);
    const words = article.blocks.map(({ start, end }) => codePoints.slice(start, end).join(""));
    assert.equal(words.join("\n\n"), article.text);
    assert.equal(article.text, article.text.normalize("NFC"));
  }
});

test("ids are unique within a reading, and references point at records", () => {
  for (const { actors, statements, events, conditions } of readings) {
    const ids = [...actors, ...statements, ...events, ...conditions].map((it) => it.id);
    assert.equal(new Set(ids).size, ids.length);
    const people = new Set(actors.map((it) => it.id));
    const said = new Set(statements.map((it) => it.id));
    const parties = [
      ...statements.flatMap((it) => [it.speaker, it.addressee, ...it.via]),
      ...events.flatMap((it) => [...it.actors, ...it.recipients]),
      ...conditions.flatMap((it) => [it.setter, it.target]),
    ].filter((it) => it !== null);
    for (const party of parties) assert.ok(party.actor === null || people.has(party.actor));
    for (const it of [...events, ...conditions]) assert.ok(it.statement === null || said.has(it.statement));
    for (const it of statements)
      assert.ok(it.nestedIn === null || (said.has(it.nestedIn) && it.nestedIn !== it.id));
  }
});

test("reading again gives the same bytes", async () => {
  const again = await runDemarche(["read", "--format", "jsonl", "examples/cuba-thaw"]);
  assert.deepEqual(again.stdout.trimEnd().split("\n"), lines);
});

/** Every object in a reading that carries words. */
function listEvidence(value: unknown): { start: number; end: number; exact: string }[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "exact" in value ? [value as { start: number; end: number; exact: string }] : [];
  return [...own, ...Object.values(value).flatMap(listEvidence)];
}
