/**
 * Names and dates: each token gets a label (outside, begins a name of a kind, goes on in it) by weights over its word,
 * its neighbours, its tag, its place in the tree, a list of names known beforehand, and what the same word was called
 * before in the same text.
 */
import type { Name } from "../model/parse.ts";
import { type Forms, nAffixes, shapeAt, suffix3 } from "./forms.ts";
import { bestClass } from "../linear/best-class.ts";
import { findKey, type HashTable } from "../linear/hash-table.ts";
import { hashText, mix1, mix2, mix3, seedOf } from "../linear/hashing.ts";

export interface NameModel {
  /** `O`, `B-PERSON`, `I-PERSON` …: outside first, then pairs. */
  readonly labels: readonly string[];
  /** A power of two in length. The weight of feature `h` for label `l` stands at `(h >>> shift) ^ l`. */
  readonly weights: Int8Array;
  /** Kinds of names known beforehand, by the hash of their words (`phraseHash`). */
  readonly gazetteer: HashTable;
}

export const nameKinds = ["PERSON", "ORG", "GPE", "LOC", "NORP", "DATE"] as const;
export const nNameLabelSlots = 16;
export const nNameFeatures = 57;
/** Words of a listed name at most. */
const longestListed = 5;

/** What is known of a sentence's tokens before they get labels; used again for the next sentence. */
export interface NameWords {
  readonly tag: Int32Array;
  /** Index of the governor, `n` at the root. */
  readonly head: Int32Array;
  readonly relation: Int32Array;
  /** Kind of the listed name that the token begins (odd) or goes on in (even), 0 for none. */
  readonly listed: Int32Array;
}

export function newNameWords(capacity: number): NameWords {
  const column = (): Int32Array => new Int32Array(capacity + 1);
  return { tag: column(), head: column(), relation: column(), listed: column() };
}

/** The hash under which a name of several words is listed. */
export function phraseHash(before: number, folded: number): number {
  return mix2(91, before, folded) | 1;
}

/** Looks for listed names, the longest first. In small letters ("us", "iran") they count from four letters on. */
export function fillListed(
  gazetteer: HashTable,
  forms: Forms,
  ids: Int32Array,
  n: number,
  listed: Int32Array,
): void {
  listed.fill(0, 0, n);
  for (let i = 0; i < n; i++) {
    if (forms.isCapital[ids[i]!] === 0 && forms.text[ids[i]!]!.length < 4) continue;
    let hash = 0;
    let found = 0;
    let kind = 0;
    for (let k = 0; k < longestListed && i + k < n; k++) {
      hash = phraseHash(hash, forms.folded[ids[i + k]!]!);
      const slot = findKey(gazetteer.keys, hash);
      if (0 <= slot) {
        found = k + 1;
        kind = gazetteer.values[slot]!;
      }
    }
    for (let k = 0; k < found; k++) listed[i + k] = kind * 2 + (k === 0 ? 1 : 2);
    if (0 < found) i += found - 1;
  }
}

const seeds = Int32Array.from({ length: 64 }, (_, i) => seedOf(5000 + i));
const edge = hashText("<edge>");

/**
 * Puts the features of token `i` into `out`.
 *
 * @param l1 label id of the token before, @param l2 of the one before that
 * @param earlier label id that the same word had before in the text, 0 for none
 */
