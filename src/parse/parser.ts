/**
 * Trees by greedy transitions: at each step the action, and for an arc the relation, whose weights over its features
 * sum highest. Feature templates after Zhang & Nivre (2011).
 */
import { type Forms, nAffixes, suffix3 } from "./forms.ts";
import { hashText, mix1, mix2, mix3, seedOf } from "../linear/hashing.ts";
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

export interface Parser {
  /** UD relations with subtypes; at most `nRelationSlots`. */
  readonly relations: readonly string[];
  readonly relationHash: Int32Array;
  /** A power of two in length; each holds a feature's weights in bytes: shift, left, right from the lowest, then nothing. */
  readonly actionRows: Int32Array;
  /** A power of two in length. The weight of feature `h` for relation `r` stands at `(h >>> shift) ^ r`. */
  readonly relationWeights: Int8Array;
  /** Relation ids that were seen for UPOS of head and dependent and the side; see `pairOf`. */
  readonly candidates: readonly (readonly number[])[];
}

export const nRelationSlots = 64;
export const nUpos = 18;
/** UPOS number of the root. */
const rootUpos = 17;

/** What the parser looks at, by word; index `n` is the root. */
export interface Words {
  /** Hash of the word in lower case. */
  readonly word: Int32Array;
  /** Hash of UPOS and Penn tag. */
  readonly tag: Int32Array;
  /** The first verb or auxiliary at or after each word, `n` for none. */
  readonly nextVerb: Int32Array;
  /** UPOS by number. */
  readonly upos: Uint8Array;
  readonly suffix: Int32Array;
  /** Wider cluster, 0 for none. */
  readonly cluster: Uint16Array;
  /** Hash of the punctuation that stands before each word, 0 for none. */
  readonly before: Int32Array;
  /** Marks before each word and in all before that: commas in the low ten bits, quotation marks in the next ten, others above. */
  readonly marks: Int32Array;
}

const rootHash = hashText("<root>");
const noneHash = hashText("<none>");

export function newWords(capacity: number): Words {
  const column = (): Int32Array => new Int32Array(capacity + 1);
  return {
    word: column(),
    tag: column(),
    nextVerb: column(),
    upos: new Uint8Array(capacity + 1),
    suffix: column(),
    cluster: new Uint16Array(capacity + 1),
    before: column(),
    marks: column(),
  };
}

const uposNames = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split(" ");

/** UPOS numbers of tags (`NOUN NN`). */
export function uposTable(tags: readonly string[]): Uint8Array {
  return Uint8Array.from(tags, (tag) => uposNames.indexOf(tag.split(" ")[0]!));
}

export function pairOf(headUpos: number, dependentUpos: number, isLeft: boolean): number {
  return (headUpos * nUpos + dependentUpos) * 2 + (isLeft ? 1 : 0);
}

export const mostActionFeatures = 224;
export const mostRelationFeatures = 64;

const seeds = Int32Array.from({ length: 320 }, (_, i) => seedOf(1000 + i));

/** What punctuation stands between two words, of which `a` is the first: up to three of each kind. */
function marksBetween(marks: Int32Array, a: number, b: number): number {
  const commas = (marks[b]! & 1023) - (marks[a]! & 1023);
  const quotes = ((marks[b]! >>> 10) & 1023) - ((marks[a]! >>> 10) & 1023);
  const others = (marks[b]! >>> 20) - (marks[a]! >>> 20);
  return (Math.min(commas, 3) * 4 + Math.min(quotes, 3)) * 4 + Math.min(others, 3);
}

function bucket(distance: number): number {
  return distance < 6 ? distance : distance < 9 ? 6 : distance < 14 ? 7 : 8;
}

