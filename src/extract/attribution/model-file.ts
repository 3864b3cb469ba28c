/** The file of a trained finder of attributions: what it holds and in which order (`linear/weights-file.ts` says how). */
import { listEntries, openTable } from "../../linear/hash-table.ts";
import { fileDigest, openWeights, packWeights, type WeightsFormat } from "../../linear/weights-file.ts";
import type { Attributor, AttributorCard } from "./attributions.ts";

/** Its version is raised whenever a feature template or a hash changes. */
const format: WeightsFormat = { noun: "a finder of attributions", kind: "attributions", version: 3 };

interface Header extends AttributorCard {
  readonly candidates: number;
  readonly clusteredWords: number;
  readonly cueScale: number;
  readonly trustScale: number;
  readonly trustBar: number;
}

/**
 * The finder in the bytes of a file.
 *
 * @throws DemarcheError `engine/version` for a file of another format, `engine/corrupt` for one that is damaged
 */
export function decodeAttributor(file: Uint8Array): Attributor {
  const { header, takeColumn, takeTables } = openWeights<Header>(format, file);
  const keys = takeColumn(Int32Array, header.candidates * 4);
  const counts = takeColumn(Uint16Array, header.candidates * 2);
  const clusterKeys = takeColumn(Int32Array, header.clusteredWords * 4);
  const clusterIds = takeColumn(Uint16Array, header.clusteredWords * 2);
  const table = takeTables();
  const { id, trainedOn, licence, scores } = header;
  return {
    about: { id, trainedOn, licence, scores },
    digest: fileDigest(file),
    clusters: openTable(clusterKeys, clusterIds),
    cues: { candidates: openTable(keys, counts), weights: table("cues"), scale: header.cueScale },
    roles: { words: table("words"), borders: table("borders") },
    trust: { weights: table("trust"), scale: header.trustScale, bar: header.trustBar },
  };
}

/** The bytes of a finder's file. The same finder gives the same bytes. */
export function encodeAttributor({ about, clusters, cues, roles, trust }: Attributor): Uint8Array {
  const candidates = listEntries(cues.candidates);
  const words = listEntries(clusters);
  const header: Header = {
    ...about,
    candidates: candidates.keys.length,
    clusteredWords: words.keys.length,
    cueScale: cues.scale,
    trustScale: trust.scale,
    trustBar: trust.bar,
  };
  return packWeights(
    format,
    header,
    [candidates.keys, candidates.values, words.keys, words.values],
    [
      ["cues", cues.weights],
      ["words", roles.words],
      ["borders", roles.borders],
      ["trust", trust.weights],
    ],
  );
}
