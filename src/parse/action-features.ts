/**
 * What an action is chosen by: features of the top of the stack (`s0`, `s1`, `s2`), the first of the buffer (`b0` … `b3`) and
 * their dependents, after Zhang & Nivre (2011).
 *
 * Their weights are sums of three parts. What hangs on the buffer alone stays the same until a word is shifted; what hangs
 * on words of the stack alone, as long as the topmost is there: both are summed once and kept. The rest is summed at each step.
 */
import { mix2 } from "../linear/hashing.ts";
import {
  fillFeatures,
  newRecent,
  placeTemplates,
  readTemplates,
  type Recent,
  sumOfFeatures,
} from "../linear/templates.ts";
import type { ActionTable } from "./actions.ts";
import { bucket, marksBetween, noneHash, type Words } from "./words.ts";
import type { State } from "./transitions.ts";

/** Values that hang on the buffer alone. After a place: w word, t tag, f suffix, c cluster; `pb` and `ps` are marks before a word, `v` the next verb. */
const bufferAtoms = "b0w b0t b0wt b1w b1t b2w b2t b3t b0f b0c pb0 pb1 pb2 vt vd".split(" ");
/** Values that hang on the stack alone; `d1` and `c1`: distance and marks between its two topmost. */
const stackAtoms = "s0w s0t s0wt s1w s1t s2t s1t+s0t s2t+s1t s0f s1f s0c s1c ps0 pa0 d1 c1".split(" ");
/**
 * Values that change at each step: dependents (l left, r right, 2 the second from outside, with t tag, w word, r relation),
 * their number (`vl`, `vr`) and sets of their relations (`ls`, `rs`), and what lies between stack and buffer.
 */
const stepAtoms =
  "s0t+b0t s0lt s0l2t s0rt s0r2t b0lt b0l2t s0lw s0rw b0lw s0lr s0l2r s0rr s0r2r s1lr s1rr b0lr d0 s0vl s0vr s1vl s1vr b0vl s0ls s0rs b0ls c0 c0+c1".split(
    " ",
  );
const atomNames = [...bufferAtoms, ...stackAtoms, ...stepAtoms];
const stackFrom = bufferAtoms.length;
const stepFrom = stackFrom + stackAtoms.length;

const list = readTemplates(
  `
  s0w
  s0t
  s0wt
  s1t
  s2t
  b0w
  b0t
  b1w
  b1t
  b1w b1t
  b2t
  b2w b2t
  b3t
  s0wt b0w
  s0wt b0t
  s0t b0wt
  s0w b0t
  s0t b0w
  s0t b0t
  s1t b0t
  s1w b0t
  s1w b0w
  s0t b1t
  s0w b1t
  b0t b1t
  b0w b1t
  b0t b1w
  b0w b1w
  s0t b2t
  s0t b0t b1t
  s0w b0t b1t
  s1t s0w b0t
  s2t s1t s0t
  b0t b1t b2t
  s1t+s0t b0t b1t
  s2t+s1t s0t b0t
  s0t+b0t b1t b2t
  s0t s0lt b0t
  s0t s0r2t b0t
  s0t s0l2t b0t
  s0t b0t b0lt
  s0t b0t b0l2t
  s1t s0t s0lt
  s1t s0t s0rt
  s0wt s0lw
  s0wt s0rw
  b0wt b0lw
  s0t s0lr b0t
  s0t s0rr b0t
  s0w s0rr s0r2r
  s0w s0lr s0l2r
  s1w s1lr s1rr
  s0lr s0t
  s0rr s0t
  b0lr b0t
  s0t d0
  b0w d0
  b0t d0
  s0t b0t d0
  s1t s0t d1
  s0w s0vl s0vr
  s0t s0vl s0vr
  s1t s1vl s1vr
  b0w b0vl
  b0t b0vl
  s0t s0ls b0t
  s0t s0rs b0t
  s0wt s0rs
  s0wt s0ls
  b0wt b0ls
  b0t b0ls s0t
  s0f b0t
  b0f s0t
  s1f s0t
  s0t b0t vt
  s0t b0t vd
  s0w b0t vt
  c0 s0t b0t
  c0 s0w
  c0 b0w
  c0 d0
  c1 s1t s0t
  c1 s0t b0t
  c0+c1 s1t s0t
  pb0
  pb0 b0t
  pb0 s0t b0t
  pb0 b0w
  pb0 s0w b0t
  pb1 b0t b1t
  pb1 s0t b0t
  pb2 pb1 b0t
  ps0 s0t pb0
  ps0 pa0 s0t
  ps0 s1t s0t
  pb0 pb1 b0t
  s0c s0t b0t
  b0c s0t b0t
  s0c b0c b0t
  s1c s1t s0t
  s1c b0t s0t
  s0w b0c b0t
`,
  1000,
);
const isOfBuffer = new Set(bufferAtoms);
const isOfStack = new Set(stackAtoms);
const ofBuffer = list.filter(({ names }) => names.every((it) => isOfBuffer.has(it)));
const ofStack = list.filter(({ names }) => names.every((it) => isOfStack.has(it)));
const bufferTemplates = placeTemplates(ofBuffer, atomNames);
const stackTemplates = placeTemplates(ofStack, atomNames);
const stepTemplates = placeTemplates(
  list.filter((it) => !ofBuffer.includes(it) && !ofStack.includes(it)),
  atomNames,
);

