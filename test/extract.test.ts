/** Statements, events and conditions: cases with carets; who they are of; and what must hold of any text. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import { type Attributor, extractFindings } from "../src/extract/extract.ts";
import { loadAttributorFile } from "../src/extract/load.ts";
import type { Lexicon } from "../src/lexicon/lexicon.ts";
import { loadLexicon } from "../src/lexicon/load.ts";
import type { Findings } from "../src/model/finding.ts";
import type { Span } from "../src/model/span.ts";
import { loadEngineFile } from "../src/parse/load.ts";
import { type Engine, parseArticle } from "../src/parse/parse.ts";
import { resolveFindings } from "../src/resolve/resolve.ts";
import { articleOf, bodyOf } from "./kit/article.ts";
import { type Mark, readCases, renderMarks } from "./kit/carets.ts";

let lexicon: Lexicon;
let engine: Engine;
let attributor: Attributor;
before(() => {
  lexicon = loadLexicon();
  engine = loadEngineFile();
  attributor = loadAttributorFile();
});

const extract = (text: string): Findings =>
  extractFindings(lexicon, attributor, parseArticle(engine, bodyOf(text)));
const mark = (name: string, span: Span | null): Mark[] =>
  span === null ? [] : [{ name, start: span.start, end: span.end }];

function checkCases(file: string, found: (findings: Findings) => Mark[]): void {
  for (const { title, place, text, marks } of readCases(file)) {
    test(`${title} (${place})`, () => {
      const sorted = found(extract(text)).sort((a, b) => a.start - b.start || a.end - b.end);
      assert.equal(renderMarks(text, sorted), renderMarks(text, marks));
    });
  }
}

checkCases("test/cases/extract/statements.case", ({ statements }) =>
  statements.flatMap((it) => [
    ...mark("speaker", it.speaker),
    ...mark("cue", it.cue),
    ...it.content.flatMap((span) => mark("content", span)),
    ...it.via.flatMap((party) => mark("via", party)),
  ]),
);
checkCases("test/cases/extract/events.case", ({ events }) =>
  events.flatMap((it) => [
    ...mark(`${it.type} ${it.status}`, it.trigger),
    ...it.actors.flatMap((party) => mark("actor", party)),
    ...it.recipients.flatMap((party) => mark("recipient", party)),
  ]),
);
checkCases("test/cases/extract/conditions.case", ({ conditions }) =>
  conditions.flatMap((it) => {
    const held = `${it.polarity === "threat" ? "threatened " : ""}${it.outcomeNegated ? "not " : ""}outcome`;
    return [
      ...mark("setter", it.setter),
      ...mark("target", it.target),
      ...mark(`${it.link} ${it.necessity}`, it.cue),
      ...mark(held, it.outcome),
      ...mark(it.requirementNegated ? "not requirement" : "requirement", it.requirement),
      ...mark("due", it.dueAt),
    ];
  }),
);

/** Findings with actors, of a text read as an article. */
function resolve(text: string): Findings {
  const parse = parseArticle(engine, articleOf(text));
  return resolveFindings(lexicon, parse, extractFindings(lexicon, attributor, parse));
}

/** Who speaks in each statement, in order: name, code and sector. */
function speakersOf({ statements, actors }: Findings): string[] {
  return statements.map(({ speaker }) => {
    const actor = speaker === null || speaker.actor === null ? undefined : actors[speaker.actor];
    return actor === undefined ? "unknown" : [actor.name, actor.code, actor.sector].filter(Boolean).join(" ");
  });
}

test("a surname, a title and a pronoun are the person introduced before", () => {
  const findings = resolve(
    "Envoys meet in the port\n\nCuban Foreign Minister Celia Arnau said that talks had resumed in the port. Arnau said that they were hard. " +
      "“We will go on,” she said.\n\nThe minister said that a paper was ready. Canada said that it knew of none.",
  );
  assert.deepEqual(speakersOf(findings), [...Array<string>(4).fill("Celia Arnau CUB GOV"), "Canada CAN GOV"]);
  assert.equal(findings.actors[0]?.office, "Cuban Foreign Minister");
  assert.equal(findings.actors[0]?.mentions.length, 4);
});

