/**
 * Tokens, sentences, trees, names and quotations laid over an Article.
 *
 * Tokens are columns, not objects: a day of news is half a billion of them. Strings in the columns are
 * constants or interned, so comparing them compares pointers. Facts lie beside the text and never change it.
 * This is the seam for another parser: whatever fills these columns can take the engine's place.
 */
import type { Article } from "./article.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Span } from "./span.ts";

/** A range `[from, to)` of token indices. Named unlike Span so that the compiler keeps them apart. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/** Universal part of speech (Universal Dependencies v2); `_` where nothing has been said, as in CoNLL-U. */
export type Upos =
  | "ADJ"
  | "ADP"
  | "ADV"
  | "AUX"
  | "CCONJ"
  | "DET"
  | "INTJ"
  | "NOUN"
  | "NUM"
  | "PART"
  | "PRON"
  | "PROPN"
  | "PUNCT"
  | "SCONJ"
  | "SYM"
  | "VERB"
  | "X"
  | "_";

/** Columns of equal length; row `i` is token `i` of the article, in text order. Words are syntactic: "don't" is two. */
export interface Tokens {
  readonly length: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Lower case but for proper nouns. */
  readonly lemma: readonly string[];
  readonly upos: readonly Upos[];
  /** Penn Treebank tag, `_` where nothing has been said. */
  readonly xpos: readonly string[];
  /** Token index of the governor, in the same sentence; -1 at the root, and everywhere in a sentence without a tree. */
  readonly head: Int32Array;
  /** UD v2 relation with its subtype (`nsubj:pass`), `_` in a sentence without a tree. */
  readonly relation: readonly string[];
}

export interface Sentence extends Span, TokenRange {
  /** Index into `Article.blocks`; a sentence never crosses a block. */
  readonly block: number;
}

/**
 * A pair of quotation marks and what stands between, by start. `start` and `end` include the marks.
 *
 *     He called it a “maturing” of relations.
 *                    ^^^^^^^^^^ start, end
 *                     ^^^^^^^^ innerStart, innerEnd
 */
export interface Quotation extends Span {
  readonly innerStart: number;
  readonly innerEnd: number;
  /** `speech` holds a clause of its own; `fragment` is a word or phrase inside another's sentence (scare quotes too). */
  readonly kind: "speech" | "fragment";
  /** 0 outside every other quotation, 1 inside one, and so on. */
  readonly depth: number;
  /** False when no closing mark was found: `end` is then the end of the block, or of the last paragraph it ran on to. */
  readonly closed: boolean;
  /** Index of the quotation that this one continues in a new paragraph (opened again, never closed before); else null. */
  readonly continues: number | null;
}

/** A name, or a date as written. `GPE` is told apart from `LOC` where the words tell. */
export interface Name extends Span, TokenRange {
  readonly kind: "PERSON" | "ORG" | "GPE" | "LOC" | "NORP" | "DATE";
}

export interface Parse {
  readonly article: Article;
  readonly tokens: Tokens;
  /** By start. Only blocks whose role is in `readRoles` are parsed. */
  readonly sentences: readonly Sentence[];
  readonly quotations: readonly Quotation[];
  readonly names: readonly Name[];
  readonly diagnostics: readonly Diagnostic[];
}
