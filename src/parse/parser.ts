/**
 * Trees by greedy transitions: at each step the action, and for an arc the relation, whose weights over its features
 * sum highest.
 */
import { type ActionView, beginSentence, forgetTop, newActionView, scoreActions } from "./action-features.ts";
import { type ActionTable, gainOf } from "./actions.ts";
import { mix1, mix2, mix3, seedOf } from "../linear/hashing.ts";
import {
  allowed,
  doLeft,
  doRight,
  doShift,
  isFinal,
  left,
  newState,
  reset,
  right,
  shift,
  type State,
} from "./transitions.ts";
import { bucket, marksBetween, noneHash, nUpos, type Words } from "./words.ts";

export interface Parser {
  /** UD relations with subtypes; at most `nRelationSlots`. */
  readonly relations: readonly string[];
  readonly relationHash: Int32Array;
  readonly actions: ActionTable;
  /** A power of two in length. The weight of feature `h` for relation `r` stands at `(h >>> shift) ^ r`. */
  readonly relationWeights: Int8Array;
  /** Relation ids that were seen for UPOS of head and dependent and the side; see `pairOf`. */
  readonly candidates: readonly (readonly number[])[];
}

export const nRelationSlots = 64;

export function pairOf(headUpos: number, dependentUpos: number, isLeft: boolean): number {
  return (headUpos * nUpos + dependentUpos) * 2 + (isLeft ? 1 : 0);
}

export const mostRelationFeatures = 64;

const seeds = Int32Array.from({ length: 120 }, (_, i) => seedOf(1200 + i));

/** Puts the features of the relation between `h` and `d` into `out`, before the arc is made; gives their number. */
export function fillRelationFeatures(
  words: Words,
  relationHash: Int32Array,
  state: State,
  h: number,
  d: number,
  out: Int32Array,
): number {
  const { word, tag, suffix } = words;
  const { n, left1, left2, right1, right2, relation } = state;
  const wOf = (i: number): number => (i < 0 ? noneHash : word[i]!);
  const tOf = (i: number): number => (i < 0 ? noneHash : tag[i]!);
  const rOf = (i: number): number => (i < 0 ? noneHash : relationHash[relation[i]!]!);
  const isLeft = d < h;
  const side = isLeft ? 1 : 2;
  const hw = word[h]!;
  const ht = tag[h]!;
  const dw = word[d]!;
  const dt = tag[d]!;
  const hwt = mix2(side, hw, ht);
  const dwt = mix2(side, dw, dt);
  const distance = isLeft ? bucket(h - d) : 16 + bucket(d - h);
  const dl = left1[d]!;
  const dl2 = left2[d]!;
  const dr = right1[d]!;
  const dr2 = right2[d]!;
  const sibling = isLeft ? left1[h]! : right1[h]!;
  const sibling2 = isLeft ? left2[h]! : right2[h]!;
  const other = isLeft ? right1[h]! : left1[h]!;
  const dls = state.leftSet[d]!;
  const drs = state.rightSet[d]!;
  const hls = state.leftSet[h]!;
  const hrs = state.rightSet[h]!;
  const dBefore = 0 < d ? d - 1 : -1;
  const dAfter = d + 1 <= n ? d + 1 : -1;
  const hBefore = 0 < h ? h - 1 : -1;
  const hAfter = h + 1 <= n ? h + 1 : -1;
  let k = 0;
  let s = 0;
  out[k++] = mix2(seeds[s++]!, hw, side);
  out[k++] = mix2(seeds[s++]!, ht, side);
  out[k++] = mix1(seeds[s++]!, hwt);
  out[k++] = mix2(seeds[s++]!, dw, side);
  out[k++] = mix2(seeds[s++]!, dt, side);
  out[k++] = mix1(seeds[s++]!, dwt);
  out[k++] = mix2(seeds[s++]!, hwt, dwt);
  out[k++] = mix2(seeds[s++]!, hwt, dt);
  out[k++] = mix2(seeds[s++]!, dwt, ht);
  out[k++] = mix3(seeds[s++]!, hw, dw, side);
  out[k++] = mix3(seeds[s++]!, hw, dt, side);
  out[k++] = mix3(seeds[s++]!, ht, dw, side);
  out[k++] = mix3(seeds[s++]!, ht, dt, side);
  out[k++] = mix3(seeds[s++]!, ht, dt, distance);
  out[k++] = mix2(seeds[s++]!, dwt, distance);
  out[k++] = mix2(seeds[s++]!, hwt, distance);
  out[k++] = mix3(seeds[s++]!, dt, tOf(dBefore), side);
  out[k++] = mix3(seeds[s++]!, dt, tOf(dAfter), side);
  out[k++] = mix3(seeds[s++]!, dt, wOf(dBefore), side);
  out[k++] = mix3(seeds[s++]!, dt, wOf(dAfter), side);
  out[k++] = mix3(seeds[s++]!, ht, tOf(hBefore), dt);
  out[k++] = mix3(seeds[s++]!, ht, tOf(hAfter), dt);
  out[k++] = mix3(seeds[s++]!, dt, wOf(dl), side);
  out[k++] = mix3(seeds[s++]!, dw, wOf(dl), side);
  out[k++] = mix3(seeds[s++]!, ht, dt, wOf(dl));
  out[k++] = mix3(seeds[s++]!, hw, dt, wOf(dl));
  out[k++] = mix3(seeds[s++]!, ht, dt, wOf(dr));
  out[k++] = mix3(seeds[s++]!, dt, tOf(dl), tOf(dr));
  out[k++] = mix3(seeds[s++]!, dt, rOf(dl), side);
  out[k++] = mix3(seeds[s++]!, dt, rOf(dr), side);
  out[k++] = mix3(seeds[s++]!, mix2(3, ht, dt), rOf(dl), rOf(dl2));
  out[k++] = mix3(seeds[s++]!, mix2(3, ht, dt), rOf(dr), rOf(dr2));
  out[k++] = mix3(seeds[s++]!, hw, rOf(dl), dt);
  out[k++] = mix3(seeds[s++]!, mix2(side, ht, dt), dls, drs);
  out[k++] = mix3(seeds[s++]!, dwt, dls, drs);
  out[k++] = mix3(seeds[s++]!, hw, dt, dls);
  out[k++] = mix3(seeds[s++]!, mix2(side, ht, dt), hls, 0);
  out[k++] = mix3(seeds[s++]!, mix2(side, ht, dt), hrs, 1);
  out[k++] = mix3(seeds[s++]!, hwt, dt, hls);
  out[k++] = mix3(seeds[s++]!, hwt, dt, hrs);
  out[k++] = mix3(seeds[s++]!, mix2(side, ht, dt), rOf(sibling), rOf(sibling2));
  out[k++] = mix3(seeds[s++]!, mix2(side, ht, dt), tOf(sibling), rOf(other));
  out[k++] = mix3(seeds[s++]!, hw, dt, rOf(sibling));
  out[k++] = mix3(seeds[s++]!, suffix[d]!, ht, side);
  out[k++] = mix3(seeds[s++]!, suffix[h]!, dt, side);
  out[k++] = mix3(seeds[s++]!, suffix[h]!, suffix[d]!, side);
  out[k++] = mix3(seeds[s++]!, mix2(side, ht, dt), tOf(dBefore), tOf(dAfter));
  out[k++] = mix3(seeds[s++]!, mix2(side, ht, dt), wOf(hAfter), 0);
  const { before, marks } = words;
  const c = isLeft ? marksBetween(marks, d, h) : marksBetween(marks, h, d);
  out[k++] = mix3(seeds[s++]!, mix2(side, ht, dt), c, 0);
  out[k++] = mix3(seeds[s++]!, dwt, c, side);
  out[k++] = mix3(seeds[s++]!, hw, c, side);
  out[k++] = mix3(seeds[s++]!, mix2(side, ht, dt), before[d]!, d < n ? before[d + 1]! : 1);
  out[k++] = mix3(seeds[s++]!, mix2(side, ht, dt), before[h]!, c);
  const hc = words.cluster[h]!;
  const dc = words.cluster[d]!;
  out[k++] = mix3(seeds[s++]!, hc, ht, mix2(side, dt, 0));
  out[k++] = mix3(seeds[s++]!, dc, dt, mix2(side, ht, 1));
  out[k++] = mix3(seeds[s++]!, dc, hc, side);
  out[k++] = mix3(seeds[s++]!, dc, wOf(dl), ht);
  out[k++] = mix3(seeds[s++]!, hc, wOf(dl), dt);
  out[k++] = mix3(seeds[s++]!, dc, hw, side);
  return k;
}

