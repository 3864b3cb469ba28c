/** Trains the tagger: a perceptron with a margin, rare words at times hidden, as unseen ones will be. */
import {
  formAt,
  type Forms,
  lowerForm,
  newForms,
  plainForm,
  unknown,
  type Vocabulary,
} from "../../src/parse/forms.ts";
import type { HashTable } from "../../src/linear/hash-table.ts";
import { hashText } from "../../src/linear/hashing.ts";
import {
  candidatesOf,
  closedClass,
  fillTagFeatures,
  newTagScratch,
  nTagFeatures,
  nTagSlots,
  type Tagger,
  tagSentence,
  withNameTags,
} from "../../src/parse/tagger.ts";
import { blend, change, newPerceptron, quantize, settle } from "./perceptron.ts";
import { newRandom, shuffled } from "./random.ts";
import type { TreeSentence, Weighted } from "./treebank.ts";

/** Chosen on EWT dev and GUM; the sizes of the effects are in `docs/engine.md`. */
const bits = 22;
const nEpochs = 4;
const margin = 8;
/** How often a word seen `rareUpTo` times or less is hidden. */
const dropout = 0.4;
const rareUpTo = 4;
/** Words seen at least so often keep to the tags they were seen with. */
const closedFrom = 32;
/** Tags of which the other words had so many may be any of those's. */
const openFrom = 10;

/** `NOUN NN`. */
export function tagOf(sentence: TreeSentence, i: number): string {
  return `${sentence.upos[i]!} ${sentence.xpos[i]!}`;
}

