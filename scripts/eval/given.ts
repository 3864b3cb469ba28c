/** Texts of corpora as articles that are taken as they stand, so that offsets into them stay the corpus's own. */
import type { Article, Block } from "../../src/model/article.ts";

/** An English article of a text; without blocks the whole text is one block of the body. */
export function givenArticle(
  text: string,
  published: string | null = null,
  blocks: readonly Block[] = [{ role: "body", start: 0, end: text.length, why: "eval/given" }],
): Article {
  const nothing = { url: null, outlet: null, title: null, deck: null, authors: [], diagnostics: [] };
  return { hash: "", language: "en", text, blocks, published, ...nothing };
}
