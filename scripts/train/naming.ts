/** Trains the finding of names on CoreNLP's names in the silver news, with lists of names known beforehand. */
import { readTable, listCell } from "../../src/lexicon/table.ts";
import { clearForms, formAt, type Forms, hasRoom, newForms, plainForm } from "../../src/parse/forms.ts";
import { type HashTable, openTable } from "../../src/linear/hash-table.ts";
import { hashText } from "../../src/linear/hashing.ts";
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
import type { Name } from "../../src/model/parse.ts";
import type { Vocabulary } from "../../src/parse/forms.ts";
import type { Engine } from "../../src/parse/engine.ts";
import { annotateForms } from "../eval/trees.ts";
import { tokenize } from "../../src/parse/tokens.ts";
import { blend, change, newPerceptron, quantize, settle } from "./perceptron.ts";
import { newRandom, shuffled } from "./random.ts";
import type { TreeSentence } from "./treebank.ts";

const bits = 21;
const nEpochs = 4;
const margin = 6;
/** How often the word itself is hidden: names of elsewhere are not those of American politics in 2016. */
const wordDropout = 0.25;
const earlierDropout = 0.3;
/** How often the lists of names are not looked at. */
const listDropout = 0.2;

export const nameLabels = ["O", ...nameKinds.flatMap((kind) => [`B-${kind}`, `I-${kind}`])];

/** Labels of nations and dates, which not all corpora mark, are from here on. */
const firstUnmarked = nameLabels.indexOf("B-NORP");

/** Texts of the data files that list names. */
export interface NameLists {
  readonly names: string;
  readonly states: string;
  readonly bodies: string;
}

/** Listed names by the hash of their words. What comes first wins: a state is a state. */
export function buildGazetteer(lists: NameLists): Gazetteer {
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
    table: openTable(
      keys,
      Uint16Array.from(keys, (key) => kinds.get(key)!),
    ),
    demonyms,
  };
}

/** A sentence of which the names are known; all columns have one entry for each word. */
export interface NamedSentence {
  readonly document: string;
  readonly forms: readonly string[];
  /** `NOUN NN`. */
  readonly tags: readonly string[];
  /** Index of the governor, `forms.length` for the root. */
  readonly heads: readonly number[];
  readonly relations: readonly string[];
  /** Indices into `nameLabels`. */
  readonly labels: readonly number[];
  /** Whether nations, faiths, parties and dates are marked too; else a word outside may be one. */
  readonly isComplete: boolean;
  readonly weight: number;
}

/** Listed names, and which of them are nations, faiths or parties. */
export interface Gazetteer {
  readonly table: HashTable;
  readonly demonyms: ReadonlySet<string>;
}

const labelOf = (kind: string, isFirst: boolean): number =>
  nameLabels.indexOf(`${isFirst ? "B" : "I"}-${kind}`);

const noVocabulary: Vocabulary = {
  keys: new Int32Array(1),
  classOf: new Uint16Array(1),
  classes: [],
  capitalClasses: [],
  clusters: openTable(new Int32Array(0), new Uint16Array(0)),
};

/** What the lists call each word, by itself or in a listed name of several; null outside. */
function listedKinds(gazetteer: Gazetteer, forms: readonly string[]): (Name["kind"] | null)[] {
  const table = newForms(noVocabulary);
  const ids = Int32Array.from(forms, (form) => formAt(table, form, 0, form.length));
  const listed = new Int32Array(forms.length + 1);
  fillListed(gazetteer.table, table, ids, forms.length, listed);
  return forms.map((_, i) => nameKinds[((listed[i]! - 1) >> 1) - 1] ?? null);
}

/** CoreNLP's names of a silver sentence: of its MISC what is a nation, faith or party; LOC or GPE the lists say. */
export function silverLabels(gazetteer: Gazetteer, sentence: TreeSentence): number[] {
  const listed = listedKinds(gazetteer, sentence.forms);
  const kinds = sentence.misc.map((misc, i) => {
    const kind = /(?:^|\|)NER=([A-Z]+)/.exec(misc)?.[1] ?? "";
    if (
      gazetteer.demonyms.has(sentence.forms[i]!.toLowerCase()) &&
      kind !== "ORGANIZATION" &&
      kind !== "PERSON"
    )
      return "NORP";
    if (kind === "PERSON" || kind === "DATE") return kind;
    if (kind === "ORGANIZATION") return "ORG";
    if (kind === "LOCATION") return listed[i] === "LOC" ? "LOC" : "GPE";
    return "";
  });
  return kinds.map((kind, i) => (kind === "" ? 0 : labelOf(kind, i === 0 || kinds[i - 1] !== kind)));
}

