/**
 * An Article to a Parse: tokens, sentences and quotations. Tags, trees and names are still unsaid (`_`, -1), as
 * CoNLL-U writes it; the engine that says them takes this door.
 */
import { type Article, readRoles } from "../model/article.ts";
import type { Parse, Sentence, Tokens, Upos } from "../model/parse.ts";
import { findQuotations } from "./quotations.ts";
import { findSentences } from "./sentences.ts";
import { tokenize } from "./tokens.ts";

/** What knows a language. `id` goes into the engine's name in every reading. */
export interface Engine {
  readonly id: string;
}

/** The engine of rules alone: it cuts text into tokens, sentences and quotations. */
export const ruleEngine: Engine = { id: "en-0" };

/** The parse of the blocks that are read for records. Never throws, whatever the text. */
export function parseArticle(_engine: Engine, article: Article): Parse {
  const starts: number[] = [];
  const ends: number[] = [];
  const sink = {
    push(start: number, end: number): void {
      starts.push(start);
      ends.push(end);
    },
  };
  const ranges: { block: number; from: number; to: number }[] = [];
  article.blocks.forEach((block, index) => {
    if (!readRoles.has(block.role)) return;
    const from = starts.length;
    tokenize(article.text, block.start, block.end, sink);
    ranges.push({ block: index, from, to: starts.length });
  });
  const tokens = columnsOf(article.text, starts, ends);
  const sentences = ranges.flatMap(({ block, from, to }): Sentence[] =>
    findSentences(article.text, tokens, from, to).map((start, i, all) => {
      const end = all[i + 1] ?? to;
      return {
        block,
        from: start,
        to: end,
        start: tokens.start[start] as number,
        end: tokens.end[end - 1] as number,
      };
    }),
  );
  return { article, tokens, sentences, quotations: findQuotations(article), names: [], diagnostics: [] };
}

function columnsOf(text: string, starts: readonly number[], ends: readonly number[]): Tokens {
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
