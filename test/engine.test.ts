/** The trained engine: what it makes of plain sentences, and what must hold of any. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import type { Parse } from "../src/model/parse.ts";
import { DemarcheError } from "../src/model/error.ts";
import { loadEngineFile } from "../src/parse/load.ts";
import { decodeModel, encodeModel } from "../src/parse/model-file.ts";
import { loadEngine, parseArticle } from "../src/parse/parse.ts";
import { bodyOf } from "./kit/article.ts";

const engine = loadEngineFile();
const parse = (text: string): Parse => parseArticle(engine, bodyOf(text));

/** `word/TAG relation governor`, for reading. */
function arcsOf({ article, tokens }: Parse): string[] {
  const form = (i: number): string => article.text.slice(tokens.start[i], tokens.end[i]);
  return Array.from({ length: tokens.length }, (_, i) => {
    const head = tokens.head[i] as number;
    return `${form(i)}/${tokens.xpos[i]} ${tokens.relation[i]} ${head < 0 ? "-" : form(head)}`;
  });
}

const sentences: readonly (readonly [string, readonly string[]])[] = [
  [
    "The foreign minister said that talks with Canada had resumed on Monday.",
    [
      "minister/NN nsubj said",
      "said/VBD root -",
      "that/IN mark resumed",
      "talks/NNS nsubj resumed",
      "Canada/NNP nmod talks",
      "resumed/VBN ccomp said",
      "Monday/NNP obl resumed",
      "./. punct said",
    ],
  ],
  [
    "The prisoners were released by the rebels.",
    ["prisoners/NNS nsubj:pass released", "were/VBD aux:pass released", "rebels/NNS obl:agent released"],
  ],
  [
    "“We will not sign the treaty,” the envoy said.",
    ["We/PRP nsubj sign", "not/RB advmod sign", "treaty/NN obj sign", "envoy/NN nsubj said"],
  ],
  [
    "If the ceasefire holds, the embassy will reopen.",
    ["If/IN mark holds", "holds/VBZ advcl reopen", "embassy/NN nsubj reopen", "reopen/VB root -"],
  ],
  ["He didn't go.", ["did/VBD aux go", "n't/RB advmod go"]],
];

for (const [text, arcs] of sentences)
  test(`tree: ${text}`, () => {
    const found = arcsOf(parse(text));
    for (const arc of arcs) assert.ok(found.includes(arc), `${arc} is not among\n${found.join("\n")}`);
  });

test("lemmas: regular, irregular, by tag, names in capitals", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["The envoys were meeting in Geneva.", ["the", "envoy", "be", "meet", "in", "Geneva", "."]],
    ["He has stopped buying worse ships.", ["he", "have", "stop", "buy", "bad", "ship", "."]],
    ["They won't leave.", ["they", "will", "not", "leave", "."]],
    ["The crises worried both countries.", ["the", "crisis", "worry", "both", "country", "."]],
  ];
  for (const [text, lemmas] of cases) assert.deepEqual([...parse(text).tokens.lemma], lemmas, text);
});

