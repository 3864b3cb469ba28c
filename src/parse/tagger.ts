/**
 * Tags from left to right: at each token the tag, UPOS and Penn tag as one, whose weights over some forty features
 * sum highest. Words that training has seen often keep to the tags they had there.
 *
 * Templates after Ratnaparkhi (1996) and Collins (2002), with ambiguity classes of the words to the right.
 */
import { type Forms, nAffixes, shapeAt, suffix3, type Vocabulary } from "./forms.ts";
import { bestClass } from "../linear/best-class.ts";
import { hashText, mix1, mix2, mix3, seedOf } from "../linear/hashing.ts";

export interface Tagger {
  /** `NOUN NN`: a UPOS and a Penn tag. At most `nTagSlots`. */
  readonly tags: readonly string[];
  readonly tagHash: Int32Array;
  readonly vocabulary: Vocabulary;
  /** A power of two in length. The weight of feature `h` for tag `t` stands at `(h >>> shift) ^ t`. */
  readonly weights: Int8Array;
}

/** Tags a model can hold: a feature's weights for all of them lie in one block of this size. */
export const nTagSlots = 128;

/** Set in `Vocabulary.classOf` where a word has only the tags of its class. */
export const closedClass = 0x8000;

/** Tags of names: a capital lets any word have them. */
const nameTags = ["PROPN NNP", "PROPN NNPS", "ADJ NNP"];

/** Classes of tag ids, each with the tags of names. */
export function withNameTags(
  tags: readonly string[],
  classes: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const ids = nameTags.map((tag) => tags.indexOf(tag)).filter((id) => 0 <= id);
  return classes.map((list) => [...new Set([...list, ...ids])].sort((a, b) => a - b));
}

/** Features of one token. */
export const nTagFeatures = 48;

const seeds = Int32Array.from({ length: 64 }, (_, i) => seedOf(i));
const before = hashText("<before>");
const after = hashText("<after>");

/**
 * Puts the features of token `i` into `out`.
 *
 * @param ids type ids of the sentence's `n` tokens
 * @param t1 hash of the tag before, @param t2 of the one before that
 */
