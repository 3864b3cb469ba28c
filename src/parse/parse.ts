/** An Article to a Parse: tokens, sentences and quotations by rules; tags, lemmas, trees and names by the engine. */
import { type Article, readRoles } from "../model/article.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Parse, Sentence } from "../model/parse.ts";
import { blankColumns, type Engine } from "./engine.ts";
import { findQuotations } from "./quotations.ts";
import { findSentences } from "./sentences.ts";
import { tokenize } from "./tokens.ts";

export { type Columns, type Engine, ruleEngine } from "./engine.ts";
export { reannotate, renderConllu } from "./conllu.ts";
export { engineOf, type EngineWeights, loadEngine } from "./trained.ts";

/** Characters of an article that are parsed; a long transcript has 300,000. What comes after is kept, and not read. */
const mostCharacters = 600_000;

/** The parse of the blocks that are read for records. Never throws, whatever the text. */
export function parseArticle(engine: Engine, article: Article): Parse {
  const starts: number[] = [];
  const ends: number[] = [];
  const sink = {
    push(start: number, end: number): void {
      starts.push(start);
      ends.push(end);
    },
  };
  const ranges: { block: number; from: number; to: number }[] = [];
  let nCharacters = 0;
  let cutAt: number | null = null;
  article.blocks.forEach((block, index) => {
    if (!readRoles.has(block.role) || cutAt !== null) return;
    nCharacters += block.end - block.start;
    if (mostCharacters < nCharacters && 0 < ranges.length) {
      cutAt = block.start;
      return;
    }
    const from = starts.length;
    tokenize(article.text, block.start, Math.min(block.end, block.start + mostCharacters), sink);
    if (mostCharacters < block.end - block.start) cutAt = block.start + mostCharacters;
    ranges.push({ block: index, from, to: starts.length });
  });
  const tokens = blankColumns(article.text, starts, ends);
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
  return {
    article,
    tokens,
    sentences,
    quotations: findQuotations(article, cutAt ?? article.text.length),
    names: engine.annotate(article.text, tokens, sentences),
    diagnostics: cutAt === null ? [] : [remarkOnCut(cutAt, article.text.length)],
  };
}

function remarkOnCut(start: number, end: number): Diagnostic {
  const message = `expected an article of at most ${mostCharacters} characters, found more: the rest is kept, but not read for records`;
  return { code: "parse/cut", severity: "error", start, end, message };
}
