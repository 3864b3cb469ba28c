/**
 * Trees by greedy transitions: at each step the action, and for an arc the relation, whose weights over its features
 * sum highest.
 */
import { type ActionView, beginSentence, forgetTop, newActionView, scoreActions } from "./action-features.ts";
import { type ActionTable, gainOf } from "./actions.ts";
import { bestClass } from "../linear/best-class.ts";
import {
  fillRelationFeatures,
  newRelationView,
  nRelationFeatures,
  type RelationView,
} from "./relation-features.ts";
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
import { nUpos, type Words } from "./words.ts";

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

/** What a parser needs while it works; one for a thread. */
export interface ParseScratch {
  readonly state: State;
  readonly view: ActionView;
  readonly relations: RelationView;
}

export function newParseScratch(): ParseScratch {
  return {
    state: newState(),
    view: newActionView(),
    relations: newRelationView(),
  };
}

/** The relation of `d` to `h`, given the state before the arc is made. */
function chooseRelation(parser: Parser, scratch: ParseScratch, words: Words, h: number, d: number): number {
  const candidates = parser.candidates[pairOf(words.upos[h]!, words.upos[d]!, d < h)]!;
  if (candidates.length === 1) return candidates[0]!;
  const { state, relations } = scratch;
  fillRelationFeatures(words, parser.relationHash, state, h, d, relations);
  return bestClass(parser.relationWeights, relations.features, nRelationFeatures, candidates);
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
