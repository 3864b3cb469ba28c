/**
 * Times as written: which words are a time, and what they say of it. What day that is stays open (`resolve`). A grammar
 * of our own over tokens; docs/decisions/0520 says why. What is read of each construct is in `times/`.
 */
import type { TimeWords } from "../lexicon/lexicon.ts";
import type { TokenRange } from "../model/parse.ts";
import type { TimeExpression, TimeShape } from "../model/time.ts";
import { endOfNoTime, listNameTokens } from "./times/belief.ts";
import { readTimePhrase, type TimePhrase } from "./times/phrase.ts";
import { type Found, type TimeText } from "./times/text.ts";
import { headOf, tenseAt } from "./tense.ts";
import { spanOf, type Words } from "./words.ts";

/**
 * All times of the sentences that are read, by start, none overlapping.
 *
 *     The envoy, who has been in Oslo since Monday, will leave in two days.
 *                                     ^^^^^^^^^^^^             ^^^^^^^^^^^
 */
export function findTimes(words: Words, times: TimeWords): TimeExpression[] {
  const { parse } = words;
  const names = listNameTokens(parse.names, parse.tokens.length);
  const found: TimeExpression[] = [];
  for (const sentence of parse.sentences) {
    const text: TimeText = { words, times, names, from: sentence.from, to: sentence.to };
    const isHeadline = /^(?:headline|deck|subhead)$/.test(parse.article.blocks[sentence.block]?.role ?? "");
    for (let at = sentence.from; at < sentence.to; at++) {
      if (!isStart(times, words.lower[at] as string)) continue;
      const skipped = endOfNoTime(text, at);
      const phrase = skipped === null ? readTimePhrase(text, at) : null;
      if (phrase === null) {
        if (skipped !== null) at = skipped - 1;
        continue;
      }
      const range = { from: firstToken(phrase, words), to: phrase.to };
      found.push({
        ...spanOf(words, range.from, range.to),
        ...range,
        ...phraseOf(phrase, isNounsOwn(words, range)),
        tense: tenseAt(words, times, range, isHeadline),
        block: sentence.block,
        isFrame: isFrame(phrase, sentence.from),
      });
      at = phrase.to - 1;
    }
  }
  return found;
}

/** "the June 20 summit": the article is the summit's. */
function firstToken({ value: { from, bound, part, shape } }: Found<TimePhrase>, words: Words): number {
  const isPlain =
    bound === null && part === null && /^(?:day|month|year|weekday|named-day)$/.test(shape.kind);
  return isPlain && words.lower[from] === "the" ? from + 1 : from;
}

type Told = Pick<TimeExpression, "shape" | "until" | "part" | "bound" | "isApproximate">;

function phraseOf(
  { value: { shape, until, part, bound, isApproximate } }: Found<TimePhrase>,
  isNouns: boolean,
): Told {
  return { shape, until, part, bound: bound === "from" && isNouns ? null : bound, isApproximate };
}

/** "the accord from last year": of that year, and not from it on. */
function isNounsOwn(words: Words, range: TokenRange): boolean {
  return words.parse.tokens.relation[headOf(words, range)]?.startsWith("nmod") === true;
}

/** Words that begin a time and stand in no table: few, and some very frequent. */
const openers = new Set(
  "the that these those same within in for between overnight year month weekend ' ‘".split(" "),
);

function isStart(times: TimeWords, word: string): boolean {
  const unit = word.charCodeAt(0);
  return (
    (48 <= unit && unit <= 57) ||
    times.words.has(word) ||
    times.days.has(word) ||
    openers.has(word) ||
    word.startsWith("mid-")
  );
}

/** Whether the phrase stands at the head of its sentence and gives a year. */
function isFrame({ value }: Found<TimePhrase>, sentenceFrom: number): boolean {
  return (
    value.from - sentenceFrom <= 1 && value.bound === null && value.until === null && hasYear(value.shape)
  );
}

function hasYear(shape: TimeShape): boolean {
  return (
    shape.kind === "year" ||
    ((shape.kind === "month" || shape.kind === "day" || shape.kind === "part-of-year") && shape.year !== null)
  );
}