export function fillTagFeatures(
  forms: Forms,
  ids: Int32Array,
  n: number,
  i: number,
  t1: number,
  t2: number,
  out: Int32Array,
): void {
  const { lower, exact, affixes, klass, cluster } = forms;
  const id = ids[i]!;
  const p1 = 0 < i ? ids[i - 1]! : -1;
  const p2 = 1 < i ? ids[i - 2]! : -1;
  const n1 = i + 1 < n ? ids[i + 1]! : -1;
  const n2 = i + 2 < n ? ids[i + 2]! : -1;
  const w = lower[id]!;
  const a = id * nAffixes;
  const wp1 = p1 < 0 ? before : lower[p1]!;
  const wp2 = p2 < 0 ? before : lower[p2]!;
  const wn1 = n1 < 0 ? after : lower[n1]!;
  const wn2 = n2 < 0 ? after : lower[n2]!;
  const suf = affixes[a + suffix3]!;
  const shape = affixes[a + shapeAt]!;
  const place = i === 0 ? 1 : i === 1 && wp1 === quote ? 2 : 3;
  const k0 = klass[id]!;
  const kn1 = n1 < 0 ? -1 : klass[n1]!;
  const kn2 = n2 < 0 ? -1 : klass[n2]!;
  const kp1 = p1 < 0 ? -1 : klass[p1]!;
  const sufn1 = n1 < 0 ? after : affixes[n1 * nAffixes + suffix3]!;
  const sufp1 = p1 < 0 ? before : affixes[p1 * nAffixes + suffix3]!;
  const shapen1 = n1 < 0 ? after : affixes[n1 * nAffixes + shapeAt]!;
  const shapep1 = p1 < 0 ? before : affixes[p1 * nAffixes + shapeAt]!;
  let k = 0;
  out[k] = mix1(seeds[k++]!, w);
  out[k] = mix1(seeds[k++]!, exact[id]!);
  out[k] = mix1(seeds[k++]!, affixes[a]!);
  out[k] = mix1(seeds[k++]!, affixes[a + 1]!);
  out[k] = mix1(seeds[k++]!, affixes[a + 2]!);
  out[k] = mix1(seeds[k++]!, affixes[a + 3]!);
  out[k] = mix1(seeds[k++]!, affixes[a + 4]!);
  out[k] = mix1(seeds[k++]!, affixes[a + 5]!);
  out[k] = mix1(seeds[k++]!, affixes[a + 6]!);
  out[k] = mix1(seeds[k++]!, affixes[a + 7]!);
  out[k] = mix1(seeds[k++]!, affixes[a + 8]!);
  out[k] = mix1(seeds[k++]!, shape);
  out[k] = mix2(seeds[k++]!, shape, suf);
  out[k] = mix1(seeds[k++]!, k0);
  out[k] = mix2(seeds[k++]!, shape, place);
  out[k] = mix1(seeds[k++]!, wp1);
  out[k] = mix1(seeds[k++]!, wp2);
  out[k] = mix1(seeds[k++]!, wn1);
  out[k] = mix1(seeds[k++]!, wn2);
  out[k] = mix1(seeds[k++]!, sufp1);
  out[k] = mix1(seeds[k++]!, sufn1);
  out[k] = mix1(seeds[k++]!, shapep1);
  out[k] = mix1(seeds[k++]!, shapen1);
  out[k] = mix1(seeds[k++]!, kn1);
  out[k] = mix1(seeds[k++]!, kn2);
  out[k] = mix2(seeds[k++]!, k0, kn1);
  out[k] = mix2(seeds[k++]!, kn1, kn2);
  out[k] = mix1(seeds[k++]!, t1);
  out[k] = mix2(seeds[k++]!, t1, t2);
  out[k] = mix2(seeds[k++]!, t1, w);
  out[k] = mix2(seeds[k++]!, wp1, w);
  out[k] = mix2(seeds[k++]!, w, wn1);
  out[k] = mix2(seeds[k++]!, t1, shape);
  out[k] = mix2(seeds[k++]!, t1, k0);
  out[k] = mix3(seeds[k++]!, t1, k0, kn1);
  out[k] = mix3(seeds[k++]!, kp1, k0, kn1);
  out[k] = mix3(seeds[k++]!, t1, wp2, t2);
  out[k] = mix2(seeds[k++]!, shape, shapen1);
  out[k] = mix2(seeds[k++]!, suf, sufn1);
  out[k] = mix2(seeds[k++]!, suf, wn1);
  const c0 = cluster[id]!;
  const cp1 = p1 < 0 ? 1 : cluster[p1]! >>> 3;
  const cn1 = n1 < 0 ? 1 : cluster[n1]! >>> 3;
  out[k] = mix1(seeds[k++]!, c0);
  out[k] = mix3(seeds[k++]!, c0 >>> 3, shape, place);
  out[k] = mix1(seeds[k++]!, cp1);
  out[k] = mix1(seeds[k++]!, cn1);
  out[k] = mix2(seeds[k++]!, c0 >>> 3, t1);
  out[k] = mix2(seeds[k++]!, c0 >>> 3, cn1);
  out[k] = mix2(seeds[k++]!, cp1, c0 >>> 3);
  out[k] = mix2(seeds[k++]!, c0 >>> 3, suf);
}

const quote = hashText('"');

/** What a tagger needs while it works; one for a thread. */
export interface TagScratch {
  readonly features: Int32Array;
}

export function newTagScratch(): TagScratch {
  return { features: new Int32Array(nTagFeatures) };
}

/** Tags the `n` tokens of a sentence: their tag ids into `out`. */
export function tagSentence(
  tagger: Tagger,
  forms: Forms,
  scratch: TagScratch,
  ids: Int32Array,
  n: number,
  out: Int32Array,
): void {
  let t1 = before;
  let t2 = before;
  for (let i = 0; i < n; i++) {
    const candidates = candidatesOf(tagger.vocabulary, forms, ids[i]!);
    let best = candidates[0]!;
    if (1 < candidates.length) {
      fillTagFeatures(forms, ids, n, i, t1, t2, scratch.features);
      best = bestClass(tagger.weights, scratch.features, nTagFeatures, candidates);
    }
    out[i] = best;
    t2 = t1;
    t1 = tagger.tagHash[best]!;
  }
}

/** The tags that a word may have: those of its class where it is closed, else all. A capital lets names in. */
export function candidatesOf(vocabulary: Vocabulary, forms: Forms, id: number): readonly number[] {
  const klass = forms.klass[id]!;
  if ((klass & closedClass) === 0) return vocabulary.classes[0]!;
  return (forms.isCapital[id] === 1 ? vocabulary.capitalClasses : vocabulary.classes)[klass & ~closedClass]!;
}