/** Puts the features for choosing an action into `out`; gives their number. */
export function fillActionFeatures(
  words: Words,
  relationHash: Int32Array,
  state: State,
  out: Int32Array,
): number {
  const { word, tag } = words;
  const { stack, depth, next, n, left1, left2, right1, right2, relation } = state;
  const s0 = 0 < depth ? stack[depth - 1]! : -1;
  const s1 = 1 < depth ? stack[depth - 2]! : -1;
  const s2 = 2 < depth ? stack[depth - 3]! : -1;
  const b0 = next;
  const b1 = next < n ? next + 1 : -1;
  const b2 = next + 1 < n ? next + 2 : -1;
  const b3 = next + 2 < n ? next + 3 : -1;
  const wOf = (i: number): number => (i < 0 ? noneHash : word[i]!);
  const tOf = (i: number): number => (i < 0 ? noneHash : tag[i]!);
  const rOf = (i: number): number => (i < 0 ? noneHash : relationHash[relation[i]!]!);

  const s0w = wOf(s0);
  const s1w = wOf(s1);
  const b0w = wOf(b0);
  const b1w = wOf(b1);
  const b2w = wOf(b2);
  const s0t = tOf(s0);
  const s1t = tOf(s1);
  const s2t = tOf(s2);
  const b0t = tOf(b0);
  const b1t = tOf(b1);
  const b2t = tOf(b2);
  const b3t = tOf(b3);
  const s0wt = mix2(1, s0w, s0t);
  const b0wt = mix2(1, b0w, b0t);

  const s0l = s0 < 0 ? -1 : left1[s0]!;
  const s0l2 = s0 < 0 ? -1 : left2[s0]!;
  const s0r = s0 < 0 ? -1 : right1[s0]!;
  const s0r2 = s0 < 0 ? -1 : right2[s0]!;
  const s1l = s1 < 0 ? -1 : left1[s1]!;
  const s1r = s1 < 0 ? -1 : right1[s1]!;
  const b0l = left1[b0]!;
  const b0l2 = left2[b0]!;
  const s0lt = tOf(s0l);
  const s0rt = tOf(s0r);
  const b0lt = tOf(b0l);

  const d0 = s0 < 0 ? 0 : bucket(b0 - s0);
  const d1 = s1 < 0 ? 0 : bucket(s0 - s1);
  const s0vl = s0 < 0 ? 9 : Math.min(state.leftCount[s0]!, 4);
  const s0vr = s0 < 0 ? 9 : Math.min(state.rightCount[s0]!, 4);
  const s1vl = s1 < 0 ? 9 : Math.min(state.leftCount[s1]!, 4);
  const s1vr = s1 < 0 ? 9 : Math.min(state.rightCount[s1]!, 4);
  const b0vl = Math.min(state.leftCount[b0]!, 4);
  const s0ls = s0 < 0 ? 0 : state.leftSet[s0]!;
  const s0rs = s0 < 0 ? 0 : state.rightSet[s0]!;
  const b0ls = state.leftSet[b0]!;

  let k = 0;
  // single words
  out[k] = mix1(seeds[k++]!, s0w);
  out[k] = mix1(seeds[k++]!, s0t);
  out[k] = mix1(seeds[k++]!, s0wt);
  out[k] = mix1(seeds[k++]!, s1t);
  out[k] = mix1(seeds[k++]!, s2t);
  out[k] = mix1(seeds[k++]!, b0w);
  out[k] = mix1(seeds[k++]!, b0t);
  out[k] = mix1(seeds[k++]!, b1w);
  out[k] = mix1(seeds[k++]!, b1t);
  out[k] = mix2(seeds[k++]!, b1w, b1t);
  out[k] = mix1(seeds[k++]!, b2t);
  out[k] = mix2(seeds[k++]!, b2w, b2t);
  out[k] = mix1(seeds[k++]!, b3t);
  // top of the stack with the first of the buffer
  out[k] = mix2(seeds[k++]!, s0wt, b0w);
  out[k] = mix2(seeds[k++]!, s0wt, b0t);
  out[k] = mix2(seeds[k++]!, s0t, b0wt);
  out[k] = mix2(seeds[k++]!, s0w, b0t);
  out[k] = mix2(seeds[k++]!, s0t, b0w);
  out[k] = mix2(seeds[k++]!, s0t, b0t);
  // the two on top of the stack
  // other pairs
  out[k] = mix2(seeds[k++]!, s1t, b0t);
  out[k] = mix2(seeds[k++]!, s1w, b0t);
  out[k] = mix2(seeds[k++]!, s1w, b0w);
  out[k] = mix2(seeds[k++]!, s0t, b1t);
  out[k] = mix2(seeds[k++]!, s0w, b1t);
  out[k] = mix2(seeds[k++]!, b0t, b1t);
  out[k] = mix2(seeds[k++]!, b0w, b1t);
  out[k] = mix2(seeds[k++]!, b0t, b1w);
  out[k] = mix2(seeds[k++]!, b0w, b1w);
  out[k] = mix2(seeds[k++]!, s0t, b2t);
  // threes
  out[k] = mix3(seeds[k++]!, s0t, b0t, b1t);
  out[k] = mix3(seeds[k++]!, s0w, b0t, b1t);
  out[k] = mix3(seeds[k++]!, s1t, s0w, b0t);
  out[k] = mix3(seeds[k++]!, s2t, s1t, s0t);
  out[k] = mix3(seeds[k++]!, b0t, b1t, b2t);
  out[k] = mix3(seeds[k++]!, mix2(2, s1t, s0t), b0t, b1t);
  out[k] = mix3(seeds[k++]!, mix2(2, s2t, s1t), s0t, b0t);
  out[k] = mix3(seeds[k++]!, mix2(2, s0t, b0t), b1t, b2t);
  // with dependents
  out[k] = mix3(seeds[k++]!, s0t, s0lt, b0t);
  out[k] = mix3(seeds[k++]!, s0t, tOf(s0r2), b0t);
  out[k] = mix3(seeds[k++]!, s0t, tOf(s0l2), b0t);
  out[k] = mix3(seeds[k++]!, s0t, b0t, b0lt);
  out[k] = mix3(seeds[k++]!, s0t, b0t, tOf(b0l2));
  out[k] = mix3(seeds[k++]!, s1t, s0t, s0lt);
  out[k] = mix3(seeds[k++]!, s1t, s0t, s0rt);
  out[k] = mix2(seeds[k++]!, s0wt, wOf(s0l));
  out[k] = mix2(seeds[k++]!, s0wt, wOf(s0r));
  out[k] = mix2(seeds[k++]!, b0wt, wOf(b0l));
  out[k] = mix3(seeds[k++]!, s0t, rOf(s0l), b0t);
  out[k] = mix3(seeds[k++]!, s0t, rOf(s0r), b0t);
  out[k] = mix3(seeds[k++]!, s0w, rOf(s0r), rOf(s0r2));
  out[k] = mix3(seeds[k++]!, s0w, rOf(s0l), rOf(s0l2));
  out[k] = mix3(seeds[k++]!, s1w, rOf(s1l), rOf(s1r));
  out[k] = mix2(seeds[k++]!, rOf(s0l), s0t);
  out[k] = mix2(seeds[k++]!, rOf(s0r), s0t);
  out[k] = mix2(seeds[k++]!, rOf(b0l), b0t);
  // distance, valency, sets
  out[k] = mix2(seeds[k++]!, s0t, d0);
  out[k] = mix2(seeds[k++]!, b0w, d0);
  out[k] = mix2(seeds[k++]!, b0t, d0);
  out[k] = mix3(seeds[k++]!, s0t, b0t, d0);
  out[k] = mix3(seeds[k++]!, s1t, s0t, d1);
  out[k] = mix3(seeds[k++]!, s0w, s0vl, s0vr);
  out[k] = mix3(seeds[k++]!, s0t, s0vl, s0vr);
  out[k] = mix3(seeds[k++]!, s1t, s1vl, s1vr);
  out[k] = mix2(seeds[k++]!, b0w, b0vl);
  out[k] = mix2(seeds[k++]!, b0t, b0vl);
  out[k] = mix3(seeds[k++]!, s0t, s0ls, b0t);
  out[k] = mix3(seeds[k++]!, s0t, s0rs, b0t);
  out[k] = mix2(seeds[k++]!, s0wt, s0rs);
  out[k] = mix2(seeds[k++]!, s0wt, s0ls);
  out[k] = mix2(seeds[k++]!, b0wt, b0ls);
  out[k] = mix3(seeds[k++]!, b0t, b0ls, s0t);
  // suffixes, for words that training has not seen
  const { suffix } = words;
  const s0f = s0 < 0 ? noneHash : suffix[s0]!;
  const b0f = suffix[b0]!;
  out[k] = mix2(seeds[k++]!, s0f, b0t);
  out[k] = mix2(seeds[k++]!, b0f, s0t);
  out[k] = mix2(seeds[k++]!, s1 < 0 ? noneHash : suffix[s1]!, s0t);
  // the next verb
  const v = b1 < 0 ? n : words.nextVerb[b1]!;
  const vt = tag[v]!;
  const vd = bucket(v - b0);
  out[k] = mix3(seeds[k++]!, s0t, b0t, vt);
  out[k] = mix3(seeds[k++]!, s0t, b0t, vd);
  out[k] = mix3(seeds[k++]!, s0w, b0t, vt);
  // punctuation
  const { before, marks } = words;
  const c0 = s0 < 0 ? 99 : marksBetween(marks, s0, b0);
  const c1 = s1 < 0 ? 99 : marksBetween(marks, s1, s0);
  const pb0 = before[b0]!;
  const pb1 = b1 < 0 ? 1 : before[b1]!;
  const pb2 = b2 < 0 ? 1 : before[b2]!;
  const ps0 = s0 < 0 ? 1 : before[s0]!;
  const pa0 = s0 < 0 ? 1 : before[s0 + 1]!;
  out[k] = mix3(seeds[k++]!, c0, s0t, b0t);
  out[k] = mix2(seeds[k++]!, c0, s0w);
  out[k] = mix2(seeds[k++]!, c0, b0w);
  out[k] = mix2(seeds[k++]!, c0, d0);
  out[k] = mix3(seeds[k++]!, c1, s1t, s0t);
  out[k] = mix3(seeds[k++]!, c1, s0t, b0t);
  out[k] = mix3(seeds[k++]!, mix2(4, c0, c1), s1t, s0t);
  out[k] = mix1(seeds[k++]!, pb0);
  out[k] = mix2(seeds[k++]!, pb0, b0t);
  out[k] = mix3(seeds[k++]!, pb0, s0t, b0t);
  out[k] = mix2(seeds[k++]!, pb0, b0w);
  out[k] = mix3(seeds[k++]!, pb0, s0w, b0t);
  out[k] = mix3(seeds[k++]!, pb1, b0t, b1t);
  out[k] = mix3(seeds[k++]!, pb1, s0t, b0t);
  out[k] = mix3(seeds[k++]!, pb2, pb1, b0t);
  out[k] = mix3(seeds[k++]!, ps0, s0t, pb0);
  out[k] = mix3(seeds[k++]!, ps0, pa0, s0t);
  out[k] = mix3(seeds[k++]!, ps0, s1t, s0t);
  out[k] = mix3(seeds[k++]!, pb0, pb1, b0t);
  // clusters
  const { cluster } = words;
  const s0c = s0 < 0 ? 1 : cluster[s0]!;
  const s1c = s1 < 0 ? 1 : cluster[s1]!;
  const b0c = cluster[b0]!;
  out[k] = mix3(seeds[k++]!, s0c, s0t, b0t);
  out[k] = mix3(seeds[k++]!, b0c, s0t, b0t);
  out[k] = mix3(seeds[k++]!, s0c, b0c, b0t);
  out[k] = mix3(seeds[k++]!, s1c, s1t, s0t);
  out[k] = mix3(seeds[k++]!, s1c, b0t, s0t);
  out[k] = mix3(seeds[k++]!, s0w, b0c, b0t);
  return k;
}

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
  let s = 200;
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
  readonly features: Int32Array;
  readonly scores: Int32Array;
}