export function fillNameFeatures(
  words: NameWords,
  forms: Forms,
  ids: Int32Array,
  n: number,
  i: number,
  l1: number,
  l2: number,
  earlier: number,
  out: Int32Array,
): void {
  const { lower, exact, affixes, cluster } = forms;
  const { tag, head, relation, listed } = words;
  const id = ids[i]!;
  const p1 = 0 < i ? ids[i - 1]! : -1;
  const p2 = 1 < i ? ids[i - 2]! : -1;
  const n1 = i + 1 < n ? ids[i + 1]! : -1;
  const n2 = i + 2 < n ? ids[i + 2]! : -1;
  const w = lower[id]!;
  const shape = affixes[id * nAffixes + shapeAt]!;
  const wp1 = p1 < 0 ? edge : lower[p1]!;
  const wp2 = p2 < 0 ? edge : lower[p2]!;
  const wn1 = n1 < 0 ? edge : lower[n1]!;
  const wn2 = n2 < 0 ? edge : lower[n2]!;
  const sp1 = p1 < 0 ? edge : affixes[p1 * nAffixes + shapeAt]!;
  const sn1 = n1 < 0 ? edge : affixes[n1 * nAffixes + shapeAt]!;
  const t = tag[i]!;
  const tp1 = 0 < i ? tag[i - 1]! : edge;
  const tn1 = i + 1 < n ? tag[i + 1]! : edge;
  const g = listed[i]!;
  const gp1 = 0 < i ? listed[i - 1]! : 0;
  const gn1 = i + 1 < n ? listed[i + 1]! : 0;
  const h = head[i]!;
  const hw = h < 0 || n <= h ? edge : lower[ids[h]!]!;
  const r = relation[i]!;
  const a = id * nAffixes;
  const isFirst = i === 0 ? 1 : 2;
  let k = 0;
  out[k] = mix1(seeds[k++]!, w);
  out[k] = mix1(seeds[k++]!, exact[id]!);
  out[k] = mix1(seeds[k++]!, affixes[a + suffix3]!);
  out[k] = mix1(seeds[k++]!, affixes[a + suffix3 + 1]!);
  out[k] = mix1(seeds[k++]!, affixes[a + 7]!);
  out[k] = mix1(seeds[k++]!, affixes[a + 8]!);
  out[k] = mix2(seeds[k++]!, shape, isFirst);
  out[k] = mix1(seeds[k++]!, t);
  out[k] = mix2(seeds[k++]!, shape, t);
  out[k] = mix1(seeds[k++]!, wp1);
  out[k] = mix1(seeds[k++]!, wp2);
  out[k] = mix1(seeds[k++]!, wn1);
  out[k] = mix1(seeds[k++]!, wn2);
  out[k] = mix2(seeds[k++]!, wp1, t);
  out[k] = mix2(seeds[k++]!, wn1, t);
  out[k] = mix2(seeds[k++]!, sp1, shape);
  out[k] = mix2(seeds[k++]!, shape, sn1);
  out[k] = mix3(seeds[k++]!, sp1, shape, sn1);
  out[k] = mix2(seeds[k++]!, tp1, t);
  out[k] = mix2(seeds[k++]!, t, tn1);
  out[k] = mix3(seeds[k++]!, wp2, wp1, t);
  out[k] = mix3(seeds[k++]!, t, wn1, wn2);
  out[k] = mix1(seeds[k++]!, g);
  out[k] = mix2(seeds[k++]!, g, t);
  out[k] = mix2(seeds[k++]!, gp1, g);
  out[k] = mix2(seeds[k++]!, g, gn1);
  out[k] = mix2(seeds[k++]!, g, l1);
  out[k] = mix3(seeds[k++]!, g, l1, gn1);
  out[k] = mix2(seeds[k++]!, g, wp1);
  out[k] = mix3(seeds[k++]!, g, gn1, t);
  out[k] = mix1(seeds[k++]!, l1);
  out[k] = mix2(seeds[k++]!, l1, l2);
  out[k] = mix2(seeds[k++]!, l1, w);
  out[k] = mix2(seeds[k++]!, l1, t);
  out[k] = mix3(seeds[k++]!, l1, t, shape);
  out[k] = mix2(seeds[k++]!, l1, wp1);
  out[k] = mix2(seeds[k++]!, l1, wn1);
  out[k] = mix3(seeds[k++]!, l1, t, tn1);
  out[k] = mix2(seeds[k++]!, r, t);
  out[k] = mix3(seeds[k++]!, r, hw, t);
  out[k] = mix3(seeds[k++]!, l1, r, h < i ? 1 : 2);
  out[k] = mix2(seeds[k++]!, earlier, shape);
  out[k] = mix2(seeds[k++]!, earlier, l1);
  out[k] = mix3(seeds[k++]!, earlier, t, g);
  const c0 = cluster[id]!;
  const c = c0 >>> 3;
  const cp1 = p1 < 0 ? 1 : cluster[p1]! >>> 3;
  const cn1 = n1 < 0 ? 1 : cluster[n1]! >>> 3;
  out[k] = mix1(seeds[k++]!, c0);
  out[k] = mix1(seeds[k++]!, c);
  out[k] = mix2(seeds[k++]!, c0, shape);
  out[k] = mix2(seeds[k++]!, c, shape);
  out[k] = mix2(seeds[k++]!, c >>> 4, shape);
  out[k] = mix2(seeds[k++]!, c, l1);
  out[k] = mix2(seeds[k++]!, cp1, t);
  out[k] = mix2(seeds[k++]!, cn1, t);
  out[k] = mix2(seeds[k++]!, cp1, c);
  out[k] = mix2(seeds[k++]!, c, cn1);
  out[k] = mix3(seeds[k++]!, cp1, l1, t);
  out[k] = mix3(seeds[k++]!, cn1, l1, t);
  out[k] = mix3(seeds[k++]!, c, t, l1);
}

