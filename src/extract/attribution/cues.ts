/**
 * Which words introduce what somebody said, thought or wants: a logistic model over a word, its place in the tree, what
 * it governs, and the quotations beside it.
 */
import { findKey, type HashTable } from "../../linear/hash-table.ts";
import { hashText, mix1, mix2, mix3, seedOf } from "../../linear/hashing.ts";
import { markClass, pronounClass, properClass, type Scene, verbClass } from "./scene.ts";

export interface CueModel {
  /** Words that have been cues, by `candidateKey`, with how often (1 to 255). */
  readonly candidates: HashTable;
  /** A power of two in length. */
  readonly weights: Int8Array;
  /** What a sum of weights is multiplied with to be a log odds. */
  readonly scale: number;
}

export const mostCueFeatures = 160;

const seeds = Int32Array.from({ length: 128 }, (_, i) => seedOf(1000 + i));
const h = hashText;
const nsubj = h("nsubj");
const nsubjPass = h("nsubj:pass");
const relations = {
  ccomp: h("ccomp"),
  xcomp: h("xcomp"),
  obj: h("obj"),
  parataxis: h("parataxis"),
  conj: h("conj"),
  aux: h("aux"),
  auxPass: h("aux:pass"),
  mark: h("mark"),
  acl: h("acl"),
  obl: h("obl"),
  poss: h("nmod:poss"),
  nmod: h("nmod"),
  advmod: h("advmod"),
  advcl: h("advcl"),
  case: h("case"),
} as const;
const none = h("<none>");
const that = h("that");

/** The word and its part of speech, as the list of candidates has it. */
export function candidateKey(scene: Scene, i: number): number {
  return mix2(seeds[0]!, scene.lemma[i]!, scene.klass[i]!);
}

/** Whether a token may be the head of a cue at all. */
export function isCandidate(model: CueModel, scene: Scene, i: number): boolean {
  const klass = scene.klass[i]!;
  if (klass === verbClass) {
    for (let child = scene.firstChild[i]!; 0 <= child; child = scene.nextSibling[child]!) {
      const relation = scene.relation[child]!;
      if (relation === relations.ccomp || (relation === relations.parataxis && child < i)) return true;
    }
    if (scene.relation[i] === relations.parataxis) return true;
  }
  return 0 <= findKey(model.candidates.keys, candidateKey(scene, i));
}

/** Kind of a subject: I, we, you, he, they, it, who, a person, an organisation …, by what tells most. */
export function subjectKind(scene: Scene, i: number): number {
  const name = scene.name[i]!;
  if (0 < name) return name;
  const klass = scene.klass[i]!;
  if (klass === pronounClass) return scene.lemma[i]!;
  if (klass === properClass) return 10;
  return mix2(11, scene.tag[i]!, scene.cluster[i]! >>> 3);
}

/** The subject of a word, or of the verb it is coordinated with; -1 when it has none. */
export function subjectOf(scene: Scene, word: number): number {
  let at = word;
  for (let step = 0; step < 4; step++) {
    for (let child = scene.firstChild[at]!; 0 <= child; child = scene.nextSibling[child]!)
      if (scene.relation[child] === nsubj || scene.relation[child] === nsubjPass) return child;
    const relation = scene.relation[at]!;
    if (relation !== relations.conj && relation !== relations.xcomp && relation !== relations.advcl)
      return -1;
    at = scene.head[at]!;
    if (at < 0) return -1;
  }
  return -1;
}

/**
 * How a word lies to the quotation nearest to it, a small number: inside, right after one, right before one, with up
 * to `reach` tokens between in its sentence; and whether the quotation is speech.
 */