/** Tags by frequency in the gold trees. */
function listTags(data: readonly Weighted[]): string[] {
  const counts = new Map<string, number>();
  for (const { sentence, weight } of data) {
    if (weight < 1) continue;
    for (let i = 0; i < sentence.forms.length; i++)
      counts.set(tagOf(sentence, i), (counts.get(tagOf(sentence, i)) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([tag]) => tag)
    .slice(0, nTagSlots - 1);
}

interface WordCount {
  count: number;
  /** By tag id, with the weights of the sentences. */
  readonly tags: Map<number, number>;
}

function countWords(data: readonly Weighted[], tags: readonly string[]): Map<string, WordCount> {
  const tagId = new Map(tags.map((tag, i) => [tag, i]));
  const words = new Map<string, WordCount>();
  for (const { sentence, weight } of data) {
    sentence.forms.forEach((form, i) => {
      const word = lowerForm(plainForm(form));
      let entry = words.get(word);
      if (entry === undefined) words.set(word, (entry = { count: 0, tags: new Map() }));
      entry.count++;
      const tag = tagId.get(tagOf(sentence, i));
      if (tag !== undefined) entry.tags.set(tag, (entry.tags.get(tag) ?? 0) + weight);
    });
  }
  return words;
}

/** The tags that a word may have that is not closed: those of which such words had some. */
function listOpenTags(words: ReadonlyMap<string, WordCount>, nTags: number): number[] {
  const counts = new Float64Array(nTags);
  for (const { tags: seen } of words.values()) {
    const total = [...seen.values()].reduce((a, b) => a + b, 0);
    if (total < closedFrom) for (const [tag, n] of seen) counts[tag]! += n;
  }
  return Array.from(counts, (_, tag) => tag).filter((tag) => openFrom <= counts[tag]!);
}

/** The ambiguity class of a word is kept only where it says more than the one tag in training: from 5 times on. */
function buildVocabulary(
  words: ReadonlyMap<string, WordCount>,
  tags: readonly string[],
  clusters: HashTable,
): Vocabulary {
  const classes: number[][] = [listOpenTags(words, tags.length)];
  const classIds = new Map<string, number>();
  let size = 1024;
  while (size < words.size * 2) size *= 2;
  const keys = new Int32Array(size);
  const classOf = new Uint16Array(size);
  for (const [word, { count, tags: seen }] of [...words].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const key = hashText(word);
    let slot = key & (size - 1);
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & (size - 1);
    keys[slot] = key;
    if (count <= rareUpTo) continue;
    const total = [...seen.values()].reduce((a, b) => a + b, 0);
    const list = [...seen]
      .filter(([, n]) => Math.max(1, total * 0.002) <= n)
      .map(([tag]) => tag)
      .sort((a, b) => a - b);
    if (list.length === 0) continue;
    const name = list.join(" ");
    let id = classIds.get(name);
    if (id === undefined) classIds.set(name, (id = classes.push(list) - 1));
    classOf[slot] = id | (closedFrom <= total ? closedClass : 0);
  }
  return { keys, classOf, classes, capitalClasses: withNameTags(tags, classes), clusters };
}

/** A tagger trained on weighted sentences; `nSeeds` trainings are blended. */
export function trainTagger(clusters: HashTable, data: readonly Weighted[], nSeeds: number): Tagger {
  const tags = listTags(data);
  const words = countWords(data, tags);
  const vocabulary = buildVocabulary(words, tags, clusters);
  const tagHash = Int32Array.from(tags, hashText);
  const isRare = (form: string): boolean => (words.get(lowerForm(plainForm(form)))?.count ?? 0) <= rareUpTo;
  const weights = blend(nSeeds, (seed) => trainOnce(data, tags, tagHash, vocabulary, isRare, seed));
  return { tags, tagHash, vocabulary, weights: quantize(weights, 0) };
}

function trainOnce(
  data: readonly Weighted[],
  tags: readonly string[],
  tagHash: Int32Array,
  vocabulary: Vocabulary,
  isRare: (form: string) => boolean,
  seed: number,
): Float32Array {
  const random = newRandom(seed);
  const perceptron = newPerceptron(1 << bits);
  const { weights } = perceptron;
  const tagId = new Map(tags.map((tag, i) => [tag, i]));
  const forms = newForms(vocabulary);
  const features = new Int32Array(nTagFeatures);
  const scores = new Float64Array(nTagSlots);
  const ids = new Int32Array(Math.max(...data.map(({ sentence }) => sentence.forms.length)));
  const rare = new Map<number, boolean>();
  const before = hashText("<before>");
  for (let epoch = 1; epoch <= nEpochs; epoch++) {
    for (const s of shuffled(data.length, random)) {
      const { sentence, weight } = data[s]!;
      const n = sentence.forms.length;
      const hidden = new Map<number, () => void>();
      for (let i = 0; i < n; i++) {
        const form = sentence.forms[i]!;
        const id = formAt(forms, form, 0, form.length);
        ids[i] = id;
        let hasFew = rare.get(id);
        if (hasFew === undefined) rare.set(id, (hasFew = isRare(form)));
        if (hasFew && random() < dropout && !hidden.has(id)) hidden.set(id, hideWord(forms, id));
      }
      let t1 = before;
      let t2 = before;
      for (let i = 0; i < n; i++) {
        const gold = tagId.get(tagOf(sentence, i)) ?? -1;
        const candidates = candidatesOf(vocabulary, forms, ids[i]!);
        let best = candidates[0]!;
        if (1 < candidates.length) {
          fillTagFeatures(forms, ids, n, i, t1, t2, features);
          best = candidates[sumScores(weights, features, candidates, scores)]!;
          perceptron.step++;
          const goldAt = candidates.indexOf(gold);
          const rival = 0 <= goldAt ? rivalOf(scores, candidates.length, goldAt) : -1;
          if (0 <= rival && scores[goldAt]! - scores[rival]! <= margin) {
            for (let k = 0; k < nTagFeatures; k++) {
              const at = features[k]! >>> (32 - bits);
              change(perceptron, at ^ gold, weight);
              change(perceptron, at ^ candidates[rival]!, -weight);
            }
          }
        }
        t2 = t1;
        t1 = tagHash[best]!;
      }
      for (const show of hidden.values()) show();
    }
  }
  return settle(perceptron);
}

/** Makes a type look unseen; gives what undoes it. */
function hideWord(forms: Forms, id: number): () => void {
  const lower = forms.lower[id]!;
  const exact = forms.exact[id]!;
  const klass = forms.klass[id]!;
  forms.lower[id] = unknown;
  forms.exact[id] = unknown;
  forms.klass[id] = 0;
  return () => {
    forms.lower[id] = lower;
    forms.exact[id] = exact;
    forms.klass[id] = klass;
  };
}

/** Where the weights of each feature begin. */
const rowOf = new Int32Array(512);

/** Sums for each candidate into `scores`; gives the place of the best. */
export function sumScores(
  weights: Float32Array,
  features: Int32Array,
  candidates: readonly number[],
  scores: Float64Array,
  nFeatures = features.length,
): number {
  const downBy = Math.clz32(weights.length) + 1;
  for (let k = 0; k < nFeatures; k++) rowOf[k] = features[k]! >>> downBy;
  for (let c = 0; c < candidates.length; c++) {
    const candidate = candidates[c]!;
    let sum = 0;
    for (let k = 0; k < nFeatures; k++) sum += weights[rowOf[k]! ^ candidate]!;
    scores[c] = sum;
  }
  let best = 0;
  for (let c = 1; c < candidates.length; c++) if (scores[best]! < scores[c]!) best = c;
  return best;
}

/** The place of the best of `n` scores but for the one at `goldAt`. */
export function rivalOf(scores: Float64Array, n: number, goldAt: number): number {
  let rival = -1;
  for (let c = 0; c < n; c++) if (c !== goldAt && (rival < 0 || scores[rival]! < scores[c]!)) rival = c;
  return rival;
}

/** Tags of sentences on their own tokens. */
export function tagAll(tagger: Tagger, data: readonly TreeSentence[]): string[][] {
  const forms = newForms(tagger.vocabulary);
  const scratch = newTagScratch();
  return data.map((sentence) => {
    const n = sentence.forms.length;
    const ids = Int32Array.from(sentence.forms, (form) => formAt(forms, form, 0, form.length));
    const out = new Int32Array(n);
    tagSentence(tagger, forms, scratch, ids, n, out);
    return Array.from(out, (tag) => tagger.tags[tag]!);
  });
}

/**
 * Tags of sentences each by a tagger that has not seen it, so that a parser trained on them knows what tags are worth:
 * 0.6 LAS.
 */
export function tagUnseen(clusters: HashTable, data: readonly Weighted[], nFolds: number): string[][] {
  const out: string[][] = Array.from(data, () => []);
  for (let fold = 0; fold < nFolds; fold++) {
    const tagger = trainTagger(
      clusters,
      data.filter((_, i) => i % nFolds !== fold),
      1,
    );
    const held = data.flatMap((_, i) => (i % nFolds === fold ? [i] : []));
    tagAll(
      tagger,
      held.map((i) => data[i]!.sentence),
    ).forEach((tags, k) => (out[held[k]!] = tags));
  }
  return out;
}
