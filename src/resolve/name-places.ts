/**
 * Where people are named: what the parse sees as names of people, put right at their edges, and what it misses.
 */
import { foldName } from "../lexicon/lexicon.ts";
import type { Name, TokenRange } from "../model/parse.ts";
import type { Span } from "../model/span.ts";
import { formAt, isCapital, knownAt, lowerAt, rangeOf, type Scene, titleEndingAt, wordsOf } from "./scene.ts";
import { isPersonal } from "./titles.ts";

const particles =
  /^(?:al|al-|el|el-|bin|ben|ibn|abu|de|da|dos|das|di|du|del|della|van|von|der|den|ter|le|la)$/i;
const courtesies =
  /^(?:mr|mrs|ms|miss|dr|sir|lord|lady|dame|mister|madam|senor|prof|rev|hon|st|sheikh|sheikha)\.?$/i;
/** The tokens of every name of a person: without courtesies and offices, with particles and hyphens. */
export function listNames(scene: Scene, parties: readonly Span[]): TokenRange[] {
  return withUnseen(scene, listSeen(scene), parties);
}

function listSeen(scene: Scene): TokenRange[] {
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
    while (first < from && end - from < 7 && isName[from - 1] !== 1 && isPlainName(scene, from - 1)) from--;
    const title = first < from ? titleEndingAt(scene, from, first) : null;
    const isTitled = title !== null && isPersonal(title);
    if (end - from < (isTitled ? 1 : 2) || 6 < end - from || (first < from && !isTitled)) continue;
    if (knownAt(scene, from, end) !== null || (!isTitled && isName.subarray(from, end).includes(2))) continue;
    isName.fill(1, from, end);
    unseen.push({ from, to: end });
  }
  return unseen.length === 0 ? [...ranges] : [...ranges, ...unseen].sort((a, b) => a.from - b.from);
}

/** Whether a token is written as a name and says nothing else. */
function isPlainName(scene: Scene, token: number): boolean {
  const form = formAt(scene, token);
  const { start, end } = scene.parse.tokens;
  // "Ki-moon" is three tokens.
  const isJoined = 0 < token && start[token] === end[token - 1];
  if (isJoined && (form === "-" || formAt(scene, token - 1) === "-")) return true;
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
  // "the Pope" is an office, though the parse takes it for a name.
  if (
    to - from === 1 &&
    0 < from &&
    lowerAt(scene, from - 1) === "the" &&
    scene.lexicon.offices.has(lowerAt(scene, from))
  )
    return null;
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
  return bearerIn(scene, name);
}

/**
 * The bearer of an office of a state, whose name the parse has run into the state's: "the leader of | Cuba | Mirtha
 * Ostrow". Words of the state's own name are none: "the president of South Ossetia".
 */
function bearerIn(scene: Scene, { from, to }: Name): { from: number; to: number } | null {
  if (from < 2 || lowerAt(scene, from - 1) !== "of") return null;
  const state = knownAt(scene, from, to);
  if (state === null || state.known.actor.kind !== "state" || to - state.to < 2 || 4 < to - state.to)
    return null;
  const title = titleEndingAt(scene, from - 1, Math.max(0, from - 5));
  if (title === null || !isPersonal(title)) return null;
  for (let i = state.to; i < to; i++)
    if (!isPlainName(scene, i) || knownAt(scene, i, to) !== null) return null;
  return { from: state.to, to };
}

/** Surnames that the parse takes for something else, or for nothing, where the article knows the person. */
export function listMistaken(
  scene: Scene,
  named: readonly TokenRange[],
  surname: (word: string) => number | null,
): (TokenRange & { readonly person: number })[] {
  const { tokens } = scene.parse;
  const isTaken = new Uint8Array(tokens.length);
  for (const { from, to } of named) isTaken.fill(1, from, to);
  const inName = new Uint8Array(tokens.length);
  for (const { kind, from, to } of scene.parse.names) {
    if (kind === "DATE")
      isTaken.fill(1, from, to); // "in May" is no person.
    else if (kind !== "PERSON" && 1 < to - from) inName.fill(1, from, to);
  }
  const found: (TokenRange & { readonly person: number })[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens.upos[i] !== "PROPN" || isTaken[i] === 1) continue;
    const form = formAt(scene, i);
    if (!/^\p{Lu}\p{L}+$/u.test(form)) continue;
    const person = surname(foldName(form));
    if (person === null || knownAt(scene, i, i + 1) !== null) continue;
    // Within a longer name ("Trump Tower") it is not the person, but behind a title ("Pres. Trump") it is.
    const isTitled = 0 < i && scene.lexicon.offices.has(lowerAt(scene, i - 1));
    if (inName[i] === 1 && !isTitled) continue;
    found.push({ from: i, to: i + 1, person });
  }
  return found;
}
