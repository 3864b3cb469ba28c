/**
 * The people of an article: every name of a person in it, and which names are one person. A surname is the full name
 * that holds it, "Serhiy" may be "Sergei", "Kim" is "Kim Jong Un". Two who could both be meant stay apart.
 */
import { foldName } from "../lexicon/lexicon.ts";
import type { Name, TokenRange } from "../model/parse.ts";
import type { Span } from "../model/span.ts";
import {
  formAt,
  isCapital,
  knownAt,
  lowerAt,
  rangeOf,
  type Scene,
  spanOf,
  titleEndingAt,
  wordsOf,
} from "./scene.ts";
import { isPersonal } from "./titles.ts";

/** One place where a person is named. */
export interface NamedAt extends TokenRange, Span {
  /** Index into `People.people`. */
  readonly person: number;
  /** Its own index into `People.named`. */
  readonly index: number;
}

export interface Person {
  /** As written where it is fullest first. */
  readonly name: string;
  /** The folded words of the name. */
  readonly words: readonly string[];
}

export interface People {
  readonly people: readonly Person[];
  /** By start; they don't overlap. */
  readonly named: readonly NamedAt[];
  /** The only person with a surname (folded), or whom the article names by it alone; else null. */
  surname(word: string): number | null;
}

const particles =
  /^(?:al|al-|el|el-|bin|ben|ibn|abu|de|da|dos|das|di|du|del|della|van|von|der|den|ter|le|la)$/i;
const courtesies =
  /^(?:mr|mrs|ms|miss|dr|sir|lord|lady|dame|mister|madam|senor|prof|rev|hon|st|sheikh|sheikha)\.?$/i;
/** Persons that share a word and are compared: more of one name in one article are not told apart. */
const mostCompared = 12;

/**
 * All people named in the sentences that are read.
 *
 *     Russian Foreign Minister Sergei Lavrov met John Kerry. Lavrov said that Mr. Kerry had agreed.
 *                              ^^^^^^^^^^^^^ 0                ^^^^^^ 0
 *                                                ^^^^^^^^^^ 1                    ^^^^^ 1
 */
export function listPeople(scene: Scene, parties: readonly Span[]): People {
  const ranges = withUnseen(scene, listNames(scene), parties);
  const cast = newCast(scene);
  // Full names first: a deck may say "Arnau" before the body says who that is.
  const people = ranges.map((range) => {
    const words = nameWords(scene, range);
    return words.length < 2 ? null : cast.full(wordsOf(scene, range.from, range.to), words);
  });
  const named = ranges.map((range, i): Unplaced => {
    const person =
      people[i] ?? cast.bare(wordsOf(scene, range.from, range.to), nameWords(scene, range), range.from);
    return { ...range, ...spanOf(scene, range.from, range.to), person };
  });
  const all = [...named, ...listMistaken(scene, named, cast.surname)].sort((a, b) => a.from - b.from);
  const { people: listed, surname } = cast;
  return { people: listed, named: all.map((it, index) => ({ ...it, index })), surname };
}

type Unplaced = Omit<NamedAt, "index">;

function nameWords(scene: Scene, { from, to }: TokenRange): string[] {
  return foldName(wordsOf(scene, from, to))
    .split(/\s+/)
    .filter(Boolean);
}

/** The tokens of every name of a person: without courtesies and offices, with particles and hyphens. */
function listNames(scene: Scene): TokenRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const name of scene.parse.names) {
    const range = name.kind === "PERSON" ? trimName(scene, name) : personIn(scene, name);
    if (range === null) continue;
    const before = ranges.at(-1);
    if (before !== undefined && range.from <= before.to && range.to - before.from <= 7)
      before.to = Math.max(before.to, range.to); // "Lula da Silva": two names and the particle between.
    else if (before === undefined || before.to <= range.from) ranges.push(range);
  }
  return ranges;
}

/**
 * The names with those that the parse has missed: capitalised words that make a party, alone or behind a title.
 *
 *     Xi Jinping, the Chinese president, …     Vice President Pence said …
 *     ^^^^^^^^^^                                               ^^^^^
 */
