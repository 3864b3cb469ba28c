/**
 * Body text, dates and authors of web pages, scored against a folder of `html/*.html.gz` and `ground-truth.json`
 * in the form of scrapinghub/article-extraction-benchmark. The measure is that benchmark's own: shingles of four
 * words as multisets, true and false positives normalised per page, precision and recall averaged over pages.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { type Article, sourceOf } from "../../src/model/article.ts";
import { detectLanguage } from "../../src/read/detector.ts";
import { draftHtml } from "../../src/read/html/html.ts";
import { readArticle } from "../../src/read/read.ts";
import { floorOf } from "./floors.ts";
import type { Row } from "./row.ts";

interface Truth {
  readonly articleBody: string;
  readonly url: string;
}

/** One page with its truth and reading. */
export interface PageResult {
  readonly name: string;
  readonly truth: Truth;
  readonly article: Article;
  readonly precision: number;
  readonly recall: number;
}

const readers = { draftHtml, detectLanguage };
const bodyRoles = new Set(["body", "damaged", "subhead"]);

/** Reads every page of the folder, each alone (no site memory). */
export function readPages(folder: string, roles: ReadonlySet<string> = bodyRoles): PageResult[] {
  const truths = JSON.parse(readFileSync(path.join(folder, "ground-truth.json"), "utf8")) as Record<
    string,
    Truth
  >;
  return Object.entries(truths).map(([name, truth]) => {
    const html = gunzipSync(readFileSync(path.join(folder, "html", `${name}.html.gz`)));
    const article = readArticle(readers, sourceOf(html, { form: "html", url: truth.url }));
    return { name, truth, article, ...scoreBody(truth.articleBody, bodyOf(article, roles)) };
  });
}

/** The article's own running text. */
export function bodyOf(article: Article, roles: ReadonlySet<string>): string {
  return article.blocks
    .filter((block) => roles.has(block.role))
    .map((block) => article.text.slice(block.start, block.end))
    .join("\n");
}

/** Precision and recall of the four-word shingles of one page. */
export function scoreBody(truth: string, found: string): { precision: number; recall: number } {
  const [expected, given] = [shinglesOf(truth), shinglesOf(found)];
  let hits = 0;
  let nExpected = 0;
  let nGiven = 0;
  for (const n of expected.values()) nExpected += n;
  for (const [shingle, n] of given) {
    nGiven += n;
    hits += Math.min(n, expected.get(shingle) ?? 0);
  }
  if (nExpected === 0 && nGiven === 0) return { precision: 1, recall: 1 };
  return { precision: nGiven === 0 ? 0 : hits / nGiven, recall: nExpected === 0 ? 0 : hits / nExpected };
}

/** Multiset of runs of four words; a shorter text is one run. Words are `\w+` of Python's `re`. */
function shinglesOf(text: string): Map<string, number> {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const shingles = new Map<string, number>();
  if (words.length === 0) return shingles;
  for (let i = 0; i < Math.max(1, words.length - 3); i++) {
    const shingle = words.slice(i, i + 4).join(" ");
    shingles.set(shingle, (shingles.get(shingle) ?? 0) + 1);
  }
  return shingles;
}

const mean = (values: readonly number[]): number => values.reduce((sum, it) => sum + it, 0) / values.length;

/** The rows for `<data>/pages`; none when the folder is not there. */
export function evaluatePages(data: string): Row[] {
  const folder = path.join(data, "pages");
  if (!existsSync(folder)) return [];
  const started = process.cpuUsage();
  const results = readPages(folder);
  const used = process.cpuUsage(started);
  const seconds = (used.user + used.system) / 1e6;
  const strict = readPages(folder, new Set(["body", "damaged"]));
  const precision = mean(results.map((it) => it.precision));
  const recall = mean(results.map((it) => it.recall));
  const f1 = (2 * precision * recall) / (precision + recall);
  const strictPrecision = mean(strict.map((it) => it.precision));
  const strictRecall = mean(strict.map((it) => it.recall));
  const share = (test: (article: Article) => boolean): number =>
    results.filter((it) => test(it.article)).length / results.length;
  const note = `${results.length} pages`;
  const row = (measure: string, value: number, about = note): Row => ({
    group: "pages",
    measure,
    value,
    floor: floorOf("pages", measure),
    note: about,
  });
  return [
    row("body F1", f1),
    row("body precision", precision),
    row("body recall", recall),
    row("body F1 without subheads", (2 * strictPrecision * strictRecall) / (strictPrecision + strictRecall)),
    row(
      "with a date",
      share((it) => it.published !== null),
    ),
    row(
      "with an author",
      share((it) => 0 < it.authors.length),
    ),
    row("pages per second", results.length / seconds, "one core, CPU time"),
  ];
}
