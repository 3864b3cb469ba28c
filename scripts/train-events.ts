/**
 * Trains the scorer of events: `npm run train:events -- --data ../shared/data [--out models] [--folds 4]`. It learns from
 * `scripts/train-events/sentences.tsv`, from the frames of `data/`, and from news in which no frame fits how seldom a verb tells
 * of an event; it rests on the engine and the finder of attributions in `models/`: train those first. The scores of its card
 * are of four models that have each not seen a quarter of the sentences; what is written has seen all. The same data and models give the same bytes.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { encodeScorer } from "../src/extract/events/scorer/model-file.ts";
import { type EventScorer, nClasses } from "../src/extract/events/scorer/scorer.ts";
import { loadAttributorFile } from "../src/extract/load.ts";
import { loadLexicon } from "../src/lexicon/load.ts";
import { loadEngineFile } from "../src/parse/load.ts";
import { readPolnear } from "./attribution/polnear.ts";
import { scoreSentences, type SentenceScores } from "./train/event-scores.ts";
import { lessonsOf, lessonsOfFrames, lessonsOfNews, readSentences } from "./train/events.ts";
import { readClusters } from "./train/clusters.ts";
import { type Lesson, quantize, trainSoftmax } from "./train/softmax.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    out: { type: "string", default: "models" },
    folds: { type: "string", default: "4" },
  },
});
const started = performance.now();
const log = (message: string): void =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${message}`);

const nFolds = Number(values.folds);
const frameWeight = 0.1;
const newsEvery = 2;
const newsWeight = 0.15;
const clusters = readClusters("models/clusters.tsv.gz");
const knowledge = { lexicon: loadLexicon(), engine: loadEngineFile(), attributor: loadAttributorFile() };
const sentences = readSentences("scripts/train-events/sentences.tsv");
const lessons = sentences.map((it) => lessonsOf(knowledge, clusters, it));
const frames = lessonsOfFrames(knowledge, clusters, frameWeight);
const news = readPolnear(path.join(values.data, "polnear", "train"))
  .filter((_, i) => i % newsEvery === 0)
  .flatMap(({ article }) => lessonsOfNews(knowledge, clusters, article, newsWeight));
log(`${news.length} verbs of news in which no frame fits`);
log(
  `${sentences.length} sentences, ${lessons.flat().length} words, ${frames.length} frames with a word each`,
);

const scorerOf = (own: readonly Lesson[]): EventScorer => {
  const settings = { nClasses, bits: 18, nEpochs: 10, rate: 0.1, penalty: 1e-4 };
  return {
    about: { id: "events-1", trainedOn: [], licence: "CC BY-SA 4.0", scores: {} },
    digest: "",
    clusters,
    leadFrom: 0.15,
    addFrom: 0.8,
    ...quantize(trainSoftmax([...own, ...frames, ...news], settings), 2.5),
  };
};

const parts: SentenceScores[] = [];
for (let fold = 0; fold < nFolds; fold++) {
  const scorer = scorerOf(lessons.filter((_, i) => i % nFolds !== fold).flat());
  const asked = sentences.filter((_, i) => i % nFolds === fold);
  parts.push(scoreSentences({ ...knowledge, scorer }, asked));
  log(`quarter ${fold + 1}: ${JSON.stringify(parts.at(-1))}`);
}
const mean = (key: keyof SentenceScores): number =>
  Math.round((10 * parts.reduce((sum, it) => sum + it[key], 0)) / Math.max(1, nFolds)) / 10;
const scores = {
  type: mean("type"),
  typeByFrames: mean("typeByFrames"),
  falseAlarms: mean("falseAlarms"),
  falseAlarmsByFrames: mean("falseAlarmsByFrames"),
};

const scorer: EventScorer = {
  ...scorerOf(lessons.flat()),
  about: {
    id: "events-1",
    trainedOn: [
      "scripts/train-events/sentences.tsv (the Demarche authors, CC BY 4.0), as en-1 parses it",
      "data/event-frames.tsv (the Demarche authors, CC BY 4.0)",
      "PolNeAR, train, every second article: verbs of sentences in which no frame fits, as en-1 parses it",
      "models/clusters.tsv.gz: clusters of GloVe vectors (PDDL 1.0)",
    ],
    licence: "CC BY-SA 4.0",
    scores,
  },
};
const packed = gzipSync(encodeScorer(scorer), { level: 9 });
packed[9] = 255; // The system that packed it must not make a difference.
mkdirSync(values.out, { recursive: true });
writeFileSync(path.join(values.out, `${scorer.about.id}.bin.gz`), packed);
writeFileSync(
  path.join(values.out, `${scorer.about.id}.json`),
  `${JSON.stringify({ ...scorer.about, bytes: packed.length }, null, 2)}\n`,
);
log(`${scorer.about.id}: ${(packed.length / 1e6).toFixed(2)} MB, ${JSON.stringify(scores)}`);
