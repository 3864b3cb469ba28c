/** Trains the parser: perceptrons for actions and relations, exploring with a dynamic oracle. */
import { formAt, newForms, unknown } from "../../src/parse/forms.ts";
import { hashText } from "../../src/linear/hashing.ts";
import { wordsOf } from "../../src/linear/rows.ts";
import { fillActionFeatures, nActionFeatures, newActionView } from "../../src/parse/action-features.ts";
import { packActions } from "../../src/parse/actions.ts";
import { nRelationSlots, pairOf, type Parser } from "../../src/parse/parser.ts";
import {
  fillRelationFeatures,
  newRelationView,
  nRelationFeatures,
} from "../../src/parse/relation-features.ts";
import type { Tagger } from "../../src/parse/tagger.ts";
import {
  allowed,
  doLeft,
  doRight,
  doShift,
  isFinal,
  left,
  newState,
  reset,
  shift,
} from "../../src/parse/transitions.ts";
import { fillWords, newWords, nUpos, uposTable, type Words } from "../../src/parse/words.ts";
import { goldTree, priceActions } from "./oracle.ts";
import { blend, change, newPerceptron, quantize, settle } from "./perceptron.ts";
import { newRandom, shuffled } from "./random.ts";
import { rivalOf, sumScores } from "./tagging.ts";
import type { Weighted } from "./treebank.ts";

/** Chosen on EWT dev and GUM; the sizes of the effects are in `docs/engine.md`. */
const rowBits = 22;
const relationBits = 22;
const nEpochs = 5;
const margin = 10;
/** From the second epoch on a wrong choice is followed this often, to learn the way back. */
const explore = 0.9;
/** Words hidden at random, so that tags and structure learn to stand alone. */
const wordDropout = 0.1;

/** A sentence as the parser sees it: without its punctuation. */
export interface Prepared {
  readonly words: Words;
  readonly n: number;
  /** Where its words stand in the sentence. */
  readonly kept: readonly number[];
  /** `n` for the root, `unsaid` where none is known. */
  readonly heads: readonly number[];
  /** -1 where the relation is none of the parser's. */
  readonly relations: readonly number[];
  readonly weight: number;
}

/** The head of a word of which none is known. */
export const unsaid = -1;

/** The parser before it is made small: for training, and for harmonising silver trees. */
export interface FloatParser {
  readonly relations: readonly string[];
  readonly relationHash: Int32Array;
  readonly candidates: readonly (readonly number[])[];
  /** Four for each row: shift, left, right, nothing. */
  readonly actionWeights: Float32Array;
  readonly relationWeights: Float32Array;
}

/** Sentences, tagged as given (`NOUN NN`), to what the parser sees. */
export function prepare(
  tagger: Tagger,
  relations: readonly string[],
  data: readonly Weighted[],
  tagged: readonly (readonly string[])[],
): Prepared[] {
  const tagId = new Map(tagger.tags.map((tag, i) => [tag, i]));
  const relationId = new Map(relations.map((relation, i) => [relation, i]));
  const uposOf = uposTable(tagger.tags);
  const forms = newForms(tagger.vocabulary);
  return data.map(({ sentence, weight }, s) => {
    const n = sentence.forms.length;
    const words = newWords(n);
    const ids = Int32Array.from(sentence.forms, (form) => formAt(forms, form, 0, form.length));
    const tags = Int32Array.from(tagged[s]!, (tag) => tagId.get(tag) ?? 0);
    const places = new Int32Array(n);
    const k = fillWords(words, forms, ids, tags, tagger.tagHash, uposOf, n, places);
    const kept = Array.from(places.subarray(0, k));
    const placeOf = new Int32Array(n + 1).fill(-1);
    placeOf[n] = k;
    kept.forEach((i, place) => (placeOf[i] = place));
    // A head that was left out gives way to its own.
    const heads = kept.map((i) => {
      let head = sentence.heads[i]!;
      for (let steps = 0; 0 <= head && placeOf[head]! < 0 && steps < n; steps++) head = sentence.heads[head]!;
      return head < 0 ? unsaid : placeOf[head]!;
    });
    // That may leave two roots, or none.
    const root = heads.indexOf(k);
    heads.forEach((head, i) => {
      if (head === k && i !== root) heads[i] = root;
      if (root < 0 && i === 0) heads[i] = k;
    });
    const relationIds = kept.map((i) => relationId.get(sentence.relations[i]!) ?? -1);
    return { words, n: k, kept, heads, relations: relationIds, weight };
  });
}

