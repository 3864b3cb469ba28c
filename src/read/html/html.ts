/**
 * An HTML page to a Draft: prune, parse, list every visible block, let Readability choose the article, then give
 * each block its role with what its markup, its words, its neighbours and the metadata say. Nothing on the page
 * is run, and nothing visible is left out.
 */
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import type { Source } from "../../model/article.ts";
import type { Draft, DraftDiagnostic } from "../draft.ts";
import { cleanAuthors } from "./authors.ts";
import { listBlocks } from "./blocks.ts";
import { classifyBlocks } from "./classify.ts";
import type { DomDocument, DomElement } from "./dom.ts";
import { dayIn } from "../days.ts";
import { readMetadata } from "./metadata.ts";
import { pageLimits, pruneHtml } from "./prune.ts";
import { wordsKey } from "../shape.ts";

/** The draft of a page. Facts of the source win over the page's own metadata. */
export function draftHtml(html: string, source: Source): Draft {
  const pruned = pruneHtml(html);
  const document = parsePage(pruned.html);
  const metadata = readMetadata(document, pruned.jsonLd, source);
  const page = listBlocks(document.body ?? document, true);
  const chosen = chooseArticle(document);
  const blocks = classifyBlocks(page, chosen, metadata);
  const diagnostics: DraftDiagnostic[] = [...pruned.cut].map((bound) => ({
    code: "html/cut",
    severity: bound === "depth" ? "warning" : "error",
    block: null,
    message: `expected a page within ${pageLimits[bound]} ${bound}, found more: the rest was read in part or not at all`,
  }));
  if (chosen.size === 0) {
    const message = "no article was recognised on the page; blocks of prose were taken for its body";
    diagnostics.push({ code: "html/no-article", severity: "warning", block: null, message });
  }
  // What the metadata leave open, the lines beside the headline may say.
  const lines = blocks
    .filter(({ role }) => role === "byline" || role === "dateline")
    .map((block) => block.text);
  const authors =
    metadata.authors.length === 0
      ? cleanAuthors(
          lines.filter((line) => /^by\s/i.test(line)),
          metadata.outlet,
        )
      : metadata.authors;
  const published =
    metadata.published ?? lines.map((line) => dayIn(line)).find((day) => day !== null) ?? null;
  return {
    url: metadata.url,
    outlet: metadata.outlet,
    title: source.title ?? blocks.find((block) => block.role === "headline")?.text ?? metadata.title,
    deck: blocks.find((block) => block.role === "deck")?.text ?? metadata.deck,
    authors,
    published,
    declaredLanguage: metadata.language,
    blocks,
    diagnostics,
  };
}

/** A document even of fragments and of pages without a body, which the parser leaves as they are. */
function parsePage(html: string): DomDocument {
  const withBody = /<body\b/i.test(html) ? html : html.replace(/^([^]*?<html\b[^>]*>)?/i, "$1<body>");
  const whole = /<html\b/i.test(withBody) ? withBody : `<html>${withBody}</html>`;
  return parseHTML(whole).document as unknown as DomDocument;
}

/**
 * Words of the blocks that Readability takes for the article, as keys; empty when it finds none or fails. It is
 * the last to see the document, because it changes it.
 */
function chooseArticle(document: DomDocument): ReadonlySet<string> {
  try {
    const article = new Readability<DomElement>(document as never, {
      serializer: (node) => node as unknown as DomElement,
      disableJSONLD: true,
      charThreshold: 250,
    }).parse();
    const root = article?.content ?? null;
    return root === null ? new Set() : new Set(listBlocks(root, false).map((block) => wordsKey(block.text)));
  } catch {
    return new Set(); // It has its own bounds and faults; the page is then judged without it.
  }
}
