/**
 * The engine's speed on real news beside wink-nlp's tagging, in one run: `npm run bench -- --data FOLDER` (default
 * `../shared/data`). Results are kept, dated, in `bench/README.md`.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import { findTimes } from "../src/extract/times.ts";
import { listWords } from "../src/extract/words.ts";
import { loadLexicon } from "../src/lexicon/load.ts";
import type { Article } from "../src/model/article.ts";
import type { Parse } from "../src/model/parse.ts";
import { loadEngineFile } from "../src/parse/load.ts";
import { parseArticle, ruleEngine } from "../src/parse/parse.ts";
import { resolveTimes } from "../src/resolve/times.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    articles: { type: "string", default: "400" },
    rounds: { type: "string", default: "5" },
  },
});

const loading = performance.now();
const engine = loadEngineFile();
const loadMs = performance.now() - loading;
const lexicon = loadLexicon();
const articles = readNews(Number(values.articles));
const wink = winkNLP(model, ["sbd", "pos"]);

/** What is timed: all articles once; gives the tokens. */
const contestants: readonly (readonly [string, () => number])[] = [
  ["tokens, sentences, quotations", () => sum((it) => parseArticle(ruleEngine, it).tokens.length)],
  ["the same, tags, trees, lemmas, names", () => sum((it) => parseArticle(engine, it).tokens.length)],
  ["the same, and times found and reckoned", () => sum((it) => readTimes(parseArticle(engine, it)))],
  ["wink-nlp: tokens, sentences, tags", () => sum(({ text }) => wink.readDoc(text).tokens().length())],
];

// Rounds are interleaved, so that a busy machine is busy for all; the best round of each counts.
const best = contestants.map(() => 0);
const nTokens = contestants.map(() => 0);
for (let round = 0; round < Number(values.rounds); round++)
  contestants.forEach(([, run], i) => {
    const before = process.cpuUsage();
    const n = run();
    const { user, system } = process.cpuUsage(before);
    nTokens[i] = n;
    best[i] = Math.max(best[i] as number, n / ((user + system) / 1e6));
  });

console.log(`${articles.length} articles; tokens a second of one core, best of ${values.rounds} rounds`);
contestants.forEach(([name], i) =>
  console.log(
    `${name.padEnd(40)} ${String(Math.round(best[i] as number)).padStart(9)}   ${((best[i] as number) / (best.at(-1) as number)).toFixed(2)} of wink-nlp   (${nTokens[i]} tokens)`,
  ),
);
console.log(`loading the engine: ${loadMs.toFixed(0)} ms`);

/** The times of a parse as if it were published on a fixed day; gives the tokens. */
function readTimes(parse: Parse): number {
  resolveTimes(findTimes(listWords(parse), lexicon.times), "2022-06-16");
  return parse.tokens.length;
}

function sum(count: (article: Article) => number): number {
  return articles.reduce((total, article) => total + count(article), 0);
}

function readNews(n: number): Article[] {
  const lines = gunzipSync(readFileSync(path.join(values.data, "news/articles.jsonl.gz")))
    .toString()
    .split("\n");
  const nothing = { url: null, outlet: null, title: null, deck: null, authors: [], published: null };
  return lines
    .filter((line) => line !== "")
    .slice(0, n)
    .map((line) => {
      const { text } = JSON.parse(line) as { readonly text: string };
      let at = 0;
      const blocks = text.split("\n\n").map((paragraph) => {
        const start = at;
        at += paragraph.length + 2;
        return { role: "body" as const, start, end: start + paragraph.length, why: "bench/given" };
      });
      return { hash: "", language: "en", text, blocks, ...nothing, diagnostics: [] };
    });
}
