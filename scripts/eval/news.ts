/**
 * Real news without gold, `news/articles.jsonl.gz` of a data folder: that every article is read, that blocks slice
 * as they should, that a second run gives the same, how the words fall on roles, and how fast it goes. And the roles
 * of the model case (`seed/article.txt`).
 */
import { createReadStream, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { type Article, blockRoles, sourceOf } from "../../src/model/article.ts";
import { codePointIndex } from "../../src/model/codepoints.ts";
import { detectLanguage } from "../../src/read/detector.ts";
import { draftHtml } from "../../src/read/html/html.ts";
import { newSiteMemory, readArticle } from "../../src/read/read.ts";
import { blockSeparator } from "../../src/read/normalize.ts";
import { floorOf } from "./floors.ts";
import type { Row } from "./row.ts";

/** One article of the collection as it came. */
export interface NewsItem {
  readonly id: string;
  readonly outlet: string;
  readonly date: string | null;
  readonly url: string | null;
  readonly title: string | null;
  readonly text: string;
}

/** The whole collection in its own order; null when the folder has none. */
export async function loadNews(data: string): Promise<readonly NewsItem[] | null> {
  const file = path.join(data, "news", "articles.jsonl.gz");
  if (!existsSync(file)) return null;
  const items: NewsItem[] = [];
  for await (const line of createInterface({ input: createReadStream(file).pipe(createGunzip()) })) {
    items.push(JSON.parse(line) as NewsItem);
  }
  return items;
}

/** Reads all of them in order with one site memory; what is thrown takes the article's place. */
export function readNews(items: readonly NewsItem[]): readonly (Article | Error)[] {
  const memory = newSiteMemory();
  return items.map((item) => {
    const { url, outlet, title, date } = item;
    try {
      const facts = { url, outlet, title, published: date, form: "text" as const };
      return readArticle({ draftHtml, detectLanguage }, sourceOf(item.text, facts), memory);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  });
}

/** Whether blocks cover the text but for blank lines, in UTF-16 and in code points alike. */
function slicesRight(article: Article): boolean {
  const points = Array.from(article.text);
  const index = codePointIndex(article.text);
  let end = -blockSeparator.length;
  const isInOrder = article.blocks.every((block) => {
    const exact = article.text.slice(block.start, block.end);
    const gap = article.text.slice(Math.max(end, 0), block.start);
    const follows = block.start === end + blockSeparator.length && (end < 0 || gap === blockSeparator);
    end = block.end;
    return follows && exact !== "" && points.slice(index(block.start), index(block.end)).join("") === exact;
  });
  return isInOrder && end === article.text.length;
}

const countWords = (text: string): number => text.match(/\S+/g)?.length ?? 0;

/** The rows for `<data>/news`; none when the folder is not there. */
export async function evaluateNews(data: string): Promise<Row[]> {
  const items = await loadNews(data);
  if (items === null) return [];
  const started = process.cpuUsage();
  const results = readNews(items);
  const used = process.cpuUsage(started);
  const articles = results.filter((it): it is Article => !(it instanceof Error));
  const again = readNews(items);
  const nSame = results.filter((it, i) => JSON.stringify(it) === JSON.stringify(again[i])).length;

  const nWords = new Map<string, number>(blockRoles.map((role) => [role, 0]));
  let nAll = 0;
  for (const { text, blocks } of articles) {
    for (const { role, start, end } of blocks) {
      const n = countWords(text.slice(start, end));
      nWords.set(role, (nWords.get(role) ?? 0) + n);
      nAll += n;
    }
  }
  const note = `of ${items.length} articles`;
  const row = (measure: string, value: number, floor: number | null, about = note): Row => ({
    group: "news",
    measure,
    value,
    floor,
    note: about,
  });
  return [
    row("read without a throw", articles.length, items.length),
    row("blocks slice right", articles.filter(slicesRight).length, items.length),
    row("second run identical", nSame, items.length),
    row("told to be English", articles.filter((it) => it.language === "en").length, null),
    ...[...nWords].map(([role, n]) => row(`words: ${role}`, n / nAll, null, `share of ${nAll} words`)),
    row(
      "articles per second",
      articles.length / ((used.user + used.system) / 1e6),
      null,
      "one core, CPU time",
    ),
  ];
}

/** Roles of the model case's blocks, in order (DESIGN.md section 1). */
const modelRoles =
  "headline deck caption damaged body body body body promo body body body tags form form".split(" ");

/** The row for `<data>/seed/article.txt`; none when it is not there. */
export function evaluateModelCase(data: string): Row[] {
  const file = path.join(data, "seed", "article.txt");
  if (!existsSync(file)) return [];
  const { blocks } = readArticle({ draftHtml, detectLanguage }, sourceOf(readFileSync(file)));
  const nRight = modelRoles.filter((role, i) => blocks[i]?.role === role).length;
  const value = blocks.length === modelRoles.length ? nRight : 0;
  return [
    {
      group: "model case",
      measure: "blocks with their role",
      value,
      floor: floorOf("model case", "blocks with their role"),
      note: "DESIGN.md 1",
    },
  ];
}
