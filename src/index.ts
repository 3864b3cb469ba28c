/**
 * The library: the only re-exports of the project.
 *
 *     import { analyze, sourceOf, type Knowledge } from "demarche";
 */
export { analyze, analyzeArticle, type Knowledge } from "./pipeline.ts";
export { type Article, type Block, type BlockRole, type Source, sourceOf } from "./model/article.ts";
export { codePointIndex } from "./model/codepoints.ts";
export type { Diagnostic, Severity } from "./model/diagnostic.ts";
export { DemarcheError, type ErrorCode, errorCodes } from "./model/error.ts";
export type { Name, Parse, Quotation, Sentence, TokenRange, Tokens, Upos } from "./model/parse.ts";
export { type Evidence, type Reading, readingSchema, readingSchemaId } from "./model/reading.ts";
export type { Span } from "./model/span.ts";
export { loadKnowledge } from "./knowledge.ts";
export { type Columns, type Engine, loadEngine, parseArticle, ruleEngine } from "./parse/parse.ts";
export { newSiteMemory, readArticle, type SiteMemory } from "./read/read.ts";
export { type ReadingFormat, renderReadings } from "./render/render.ts";
export { type Ledger, openLedger } from "./store/store.ts";
export { version } from "./version.ts";
