/** Tags, trees and names against gold treebanks, on their own tokens and sentences. */
import { existsSync, readFileSync } from "node:fs";
import type { Engine } from "../../src/parse/engine.ts";
import { blankColumns, type Columns } from "../../src/parse/engine.ts";
import type { Name, TokenRange } from "../../src/model/parse.ts";
import type { TreeSentence } from "../train/treebank.ts";

/** Percent of words (CoNLL 2018's measures on gold tokens). */
export interface TreeScore {
  readonly upos: number;
  readonly xpos: number;
  readonly lemma: number;
  readonly uas: number;
  readonly las: number;
  /** Without words that are punctuation in the gold tree. */
  readonly lasWords: number;
  /** Share of gold arcs of each relation that were found with it. */
  readonly recall: Readonly<Record<string, number>>;
}

/** Sentences of words joined into a text, document by document, and annotated. */
export function annotateForms(
  engine: Engine,
  sentences: readonly { readonly document: string; readonly forms: readonly string[] }[],
): { columns: Columns; ranges: TokenRange[]; names: Name[]; shift: number }[] {
  const out: { columns: Columns; ranges: TokenRange[]; names: Name[]; shift: number }[] = [];
  let first = 0;
  for (let s = 1; s <= sentences.length; s++) {
    if (s < sentences.length && sentences[s]!.document === sentences[first]!.document) continue;
    let text = "";
    const starts: number[] = [];
    const ends: number[] = [];
    const ranges: TokenRange[] = [];
    for (const { forms } of sentences.slice(first, s)) {
      const from = starts.length;
      for (const form of forms) {
        starts.push(text.length);
        text += form;
        ends.push(text.length);
        text += " ";
      }
      ranges.push({ from, to: starts.length });
    }
    const columns = blankColumns(text, starts, ends);
    const names = engine.annotate(text, columns, ranges);
    out.push({ columns, ranges, names, shift: first });
    first = s;
  }
  return out;
}

const straight = (form: string): string => form.replace(/[’‘]/g, "'").replace(/[“”]|``|''/g, '"');

export function scoreTrees(engine: Engine, sentences: readonly TreeSentence[]): TreeScore {
  const hits = { all: 0, upos: 0, xpos: 0, lemma: 0, uas: 0, las: 0, words: 0, lasWords: 0 };
  const found = new Map<string, { n: number; k: number }>();
  for (const { columns, ranges, shift } of annotateForms(engine, sentences)) {
    ranges.forEach(({ from, to }, r) => {
      const gold = sentences[shift + r]!;
      const n = to - from;
      for (let i = 0; i < n; i++) {
        const head = columns.head[from + i]!;
        const isHead = (head < 0 ? n : head - from) === gold.heads[i];
        const relation = gold.relations[i]!;
        const isArc = isHead && columns.relation[from + i] === relation;
        hits.all++;
        if (columns.upos[from + i] === gold.upos[i]) hits.upos++;
        if (columns.xpos[from + i] === gold.xpos[i]) hits.xpos++;
        if (straight(columns.lemma[from + i]!) === straight(gold.lemmas[i]!)) hits.lemma++;
        if (isHead) hits.uas++;
        if (isArc) hits.las++;
        if (gold.upos[i] !== "PUNCT") {
          hits.words++;
          if (isArc) hits.lasWords++;
        }
        const pair = found.get(relation) ?? { n: 0, k: 0 };
        pair.n++;
        if (isArc) pair.k++;
        found.set(relation, pair);
      }
    });
  }
  const percent = (count: number, of: number): number => (100 * count) / of;
  return {
    upos: percent(hits.upos, hits.all),
    xpos: percent(hits.xpos, hits.all),
    lemma: percent(hits.lemma, hits.all),
    uas: percent(hits.uas, hits.all),
    las: percent(hits.las, hits.all),
    lasWords: percent(hits.lasWords, hits.words),
    recall: Object.fromEntries([...found].map(([relation, { n, k }]) => [relation, percent(k, n)])),
  };
}

export interface NameScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

const unerKind: Readonly<Record<string, string>> = { PERSON: "PER", ORG: "ORG", GPE: "LOC", LOC: "LOC" };

/** Names against Universal NER: exact spans and kinds, PER, ORG and LOC; null where the file is not there. */
export function scoreNames(
  engine: Engine,
  file: string,
): { all: NameScore; byKind: Readonly<Record<string, NameScore>> } | null {
  if (!existsSync(file)) return null;
  const sentences = readIob(file);
  const counts = new Map<string, { gold: number; found: number; right: number }>();
  const countOf = (kind: string): { gold: number; found: number; right: number } => {
    let count = counts.get(kind);
    if (count === undefined) counts.set(kind, (count = { gold: 0, found: 0, right: 0 }));
    return count;
  };
  for (const { names, ranges, shift } of annotateForms(engine, sentences)) {
    ranges.forEach(({ from, to }, r) => {
      const gold = new Set(sentences[shift + r]!.names);
      for (const name of gold) countOf(name.split(" ")[0]!).gold++;
      for (const name of names) {
        const kind = unerKind[name.kind];
        if (name.from < from || to <= name.from || kind === undefined) continue;
        countOf(kind).found++;
        if (gold.has(`${kind} ${name.from - from} ${name.to - from}`)) countOf(kind).right++;
      }
    });
  }
  const scoreOf = (list: readonly { gold: number; found: number; right: number }[]): NameScore => {
    const sum = (pick: "gold" | "found" | "right"): number => list.reduce((total, it) => total + it[pick], 0);
    const precision = (100 * sum("right")) / sum("found");
    const recall = (100 * sum("right")) / sum("gold");
    return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
  };
  return {
    all: scoreOf([...counts.values()]),
    byKind: Object.fromEntries([...counts].map(([kind, count]) => [kind, scoreOf([count])])),
  };
}

export interface IobSentence {
  readonly document: string;
  readonly forms: string[];
  /** `PER 3 5`: kind, first word, word after the last. */
  readonly names: string[];
}

/** Sentences of an IOB2 file. */
export function readIob(file: string): IobSentence[] {
  const sentences: IobSentence[] = [];
  let document = "";
  for (const part of readFileSync(file, "utf8").split("\n\n")) {
    const lines = part.split("\n");
    document = lines.find((line) => line.startsWith("# newdoc id = ")) ?? document;
    const rows = lines.filter((line) => /^\d+\t/.test(line)).map((line) => line.split("\t"));
    if (rows.length === 0) continue;
    const names: string[] = [];
    rows.forEach((row, i) => {
      if (!row[2]!.startsWith("B-")) return;
      let end = i + 1;
      while (rows[end]?.[2] === `I-${row[2]!.slice(2)}`) end++;
      names.push(`${row[2]!.slice(2)} ${i} ${end}`);
    });
    sentences.push({ document, forms: rows.map((row) => row[1]!), names });
  }
  return sentences;
}
