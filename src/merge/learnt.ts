/**
 * Offices learnt from articles, serving later ones: whose family name stands alone in an article, and in whose name
 * somebody speaks there. Nothing is guessed between two people, or two offices. Pure.
 */

import type { ConditionLexicon } from "../lexicon/lexicon.ts";

/** An office as an article showed it. */
export interface LearntOffice {
  /** The actor that it is counted for. */
  readonly actor: string;
  readonly office: string;
  /** Of the article, days since 1970-01-01. */
  readonly day: number;
  readonly code: string;
  readonly sector: string | null;
  /** Hash of the article. */
  readonly article: string;
}

/** How far from the day of an article an office may have been met to be believed. */
export const officeWindow = 366;

/** The office met nearest to a day; null where none was within the window, or offices of two sides were. */
export function officeNear(offices: readonly LearntOffice[], day: number): LearntOffice | null {
  const near = offices.filter((it) => Math.abs(it.day - day) <= officeWindow);
  if (new Set(near.map(({ code }) => code)).size !== 1) return null;
  const apart = ({ day: on }: LearntOffice): number => Math.abs(on - day);
  return near.reduce((best, it) =>
    apart(it) < apart(best) ||
    (apart(it) === apart(best) && (it.day < best.day || (it.day === best.day && it.article < best.article)))
      ? it
      : best,
  );
}

/** A person as an article names one. */
export interface NamedPerson {
  /** Without case and marks. */
  readonly folded: string;
  /** As the article tells; null where it does not. */
  readonly code: string | null;
}

/** Whether somebody is named by one word, which may be a family name. */
export function isFamilyNameAlone(folded: string): boolean {
  return 3 <= folded.length && /^[\p{L}'’-]+$/u.test(folded);
}

/** The family name of a full name, where it is the last word; null for a name of one word. */
export function familyNameOf(folded: string): string | null {
  const words = folded.split(" ");
  return words.length < 2 ? null : (words.at(-1) as string);
}

/**
 * The office that tells who a family name alone means: there is one person of that name, met in an office near the day,
 * whose side the article names, or gives that person.
 *
 * @param holders everybody whom the ledger knows by a full name that ends so, and their offices
 * @param isNamed whether the article names a state or body, by its code
 */
export function officeOfFamilyName(
  { code }: NamedPerson,
  holders: ReadonlyMap<string, readonly LearntOffice[]>,
  isNamed: (code: string) => boolean,
  day: number,
): LearntOffice | null {
  const [only, ...more] = holders.values();
  if (only === undefined || 0 < more.length) return null;
  const office = officeNear(only, day);
  if (office === null) return null;
  return (code === null ? isNamed(office.code) : code === office.code) ? office : null;
}

/** Whether a text names a state or body, by any of its names, as a word. */
export function namesCode(names: ConditionLexicon["names"], text: string, code: string): boolean {
  for (const [name, { actor }] of names) {
    if (actor.code !== code && actor.home !== code) continue;
    for (let at = text.indexOf(name); 0 <= at; at = text.indexOf(name, at + 1)) {
      const around = text.slice(Math.max(0, at - 1), at) + text.slice(at + name.length, at + name.length + 1);
      if (!/[\p{L}\p{N}]/u.test(around)) return true;
    }
  }
  return false;
}