function withUnseen(scene: Scene, ranges: readonly TokenRange[], parties: readonly Span[]): TokenRange[] {
  // 1: a person or a place; 2: taken for an organization, which what stands behind a title is not.
  const isName = new Uint8Array(scene.parse.tokens.length);
  for (const { kind, from, to } of scene.parse.names) isName.fill(kind === "ORG" ? 2 : 1, from, to);
  for (const { from, to } of ranges) isName.fill(1, from, to);
  const unseen: TokenRange[] = [];
  for (const party of parties) {
    const { from: first, to: last } = rangeOf(scene, party);
    let end = first;
    while (end < last && formAt(scene, end) !== ",") end++;
    let from = end;
    while (first < from && end - from < 5 && isName[from - 1] !== 1 && isPlainName(scene, from - 1)) from--;
    const title = first < from ? titleEndingAt(scene, from, first) : null;
    const isTitled = title !== null && isPersonal(title);
    if (end - from < (isTitled ? 1 : 2) || 4 < end - from || (first < from && !isTitled)) continue;
    if (knownAt(scene, from, end) !== null || (!isTitled && isName.subarray(from, end).includes(2))) continue;
    isName.fill(1, from, end);
    unseen.push({ from, to: end });
  }
  return unseen.length === 0 ? [...ranges] : [...ranges, ...unseen].sort((a, b) => a.from - b.from);
}

