/** Reading in tests: an article of text or HTML with all readers at hand. */
import { type Article, type Source, sourceOf } from "../../src/model/article.ts";
import { detectLanguage } from "../../src/read/detector.ts";
import { draftHtml } from "../../src/read/html/html.ts";
import { type Readers, readArticle, type SiteMemory } from "../../src/read/read.ts";

/** All readers, as the command line hands them in. */
export const readers: Readers = { draftHtml, detectLanguage };

/** The article of a plain text. */
export function readText(
  text: string,
  facts: Partial<Omit<Source, "content">> = {},
  memory?: SiteMemory,
): Article {
  return readArticle(readers, sourceOf(text, { form: "text", ...facts }), memory);
}