/** Relations of the gold trees by frequency; one seen once is a slip. */
export function listRelations(data: readonly Weighted[]): string[] {
  const counts = new Map<string, number>();
  for (const { sentence, weight } of data)
    if (1 <= weight)
      for (const relation of sentence.relations) counts.set(relation, (counts.get(relation) ?? 0) + 1);
  return [...counts]
    .filter(([, n]) => 1 < n)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([relation]) => relation)
    .slice(0, nRelationSlots);
}

/** Relations by the UPOS of head and dependent and the side, but for those that are a slip there. */
function listCandidates(data: readonly Prepared[], nRelations: number): number[][] {
  const counts: Map<number, number>[] = Array.from({ length: nUpos * nUpos * 2 }, () => new Map());
  for (const { words, n, heads, relations, weight } of data)
    for (let d = 0; d < n; d++) {
      if (relations[d]! < 0) continue;
      const pair = counts[pairOf(words.upos[heads[d]!]!, words.upos[d]!, d < heads[d]!)]!;
      pair.set(relations[d]!, (pair.get(relations[d]!) ?? 0) + weight);
    }
  const everything = Array.from({ length: nRelations }, (_, i) => i);
  return counts.map((pair) => {
    const total = [...pair.values()].reduce((a, b) => a + b, 0);
    const list = [...pair].filter(([, n]) => total * 0.001 <= n).map(([relation]) => relation);
    return 0 < list.length ? list.sort((a, b) => a - b) : everything;
  });
}

/** A parser trained on prepared sentences; `nSeeds` trainings are blended. */
export function trainParser(
  relations: readonly string[],
  data: readonly Prepared[],
  nSeeds: number,
): FloatParser {
  const parser = {
    relations,
    relationHash: Int32Array.from(relations, hashText),
    candidates: listCandidates(data, relations.length),
  };
  const relationWeights: Float32Array[] = [];
  const actionWeights = blend(nSeeds, (seed) => {
    const once = trainOnce(parser, data, seed);
    relationWeights.push(once.relationWeights);
    return once.actionWeights;
  });
  return { ...parser, actionWeights, relationWeights: blend(nSeeds, (seed) => relationWeights[seed - 1]!) };
}

/** The parser as it ships. Of its weights the smallest are dropped. */
export function quantizeParser(parser: FloatParser, dropped: number): Parser {
  const bytes = quantize(parser.actionWeights, dropped);
  return {
    relations: parser.relations,
    relationHash: parser.relationHash,
    candidates: parser.candidates,
    actions: packActions(wordsOf(bytes)),
    relationWeights: quantize(parser.relationWeights, dropped),
  };
}

