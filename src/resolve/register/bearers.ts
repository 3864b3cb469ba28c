/** Who bears a name or title at a day, among the people of the register. */
import type { Lexicon } from "../../lexicon/lexicon.ts";
import {
  type KnownPerson,
  officesAt,
  type People,
  peopleNamed,
  plainName,
  standingAt,
} from "../../lexicon/people.ts";
import type { Segment } from "./segments.ts";
import { differInOneLetter } from "./spelling.ts";

/** What a phrase and its article tell of a person. */
export interface Hints {
  /** Code and home state of whom the person is of; null when the phrase names nobody. */
  readonly code: string | null;
  readonly home: string | null;
  /** Role of the title before the name. */
  readonly role: string | null;
  readonly day: string | null;
  /** "former", "late": need not be in office. */
  readonly isFormer: boolean;
}

/** Somebody named: `found` null when the register has nobody or several; `code` shared by those it has. */
export interface Bearer {
  readonly found: KnownPerson | null;
  readonly code: string | null;
}

/**
 * The person named in the pieces of a phrase; null when they hold no person's name. A surname is believed with a title
 * that its bearer held, or where somebody goes by it alone and is in office at the day.
 */
export function findPerson(lexicon: Lexicon, before: readonly Segment[], hints: Hints): Bearer | null {
  const full = before.findLast(({ kind }) => kind === "person");
  if (full !== undefined) {
    const next = before[before.indexOf(full) + 1];
    const isOwner = next !== undefined && (full.isPossessive || next.kind === "agent");
    return isOwner ? null : pick(full.people, hints, false);
  }
  let from = before.length;
  while (0 < from && before[from - 1]?.kind === "word" && isNameWord(before[from - 1] as Segment)) from--;
  if (from === before.length) return null;
  const words = before.slice(from).map(({ text }) => text);
  const { people } = lexicon;
  const key = plainName(words.join(" "), people.spellings);
  const hasTitle = hints.role !== null;
  const candidates =
    (hasTitle ? people.bySurname : people.byShortName).get(key) ?? (hasTitle ? misspelt(people, key) : []);
  // A given name that the register lacks: "John Lavrov" is another.
  return pick(candidates, hints, true);
}

/** People of the given name whose full name differs in one letter; believed with a title that they bore. */
function misspelt(people: People, key: string): readonly KnownPerson[] {
  const first = key.split(" ")[0] as string;
  if (key.length < 8 || first === key) return [];
  const keys = (people.namesByFirst.get(first) ?? []).filter((it) => differInOneLetter(it, key));
  return [...new Set(keys.flatMap((it) => people.byName.get(it) ?? []))];
}

/**
 * Whose something is, by a person in the pieces: "Saddam Hussein's government", "supporters of Laurent Gbagbo". The code of
 * what they are at the day; null when no such person stands there or it can't be told.
 */
export function codeOfOwner(
  lexicon: Lexicon,
  before: readonly Segment[],
  after: readonly Segment[],
  preposition: string | null,
  day: string | null,
): string | null {
  const isOf = /^(?:of|for|loyal)$/.test(preposition ?? "");
  for (const pieces of [before, isOf ? after : []]) {
    for (const [i, { kind, text, people, isCapitalized, isPossessive }] of pieces.entries()) {
      // "Saddam Hussein's government", "the Assad regime".
      const owns = i < before.length - 1 && (isPossessive || before[i + 1]?.kind === "agent");
      if (pieces === before && !owns) continue;
      // "Otto Lavrov" is another.
      const isSurnameAlone =
        kind === "word" && isCapitalized && !(pieces[i - 1]?.kind === "word" && pieces[i - 1]?.isCapitalized);
      if (kind !== "person" && !isSurnameAlone) continue;
      const hints = { code: null, home: null, role: null, day, isFormer: false };
      const bearer =
        kind === "person" ? pick(people, hints, false) : bearerOf(lexicon, text, day, null, null);
      const code = bearer.found === null ? bearer.code : standingAt(bearer.found, day, lexicon.codes).code;
      if (code !== null) return code;
    }
  }
  return null;
}

/**
 * Somebody by name alone, as an article calls them: by full name in any spelling, or by the one name they go by. Null when
 * nobody or several could be meant.
 */
