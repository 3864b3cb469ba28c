/**
 * The words of a party taken apart: a pronoun, a person by name, a name of the register, a title, an organization.
 * Only what the words themselves say; who is meant by a title or a pronoun is told elsewhere.
 */
import { foldName, type KnownActor } from "../lexicon/lexicon.ts";
import type { TokenRange } from "../model/parse.ts";
import { type Span } from "../model/span.ts";
import type { Introduced } from "./introductions.ts";
import type { NamedAt, People } from "./people.ts";
import {
  formAt,
  isCapital,
  knownAt,
  lowerAt,
  rangeOf,
  type Scene,
  titleEndingAt,
  tokenAfter,
} from "./scene.ts";
import { headEnd, knownOf, type Title, titleOf } from "./titles.ts";

export type Phrase = TokenRange &
  (
    | { readonly kind: "pronoun"; readonly word: string }
    | { readonly kind: "person"; readonly person: number }
    | { readonly kind: "known"; readonly known: KnownActor }
    | { readonly kind: "title"; readonly title: Title }
    /** A body by its own name; `known` is in whose name it acts, where the words tell. */
    | { readonly kind: "organization"; readonly known: KnownActor | null }
    /** Another noun with a state's adjective: "Russian strikes", "Western capitals". */
    | { readonly kind: "of-known"; readonly known: KnownActor }
    /** Several joined by "and": who they are together is left open. */
    | { readonly kind: "several" }
    | { readonly kind: "open" }
  );

/** Tokens of a party that are looked at. */
const longestPhrase = 80;

const pronouns =
  /^(?:he|she|it|they|who|which|that|i|we|his|her|hers|its|their|him|them|himself|herself|itself|themselves|my|me|our|us|whose|whom|you|one|everyone|this|these|those|nobody|anyone|someone)$/;

/** What the words of a party say. */
export function readPhrase(
  scene: Scene,
  { named, surname }: People,
  introduced: Introduced,
  party: Span,
): Phrase {
  const range = rangeOf(scene, party);
  const whole = withoutPlace(
    scene,
    named,
    trimRange(scene, { from: range.from, to: Math.min(range.to, range.from + longestPhrase) }),
  );
  if (whole.to <= whole.from) return { ...whole, kind: "open" };
  const first = lowerAt(scene, whole.from);
  if (whole.to - whole.from === 1 && pronouns.test(first) && formAt(scene, whole.from) !== "US")
    return { ...whole, kind: "pronoun", word: first };
  const core = withoutDays(scene, coreOf(scene, whole));
  const inCore = namedWithin(named, core);
  if (
    isCompound(scene, inCore, core) ||
    isStateList(scene, core, whole) ||
    isList(scene, namedWithin(named, whole), whole)
  )
    return { ...core, kind: "several" };
  const head =
    inCore.find((it) => isHead(scene, introduced, it, core)) ??
    apposed(scene, introduced, named, whole, core);
  if (head !== null) return { ...core, kind: "person", person: head.person };
  const known = knownWhole(scene, core);
  if (known !== null) return { ...core, kind: "known", known };
  const title = titleOf(scene, core);
  const end = headEnd(scene, core.from, core.to);
  const of = knownOf(scene, core.from, end, end, end);
  if (title !== null) return { ...core, kind: "title", title };
  if (isOrganization(scene, core)) {
    const person = core.to - core.from === 1 ? surname(foldName(formAt(scene, core.from))) : null;
    return person === null
      ? { ...core, kind: "organization", known: of }
      : { ...core, kind: "person", person };
  }
  return of !== null && !isOfMany(scene, core)
    ? { ...core, kind: "of-known", known: of }
    : { ...core, kind: "open" };
}

