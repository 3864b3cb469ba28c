/** Conditions across articles: which mentions are one, what changed, and how it stands; by pairs and little histories. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import fc from "fast-check";
import type { Lexicon } from "../src/lexicon/lexicon.ts";
import { loadLexicon } from "../src/lexicon/load.ts";
import { type ConditionLink, type EventStatus, type EventType } from "../src/model/finding.ts";
import {
  bearingOf,
  changeKinds,
  type ConditionMention,
  gatherConditions,
  headlines,
  historyOf,
  type LaterEvent,
  outcomeStates,
  profileOf,
  requirementStates,
  sameCondition,
} from "../src/merge/conditions/conditions.ts";

let lexicon: Lexicon;
before(() => {
  lexicon = loadLexicon();
});

interface Block {
  readonly title: string;
  readonly place: string;
  readonly expected: string;
  readonly lines: readonly string[];
}

/** Cases of a file: `== title | expected`, then lines. */
function readBlocks(file: string): Block[] {
  const blocks: { title: string; place: string; expected: string; lines: string[] }[] = [];
  for (const [i, line] of readFileSync(file, "utf8").split("\n").entries()) {
    const head = /^== (.+) \| (\S+)$/.exec(line);
    if (head !== null)
      blocks.push({ title: head[1]!, place: `${file}:${i + 1}`, expected: head[2]!, lines: [] });
    else if (line !== "" && !line.startsWith("#")) blocks.at(-1)?.lines.push(line);
  }
  return blocks;
}

const codeOrNull = (code: string): string | null => (code === "-" ? null : code);

/** A mention from `CUB > CAN | offer only-if necessary | requirement by DAY | outcome`. */
function mentionOf(line: string, id: string, date: string | null): ConditionMention {
  const [parties = "", kind = "", demand = "", result = ""] = line.split(" | ");
  const [setter = "", target = ""] = parties.split(" > ");
  const [polarity, link, necessity] = kind.split(" ");
  const due = / by (\d{4}-\d\d-\d\d)$/.exec(demand);
  const bare = due === null ? demand : demand.slice(0, due.index);
  const strip = (words: string): string => words.replace(/^not /, "");
  return {
    id,
    date,
    setter: codeOrNull(setter),
    target: codeOrNull(target),
    requirement: strip(bare),
    outcome: strip(result),
    requirementNegated: bare.startsWith("not "),
    outcomeNegated: result.startsWith("not "),
    link: link as ConditionLink,
    polarity: polarity as "offer" | "threat",
    necessity: necessity as ConditionMention["necessity"],
    deadline: due?.[1] ?? null,
  };
}

const pairs = readBlocks("test/cases/merge/pairs.case");

for (const { title, place, expected, lines } of pairs) {
  test(`${expected}: ${title} (${place})`, () => {
    const [a, b] = lines.map((line, i) => profileOf(lexicon, mentionOf(line, String(i), null)));
    const reason = sameCondition(a!, b!);
    assert.equal(reason === null ? "different" : "same", expected, reason ?? "no reason");
    assert.equal(sameCondition(b!, a!), reason, "the order does not matter");
  });
}

test("there are enough pairs, of both kinds", () => {
  assert.ok(40 <= pairs.length);
  assert.ok(15 <= pairs.filter((it) => it.expected === "same").length);
  assert.ok(15 <= pairs.filter((it) => it.expected === "different").length);
});

/** An event from `DAY | CAN > CUB | CONCEDE occurred | words | source`. */
function eventOf(line: string, id: string): LaterEvent {
  const [date = "", parties = "", kind = "", words = "", source = "-"] = line.split(" | ");
  const [actors = "", recipients = ""] = parties.split(" > ");
  const [type, status] = kind.split(" ");
  return {
    id,
    date,
    type: type as EventType,
    status: status as EventStatus,
    actors: actors.split("+"),
    recipients: recipients === "" ? [] : recipients.split("+"),
    words,
    source: codeOrNull(source),
  };
}

for (const { title, place, expected, lines } of readBlocks("test/cases/merge/histories.case")) {
  test(`${expected}: ${title} (${place})`, () => {
    const of = (label: string): string[] =>
      lines.filter((line) => line.startsWith(`${label}: `)).map((line) => line.slice(label.length + 2));
    const mentions = of("condition").map((line, i) => {
      const [date = "", ...rest] = line.split(" | ");
      return mentionOf(rest.join(" | "), `c${i}`, date);
    });
    const distinct = gatherConditions(lexicon, mentions);
    assert.equal(distinct.length, 1, "the mentions are one condition");
    const [stand = "", on = null] = (of("stand")[0] ?? "").split(" on ");
    const history = historyOf(
      lexicon,
      distinct[0]!,
      of("event").map((line, i) => eventOf(line, `e${i}`)),
      { on },
    );
    const { requirement, outcome, headline } = history.stand;
    assert.equal(`${requirement} ${outcome} ${headline}`, stand);
    assert.equal(headline, expected);
    const changes = history.changes.flat().map((it) => `${it.kind} ${it.direction ?? "either"}`);
    const wanted = of("changes")[0];
    if (wanted !== undefined) assert.equal(changes.join("; ") || "none", wanted);
    assert.ok(
      history.stand.evidence.every((it) => mentions[0]!.date! <= it.date),
      "no evidence is older",
    );
  });
}

test("mentions gather by what they say, whatever their order", () => {
  const said = [
    "CUB > CAN | offer only-if necessary | Canada lifts the embargo | reopen the embassy",
    "CUB > CAN | offer until necessary | Ottawa removes the embargo | not reopen its mission",
    "NOR > ISL | offer only-if necessary | Iceland opens its harbours | sign the treaty on fishing",
  ].map((line, i) => mentionOf(line, `c${i}`, `2031-01-0${i + 1}`));
  const sizes = (some: readonly ConditionMention[]): number[] =>
    gatherConditions(lexicon, some).map((it) => it.mentions.length);
  assert.deepEqual(sizes(said), [2, 1]);
  assert.deepEqual(sizes(said.toReversed()), [2, 1]);
});

test("a condition is itself, and no words make it throw", () => {
  const words = fc.string({ unit: "grapheme", maxLength: 40 });
  fc.assert(
    fc.property(words, words, words, (requirement, outcome, happened) => {
      const base = mentionOf("CUB > CAN | offer only-if necessary | x | y", "c", "2031-01-01");
      const profile = profileOf(lexicon, { ...base, requirement, outcome });
      const reason = sameCondition(profile, profile);
      const hasThing = [profile.requirement, profile.outcome].every(
        (side) => side.codes.size < side.terms.size,
      );
      assert.equal(reason !== null, hasThing);
      const event = eventOf(`2031-02-01 | CAN > CUB | CONCEDE occurred | x | -`, "e");
      const bearing = bearingOf(lexicon, profile, { ...event, words: happened });
      assert.ok(bearing === null || bearing.event === "e");
    }),
  );
});

test("the manual has every state, headline and change, and the histories every headline", () => {
  const manual = readFileSync("docs/records.md", "utf8");
  for (const name of [...changeKinds, ...requirementStates, ...outcomeStates, ...headlines])
    assert.ok(manual.includes(`\`${name}\``), name);
  const told = new Set(readBlocks("test/cases/merge/histories.case").map((it) => it.expected));
  assert.deepEqual([...told].sort(), [...headlines].sort());
});
