/**
 * The trained engine: tags, trees and names of sentences that are cut into tokens, by the weights of a model file.
 * Greedy and linear in the length of the text; nothing is made per token but what goes into the columns.
 */
import { fileDigest } from "../linear/weights-file.ts";
import type { Name, Upos } from "../model/parse.ts";
import type { Columns, Engine } from "./engine.ts";
import { clearForms, formAt, type Forms, hasRoom, newForms } from "./forms.ts";
import { lemmaOf } from "./lemmas.ts";
import { decodeModel, type Model } from "./model-file.ts";
import { findNames, newNameScratch, type NameScratch } from "./names.ts";
import { newParseScratch, type ParseScratch, parseSentence } from "./parser.ts";
import { attachMarks, completePunctuated, newPunctuated, type Punctuated } from "./punctuation.ts";
import { newTagScratch, nTagSlots, type TagScratch, tagSentence } from "./tagger.ts";
import { fillWords, newWords, uposTable, type Words } from "./words.ts";

/** Tokens that are parsed as one; a longer sentence is a list, or given by someone else, and is parsed in stretches. */
const longestStretch = 400;

/** What an engine was trained to know, as plain data, which threads may share. */
export interface EngineWeights {
  readonly model: Model;
  /** What tells it from others of the same id; empty where it comes from no file. */
  readonly digest: string;
}

/**
 * The weights in a model file's bytes (uncompressed).
 *
 * @throws DemarcheError `engine/version`, `engine/corrupt`
 */
export function decodeEngine(bytes: Uint8Array): EngineWeights {
  return { model: decodeModel(bytes), digest: fileDigest(bytes) };
}

/**
 * The engine of a model file's bytes (uncompressed).
 *
 * @throws DemarcheError `engine/version`, `engine/corrupt`
 */
export function loadEngine(bytes: Uint8Array): Engine {
  return engineOf(decodeEngine(bytes));
}

/** An engine with scratch space of its own. */
export function engineOf({ model, digest }: EngineWeights): Engine {
  const desk = newDesk(model);
  return {
    id: model.about.id,
    digest,
    annotate(text, columns, sentences) {
      const names: Name[] = [];
      desk.names.earlier.fill(0);
      for (const sentence of sentences)
        for (let from = sentence.from; from < sentence.to; from += longestStretch) {
          const to = Math.min(from + longestStretch, sentence.to);
          annotateStretch(desk, text, columns, from, to, names);
          if (sentence.from < from) hangOn(columns, sentence.from, from, to);
        }
      return names;
    },
  };
}

/** A model with all that is used again from sentence to sentence. */
interface Desk {
  readonly model: Model;
  /** By type id and tag id. */
  readonly lemmas: Map<number, string>;
  readonly forms: Forms;
  readonly upos: readonly Upos[];
  readonly xpos: readonly string[];
  readonly uposOf: Uint8Array;
  readonly ids: Int32Array;
  readonly tags: Int32Array;
  readonly kept: Int32Array;
  readonly words: Words;
  readonly tagging: TagScratch;
  readonly parsing: ParseScratch;
  readonly marks: Punctuated;
  readonly names: NameScratch;
}

function newDesk(model: Model): Desk {
  const { tags, vocabulary } = model.tagger;
  return {
    model,
    lemmas: new Map(),
    forms: newForms(vocabulary),
    upos: tags.map((tag) => tag.slice(0, tag.indexOf(" ")) as Upos),
    xpos: tags.map((tag) => tag.slice(tag.indexOf(" ") + 1)),
    uposOf: uposTable(tags),
    ids: new Int32Array(longestStretch),
    tags: new Int32Array(longestStretch),
    kept: new Int32Array(longestStretch),
    words: newWords(longestStretch),
    tagging: newTagScratch(),
    parsing: newParseScratch(),
    marks: newPunctuated(longestStretch),
    names: newNameScratch(model.names.labels.length, longestStretch),
  };
}

/** Tags → tree of the words → heads of the marks → lemmas → names. */
function annotateStretch(
  desk: Desk,
  text: string,
  columns: Columns,
  from: number,
  to: number,
  names: Name[],
): void {
  const { model, forms, ids, tags, kept, words, parsing, marks } = desk;
  const n = to - from;
  if (!hasRoom(forms, n)) {
    clearForms(forms);
    desk.lemmas.clear();
    desk.names.earlier.fill(0);
  }
  for (let i = 0; i < n; i++) ids[i] = formAt(forms, text, columns.start[from + i]!, columns.end[from + i]!);
  tagSentence(model.tagger, forms, desk.tagging, ids, n, tags);

  const { tagHash } = model.tagger;
  const { relations, relationHash } = model.parser;
  const nKept = fillWords(words, forms, ids, tags, tagHash, desk.uposOf, n, kept);
  parseSentence(model.parser, parsing, words, nKept);
  const { head, relation } = parsing.state;

  marks.n = n;
  for (let i = 0; i < n; i++) {
    marks.isMark[i] = 1;
    marks.head[i] = -1;
    marks.relation[i] = 0;
    marks.tag[i] = tagHash[tags[i]!]!;
    marks.word[i] = forms.lower[ids[i]!]!;
  }
  for (let k = 0; k < nKept; k++) {
    const i = kept[k]!;
    marks.isMark[i] = 0;
    marks.head[i] = head[k] === nKept ? n : kept[head[k]!]!;
    marks.relation[i] = relationHash[relation[k]!]!;
  }
  completePunctuated(marks, forms, ids);
  attachMarks(model.marks, marks);

  for (let i = 0; i < n; i++) {
    const at = from + i;
    const tag = tags[i]!;
    columns.upos[at] = desk.upos[tag]!;
    columns.xpos[at] = desk.xpos[tag]!;
    columns.head[at] = marks.head[i] === n ? -1 : from + marks.head[i]!;
    columns.relation[at] = marks.head[i] === n ? "root" : "punct";
    columns.lemma[at] = lemmaAt(desk, ids[i]!, tag);
  }
  for (let k = 0; k < nKept; k++) {
    const at = from + kept[k]!;
    if (columns.head[at] === -1) continue;
    // The parser may name an arc as it names the root's: it is beside what governs it.
    const name = relations[relation[k]!]!;
    columns.relation[at] = name === "root" ? "parataxis" : name;
  }

  const { words: nameWords } = desk.names;
  nameWords.tag.set(marks.tag.subarray(0, n));
  nameWords.head.set(marks.head.subarray(0, n));
  nameWords.relation.set(marks.relation.subarray(0, n));
  findNames(model.names, desk.names, forms, ids, n, from, columns.start, columns.end, names);
}

function lemmaAt(desk: Desk, id: number, tag: number): string {
  const key = id * nTagSlots + tag;
  const held = desk.lemmas.get(key);
  if (held !== undefined) return held;
  const { tagger, lemmas } = desk.model;
  const lemma = lemmaOf(tagger.vocabulary, lemmas, desk.forms.text[id]!, desk.upos[tag]!, desk.xpos[tag]!);
  desk.lemmas.set(key, lemma);
  return lemma;
}

/** Hangs the root of a later stretch on the root of the first. */
function hangOn(columns: Columns, first: number, from: number, to: number): void {
  let root = first;
  while (columns.head[root] !== -1) root++;
  for (let i = from; i < to; i++)
    if (columns.head[i] === -1) {
      columns.head[i] = root;
      columns.relation[i] = "parataxis";
    }
}
