/**
 * When do two mentions report one thing? Pure functions over features that were drawn from mentions beforehand.
 * Each gives the reason it found, in words for a person, or null. `store` asks them only of records that share a
 * block and lie within the window of days.
 */
import type { RecordKind } from "../model/ledger.ts";
import { type ComparedSide, sameSides } from "./conditions/same.ts";
import { type DayRange, daysApart } from "./days.ts";
import { nSharedStems, saysAgain } from "./words.ts";

/** What is compared of a mention. Kept with its record as JSON. */
export interface Features {
  readonly kind: RecordKind;
  /** Records of different blocks are never one. */
  readonly block: string;
  /** When it happened or was said; null when the text does not tell. */
  readonly dated: DayRange | null;
  /** When the article came out. */
  readonly published: DayRange | null;
  /** The cluster of near-duplicate articles that it stands in. */
  readonly cluster: string;
  /** Codes, or ids of actors that have none: who acts, speaks or demands. Sorted. */
  readonly sources: readonly string[];
  /** Who it is done to, said to, demanded of. Sorted. */
  readonly targets: readonly string[];
  /** PLOVER mode and CAMEO code of an event; null elsewhere. */
  readonly mode: string | null;
  readonly cameo: string | null;
  /** Stems of the words: content of a statement, phrase of an event; terms of a condition's requirement. */
  readonly stems: readonly string[];
  /** Terms of a condition's outcome, stems of an event's trigger; empty for a statement. */
  readonly otherStems: readonly string[];
  /** Directions in which requirement and outcome of a condition point; as the words stand where there are none. */
  readonly signs?: readonly [requirement: 1 | -1, outcome: 1 | -1];
}

/** How far apart in days records may lie to be compared at all. A condition is restated for months. */
export const windowOf: Readonly<Record<RecordKind, number>> = { statement: 3, event: 3, condition: 400 };

/** Event types in which both sides do the same thing, so that who is named first tells nothing. */
export const mutualTypes: ReadonlySet<string> = new Set(["AGREE", "CONSULT", "COOPERATE"]);

/** Why two mentions report one thing; null when they may not. */
export function sameRecord(a: Features, b: Features): string | null {
  if (a.kind !== b.kind || a.block !== b.block) return null;
  if (a.kind === "event") return sameEvent(a, b);
  return a.kind === "statement" ? sameStatement(a, b) : sameCondition(a, b);
}

/**
 * One event: same type and status (the block), parties and details that agree, and one time. Where a text gives no
 * date, its day of publication stands in only for phrases that share words: a paper reports two accusations a day.
 */
export function sameEvent(a: Features, b: Features): string | null {
  if (differs(a.mode, b.mode) || differs(a.cameo, b.cameo)) return null;
  const type = a.block.slice(0, a.block.indexOf("|"));
  if (mutualTypes.has(type)) {
    if (!nests(partiesOf(a), partiesOf(b))) return null;
  } else if (!nests(a.sources, b.sources) || !nests(a.targets, b.targets)) return null;
  if (a.dated !== null && b.dated !== null) {
    return daysApart(a.dated, b.dated) === 0 && areOfAKind(a.dated, b.dated)
      ? "same type, status and parties on the same date"
      : null;
  }
  const isAlike = 0 < nSharedStems(a.otherStems, b.otherStems) || saysAgain(a.stems, b.stems, 0.5);
  if (!isAlike) return null;
  if (a.cluster === b.cluster) return "same type, status, parties and words in one article or its copies";
  const [on, other] = [a.dated ?? a.published, b.dated ?? b.published];
  return on !== null && other !== null && daysApart(on, other) <= 2 && areOfAKind(on, other)
    ? "same type, status, parties and words within two days of publication"
    : null;
}

/** One statement: the same words, or another wording of them, by one speaker about one day. */
export function sameStatement(a: Features, b: Features): string | null {
  if (!saysAgain(a.stems, b.stems, 0.6)) return null;
  if (a.cluster === b.cluster) return "same speaker and words in one article or its copies";
  const [on, other] = [a.dated ?? a.published, b.dated ?? b.published];
  if (on === null || other === null || 1 < daysApart(on, other)) return null;
  return equalLists(a.stems, b.stems)
    ? "same speaker and words on the same day"
    : "same speaker, other wording of the same words on the same day";
}

/**
 * One condition: one setter and polarity (the block), no other target, and requirement and outcome alike, pointing the
 * same way, by the comparison of `conditions/`. It may be restated long after.
 */
export function sameCondition(a: Features, b: Features): string | null {
  if (!nests(a.targets, b.targets)) return null;
  const alike = sameSides(sidesOf(a), sidesOf(b));
  return alike === null ? null : `same setter; ${alike}`;
}

function sidesOf({ stems, otherStems, signs = [1, 1] }: Features): {
  readonly requirement: ComparedSide;
  readonly outcome: ComparedSide;
} {
  const side = (terms: readonly string[], sign: 1 | -1): ComparedSide => ({
    terms: new Set(terms),
    codes: new Set(terms.filter((term) => /^[A-Z]/.test(term))), // Stems and names of sets are in lower case.
    sign,
  });
  return { requirement: side(stems, signs[0]), outcome: side(otherStems, signs[1]) };
}

/** Everybody in a mutual event, once. */
function partiesOf({ sources, targets }: Features): string[] {
  return [...new Set([...sources, ...targets])];
}

function differs(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}

/** Whether one of two lists holds all of the other; an empty one is open and fits. */
function nests(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return true;
  const [few, many] = a.length < b.length ? [a, b] : [b, a];
  const all = new Set(many);
  return few.every((it) => all.has(it));
}

/** A day and a whole year overlap, but do not tell one event: precisions must be near each other. */
function areOfAKind(a: DayRange, b: DayRange): boolean {
  const [short, long] = [a.to - a.from, b.to - b.from].sort((x, y) => x - y) as [number, number];
  return long <= 7 || long <= 2 * short;
}

function equalLists(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((it, i) => it === b[i]);
}