/** What a parser needs while it works; one for a thread. */
export interface ParseScratch {
  readonly state: State;
  readonly view: ActionView;
  /** Of a relation. */
  readonly features: Int32Array;
}

export function newParseScratch(): ParseScratch {
  return {
    state: newState(),
    view: newActionView(),
    features: new Int32Array(mostRelationFeatures),
  };
}

/** The candidate whose weights over the features sum highest; the first of equals. The features are used up. */
function bestOf(weights: Int8Array, features: Int32Array, n: number, candidates: readonly number[]): number {
  const downBy = Math.clz32(weights.length) + 1;
  for (let k = 0; k < n; k++) features[k]! >>>= downBy;
  let best = 0;
  let bestScore = -Infinity;
  for (const relation of candidates) {
    let score = 0;
    for (let k = 0; k < n; k++) score += weights[features[k]! ^ relation]!;
    if (bestScore < score) {
      best = relation;
      bestScore = score;
    }
  }
  return best;
}

/** The relation of `d` to `h`, given the state before the arc is made. */
function chooseRelation(parser: Parser, scratch: ParseScratch, words: Words, h: number, d: number): number {
  const candidates = parser.candidates[pairOf(words.upos[h]!, words.upos[d]!, d < h)]!;
  if (candidates.length === 1) return candidates[0]!;
  const k = fillRelationFeatures(words, parser.relationHash, scratch.state, h, d, scratch.features);
  return bestOf(parser.relationWeights, scratch.features, k, candidates);
}

/** The tree of a sentence of `n` words, in the state's `head` (`n` for the root) and `relation`. */
export function parseSentence(parser: Parser, scratch: ParseScratch, words: Words, n: number): void {
  const { state, view } = scratch;
  reset(state, n);
  beginSentence(view, n);
  while (!isFinal(state)) {
    const actions = allowed(state);
    let action = shift;
    if ((actions & (actions - 1)) === 0) action = 31 - Math.clz32(actions);
    else {
      const gains = scoreActions(parser.actions, view, words, parser.relationHash, state);
      let best = -Infinity;
      for (let a = 0; a < 3; a++)
        if ((actions & (1 << a)) !== 0 && best < gainOf(gains, a)) {
          best = gainOf(gains, a);
          action = a;
        }
    }
    take(parser, scratch, words, action);
  }
}

/** Takes an action, choosing the relation of the arc it makes. */
function take(parser: Parser, scratch: ParseScratch, words: Words, action: number): void {
  const { state } = scratch;
  if (action === shift) {
    doShift(state);
    return forgetTop(scratch.view, state.depth);
  }
  const d = state.stack[state.depth - 1]!;
  if (action === left) doLeft(state, chooseRelation(parser, scratch, words, state.next, d));
  else if (action === right)
    doRight(state, chooseRelation(parser, scratch, words, state.stack[state.depth - 2]!, d));
}
