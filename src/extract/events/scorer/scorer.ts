/**
 * What a verb or noun tells of, by a trained model: a chance for each of PLOVER's types and for no event. A log-linear model
 * over the word, what it governs and is governed by, the frames that its lemma has, and the words of its sentence.
 */
import { findKey, type HashTable } from "../../../linear/hash-table.ts";
import { eventTypes } from "../../../model/finding.ts";
import type { Match } from "../frames.ts";
import type { EventStage } from "../parties.ts";
import { lemmaAt } from "../tree.ts";
import { fillFeatures, fillSentenceFeatures, mostFeatures, selfFeature } from "./features.ts";

/** What a model says of itself. */
export interface ScorerCard {
  readonly id: string;
  readonly trainedOn: readonly string[];
  readonly licence: string;
  /** Measured when it was trained, on sentences of ours that were kept aside: per cent. */
  readonly scores: Readonly<Record<string, number>>;
}

/** A trained scorer of events. */
export interface EventScorer {
  readonly about: ScorerCard;
  /** What tells its weights from others of the same id; empty where it comes from no file. */
  readonly digest: string;
  /** By the hash of a lemma. */
  readonly clusters: HashTable;
  /** A row of `nClasses` for each slot of features; a power of two of rows. */
  readonly weights: Int8Array;
  readonly scale: number;
  /** How likely a type must be for an event that no frame tells of; in an article's first sentence; and elsewhere. */
  readonly leadFrom: number;
  readonly addFrom: number;
}

/** No event, then the types in the order of `eventTypes`. */
export const nClasses = eventTypes.length + 1;

/** An article as the scorer sees it, sentence by sentence; made once. */
export interface ScorerView {
  readonly stage: EventStage;
  readonly clusters: HashTable;
  /** Cluster of each content word of the sentence entered last, 0 of others and where there is none. */
  readonly cluster: Int32Array;
  /** The `n`-th verb of its sentence, from 0. */
  readonly order: Uint8Array;
  readonly features: Int32Array;
  /** Chances of the word scored last: no event, then by type. */
  readonly chances: Float64Array;
  /** What the words of the sentence entered last add to all its chances. */
  readonly sentenceSums: Float64Array;
  sentence: number;
}

export function viewOf(stage: EventStage, clusters: HashTable): ScorerView {
  const { n } = stage.scene;
  return {
    stage,
    clusters,
    cluster: new Int32Array(n),
    order: new Uint8Array(n),
    features: new Int32Array(mostFeatures),
    chances: new Float64Array(nClasses),
    sentenceSums: new Float64Array(nClasses),
    sentence: -1,
  };
}

/** Makes the view ready for the words of a sentence. */
export function enterSentence(view: ScorerView, sentence: number): void {
  const { stage, clusters, cluster, order } = view;
  const { words, scene } = stage;
  const { upos } = words.parse.tokens;
  const { from, to } = words.parse.sentences[sentence]!;
  view.sentence = sentence;
  let nVerbs = 0;
  for (let i = from; i < to; i++) {
    const tag = upos[i];
    if (tag !== "NOUN" && tag !== "VERB" && tag !== "ADJ" && tag !== "ADV") continue;
    const slot = findKey(clusters.keys, scene.lemma[i]!);
    if (0 <= slot) cluster[i] = clusters.values[slot]!;
    if (tag === "VERB") order[i] = nVerbs < 3 ? nVerbs++ : 3;
  }
}

/** Fills `view.chances` for a word, with the frame that was found for it, if any. */
export function scoreWord(
  { weights, scale }: Pick<EventScorer, "weights" | "scale">,
  view: ScorerView,
  token: number,
  match: Match | null,
): void {
  const { stage, features, chances, sentenceSums } = view;
  const downBy = Math.clz32(weights.length / nClasses) + 1;
  const sentence = stage.scene.sentence[token]!;
  if (view.sentence !== sentence) {
    enterSentence(view, sentence);
    sentenceSums.fill(0);
    addRows(weights, downBy, features, fillSentenceFeatures(view, sentence), sentenceSums);
  }
  chances.set(sentenceSums);
  addRows(weights, downBy, features, fillFeatures(view, token, match), chances);
  let most = -Infinity;
  for (let t = 0; t < nClasses; t++) most = Math.max(most, (chances[t] = chances[t]! * scale));
  let sum = 0;
  for (let t = 0; t < nClasses; t++) sum += chances[t] = Math.exp(chances[t]! - most);
  for (let t = 0; t < nClasses; t++) chances[t]! /= sum;
}

/** Whether a verb or noun is worth scoring: it has frames, or training has met it more as some event than as none. */
export function isPromising(
  { weights }: Pick<EventScorer, "weights">,
  stage: EventStage,
  word: number,
  isOfVerb: boolean,
): boolean {
  const { verbTypes, nounTypes } = stage.lexicon.events;
  if ((isOfVerb ? verbTypes : nounTypes).has(lemmaAt(stage, word))) return true;
  const row =
    (selfFeature(stage.scene.lemma[word]!, isOfVerb) >>> (Math.clz32(weights.length / nClasses) + 1)) *
    nClasses;
  for (let t = 1; t < nClasses; t++) if (weights[row]! < weights[row + t]!) return true;
  return false;
}

function addRows(
  weights: Int8Array,
  downBy: number,
  features: Int32Array,
  count: number,
  sums: Float64Array,
): void {
  for (let k = 0; k < count; k++) {
    const row = (features[k]! >>> downBy) * nClasses;
    for (let t = 0; t < nClasses; t++) sums[t]! += weights[row + t]!;
  }
}

/** The likeliest class among the types, as an index into `eventTypes`. */
export function likeliestType({ chances }: ScorerView): number {
  let best = 1;
  for (let t = 2; t < nClasses; t++) if (chances[best]! < chances[t]!) best = t;
  return best - 1;
}