test("a title before the name is given is the same person", () => {
  const findings = resolve(
    "Envoys meet in the port\n\nAccording to the press secretary, talks have resumed in the port town.\n\n" +
      "“We will go on,” said the press secretary of the President of Cuba Celia Arnau.",
  );
  assert.deepEqual(speakersOf(findings), ["Celia Arnau CUB GOV", "Celia Arnau CUB GOV"]);
});

test("two of one surname are told apart or left open, and an unknown pronoun stays open", () => {
  const findings = resolve(
    "Envoys meet in the port\n\n“We will go on,” she said. Celia Arnau said that talks were over. Tomas Arnau said that they were not. Arnau said that it was late.",
  );
  const [pronoun, celia, tomas, surname] = speakersOf(findings);
  assert.deepEqual([pronoun, celia, tomas], ["unknown", "Celia Arnau", "Tomas Arnau"]);
  assert.equal(surname, "Arnau");
});

test("metonyms are the state, seats keep their sector", () => {
  const findings = resolve(
    "Envoys meet in the port\n\nThe Kremlin said that talks were over. Moscow said that it was sorry. The Pentagon said that it was not.",
  );
  assert.deepEqual(speakersOf(findings), ["Russia RUS GOV", "Russia RUS GOV", "Pentagon USA MIL"]);
});

test("an ambiguous name beside another capital is no state", () => {
  const { actors } = resolve(
    "Envoys meet\n\nMichael Jordan Lobo said that he was tired. Jordan said that it was not.",
  );
  assert.deepEqual(
    actors.map((it) => it.code),
    [null, "JOR"],
  );
});

test("resolve fills actors and changes nothing else", () => {
  const parse = parseArticle(
    engine,
    articleOf(
      "Envoys meet\n\nCuba will not sign until Canada leaves, Minister Celia Arnau said. Cuba condemned Canada.",
    ),
  );
  const found = extractFindings(lexicon, attributor, parse);
  const resolved = resolveFindings(lexicon, parse, found);
  const without = JSON.stringify({ ...resolved, actors: [] }).replace(/"actor":\d+/g, '"actor":null');
  assert.equal(without, JSON.stringify(found));
  assert.ok(0 < resolved.actors.length);
});

const pieces = [
  "“",
  "”",
  '"',
  ",",
  ".",
  " said",
  " told Reuters that",
  " according to",
  " Cuba",
  " Canada",
  " the minister",
  " Celia Arnau",
  " he",
  " only if",
  " the only way to",
  " is to",
  " unless",
  " until",
  " if",
  " before",
  " without",
  " as long as",
  " in exchange for",
  " in return",
  " precondition for",
  " contingent on",
  " only then",
  " or else",
  " should",
  " must",
  " by the end of May",
  " will not",
  " would",
  " severed relations with",
  " attacked",
  " began to expel",
  " diplomats",
  "—",
  "\n\n",
  " and",
  " that",
];

test("no text makes extract or resolve throw, and every span lies in the text", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 3 })), {
        maxLength: 50,
      }),
      (parts) => {
        const article = bodyOf(parts.join(""));
        const parse = parseArticle(engine, article);
        const { statements, events, conditions, actors } = resolveFindings(
          lexicon,
          parse,
          extractFindings(lexicon, attributor, parse),
        );
        const spans: (Span | null)[] = [
          ...statements.flatMap((it) => [it.speaker, it.cue, ...it.content, ...it.via]),
          ...events.flatMap((it) => [it, it.trigger, ...it.actors, ...it.recipients]),
          ...conditions.flatMap((it) => [it.setter, it.target, it.cue, it.outcome, it.requirement, it.dueAt]),
          ...actors.flatMap((it) => it.mentions),
        ];
        for (const span of spans) {
          assert.ok(
            span === null || (0 <= span.start && span.start < span.end && span.end <= article.text.length),
          );
        }
        for (const it of statements) assert.ok(it.nestedIn === null || statements[it.nestedIn] !== undefined);
      },
    ),
    { numRuns: 500 },
  );
});