export function quotationBeside(scene: Scene, i: number, reach: number): number {
  const { quotations } = scene.parse;
  const own = scene.quotation[i]!;
  if (own !== 0) return quotations[own - 1]!.kind === "speech" ? 1 : 2;
  const sentence = scene.parse.sentences[scene.sentence[i]!]!;
  const floor = Math.max(0, sentence.from - 1, i - reach);
  for (let k = i - 1; floor <= k; k--) {
    const q = scene.quotation[k]!;
    if (q !== 0) return (quotations[q - 1]!.kind === "speech" ? 3 : 4) + (k < sentence.from ? 10 : 0);
  }
  const ceiling = Math.min(scene.n, sentence.to + 1, i + reach);
  for (let k = i + 1; k < ceiling; k++) {
    const q = scene.quotation[k]!;
    if (q !== 0) return (quotations[q - 1]!.kind === "speech" ? 5 : 6) + (sentence.to <= k ? 10 : 0);
  }
  return 0;
}

/** Puts the features of token `i` into `out`; gives how many. */
export function fillCueFeatures(scene: Scene, i: number, out: Int32Array): number {
  const { lemma, tag, klass, relation, cluster, head, firstChild, nextSibling } = scene;
  const sentence = scene.parse.sentences[scene.sentence[i]!]!;
  const w = lemma[i]!;
  const t = tag[i]!;
  const r = relation[i]!;
  const c = cluster[i]!;
  const wide = c >>> 3;
  const up = head[i]!;
  const upLemma = up < 0 ? none : lemma[up]!;
  const upTag = up < 0 ? none : tag[up]!;
  const upRelation = up < 0 ? none : relation[up]!;
  const subject = subjectOf(scene, i);
  const kind = subject < 0 ? none : subjectKind(scene, subject);
  const subjectLemma = subject < 0 ? none : lemma[subject]!;
  const own = subject < 0 ? 0 : head[subject] === i ? 1 : 2;
  const isInverted = own === 1 && i < subject ? 1 : 0;

  let children = 0;
  let complement = none;
  let complementMark = 0;
  let complementTag = none;
  let object = -1;
  let auxiliary = none;
  let isNegated = 0;
  let toMark = 0;
  let subjectWho = none;
  let preposition = none;
  let oblique = none;
  for (let child = firstChild[i]!; 0 <= child; child = nextSibling[child]!) {
    const rel = relation[child]!;
    if (klass[child] !== markClass) children += mix1(rel, child < i ? 1 : 2);
    if (rel === relations.ccomp || rel === relations.xcomp || rel === relations.acl) {
      complement = rel;
      complementTag = tag[child]!;
      for (let low = firstChild[child]!; 0 <= low; low = nextSibling[low]!)
        if (relation[low] === relations.mark) complementMark = lemma[low] === that ? 1 : lemma[low]!;
    } else if (rel === relations.parataxis) {
      if (complement === none) {
        complement = rel;
        complementTag = child < i ? 1 : 2;
      }
    } else if (rel === relations.obj) object = child;
    else if (rel === relations.aux || rel === relations.auxPass)
      auxiliary = mix2(auxiliary, lemma[child]!, rel);
    else if (rel === relations.mark) toMark = lemma[child]!;
    else if (rel === relations.poss) subjectWho = 0 < scene.name[child]! ? scene.name[child]! : lemma[child]!;
    else if (rel === relations.advmod && lemma[child] === notLemma) isNegated = 1;
    else if (rel === relations.obl || rel === relations.nmod) {
      oblique = lemma[child]!;
      for (let low = firstChild[child]!; 0 <= low; low = nextSibling[low]!)
        if (relation[low] === relations.case) preposition = lemma[low]!;
    }
  }
  const objectTag = object < 0 ? none : tag[object]!;
  const objectLemma = object < 0 ? none : lemma[object]!;
  const beside = quotationBeside(scene, i, 8);
  const far = quotationBeside(scene, i, 30);
  const p1 = sentence.from < i ? i - 1 : -1;
  const p2 = sentence.from < i - 1 ? i - 2 : -1;
  const n1 = i + 1 < sentence.to ? i + 1 : -1;
  const n2 = i + 2 < sentence.to ? i + 2 : -1;
  const wp1 = p1 < 0 ? none : lemma[p1]!;
  const wn1 = n1 < 0 ? none : lemma[n1]!;
  const tp1 = p1 < 0 ? none : tag[p1]!;
  const tn1 = n1 < 0 ? none : tag[n1]!;
  const place = Math.min(3, i - sentence.from);
  const toEnd = Math.min(3, sentence.to - 1 - i);
  const isFirst = sentence.block === scene.parse.sentences[0]!.block ? 1 : 0;

  let k = 0;
  let s = 1;
  const one = (a: number): void => {
    out[k++] = mix1(seeds[s++]!, a);
  };
  const two = (a: number, b: number): void => {
    out[k++] = mix2(seeds[s++]!, a, b);
  };
  const three = (a: number, b: number, d: number): void => {
    out[k++] = mix3(seeds[s++]!, a, b, d);
  };
  one(0);
  one(w);
  two(w, t);
  one(c);
  one(wide);
  two(wide, t);
  one(t);
  one(r);
  two(w, r);
  two(c, r);
  two(t, r);
  one(upLemma);
  two(upTag, r);
  two(w, upLemma);
  two(upRelation, r);
  two(w, upRelation);
  one(kind);
  two(w, kind);
  two(c, kind);
  two(wide, kind);
  one(subjectLemma);
  two(w, subjectLemma);
  two(own, isInverted);
  two(w, own);
  three(w, own, isInverted);
  one(children);
  two(w, children);
  two(t, children);
  two(wide, children);
  two(complement, complementMark);
  three(w, complement, complementMark);
  three(c, complement, complementMark);
  three(wide, complement, complementTag);
  three(complement, complementTag, kind);
  three(t, complement, complementMark);
  one(objectLemma);
  two(w, objectLemma);
  two(c, objectLemma);
  two(w, objectTag);
  three(kind, objectTag, complement);
  one(auxiliary);
  two(w, auxiliary);
  two(auxiliary, kind);
  two(isNegated, w);
  two(toMark, w);
  two(toMark, t);
  two(subjectWho, w);
  two(subjectWho, wide);
  two(preposition, w);
  two(preposition, c);
  two(oblique, w);
  one(beside);
  two(beside, w);
  two(beside, c);
  two(beside, t);
  three(beside, r, own);
  two(far, w);
  two(far, t);
  three(far, kind, complement);
  one(wp1);
  one(wn1);
  two(wp1, w);
  two(w, wn1);
  two(c, wn1);
  two(wide, wn1);
  two(tp1, t);
  two(t, tn1);
  three(tp1, t, tn1);
  two(p2 < 0 ? none : lemma[p2]!, wp1);
  two(wn1, n2 < 0 ? none : lemma[n2]!);
  two(w, tn1);
  two(w, tp1);
  one(p2 < 0 ? none : lemma[p2]!);
  one(n2 < 0 ? none : lemma[n2]!);
  two(place, t);
  two(toEnd, t);
  three(place, toEnd, w);
  two(isFirst, t);
  two(isFirst, w);
  three(kind, complement, beside);
  three(w, kind, complement);
  three(w, kind, beside);
  three(r, upLemma, t);
  three(wide, objectTag, complement);
  three(w, t, complement);
  for (let child = firstChild[i]!; 0 <= child; child = nextSibling[child]!) {
    if (mostCueFeatures - 8 < k || klass[child] === markClass) continue;
    const side = child < i ? 1 : 2;
    out[k++] = mix2(seeds[101]!, relation[child]!, lemma[child]!);
    out[k++] = mix3(seeds[102]!, w, relation[child]!, side);
    out[k++] = mix3(seeds[103]!, relation[child]!, tag[child]!, side);
    out[k++] = mix3(seeds[104]!, c, relation[child]!, side);
    out[k++] = mix3(seeds[105]!, w, relation[child]!, cluster[child]! >>> 3);
  }
  return k;
}

const notLemma = h("not");

/** The log odds of token `i` being the head of a cue. */
export function scoreCue(model: CueModel, scene: Scene, i: number, features: Int32Array): number {
  const { weights } = model;
  const downBy = Math.clz32(weights.length) + 1;
  const count = fillCueFeatures(scene, i, features);
  let sum = 0;
  for (let k = 0; k < count; k++) sum += weights[features[k]! >>> downBy]!;
  return sum * model.scale;
}