export function newParseScratch(): ParseScratch {
  return {
    state: newState(),
    features: new Int32Array(mostActionFeatures),
    scores: new Int32Array(nRelationSlots),
  };
}

/** Sums of the weights of the three actions, into `scores`. Three bytes are read at once: memory is what costs. */
function scoreActions(rows: Int32Array, features: Int32Array, n: number, scores: Int32Array): void {
  const downBy = Math.clz32(rows.length) + 1;
  let a = 0;
  let b = 0;
  let c = 0;
  for (let k = 0; k < n; k++) {
    const row = rows[features[k]! >>> downBy]!;
    a += (row << 24) >> 24;
    b += (row << 16) >> 24;
    c += (row << 8) >> 24;
  }
  scores[shift] = a;
  scores[left] = b;
  scores[right] = c;
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
  const { state, features, scores } = scratch;
  reset(state, n);
  while (!isFinal(state)) {
    const actions = allowed(state);
    let action = shift;
    if ((actions & (actions - 1)) === 0) action = 31 - Math.clz32(actions);
    else {
      const k = fillActionFeatures(words, parser.relationHash, state, features);
      scoreActions(parser.actionRows, features, k, scores);
      let best = -Infinity;
      for (let a = 0; a < 3; a++)
        if ((actions & (1 << a)) !== 0 && best < scores[a]!) {
          best = scores[a]!;
          action = a;
        }
    }
    take(parser, scratch, words, action);
  }
}

