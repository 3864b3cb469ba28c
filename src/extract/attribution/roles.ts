/**
 * Given the head of a cue, what each word near it is: source, cue, content or none of them. A chain of labels over the
 * paragraph, the best by Viterbi's algorithm: weights of a label at a word (its path from the cue through the tree, its
 * place among quotations and other cues) and of a pair of labels at the border between two words.
 */
import { addRowsOf16, sumRowsOf4, wordsOf } from "../../linear/rows.ts";
import type { Scene } from "./scene.ts";
import {
  fillCueBorder,
  fillSteadyBorder,
  fillWordFeatures,
  leftOfCue,
  mostBorderFeatures,
  mostWordFeatures,
  nearness,
} from "./role-features.ts";
import { factsOf, lookFrom, mostRoleTokens, newRoleView, type RoleView } from "./view.ts";

/** None, source, cue, content. */
export const nRoles = 4;
const nStates = 2 * nRoles;
const nPairs = nRoles * nRoles;
export const sourceRole = 1;
export const cueRole = 2;
export const contentRole = 3;

export interface RoleModel {
  /** Weights of label `l` for feature `h` at `(h >>> shift) ^ l`, with 4 slots each. */
  readonly words: Int8Array;
  /** Weights of a pair of labels, the first times 4 plus the second, with 16 slots each. */
  readonly borders: Int8Array;
}

/** What finding roles needs while it works; one for a thread. */
export interface RoleScratch {
  readonly view: RoleView;
  readonly features: Int32Array;
  readonly wordScores: Float64Array;
  readonly borderScores: Float64Array;
  /** Sums of the steady features of a border by token and side of the cue, and which are known, for `steadyOf`. */
  steady: Int32Array;
  steadyKnown: Uint8Array;
  steadyOf: Scene | null;
  readonly back: Uint8Array;
  /** Scores of the states after a word, and after the next. */
  readonly now: Float64Array;
  readonly after: Float64Array;
  readonly labels: Uint8Array;
}

export function newRoleScratch(): RoleScratch {
  return {
    view: newRoleView(),
    features: new Int32Array(mostWordFeatures + mostBorderFeatures),
    wordScores: new Float64Array((mostRoleTokens + 1) * nRoles),
    borderScores: new Float64Array((mostRoleTokens + 1) * nRoles * nRoles),
    steady: new Int32Array(0),
    steadyKnown: new Uint8Array(0),
    steadyOf: null,
    back: new Uint8Array((mostRoleTokens + 1) * nStates),
    now: new Float64Array(nStates),
    after: new Float64Array(nStates),
    labels: new Uint8Array(mostRoleTokens + 1),
  };
}

/**
 * Fills `scratch.labels` with the roles of the tokens of `scratch.view`, at least one of them content; gives how much
 * more they weigh than the best roles without content.
 */
export function labelRoles(
  model: RoleModel,
  scene: Scene,
  isCue: Uint8Array,
  cue: number,
  scratch: RoleScratch,
): number {
  const { view, features, wordScores, borderScores } = scratch;
  lookFrom(scene, isCue, cue, view);
  const facts = factsOf(scene, cue);
  const wordRows = wordsOf(model.words);
  const borderRows = wordsOf(model.borders);
  for (let i = view.from; i < view.to; i++) {
    const at = (i - view.from) * nRoles;
    const n = fillWordFeatures(scene, view, facts, i, features);
    sumRowsOf4(wordRows, features, n, wordScores, at);
    const pairs = at * nRoles;
    const near = nearness(i, cue);
    const isSteady = i !== view.from && leftOfCue <= near;
    let first = 0;
    if (isSteady) {
      const steady = steadyRow(borderRows, scene, i, near, scratch);
      for (let p = 0; p < nPairs; p++) borderScores[pairs + p] = scratch.steady[steady + p]!;
    } else {
      borderScores.fill(0, pairs, pairs + nPairs);
      first = fillSteadyBorder(scene, i, i === view.from, near, features);
    }
    const m = fillCueBorder(scene, view, facts, i, near, features, first);
    addRowsOf16(borderRows, features, m, borderScores, pairs);
  }
  const n = view.to - view.from;
  const at = cue - view.from;
  const without = bestChain(n, at, scratch, "without content");
  return bestChain(n, at, scratch, "with content") - without;
}

/** Where the sums of the steady features of a border begin in `scratch.steady`; they are made when first asked for. */
function steadyRow(borders: Int32Array, scene: Scene, i: number, near: number, scratch: RoleScratch): number {
  if (scratch.steadyOf !== scene) {
    scratch.steadyOf = scene;
    if (scratch.steadyKnown.length < 2 * scene.n) {
      scratch.steady = new Int32Array(2 * nPairs * scene.n);
      scratch.steadyKnown = new Uint8Array(2 * scene.n);
    } else scratch.steadyKnown.fill(0);
  }
  const index = 2 * i + (near - leftOfCue);
  const row = index * nPairs;
  if (scratch.steadyKnown[index] === 0) {
    scratch.steadyKnown[index] = 1;
    const { steady, features } = scratch;
    steady.fill(0, row, row + nPairs);
    addRowsOf16(borders, features, fillSteadyBorder(scene, i, false, near, features), steady, row);
  }
  return row;
}

/**
 * The chain of labels whose scores sum highest, by Viterbi's algorithm, into `scratch.labels`; gives the sum. The head of
 * the cue has the role of a cue.
 */
export function bestChain(
  n: number,
  cue: number,
  scratch: RoleScratch,
  which: "any" | "with content" | "without content" = "any",
): number {
  const { wordScores, borderScores, back, labels, now, after } = scratch;
  for (let l = 0; l < nRoles; l++) if (l !== cueRole) wordScores[cue * nRoles + l] = -1e9;
  // State: the label of the word before, plus 4 once there was content. Before the first word stands none.
  const nLabels = which === "without content" ? contentRole : nRoles;
  let last = now.fill(-1e12);
  let next = after.fill(-1e12);
  last[0] = 0;
  for (let i = 0; i < n; i++) {
    for (let l = 0; l < nLabels; l++) {
      const isContent = l === contentRole;
      let fresh = -Infinity;
      let freshFrom = 0;
      let met = -Infinity;
      let metFrom = nRoles;
      for (let p = 0; p < nRoles; p++) {
        const border = borderScores[(i * nRoles + p) * nRoles + l]!;
        if (fresh < last[p]! + border) {
          fresh = last[p]! + border;
          freshFrom = p;
        }
        if (met < last[p + nRoles]! + border) {
          met = last[p + nRoles]! + border;
          metFrom = p + nRoles;
        }
      }
      const word = wordScores[i * nRoles + l]!;
      if (isContent && met < fresh) {
        met = fresh;
        metFrom = freshFrom;
      }
      next[l] = isContent ? -1e12 : fresh + word;
      next[l + nRoles] = met + word;
      back[i * nStates + l] = freshFrom;
      back[i * nStates + l + nRoles] = metFrom;
    }
    [last, next] = [next, last];
  }
  let state = which === "with content" ? nRoles : 0;
  const end = which === "without content" ? nRoles : nStates;
  for (let p = state; p < end; p++) if (last[state]! < last[p]!) state = p;
  const score = last[state]!;
  for (let i = n - 1; 0 <= i; i--) {
    labels[i] = state & 3;
    state = back[i * nStates + state]!;
  }
  return score;
}
