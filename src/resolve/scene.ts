/**
 * An article as `resolve` looks at it: tokens by place, quotations by place, and the words of the lexicon by place.
 * Nothing here is copied: words are cut from the text when they are asked for.
 */
import type { KnownName, Lexicon, Office, SpeakerNoun } from "../lexicon/lexicon.ts";
import type { Parse, TokenRange } from "../model/parse.ts";
import type { Span } from "../model/span.ts";

export interface Scene {
  readonly lexicon: Lexicon;
  readonly parse: Parse;
  readonly text: string;
  /** By sentence: how many up to it are told by the article itself and don't lie in a quotation. */
  readonly told: Int32Array;
}

/** The scene of a parse, with its told sentences counted. */
export function newScene(lexicon: Lexicon, parse: Parse): Scene {
  const scene: Scene = {
    lexicon,
    parse,
    text: parse.article.text,
    told: new Int32Array(parse.sentences.length),
  };
  let nTold = 0;
  for (const [i, { start, end }] of parse.sentences.entries()) {
    const quotation = parse.quotations[quotationAt(scene, start)];
    if (quotation === undefined || quotation.end < end - 1) nTold++;
    scene.told[i] = nTold;
  }
  return scene;
}

/** A name of the register at a place. */
export interface KnownAt extends TokenRange {
  readonly known: KnownName;
}

/** A word for what somebody is, at a place: an office, or a noun that says less. */
export interface TitleAt extends TokenRange {
  /** Lower case, as written. */
  readonly words: string;
  readonly office: Office | null;
  readonly noun: SpeakerNoun | null;
}

/** Tokens that a name of the register, and a title, may have at most ("U.S." with its stop is one). */
const longestKnown = 6;
const longestTitle = 5;

/** A token as written. */
export function formAt({ text, parse: { tokens } }: Scene, token: number): string {
  return text.slice(tokens.start[token], tokens.end[token]);
}

/** A token in lower case. */
export function lowerAt(scene: Scene, token: number): string {
  return formAt(scene, token).toLowerCase();
}

/** The text from the first to the last of the tokens, as written. */
export function wordsOf({ text, parse: { tokens } }: Scene, from: number, to: number): string {
  return from < to ? text.slice(tokens.start[from], tokens.end[to - 1]) : "";
}

/** The characters of a range of tokens; it must hold at least one. */
export function spanOf({ parse: { tokens } }: Scene, from: number, to: number): Span {
  return { start: tokens.start[from] as number, end: tokens.end[to - 1] as number };
}

/** Index of the first token that ends after an offset; the number of tokens when none does. */
export function tokenAfter({ parse: { tokens } }: Scene, offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens.end[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The tokens of a span. */
export function rangeOf(scene: Scene, span: Span): TokenRange {
  const from = tokenAfter(scene, span.start);
  let to = from;
  const { tokens } = scene.parse;
  while (to < tokens.length && (tokens.start[to] as number) < span.end) to++;
  return { from, to };
}

/** Index of the sentence that holds a token; the one before where none does. */
export function sentenceAt({ parse: { sentences } }: Scene, token: number): number {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sentences[middle] as TokenRange).from <= token) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Index of the outermost quotation that holds an offset; -1 outside of all. */
export function quotationAt({ parse: { quotations } }: Scene, offset: number): number {
  let low = 0;
  let high = quotations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((quotations[middle] as Span).start <= offset) low = middle + 1;
    else high = middle;
  }
  // Few quotations nest, and none three deep is worth more than the look back.
  for (let i = low - 1; Math.max(0, low - 4) <= i; i--) {
    const it = quotations[i];
    if (it !== undefined && it.depth === 0) return offset < it.end ? i : -1;
  }
  return -1;
}

/** Whether a form begins with a capital letter. */
export function isCapital(form: string): boolean {
  return /^\p{Lu}/u.test(form);
}

/** The longest name of the register that begins at a token; null when none does. */
export function knownAt(scene: Scene, token: number, ceiling: number): KnownAt | null {
  const { lexicon, text, parse } = scene;
  const { start, end } = parse.tokens;
  const first = formAt(scene, token);
  const longest = lexicon.nameStarts.get(first.includes("’") ? first.replaceAll("’", "'") : first);
  if (longest === undefined) return null;
  for (let to = Math.min(ceiling, token + longestKnown); token < to; to--) {
    if (longest + 1 < (end[to - 1] as number) - (start[token] as number)) continue;
    const known = lexicon.names.get(text.slice(start[token], end[to - 1]).replaceAll("’", "'"));
    if (known === undefined) continue;
    // "Michael Jordan Lobo": an ambiguous name behind another capital that is no office.
    const before = 0 < token ? formAt(scene, token - 1) : "";
    const isOfPerson =
      known.isAmbiguous &&
      isCapital(before) &&
      before !== "The" &&
      parse.tokens.start[token] === (end[token - 1] as number) + 1 &&
      !lexicon.offices.has(before.toLowerCase());
    return isOfPerson ? null : { from: token, to, known };
  }
  return null;
}

/** The longest title that ends before the token `to` and begins at `floor` or later; null when none does. */
export function titleEndingAt(scene: Scene, to: number, floor: number): TitleAt | null {
  const { lexicon } = scene;
  for (let from = Math.max(floor, to - longestTitle); from < to; from++) {
    const words = wordsOf(scene, from, to).toLowerCase();
    // "foreign ministers" where the table has the singular.
    const office = lexicon.offices.get(words) ?? lexicon.offices.get(words.replace(/s$/, "")) ?? null;
    const noun = lexicon.speakerNouns.get(words) ?? null;
    if (office !== null || noun !== null) return { from, to, words, office, noun };
  }
  return null;
}

/**
 * How near the head word of a range is to being the subject of its sentence, by itself or with the title before it:
 * 2 of the main clause, 1 of another, 0 when it is none.
 */
export function subjectRank({ parse: { tokens } }: Scene, { from, to }: TokenRange): 0 | 1 | 2 {
  let head = headOf(tokens.head, from, to);
  for (let step = 0; step < 3; step++) {
    const relation = tokens.relation[head] as string;
    const next = tokens.head[head] as number;
    if (relation.startsWith("nsubj")) return 0 <= next && tokens.relation[next] === "root" ? 2 : 1;
    if (!/^(?:flat|appos|compound)$/.test(relation) || next < 0 || from < next) return 0;
    head = next;
  }
  return 0;
}

/** The token of a range whose governor is outside of it; the last where the tree doesn't say. */
export function headOf(heads: Int32Array, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const head = heads[i] as number;
    if (head < from || to <= head) return i;
  }
  return to - 1;
}
