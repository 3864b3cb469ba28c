/**
 * CoNLL-U, the format of Universal Dependencies treebanks: written for a Parse, and read and filled in again on
 * its own words and sentences. Reference: universaldependencies.org/format.html.
 */
import { codePointIndex } from "../model/codepoints.ts";
import { DemarcheError } from "../model/error.ts";
import type { Name, Parse, TokenRange, Tokens } from "../model/parse.ts";
import { blankColumns, type Engine } from "./engine.ts";

/** Sentences of a file that are annotated in one call, unless a document begins. */
const batchSentences = 2000;

/**
 * A Parse as CoNLL-U. `MISC` carries `TokenRange` (code points of the article's text, half-open), `SpaceAfter=No` and
 * names as `NER=B-GPE`, `NER=I-GPE`. Words written as one ("don't") are one token of several words.
 */
export function renderConllu(parse: Parse): string {
  const { article, tokens, sentences, names } = parse;
  const { text } = article;
  const indexOf = codePointIndex(text);
  const labels = labelNames(tokens.length, names);
  const lines = [`# newdoc id = ${article.hash}`];
  let block = -1;
  sentences.forEach((sentence, s) => {
    const { from, to, start, end } = sentence;
    if (sentence.block !== block) lines.push(`# newpar id = ${article.hash}-b${sentence.block}`);
    block = sentence.block;
    lines.push(`# sent_id = ${article.hash}-s${s + 1}`);
    lines.push(`# text = ${text.slice(start, end).replace(/\s+/gu, " ")}`);
    const rangeOf = (i: number, j: number): string =>
      `TokenRange=${indexOf(tokens.start[i]!)}:${indexOf(tokens.end[j]!)}`;
    const spaceAfter = (i: number): string[] =>
      i + 1 < to && tokens.end[i] === tokens.start[i + 1] ? ["SpaceAfter=No"] : [];
    for (let i = from; i < to;) {
      const end = endOfFused(text, tokens, i, to);
      if (i + 1 < end) {
        const form = text.slice(tokens.start[i], tokens.end[end - 1]);
        const misc = [...spaceAfter(end - 1), rangeOf(i, end - 1)].join("|");
        lines.push(`${i - from + 1}-${end - from}\t${form}${"\t_".repeat(7)}\t${misc}`);
      }
      const isAlone = i + 1 === end;
      for (; i < end; i++) {
        const label = labels[i];
        const misc = [
          ...(label === undefined ? [] : [`NER=${label}`]),
          ...(isAlone ? spaceAfter(i) : []),
          rangeOf(i, i),
        ];
        const form = text.slice(tokens.start[i], tokens.end[i]);
        lines.push(wordLine(i - from + 1, form, tokens, i, from, misc));
      }
    }
    lines.push("");
  });
  return `${lines.join("\n")}\n`;
}

function wordLine(
  id: number,
  form: string,
  tokens: Pick<Tokens, "lemma" | "upos" | "xpos" | "head" | "relation">,
  i: number,
  from: number,
  misc: readonly string[],
): string {
  const head = tokens.head[i]!;
  const hasTree = tokens.relation[i] !== "_";
  return [
    id,
    form.replace(/\s+/gu, " "),
    tokens.lemma[i],
    tokens.upos[i],
    tokens.xpos[i],
    "_",
    !hasTree ? "_" : head < 0 ? 0 : head - from + 1,
    tokens.relation[i],
    "_",
    misc.length === 0 ? "_" : misc.join("|"),
  ].join("\t");
}

/** The token after the words that are written as one with word `i` ("do|n't", "can|not", "Paris|'s"). */
function endOfFused(text: string, tokens: Pick<Tokens, "start" | "end">, i: number, to: number): number {
  let end = i + 1;
  while (end < to && tokens.end[end - 1] === tokens.start[end] && isClitic(text, tokens, end)) end++;
  return end;
}

