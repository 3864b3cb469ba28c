/** Trains the finding of names on CoreNLP's names in the silver news, with lists of names known beforehand. */
import { readTable, listCell } from "../../src/lexicon/table.ts";
import { clearForms, formAt, type Forms, hasRoom, newForms, plainForm } from "../../src/parse/forms.ts";
import { type HashTable, openTable } from "../../src/parse/hash-table.ts";
import { hashText } from "../../src/parse/hashing.ts";
import {
  canBeNamed,
  fillListed,
  fillNameFeatures,
  mayFollow,
  nameKinds,
  type NameModel,
  newNameWords,
  nNameFeatures,
  nNameLabelSlots,
  phraseHash,
} from "../../src/parse/names.ts";
import type { Vocabulary } from "../../src/parse/forms.ts";
import { tokenize } from "../../src/parse/tokens.ts";
import { blend, change, newPerceptron, quantize, settle } from "./perceptron.ts";
import { newRandom, shuffled } from "./random.ts";
import { tagOf } from "./tagging.ts";
import type { TreeSentence } from "./treebank.ts";

const bits = 21;
const nEpochs = 4;
const margin = 6;
/** How often the word itself is hidden: names of elsewhere are not those of American politics in 2016. */
const wordDropout = 0.25;
const earlierDropout = 0.3;

export const nameLabels = ["O", ...nameKinds.flatMap((kind) => [`B-${kind}`, `I-${kind}`])];

/** Texts of the data files that list names. */
export interface NameLists {
  readonly names: string;
  readonly states: string;
  readonly bodies: string;
}

/** Listed names by the hash of their words. What comes first wins: a state is a state. */
export function buildGazetteer(lists: NameLists): { gazetteer: HashTable; demonyms: ReadonlySet<string> } {
  const kinds = new Map<number, number>();
  const demonyms = new Set<string>();
  const add = (name: string, kind: (typeof nameKinds)[number]): void => {
    if (kind === "NORP") demonyms.add(name.toLowerCase());
    const cuts: [number, number][] = [];
    tokenize(name, 0, name.length, { push: (start, end) => void cuts.push([start, end]) });
    let hash = 0;
    for (const [start, end] of cuts)
      hash = phraseHash(hash, hashText(plainForm(name.slice(start, end)).toLowerCase()));
    if (!kinds.has(hash)) kinds.set(hash, nameKinds.indexOf(kind) + 1);
  };
  for (const { cells } of readTable("states.tsv", lists.states, 7)) {
    const [, name, others, adjectives, capitals] = cells;
    for (const it of [name!, ...listCell(others!), ...listCell(capitals!)]) add(it, "GPE");
    for (const it of listCell(adjectives!)) add(it, "NORP");
  }
  for (const { cells } of readTable("bodies.tsv", lists.bodies, 5))
    for (const it of [cells[1]!, ...listCell(cells[2]!)]) if (it !== "Brussels") add(it, "ORG");
  for (const { cells } of readTable("names.tsv", lists.names, 2))
    for (const it of listCell(cells[1]!)) add(it, cells[0] as (typeof nameKinds)[number]);
  const keys = Int32Array.from([...kinds.keys()].sort((a, b) => a - b));
  return {
    gazetteer: openTable(
      keys,
      Uint16Array.from(keys, (key) => kinds.get(key)!),
    ),
    demonyms,
  };
}

/** CoreNLP's kinds as ours; of its MISC only what is a nation, faith or party. LOC or GPE the lists say. */
function silverLabels(sentence: TreeSentence, listed: Int32Array, demonyms: ReadonlySet<string>): number[] {
  const kinds = sentence.misc.map((misc, i) => {
    const kind = /(?:^|\|)NER=([A-Z]+)/.exec(misc)?.[1] ?? "";
    if (demonyms.has(sentence.forms[i]!.toLowerCase()) && kind !== "ORGANIZATION" && kind !== "PERSON")
      return "NORP";
    if (kind === "PERSON" || kind === "DATE") return kind;
    if (kind === "ORGANIZATION") return "ORG";
    if (kind === "LOCATION") return (listed[i]! + 1) >> 1 === nameKinds.indexOf("LOC") + 1 ? "LOC" : "GPE";
    return "";
  });
  return kinds.map((kind, i) => {
    if (kind === "") return 0;
    const at = nameKinds.indexOf(kind as (typeof nameKinds)[number]) * 2 + 1;
    return 0 < i && kinds[i - 1] === kind ? at + 1 : at;
  });
}