/** Without marks, a possessive and a relative pronoun at its edges. */
function trimRange(scene: Scene, { from, to }: TokenRange): { from: number; to: number } {
  const isEdge = (token: number): boolean =>
    /^(?:\P{L}+|[’']s?)$/u.test(formAt(scene, token)) && !/\d/.test(formAt(scene, token));
  // "TEHRAN - Celia Arnau": the place that a text begins with is no part of who speaks.
  for (let i = from; i < Math.min(to - 1, from + 3); i++) {
    if (!/^\p{Lu}{3,}$/u.test(formAt(scene, i))) break;
    if (/^[-–—]$/.test(formAt(scene, i + 1))) from = i + 2;
  }
  while (1 < to - from && /^(?:later|earlier|however|meanwhile|recently)$/i.test(formAt(scene, from))) from++;
  while (
    from < to &&
    (isEdge(from) || (1 < to - from && /^(?:and|but|as|that|by)$/i.test(formAt(scene, from))))
  )
    from++;
  while (
    from < to &&
    (isEdge(to - 1) || (1 < to - from && /^(?:who|which|that)$/.test(lowerAt(scene, to - 1))))
  )
    to--;
  return { from, to };
}

/** "At the assembly in May Celia Arnau": where and when somebody spoke is no part of who did. */
function withoutPlace(scene: Scene, named: readonly NamedAt[], range: TokenRange): TokenRange {
  if (!/^(?:at|in|on|during|after|before)$/.test(lowerAt(scene, range.from))) return range;
  const last = namedWithin(named, range).at(-1);
  return last !== undefined && last.to === range.to && range.from < last.from
    ? { from: last.from, to: range.to }
    : range;
}

/** The phrase up to an apposition, a bracket or a clause about it. */
function coreOf(scene: Scene, { from, to }: TokenRange): { from: number; to: number } {
  for (let i = from + 1; i < to; i++) {
    if (/^(?:,|\(|\[|—|–|:|;|who|which|whose|whom|where)$/.test(lowerAt(scene, i))) {
      const trimmed = trimRange(scene, { from, to: i });
      return trimmed.from < trimmed.to ? trimmed : { from, to: i };
    }
  }
  return { from, to };
}

/** Without a day at its end: "senators Thursday". */
function withoutDays(scene: Scene, { from, to }: TokenRange): TokenRange {
  let end = to;
  while (
    from + 1 < end &&
    /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|earlier|later|also|on)$/.test(
      lowerAt(scene, end - 1),
    )
  )
    end--;
  return { from, to: end };
}

/** The names within a range, by a search for the first. */
export function namedWithin(named: readonly NamedAt[], { from, to }: TokenRange): NamedAt[] {
  let low = 0;
  let high = named.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((named[middle] as NamedAt).to <= from) low = middle + 1;
    else high = middle;
  }
  const found: NamedAt[] = [];
  for (let i = low; i < named.length && (named[i] as NamedAt).from < to; i++) found.push(named[i] as NamedAt);
  return found;
}

/** Two joined by "and": "Germany and Italy", "Arnau and Bruno Lobo"; who they are together is left open. */
function isCompound(scene: Scene, inCore: readonly NamedAt[], { from, to }: TokenRange): boolean {
  if (
    from + 2 < to &&
    lowerAt(scene, from + 1) === "and" &&
    /^(?:he|she|they|it)$/.test(lowerAt(scene, from))
  )
    return true;
  for (let i = from + 1; i + 1 < to; i++) {
    if (lowerAt(scene, i) !== "and") continue;
    const isTitles = /^the$/i.test(formAt(scene, i + 1)) && titleEndingAt(scene, to, i + 2) !== null;
    if (isTitles && titleEndingAt(scene, i, from) !== null) return true;
    const isName = scene.parse.tokens.upos[i - 1] === "PROPN" && knownAt(scene, i + 1, to)?.to === to;
    const endsLeft = isName || inCore.some((it) => it.to === i) || endsKnown(scene, from, i);
    const hasRight =
      inCore.some((it) => i < it.from) ||
      knownAt(scene, i + 1, to) !== null ||
      /^the$/i.test(formAt(scene, i + 1));
    if (endsLeft && hasRight && knownAt(scene, from, to)?.to !== to) return true;
  }
  return false;
}

/** "the leaders of Cuba, Canada and Chile". */
function isStateList(scene: Scene, core: TokenRange, { to }: TokenRange): boolean {
  if (formAt(scene, core.to) !== "," || !endsKnown(scene, core.from, core.to)) return false;
  let isJoined = false;
  for (let i = core.to; i < to;) {
    const known = knownAt(scene, i, to);
    if (known === null && !/^(?:,|and|the)$/.test(lowerAt(scene, i))) return false;
    if (lowerAt(scene, i) === "and") isJoined = true;
    else if (known !== null && isJoined) return true;
    i = known?.to ?? i + 1;
  }
  return false;
}

/** People in a list: "the EU’s Celia Arnau, French minister Bruno Lobo and others’ Tomas Quill". */
function isList(scene: Scene, inWhole: readonly NamedAt[], { from, to }: TokenRange): boolean {
  const [first] = inWhole;
  const last = inWhole.at(-1);
  if (first === undefined || last === undefined || first === last) return false;
  for (let i = from; i < first.from; i++) if (/^(?:of|for|by|with)$/.test(lowerAt(scene, i))) return false;
  // "Celia Arnau, a former minister who … and …": an apposition begins no list.
  const next = first.to + 1 < to && formAt(scene, first.to) === "," ? formAt(scene, first.to + 1) : "";
  if (/^\p{Ll}/u.test(next)) return false;
  let joined = -1;
  for (let i = first.to; i < Math.min(to, last.from); i++) {
    const lower = lowerAt(scene, i);
    if (lower === "and") joined = i;
    else if (/^(?:who|which|of|for|by|with|to|[’']s)$/.test(lower) && i < first.to + 2) return false;
  }
  if (joined < 0) return false;
  for (let i = joined + 1; i < last.from; i++)
    if (/^(?:of|for|by|with|to)$/.test(lowerAt(scene, i))) return false;
  return true;
}

/** "Chinese and South Korean monitors": of two, so of neither. */
function isOfMany(scene: Scene, { from, to }: TokenRange): boolean {
  for (let i = from + 1; i + 1 < to; i++) {
    if (lowerAt(scene, i) === "and" && endsKnown(scene, from, i, true) && knownAt(scene, i + 1, to) !== null)
      return true;
  }
  return false;
}

function endsKnown(scene: Scene, from: number, to: number, withAdjectives = false): boolean {
  for (let i = Math.max(from, to - 4); i < to; i++) {
    const known = knownAt(scene, i, to);
    if (known !== null && known.to === to && (withAdjectives || known.known.usage !== "adjective"))
      return true;
  }
  return false;
}

/**
 * Whether a name is who the phrase is about, not whose: "Foreign Minister Arnau" and "the spokesman of the President
 * of Cuba Celia Arnau", not "Arnau’s spokesman", "the Arnau administration", "a spokesman for Arnau".
 */
function isHead(scene: Scene, introduced: Introduced, name: NamedAt, core: TokenRange): boolean {
  if (name.to < core.to) {
    const next = formAt(scene, name.to);
    if (/^[’']s?$/.test(next)) return false;
    const { upos } = scene.parse.tokens;
    if (upos[name.to] === "NOUN" || (upos[name.to] === "PROPN" && isCapital(next))) return false;
  }
  let hasPreposition = false;
  for (let i = core.from; i < name.from; i++)
    if (/^(?:of|for|to|from|with|by|at|on|in|about|[’']s?)$/.test(lowerAt(scene, i))) hasPreposition = true;
  if (!hasPreposition) return true;
  // "the Ministry of External Affairs spokesperson Celia Arnau": the last word before the name is its title.
  const title = titleOf(scene, { from: core.from, to: name.from });
  if (title !== null && title.kind === "person" && title.to === name.from) return true;
  return (introduced.get(name.index) ?? []).some(
    (it) => it.start < name.start && tokenAfter(scene, it.start) <= core.from + 2,
  );
}

/** The person whose name stands in apposition behind the core: "The spokesman, Celia Arnau," */
function apposed(
  scene: Scene,
  introduced: Introduced,
  named: readonly NamedAt[],
  whole: TokenRange,
  core: TokenRange,
): NamedAt | null {
  const next = namedWithin(named, { from: core.to, to: Math.max(whole.to, core.to + 3) })[0];
  if (next === undefined || formAt(scene, core.to) !== ",") return null;
  // "the head of the committee, General Celia Arnau": nothing but a title between.
  const title = titleEndingAt(scene, next.from, core.to);
  if (title !== null && title.from <= core.to + 1 && titleOf(scene, core)?.kind === "person") return next;
  const isOfName = (introduced.get(next.index) ?? []).some(
    ({ start, title }) => start < next.start && core.from <= title.from && title.to <= core.to,
  );
  return isOfName ? next : null;
}

function knownWhole(scene: Scene, { from, to }: TokenRange): KnownActor | null {
  // "China’s official Xinhua news agency", "the Fars agency": a body of its own among words about it.
  const start = headEnd(scene, from, to) === to ? Math.max(from + 1, to - 5) : to;
  for (let i = start; i < to; i++) {
    const { known, to: end } = knownAt(scene, i, to) ?? { known: null, to: i };
    if (known === null || known.actor.kind !== "body" || known.usage !== "name") continue;
    const isNamed = end === to - 1 && scene.lexicon.speakerNouns.get(lowerAt(scene, end))?.kind === "body";
    if (end === to || isNamed) return known.actor;
  }
  const first = /^the$/i.test(formAt(scene, from)) && from + 1 < to ? from + 1 : from;
  const known = knownAt(scene, from, to);
  if (known !== null && known.to === to) return known.known.actor;
  const behind = first === from ? null : knownAt(scene, first, to);
  return behind !== null && behind.to === to ? behind.known.actor : null;
}

/** Whether the head of a phrase is written as a name of its own. */
function isOrganization(scene: Scene, { from, to }: TokenRange): boolean {
  const head = headEnd(scene, from, to) - 1;
  return head >= from && isCapital(formAt(scene, head)) && scene.parse.tokens.upos[head] === "PROPN";
}