function trainOnce(
  parser: Omit<FloatParser, "actionWeights" | "relationWeights">,
  data: readonly Prepared[],
  seed: number,
): { actionWeights: Float32Array; relationWeights: Float32Array } {
  const random = newRandom(seed);
  const actions = newPerceptron(4 << rowBits);
  const relations = newPerceptron(1 << relationBits);
  const state = newState();
  const view = newActionView();
  const features = new Int32Array(nActionFeatures);
  const relationView = newRelationView();
  const relationFeatures = relationView.features;
  const scores = new Float64Array(nRelationSlots);
  const costs = new Int32Array(3);
  const longest = Math.max(...data.map(({ n }) => n)) + 1;
  const onStack = new Uint8Array(longest);
  const shown = new Int32Array(longest);
  const golds = data.map(({ heads }) => goldTree(heads));

  /** Learns the relation of an arc where it is right; gives the one chosen. */
  const learnRelation = (it: Prepared, h: number, d: number): number => {
    const { words, heads, relations: golden, weight } = it;
    const candidates = parser.candidates[pairOf(words.upos[h]!, words.upos[d]!, d < h)]!;
    if (candidates.length === 1) return candidates[0]!;
    fillRelationFeatures(words, parser.relationHash, state, h, d, relationView);
    const chosen =
      candidates[sumScores(relations.weights, relationFeatures, candidates, scores, nRelationFeatures)]!;
    const gold = heads[d] === h ? golden[d]! : -1;
    const goldAt = candidates.indexOf(gold);
    if (goldAt < 0) return chosen;
    relations.step++;
    const rival = rivalOf(scores, candidates.length, goldAt);
    if (scores[goldAt]! - scores[rival]! <= margin)
      for (let i = 0; i < nRelationFeatures; i++) {
        const at = relationFeatures[i]! >>> (32 - relationBits);
        change(relations, at ^ gold, weight);
        change(relations, at ^ candidates[rival]!, -weight);
      }
    return chosen;
  };

  for (let epoch = 1; epoch <= nEpochs; epoch++) {
    for (const s of shuffled(data.length, random)) {
      const it = data[s]!;
      const { words, n, weight } = it;
      reset(state, n);
      for (let i = 0; i < n; i++) {
        shown[i] = words.word[i]!;
        if (random() < wordDropout) words.word[i] = unknown;
      }
      while (!isFinal(state)) {
        const possible = allowed(state);
        let action = 31 - Math.clz32(possible);
        if ((possible & (possible - 1)) !== 0) {
          priceActions(golds[s]!, state, onStack, costs);
          const k = fillActionFeatures(words, parser.relationHash, state, view, features);
          scoreActions(actions.weights, features, k, scores);
          const { good, bad } = bestAndWorse(possible, costs, scores);
          actions.step++;
          if (0 <= bad && scores[good]! - scores[bad]! <= margin)
            for (let i = 0; i < k; i++) {
              const at = (features[i]! >>> (32 - rowBits)) << 2;
              change(actions, at + good, weight);
              change(actions, at + bad, -weight);
            }
          const isWrong = 0 <= bad && scores[good]! <= scores[bad]!;
          action = isWrong && 1 < epoch && random() < explore ? bad : good;
        }
        if (action === shift) {
          doShift(state);
          continue;
        }
        const d = state.stack[state.depth - 1]!;
        if (action === left) doLeft(state, learnRelation(it, state.next, d));
        else doRight(state, learnRelation(it, state.stack[state.depth - 2]!, d));
      }
      words.word.set(shown.subarray(0, n));
    }
  }
  return { actionWeights: settle(actions), relationWeights: settle(relations) };
}

/** The best of the actions that cost least, and the best of the others (-1 where all cost the same). */
function bestAndWorse(
  possible: number,
  costs: Int32Array,
  scores: Float64Array,
): { good: number; bad: number } {
  let least = Infinity;
  for (let a = 0; a < 3; a++) if ((possible & (1 << a)) !== 0) least = Math.min(least, costs[a]!);
  let good = -1;
  let bad = -1;
  for (let a = 0; a < 3; a++) {
    if ((possible & (1 << a)) === 0) continue;
    if (costs[a] === least) {
      if (good < 0 || scores[good]! < scores[a]!) good = a;
    } else if (bad < 0 || scores[bad]! < scores[a]!) bad = a;
  }
  return { good, bad };
}

/** Sums of the weights of the three actions, into `scores`. */
export function scoreActions(
  weights: Float32Array,
  features: Int32Array,
  n: number,
  scores: Float64Array,
): void {
  const downBy = Math.clz32(weights.length) + 3;
  let a = 0;
  let b = 0;
  let c = 0;
  for (let k = 0; k < n; k++) {
    const at = (features[k]! >>> downBy) << 2;
    a += weights[at]!;
    b += weights[at + 1]!;
    c += weights[at + 2]!;
  }
  scores[0] = a;
  scores[1] = b;
  scores[2] = c;
}
