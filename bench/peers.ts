/**
 * Demarche beside what others install, on the same articles in the same run: `npm run bench:peers -- --data FOLDER`
 * (default `../shared/data`). Words a second of one core, by CPU time, best of the rounds; spaCy is asked through
 * `--python` and passed over, with a word, where it isn't there. Results are kept, dated, in `bench/README.md`.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import compromise from "compromise";
import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import { loadNews } from "../scripts/eval/news.ts";
import { loadKnowledge } from "../src/knowledge.ts";
import { type Article, sourceOf } from "../src/model/article.ts";
import { clearForms, formAt, hasRoom, newForms } from "../src/parse/forms.ts";
import { loadEngineSoon } from "../src/parse/load.ts";
import { parseArticle, ruleEngine } from "../src/parse/parse.ts";
import { newTagScratch, tagSentence } from "../src/parse/tagger.ts";
import { analyze } from "../src/pipeline.ts";
import { readArticle } from "../src/read/read.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    articles: { type: "string", default: "200" },
    rounds: { type: "string", default: "3" },
    python: { type: "string", default: "python3" },
  },
});
const rounds = Number(values.rounds);
const news = (await loadNews(values.data)) ?? [];
const texts = news.slice(0, Number(values.articles)).map(({ text }) => text);
const nWords = texts.reduce((total, text) => total + text.split(/\s+/u).length, 0);
const knowledge = await loadKnowledge();
const sources = texts.map((text) => sourceOf(new TextEncoder().encode(text), { form: "text" }));
const articles = sources.map((it) => readArticle(knowledge.readers, it));
const wink = winkNLP(model, ["sbd", "pos"]);

const { tagger } = (await loadEngineSoon()).model;
const forms = newForms(tagger.vocabulary);
const tagging = newTagScratch();

/** Tokens, sentences and tags alone, which is what wink-nlp is asked for. */
function tagArticle(article: Article): void {
  const { tokens, sentences } = parseArticle(ruleEngine, article);
  for (const { from, to } of sentences) {
    if (!hasRoom(forms, to - from)) clearForms(forms);
    const ids = Int32Array.from({ length: to - from }, (_, i) =>
      formAt(forms, article.text, tokens.start[from + i] as number, tokens.end[from + i] as number),
    );
    tagSentence(tagger, forms, tagging, ids, to - from, new Int32Array(to - from));
  }
}

interface Contestant {
  readonly name: string;
  /** Words a second of one core, the best round. */
  speed: number;
  readonly run: () => void;
}
const contestants: readonly Contestant[] = [
  {
    name: "Demarche: bytes to reading, all stages",
    speed: 0,
    run: () => sources.forEach((it) => analyze(knowledge, it)),
  },
  {
    name: "Demarche: text to tags, trees, lemmas, names",
    speed: 0,
    run: () => articles.forEach((it) => parseArticle(knowledge.engine, it)),
  },
  {
    name: "Demarche: text to sentences and tags",
    speed: 0,
    run: () => articles.forEach(tagArticle),
  },
  {
    name: "wink-nlp: sentences and tags",
    speed: 0,
    run: () => texts.forEach((text) => wink.readDoc(text).tokens().length()),
  },
  {
    name: "compromise: sentences, tags, chunks",
    speed: 0,
    run: () => texts.forEach((text) => compromise(text).termList().length),
  },
];

// Rounds are interleaved, so that a busy machine is busy for all.
for (let round = 0; round < rounds; round++)
  for (const contestant of contestants) {
    const before = process.cpuUsage();
    contestant.run();
    const { user, system } = process.cpuUsage(before);
    contestant.speed = Math.max(contestant.speed, nWords / ((user + system) / 1e6));
  }

const spacy = askSpacy();
const rows = [
  ...contestants,
  ...("remark" in spacy
    ? []
    : [{ name: `spaCy ${spacy.version}: small pipeline, LAS ${spacy.las}`, speed: nWords / spacy.seconds }]),
];
const whole = rows[0]?.speed ?? 0;
console.log(
  `${texts.length} articles, ${nWords} words; words a second of one core, best of ${rounds} rounds`,
);
for (const { name, speed } of rows)
  console.log(
    `${name.padEnd(46)} ${String(Math.round(speed)).padStart(9)}   Demarche is ${(whole / speed).toFixed(2)} ×`,
  );
if ("remark" in spacy) console.log(spacy.remark);

type SpacyAnswer =
  { readonly version: string; readonly seconds: number; readonly las: number } | { readonly remark: string };

/** What spaCy takes for the same texts, asked in a process of its own. */
function askSpacy(): SpacyAnswer {
  const task = { ewt: path.join(values.data, "ewt/train.conllu"), texts, rounds };
  const { status, stdout, stderr } = spawnSync(values.python, ["bench/spacy_peer.py"], {
    input: `${JSON.stringify(task)}\n`,
    encoding: "utf8",
    maxBuffer: 1 << 24,
  });
  if (status === 0) return JSON.parse(stdout) as SpacyAnswer;
  return {
    remark: `spaCy is not measured: ${values.python} says ${(stderr ?? "nothing").trim().split("\n").at(-1)}`,
  };
}
