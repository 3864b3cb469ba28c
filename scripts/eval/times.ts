/**
 * Times in context, `test/cases/resolve/times.tsv` and the part set aside, `times-held.tsv`: that what is marked is found
 * and reckoned to the expected EDTF, and that what is no time gives no date.
 */
import { readFileSync } from "node:fs";
import { findTimes } from "../../src/extract/times.ts";
import { listWords } from "../../src/extract/words.ts";
import type { Lexicon } from "../../src/lexicon/lexicon.ts";
import { loadLexicon } from "../../src/lexicon/load.ts";
import type { DateValue } from "../../src/model/finding.ts";
import { overlapsSpan, sliceSpan, type Span } from "../../src/model/span.ts";
import { loadEngineFile } from "../../src/parse/load.ts";
import { type Engine, parseArticle } from "../../src/parse/parse.ts";
import { resolveTimes } from "../../src/resolve/times.ts";
import { floorOf } from "./floors.ts";
import { givenArticle } from "./given.ts";
import type { Row } from "./row.ts";

/** One line of a file of times. */
export interface TimeCase {
  /** `test/cases/resolve/times.tsv:12`. */
  readonly place: string;
  readonly text: string;
  readonly span: Span;
  readonly published: string | null;
  /** Null where it is a time that can't be told, "none" where it is no time. */
  readonly edtf: string | null;
  readonly basis: string | null;
}

export const timeCaseFiles = ["test/cases/resolve/times.tsv", "test/cases/resolve/times-held.tsv"] as const;

/** The cases of a file; the expression stands in brackets. */
export function readTimeCases(file: string): TimeCase[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, i) => {
      if (line === "" || line.startsWith("#")) return [];
      const [marked = "", published, edtf, basis] = line.split("\t");
      const start = marked.indexOf("[");
      const end = marked.indexOf("]") - 1;
      if (start < 0 || end <= start || basis === undefined)
        throw new Error(`${file}:${i + 1}: expected text with [brackets], a day, EDTF and a basis`);
      const orNull = (cell: string | undefined): string | null =>
        cell === undefined || cell === "-" ? null : cell;
      return {
        place: `${file}:${i + 1}`,
        text: marked.replace("[", "").replace("]", ""),
        span: { start, end },
        published: orNull(published),
        edtf: orNull(edtf),
        basis: orNull(basis),
      };
    });
}

/** What is found at the expression of a case. */
export interface TimeResult {
  readonly it: TimeCase;
  readonly found: readonly { readonly words: string; readonly date: DateValue | null }[];
  readonly isRight: boolean;
}

/** Reads a case as a text of one body block. */
export function readTimeCase(lexicon: Lexicon, engine: Engine, it: TimeCase): TimeResult {
  const parse = parseArticle(engine, givenArticle(it.text, it.published));
  const times = findTimes(listWords(parse), lexicon.times);
  const dates = resolveTimes(times, it.published);
  const found = times.flatMap((time, i) =>
    overlapsSpan(time, it.span) ? [{ words: sliceSpan(it.text, time), date: dates[i] ?? null }] : [],
  );
  const told = found.flatMap(({ date }) => (date === null ? [] : [date]));
  const expectsNothing = it.edtf === null || it.edtf === "none";
  const isRight = expectsNothing
    ? told.length === 0
    : told.length === 1 && told[0]?.edtf === it.edtf && told[0].basis === it.basis;
  return { it, found, isRight };
}

/** The rows for the two files. */
export function evaluateTimes(): Row[] {
  const lexicon = loadLexicon();
  const engine = loadEngineFile();
  const rows = timeCaseFiles.map((file, i) => {
    const results = readTimeCases(file).map((it) => readTimeCase(lexicon, engine, it));
    return { results, part: i === 0 ? "" : ", part set aside" };
  });
  const all = rows.flatMap(({ results }) => results);
  return [{ results: all, part: ", all" }, ...rows].map(({ results, part }) => {
    const measure = `interval right${part}`;
    const nNone = results.filter(({ it }) => it.edtf === "none").length;
    const value = (100 * results.filter(({ isRight }) => isRight).length) / results.length;
    const note = `of ${results.length} in context, ${nNone} of them no times`;
    return { group: "dates", measure, value, floor: floorOf("dates", measure), note };
  });
}