test("names and dates, with their kinds", () => {
  const text =
    "President Barack Obama met Cuban officials in Havana on March 21, 2016, the State Department said.";
  const { names } = parse(text);
  assert.deepEqual(
    names.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`),
    ["PERSON Barack Obama", "NORP Cuban", "GPE Havana", "DATE March 21, 2016", "ORG State Department"],
  );
});

/** Every sentence one tree over its own tokens; names over whole tokens, in order and apart. */
function checkInvariants({ article, tokens, sentences, names }: Parse): void {
  for (const { from, to } of sentences) {
    let nRoots = 0;
    for (let i = from; i < to; i++) {
      const head = tokens.head[i] as number;
      const isRoot = head === -1;
      if (isRoot) nRoots++;
      assert.ok(
        isRoot || (from <= head && head < to && head !== i),
        `head ${head} of ${i} in ${from}..${to}`,
      );
      assert.equal(isRoot, tokens.relation[i] === "root");
      assert.notEqual(tokens.upos[i], "_");
      assert.notEqual(tokens.xpos[i], "_");
      assert.notEqual(tokens.lemma[i], "");
      let at = i;
      let steps = 0;
      while (tokens.head[at] !== -1 && steps <= to - from) {
        at = tokens.head[at] as number;
        steps++;
      }
      assert.ok(steps <= to - from, `token ${i} is in a circle`);
    }
    assert.equal(nRoots, 1);
  }
  let end = 0;
  for (const name of names) {
    assert.ok(end <= name.from && name.from < name.to);
    assert.equal(name.start, tokens.start[name.from]);
    assert.equal(name.end, tokens.end[name.to - 1]);
    assert.ok(sentences.some(({ from, to }) => from <= name.from && name.to <= to));
    end = name.to;
  }
  assert.ok(article.text.length >= 0);
}

const words = fc.constantFrom(
  ..."The minister said , that “ we ” will not . If Russia's U.S. 2016 — ( talks ) - sanctions ! ? who ; 😀 … Мир ' \" can't 1,000 and/or".split(
    " ",
  ),
);

test("of any text: one tree for each sentence, without circles", () => {
  const text = fc.oneof(
    fc.array(words, { maxLength: 60 }).map((list) => list.join(" ")),
    fc.string({ maxLength: 200, unit: "binary" }),
  );
  fc.assert(
    fc.property(text, (it) => checkInvariants(parse(it))),
    { numRuns: 300 },
  );
});

test("no word but the root has the root's relation, whatever the parser calls it", () => {
  checkInvariants(parse("and/or … ; that we"));
});

test("a long line, many marks, one sentence of thousands of words: read, and in time in proportion", () => {
  const texts = [
    "a".repeat(500_000),
    "“".repeat(50_000),
    "and ".repeat(20_000),
    "the minister said that ".repeat(5_000),
    "😀".repeat(20_000),
  ];
  for (const text of texts) checkInvariants(parse(text));
});

test("the same text gives the same parse, whatever was read before", () => {
  const text = "Envoys of Peru and Chile signed the accord in Lima. It ends a dispute over the sea border.";
  const first = parse(text);
  for (let i = 0; i < 3; i++) parse(`Ministers from country number ${i} met. They spoke of trade.`);
  const again = parse(text);
  assert.deepEqual(arcsOf(again), arcsOf(first));
  assert.deepEqual(again.names, first.names);
});

const file = gunzipSync(readFileSync("models/en-1.bin.gz"));

test("a model file read and written again is the same bytes", () => {
  const again = encodeModel(decodeModel(file));
  assert.equal(Buffer.compare(file, again), 0);
});

test("a model file that is cut, changed, of another version or none is refused by name", () => {
  const refusal = (bytes: Uint8Array): string => {
    try {
      loadEngine(bytes);
    } catch (error) {
      assert.ok(error instanceof DemarcheError);
      assert.match(error.message, /expected .*, found .*: install/);
      return error.code;
    }
    return "none";
  };
  const changed = (at: number): Uint8Array => {
    const bytes = Uint8Array.from(file);
    bytes[at] = (bytes[at] as number) ^ 1;
    return bytes;
  };
  assert.equal(refusal(file.subarray(0, file.length - 1)), "engine/corrupt");
  assert.equal(refusal(new Uint8Array()), "engine/corrupt");
  assert.equal(refusal(changed(0)), "engine/corrupt");
  assert.equal(refusal(changed(8)), "engine/version");
  assert.equal(refusal(changed(40)), "engine/corrupt");
  assert.equal(refusal(changed(file.length - 100)), "engine/corrupt");
  assert.throws(() => loadEngineFile("package.json"), /package\.json: expected a gzipped model/);
});

test("the card beside the model is the model's own", () => {
  const card = JSON.parse(readFileSync("models/en-1.json", "utf8")) as Record<string, unknown>;
  const { about } = decodeModel(file);
  for (const [name, value] of Object.entries(about)) assert.deepEqual(card[name], value, name);
});
