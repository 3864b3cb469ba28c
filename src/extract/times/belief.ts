/**
 * What looks like a time and is none: "May" the name and "may" the verb, "march on", 1,500 people, Agenda 2030, the
 * Sunday Telegraph. A month or year that stands alone is believed by the words around it.
 */
import type { Name } from "../../model/parse.ts";
import { isCapitalized } from "../words.ts";
import { findWord, formAt, tagAt, type TimeText, wordAt } from "./text.ts";

const doubtfulMonths = new Set(["march", "april", "may", "june", "august"]);

/** Months that are also names of people, or verbs, in lower case. */
export function isDoubtfulMonth(word: string): boolean {
  return doubtfulMonths.has(word);
}

/**
 * The month that stands alone at a token, as in "in May"; null where it is no month.
 *
 *     In May the minister met Theresa May in March.
 *        ^^^ month 5                        ^^^^^ month 3
 */
export function readLoneMonth(text: TimeText, at: number, isIntroduced: boolean): number | null {
  const month = findWord(text, "month", at)?.value.number ?? null;
  if (month === null || !isCapitalized(formAt(text, at)) || 0 <= (text.names[at] as number)) return null;
  if (isIntroduced) return month;
  const before = wordAt(text, at - 1);
  const after = formAt(text, at + 1);
  const isDoubtful = isDoubtfulMonth(wordAt(text, at));
  const isNameLike = isCapitalized(after) && tagAt(text, at + 1).startsWith("NNP");
  if (isAsRecentlyAs(text, at)) return month;
  if (findWord(text, "before-month", at - 1) !== null) {
    if (!isDoubtful || before === "in" || before === "since" || before === "until") return month;
    const earlier = wordAt(text, at - 2);
    if ((before === "of" && earlier === "as") || (before === "for" && tagAt(text, at - 2) === "VBN"))
      return month;
    // "criticism of May", "was signed by May", "talks with June Quill".
    if (before === "of" || before === "to" || before === "for" || before === "from") return null;
    if (before === "by" && (tagAt(text, at - 2) === "VBN" || isNameLike)) return null;
    return isNameLike ? null : month;
  }
  if (before === "and" || before === "or" || before === "," || before === "to" || before === "-") {
    if (findWord(text, "month", at - 2) !== null && isCapitalized(formAt(text, at - 2))) return month;
  }
  // "the June summit", "Monday's" said of months: "June's vote".
  if (after === "'s" && !isDoubtful) return month;
  const isDetermined = /^(?:the|a|an|its|his|her|their|that|this)$/.test(before);
  if (!isDetermined) return null;
  if (/^(?:NNS?|JJ)$/.test(tagAt(text, at + 1)) && !isCapitalized(after)) return month;
  return isNameLike && !isDoubtful && (before === "a" || before === "an") ? month : null;
}

/** "as recently as", "as early as", "as far back as" before a time. */
function isAsRecentlyAs(text: TimeText, at: number): boolean {
  return (
    wordAt(text, at - 1) === "as" && /^(?:recently|early|late|soon|back|long|far)$/.test(wordAt(text, at - 2))
  );
}

/** A month beside a number, where short names will do: "Nov. 9", "24 February", "May 2014". */
export function readMonthName(text: TimeText, at: number): { month: number; to: number } | null {
  const form = formAt(text, at);
  const long = findWord(text, "month", at);
  const found = long ?? findWord(text, "short-month", at);
  if (found === null) return null;
  if (!isCapitalized(form) && (long === null || isDoubtfulMonth(wordAt(text, at)))) return null;
  let { to } = found;
  if (long === null && wordAt(text, to) === "." && to + 1 < text.to) to++;
  return { month: found.value.number as number, to };
}

/**
 * The year that stands alone at a token; null where the number is none.
 *
 *     In 2014 some 2000 people fled; the 2015 accord and Resolution 2202 followed.
 *        ^^^^ 2014                       ^^^^ 2015
 */
export function readLoneYear(text: TimeText, at: number, isIntroduced: boolean): number | null {
  const year = readYearNumber(text, at);
  if (year === null) return null;
  const before = wordAt(text, at - 1);
  const after = wordAt(text, at + 1);
  if (findWord(text, "measure", at + 1) !== null) return null;
  if (/^[$€£#№%]$/.test(before) || before === "no." || before === "nos.") return null;
  if (isIntroduced || isAsRecentlyAs(text, at)) return year;
  const tag = tagAt(text, at + 1);
  const isPlural = tag === "NNS" || tag === "NNPS";
  const isPlausible = 1800 <= year && year <= 2060;
  if (isPlausible && (after === "levels" || before === "fiscal" || before === "year")) return year;
  if (findWord(text, "before-year", at - 1) !== null) {
    if (before === "than" && /^(?:more|less|fewer)$/.test(wordAt(text, at - 2))) return null;
    if (isPlural && (before !== "in" || year % 100 === 0)) return null;
    if (!/^(?:in|since|until|between|from|during|before|after|by)$/.test(before)) {
      if (/^(?:NN|JJ)$/.test(tag) || !isPlausible) return null;
      // "worth of 1900", "with 1950": a count unless nothing is counted and the number is of our times.
      if (/^(?:to|for|with|or|and|about|around|than|of)$/.test(before) && !isPlausible) return null;
    }
    return year;
  }
  if (!isPlausible) return null;
  if (before === "(") return /^[)\-–,;:]$/.test(after) ? year : null;
  if (before === "'s") return tag.startsWith("NN") || tag === "JJ" ? year : null;
  if (/^(?:the|a|an|its|his|her|their|our|this|that)$/.test(before))
    return tag.startsWith("NN") || tag === "JJ" ? year : null;
  if (text.to - text.from <= 2 && at === text.from) return year;
  // "a landmark 2015 deal", "other possible 2016 candidates", "one 2012 study", "whose 2012 book".
  const isCounted = year % 100 === 0 || (isPlural && tag !== "NNPS");
  if (isCounted || !/^(?:NN|JJ|NNP)$/.test(tag)) return null;
  return /^(?:JJ|VBN|WP\$|PRP\$)$/.test(tagAt(text, at - 1)) || before === "one" ? year : null;
}

/** Four digits from 1500 to 2099. */
export function readYearNumber(text: TimeText, at: number): number | null {
  const form = wordAt(text, at);
  return /^(?:1[5-9]|20)\d\d$/.test(form) ? Number(form) : null;
}

/** The end of a name at a token that is no time ("Black September"); null where there is none. */
export function endOfNoTime(text: TimeText, at: number): number | null {
  return findWord(text, "not", at)?.to ?? null;
}

/** For each token the name of several words, and not of a date, that holds it; -1 elsewhere. */
export function listNameTokens(names: readonly Name[], nTokens: number): Int32Array {
  const at = new Int32Array(nTokens).fill(-1);
  names.forEach((name, i) => {
    if (name.kind !== "DATE" && 1 < name.to - name.from) at.fill(i, name.from, name.to);
  });
  return at;
}
