/** Articles for tests, made by the real reader from text of our own. */
import type { Article } from "../../src/model/article.ts";
import { sourceOf } from "../../src/model/article.ts";
import { readArticle, type Readers } from "../../src/read/read.ts";
import { detectLanguage } from "../../src/read/detector.ts";
import { draftHtml } from "../../src/read/html/html.ts";

/** The full readers. */
export const readers: Readers = { draftHtml, detectLanguage };

/** The article of a plain text. */
export function articleOf(text: string, published: string | null = null): Article {
  return readArticle(readers, sourceOf(text, { form: "text", published }));
}

/** An article of body blocks, one per paragraph, whatever the words look like. */
export function bodyOf(text: string): Article {
  const blocks: Article["blocks"][number][] = [];
  let start = 0;
  for (const paragraph of text.split("\n\n")) {
    blocks.push({ role: "body", start, end: start + paragraph.length, why: "test/given" });
    start += paragraph.length + 2;
  }
  const nothing = {
    url: null,
    outlet: null,
    title: null,
    deck: null,
    authors: [],
    published: null,
    diagnostics: [],
  };
  return { hash: "0".repeat(64), language: "en", text, blocks, ...nothing };
}
