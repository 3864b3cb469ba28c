/**
 * Bytes to an Article. `draft` needs the document alone, `settle` also the history of its blocks on their site;
 * in between stands the site memory, so that drafts can be made in parallel and remembered in order.
 */
import type { Article, Source } from "../model/article.ts";
import { DemarcheError } from "../model/error.ts";
import { readRoles } from "../model/article.ts";
import { decodeBytes } from "./decode.ts";
import type { Draft } from "./draft.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { type LanguageDetector, testEnglish } from "./language.ts";
import { draftPlain } from "./plain.ts";
import { sampleOf, settleArticle } from "./settle.ts";
import { type BlockHistory, type BlockPrint, newSiteMemory, type SiteMemory } from "./site.ts";

/**
 * The costly parts of reading, handed in so that a short plain text need not load them: the HTML reader
 * (`html/html.ts`) and the language detector (`detector.ts`). `needsHtml` and `needsDetector` say what is needed.
 */
export interface Readers {
  readonly draftHtml: (html: string, source: Source) => Draft;
  readonly detectLanguage: LanguageDetector;
}

/** Plain text is cut here: 20 million characters are forty novels. (HTML has limits of its own.) */
const mostCharacters = 20_000_000;

/**
 * The article of a source.
 *
 * @param memory what other pages of the sites held; it grows by this one
 * @throws DemarcheError `read/binary`, `read/empty`: there is no text to read
 */
export function readArticle(readers: Readers, source: Source, memory: SiteMemory = newSiteMemory()): Article {
  const draft = draftArticle(readers, source);
  return settleDraft(readers, draft, memory.witness(siteOf(draft), printBlocks(draft)));
}

/**
 * The draft of a source: decoded, told HTML from text, cut into blocks with provisional roles.
 *
 * @throws DemarcheError `read/binary`, `read/empty`
 */
export function draftArticle(readers: Readers, source: Source): Draft {
  const { text, isGuessed } = decodeSource(source);
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new DemarcheError(
      "read/empty",
      "expected an article, found no words: check that this is the right input",
    );
  }
  const draft =
    formOf(source, text) === "html"
      ? readers.draftHtml(text, source)
      : draftPlain(text.slice(0, mostCharacters), source);
  const remarks = [...draft.diagnostics];
  if (isGuessed) {
    const message =
      "the text does not say its encoding and is not UTF-8; read as windows-1252, letters may be wrong";
    remarks.push({ code: "read/charset", severity: "warning", block: null, message });
  }
  if (mostCharacters < text.length && formOf(source, text) === "text") {
    const message = `expected at most ${mostCharacters} characters, found ${text.length}: the rest was not read`;
    remarks.push({ code: "read/cut", severity: "error", block: null, message });
  }
  return { ...draft, diagnostics: remarks };
}

/** The article of a draft whose blocks' histories are known. */
export function settleDraft(readers: Readers, draft: Draft, histories: readonly BlockHistory[]): Article {
  return settleArticle(draft, histories, readers.detectLanguage);
}

/** The site a draft belongs to: host of its address without `www.`, else the outlet; null when neither is known. */
export function siteOf(draft: Draft): string | null {
  const host = draft.url === null ? null : (/^https?:\/\/(?:www\.)?([^/:?#]+)/i.exec(draft.url)?.[1] ?? null);
  return host?.toLowerCase() ?? draft.outlet;
}

/** The draft's blocks as the site memory sees them. */
export function printBlocks(draft: Draft): BlockPrint[] {
  return draft.blocks.map(({ text, role }) => ({
    print: fingerprintOf(text),
    isAside: !readRoles.has(role),
  }));
}

/**
 * Whether reading a source needs the HTML reader.
 *
 * @throws DemarcheError `read/binary`
 */
export function needsHtml(source: Source): boolean {
  return formOf(source, decodeSource(source).text) === "html";
}

/** Whether settling a draft needs the language detector: it is neither plainly English nor too short to tell. */
export function needsDetector(draft: Draft): boolean {
  return testEnglish(sampleOf(draft)) === "unsure";
}

function decodeSource(source: Source): { text: string; isGuessed: boolean } {
  return typeof source.content === "string"
    ? { text: source.content, isGuessed: false }
    : decodeBytes(source.content, source.contentType);
}

function formOf(source: Source, text: string): "text" | "html" {
  if (source.form !== null) return source.form;
  if (/^(?:text\/html|application\/xhtml)/i.test(source.contentType ?? "")) return "html";
  const head = text.slice(0, 4000);
  if (
    /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(
      head,
    )
  )
    return "html";
  const tags = head.match(
    /<\/?(?:p|div|a|br|span|h[1-6]|li|td|section|article|meta|script)\b[^<>]{0,300}>/gi,
  );
  return 4 <= (tags?.length ?? 0) ? "html" : "text";
}

export { newSiteMemory, type BlockHistory, type BlockPrint, type SiteMemory };