/** Whether a token is written as a name and says nothing else. */
function isPlainName(scene: Scene, token: number): boolean {
  const form = formAt(scene, token);
  if (!/^\p{Lu}\p{L}*\p{Ll}[\p{L}’'-]*$/u.test(form) || /^(?:The|A|An|His|Her|Its)$/.test(form)) return false;
  const lower = form.toLowerCase();
  return !scene.lexicon.offices.has(lower) && !scene.lexicon.speakerNouns.has(lower);
}

function trimName(scene: Scene, name: Name): { from: number; to: number } | null {
  const { tokens } = scene.parse;
  let { from, to } = name;
  const isTitle = (token: number): boolean => {
    const lower = lowerAt(scene, token);
    return courtesies.test(lower) || (to - from > 1 && scene.lexicon.offices.has(lower));
  };
  while (from < to && isTitle(from)) from++;
  while (from < to && !/\p{L}/u.test(formAt(scene, to - 1).replace(/^['’]s$/, ""))) to--;
  if (to <= from) return null;
  const isJoined = (token: number): boolean => tokens.end[token] === tokens.start[token + 1];
  const isDash = (token: number): boolean =>
    formAt(scene, token) === "-" && isJoined(token) && 0 < token && isJoined(token - 1);
  if (1 < from && isDash(from - 1) && isCapital(formAt(scene, from - 2))) from -= 2;
  const isSpaced = (token: number): boolean =>
    tokens.start[token] === (tokens.end[token - 1] as number) + 1 &&
    knownAt(scene, token, tokens.length) === null;
  for (;;) {
    const next = to < tokens.length ? formAt(scene, to) : "";
    const second = to + 1 < tokens.length ? formAt(scene, to + 1) : "";
    const goesOn = isCapital(second) && (particles.test(next) || (next === "-" && isDash(to)));
    if (7 <= to - from) break;
    if (goesOn || (next === "-" && isDash(to) && /^\p{L}/u.test(second))) to += 2;
    else if (to - from === 1 && isFamilyFirst(scene, from) && /^\p{Lu}\p{Ll}/u.test(next) && isSpaced(to))
      to++;
    else if (isNamePart(scene, to, from) || /^(?:Jr|Sr)\.?$/.test(next)) to++;
    else break;
  }
  if (0 < from && particles.test(formAt(scene, from - 1))) from--;
  if (!/\p{Lu}/u.test(wordsOf(scene, from, to))) return null;
  // "Kremlin", "Al Jazeera", and "Jordan" alone are no people, whatever the parse takes them for.
  const known = knownAt(scene, from, to);
  return known !== null && known.to === to ? null : { from, to };
}

function isFamilyFirst(scene: Scene, token: number): boolean {
  return scene.lexicon.givenNames.familyFirst.has(foldName(formAt(scene, token)));
}

/** Whether a token goes on with a name before it: "al-Assad", and what the tree holds for a part of it. */
function isNamePart(scene: Scene, token: number, from: number): boolean {
  const { tokens } = scene.parse;
  if (tokens.length <= token || tokens.start[token] !== (tokens.end[token - 1] as number) + 1) return false;
  const form = formAt(scene, token);
  if (/^(?:al|el|as|ash|ul|bin)-\p{L}/iu.test(form)) return true;
  const head = tokens.head[token] as number;
  return (
    /^\p{Lu}\p{L}*\p{Ll}/u.test(form) && tokens.relation[token] === "flat" && from <= head && head < token
  );
}

/** The person at the end of what was taken for another name: "Foreign Affairs Oleh Nikolenko", "Cuba Celia Arnau". */
function personIn(scene: Scene, name: Name): { from: number; to: number } | null {
  if (name.kind === "DATE") return null;
  for (let i = name.to - 2; Math.max(name.from + 1, name.to - 4) <= i; i--) {
    if (!scene.lexicon.givenNames.genders.has(foldName(formAt(scene, i)))) continue;
    for (let k = i; k < name.to; k++) if (!/^\p{Lu}\p{L}*\p{Ll}/u.test(formAt(scene, k))) return null;
    return scene.lexicon.offices.has(lowerAt(scene, name.to - 1)) ? null : { from: i, to: name.to };
  }
  return null;
}

/** Surnames that the parse takes for something else, or for nothing, where the article knows the person. */
function listMistaken(
  scene: Scene,
  named: readonly Unplaced[],
  surname: (word: string) => number | null,
): Unplaced[] {
  const { tokens } = scene.parse;
  const isTaken = new Uint8Array(tokens.length);
  for (const { from, to } of named) isTaken.fill(1, from, to);
  const inName = new Uint8Array(tokens.length);
  for (const { kind, from, to } of scene.parse.names) {
    if (kind === "DATE")
      isTaken.fill(1, from, to); // "in May" is no person.
    else if (kind !== "PERSON" && 1 < to - from) inName.fill(1, from, to);
  }
  const found: Unplaced[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens.upos[i] !== "PROPN" || isTaken[i] === 1) continue;
    const form = formAt(scene, i);
    if (!/^\p{Lu}\p{L}+$/u.test(form)) continue;
    const person = surname(foldName(form));
    if (person === null || knownAt(scene, i, i + 1) !== null) continue;
    // Within a longer name ("Trump Tower") it is not the person, but behind a title ("Pres. Trump") it is.
    const isTitled = 0 < i && scene.lexicon.offices.has(lowerAt(scene, i - 1));
    if (inName[i] === 1 && !isTitled) continue;
    found.push({ from: i, to: i + 1, ...spanOf(scene, i, i + 1), person });
  }
  return found;
}

interface Cast {
  readonly people: Person[];
  /** The person of a name of two words or more. */
  full(name: string, words: readonly string[]): number;
  /** The person of a single word, at a token. */
  bare(name: string, words: readonly string[], token: number): number;
  /** The only person with this surname, or whom the article names by it alone. */
  surname(word: string): number | null;
}

function newCast(scene: Scene): Cast {
  const { genders, familyFirst } = scene.lexicon.givenNames;
  const people: Person[] = [];
  const byKey = new Map<string, number>();
  const byWord = new Map<string, number[]>();
  const nNamed: number[] = [];
  /** Whom a single word was last taken for. */
  const byBare = new Map<string, number>();
  const push = (key: string, person: number): void => {
    const list = byWord.get(key);
    if (list === undefined) byWord.set(key, [person]);
    else if (list.length < mostCompared && !list.includes(person)) list.push(person);
  };
  const add = (name: string, words: readonly string[]): number => {
    const person = people.length;
    people.push({ name, words });
    nNamed.push(0);
    byKey.set(words.join(" "), person);
    for (const word of words) push(word, person);
    push(looseKey(words.at(-1) as string), person);
    return person;
  };
  const count = (person: number): number => {
    nNamed[person] = (nNamed[person] as number) + 1;
    return person;
  };
  const withWord = (word: string): readonly number[] => byWord.get(word) ?? byWord.get(looseKey(word)) ?? [];
  const holders = (word: string): number[] => {
    const all = withWord(word).filter((it) => (people[it] as Person).words.length > 1);
    const wordsOfPerson = (it: number): readonly string[] => (people[it] as Person).words;
    const last = all.filter((it) => {
      const words = wordsOfPerson(it);
      return isSameWord(words.at(-1) as string, word) || (words[0] === word && familyFirst.has(word));
    });
    if (0 < last.length) return last;
    return all.filter((it) => {
      const at = wordsOfPerson(it).indexOf(word);
      if (/^(?:jr|sr|ii|iii)$/.test(wordsOfPerson(it).at(-1) as string)) return false; // "Trump" is not the son.
      return 0 <= at && (0 < at || genders.has(word)) && 3 <= word.length;
    });
  };
  return {
    people,
    full(name, words) {
      const same = byKey.get(words.join(" "));
      if (same !== undefined) return count(same);
      const all = [...withWord(words.at(-1) as string), ...withWord(words[0] as string)];
      const found = all.find((it) => isSamePerson(scene, words, (people[it] as Person).words));
      return count(found ?? add(name, words));
    },
    bare(name, words, token) {
      const word = words[0] ?? "";
      const hint = courtesyGender(scene, token);
      const all = holders(word).filter((it) => {
        const gender = genders.get((people[it] as Person).words[0] as string);
        return hint === null || gender === undefined || gender === hint;
      });
      const known = byBare.get(word);
      const most = [...all].sort((a, b) => (nNamed[b] as number) - (nNamed[a] as number));
      const [first, second] = most;
      let person: number;
      if (known !== undefined && all.includes(known)) person = known;
      else if (
        first !== undefined &&
        (second === undefined || 2 * (nNamed[second] as number) < (nNamed[first] as number))
      )
        person = first;
      else person = byKey.get(word) ?? add(name, words);
      byBare.set(word, person);
      return person;
    },
    surname(word) {
      const bare = byBare.get(word);
      if (bare !== undefined) return bare;
      const [only, ...more] = byWord.has(word) ? holders(word) : [];
      return only === undefined || 0 < more.length || word.length < 3 ? null : only;
    },
  };
}

/** The gender that a courtesy or title right before a name tells. */
export function courtesyGender(scene: Scene, token: number): "f" | "m" | null {
  if (token === 0) return null;
  const before = lowerAt(scene, token - 1).replace(".", "");
  if (/^(?:mrs|ms|miss|lady|dame|madam|queen|princess|sheikha|baroness)$/.test(before)) return "f";
  return /^(?:mr|sir|lord|king|prince|ayatollah|pope|baron)$/.test(before) ? "m" : null;
}

/** Whether two names of several words can be one person's. */
function isSamePerson(scene: Scene, a: readonly string[], b: readonly string[]): boolean {
  if (b.length < 2) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  for (let i = 0; i + short.length <= long.length; i++) {
    if (short.every((word, k) => word === long[i + k])) return true;
  }
  if (!isSameWord(a.at(-1) as string, b.at(-1) as string)) return false;
  const { forms } = scene.lexicon.givenNames;
  const [given, other] = [a[0] as string, b[0] as string];
  const isInitial = given.length === 1 || other.length === 1;
  if (isInitial) return given[0] === other[0];
  return (
    (forms.get(given) ?? given) === (forms.get(other) ?? other) ||
    looseKey(given) === looseKey(other) ||
    (3 <= Math.min(given.length, other.length) && (given.startsWith(other) || other.startsWith(given)))
  );
}

function isSameWord(a: string, b: string): boolean {
  return a === b || (4 < a.length && 4 < b.length && looseKey(a) === looseKey(b));
}

/**
 * A key under which transliterations of one name meet: "lawrow" and "lavrov", "riabkow" and "ryabkov".
 */
function looseKey(word: string): string {
  if (word.length < 5) return word;
  return word
    .replace(/w/g, "v")
    .replace(/[yj]/g, "i")
    .replace(/ph/g, "f")
    .replace(/kh/g, "h")
    .replace(/ts|tz/g, "c")
    .replace(/ie|ei/g, "e")
    .replace(/(.)\1/g, "$1");
}
