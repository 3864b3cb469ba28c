/**
 * Who speaks in each statement, and the fullest phrase that the article has for them: a surname and "he" take the
 * phrase with office and institute that introduced the person, so that an expert is known for one in every sentence.
 */
import type { Statement } from "../../model/finding.ts";
import type { TokenRange } from "../../model/parse.ts";
import type { Span } from "../../model/span.ts";
import type { Stage } from "../stage.ts";
import { isCapitalized, sentenceOf, tokenAt, type Words } from "../words.ts";

export interface Speaker extends TokenRange {
  readonly fullest: TokenRange;
}

/** Tokens before and behind a full name that tell who it is. */
const before = 7;
const behind = 12;

/** One per statement, in their order; null where nobody is named. */
export function speakersIn({ words }: Stage, statements: readonly Statement[]): (Speaker | null)[] {
  const introductions = introductionsIn(words);
  let last: TokenRange | null = null;
  return statements.map(({ speaker }) => {
    if (speaker === null) return null;
    const range = withoutPlace(words, rangeOf(words, speaker));
    if (range.to - range.from === 1 && /^(?:he|she|it|they|we|i)$/.test(words.lower[range.from]!)) {
      // "Arnau made an offer. They said …": one person is no "they".
      const isOne = last !== null && introductions.has(words.lower[last.to - 1]!);
      if (words.lower[range.from] === "they" && isOne) return { ...range, fullest: range };
      // Nor are "administration officials" a "he".
      const isMany = last !== null && /^NNP?S$/.test(words.parse.tokens.xpos[last.to - 1]!);
      const isSingle = /^(?:he|she)$/.test(words.lower[range.from]!);
      if (isSingle && isMany) return { ...range, fullest: introducedBefore(introductions, range) ?? range };
      return { ...range, fullest: last ?? introducedBefore(introductions, range) ?? range };
    }
    const known = introductions.get(words.lower[range.to - 1]!);
    const isShort =
      range.to - range.from <= 3 && known !== undefined && isCapitalized(words.form[range.to - 1]!);
    last = isShort ? known : range;
    return { ...range, fullest: last };
  });
}

/** Whoever was introduced last before "he" and "she", where nobody has spoken yet. */
function introducedBefore(
  introductions: ReadonlyMap<string, TokenRange>,
  { from }: TokenRange,
): TokenRange | null {
  let found: TokenRange | null = null;
  for (const it of introductions.values()) {
    if (from < it.to) break;
    found = it;
  }
  return found;
}

/** "At the assembly in May Celia Arnau": the name alone. */
function withoutPlace({ parse, lower }: Words, range: TokenRange): TokenRange {
  if (!/^(?:at|in|on|during|after|before)$/.test(lower[range.from]!)) return range;
  const { names } = parse;
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (names[middle]!.to < range.to) low = middle + 1;
    else high = middle;
  }
  const last = names[low];
  const isEnd =
    last !== undefined && last.kind === "PERSON" && last.to === range.to && range.from < last.from;
  return isEnd ? { from: last.from, to: range.to } : range;
}

/**
 * Surnames with the phrase of the first full name that ends so.
 *
 *     Celia Arnau, a researcher at the Harbour Institute, said …
 *     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 */
function introductionsIn(words: Words): ReadonlyMap<string, TokenRange> {
  const found = new Map<string, TokenRange>();
  for (const { kind, from, to } of words.parse.names) {
    if (kind !== "PERSON" || to - from < 2 || found.has(words.lower[to - 1]!)) continue;
    const sentence = sentenceOf(words, from);
    let start = from;
    while (Math.max(sentence.from, from - before) < start && isTitle(words, start - 1)) start--;
    start = apposedBefore(words, sentence.from, start) ?? start;
    let end = to;
    if (words.lower[to] === "," && isApposed(words, to + 1))
      while (end < Math.min(sentence.to, to + behind) && (end === to || words.lower[end] !== ",")) end++;
    found.set(words.lower[to - 1]!, { from: start, to: end });
  }
  return found;
}

/** Where "A former adviser in the British ministry, Luke Lobo, said" begins; null where no such phrase opens the sentence. */
function apposedBefore({ parse, lower }: Words, floor: number, start: number): number | null {
  const { upos } = parse.tokens;
  if (lower[start - 1] !== "," || start - floor < 3 || before + behind < start - floor) return null;
  if (upos[floor] !== "DET") return null;
  for (let i = floor + 1; i < start - 1; i++)
    if (/^(?:VERB|AUX|PUNCT|PRON|SCONJ)$/.test(upos[i]!)) return null;
  return floor;
}

/** What is told of somebody behind a comma is a noun phrase or a relative clause: no "told the council", no "it is". */
function isApposed({ parse, lower }: Words, i: number): boolean {
  if (/^(?:who|now|then|once|formerly|also)$/.test(lower[i] ?? "")) return true;
  const tag = parse.tokens.upos[i] ?? "";
  return /^(?:DET|NOUN|PROPN|ADJ|NUM|ADP)$/.test(tag) || parse.tokens.xpos[i] === "PRP$";
}

function isTitle({ parse }: Words, i: number): boolean {
  return /^(?:NOUN|PROPN|ADJ)$/.test(parse.tokens.upos[i]!) || parse.tokens.xpos[i] === "POS";
}

/** The tokens of a span. */
export function rangeOf(words: Words, span: Span): TokenRange {
  const from = tokenAt(words, span.start);
  return { from, to: Math.max(from + 1, tokenAt(words, span.end)) };
}
