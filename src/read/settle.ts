/**
 * A Draft and the history of its blocks on their site to an Article: roles are final here, canonical text is
 * joined, offsets and hash are made, the language is told.
 *
 * Repetition alone sets nothing aside: sites repeat background paragraphs word for word. It takes repetition
 * and a second sign.
 */
import { type Article, type Block, type BlockRole, readRoles } from "../model/article.ts";
import { digestOf } from "../model/digest.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { DemarcheError } from "../model/error.ts";
import type { Draft, DraftBlock } from "./draft.ts";
import { identifyLanguage, type LanguageDetector } from "./language.ts";
import { blockSeparator } from "./normalize.ts";
import { isProse, shapeOf } from "./shape.ts";
import type { BlockHistory } from "./site.ts";

/**
 * The article of a draft.
 *
 * @param histories one per block, from `SiteMemory.witness`
 * @throws DemarcheError `read/empty` when there is not one word
 */
export function settleArticle(
  draft: Draft,
  histories: readonly BlockHistory[],
  detect: LanguageDetector,
): Article {
  if (draft.blocks.length === 0) {
    throw new DemarcheError(
      "read/empty",
      "expected an article, found no words: check that this is the right input",
    );
  }
  const settled = settleRoles(draft.blocks, histories);
  const text = settled.map((block) => block.text).join(blockSeparator);
  const blocks: Block[] = [];
  let start = 0;
  for (const { text: words, role, why } of settled) {
    blocks.push({ role, start, end: start + words.length, why });
    start += words.length + blockSeparator.length;
  }
  const nOwn = settled.filter((block) => block.role === "body" || block.role === "damaged").length;
  const language = identifyLanguage(sampleOf(draft), detect);
  return {
    hash: digestOf(text),
    url: draft.url,
    outlet: draft.outlet,
    title: draft.title,
    deck: draft.deck,
    authors: draft.authors,
    published: draft.published,
    language,
    text,
    blocks,
    diagnostics: diagnosticsOf(draft, blocks, language, nOwn),
  };
}

/** The words that tell a draft's language: its body, or all there is. */
export function sampleOf(draft: Draft): string {
  const own = draft.blocks.filter((block) => block.role === "body" || block.role === "damaged");
  return (own.length === 0 ? draft.blocks : own).map((block) => block.text).join("\n");
}

function diagnosticsOf(
  draft: Draft,
  blocks: readonly Block[],
  language: string | null,
  nOwn: number,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = draft.diagnostics.map(({ code, severity, block, message }) => {
    const place = block === null ? undefined : blocks[block];
    return { code, severity, start: place?.start ?? null, end: place?.end ?? null, message };
  });
  const whole = { start: null, end: null };
  if (nOwn === 0) {
    const message = "no body text was found; only headings and text that was set aside";
    diagnostics.push({ code: "read/no-body", severity: "warning", ...whole, message });
  }
  if (language !== null && language !== "en") {
    const message = `expected English, found "${language}": statements, events and conditions are not read`;
    diagnostics.push({ code: "language/not-english", severity: "error", ...whole, message });
  }
  if (language === null && 0 < nOwn) {
    const message = "too little text, or too mixed, to tell its language; read as English";
    diagnostics.push({ code: "language/unsure", severity: "info", ...whole, message });
  }
  return diagnostics;
}

function settleRoles(drafted: readonly DraftBlock[], histories: readonly BlockHistory[]): DraftBlock[] {
  const isAside = drafted.map((block) => !readRoles.has(block.role));
  const repeated = drafted.map((_, i) => 0 < (histories[i]?.nArticles ?? 0));
  const names = namesOf(drafted.filter((_, i) => !isAside[i] && !repeated[i]));
  const isEdge = edgesOf(isAside.map((aside, i) => aside || (repeated[i] as boolean)));
  return drafted.map((block, i) => {
    const history = histories[i];
    if (history === undefined || history.nArticles === 0 || !readRoles.has(block.role)) return block;
    const change = judge(block, history, isEdge[i] as boolean, names);
    return change === null ? block : { ...block, ...change };
  });
}

/** Words by which a page speaks to its reader or of its own rights; news has them in quotations, if at all. */
const appeal =
  /\b(?:you|your|please|click|subscri\w+|sign up|our (?:readers?|websites?|newsletters?|site|partners|work|mission)|newsletters?|inbox|copyright|all rights|reproduc\w+|reprint\w*|written permission|hyperlink|download|podcast|advert\w*|donat\w+|financial contribution|trademark|follow (?:us|him|her|them|me|on)|e-?mail)\b/gi;

/** What repetition makes of a block that was taken for the article's own; null leaves it so. */
function judge(
  block: DraftBlock,
  history: BlockHistory,
  isEdge: boolean,
  names: ReadonlySet<string>,
): { role: BlockRole; why: string } | null {
  if (0 < history.nAside && history.nArticles <= 2 * history.nAside) {
    return { role: "promo", why: "site/set-aside-before" };
  }
  if (block.role === "headline" || block.role === "caption") return null; // Pictures and their labels recur.
  const shape = shapeOf(block.text);
  const nAppeals = block.text.match(appeal)?.length ?? 0;
  const role = /\b(?:copyright|rights|reproduc|permission|licen[cs]e|prohibited|registered|trademark)/i.test(
    block.text,
  )
    ? "legal"
    : "promo";
  if (/^["“«]/.test(block.text)) return null; // Opens a quotation, closed here or in a later paragraph.
  if (!isProse(block.text, shape)) {
    if (isEdge) return { role, why: "site/repeated-line" };
    return 0 < nAppeals ? { role, why: "site/repeated-appeal" } : null;
  }
  if (/[“"«][^”"»]{12,}[”"»]/.test(block.text)) return null; // Someone is quoted: background, however often.
  if (1 < nAppeals || (isEdge && 0 < nAppeals)) return { role, why: "site/repeated-appeal" };
  const isOnTopic = [...namesOf([block])].some((name) => names.has(name));
  return isEdge && !isOnTopic ? { role, why: "site/repeated-off-topic" } : null;
}

/** Which blocks have only removable ones before them, or only removable ones after them. */
function edgesOf(isRemovable: readonly boolean[]): boolean[] {
  const first = isRemovable.indexOf(false);
  const last = isRemovable.lastIndexOf(false);
  return isRemovable.map((removable, i) => removable && (first < 0 || i < first || last < i));
}

/** Capitalised words of four letters or more, but for those that begin a sentence. */
function namesOf(blocks: readonly DraftBlock[]): Set<string> {
  const names = new Set<string>();
  for (const { text } of blocks) {
    for (const [, name] of text.matchAll(/(?<=[\p{Ll}\d,;:–—"“] ?)\s(\p{Lu}\p{L}{3,})/gu))
      names.add(name as string);
  }
  return names;
}
