/** Tokens, sentences and quotations: cases with carets, and what must hold of any text. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Parse } from "../src/model/parse.ts";
import { parseArticle, ruleEngine } from "../src/parse/parse.ts";
import { bodyOf } from "./kit/article.ts";
import { type Mark, readCases, renderMarks } from "./kit/carets.ts";

const parse = (text: string): Parse => parseArticle(ruleEngine, bodyOf(text));

function checkCases(file: string, found: (parse: Parse) => Mark[]): void {
  for (const { title, place, text, marks } of readCases(file)) {
    test(`${title} (${place})`, () => {
      const sorted = found(parse(text)).sort((a, b) => a.start - b.start || a.end - b.end);
      assert.equal(renderMarks(text, sorted), renderMarks(text, marks));
    });
  }
}

checkCases("test/cases/parse/sentences.case", ({ sentences }) =>
  sentences.map(({ start, end }) => ({ name: "sentence", start, end })),
);
checkCases("test/cases/parse/tokens.case", ({ tokens }) =>
  Array.from({ length: tokens.length }, (_, i) => ({
    name: "token",
    start: tokens.start[i] as number,
    end: tokens.end[i] as number,
  })),
);
checkCases("test/cases/parse/quotations.case", ({ quotations }) =>
  quotations.map(({ kind, innerStart, innerEnd }) => ({ name: kind, start: innerStart, end: innerEnd })),
);

test("a quotation that runs on over paragraphs says so", () => {
  const text =
    "“We will go on with this for as long as it takes.\n\n“And we will not be alone in it,” he said.\n\n“Another thing is this,” she said.";
  const { quotations } = parse(text);
  assert.deepEqual(
    quotations.map(({ closed, continues }) => [closed, continues]),
    [
      [false, null],
      [true, 0],
      [true, null],
    ],
  );
});

const newsy = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "Mr.",
        "U.S.",
        "said",
        "“",
        "”",
        '"',
        "'",
        "’",
        "don't",
        ".",
        "…",
        "\n\n",
        " ",
        "😀",
        "3.5",
        "—",
        "(",
        "»",
        "\u00a0",
      ),
      fc.string({ unit: "grapheme", maxLength: 4 }),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

test("of any text: tokens in order and disjoint, nothing but white space between, sentences cover them", () => {
  fc.assert(
    fc.property(newsy, (text) => {
      const { tokens, sentences, quotations, article } = parse(text);
      let end = 0;
      for (let i = 0; i < tokens.length; i++) {
        const start = tokens.start[i] as number;
        assert.ok(end <= start);
        assert.match(text.slice(end, start), /^\s*$/);
        end = tokens.end[i] as number;
        assert.ok(start < end);
      }
      assert.match(text.slice(end), /^\s*$/);
      let token = 0;
      for (const sentence of sentences) {
        assert.equal(sentence.from, token);
        assert.ok(sentence.from < sentence.to);
        token = sentence.to;
        const block = article.blocks[sentence.block];
        assert.ok(block !== undefined && block.start <= sentence.start && sentence.end <= block.end);
      }
      assert.equal(token, tokens.length);
      for (const it of quotations) {
        assert.ok(it.start < it.innerStart && it.innerStart <= it.innerEnd && it.innerEnd <= it.end);
        assert.ok(it.continues === null || quotations[it.continues] !== undefined);
      }
    }),
    { numRuns: 400 },
  );
});

test("what is not read is not parsed", () => {
  const article = bodyOf("One sentence here.\n\nRead more: another story");
  const blocks = article.blocks.map((block, i) => (i === 1 ? { ...block, role: "promo" as const } : block));
  const { sentences } = parseArticle(ruleEngine, { ...article, blocks });
  assert.equal(sentences.length, 1);
});

test("a megabyte without a space, a hundred thousand quotation marks, a hundred thousand stops", () => {
  assert.equal(parse("x".repeat(1_000_000)).tokens.length, 1);
  assert.equal(parse("“".repeat(100_000)).tokens.length, 100_000);
  assert.equal(parse("\" ' ".repeat(50_000)).tokens.length, 100_000);
  assert.equal(parse("A. ".repeat(100_000)).tokens.length, 100_000);
});
