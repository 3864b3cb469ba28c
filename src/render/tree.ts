/**
 * A Parse for a person: each sentence as a tree lying on its side, one row a word.
 *
 *     │ ╭─╴The        det    DET   DT
 *     ╭─┴─╴envoy      nsubj  NOUN  NN    PERSON …
 */
import type { Name, Parse, Sentence } from "../model/parse.ts";
import { printable } from "./describe.ts";
import { painterOf } from "./paint.ts";

export interface TreeOptions {
  /** Whether to colour with ANSI escapes. */
  readonly color: boolean;
}

/** All sentences, each with its text above its tree, and the names and quotations at the end. */
export function renderTrees(parse: Parse, options: TreeOptions): string {
  return parse.sentences.map((sentence) => renderTree(parse, sentence, options)).join("\n");
}

function renderTree(parse: Parse, sentence: Sentence, options: TreeOptions): string {
  const paint = painterOf(options.color);
  const { text } = parse.article;
  const { tokens } = parse;
  const { from, to } = sentence;
  const drawn = drawTree(tokens.head, from, to);
  const kinds = kindsOf(parse.names, from, to);
  const rows = drawn.map((lines, k) => {
    const i = from + k;
    return {
      lines,
      form: printable(text.slice(tokens.start[i], tokens.end[i])),
      cells: [tokens.relation[i]!, tokens.upos[i]!, tokens.xpos[i]!, printable(tokens.lemma[i]!), kinds[k]!],
    };
  });
  const width = Math.max(...rows.map(({ lines, form }) => lengthOf(lines) + lengthOf(form)));
  const widths = [0, 1, 2, 3].map((c) => Math.max(...rows.map(({ cells }) => lengthOf(cells[c]!))));
  const body = rows.map(({ lines, form, cells }) => {
    const gap = " ".repeat(width - lengthOf(lines) - lengthOf(form) + 2);
    const facts = cells.map((cell, c) => cell + " ".repeat(Math.max(0, (widths[c] ?? 0) - lengthOf(cell))));
    return `${paint("dim", lines)}${form}${gap}${paint("dim", facts.join("  ").trimEnd())}`;
  });
  const title = printable(text.slice(sentence.start, sentence.end).replace(/\s+/gu, " "));
  return `${[paint("bold", title), ...body].join("\n")}\n`;
}

const lengthOf = (text: string): number => [...text].length;

/** What stands before each word: the lines that lead to it from its governor and from it to its dependents. */
function drawTree(head: Int32Array, from: number, to: number): string[] {
  const top = new Int32Array(to - from);
  const bottom = new Int32Array(to - from);
  for (let k = 0; k < to - from; k++) top[k] = bottom[k] = k;
  for (let i = from; i < to; i++) {
    const governor = head[i]! - from;
    if (head[i]! < 0) continue;
    top[governor] = Math.min(top[governor]!, i - from);
    bottom[governor] = Math.max(bottom[governor]!, i - from);
  }
  return Array.from(top, (_, k) => {
    let lines = `${endOf(k, top[k]!, bottom[k]!)}╴`;
    for (let below = k, at = head[from + k]! - from; 0 <= at; below = at, at = head[from + at]! - from) {
      if (below === k) lines = `${cornerOf(k, at, top[at]!, bottom[at]!)}─${lines}`;
      else lines = `${top[at]! <= k && k <= bottom[at]! ? "│" : " "} ${lines}`;
    }
    return lines;
  });
}

/** Where the line of a word's governor, which runs from row `top` to row `bottom`, turns off to it. */
function cornerOf(k: number, governor: number, top: number, bottom: number): string {
  if (k === top && k < governor) return "╭";
  return k === bottom && governor < k ? "╰" : "├";
}

/** The word's own end of the line of its dependents. */
function endOf(k: number, top: number, bottom: number): string {
  if (top < k) return k < bottom ? "┤" : "╯";
  return k < bottom ? "╮" : "─";
}

/** `PERSON` at the first word of a name, `…` at its others, else nothing. */
function kindsOf(names: readonly Name[], from: number, to: number): string[] {
  const kinds = Array.from({ length: to - from }, () => "");
  for (const name of names)
    if (from <= name.from && name.to <= to) {
      kinds.fill("…", name.from - from, name.to - from);
      kinds[name.from - from] = name.kind;
    }
  return kinds;
}
