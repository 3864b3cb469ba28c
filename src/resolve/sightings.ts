/**
 * Who is in the reader's mind at a place: actors as they were last seen, and how well each sighting is remembered.
 * After Lappin and Leass (1994): subjects and speakers before objects, the near before the far.
 */
import type { Parse, TokenRange } from "../model/parse.ts";
import { formAt, quotationAt, type Scene, sentenceAt, subjectRank } from "./scene.ts";

/** One place where an actor is named or meant. */
export interface Sighting extends TokenRange {
  readonly actor: number;
  readonly sentence: number;
  /** Index of the quotation around it; -1 outside of all. */
  readonly quotation: number;
  readonly speaks: boolean;
}

/** Sentences that one looks back, and sightings that are weighed. */
const longestMemory = 8;
const mostWeighed = 60;

/** The sighting of an actor at a range of tokens. */
export function sight(scene: Scene, range: TokenRange, actor: number, speaks: boolean): Sighting {
  const { from, to } = range;
  return {
    from,
    to,
    actor,
    sentence: sentenceAt(scene, from),
    quotation: quotationAt(scene, scene.parse.tokens.start[from] as number),
    speaks,
  };
}

/**
 * Weights of the actors seen before a place, best first.
 *
 * @param seen lists of sightings, each by place
 * @param at the token of the pronoun or title that is asked about
 */
export function weighSightings(
  scene: Scene,
  seen: readonly (readonly Sighting[])[],
  at: number,
  accepts: (actor: number) => boolean,
): { readonly actor: number; readonly weight: number }[] {
  const sentence = sentenceAt(scene, at);
  const quotation = quotationAt(scene, scene.parse.tokens.start[at] as number);
  // Sentences that are wholly somebody's words don't come between.
  const told = (it: number): number => scene.told[it] ?? 0;
  const distance = (it: Sighting): number => told(sentence) - told(it.sentence);
  const best = new Map<number, number>();
  for (const list of seen) {
    let nWeighed = 0;
    for (let i = lastBefore(list, at); 0 <= i && nWeighed < mostWeighed; i--) {
      const it = list[i] as Sighting;
      if (longestMemory < distance(it)) break;
      nWeighed++;
      if (!accepts(it.actor)) continue;
      const weight = weigh(scene, it, distance(it), quotation);
      const before = best.get(it.actor);
      // Who is seen again is remembered a little better.
      best.set(it.actor, before === undefined ? weight : Math.max(before, weight) + 0.15);
    }
  }
  return [...best].map(([actor, weight]) => ({ actor, weight })).sort((a, b) => b.weight - a.weight);
}

function weigh(scene: Scene, it: Sighting, distance: number, quotation: number): number {
  const isOwner = isPossessive(scene, it);
  let weight = -1.3 * distance;
  // A speaker is remembered first in the next sentence, and less with each that others fill.
  if (it.speaks) weight += distance <= 1 ? 2.2 : distance === 2 ? 1.4 : 1;
  const rank = subjectRank(scene, it);
  if (0 < rank) weight += (rank - 1) * 0.3 + (distance === 0 ? 2 : distance === 1 ? 1.6 : 0.9);
  else if (isOwner) weight += 0.8;
  // Whom somebody's words name is not who goes on speaking.
  if (0 <= it.quotation && it.quotation !== quotation) weight -= 2;
  return weight;
}

function isPossessive(scene: Scene, { to }: TokenRange): boolean {
  return to < scene.parse.tokens.length && /^[’']s?$/.test(formAt(scene, to));
}

/** Index of the last sighting that begins before a token; -1 when none does. */
function lastBefore(list: readonly Sighting[], at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as Sighting).from < at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The token that a relative pronoun stands for: the noun its clause is about; -1 where the tree doesn't tell. */
export function antecedentOf({ tokens }: Parse, pronoun: number): number {
  let i = pronoun;
  for (let step = 0; step < 6 && 0 <= i; step++) {
    if ((tokens.relation[i] as string).startsWith("acl")) return tokens.head[i] as number;
    i = tokens.head[i] as number;
  }
  return -1;
}
