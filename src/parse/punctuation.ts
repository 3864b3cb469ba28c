/**
 * Heads of punctuation, found when the tree of the words is done. A mark may hang on any word it can reach without
 * crossing an arc: those on the way up from its neighbours. Which one it is, weights decide, over what stands on
 * both sides and what a pair of marks encloses.
 */
import type { Forms } from "./forms.ts";
import { mix1, mix2, mix3, seedOf } from "../linear/hashing.ts";

export interface MarkModel {
  /** A power of two in length: a feature's weight stands at its hash shifted down. */
  readonly weights: Int8Array;
}

/** A sentence with the tree of its words, `n` being the root; used again for the next one. */
export interface Punctuated {
  n: number;
  /** 1 for punctuation. */
  readonly isMark: Uint8Array;
  /** Heads of the words; -1 for marks until they are found. */
  readonly head: Int32Array;
  /** Hash of each word's relation. */
  readonly relation: Int32Array;
  readonly tag: Int32Array;
  /** Hash of the form in lower case. */
  readonly word: Int32Array;
  /** For each mark its partner, -1 for none; for words -1. */
  readonly partner: Int32Array;
  /** First and last word of each word's subtree. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Room for the words that a mark can hang on, and for their features. */
  readonly reachable: Int32Array;
  readonly features: Int32Array;
}

export function newPunctuated(capacity: number): Punctuated {
  const column = (): Int32Array => new Int32Array(capacity + 1);
  return {
    n: 0,
    isMark: new Uint8Array(capacity + 1),
    head: column(),
    relation: column(),
    tag: column(),
    word: column(),
    partner: column(),
    first: column(),
    last: column(),
    reachable: new Int32Array(2 * capacity + 2),
    features: new Int32Array(nMarkFeatures),
  };
}

/** Finds partners and subtrees, once `isMark`, `head` and `word` of the `n` tokens are filled. */
export function completePunctuated(it: Punctuated, forms: Forms, ids: Int32Array): void {
  const { n, isMark, head, first, last } = it;
  pairMarks(it, forms, ids);
  for (let i = 0; i <= n; i++) {
    first[i] = i;
    last[i] = i;
  }
  it.relation[n] = 0;
  it.tag[n] = 0;
  it.word[n] = 0;
  head[n] = -1;
  for (let i = 0; i < n; i++) {
    if (isMark[i] === 1) continue;
    for (let x = head[i]!; 0 <= x && x < n; x = head[x]!) {
      if (i < first[x]!) first[x] = i;
      if (last[x]! < i) last[x] = i;
    }
  }
}

const closerOf: Readonly<Record<string, string>> = {
  "(": ")",
  "[": "]",
  "{": "}",
  "“": "”",
  "‘": "’",
  "``": "''",
  "«": "»",
  '"': '"',
  "'": "'",
};

/** Quotation marks and brackets that belong together. A closing mark closes what was opened inside, too. */
function pairMarks(it: Punctuated, forms: Forms, ids: Int32Array): void {
  const { n, isMark, partner, reachable: open } = it;
  let nOpen = 0;
  for (let i = 0; i < n; i++) {
    partner[i] = -1;
    if (isMark[i] === 0) continue;
    const form = forms.text[ids[i]!]!;
    let found = nOpen - 1;
    while (0 <= found && closerOf[forms.text[ids[open[found]!]!]!] !== form) found--;
    if (0 <= found) {
      const at = open[found]!;
      nOpen = found;
      partner[i] = at;
      partner[at] = i;
    } else if (closerOf[form] !== undefined && nOpen < mostOpen) open[nOpen++] = i;
  }
}

/** Marks that wait for their partner; more is no text. */
const mostOpen = 20;

export const nMarkFeatures = 26;
const seeds = Int32Array.from({ length: nMarkFeatures }, (_, i) => seedOf(3000 + i));

/** The words that a mark can hang on, nearest first, left then right, into `out`; gives their number. */
export function listReachable(it: Punctuated, mark: number, out: Int32Array): number {
  let leftWord = mark - 1;
  while (0 <= leftWord && it.isMark[leftWord] === 1) leftWord--;
  let rightWord = mark + 1;
  while (rightWord < it.n && it.isMark[rightWord] === 1) rightWord++;
  let k = 0;
  for (let x = leftWord; 0 <= x && x < it.n; x = it.head[x]!) {
    out[k++] = x;
    if (mark < x) break;
  }
  const nLeft = k;
  for (let x = rightWord; x < it.n; x = it.head[x]!) {
    let isNew = true;
    for (let i = 0; i < nLeft; i++) if (out[i] === x) isNew = false;
    if (isNew) out[k++] = x;
    if (x < mark) break;
  }
  return k;
}

