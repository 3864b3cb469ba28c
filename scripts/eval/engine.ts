/** The language engine on development treebanks, its speed, the time it takes to load, and its memory. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { loadEngineFile } from "../../src/parse/load.ts";
import { type Engine, parseArticle } from "../../src/parse/parse.ts";
import { readTreebank, type TreeSentence } from "../train/treebank.ts";
import { floorOf } from "./floors.ts";
import { givenArticle } from "./given.ts";
import { scoreRaw } from "./raw.ts";
import type { Row } from "./row.ts";
import { scoreNames, scoreTrees } from "./trees.ts";

const group = "engine";
/** What of GUM is near to what we read; none of it has trained anything. */
const edited = /_(?:news|interview|bio|speech|voyage)_/;
const row = (measure: string, value: number, note = ""): Row => ({
  group,
  measure,
  value,
  floor: floorOf(group, measure),
  note,
});

export function evaluateEngine(data: string): Row[] {
  const at = (...parts: string[]): string => path.join(data, ...parts);
  if (!existsSync(at("ewt", "dev.conllu"))) return [];
  const engine = loadEngineFile();
  const gum = ["train", "dev"].flatMap((part) => readTreebank(at("gum", `${part}.conllu`)));
  return [
    ...treeRows("EWT dev", engine, readTreebank(at("ewt", "dev.conllu"))),
    ...treeRows(
      "GUM edited",
      engine,
      gum.filter(({ document }) => edited.test(document)),
    ),
    ...treeRows(
      "GUM news",
      engine,
      gum.filter(({ document }) => /_news_/.test(document)),
    ),
    ...nameRows(engine, at("uner", "dev.iob2")),
    ...rawRows("EWT dev", at("ewt", "dev.conllu"), () => true),
    ...rawRows("GUM edited", at("gum", "train.conllu"), (document) => edited.test(document)),
    ...rawRows("GUM news", at("gum", "train.conllu"), (document) => document.includes("_news_")),
    ...speedRows(engine, at("news", "articles.jsonl.gz")),
    ...loadRows(),
  ];
}

function treeRows(corpus: string, engine: Engine, sentences: readonly TreeSentence[]): Row[] {
  const score = scoreTrees(engine, sentences);
  const recall = (relation: string): Row =>
    row(`${corpus}: recall of ${relation}`, score.recall[relation] ?? 0);
  return [
    row(`${corpus}: UPOS`, score.upos),
    row(`${corpus}: XPOS`, score.xpos),
    row(`${corpus}: lemmas`, score.lemma),
    row(`${corpus}: UAS`, score.uas),
    row(`${corpus}: LAS`, score.las),
    row(`${corpus}: LAS without punctuation`, score.lasWords),
    recall("nsubj"),
    recall("ccomp"),
    recall("advcl"),
  ];
}

function nameRows(engine: Engine, file: string): Row[] {
  const names = scoreNames(engine, file);
  if (names === null) return [];
  return [row("UNER dev: names F1", names.all.f1, "trained on it; 66 when it is held out (docs/engine.md)")];
}

function rawRows(corpus: string, file: string, takes: (document: string) => boolean): Row[] {
  const raw = scoreRaw(file, takes);
  return [
    row(`${corpus}, raw: words F1`, raw.words),
    row(
      `${corpus}, raw: sentences F1`,
      raw.sentences,
      "titles and captions within paragraphs count as faults",
    ),
  ];
}

/** Tokens of raw news a second of one core; the second of two rounds. */
function speedRows(engine: Engine, file: string): Row[] {
  if (!existsSync(file)) return [];
  const articles = gunzipSync(readFileSync(file))
    .toString()
    .split("\n")
    .slice(0, 300)
    .map((line) => givenArticle((JSON.parse(line) as { readonly text: string }).text));
  let rate = 0;
  for (let round = 0; round < 2; round++) {
    const before = process.cpuUsage();
    const n = articles.reduce((total, it) => total + parseArticle(engine, it).tokens.length, 0);
    const { user, system } = process.cpuUsage(before);
    rate = n / ((user + system) / 1e6);
  }
  return [row("news, raw: tokens per second", rate)];
}

/** Loading in a fresh process: how often a second it could be done, and the memory it takes. */
function loadRows(): Row[] {
  const load = pathToFileURL(path.resolve("dist/src/parse/load.js")).href;
  const script = `
    const before = process.memoryUsage.rss();
    const { loadEngineFile } = await import(${JSON.stringify(load)});
    const started = performance.now();
    globalThis.engine = loadEngineFile();
    const ms = performance.now() - started;
    gc();
    await new Promise((resolve) => setTimeout(resolve, 200));
    gc();
    console.log(JSON.stringify({ ms, megabytes: (process.memoryUsage.rss() - before) / 1e6 }));`;
  const argv = ["--expose-gc", "--input-type=module", "-e", script];
  const { stdout } = spawnSync(process.execPath, argv, { encoding: "utf8" });
  const { ms, megabytes } = JSON.parse(stdout) as { readonly ms: number; readonly megabytes: number };
  return [
    row("loads per second", 1000 / ms, `${ms.toFixed(0)} ms`),
    row("megabytes left of 120", 120 - megabytes, `takes ${megabytes.toFixed(0)} MB`),
  ];
}
