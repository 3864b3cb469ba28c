/**
 * The bundled examples against what a reader must get from them, judged by hand before any program read them
 * (`examples/cuba-thaw/expected.md`). The counts found are pinned: they may rise, never fall.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import type { Reading } from "../src/model/reading.ts";
import { runDemarche } from "./kit/effects.ts";

const folder = "examples/cuba-thaw";
const readings = new Map<string, Reading>();

before(async () => {
  const files = await runDemarche(["read", "--format", "jsonl", folder]);
  const all = files.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Reading);
  const fileNames = names();
  all.forEach((reading, i) =>
    readings.set(fileNames[i] ?? `feed, item ${i - fileNames.length + 1}`, reading),
  );
});

/** The files of the folder but for the feed, in the order in which they are read, without their endings. */
function names(): string[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-.*\.(?:txt|html)$/.test(file))
    .map((file) => file.replace(/\.[a-z]+$/, ""))
    .sort();
}

/** The rows of a table of expected.md, as cells. */
function rowsOf(heading: string): string[][] {
  const [, rest = ""] = readFileSync(`${folder}/expected.md`, "utf8").split(`## ${heading}\n`);
  const [section = ""] = rest.split("\n## ");
  return section
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| article"))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}

const plain = (text: string): string => text.replace(/[“”]/g, '"').replace(/[’]/g, "'").replace(/\s+/g, " ");

test("every wording that is expected stands in its article", () => {
  for (const [heading, column] of [
    ["Statements", 2],
    ["Events", 1],
  ] as const) {
    const rows = rowsOf(heading);
    assert.ok(15 < rows.length);
    for (const row of rows) {
      const text = plain(readings.get(row[0] as string)?.article.text ?? "");
      assert.ok(text.includes(plain(row[column] as string)), `${row[0]}: ${row[column]}`);
    }
  }
});

test("statements: at least 19 of 20 have their words, and 15 their speaker", () => {
  let nWords = 0;
  let nSpeakers = 0;
  for (const [article, speaker, words] of rowsOf("Statements") as [string, string, string][]) {
    const reading = readings.get(article) as Reading;
    const found = reading.statements.find((it) =>
      it.content.some(({ exact }) => plain(exact).includes(plain(words))),
    );
    if (found === undefined) continue;
    nWords++;
    const actor = reading.actors.find((it) => it.id === found.speaker?.actor);
    // The name in brackets where there is one, else the last word of the phrase: "Her counterpart (Vidal)".
    const name = /\(([^)]+)\)/.exec(speaker)?.[1] ?? speaker;
    const said = `${actor?.name ?? ""} ${found.speaker?.exact ?? ""}`.toLowerCase();
    if (said.includes((name.split(" ").at(-1) as string).toLowerCase())) nSpeakers++;
  }
  assert.ok(19 <= nWords, `${nWords} with their words`);
  assert.ok(15 <= nSpeakers, `${nSpeakers} with their speaker`);
});

test("conditions: at least 9 of 15 have their requirement", () => {
  const rows = rowsOf("Conditions") as [string, string, string, string][];
  const found = rows.filter(([article, , , requirement]) =>
    (readings.get(article) as Reading).conditions.some(
      ({ requirement: { exact } }) =>
        plain(requirement).startsWith(plain(exact)) || plain(exact).startsWith(plain(requirement)),
    ),
  );
  assert.ok(9 <= found.length, `${found.length} found`);
});

test("events: none that has not occurred is told as occurred, and none of those told is another's", () => {
  for (const [article, words, , type, status] of rowsOf("Events") as [
    string,
    string,
    string,
    string,
    string,
  ][]) {
    const { events } = readings.get(article) as Reading;
    const matched = events.filter(
      ({ exact, trigger }) =>
        plain(words).includes(plain(exact)) ||
        plain(exact).includes(plain(words)) ||
        ` ${plain(words)} `.includes(` ${trigger.exact} `),
    );
    // Words may tell of two: talks that were held, on restoring what was not yet.
    const found = matched.find((it) => it.type === type) ?? matched[0];
    if (found !== undefined && status !== "none") {
      assert.equal(found.status === "occurred", status.startsWith("occurred"), `${article}: ${words}`);
    }
  }
});