export const nActionFeatures = list.length;

/** What choosing actions remembers, most of it within a sentence; one for a thread and a table. */
export interface ActionView {
  readonly atoms: Int32Array;
  readonly recent: Recent;
  /** The first of the buffer whose atoms and sum are held, -1 for none. */
  bufferAt: number;
  bufferGains: number;
  /** Sums by depth of the stack, and which of them are of the word that is there now. */
  stackGains: Int32Array;
  stackKnown: Uint8Array;
}

export function newActionView(): ActionView {
  return {
    atoms: new Int32Array(atomNames.length),
    recent: newRecent(nActionFeatures),
    bufferAt: -1,
    bufferGains: 0,
    stackGains: new Int32Array(0),
    stackKnown: new Uint8Array(0),
  };
}

/** Forgets all; for a sentence of `n` words. */
export function beginSentence(view: ActionView, n: number): void {
  view.bufferAt = -1;
  if (n < view.stackKnown.length) return;
  view.stackGains = new Int32Array(2 * n + 2);
  view.stackKnown = new Uint8Array(2 * n + 2);
}

/** Forgets what was summed for the top of a stack of this depth: another word is there. */
export function forgetTop(view: ActionView, depth: number): void {
  view.stackKnown[depth] = 0;
}

/**
 * What each action has more than SHIFT (`gainOf`), where there is a choice: the stack is not empty then.
 *
 * @param view of this sentence, told of every word that came on the stack
 */
export function scoreActions(
  { codes, gains }: ActionTable,
  view: ActionView,
  words: Words,
  relationHash: Int32Array,
  state: State,
): number {
  const { atoms, recent } = view;
  const { depth, next } = state;
  if (view.bufferAt !== next) {
    view.bufferAt = next;
    fillBufferAtoms(words, state, atoms);
    view.bufferGains = sumOfFeatures(bufferTemplates, atoms, codes, gains, recent);
  }
  fillStackAtoms(words, state, atoms);
  fillStepAtoms(words, relationHash, state, atoms);
  if (view.stackKnown[depth] === 0) {
    view.stackKnown[depth] = 1;
    view.stackGains[depth] = sumOfFeatures(stackTemplates, atoms, codes, gains, recent);
  }
  const sum = sumOfFeatures(stepTemplates, atoms, codes, gains, recent);
  return (sum + view.bufferGains + view.stackGains[depth]!) | 0;
}

/** Puts all features for choosing an action into `out`, of `nActionFeatures`; for training. */
export function fillActionFeatures(
  words: Words,
  relationHash: Int32Array,
  state: State,
  view: ActionView,
  out: Int32Array,
): number {
  const { atoms } = view;
  fillBufferAtoms(words, state, atoms);
  fillStackAtoms(words, state, atoms);
  fillStepAtoms(words, relationHash, state, atoms);
  const nBuffer = fillFeatures(bufferTemplates, atoms, out);
  return fillFeatures(stepTemplates, atoms, out, fillFeatures(stackTemplates, atoms, out, nBuffer));
}

function fillBufferAtoms(words: Words, { next, n }: State, atoms: Int32Array): void {
  const { word, tag, before } = words;
  const b0 = next;
  const b1 = next < n ? next + 1 : -1;
  const b2 = next + 1 < n ? next + 2 : -1;
  const b3 = next + 2 < n ? next + 3 : -1;
  const v = b1 < 0 ? n : words.nextVerb[b1]!;
  let k = 0;
  atoms[k++] = word[b0]!;
  atoms[k++] = tag[b0]!;
  atoms[k++] = mix2(1, word[b0]!, tag[b0]!);
  atoms[k++] = b1 < 0 ? noneHash : word[b1]!;
  atoms[k++] = b1 < 0 ? noneHash : tag[b1]!;
  atoms[k++] = b2 < 0 ? noneHash : word[b2]!;
  atoms[k++] = b2 < 0 ? noneHash : tag[b2]!;
  atoms[k++] = b3 < 0 ? noneHash : tag[b3]!;
  atoms[k++] = words.suffix[b0]!;
  atoms[k++] = words.cluster[b0]!;
  atoms[k++] = before[b0]!;
  atoms[k++] = b1 < 0 ? 1 : before[b1]!;
  atoms[k++] = b2 < 0 ? 1 : before[b2]!;
  atoms[k++] = tag[v]!;
  atoms[k++] = bucket(v - b0);
}