/** Universal NER's names: a LOC is a GPE unless the lists say otherwise. */
export function unerLabels(
  gazetteer: Gazetteer,
  forms: readonly string[],
  names: readonly string[],
): number[] {
  const listed = listedKinds(gazetteer, forms);
  const labels = forms.map(() => 0);
  for (const name of names) {
    const [kind, from, to] = name.split(" ") as [string, string, string];
    const first = Number(from);
    const ours = kind === "PER" ? "PERSON" : kind !== "LOC" ? kind : listed[first] === "LOC" ? "LOC" : "GPE";
    for (let i = first; i < Number(to); i++) labels[i] = labelOf(ours, i === first);
  }
  return labels;
}

/** Sentences as the engine parses them, with their names. */
export function withTrees<Sentence extends { readonly document: string; readonly forms: readonly string[] }>(
  engine: Engine,
  sentences: readonly Sentence[],
  labelsOf: (sentence: Sentence) => number[],
  facts: { readonly isComplete: boolean; readonly weight: number },
): NamedSentence[] {
  return annotateForms(engine, sentences).flatMap(({ columns, ranges, shift }) =>
    ranges.map(({ from, to }, r) => {
      const sentence = sentences[shift + r]!;
      const { document, forms } = sentence;
      return {
        document,
        forms,
        tags: forms.map((_, i) => `${columns.upos[from + i]!} ${columns.xpos[from + i]!}`),
        heads: forms.map((_, i) =>
          columns.head[from + i]! < 0 ? to - from : columns.head[from + i]! - from,
        ),
        relations: forms.map((_, i) => columns.relation[from + i]!),
        labels: labelsOf(sentence),
        ...facts,
      };
    }),
  );
}

/** A finder of names trained on sentences in the order of their documents. */
export function trainNames(
  vocabulary: Vocabulary,
  gazetteer: Gazetteer,
  sentences: readonly NamedSentence[],
  nSeeds: number,
): NameModel {
  const documents = new Map<string, NamedSentence[]>();
  for (const sentence of sentences) {
    const document = documents.get(sentence.document);
    if (document === undefined) documents.set(sentence.document, [sentence]);
    else document.push(sentence);
  }
  const all = [...documents.values()];
  const weights = blend(nSeeds, (seed) => trainOnce(vocabulary, gazetteer.table, all, seed));
  return { labels: nameLabels, weights: quantize(weights, 0.3), gazetteer: gazetteer.table };
}

function trainOnce(
  vocabulary: Vocabulary,
  gazetteer: HashTable,
  documents: readonly (readonly NamedSentence[])[],
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
      for (const sentence of documents[d]!) learnSentence(sentence);
    }
  }
  return settle(perceptron);

  function learnSentence(sentence: NamedSentence): void {
    const n = sentence.forms.length;
    for (let i = 0; i < n; i++) {
      ids[i] = formAt(forms, sentence.forms[i]!, 0, sentence.forms[i]!.length);
      words.tag[i] = hashText(sentence.tags[i]!);
      words.head[i] = sentence.heads[i]!;
      words.relation[i] = hashText(sentence.relations[i]!);
    }
    fillListed(gazetteer, forms, ids, n, words.listed);
    if (random() < listDropout) words.listed.fill(0, 0, n);
    const shown = hideWords(forms, ids, n, sentence.labels, random);
    let l1 = 0;
    let l2 = 0;
    for (let i = 0; i < n; i++) {
      let label = 0;
      if (canBeNamed(forms, ids, i, l1, words.listed[i]!)) {
        const before = random() < earlierDropout ? 0 : earlier[ids[i]!]!;
        fillNameFeatures(words, forms, ids, n, i, l1, l2, before, features);
        label = learnLabel(l1, sentence.labels[i]!, sentence.isComplete, sentence.weight);
      }
      l2 = l1;
      l1 = label;
      if (label !== 0 && forms.isCapital[ids[i]!] === 1) earlier[ids[i]!] = label;
    }
    shown();
  }

  /** Learns one label and gives the one that the weights had chosen. */
  function learnLabel(l1: number, gold: number, isComplete: boolean, weight: number): number {
    const nLabels = nameLabels.length;
    scores.fill(0);
    for (let k = 0; k < nNameFeatures; k++) {
      const at = features[k]! >>> (32 - bits);
      for (let l = 0; l < nLabels; l++) scores[l]! += weights[at ^ l]!;
    }
    const isOpen = !isComplete && gold === 0;
    let best = 0;
    let rival = -1;
    for (let l = 0; l < nLabels; l++) {
      if (!mayFollow(l1, l)) continue;
      if (scores[best]! < scores[l]!) best = l;
      if (l === gold || (isOpen && firstUnmarked <= l)) continue;
      if (rival < 0 || scores[rival]! < scores[l]!) rival = l;
    }
    perceptron.step++;
    if (isOpen && firstUnmarked <= best) return best;
    if (mayFollow(l1, gold) && scores[gold]! - scores[rival]! <= margin)
      for (let k = 0; k < nNameFeatures; k++) {
        const at = features[k]! >>> (32 - bits);
        change(perceptron, at ^ gold, weight);
        change(perceptron, at ^ rival, -weight);
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
