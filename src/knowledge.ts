/**
 * Knowledge loaded from the package's own `data/` and `models/`. The HTML reader and the language detector take a
 * quarter of a second to load, so they come late, when a source needs them.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Attributor, EventScorer } from "./extract/extract.ts";
import { attributorFile, loadAttributorSoon, loadScorerSoon, scorerFile } from "./extract/load.ts";
import { loadLexicon } from "./lexicon/load.ts";
import { type Article, readRoles, type Source } from "./model/article.ts";
import type { Parse } from "./model/parse.ts";
import { packImage } from "./linear/image.ts";
import { imageStamp, loadImage } from "./linear/load.ts";
import { shareNumbers } from "./linear/sharing.ts";
import { engineFile, loadEngineSoon } from "./parse/load.ts";
import { type Engine, engineOf, type EngineWeights, parseArticle } from "./parse/parse.ts";
import type { Reading } from "./model/reading.ts";
import { analyzeArticle, engineNameOf, type Knowledge, type StageName } from "./pipeline.ts";
import type { Draft } from "./read/draft.ts";
import {
  draftArticle,
  needsDetector,
  needsHtml,
  newSiteMemory,
  printBlocks,
  type Readers,
  settleDraft,
  siteOf,
  type SiteMemory,
} from "./read/read.ts";

/** Reads single articles, loading what each needs. */
export interface LateReader {
  /** As `analyze` of `pipeline.ts`, and with its refusals. `end` is told of stages that are done, as there. */
  read(
    source: Source,
    memory: SiteMemory,
    end?: (done: "load" | "read" | StageName) => void,
  ): Promise<Reading>;
  /** The parse of a source; of a plain text every block is parsed. */
  parse(source: Source): Promise<Parse>;
  readonly engine: Engine;
  /** The engine's name in readings. */
  readonly name: string;
}

/**
 * A reader that begins with what a plain English text needs.
 *
 * @throws DemarcheError `lexicon/malformed`: a data file has been changed and is wrong at a line;
 *   `engine/version`, `engine/corrupt`: the model file is of another version, or damaged
 */
export async function openLateReader(): Promise<LateReader> {
  const late = openLateReaders();
  const knowledge = await loadKnowledgeWith(late.readers);
  const { engine } = knowledge;
  const settle = async (
    source: Source,
    memory: SiteMemory,
    end?: (done: "load" | "read") => void,
  ): Promise<Article> => {
    await late.prepareDraft(source);
    end?.("load");
    const draft = draftArticle(late.readers, source);
    end?.("read");
    await late.prepareSettling(draft);
    end?.("load");
    const article = settleDraft(late.readers, draft, memory.witness(siteOf(draft), printBlocks(draft)));
    end?.("read");
    return article;
  };
  return {
    engine,
    name: engineNameOf(knowledge),
    async read(source, memory, end) {
      return analyzeArticle(knowledge, await settle(source, memory, end), end);
    },
    async parse(source) {
      const article = await settle(source, newSiteMemory());
      return parseArticle(engine, needsHtml(source) ? article : withAllBlocks(article));
    },
  };
}

/** Readers of which each part is loaded when it is first needed. */
export interface LateReaders {
  readonly readers: Readers;
  /** Before `draftArticle`. @throws DemarcheError `read/binary` */
  prepareDraft(source: Source): Promise<void>;
  /** Before `settleDraft`. */
  prepareSettling(draft: Draft): Promise<void>;
}

export function openLateReaders(): LateReaders {
  const unprepared = (): never => {
    throw new Error("a reader was used before it was loaded");
  };
  const readers: { -readonly [Name in keyof Readers]: Readers[Name] } = {
    draftHtml: unprepared,
    detectLanguage: unprepared,
  };
  return {
    readers,
    async prepareDraft(source) {
      if (readers.draftHtml === unprepared && needsHtml(source))
        readers.draftHtml = (await import("./read/html/html.ts")).draftHtml;
    },
    async prepareSettling(draft) {
      if (readers.detectLanguage === unprepared && needsDetector(draft))
        readers.detectLanguage = (await import("./read/detector.ts")).detectLanguage;
    },
  };
}

/** The article with what was set aside read as body: who asks for a text's sentences wants all of them. */
function withAllBlocks(article: Article): Article {
  const blocks = article.blocks.map((it) => (readRoles.has(it.role) ? it : { ...it, role: "body" as const }));
  return { ...article, blocks };
}

/**
 * Knowledge with everything in it: for batches, and for programs that use the library.
 *
 * @throws DemarcheError `lexicon/malformed`, `engine/version`, `engine/corrupt`
 */
export async function loadKnowledge(): Promise<Knowledge> {
  const [{ draftHtml }, { detectLanguage }] = await Promise.all([
    import("./read/html/html.ts"),
    import("./read/detector.ts"),
  ]);
  return loadKnowledgeWith({ draftHtml, detectLanguage });
}

/** What was learnt, as plain data, which threads may have in common. */
export interface Weights {
  readonly engine: EngineWeights;
  readonly attributor: Attributor;
  readonly scorer: EventScorer;
}

/** What the weights are made of. */
const modelFiles = [engineFile, attributorFile, scorerFile];
/** Beside the bundled program, which runs as `dist/program/cli/…`; `scripts/bundle.mjs` writes it. */
const imageFile = path.join(path.dirname(fileURLToPath(import.meta.url)), "weights.image");

/** The weights in memory that threads share: the greater part of what a thread needs. @throws as `loadKnowledge` */
export async function loadSharedWeights(): Promise<Weights> {
  const image = await loadImage(imageFile, modelFiles, true);
  return (image as Weights | null) ?? shareNumbers(await unpackWeights());
}

/** The bytes of an image of the weights in the model files, for who bundles the program. @throws as `loadKnowledge` */
export async function imageOfWeights(): Promise<Uint8Array> {
  return packImage(imageStamp(modelFiles), await unpackWeights());
}

async function loadWeights(): Promise<Weights> {
  return ((await loadImage(imageFile, modelFiles, false)) as Weights | null) ?? unpackWeights();
}

async function unpackWeights(): Promise<Weights> {
  const [engine, attributor, scorer] = await Promise.all([
    loadEngineSoon(),
    loadAttributorSoon(),
    loadScorerSoon(),
  ]);
  return { engine, attributor, scorer };
}

/** Knowledge with these readers, and with weights that are there already. @throws as `loadKnowledge` */
export async function loadKnowledgeWith(readers: Readers, given?: Weights): Promise<Knowledge> {
  const coming = given === undefined ? loadWeights() : Promise.resolve(given);
  coming.catch(() => {}); // It is waited for below; the lexicon may be refused before.
  const lexicon = loadLexicon(); // Meanwhile weights are unpacked.
  const { engine, attributor, scorer } = await coming;
  return { lexicon, engine: engineOf(engine), attributor, scorer, readers };
}
