/** Tokens, words and sentences of raw text against gold treebanks, by spans (as CoNLL 2018 measured them). */
import { readFileSync } from "node:fs";
import type { Article } from "../../src/model/article.ts";
import { parseArticle, ruleEngine } from "../../src/parse/parse.ts";

export interface RawScore {
  /** F1 in percent: words are syntactic ("do|n't"), tokens as written ("don't"). */
  readonly words: number;
  readonly sentences: number;
  /** Gold and found words that don't agree, with the words around them, for reading. */
  readonly faults: readonly string[];
}

/** Offsets into a text without its white space. */
interface Cuts {
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly sentences: ReadonlySet<string>;
}

interface GoldDocument {
  readonly id: string;
  /** Texts of the sentences of each paragraph. */
  readonly paragraphs: string[][];
  /** Words' lengths without white space, sentence by sentence. */
  readonly sentences: string[][];
}

/** @param takes whether a document, by its id, is measured */
export function scoreRaw(file: string, takes: (document: string) => boolean): RawScore {
  const counts = { gold: 0, found: 0, right: 0, goldS: 0, foundS: 0, rightS: 0 };
  const faults: string[] = [];
  for (const document of readDocuments(file).filter(({ id }) => takes(id))) {
    const gold = goldCuts(document);
    const found = foundCuts(document);
    if (gold.text !== found.text)
      throw new Error(`${document.id}: expected the treebank's words to make its text`);
    const shared = [...gold.words].filter((it) => found.words.has(it)).length;
    counts.gold += gold.words.size;
    counts.found += found.words.size;
    counts.right += shared;
    counts.goldS += gold.sentences.size;
    counts.foundS += found.sentences.size;
    counts.rightS += [...gold.sentences].filter((it) => found.sentences.has(it)).length;
    const show = (
      side: string,
      all: ReadonlySet<string>,
      others: ReadonlySet<string>,
      margin: number,
    ): void => {
      for (const it of all) {
        if (others.has(it)) continue;
        const [start, end] = it.split(" ").map(Number) as [number, number];
        const before = gold.text.slice(Math.max(0, start - margin), start);
        faults.push(`${side} ${before}[${gold.text.slice(start, end)}]${gold.text.slice(end, end + margin)}`);
      }
    };
    show("word gold", gold.words, found.words, 12);
    show("word found", found.words, gold.words, 12);
    show("sentence gold", gold.sentences, found.sentences, 20);
    show("sentence found", found.sentences, gold.sentences, 20);
  }
  const f1 = (right: number, a: number, b: number): number => (200 * right) / (a + b);
  return {
    words: f1(counts.right, counts.gold, counts.found),
    sentences: f1(counts.rightS, counts.goldS, counts.foundS),
    faults,
  };
}

function goldCuts({ sentences }: GoldDocument): Cuts {
  let text = "";
  const words = new Set<string>();
  const ranges = new Set<string>();
  for (const sentence of sentences) {
    const start = text.length;
    for (const word of sentence) {
      words.add(`${text.length} ${text.length + word.length}`);
      text += word;
    }
    ranges.add(`${start} ${text.length}`);
  }
  return { text, words, sentences: ranges };
}

function foundCuts({ paragraphs }: GoldDocument): Cuts {
  const text = paragraphs.map((it) => it.join(" ")).join("\n\n");
  const blocks: Article["blocks"][number][] = [];
  let at = 0;
  for (const paragraph of paragraphs) {
    const { length } = paragraph.join(" ");
    blocks.push({ role: "body", start: at, end: at + length, why: "eval/given" });
    at += length + 2;
  }
  const nothing = { url: null, outlet: null, title: null, deck: null, authors: [], published: null };
  const article: Article = { hash: "", language: "en", text, blocks, ...nothing, diagnostics: [] };
  const { tokens, sentences } = parseArticle(ruleEngine, article);
  const bare = new Int32Array(text.length + 1);
  for (let i = 0; i < text.length; i++) bare[i + 1] = bare[i]! + (/\s/u.test(text[i]!) ? 0 : 1);
  const place = (start: number, end: number): string => `${bare[start]} ${bare[end]}`;
  return {
    text: text.replace(/\s+/gu, ""),
    words: new Set(Array.from(tokens.start, (start, i) => place(start, tokens.end[i]!))),
    sentences: new Set(sentences.map(({ start, end }) => place(start, end))),
  };
}

/** Words written as one keep its letters: of a form that is not its words' letters the last word has the rest. */
function readDocuments(file: string): GoldDocument[] {
  const documents: GoldDocument[] = [];
  let document: GoldDocument | undefined;
  let words: string[] = [];
  let fused: { rest: string; last: number } | null = null;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line.startsWith("# newdoc")) {
      document = { id: line.replace(/^# newdoc id = /, ""), paragraphs: [], sentences: [] };
      documents.push(document);
    } else if (line.startsWith("# newpar")) document?.paragraphs.push([]);
    else if (line.startsWith("# text = ")) {
      if (document!.paragraphs.length === 0) document!.paragraphs.push([]);
      document!.paragraphs.at(-1)!.push(line.slice("# text = ".length));
    } else if (/^\d+-\d+\t/.test(line)) {
      const [id, form] = line.split("\t") as [string, string];
      fused = { rest: form.replace(/\s+/gu, ""), last: Number(id.split("-")[1]) };
    } else if (/^\d+\t/.test(line)) {
      const [id, form] = line.split("\t") as [string, string];
      let word = form.replace(/\s+/gu, "");
      if (fused !== null) {
        if (Number(id) === fused.last) word = fused.rest;
        else word = fused.rest.slice(0, word.length);
        fused.rest = fused.rest.slice(word.length);
        if (Number(id) === fused.last) fused = null;
      }
      words.push(word);
    } else if (line === "" && 0 < words.length) {
      document!.sentences.push(words.filter((it) => it !== ""));
      words = [];
    }
  }
  return documents;
}
