/** Reading in tests: an article of a text with what is known of it, alone or after others of its site. */
import { type Article, type Source, sourceOf } from "../../src/model/article.ts";
import { readArticle, type SiteMemory } from "../../src/read/read.ts";
import { readers } from "./article.ts";

/** The article of a plain text. */
export function readText(
  text: string,
  facts: Partial<Omit<Source, "content">> = {},
  memory?: SiteMemory,
): Article {
  return readArticle(readers, sourceOf(text, { form: "text", ...facts }), memory);
}