/** Whether word `i`, which follows another without a space, is written as one with it: both have letters. */
function isClitic(text: string, tokens: Pick<Tokens, "start" | "end">, i: number): boolean {
  const hasLetter = /^['’]?\p{L}/u;
  return (
    hasLetter.test(text.slice(tokens.start[i], tokens.end[i])) &&
    /[\p{L}\p{N}.]$/u.test(text.slice(tokens.start[i - 1], tokens.end[i - 1]))
  );
}

/** `B-GPE`, `I-GPE` by token; undefined outside names. */
function labelNames(length: number, names: readonly Name[]): (string | undefined)[] {
  const labels: (string | undefined)[] = Array.from({ length });
  for (const { from, to, kind } of names)
    for (let i = from; i < to; i++) labels[i] = `${i === from ? "B" : "I"}-${kind}`;
  return labels;
}

const byName = (a: string, b: string): number => (a < b ? -1 : 1);

/** A sentence of a CoNLL-U file: its lines as they stand, and which of them are words. */
interface Given {
  readonly lines: string[][];
  /** Indices into `lines` of the words (not of tokens of several words, empty nodes or remarks). */
  readonly words: number[];
  readonly opensDocument: boolean;
}

/**
 * A CoNLL-U file annotated anew on its own words and sentences: lemmas, tags, heads and relations are the engine's,
 * names are put into `MISC`; remarks, tokens of several words, empty nodes and what else `MISC` holds stay.
 * Features and enhanced dependencies, which would no longer fit, become `_`. Comes in parts, each of whole sentences.
 *
 * @param lines without their ends
 * @throws DemarcheError `conllu/malformed` naming the line
 */
export async function* reannotate(
  engine: Engine,
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  let batch: Given[] = [];
  for await (const sentence of readSentences(lines)) {
    if (0 < batch.length && (sentence.opensDocument || batchSentences <= batch.length)) {
      yield renderAnnotated(engine, batch);
      batch = [];
    }
    batch.push(sentence);
  }
  if (0 < batch.length) yield renderAnnotated(engine, batch);
}

async function* readSentences(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Given> {
  let at = 0;
  let open: Given | null = null;
  for await (const raw of lines) {
    at++;
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (line === "") {
      if (open !== null) yield open;
      open = null;
      continue;
    }
    const isRemark = line.startsWith("#");
    const cells = isRemark ? [line] : line.split("\t");
    if (!isRemark) checkCells(cells, at, open?.words.length ?? 0);
    open ??= { lines: [], words: [], opensDocument: line.startsWith("# newdoc") };
    if (!isRemark && /^\d+$/.test(cells[0]!)) open.words.push(open.lines.length);
    open.lines.push(cells);
  }
  if (open !== null) yield open;
}

/** @throws DemarcheError `conllu/malformed` */
function checkCells(cells: readonly string[], line: number, nWords: number): void {
  const refuse = (expected: string, found: string): never => {
    throw new DemarcheError(
      "conllu/malformed",
      `line ${line}: expected ${expected}, found ${found}: give CoNLL-U (universaldependencies.org/format.html), or leave out --conllu for text`,
      { line },
    );
  };
  if (cells.length !== 10) {
    const found = cells.length === 1 ? `"${cells[0]!.slice(0, 40)}"` : `${cells.length}`;
    refuse("10 columns parted by tabs", found);
  }
  const id = cells[0]!;
  if (!/^\d+(?:-\d+|\.\d+)?$/.test(id)) refuse("a word's number", `"${id.slice(0, 40)}"`);
  if (/^\d+$/.test(id) && Number(id) !== nWords + 1) refuse(`word ${nWords + 1}`, `word ${id}`);
  if (/^\d+$/.test(id) && cells[1] === "") refuse("a form", "nothing");
}

function renderAnnotated(engine: Engine, sentences: readonly Given[]): string {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const ranges: TokenRange[] = [];
  let at = 0;
  for (const { lines, words } of sentences) {
    const from = starts.length;
    for (const w of words) {
      const form = lines[w]![1]!;
      starts.push(at);
      at += form.length;
      ends.push(at);
      parts.push(form, " ");
      at++;
    }
    ranges.push({ from, to: starts.length });
  }
  const columns = blankColumns(parts.join(""), starts, ends);
  const labels = labelNames(columns.length, engine.annotate(parts.join(""), columns, ranges));
  const out: string[] = [];
  sentences.forEach(({ lines, words }, s) => {
    const { from } = ranges[s]!;
    let next = 0;
    lines.forEach((cells, l) => {
      if (l !== words[next]) {
        out.push(cells.join("\t"));
        return;
      }
      const i = from + next++;
      const kept = cells[9] === "_" ? [] : cells[9]!.split("|").filter((it) => !it.startsWith("NER="));
      const misc = labels[i] === undefined ? kept : [...kept, `NER=${labels[i]}`].sort(byName);
      out.push(wordLine(next, cells[1]!, columns, i, from, misc));
    });
    out.push("");
  });
  return `${out.join("\n")}\n`;
}
