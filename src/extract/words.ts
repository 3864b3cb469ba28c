/** The words of a parse, for rules that look at forms: once per article, shared by all rules. */
import type { Parse, Sentence } from "../model/parse.ts";
import type { Span } from "../model/span.ts";

export interface Words {
  readonly parse: Parse;
  /** Forms as written, one per token, apostrophes straight. */
  readonly form: readonly string[];
  /** The same in lower case. */
  readonly lower: readonly string[];
  /** Index into `parse.sentences`, one per token. */
  readonly sentence: Int32Array;
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
  return { parse, form, lower, sentence };
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
