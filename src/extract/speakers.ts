/**
 * Noun phrases that can be the source of a statement, before or after its verb. Without a tree, only shapes that
 * are sure: a name, an office, a ministry, a state, a pronoun.
 */
import type { TokenRange } from "../model/parse.ts";
import { mentionsWithin } from "./mentions.ts";
import type { Stage } from "./stage.ts";
import { isCalendarWord, isCapitalized, sentenceOf, type Words } from "./words.ts";

const pronouns = new Set(["he", "she", "they", "it", "we", "i", "who"]);
const auxiliaries = new Set([
  "has",
  "have",
  "had",
  "also",
  "later",
  "earlier",
  "then",
  "repeatedly",
  "previously",
  "recently",
  "further",
  "again",
  "once",
  "separately",
  "reportedly",
  "publicly",
  "already",
  "now",
  "immediately",
  "however",
  "meanwhile",
]);
const connecting = new Set([
  "of",
  "for",
  "to",
  "the",
  "and",
  "a",
  "an",
  "de",
  "al",
  "bin",
  "von",
  "van",
  "&",
  "-",
  "'s",
  ".",
  "on",
  "in",
  "at",
  "s",
]);
const stops = new Set([
  ",",
  "—",
  "–",
  "--",
  ";",
  ":",
  "(",
  ")",
  "“",
  "”",
  '"',
  "«",
  "»",
  "that",
  "while",
  "but",
  "when",
  "after",
  "before",
  "as",
  "because",
  "which",
  "if",
  "although",
  "whether",
  "since",
]);
const longestPhrase = 14;

/**
 * The phrase that ends before the verb at `verb`, its subject; null unless it can speak.
 *
 *     At the same time, US Ambassador to Russia John Sullivan noted that …
 *                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 *     President Vladimir Putin, announcing it, said that …
 *     ^^^^^^^^^^^^^^^^^^^^^^^^
 */
export function findSubject(stage: Stage, verb: number, floor: number): TokenRange | null {
  const { words } = stage;
  let to = verb;
  while (floor < to && auxiliaries.has(words.lower[to - 1] as string)) to--;
  if (words.lower[to - 1] === "," && floor < to - 1) {
    // An insertion between commas: the subject stands before it.
    const open = lastIndexOf(words, ",", floor, to - 1);
    if (open < 0 || 16 < to - open) return null;
    to = open;
  }
  let from = to;
  while (floor < from && to - from < longestPhrase && !stops.has(words.lower[from - 1] as string)) from--;
  return speakerWithin(stage, from, to);
}

/**
 * The phrase that begins after the verb, as in "said the Kremlin spokesman"; null unless it can speak.
 *
 *     … in any sense of the word, — said the Kremlin spokesman.
 *                                        ^^^^^^^^^^^^^^^^^^^^
 */
export function findInvertedSubject(stage: Stage, verb: number, ceiling: number): TokenRange | null {
  const { words } = stage;
  const from = verb + 1;
  if (/^(?:in|on|at|during|from|with|by|after|before)$/.test(words.lower[from] ?? "")) return null;
  let to = from;
  while (to < ceiling && to - from < longestPhrase) {
    const lower = words.lower[to] as string;
    if (stops.has(lower) || /^[.!?…]+$/.test(lower)) break;
    if (/^(?:in|on|at|during|from|with|by)$/.test(lower) && 0 < to - from) break;
    if (isCalendarWord(lower)) break;
    to++;
  }
  return speakerWithin(stage, from, to);
}

/** The part of `[from, to)` that can speak, with leading adverbials taken off; null when there is none. */
function speakerWithin(stage: Stage, from: number, to: number): TokenRange | null {
  const { words } = stage;
  let start = from;
  while (
    start < to &&
    /^(?:and|but|also|so|then|yet|however|meanwhile|earlier|later|today|yesterday|still|thus|again|when|where|—|-|–)$/.test(
      words.lower[start] as string,
    )
  )
    start++;
  while (start < to && isCalendarWord(words.lower[start] as string)) start++;
  let end = to;
  while (start < end && (isCalendarWord(words.lower[end - 1] as string) || words.lower[end - 1] === "on"))
    end--;
  if (end <= start) return null;
  if (end - start === 1 && pronouns.has(words.lower[start] as string))
    return /^(?:he|she|they)$/.test(words.lower[start] as string) ? { from: start, to: end } : null;
  if (!isNounPhrase(words, start, end)) return null;
  return canSpeak(stage, start, end) ? { from: start, to: end } : null;
}

/** Only capitalised words, office words, articles and small connecting words: no verb can hide in it. */
function isNounPhrase(words: Words, from: number, to: number): boolean {
  const sentence = sentenceOf(words, from);
  let nOther = 0;
  for (let i = from; i < to; i++) {
    const lower = words.lower[i] as string;
    if (
      /^(?:is|are|was|were|be|been|will|would|can|could|may|might|must|to|not|has|have|had|did|do|does|it|this|there|what)$/.test(
        lower,
      ) &&
      !(lower === "to" && from < i)
    )
      return false;
    if (connecting.has(lower) || (isCapitalized(words.form[i] as string) && sentence.from < i)) continue;
    nOther++;
  }
  return nOther <= 5;
}

export function canSpeak({ lexicon, words, mentions }: Stage, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    for (const n of [3, 2, 1]) {
      if (i + n <= to && lexicon.offices.has(words.lower.slice(i, i + n).join(" "))) return true;
    }
  }
  const last = mentionsWithin(mentions, { from, to }).at(-1);
  if (last !== undefined && last.to === to && last.known.usage !== "adjective") return true;
  return nameWithin(words, from, to) !== null;
}

/**
 * The name of a person at the end of a phrase: its last run of capitalised words; null when there is none.
 *
 *     Russian Foreign Minister Sergei Lavrov
 *     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the run; `resolve` takes the office off
 */
export function nameWithin(words: Words, from: number, to: number): TokenRange | null {
  let start = to;
  while (from < start && isNameToken(words.form[start - 1] as string)) start--;
  if (to <= start) return null;
  const isLone = to - start === 1;
  if (
    isLone &&
    start === sentenceOf(words, start).from &&
    !/^\p{Lu}\p{Ll}+$/u.test(words.form[start] as string)
  )
    return null;
  return { from: start, to };
}

function isNameToken(form: string): boolean {
  return (
    (isCapitalized(form) &&
      !isCalendarWord(form.toLowerCase()) &&
      !/^(?:The|A|An|But|And|In|On|At|It|He|She|They|This|That|As)$/.test(form)) ||
    form === "-" ||
    /^(?:al|bin|de|van|von)$/.test(form)
  );
}

function lastIndexOf(words: Words, lower: string, from: number, to: number): number {
  for (let i = to - 1; from <= i; i--) if (words.lower[i] === lower) return i;
  return -1;
}