function fillStackAtoms(words: Words, { stack, depth }: State, atoms: Int32Array): void {
  const { word, tag, suffix, cluster, before } = words;
  const s0 = stack[depth - 1]!;
  const s1 = 1 < depth ? stack[depth - 2]! : -1;
  const s2 = 2 < depth ? stack[depth - 3]! : -1;
  const s0t = tag[s0]!;
  const s1t = s1 < 0 ? noneHash : tag[s1]!;
  const s2t = s2 < 0 ? noneHash : tag[s2]!;
  let k = stackFrom;
  atoms[k++] = word[s0]!;
  atoms[k++] = s0t;
  atoms[k++] = mix2(1, word[s0]!, s0t);
  atoms[k++] = s1 < 0 ? noneHash : word[s1]!;
  atoms[k++] = s1t;
  atoms[k++] = s2t;
  atoms[k++] = mix2(2, s1t, s0t);
  atoms[k++] = mix2(2, s2t, s1t);
  atoms[k++] = suffix[s0]!;
  atoms[k++] = s1 < 0 ? noneHash : suffix[s1]!;
  atoms[k++] = cluster[s0]!;
  atoms[k++] = s1 < 0 ? 1 : cluster[s1]!;
  atoms[k++] = before[s0]!;
  atoms[k++] = before[s0 + 1]!;
  atoms[k++] = s1 < 0 ? 0 : bucket(s0 - s1);
  atoms[k++] = s1 < 0 ? 99 : marksBetween(words.marks, s1, s0);
}

function fillStepAtoms(words: Words, relationHash: Int32Array, state: State, atoms: Int32Array): void {
  const { word, tag, marks } = words;
  const { stack, depth, next, left1, left2, right1, right2, leftCount, rightCount, relation } = state;
  const s0 = stack[depth - 1]!;
  const s1 = 1 < depth ? stack[depth - 2]! : -1;
  const b0 = next;
  const [s0l, s0l2, s0r, s0r2] = [left1[s0]!, left2[s0]!, right1[s0]!, right2[s0]!];
  const [b0l, b0l2] = [left1[b0]!, left2[b0]!];
  const s1l = s1 < 0 ? -1 : left1[s1]!;
  const s1r = s1 < 0 ? -1 : right1[s1]!;
  const c0 = marksBetween(marks, s0, b0);
  const c1 = s1 < 0 ? 99 : marksBetween(marks, s1, s0);
  let k = stepFrom;
  atoms[k++] = mix2(2, tag[s0]!, tag[b0]!);
  atoms[k++] = s0l < 0 ? noneHash : tag[s0l]!;
  atoms[k++] = s0l2 < 0 ? noneHash : tag[s0l2]!;
  atoms[k++] = s0r < 0 ? noneHash : tag[s0r]!;
  atoms[k++] = s0r2 < 0 ? noneHash : tag[s0r2]!;
  atoms[k++] = b0l < 0 ? noneHash : tag[b0l]!;
  atoms[k++] = b0l2 < 0 ? noneHash : tag[b0l2]!;
  atoms[k++] = s0l < 0 ? noneHash : word[s0l]!;
  atoms[k++] = s0r < 0 ? noneHash : word[s0r]!;
  atoms[k++] = b0l < 0 ? noneHash : word[b0l]!;
  atoms[k++] = s0l < 0 ? noneHash : relationHash[relation[s0l]!]!;
  atoms[k++] = s0l2 < 0 ? noneHash : relationHash[relation[s0l2]!]!;
  atoms[k++] = s0r < 0 ? noneHash : relationHash[relation[s0r]!]!;
  atoms[k++] = s0r2 < 0 ? noneHash : relationHash[relation[s0r2]!]!;
  atoms[k++] = s1l < 0 ? noneHash : relationHash[relation[s1l]!]!;
  atoms[k++] = s1r < 0 ? noneHash : relationHash[relation[s1r]!]!;
  atoms[k++] = b0l < 0 ? noneHash : relationHash[relation[b0l]!]!;
  atoms[k++] = bucket(b0 - s0);
  atoms[k++] = Math.min(leftCount[s0]!, 4);
  atoms[k++] = Math.min(rightCount[s0]!, 4);
  atoms[k++] = s1 < 0 ? 9 : Math.min(leftCount[s1]!, 4);
  atoms[k++] = s1 < 0 ? 9 : Math.min(rightCount[s1]!, 4);
  atoms[k++] = Math.min(leftCount[b0]!, 4);
  atoms[k++] = state.leftSet[s0]!;
  atoms[k++] = state.rightSet[s0]!;
  atoms[k++] = state.leftSet[b0]!;
  atoms[k++] = c0;
  atoms[k++] = mix2(4, c0, c1);
}
