/**
 * Tokens of one block to sentences. A sentence ends at a terminal stop with its closing marks, when what follows
 * can begin another; quotation marks and brackets do not hide an end, abbreviations and initials do not make one.
 */
import type { Tokens } from "../model/parse.ts";

/** Tokens of a sentence at most; the longest in edited news have some 150. Listings and damaged text are cut here. */
const longestSentence = 300;

const closers = new Set(["”", "’", '"', "'", "»", ")", "]", "''"]);

/** Starts of the sentences in `[from, to)` of the token columns, the first being `from`. */
export function findSentences(
  text: string,
  tokens: Pick<Tokens, "start" | "end">,
  from: number,
  to: number,
): number[] {
  if (to <= from) return [];
  const starts = [from];
  const formOf = (i: number): string => text.slice(tokens.start[i], tokens.end[i]);
  const first = afterLabel(text, tokens, from, to);
  if (from < first) starts.push(first);
  for (let i = first; i < to - 1; i++) {
    const form = formOf(i);
    if (longestSentence <= i - (starts.at(-1) as number)) starts.push(i);
    if (!endsSentence(form)) continue;
    let next = i + 1;
    // Closing marks belong to the sentence; a straight mark after a space opens the next one.
    while (
      next < to &&
      closers.has(formOf(next)) &&
      !(isSpaceBefore(text, tokens.start[next] as number) && /^["']$/.test(formOf(next)))
    )
      next++;
    next = afterReferences(text, tokens, next, to);
    if (next >= to) break;
    if (canBegin(form, formOf(next), text, tokens.start[next] as number)) {
      starts.push(next);
      i = next - 1;
    }
  }
  return starts;
}

/** Labels that pages run into the first words of a list. */
const labels = ["Story highlights"];

/**
 * A dateline: a place in capitals, perhaps a country, a day and an agency, and a dash.
 *
 *     HAVANA, Cuba (Meridian Wire) — Talks resumed in the port.
 *     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a sentence of its own
 */
const dateline =
  /^\p{Lu}{3}[\p{Lu} .'’/-]{0,40}(?:, [\p{L}\d .,]{1,40})?(?: ?\([\p{L}\d .,/-]{1,40}\))?(?: (?:—|–|--|-) |—)(?=["“‘']?[\p{Lu}\d])/u;

/** The token after a label or dateline at the head of a block; `from` where there is none, or nothing follows. */
function afterLabel(text: string, tokens: Pick<Tokens, "start" | "end">, from: number, to: number): number {
  const start = tokens.start[from] as number;
  const label =
    labels.find((it) => text.startsWith(it, start)) ??
    dateline.exec(text.slice(start, start + 160))?.[0].trimEnd();
  if (label === undefined) return from;
  let i = from;
  while (i < to && (tokens.start[i] as number) < start + label.length) i++;
  return i < to && tokens.end[i - 1] === start + label.length ? i : from;
}

/** The token after marks of reference that follow a stop ("in 2009.[2][3]"); `i` where there are none. */
function afterReferences(text: string, tokens: Pick<Tokens, "start" | "end">, i: number, to: number): number {
  let next = i;
  while (next + 2 < to && /^\[\d{1,3}\]$/.test(text.slice(tokens.start[next], tokens.end[next + 2])))
    next += 3;
  return next;
}

function endsSentence(form: string): boolean {
  const last = form.charCodeAt(form.length - 1);
  if (last === 33 || last === 63) return form.length === 1;
  return form === "." || form === "…" || /^\.{3,}$/.test(form) || /^[\p{L}.]+\.$/u.test(form);
}

/** Whether a token can begin a sentence after a stop. After an abbreviation only what is surely a new one. */
function canBegin(stop: string, form: string, text: string, start: number): boolean {
  const isAbbreviation = 1 < stop.length && stop !== "…" && !/^\.+$/.test(stop);
  if (isAbbreviation)
    return isStarter(form) && !/^\p{L}\.$/u.test(stop) && !expectant.has(stop.toLowerCase());
  if (!isSpaceBefore(text, start)) return /^\p{Lu}\p{Ll}/u.test(form); // "…said.Then": a lost space.
  if (/^[\p{Lu}\p{Lt}\d]/u.test(form)) return true;
  if (/^["“«„‘'([¿¡@#$€£—–-]/u.test(form)) return true;
  return !/^\p{Ll}/u.test(form) && !/^[,;:)\]”’»]/.test(form) && !/^\.+$/.test(form);
}

/** Abbreviations that something must follow: titles, "vs.", "e.g.". */
const expectant = new Set(
  "mr. mrs. ms. mx. dr. prof. st. gen. gens. sen. sens. rep. reps. gov. govs. lt. col. sgt. capt. cpl. pvt. maj. brig. adm. cmdr. comdr. supt. hon. rev. fr. amb. pres. messrs. mlle. mme. mt. ft. vs. e.g. i.e. cf. approx. est.".split(
    " ",
  ),
);

const starters = new Set(
  "the a an he she it they we i in on at but and this that these those his her their our as after before when while if with for from there no not what who how why according earlier later meanwhile however also".split(
    " ",
  ),
);

function isStarter(form: string): boolean {
  return /^\p{Lu}/u.test(form) && starters.has(form.toLowerCase());
}

function isSpaceBefore(text: string, at: number): boolean {
  return at === 0 || /\s/.test(text.charAt(at - 1));
}
