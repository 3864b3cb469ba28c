/**
 * Knowledge loaded from the package's own `data/` and `models/`. The HTML reader and the language detector take a
 * quarter of a second to load, so they come late, when a source needs them.
 */
import { loadLexicon } from "./lexicon/load.ts";
import type { Source } from "./model/article.ts";
import { ruleEngine } from "./parse/parse.ts";
import type { Reading } from "./model/reading.ts";
import { analyzeArticle, type Knowledge } from "./pipeline.ts";
import {
  draftArticle,
  needsDetector,
  needsHtml,
  printBlocks,
  type Readers,
  settleDraft,
  siteOf,
  type SiteMemory,
} from "./read/read.ts";

/** Reads single articles, loading what each needs. */
export interface LateReader {
  /** As `analyze` of `pipeline.ts`, and with its refusals. */
  read(source: Source, memory: SiteMemory): Promise<Reading>;
}

/**
 * A reader that begins with what a plain English text needs.
 *
 * @throws DemarcheError `lexicon/malformed`: a data file has been changed and is wrong at a line
 */
export function openLateReader(): LateReader {
  const unprepared = (): never => {
    throw new Error("a reader was used before it was loaded");
  };
  const readers: { -readonly [Name in keyof Readers]: Readers[Name] } = {
    draftHtml: unprepared,
    detectLanguage: unprepared,
  };
  const knowledge: Knowledge = { lexicon: loadLexicon(), engine: ruleEngine, readers };
  return {
    async read(source, memory) {
      if (needsHtml(source)) readers.draftHtml = (await import("./read/html/html.ts")).draftHtml;
      const draft = draftArticle(readers, source);
      if (needsDetector(draft)) readers.detectLanguage = (await import("./read/detector.ts")).detectLanguage;
      const histories = memory.witness(siteOf(draft), printBlocks(draft));
      return analyzeArticle(knowledge, settleDraft(readers, draft, histories));
    },
  };
}

/**
 * Knowledge with everything in it: for batches, and for programs that use the library.
 *
 * @throws DemarcheError `lexicon/malformed`
 */
export async function loadKnowledge(): Promise<Knowledge> {
  const [{ draftHtml }, { detectLanguage }] = await Promise.all([
    import("./read/html/html.ts"),
    import("./read/detector.ts"),
  ]);
  return { lexicon: loadLexicon(), engine: ruleEngine, readers: { draftHtml, detectLanguage } };
}