/** A finder of names trained on silver sentences, in the order of their documents. */
export function trainNames(
  vocabulary: Vocabulary,
  sentences: readonly TreeSentence[],
  lists: NameLists,
  nSeeds: number,
): NameModel {
  const { gazetteer, demonyms } = buildGazetteer(lists);
  const documents = new Map<string, TreeSentence[]>();
  for (const sentence of sentences) {
    const document = documents.get(sentence.document);
    if (document === undefined) documents.set(sentence.document, [sentence]);
    else document.push(sentence);
  }
  const all = [...documents.values()];
  const weights = blend(nSeeds, (seed) => trainOnce(vocabulary, gazetteer, demonyms, all, seed));
  return { labels: nameLabels, weights: quantize(weights, 0.3), gazetteer };
}

function trainOnce(
  vocabulary: Vocabulary,
  gazetteer: HashTable,
  demonyms: ReadonlySet<string>,
  documents: readonly (readonly TreeSentence[])[],
  seed: number,
): Float32Array {
  const random = newRandom(seed);
  const perceptron = newPerceptron(1 << bits);
  const { weights } = perceptron;
  const forms = newForms(vocabulary);
  const features = new Int32Array(nNameFeatures);
  const scores = new Float64Array(nNameLabelSlots);
  const longest = Math.max(...documents.flat().map(({ forms }) => forms.length));
  const words = newNameWords(longest);
  const ids = new Int32Array(longest);
  const earlier = new Uint8Array(1 << 16);
  for (let epoch = 1; epoch <= nEpochs; epoch++) {
    for (const d of shuffled(documents.length, random)) {
      earlier.fill(0);
      if (!hasRoom(forms, 1 << 14)) clearForms(forms);
      for (const sentence of documents[d]!) {
        const n = sentence.forms.length;
        for (let i = 0; i < n; i++) {
          ids[i] = formAt(forms, sentence.forms[i]!, 0, sentence.forms[i]!.length);
          words.tag[i] = hashText(tagOf(sentence, i));
          words.head[i] = sentence.heads[i]!;
          words.relation[i] = hashText(sentence.relations[i]!);
        }
        fillListed(gazetteer, forms, ids, n, words.listed);
        const gold = silverLabels(sentence, words.listed, demonyms);
        const usesLists = random() < 0.8;
        if (!usesLists) words.listed.fill(0, 0, n);
        const shown = hideWords(forms, ids, n, gold, random);
        let l1 = 0;
        let l2 = 0;
        for (let i = 0; i < n; i++) {
          let label = 0;
          if (canBeNamed(forms, ids, i, l1, words.listed[i]!)) {
            const before = random() < earlierDropout ? 0 : earlier[ids[i]!]!;
            fillNameFeatures(words, forms, ids, n, i, l1, l2, before, features);
            label = learnLabel(perceptron, features, scores, l1, gold[i]!);
          }
          l2 = l1;
          l1 = label;
          if (label !== 0 && forms.isCapital[ids[i]!] === 1) earlier[ids[i]!] = label;
        }
        shown();
      }
    }
  }
  return settle(perceptron);

  function learnLabel(
    it: typeof perceptron,
    features: Int32Array,
    scores: Float64Array,
    l1: number,
    gold: number,
  ): number {
    const nLabels = nameLabels.length;
    scores.fill(0);
    for (let k = 0; k < nNameFeatures; k++) {
      const at = features[k]! >>> (32 - bits);
      for (let l = 0; l < nLabels; l++) scores[l]! += weights[at ^ l]!;
    }
    let best = 0;
    let rival = -1;
    for (let l = 0; l < nLabels; l++) {
      if (!mayFollow(l1, l)) continue;
      if (scores[best]! < scores[l]!) best = l;
      if (l !== gold && (rival < 0 || scores[rival]! < scores[l]!)) rival = l;
    }
    it.step++;
    if (mayFollow(l1, gold) && scores[gold]! - scores[rival]! <= margin)
      for (let k = 0; k < nNameFeatures; k++) {
        const at = features[k]! >>> (32 - bits);
        change(it, at ^ gold, 1);
        change(it, at ^ rival, -1);
      }
    return best;
  }
}

/** Hides some of a sentence's names from the weights of their words; gives what shows them again. */
function hideWords(
  forms: Forms,
  ids: Int32Array,
  n: number,
  gold: readonly number[],
  random: () => number,
): () => void {
  const held = new Map<number, [number, number]>();
  for (let i = 0; i < n; i++) {
    const id = ids[i]!;
    if (gold[i] === 0 || wordDropout <= random() || held.has(id)) continue;
    held.set(id, [forms.lower[id]!, forms.exact[id]!]);
    forms.lower[id] = hashText("<unknown>");
    forms.exact[id] = hashText("<unknown>");
  }
  return () => {
    for (const [id, [lower, exact]] of held) {
      forms.lower[id] = lower;
      forms.exact[id] = exact;
    }
  };
}