/** Puts the features of hanging a mark on the candidate at `c` of `list` into `out`. */
export function fillMarkFeatures(
  it: Punctuated,
  mark: number,
  list: Int32Array,
  nList: number,
  c: number,
  out: Int32Array,
): void {
  const { head, relation, tag, word, partner, first, last, isMark, n } = it;
  const x = list[c]!;
  const w = word[mark]!;
  const side = x < mark ? 1 : 2;
  const h = head[x]!;
  const xr = relation[x]!;
  const xt = tag[x]!;
  let leftWord = mark - 1;
  while (0 <= leftWord && isMark[leftWord] === 1) leftWord--;
  let rightWord = mark + 1;
  while (rightWord < n && isMark[rightWord] === 1) rightWord++;
  const lr = leftWord < 0 ? 1 : relation[leftWord]!;
  const rr = rightWord < n ? relation[rightWord]! : 1;
  // How far up the way from its neighbour the candidate is.
  const previous = 0 < c ? list[c - 1]! : -1;
  const isChained = 0 <= previous && head[previous] === x;
  const below = isChained ? relation[previous]! : 2;
  const next = c + 1 < nList ? list[c + 1]! : -1;
  const isTop = next < 0 || head[x] !== next;
  const crosses = h < n && 0 <= h && x < mark !== h < mark;
  const edge =
    x < mark
      ? last[x]! < mark
        ? last[x] === leftWord
          ? 1
          : 2
        : 3
      : mark < first[x]!
        ? first[x] === rightWord
          ? 1
          : 2
        : 3;
  const mate = partner[mark]!;
  let inside = 0;
  if (0 <= mate) {
    const lo = Math.min(mark, mate);
    const hi = Math.max(mark, mate);
    const isIn = lo < x && x < hi;
    const headIn = h < n && lo < h && h < hi;
    inside = isIn ? (headIn ? 1 : lo < first[x]! && last[x]! < hi ? 2 : 3) : 4;
  }
  const place = mark === n - 1 ? 1 : mark === 0 ? 2 : 3;
  const depth = Math.min(c, 6);
  const shape =
    ((edge * 5 + inside) * 4 + place) * 8 + (isTop ? 1 : 0) + (crosses ? 2 : 0) + (h === n ? 4 : 0);
  const before = 0 < mark ? word[mark - 1]! : 3;
  const after = mark + 1 < n ? word[mark + 1]! : 3;
  let k = 0;
  out[k] = mix3(seeds[k++]!, w, side, shape);
  out[k] = mix3(seeds[k++]!, w, side, edge);
  out[k] = mix3(seeds[k++]!, w, side, inside);
  out[k] = mix3(seeds[k++]!, w, side * 8 + depth, edge);
  out[k] = mix3(seeds[k++]!, w, xr, side);
  out[k] = mix3(seeds[k++]!, w, xr, shape);
  out[k] = mix3(seeds[k++]!, w, xt, side);
  out[k] = mix3(seeds[k++]!, w, xt, shape);
  out[k] = mix3(seeds[k++]!, mix2(7, w, side), xr, below);
  out[k] = mix3(seeds[k++]!, mix2(7, w, edge), xr, below);
  out[k] = mix3(seeds[k++]!, mix2(8, w, side), xr, h < n && 0 <= h ? relation[h]! : 4);
  out[k] = mix3(seeds[k++]!, mix2(9, w, side), lr, rr);
  out[k] = mix3(seeds[k++]!, mix2(10, w, shape), lr, rr);
  out[k] = mix3(seeds[k++]!, mix2(11, w, side), xr, rr);
  out[k] = mix3(seeds[k++]!, mix2(12, w, side), xr, lr);
  out[k] = mix3(seeds[k++]!, mix2(13, w, side), word[x]!, edge);
  out[k] = mix3(seeds[k++]!, mix2(14, w, side), before, shape);
  out[k] = mix3(seeds[k++]!, mix2(15, w, side), after, shape);
  out[k] = mix3(seeds[k++]!, mix2(16, w, side), xt, tag[h < 0 ? x : h]!);
  out[k] = mix3(seeds[k++]!, w, isTop ? 1 : 2, crosses ? 1 : 2);
  out[k] = mix3(seeds[k++]!, mix2(17, w, side), xr, mix1(1, edge * 2 + (isTop ? 1 : 0)));
  out[k] = mix3(seeds[k++]!, mix2(18, w, side), depth, nList);
  out[k] = mix3(seeds[k++]!, mix2(19, before, after), w, shape);
  out[k] = mix3(seeds[k++]!, mix2(20, w, side), rightWord < n ? tag[rightWord]! : 5, shape);
  out[k] = mix3(seeds[k++]!, mix2(21, w, side), leftWord < 0 ? 5 : tag[leftWord]!, shape);
  out[k] = mix3(seeds[k++]!, mix2(22, w, shape), xr, mix2(23, rr, xt));
}

/** Finds the heads of all marks; in a sentence of marks alone the first is the root and has the others. */
export function attachMarks(model: MarkModel, it: Punctuated): void {
  const { n, isMark, head, reachable, features } = it;
  let first = -1;
  for (let mark = 0; mark < n; mark++) {
    if (isMark[mark] === 0) continue;
    const k = listReachable(it, mark, reachable);
    if (k === 0) {
      head[mark] = first < 0 ? n : first;
      if (first < 0) first = mark;
      continue;
    }
    let best = 0;
    let bestScore = -Infinity;
    const nRivals = k === 1 ? 0 : k;
    for (let c = 0; c < nRivals; c++) {
      fillMarkFeatures(it, mark, reachable, k, c, features);
      const score = sumWeights(model.weights, features);
      if (bestScore < score) {
        best = c;
        bestScore = score;
      }
    }
    head[mark] = reachable[best]!;
  }
}

function sumWeights(weights: Int8Array, features: Int32Array): number {
  const downBy = Math.clz32(weights.length) + 1;
  let sum = 0;
  for (let k = 0; k < nMarkFeatures; k++) sum += weights[features[k]! >>> downBy]!;
  return sum;
}