/** What a finder of names needs while it works; one for a thread. */
export interface NameScratch {
  readonly words: NameWords;
  readonly features: Int32Array;
  /** By type id: the label its word last had in this text. */
  readonly earlier: Uint8Array;
  /** By label: those that may stand after it. */
  readonly following: readonly (readonly number[])[];
}

/** Whether a token can be in a name or date at all; most words can't, and are not scored. */
export function canBeNamed(forms: Forms, ids: Int32Array, i: number, l1: number, listed: number): boolean {
  const id = ids[i]!;
  return (
    forms.isCapital[id] === 1 ||
    forms.hasDigit[id] === 1 ||
    l1 !== 0 ||
    listed !== 0 ||
    forms.isCalendar[id] === 1
  );
}

/** Labels of a sentence's tokens to names, by start, at the end of `names`. */
export function findNames(
  model: NameModel,
  scratch: NameScratch,
  forms: Forms,
  ids: Int32Array,
  n: number,
  from: number,
  starts: Int32Array,
  ends: Int32Array,
  names: Name[],
): void {
  const { words, features, earlier, following } = scratch;
  fillListed(model.gazetteer, forms, ids, n, words.listed);
  let l1 = 0;
  let l2 = 0;
  let open = -1;
  for (let i = 0; i <= n; i++) {
    let label = 0;
    if (i < n && canBeNamed(forms, ids, i, l1, words.listed[i]!)) {
      fillNameFeatures(words, forms, ids, n, i, l1, l2, earlier[ids[i]!]!, features);
      label = bestClass(model.weights, features, nNameFeatures, following[l1]!);
      if (label !== 0 && forms.isCapital[ids[i]!] === 1) earlier[ids[i]!] = label;
    }
    // Even labels (I-) go on; anything else ends what was open.
    if (0 <= open && (label === 0 || label % 2 === 1)) {
      names.push({
        kind: kindOfLabel(l1),
        from: from + open,
        to: from + i,
        start: starts[from + open]!,
        end: ends[from + i - 1]!,
      });
      open = -1;
    }
    if (label % 2 === 1) open = i;
    l2 = l1;
    l1 = label;
  }
}

function kindOfLabel(label: number): Name["kind"] {
  return nameKinds[(label - 1) >> 1]!;
}

/** Whether label `l` can stand after `l1`: `I-X` only after `B-X` or `I-X`. */
export function mayFollow(l1: number, l: number): boolean {
  return l === 0 || l % 2 === 1 || l1 === l || l1 === l - 1;
}

/** Scratch space for names of so many labels in stretches of at most `capacity` tokens. */
export function newNameScratch(nLabels: number, capacity: number): NameScratch {
  const labels = Array.from({ length: nLabels }, (_, l) => l);
  return {
    words: newNameWords(capacity),
    features: new Int32Array(nNameFeatures),
    earlier: new Uint8Array(1 << 16),
    following: labels.map((l1) => labels.filter((l) => mayFollow(l1, l))),
  };
}
