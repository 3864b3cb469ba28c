/** Who speaks: whom each source of a statement means, in cases; and what must hold of any text. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import { type Attributor, extractFindings } from "../src/extract/extract.ts";
import { loadAttributorFile } from "../src/extract/load.ts";
import type { Lexicon } from "../src/lexicon/lexicon.ts";
import { loadLexicon } from "../src/lexicon/load.ts";
import type { Actor } from "../src/model/actor.ts";
import { noFindings, type Findings, type Party, type Statement } from "../src/model/finding.ts";
import { loadEngineFile } from "../src/parse/load.ts";
import { type Engine, parseArticle } from "../src/parse/parse.ts";
import { resolveFindings } from "../src/resolve/resolve.ts";
import { bodyOf } from "./kit/article.ts";
import { type Mark, readCases } from "./kit/carets.ts";
import { readText } from "./kit/read.ts";

let lexicon: Lexicon;
let engine: Engine;
let attributor: Attributor;
before(() => {
  lexicon = loadLexicon();
  engine = loadEngineFile();
  attributor = loadAttributorFile();
});

/** A statement of which nothing is known but its source: what `resolve` is asked, whatever `extract` finds. */
function statementOf({ start, end }: Mark): Statement {
  return {
    speaker: { start, end, actor: null },
    cue: null,
    content: [{ start: end, end }],
    form: "indirect",
    kind: "speech",
    nestedIn: null,
    via: [],
    addressee: null,
    date: null,
    confidence: 1,
    rule: "statement/given",
  };
}

/** An actor as a case writes it: name, code, sector, and whether it is a group, a body or not named. */
function describe(actor: Actor | null): string {
  if (actor === null) return "open";
  const { name, code, sector, kind, anonymous } = actor;
  const what = [kind === "person" ? null : kind, anonymous ? "anonymous" : null].filter((it) => it !== null);
  return [name, code, sector, what.length === 0 ? null : `(${what.join(", ")})`]
    .filter((it) => it !== null)
    .join(" ");
}

function resolveMarks(text: string, marks: readonly Mark[]): Findings {
  const statements = marks.map(statementOf);
  return resolveFindings(lexicon, parseArticle(engine, bodyOf(text)), { ...noFindings, statements });
}

for (const file of ["people", "titles", "pronouns", "bodies"]) {
  for (const { title, place, text, marks } of readCases(`test/cases/resolve/${file}.case`)) {
    test(`${title} (${place})`, () => {
      assert.ok(0 < marks.length, "a case asks for somebody");
      const { statements, actors } = resolveMarks(text, marks);
      const found = statements.map(({ speaker }, i) => {
        const actor = actors[speaker?.actor ?? -1] ?? null;
        const { start, end } = marks[i] as Mark;
        return `${text.slice(start, end)} (${start}): ${describe(actor)}`;
      });
      const expected = marks.map(({ name, start, end }) => `${text.slice(start, end)} (${start}): ${name}`);
      assert.deepEqual(found, expected);
    });
  }
}

const resolve = (text: string): Findings => {
  const parse = parseArticle(engine, bodyOf(text));
  return resolveFindings(lexicon, parse, extractFindings(lexicon, attributor, parse));
};

test("every office has its words, its role and in whose name it is held", () => {
  const text =
    "Cuban Foreign Minister Celia Arnau said that talks were over. Arnau, the former ambassador to Canada, left the port.";
  const { actors } = resolve(text);
  const arnau = actors.find((it) => it.name === "Celia Arnau");
  assert.deepEqual(
    arnau?.offices.map(({ start, end, role, code }) => [text.slice(start, end), role, code]),
    [
      ["Cuban Foreign Minister", "foreign-minister", "CUB"],
      ["former ambassador to Canada", "ambassador", null],
    ],
  );
  assert.equal(arnau?.office, "Cuban Foreign Minister");
});

test("a person's mentions are all places that name them, in order and apart", () => {
  const text =
    "Minister Celia Arnau arrived. “We will go on,” Arnau said. Nobody met Ms. Arnau in the port. The minister left.";
  const arnau = resolve(text).actors.find((it) => it.name === "Celia Arnau");
  assert.deepEqual(
    arnau?.mentions.map(({ start, end }) => text.slice(start, end)),
    ["Celia Arnau", "Arnau", "Arnau", "The minister"],
  );
});

test("a subhead is no part of the subject below it", () => {
  const text =
    "Envoys of both sides met in Valletta on Monday and agreed that they would return before the spring, officials said.\n\n" +
    "Talks\n\nThe leader of Zhdanok Kovalchuk announced that the party did not want a war and would say so to everybody who asked.";
  const parse = parseArticle(engine, readText(text));
  const { actors } = resolveFindings(lexicon, parse, extractFindings(lexicon, attributor, parse));
  assert.ok(actors.some(({ name }) => name === "leader of Zhdanok Kovalchuk"));
});

test("resolve fills actors and changes nothing else", () => {
  const parse = parseArticle(
    engine,
    bodyOf(
      "Cuba will not sign until Canada leaves, Minister Celia Arnau said. She said so twice. They left.",
    ),
  );
  const found = extractFindings(lexicon, attributor, parse);
  const resolved = resolveFindings(lexicon, parse, found);
  const without = JSON.stringify({ ...resolved, actors: [] }).replace(/"actor":\d+/g, '"actor":null');
  assert.equal(without, JSON.stringify(found));
});

