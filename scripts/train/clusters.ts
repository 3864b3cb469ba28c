/** Clusters of words as the model knows them, from `models/clusters.tsv.gz` (see `scripts/cluster.ts`). */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type HashTable, openTable } from "../../src/linear/hash-table.ts";
import { hashText } from "../../src/linear/hashing.ts";

/** Added to a cluster's number, so that the widest level still tells a cluster from none. */
const firstCluster = 4096;

export function readClusters(file: string): HashTable {
  const clusters = new Map<number, number>();
  for (const line of gunzipSync(readFileSync(file)).toString("utf8").split("\n")) {
    const [number, words] = line.split("\t");
    if (words === undefined) continue;
    for (const word of words.split(" ")) {
      const key = hashText(word);
      if (word !== "" && key !== 0 && !clusters.has(key)) clusters.set(key, firstCluster + Number(number));
    }
  }
  const keys = Int32Array.from([...clusters.keys()].sort((a, b) => a - b));
  return openTable(
    keys,
    Uint16Array.from(keys, (key) => clusters.get(key)!),
  );
}