/** Takes an action, choosing the relation of the arc it makes. */
function take(parser: Parser, scratch: ParseScratch, words: Words, action: number): void {
  const { state } = scratch;
  if (action === shift) return doShift(state);
  const d = state.stack[state.depth - 1]!;
  if (action === left) doLeft(state, chooseRelation(parser, scratch, words, state.next, d));
  else if (action === right)
    doRight(state, chooseRelation(parser, scratch, words, state.stack[state.depth - 2]!, d));
}

/**
 * Fills the columns of one sentence from its type ids and tags. Punctuation gets no column: it is seen as what
 * stands before the next word.
 *
 * @param kept where the words that are kept stand in the sentence; filled here
 * @returns how many words are kept
 */
export function fillWords(
  words: Words,
  forms: Forms,
  ids: Int32Array,
  tagIds: Int32Array,
  tagHash: Int32Array,
  uposOf: Uint8Array,
  n: number,
  kept: Int32Array,
): number {
  let k = 0;
  let before = 0;
  let marks = 0;
  for (let i = 0; i < n; i++) {
    const id = ids[i]!;
    const upos = uposOf[tagIds[i]!]!;
    if (upos === punctUpos) {
      const form = forms.lower[id]!;
      before = mix2(6, before, form);
      marks += form === comma ? 1 : form === quote ? 1 << 10 : 1 << 20;
      continue;
    }
    kept[k] = i;
    words.word[k] = forms.lower[id]!;
    words.suffix[k] = forms.affixes[id * nAffixes + suffix3]!;
    words.cluster[k] = forms.cluster[id]! >>> 3;
    words.tag[k] = tagHash[tagIds[i]!]!;
    words.upos[k] = upos;
    words.before[k] = before;
    words.marks[k] = marks;
    before = 0;
    k++;
  }
  words.word[k] = rootHash;
  words.tag[k] = rootHash;
  words.suffix[k] = rootHash;
  words.cluster[k] = rootCluster;
  words.upos[k] = rootUpos;
  words.before[k] = before;
  words.marks[k] = marks;
  words.nextVerb[k] = k;
  for (let i = k - 1; 0 <= i; i--) {
    const upos = words.upos[i]!;
    words.nextVerb[i] = upos === verbUpos || upos === auxUpos ? i : words.nextVerb[i + 1]!;
  }
  return k;
}

/** UPOS number of punctuation. */
const punctUpos = 12;
const rootCluster = 2;
const verbUpos = 15;
const auxUpos = 3;
const comma = hashText(",");
const quote = hashText('"');
