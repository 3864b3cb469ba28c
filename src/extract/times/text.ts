/** What the grammar of times reads: the words of one sentence, and the table of time words. */
import type { TimeRole, TimeWord, TimeWords } from "../../lexicon/lexicon.ts";
import type { TimeShape } from "../../model/time.ts";
import type { Words } from "../words.ts";

export interface TimeText {
  readonly words: Words;
  readonly times: TimeWords;
  /** Tokens of the sentence, `[from, to)`. */
  readonly from: number;
  readonly to: number;
  /** By token of the article, the name of several words that holds it, as an index; -1 where none does. */
  readonly names: Int32Array;
}

/** Something read that ends before token `to`. */
export interface Found<Value> {
  readonly value: Value;
  readonly to: number;
}

/** A time without the words around it; `until` where two ends are written as one ("9-11 June"). */
export interface TimePoint {
  readonly shape: TimeShape;
  readonly until: TimeShape | null;
}

/** The lower-case word at a token; "" outside the sentence. */
export function wordAt(text: TimeText, at: number): string {
  return text.from <= at && at < text.to ? (text.words.lower[at] as string) : "";
}

/** The word as written; "" outside the sentence. */
export function formAt(text: TimeText, at: number): string {
  return text.from <= at && at < text.to ? (text.words.form[at] as string) : "";
}

/** Penn tag; "" outside the sentence. */
export function tagAt(text: TimeText, at: number): string {
  return text.from <= at && at < text.to ? (text.words.parse.tokens.xpos[at] as string) : "";
}

/** The longest word or phrase of a role that begins at a token; null when there is none. */
export function findWord(text: TimeText, role: TimeRole, at: number): Found<TimeWord> | null {
  const candidates = text.times.words.get(wordAt(text, at));
  if (candidates === undefined) return null;
  for (const word of candidates) {
    if (word.role !== role) continue;
    const to = endOfWords(text, word.words, at);
    if (to !== null) return { value: word, to };
  }
  return null;
}

/** The token after these words, if they stand at `at`; else null. */
export function endOfWords(text: TimeText, words: readonly string[], at: number): number | null {
  const to = at + words.length;
  if (text.to < to) return null;
  for (let i = 0; i < words.length; i++) if (words[i] !== text.words.lower[at + i]) return null;
  return to;
}

/**
 * A count before a unit, `null` where it is not told.
 *
 *     twenty-five years ago   a few days later   10 weeks
 *     ^^^^^^^^^^^ 25          ^^^^^ null         ^^ 10
 */
export function readCount(text: TimeText, at: number): Found<number | null> | null {
  const form = wordAt(text, at);
  if (/^\d{1,4}$/.test(form)) return { value: Number(form), to: at + 1 };
  const first = findWord(text, "number", at);
  if (first === null) return null;
  const tens = first.value.number;
  if (tens !== null && 20 <= tens && tens < 100 && wordAt(text, first.to) === "-") {
    const ones = findWord(text, "number", first.to + 1)?.value.number ?? null;
    if (ones !== null && ones < 10) return { value: tens + ones, to: first.to + 2 };
  }
  return { value: tens, to: first.to };
}

/** A dash between two ends of a range. */
export function isDash(word: string): boolean {
  return word === "-" || word === "–" || word === "—";
}
