/** Events: that what has not happened is never told as done, that talk alone tells of nothing, and what goes with an event. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { extractFindings, statusAt } from "../src/extract/extract.ts";
import type { EventFinding } from "../src/model/finding.ts";
import { type Knowledge } from "../src/pipeline.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { parseArticle } from "../src/parse/parse.ts";
import { bodyOf } from "./kit/article.ts";

let knowledge: Knowledge;
before(async () => {
  knowledge = await loadKnowledge();
});

function eventsOf(text: string): readonly EventFinding[] {
  const { lexicon, engine, attributor, scorer } = knowledge;
  return extractFindings(lexicon, attributor, parseArticle(engine, bodyOf(text)), scorer).events;
}

function sentencesOf(file: string): string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** PLOVER's types of things done, not said. */
const material = new Set([
  "COOPERATE",
  "AID",
  "RETREAT",
  "PROTEST",
  "SANCTION",
  "MOBILIZE",
  "COERCE",
  "ASSAULT",
]);

test("no will, could, threatened to, denied or if tells of a deed done", () => {
  const sentences = sentencesOf("test/cases/extract/unreal.txt");
  assert.ok(200 <= sentences.length);
  const faults = sentences.flatMap((text) =>
    eventsOf(text)
      .filter((it) => material.has(it.type) && (it.status === "occurred" || it.status === "ongoing"))
      .map((it) => `${text} ${it.type} ${it.status}`),
  );
  assert.deepEqual(faults, []);
});

test("what a sentence tells first, by the words beside its verb", () => {
  const { lexicon, engine, attributor } = knowledge;
  const cases = sentencesOf("test/cases/extract/types.txt");
  assert.ok(60 <= cases.length);
  const faults = cases.flatMap((line) => {
    const [type, text] = line.split(" | ") as [string, string];
    const { events } = extractFindings(lexicon, attributor, parseArticle(engine, bodyOf(text)), null);
    const found = events[0]?.type ?? "-";
    return found === type ? [] : [`${text}: ${found}, not ${type}`];
  });
  assert.deepEqual(faults, []);
});

test("whether the act of a word happened, by what stands around it", () => {
  const { lexicon, engine, attributor } = knowledge;
  const cases = sentencesOf("test/cases/extract/status.txt");
  assert.ok(200 <= cases.length);
  const faults = cases.flatMap((line) => {
    const [status, marked] = line.split(" | ") as [string, string];
    const parse = parseArticle(engine, bodyOf(marked.replace("^", "")));
    const found = statusAt(lexicon, attributor, parse, marked.indexOf("^"));
    return found === status ? [] : [`${marked}: ${found}, not ${status}`];
  });
  assert.deepEqual(faults, []);
});

test("the same deeds told plainly have occurred", () => {
  for (const text of [
    "Norway bombed Cuba.",
    "Norway imposed sanctions on Belarus.",
    "Norway expelled two Cuban diplomats.",
    "Norway withdrew its troops from Cuba.",
    "Norway released the Cuban sailors.",
    "Norway managed to seize the Cuban ship.",
    "Norway said that it had bombed Cuba.",
    "Norway, which bombed Cuba last year, is rich.",
  ])
    assert.ok(
      eventsOf(text).some((it) => material.has(it.type) && it.status === "occurred"),
      text,
    );
});

test("sentences that only tell what was said tell of no event", () => {
  const sentences = sentencesOf("test/cases/extract/said.txt");
  assert.ok(120 <= sentences.length);
  const faults = sentences.filter((text) => 0 < eventsOf(text).length);
  assert.deepEqual(faults, []);
});

test("type, mode, code, score, place and contexts of an event", () => {
  const [event] = eventsOf("Norway imposed sanctions on Belarus.");
  assert.ok(event !== undefined);
  const { type, mode, cameo, score, contexts, rule } = event;
  assert.deepEqual(
    { type, mode, cameo, score, contexts, rule },
    {
      type: "SANCTION",
      mode: "discontinue",
      cameo: "163",
      score: -6,
      contexts: ["economic"],
      rule: "event/verb",
    },
  );
  const text = "Norwegian envoys met Cuban lawmakers in Geneva.";
  const [meeting] = eventsOf(text);
  assert.equal(meeting?.place && text.slice(meeting.place.start, meeting.place.end), "Geneva");
});

test("the words of an event end with its sentence, also where its actor is named in the next", () => {
  const text =
    "Relations deteriorated sharply after the start of a special operation in Panama on February 24. " +
    "President Celia Arnau, announcing it, said that Cuba took such a step to protect the people of the canal.";
  const [event] = eventsOf(text);
  assert.ok(event !== undefined);
  assert.equal(text.slice(event.start, event.end), "operation in Panama");
  assert.equal(event.actors.length, 1);
  assert.ok(event.end < (event.actors[0]?.start ?? 0));
});

test("an event belongs to the statement that tells of it", () => {
  const [event] = eventsOf("The Cuban minister said that Norway had bombed the port of Havana.");
  assert.equal(event?.statement, 0);
  assert.equal(event?.type, "ASSAULT");
});

test("the status of a word where no event is found", () => {
  const { lexicon, engine, attributor } = knowledge;
  const text = "It denied that it would ever mend the bridge.";
  const status = statusAt(lexicon, attributor, parseArticle(engine, bodyOf(text)), text.indexOf("mend"));
  assert.equal(status, "denied");
});

test("a long paragraph of one sentence takes no more than its share of time", () => {
  const clause = "Norway attacked Cuba and Kenya said that it would not send aid to Belarus if Canada left, ";
  const time = (n: number): number => {
    const parse = parseArticle(knowledge.engine, bodyOf(clause.repeat(n)));
    const started = process.cpuUsage().user;
    extractFindings(knowledge.lexicon, knowledge.attributor, parse, knowledge.scorer);
    return process.cpuUsage().user - started;
  };
  time(50);
  const [short, long] = [time(100), time(800)];
  // Eight times the text: far from the sixty-four times of a quadratic walk.
  assert.ok(long < short * 24 + 50_000, `${short} ${long}`);
});
