/** The file of a trained scorer of events: what it holds and in which order (`linear/weights-file.ts` says how). */
import { listEntries, openTable } from "../../../linear/hash-table.ts";
import { fileDigest, openWeights, packWeights, type WeightsFormat } from "../../../linear/weights-file.ts";
import type { EventScorer, ScorerCard } from "./scorer.ts";

/** Its version is raised whenever a feature template or a hash changes. */
const format: WeightsFormat = { noun: "a scorer of events", kind: "events", version: 1 };

interface Header extends ScorerCard {
  readonly clusteredWords: number;
  readonly scale: number;
  readonly leadFrom: number;
  readonly addFrom: number;
}

/**
 * The scorer in the bytes of a file.
 *
 * @throws DemarcheError `engine/version` for a file of another format, `engine/corrupt` for one that is damaged
 */
export function decodeScorer(file: Uint8Array): EventScorer {
  const { header, takeColumn, takeTables } = openWeights<Header>(format, file);
  const keys = takeColumn(Int32Array, header.clusteredWords * 4);
  const ids = takeColumn(Uint16Array, header.clusteredWords * 2);
  const { id, trainedOn, licence, scores, scale, leadFrom, addFrom } = header;
  return {
    about: { id, trainedOn, licence, scores },
    digest: fileDigest(file),
    clusters: openTable(keys, ids),
    weights: takeTables()("types"),
    scale,
    leadFrom,
    addFrom,
  };
}

/** The bytes of a scorer's file. The same scorer gives the same bytes. */
export function encodeScorer({ about, clusters, weights, ...rest }: EventScorer): Uint8Array {
  const words = listEntries(clusters);
  const { scale, leadFrom, addFrom } = rest;
  const header: Header = { ...about, clusteredWords: words.keys.length, scale, leadFrom, addFrom };
  return packWeights(format, header, [words.keys, words.values], [["types", weights]]);
}
