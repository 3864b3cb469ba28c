/**
 * Whether a cue with the roles found for it is an attribution at all: a logistic model over the whole of it, and over the
 * others around it. PolNeAR marks outermost attributions only, so one told within a likelier one's content is none here.
 */
import { hashText, mix1, mix2, mix3, seedOf } from "../../linear/hashing.ts";
import type { TokenRange } from "../../model/parse.ts";
import { quotationBeside, subjectKind } from "./cues.ts";
import type { Scene } from "./scene.ts";

export interface TrustModel {
  /** A power of two in length. */
  readonly weights: Int8Array;
  /** What a sum of weights is multiplied with to be a log odds. */
  readonly scale: number;
  /** Log odds from which on a draft is believed: where F1 was best in training, which is below even odds. */
  readonly bar: number;
}

/** A cue with its roles, before it is believed. */
export interface Draft {
  /** The word that carries the cue. */
  readonly head: number;
  /** Log odds that it is a cue, from the word and its place alone. */
  readonly cueScore: number;
  /** How much more its roles weigh than the best without any content. */
  readonly margin: number;
  readonly source: readonly TokenRange[];
  readonly cue: readonly TokenRange[];
  /** At least one. */
  readonly content: readonly TokenRange[];
}

/** The drafts of a scene, and what they say of each token. */
export interface Drafts {
  readonly list: readonly Draft[];
  /** Index of the likeliest draft whose content holds the token, plus 1; 0 for none. */
  readonly owner: Int32Array;
  /** Contents that hold the token. */
  readonly nOwners: Uint8Array;
}

export function gatherDrafts(scene: Scene, list: readonly Draft[]): Drafts {
  const owner = new Int32Array(scene.n);
  const nOwners = new Uint8Array(scene.n);
  list.forEach((draft, d) => {
    for (const { from, to } of draft.content)
      for (let i = from; i < to; i++) {
        if (nOwners[i]! < 255) nOwners[i]!++;
        const other = owner[i]!;
        if (other === 0 || list[other - 1]!.cueScore < draft.cueScore) owner[i] = d + 1;
      }
  });
  return { list, owner, nOwners };
}

export const mostTrustFeatures = 80;

const seeds = Int32Array.from({ length: 80 }, (_, i) => seedOf(4000 + i));
const none = hashText("<none>");

const step = (x: number, by: number, most: number): number =>
  Math.max(-most, Math.min(most, Math.round(x / by)));
const length = (n: number): number => (n < 5 ? n : n < 8 ? 5 : n < 12 ? 6 : n < 20 ? 7 : n < 40 ? 8 : 9);

