/**
 * The seam for what knows a language. A parser of another kind (a neural one, say) is another Engine: it is given
 * text already cut into tokens and sentences and fills the rest of the columns.
 */
import type { Name, TokenRange, Upos } from "../model/parse.ts";

/** The columns of `Tokens` while they are being filled; `start` and `end` are given and stay as they are. */
export interface Columns {
  readonly length: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly lemma: string[];
  readonly upos: Upos[];
  readonly xpos: string[];
  readonly head: Int32Array;
  readonly relation: string[];
}

/** What knows a language. `id` goes into the engine's name in every reading. */
export interface Engine {
  readonly id: string;
  /** What tells its weights from others of the same id; empty where it has none. */
  readonly digest: string;
  /**
   * Fills lemma, tags, heads and relations of the sentences, and gives the names in them, by start. One call for
   * many sentences. Never throws, whatever the text.
   */
  annotate(text: string, columns: Columns, sentences: readonly TokenRange[]): Name[];
}

/** The engine of rules alone: it cuts text into tokens, sentences and quotations and says no more. */
export const ruleEngine: Engine = { id: "en-0", digest: "", annotate: () => [] };

/** Columns of tokens of which nothing is known but where they stand: lemma the form in lower case, the rest unsaid. */
export function blankColumns(text: string, starts: readonly number[], ends: readonly number[]): Columns {
  const length = starts.length;
  return {
    length,
    start: Int32Array.from(starts),
    end: Int32Array.from(ends),
    lemma: starts.map((start, i) => text.slice(start, ends[i]).toLowerCase()),
    upos: starts.map((): Upos => "_"),
    xpos: starts.map(() => "_"),
    head: new Int32Array(length).fill(-1),
    relation: starts.map(() => "_"),
  };
}
