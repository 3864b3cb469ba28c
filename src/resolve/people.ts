/**
 * The people of an article: every name of a person in it, and which names are one person. A surname is the full name
 * that holds it, "Serhiy" may be "Sergei", "Kim" is "Kim Jong Un". Two who could both be meant stay apart.
 */
import { foldName } from "../lexicon/lexicon.ts";
import type { TokenRange } from "../model/parse.ts";
import type { Span } from "../model/span.ts";
import { listMistaken, listNames } from "./name-places.ts";
import { lowerAt, type Scene, spanOf, wordsOf } from "./scene.ts";

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
  /** The person of a full name (folded); null when there is none. */
  find(name: string): number | null;
}

/** Persons that share a word and are compared: more of one name in one article are not told apart. */
const mostCompared = 12;

/**
 * All people named in the sentences that are read.
 *
 *     Cuban Foreign Minister Celia Arnau met Bruno Lobo. Arnau said that Mr. Lobo had agreed.
 *                            ^^^^^^^^^^^ 0               ^^^^^ 0
 *                                            ^^^^^^^^^^ 1                ^^^^ 1
 */
export function listPeople(scene: Scene, parties: readonly Span[]): People {
  const ranges = listNames(scene, parties);
  const identities = newIdentities(scene);
  // Full names first: a deck may say "Arnau" before the body says who that is.
  const people = ranges.map((range) => {
    const words = nameWords(scene, range);
    return words.length < 2 ? null : identities.full(wordsOf(scene, range.from, range.to), words);
  });
  const named = ranges.map((range, i) => {
    const person =
      people[i] ?? identities.bare(wordsOf(scene, range.from, range.to), nameWords(scene, range), range.from);
    return { ...range, ...spanOf(scene, range.from, range.to), person };
  });
  const mistaken = listMistaken(scene, named, identities.surname).map((it) => ({
    ...it,
    ...spanOf(scene, it.from, it.to),
  }));
  const all = [...named, ...mistaken].sort((a, b) => a.from - b.from);
  const { people: listed, surname, find } = identities;
  return { people: listed, named: all.map((it, index) => ({ ...it, index })), surname, find };
}

function nameWords(scene: Scene, { from, to }: TokenRange): string[] {
  return foldName(wordsOf(scene, from, to))
    .split(/\s+/)
    .filter(Boolean);
}

/** Who has been named so far, and whom another name means. */
interface Identities {
  readonly people: Person[];
  /** The person of a name of two words or more. */
  full(name: string, words: readonly string[]): number;
  /** The person of a single word, at a token. */
  bare(name: string, words: readonly string[], token: number): number;
  /** The only person with this surname, or whom the article names by it alone. */
  surname(word: string): number | null;
  find(name: string): number | null;
}

function newIdentities(scene: Scene): Identities {
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
    find: (name) => byKey.get(name) ?? null,
    surname(word) {
      const bare = byBare.get(word);
      if (bare !== undefined) return bare;
      const [only, ...more] = byWord.has(word) ? holders(word) : [];
      return only === undefined || 0 < more.length || (word.length < 3 && !familyFirst.has(word))
        ? null
        : only;
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
