/** The words of a parse, for rules that look at forms: once per article, shared by all rules. */
import type { Parse, Quotation, Sentence } from "../model/parse.ts";
import type { Span } from "../model/span.ts";

export interface Words {
  readonly parse: Parse;
  /** Forms as written, one per token, apostrophes straight. */
  readonly form: readonly string[];
  /** The same in lower case. */
  readonly lower: readonly string[];
  /** Index into `parse.sentences`, one per token. */
  readonly sentence: Int32Array;
  /** Quotations outside of all others, by start; none overlap. */
  readonly outer: readonly Quotation[];
  /** All quotations by where they start (mark included), and by where they end. */
  readonly quotationFrom: ReadonlyMap<number, Quotation>;
  readonly quotationTo: ReadonlyMap<number, Quotation>;
}

export function listWords(parse: Parse): Words {
  const { tokens, article, sentences } = parse;
  const form: string[] = [];
  const lower: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const text = article.text.slice(tokens.start[i], tokens.end[i]).replace("’", "'");
    form.push(text);
    lower.push(text.toLowerCase());
  }
  const sentence = new Int32Array(tokens.length);
  sentences.forEach((it, index) => sentence.fill(index, it.from, it.to));
  const quotationFrom = new Map(parse.quotations.map((it) => [it.start, it]));
  const quotationTo = new Map(parse.quotations.toReversed().map((it) => [it.end, it]));
  const outer = parse.quotations.filter((it) => it.depth === 0);
  return { parse, form, lower, sentence, outer, quotationFrom, quotationTo };
}

/** Quotations outside of others that touch a span, by start. */
export function quotationsWithin({ outer }: Words, span: Span): Quotation[] {
  let low = 0;
  let high = outer.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((outer[middle] as Quotation).end <= span.start) low = middle + 1;
    else high = middle;
  }
  const found: Quotation[] = [];
  for (let i = low; i < outer.length && (outer[i] as Quotation).start < span.end; i++)
    found.push(outer[i] as Quotation);
  return found;
}

/** The characters of tokens `[from, to)`; `from < to`. */
export function spanOf(words: Words, from: number, to: number): Span {
  const { start, end } = words.parse.tokens;
  return { start: start[from] as number, end: end[to - 1] as number };
}

export function sentenceOf(words: Words, token: number): Sentence {
  return words.parse.sentences[words.sentence[token] as number] as Sentence;
}

/** First token that begins at or after a character. */
export function tokenAt(words: Words, offset: number): number {
  const { start, length } = words.parse.tokens;
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((start[middle] as number) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the lower-case words from `at` on are exactly these. */
export function hasWords(words: Words, at: number, expected: readonly string[]): boolean {
  return expected.every((word, i) => words.lower[at + i] === word);
}

export function isCapitalized(form: string): boolean {
  return /^\p{Lu}/u.test(form);
}

const calendar = new Set(
  "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split(
    " ",
  ),
);

/** Names of days and months, in lower case. */
export function isCalendarWord(lower: string): boolean {
  return calendar.has(lower);
}
