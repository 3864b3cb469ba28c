/**
 * Trains the English engine: `npm run train -- --data FOLDER` (default `../shared/data`). Reads EWT, the silver trees
 * of PolNeAR and the names of Universal NER, writes `models/en-1.bin.gz`, and its scores on development data to
 * `models/en-1.json`. The same data give the same bytes. With `--fold 0` or `--fold 1` the engine has not seen that half
 * of PolNeAR's articles (`foldOf`): what learns from trees of PolNeAR should see them as bad as new ones are.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { encodeModel, type Model } from "../src/parse/model-file.ts";
import type { Engine } from "../src/parse/engine.ts";
import { engineOf } from "../src/parse/trained.ts";
import { readIob, scoreNames, scoreTrees, type TreeScore } from "./eval/trees.ts";
import { readClusters } from "./train/clusters.ts";
import { cutHyphens, reparse, retag } from "./train/harmony.ts";
import { listExceptions, readIrregulars } from "./train/lemmas.ts";
import { trainMarks } from "./train/marks.ts";
import {
  buildGazetteer,
  type Gazetteer,
  nameLabels,
  type NamedSentence,
  silverLabels,
  trainNames,
  unerLabels,
  withTrees,
} from "./train/naming.ts";
import { listRelations, prepare, quantizeParser, trainParser } from "./train/parsing.ts";
import { tagOf, tagUnseen, trainTagger } from "./train/tagging.ts";
import { foldOf, readTreebank, type TreeSentence, weighted } from "./train/treebank.ts";

/** What a silver sentence's mistakes weigh beside gold's 1. Chosen on EWT dev and GUM; see `docs/engine.md`. */
const silverTagWeight = 0.2;
const silverTreeWeight = 0.4;
/** What a sentence of Universal NER weighs among the names. */
const unerWeight = 4;
/** Trainings that are blended into one; fewer for an engine that only parses what others learn from. */
const allSeeds = { tags: 5, trees: 4 };
const foldSeeds = { tags: 2, trees: 2 };
/** The share of the parser's weights that is left out, the smallest first. */
const dropped = 0.5;

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    out: { type: "string", default: "models" },
    fold: { type: "string" },
  },
});
const started = Date.now();
const log = (line: string): void =>
  console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`);
const at = (...parts: string[]): string => path.join(values.data, ...parts);

const clusters = readClusters("models/clusters.tsv.gz");
const gold = readTreebank(at("ewt", "train.conllu"));
const fold = values.fold === undefined ? null : Number(values.fold);
const seeds = fold === null ? allSeeds : foldSeeds;
const id = fold === null ? "en-1" : `en-1-fold-${fold}`;
const coreNlp = readTreebank(at("polnear", "corenlp-train.conllu.gz"))
  .filter(({ document }) => fold === null || foldOf(document) !== fold)
  .map(cutHyphens);
log(`${gold.length} gold sentences, ${coreNlp.length} silver`);

const silver = harmonize(gold, coreNlp);
log("silver trees follow the gold ones' conventions");

const model = train(gold, silver);
const dev = readTreebank(at("ewt", "dev.conllu"));
const scores = scoreOn(engineOf({ model, digest: "" }), dev);
const bytes = encodeModel({ ...model, about: { ...model.about, scores } });
// The system that packed it (byte 9 of gzip's header) must not make a difference.
const packed = gzipSync(bytes, { level: 9 });
packed[9] = 255;
mkdirSync(values.out, { recursive: true });
writeFileSync(path.join(values.out, `${model.about.id}.bin.gz`), packed);
writeFileSync(
  path.join(values.out, `${model.about.id}.json`),
  `${JSON.stringify({ ...model.about, scores, bytes: packed.length }, null, 2)}\n`,
);
log(`${model.about.id}: ${(packed.length / 1e6).toFixed(2)} MB, ${JSON.stringify(scores)}`);

/** CoreNLP's trees retagged and parsed anew as EWT would have it, held to what they say. */
function harmonize(gold: readonly TreeSentence[], coreNlp: readonly TreeSentence[]): TreeSentence[] {
  const data = weighted(gold, 1);
  const tagger = trainTagger(clusters, data, 1);
  const relations = listRelations(data);
  const parser = trainParser(relations, prepare(tagger, relations, data, gold.map(goldTags)), 1);
  const tags = retag(tagger, coreNlp);
  return reparse(tagger, parser, trainMarks(tagger, gold), coreNlp, tags);
}

function train(gold: readonly TreeSentence[], silver: readonly TreeSentence[]): Model {
  const forTags = [...weighted(gold, 1), ...weighted(silver, silverTagWeight)];
  const tagger = trainTagger(clusters, forTags, seeds.tags);
  log("tagger");
  const unseen = tagUnseen(clusters, forTags, 4);
  log("tags for the parser, each by a tagger that has not seen the sentence");
  const forTrees = [...weighted(gold, 1), ...weighted(silver, silverTreeWeight)];
  const relations = listRelations(forTrees);
  const parser = trainParser(relations, prepare(tagger, relations, forTrees, unseen), seeds.trees);
  log("parser");
  const data = (name: string): string => readFileSync(path.join("data", name), "utf8");
  const gazetteer = buildGazetteer({
    names: data("names.tsv"),
    states: data("states.tsv"),
    bodies: data("bodies.tsv"),
  });
  const nameless: Model = {
    about: {
      id,
      trainedOn: [
        "Universal Dependencies English EWT, train (CC BY-SA 4.0)",
        "PolNeAR, train: CoreNLP parses of its articles, harmonised to EWT (PolNeAR, research corpus)",
        "Universal NER English EWT, dev: names (CC BY-SA 4.0)",
        "models/clusters.tsv.gz: clusters of GloVe vectors (PDDL 1.0)",
        "data/names.tsv, states.tsv, bodies.tsv, irregular-forms.tsv of this project (CC BY 4.0)",
      ],
      licence: "CC BY-SA 4.0",
      scores: {},
    },
    tagger,
    parser: quantizeParser(parser, dropped),
    marks: trainMarks(tagger, gold),
    names: { labels: nameLabels, weights: new Int8Array(1 << 16), gazetteer: gazetteer.table },
    lemmas: listExceptions(tagger.vocabulary, gold, readIrregulars(data("irregular-forms.tsv"))),
  };
  log("marks, lemmas");
  const named = readNamed(engineOf({ model: nameless, digest: "" }), gazetteer, silver);
  const names = trainNames(tagger.vocabulary, gazetteer, named, 3);
  log("names");
  return { ...nameless, names };
}

/** Sentences with names, in trees as the engine makes them: CoreNLP's names of PolNeAR, and gold ones of the web. */
function readNamed(engine: Engine, gazetteer: Gazetteer, silver: readonly TreeSentence[]): NamedSentence[] {
  const uner = readIob(at("uner", "dev.iob2"));
  return [
    ...withTrees(engine, silver, (it) => silverLabels(gazetteer, it), { isComplete: true, weight: 1 }),
    ...withTrees(engine, uner, (it) => unerLabels(gazetteer, it.forms, it.names), {
      isComplete: false,
      weight: unerWeight,
    }),
  ];
}

function goldTags(sentence: TreeSentence): string[] {
  return sentence.forms.map((_, i) => tagOf(sentence, i));
}

/** Percent on EWT dev, with gold tokens; names against Universal NER where it lies beside. */
function scoreOn(engine: ReturnType<typeof engineOf>, dev: readonly TreeSentence[]): Record<string, number> {
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  const trees: TreeScore = scoreTrees(engine, dev);
  const names = scoreNames(engine, at("uner", "dev.iob2"));
  return {
    "EWT dev UPOS": rounded(trees.upos),
    "EWT dev XPOS": rounded(trees.xpos),
    "EWT dev lemmas": rounded(trees.lemma),
    "EWT dev UAS": rounded(trees.uas),
    "EWT dev LAS": rounded(trees.las),
    ...(names === null ? {} : { "UNER dev F1": rounded(names.all.f1) }),
  };
}