/** Puts the features of draft `d` into `out`; gives how many. */
export function fillTrustFeatures(scene: Scene, drafts: Drafts, d: number, out: Int32Array): number {
  const { lemma, klass, relation, cluster, head, sentence, quotation, tag } = scene;
  const draft = drafts.list[d]!;
  const cue = draft.head;
  const w = lemma[cue]!;
  const t = tag[cue]!;
  const wide = cluster[cue]! >>> 3;
  const odds = step(draft.cueScore, 0.5, 10);
  const margin = step(Math.sign(draft.margin) * Math.sqrt(Math.abs(draft.margin)), 8, 12);

  const source = draft.source[0];
  const sourceHead = source === undefined ? -1 : topOf(scene, source);
  const kind = sourceHead < 0 ? none : subjectKind(scene, sourceHead);
  const sourceRelation = sourceHead < 0 ? none : relation[sourceHead]!;
  const sourceTie =
    sourceHead < 0
      ? 0
      : head[sourceHead] === cue
        ? 1
        : sentence[sourceHead] !== sentence[cue]
          ? 2
          : head[cue] === head[sourceHead]
            ? 3
            : 4;
  const sourceSide = sourceHead < 0 ? 0 : sourceHead < cue ? 1 : 2;

  const first = draft.content[0]!;
  const last = draft.content.at(-1)!;
  const top = topOf(scene, first);
  const n = draft.content.reduce((sum, { from, to }) => sum + to - from, 0);
  const size = length(n);
  const side = first.from < cue ? (cue < last.to ? 3 : 1) : 2;
  const tie =
    head[top] === cue ? relation[top]! : sentence[top] !== sentence[cue] ? 1 : head[cue] === top ? 2 : 3;
  let nQuoted = 0;
  for (const { from, to } of draft.content) for (let i = from; i < to; i++) if (quotation[i] !== 0) nQuoted++;
  const quoted = nQuoted === 0 ? 0 : nQuoted < n * 0.5 ? 1 : nQuoted < n * 0.9 ? 2 : 3;
  const beside = quotationBeside(scene, cue, 8);

  const outer = drafts.owner[cue]!;
  const outerOdds = outer === 0 ? 99 : step(drafts.list[outer - 1]!.cueScore, 1, 6);
  const shared = Math.min(3, drafts.nOwners[first.from]!);
  const rival = drafts.owner[top]!;
  const rivalOdds =
    rival === 0 || rival === d + 1 ? 99 : step(drafts.list[rival - 1]!.cueScore - draft.cueScore, 1, 6);
  const cueSize = draft.cue.reduce((sum, { from, to }) => sum + to - from, 0);

  let k = 0;
  const one = (a: number): void => {
    out[k] = mix1(seeds[k]!, a);
    k++;
  };
  const two = (a: number, b: number): void => {
    out[k] = mix2(seeds[k]!, a, b);
    k++;
  };
  const three = (a: number, b: number, c: number): void => {
    out[k] = mix3(seeds[k]!, a, b, c);
    k++;
  };
  one(0);
  one(odds);
  one(w);
  two(odds, w);
  two(odds, klass[cue]!);
  two(odds, wide);
  one(margin);
  two(margin, odds);
  two(margin, klass[cue]!);
  one(kind);
  two(kind, w);
  two(kind, wide);
  two(kind, odds);
  two(sourceRelation, sourceTie);
  three(sourceRelation, sourceTie, sourceSide);
  two(sourceTie, w);
  two(sourceTie, odds);
  three(sourceTie, klass[cue]!, quoted);
  one(size);
  two(size, w);
  two(size, quoted);
  two(size, odds);
  two(draft.content.length, quoted);
  two(tie, side);
  two(tie, w);
  two(tie, odds);
  three(tie, klass[cue]!, quoted);
  two(quoted, side);
  two(quoted, w);
  two(quoted, odds);
  three(quoted, side, beside);
  one(outerOdds);
  two(outerOdds, odds);
  two(outerOdds, quoted);
  two(outerOdds, w);
  two(shared, odds);
  two(rivalOdds, odds);
  two(rivalOdds, outerOdds);
  two(cueSize, t);
  two(cueSize, w);
  two(lemma[first.from]!, w);
  two(lemma[first.from]!, klass[cue]!);
  two(lemma[top]!, klass[cue]!);
  two(tag[top]!, t);
  two(tag[top]!, w);
  two(cluster[top]! >>> 3, wide);
  two(cluster[top]! >>> 3, kind);
  three(kind, tag[top]!, wide);
  three(kind, tie, klass[cue]!);
  three(quotation[cue] === 0 ? 0 : 1, quoted, kind);
  two(quotation[cue] === 0 ? 0 : 1, odds);
  two(t, odds);
  two(relation[cue]!, odds);
  two(relation[cue]!, w);
  return k;
}

/** The first token of a run whose governor lies outside of it. */
function topOf({ head }: Scene, { from, to }: TokenRange): number {
  for (let i = from; i < to; i++)
    if (head[i]! < from || to <= head[i]!) if (0 <= head[i]! || i + 1 === to) return i;
  return from;
}

/** The log odds of draft `d` being an attribution. */
export function scoreTrust(
  { weights, scale }: Pick<TrustModel, "weights" | "scale">,
  scene: Scene,
  drafts: Drafts,
  d: number,
  features: Int32Array,
): number {
  const downBy = Math.clz32(weights.length) + 1;
  const count = fillTrustFeatures(scene, drafts, d, features);
  let sum = 0;
  for (let k = 0; k < count; k++) sum += weights[features[k]! >>> downBy]!;
  return sum * scale;
}