export function bearerOf(
  lexicon: Lexicon,
  name: string,
  day: string | null,
  code: string | null,
  role: string | null,
): Bearer {
  const { people } = lexicon;
  const hints: Hints = { code, home: code, role, day, isFormer: false };
  const full = peopleNamed(people, name);
  if (0 < full.length) return pick(full, hints, false);
  const key = plainName(name, people.spellings);
  const short = (role === null ? people.byShortName : people.bySurname).get(key) ?? [];
  return pick(short, hints, true);
}

/** Lower-case particles belong to a name, other lower-case words don't. */
function isNameWord({ text, isCapitalized }: Segment): boolean {
  return (
    (isCapitalized && !/^(?:The|A|An|Mr|Mrs|Ms|Dr|Sir|Lord)\.?$/.test(text)) ||
    /^(?:bin|ben|de|van|von|der|al-.+|el-.+)$/.test(text)
  );
}

function pick(candidates: readonly KnownPerson[], hints: Hints, isSurname: boolean): Bearer {
  const { code, home, role, day, isFormer } = hints;
  let left = candidates;
  if (code !== null)
    left = left.filter(({ offices }) => offices.some((it) => it.code === code || it.code === home));
  if (role !== null && isSurname) {
    const now = left.filter((it) => bears(it, role, isFormer ? null : day));
    // "President Putin" of 2010 was president, if not then: who bore the title before, and alone.
    left = 0 < now.length ? now : left.filter((it) => day !== null && boreBefore(it, role, day));
  }
  if (1 < left.length && role !== null) left = narrowed(left, (it) => bears(it, role, isFormer ? null : day));
  if (1 < left.length && day !== null) {
    const inOffice = left.filter((it) => 0 < officesAt(it, day).length);
    left = 0 < inOffice.length ? inOffice : narrowed(left, (it) => isOpenAt(it, day));
  }
  // A bare surname of who has not come into office yet, or left it long ago, is another's.
  if (isSurname && role === null && day !== null) left = left.filter((it) => isRemembered(it, day));
  const [only, ...more] = left;
  if (only === undefined) return { found: null, code: null };
  if (more.length === 0) return { found: only, code: null };
  const codes = new Set(left.flatMap(({ offices }) => offices.map((it) => it.code)));
  return { found: null, code: codes.size === 1 ? ([...codes][0] ?? null) : null };
}

/** Those that meet a test, if any do. */
function narrowed(
  people: readonly KnownPerson[],
  test: (person: KnownPerson) => boolean,
): readonly KnownPerson[] {
  const kept = people.filter(test);
  return 0 < kept.length ? kept : people;
}

/** Whether somebody holds the role, or one that its word may stand for, at the day; ever, where the day is null. */
function bears(person: KnownPerson, role: string, day: string | null): boolean {
  const wide = widened[role] ?? null;
  const offices = officesAt(person, day);
  const open = day === null ? [] : person.offices.filter(({ to, from }) => to === null && from <= day);
  return [...offices, ...open].some((it) => it.role === role || wide?.test(it.role) === true);
}

/** Whether an office was open when the table was made, which may be before the day. */
function isOpenAt(person: KnownPerson, day: string): boolean {
  return person.offices.some(({ from, to }) => to === null && from <= day);
}

/** Somebody is called by surname alone for this many years after leaving office. */
const rememberedYears = 10;

function isRemembered({ offices }: KnownPerson, day: string): boolean {
  const since = `${Number(day.slice(0, 4)) - rememberedYears}${day.slice(4)}`;
  return offices.some(({ from, to }) => from <= `${day}-99` && (to === null || since <= to));
}

function boreBefore(person: KnownPerson, role: string, day: string): boolean {
  return person.offices.some((it) => it.role === role && it.to !== null && it.to < day);
}

/** What general titles may stand for. */
const widened: Readonly<Record<string, RegExp>> = {
  minister: /minister$|secretary/,
  official: /./,
  leader: /^(?:leader|president|prime-minister|monarch|crown-prince|opposition-leader)$/,
  "foreign-minister": /^secretary-of-state$/,
  monarch: /^(?:monarch|crown-prince)$/,
  "secretary-general": /^(?:secretary-general|director-general)$/,
  ambassador: /ambassador$|^envoy$/,
  envoy: /ambassador$|^envoy$/,
  military: /^(?:army-chief|official|defence-minister|leader)$/,
  "secretary-of-state": /^minister$/,
  commissioner: /^(?:commissioner|commission-president|high-representative)$/,
  legislator: /^(?:legislator|speaker)$/,
  president: /-president$/,
};