test("a party that has an actor keeps it", () => {
  const text = "Celia Arnau said that it was late.";
  const [mark] = [{ name: "", start: 0, end: 11 }];
  const given: Party = { start: mark.start, end: mark.end, actor: 7 };
  const statements = [{ ...statementOf(mark), speaker: given }];
  const { statements: after } = resolveFindings(lexicon, parseArticle(engine, bodyOf(text)), {
    ...noFindings,
    statements,
  });
  assert.deepEqual(after[0]?.speaker, given);
});

test("I is the author of an article in its own words, and who speaks in somebody's", () => {
  const text = "I think that it is late. “I do not,” Bruno Lobo said.\n\n- I do too, somebody said.";
  const marks = [...text.matchAll(/\bI\b|Bruno Lobo/g)].map((it) => ({
    name: "",
    start: it.index,
    end: it.index + it[0].length,
  }));
  const quoted = { start: text.indexOf("I do not"), end: text.indexOf(",”") };
  const statements = marks.map((it, i) =>
    i === 2 ? { ...statementOf(it), content: [quoted], form: "direct" as const } : statementOf(it),
  );
  const parse = parseArticle(engine, { ...bodyOf(text), authors: ["Celia Arnau"] });
  const { statements: after, actors } = resolveFindings(lexicon, parse, { ...noFindings, statements });
  assert.deepEqual(
    after.map(({ speaker }) => describe(actors[speaker?.actor ?? -1] ?? null)),
    ["Celia Arnau", "Bruno Lobo", "Bruno Lobo", "open"],
  );
});

test("what is known outside the article is asked where its own words don't tell", () => {
  const text =
    "President Celia Arnau met Minister Bruno Lobo of Canada. Arnau and the Quay said that it was late.";
  const marks = ["President Celia Arnau", "Minister Bruno Lobo", "the Quay"].map((name) => ({
    name,
    start: text.indexOf(name),
    end: text.indexOf(name) + name.length,
  }));
  const quay = { code: "CUB", name: "Cuba", kind: "state", sector: "GOV" } as const;
  const { actors } = resolveFindings(
    lexicon,
    parseArticle(engine, bodyOf(text)),
    { ...noFindings, statements: marks.map(statementOf) },
    {
      person: (name, role) =>
        name.endsWith("o") || role === "president"
          ? { code: "CUB", sector: "GOV", role: null, office: null }
          : null,
      phrase: (words) => (words === "the Quay" ? quay : null),
      complete: (actor) => actor,
    },
  );
  assert.deepEqual(actors.map(describe), [
    "Celia Arnau CUB GOV",
    "Bruno Lobo CAN GOV",
    "Cuba CUB GOV (state)",
  ]);
});

const pieces = [
  "he ",
  "She ",
  "they ",
  "It ",
  "who ",
  "the minister ",
  "The ministry ",
  "Cuban ",
  "President ",
  "Celia ",
  "Arnau ",
  "al-",
  "Mr. ",
  "of ",
  "and ",
  "said ",
  ", ",
  ". ",
  "“",
  "” ",
  "(",
  ") ",
  "\n\n",
  "’s ",
  "- ",
  "Officials ",
  "one ",
];

test("no text and no place makes it throw; actors and mentions are sound", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 40 }),
      fc.array(fc.tuple(fc.nat(200), fc.nat(30)), { maxLength: 6 }),
      (words, places) => {
        const text = words.join("");
        const marks = places
          .map(([start, length]) => ({
            name: "",
            start: Math.min(start, text.length),
            end: Math.min(start + length, text.length),
          }))
          .sort((a, b) => a.start - b.start);
        const { statements, actors } = resolveMarks(text, marks);
        for (const { speaker } of statements) {
          const actor = speaker?.actor ?? null;
          assert.ok(actor === null || actors[actor] !== undefined);
        }
        for (const { mentions, offices } of actors) {
          assert.ok(0 < mentions.length);
          for (const [i, { start, end }] of mentions.entries()) {
            assert.ok(0 <= start && start <= end && end <= text.length);
            assert.ok(i === 0 || (mentions[i - 1]?.end ?? 0) <= start);
          }
          for (const { start, end } of offices) assert.ok(0 <= start && start < end && end <= text.length);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("time grows with the text, not with its square", () => {
  const sentence =
    "President Celia Arnau met the minister. He said that she knew Tomas Lobo. The official said it. ";
  const marksOf = (text: string): Mark[] =>
    [...text.matchAll(/He|she|The official/g)].map((it) => ({
      name: "",
      start: it.index,
      end: it.index + it[0].length,
    }));
  const timeOf = (n: number): number => {
    const text = sentence.repeat(n);
    const parse = parseArticle(engine, bodyOf(text));
    const statements = marksOf(text).map(statementOf);
    const times = Array.from({ length: 5 }, () => {
      const started = process.cpuUsage();
      resolveFindings(lexicon, parse, { ...noFindings, statements });
      const { user, system } = process.cpuUsage(started);
      return user + system;
    });
    return Math.min(...times);
  };
  timeOf(100);
  const [small, large] = [timeOf(250), timeOf(2500)];
  assert.ok(large < 40 * small, `${small} µs for 250 times the sentences, ${large} µs for 2500`);
});
