/** Reads the finder of attributions and the scorer of events from `models/`: the one place where `extract` touches files. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadWeights, loadWeightsSoon } from "../linear/load.ts";
import type { Attributor } from "./attribution/attributions.ts";
import { decodeAttributor } from "./attribution/model-file.ts";
import { decodeScorer } from "./events/scorer/model-file.ts";
import type { EventScorer } from "./events/scorer/scorer.ts";

/** In `models/` beside `package.json`: this file runs as `dist/src/extract/load.js`. */
const models = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../../models");
export const attributorFile = path.join(models, "attributions-1.bin.gz");
export const scorerFile = path.join(models, "events-1.bin.gz");

/**
 * The finder of a gzipped model file; by default the package's own.
 *
 * @throws DemarcheError `engine/version`, `engine/corrupt`, naming the file
 */
export function loadAttributorFile(file: string = attributorFile): Attributor {
  return loadWeights(file, decodeAttributor);
}

/** The package's own finder, unpacked in the background. @throws as `loadAttributorFile` */
export function loadAttributorSoon(): Promise<Attributor> {
  return loadWeightsSoon(attributorFile, decodeAttributor);
}

/** The package's own scorer, unpacked in the background. @throws as `loadAttributorFile` */
export function loadScorerSoon(): Promise<EventScorer> {
  return loadWeightsSoon(scorerFile, decodeScorer);
}
