/** Features of a record as its column keeps them: without what other columns have, stems joined. */
import type { DayRange } from "../merge/days.ts";
import type { Features } from "../merge/merge.ts";
import type { RecordsTable } from "./tables.ts";

type Packed = readonly [
  dated: readonly [number, number] | null,
  published: readonly [number, number] | null,
  sources: readonly string[],
  targets: readonly string[],
  mode: string | null,
  cameo: string | null,
  stems: string,
  otherStems: string,
  signs?: readonly [1 | -1, 1 | -1],
];

/** Features as JSON. */
export function packFeatures(features: Features): string {
  const { dated, published, sources, targets, mode, cameo, stems, otherStems, signs } = features;
  const packed: Packed = [
    dated === null ? null : [dated.from, dated.to],
    published === null ? null : [published.from, published.to],
    sources,
    targets,
    mode,
    cameo,
    stems.join(" "),
    otherStems.join(" "),
  ];
  return JSON.stringify(signs === undefined ? packed : [...packed, signs]);
}

/** Features of a row. */
export function unpackFeatures({
  features,
  kind,
  block,
  cluster,
}: Pick<RecordsTable, "features" | "kind" | "block" | "cluster">): Features {
  const [dated, published, sources, targets, mode, cameo, stems, otherStems, signs] = JSON.parse(
    features,
  ) as Packed;
  return {
    kind,
    block,
    cluster,
    dated: rangeOf(dated),
    published: rangeOf(published),
    sources,
    targets,
    mode,
    cameo,
    stems: listOf(stems),
    otherStems: listOf(otherStems),
    ...(signs === undefined ? {} : { signs }),
  };
}

function rangeOf(packed: readonly [number, number] | null): DayRange | null {
  return packed === null ? null : { from: packed[0], to: packed[1] };
}

function listOf(packed: string): readonly string[] {
  return packed === "" ? [] : packed.split(" ");
}
