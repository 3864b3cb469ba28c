/**
 * Trains the finder of attributions: `npm run train:attributions -- --data ../shared/data [--out models]`. It rests on the
 * engine in `models/`: train that first. With `--folds FOLDER` the articles are parsed by the two engines that `npm run
 * train -- --fold` wrote there, each by the one that has not learnt from it. The same data and engines give the same bytes.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import type { Attributor } from "../src/extract/attribution/attributions.ts";
import { encodeAttributor } from "../src/extract/attribution/model-file.ts";
import { listEntries, openTable } from "../src/linear/hash-table.ts";
import { hashText } from "../src/linear/hashing.ts";
import { loadEngineFile } from "../src/parse/load.ts";
import { readPolnear } from "./attribution/polnear.ts";
import { scorePolnear } from "./attribution/run.ts";
import { lessonOf, trainCues, trainRoles } from "./train/attributions.ts";
import { foldOf } from "./train/treebank.ts";
import { trainTrust } from "./train/trust.ts";
import { readClusters } from "./train/clusters.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    out: { type: "string", default: "models" },
    folds: { type: "string" },
  },
});
const started = performance.now();
const log = (message: string): void =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${message}`);

const engine = loadEngineFile();
const everyCluster = readClusters("models/clusters.tsv.gz");
// The articles with several annotators stay out: they tell how far people agree.
const articles = readPolnear(path.join(values.data, "polnear", "train")).filter(
  (it) => it.annotations.length === 1,
);
const parsers =
  values.folds === undefined
    ? [engine, engine]
    : [0, 1].map((fold) => loadEngineFile(path.join(values.folds!, `en-1-fold-${fold}.bin.gz`)));
const lessons = articles.map((it) =>
  lessonOf(parsers[foldOf(it.name)]!, everyCluster, it, it.annotations[0]!),
);
const nAttributions = lessons.reduce((n, it) => n + it.attributions.length, 0);
log(`${articles.length} articles parsed, ${nAttributions} attributions`);

const { model: cues, cued, folds } = trainCues(lessons, 0, 4);
log("cues, and cues in each article by a model that has not seen it");
const roles = trainRoles(cued, 4);
log("roles");
const trust = trainTrust(cued, folds);
log(`trust, from log odds of ${trust.bar.toFixed(2)} on`);

const untold: Attributor = {
  about: {
    id: "attributions-1",
    trainedOn: [
      "PolNeAR, train without its 16 articles of several annotators (PolNeAR, research corpus), as en-1 parses it",
      "models/clusters.tsv.gz: clusters of GloVe vectors (PDDL 1.0)",
    ],
    licence: "CC BY-SA 4.0",
    scores: {},
  },
  digest: "",
  clusters: clustersMet(),
  cues,
  roles,
  trust,
};
const scores = Object.fromEntries(
  scorePolnear(engine, untold, readPolnear(path.join(values.data, "polnear", "dev"))).map(
    ({ measure, value }) => [measure, Math.round(value * 10) / 10],
  ),
);
const bytes = encodeAttributor({ ...untold, about: { ...untold.about, scores } });
const packed = gzipSync(bytes, { level: 9 });
packed[9] = 255; // The system that packed it must not make a difference.
mkdirSync(values.out, { recursive: true });
writeFileSync(path.join(values.out, `${untold.about.id}.bin.gz`), packed);
writeFileSync(
  path.join(values.out, `${untold.about.id}.json`),
  `${JSON.stringify({ ...untold.about, scores, bytes: packed.length }, null, 2)}\n`,
);
log(`${untold.about.id}: ${(packed.length / 1e6).toFixed(2)} MB, ${JSON.stringify(scores)}`);

/** Clusters of the words that training has met: those of others hang on weights that never moved. */
function clustersMet(): Attributor["clusters"] {
  const met = new Set<number>();
  for (const { scene } of lessons)
    for (const lemma of scene.parse.tokens.lemma) met.add(hashText(lemma.toLowerCase()));
  const { keys, values: ids } = listEntries(everyCluster);
  const kept = [...keys.keys()].filter((i) => met.has(keys[i]!));
  return openTable(
    Int32Array.from(kept, (i) => keys[i]!),
    Uint16Array.from(kept, (i) => ids[i]!),
  );
}
