/**
 * Whom "the two countries", "both sides" and "the two leaders" mean: the two named last, where it is just two. The sentence
 * itself is looked at first, then two before it, then who the article is about. Where a third is as near it stays open.
 */
import type { KnownActor } from "../lexicon/lexicon.ts";
import { pairKindOf } from "../lexicon/pairs.ts";
import type { TokenRange } from "../model/parse.ts";
import type { Recall } from "./recall.ts";
import { knownAt, lowerAt, type Scene, sentenceAt } from "./scene.ts";

/** Two actors, as indices into `Cast.drafts`. */
export type Pair = readonly [number, number];

/** Sentences that one looks back. */
const longestMemory = 2;
/** How much more often than a third the two of an article are named. */
const leastLead = 4;
const leastNamed = 3;

/** Somebody named at a place. */
interface Named {
  readonly token: number;
  readonly to: number;
  readonly sentence: number;
  /** Index into `Cast.drafts` of a person; null for a state or body. */
  readonly person: number | null;
  readonly known: KnownActor | null;
}

/**
 * Answers for one article, of a phrase and of those who can hardly be meant by it; who is named where is listed when the
 * first pair is asked for.
 */
export function newPairs(recall: Recall): (range: TokenRange, others: readonly TokenRange[]) => Pair | null {
  let named: readonly Named[] | null = null;
  return (range, others) => {
    const { lexicon, parse } = recall.scene;
    const kind = pairKindOf(lexicon.pairNouns, (i) => lowerAt(recall.scene, i), parse.tokens.upos, range);
    if (kind === null) return null;
    named ??= listNamed(recall);
    const isPeople = kind === "people" || kind === "leaders";
    const people = isPeople ? lastTwo(recall, named, range, personAt) : null;
    if (people !== null || kind === "people") return people;
    const isSide = kind === "sides" ? canFace : isState;
    const choose: Choose = (it) => sideAt(recall, it, isSide);
    const two =
      lastTwo(recall, named, range, choose) ?? lastTwo(recall, withoutOthers(named, others), range, choose);
    return two ?? (kind === "states" ? mostNamed(named, range.from, choose) : null);
  };
}

function listNamed({ scene, people, cast }: Recall): readonly Named[] {
  const found: Named[] = [];
  const { length } = scene.parse.tokens;
  const personAtToken = new Map(people.named.map((it) => [it.from, it]));
  for (let i = 0; i < length;) {
    const person = personAtToken.get(i);
    if (person !== undefined) {
      const code = cast.drafts[person.person]?.code ?? null;
      const known = code === null ? null : (scene.lexicon.actors.get(code) ?? null);
      found.push({ token: i, to: person.to, sentence: sentenceAt(scene, i), person: person.person, known });
      i = Math.max(i + 1, person.to);
      continue;
    }
    const at = knownAt(scene, i, length);
    if (at === null) i++;
    else {
      const { actor, usage } = at.known;
      if (usage !== "adjective" || actor.kind === "state")
        found.push({ token: i, to: at.to, sentence: sentenceAt(scene, i), person: null, known: actor });
      i = at.to;
    }
  }
  return found;
}

/** "Chad urged both countries": Chad is neither. */
function withoutOthers(named: readonly Named[], others: readonly TokenRange[]): readonly Named[] {
  const codes = named
    .filter(({ token }) => others.some(({ from, to }) => from <= token && token < to))
    .map(({ known }) => known?.code);
  return codes.length === 0 ? named : named.filter(({ known }) => !codes.includes(known?.code));
}

type Choose = (it: Named) => number | null;

const personAt: Choose = ({ person }) => person;

function isState({ kind }: KnownActor): boolean {
  return kind === "state";
}

function canFace({ sector }: KnownActor): boolean {
  return !/^(?:MED|NGO|IGO|BUS)$/.test(sector);
}

function sideAt({ cast }: Recall, { known }: Named, fits: (actor: KnownActor) => boolean): number | null {
  return known === null || !fits(known) ? null : cast.known(known);
}

/**
 * The two that were named last before a phrase: those named together, else those named at all; null where there are
 * fewer, or a third is as near.
 */
function lastTwo(
  { scene }: Recall,
  named: readonly Named[],
  { from }: TokenRange,
  choose: Choose,
): Pair | null {
  const sentence = sentenceAt(scene, from);
  const seen = new Set<number>();
  for (let back = 0; back <= longestMemory; back++) {
    let together: Pair | null = null;
    let before: { readonly it: Named; readonly actor: number } | null = null;
    for (const it of named) {
      if (from <= it.token) break;
      if (it.sentence !== sentence - back) continue;
      const actor = choose(it);
      if (actor === null) continue;
      if (!isPlace(scene, it)) seen.add(actor);
      if (
        before !== null &&
        before.actor !== actor &&
        areJoined(scene, before.it, it) &&
        !isListed(scene, before.it)
      )
        together = [before.actor, actor];
      before = { it, actor };
    }
    if (together !== null) return together;
    if (2 <= seen.size) break;
  }
  const [first, second] = [...seen].sort((a, b) => a - b);
  return seen.size === 2 && first !== undefined && second !== undefined ? [first, second] : null;
}

/** "Chad, Cuba and Canada": two of three. */
function isListed(scene: Scene, { token }: Named): boolean {
  return 1 < token && lowerAt(scene, token - 1) === "," && scene.parse.tokens.upos[token - 2] === "PROPN";
}

/** "the war in Syria": where it is, and no side. */
function isPlace(scene: Scene, { token, person }: Named): boolean {
  return person === null && 0 < token && /^(?:in|at|near|inside|across)$/.test(lowerAt(scene, token - 1));
}

/** "Cuba and the United States", "Israeli-Palestinian", "Trump and Kim". */
function areJoined(scene: Scene, first: Named, second: Named): boolean {
  if (second.token - first.to > 2 || second.token < first.to) return false;
  let isJoined = false;
  for (let i = first.to; i < second.token; i++) {
    if (/^(?:and|-|–)$/.test(lowerAt(scene, i))) isJoined = true;
    else if (lowerAt(scene, i) !== "the") return false;
  }
  return isJoined;
}

/** The two that an article has been about so far; null where a third comes near. */
function mostNamed(named: readonly Named[], before: number, choose: Choose): Pair | null {
  const counts = new Map<number, number>();
  for (const it of named) {
    if (before <= it.token) break;
    const actor = choose(it);
    if (actor !== null) counts.set(actor, (counts.get(actor) ?? 0) + 1);
  }
  const [first, second, third] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (first === undefined || second === undefined || second[1] < leastNamed) return null;
  return third !== undefined && second[1] < leastLead * third[1] ? null : [first[0], second[0]];
}
