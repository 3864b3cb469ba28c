/** Reads the finder of attributions from `models/`: the one place where `extract` touches files. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadWeights, loadWeightsSoon } from "../linear/load.ts";
import type { Attributor } from "./attribution/attributions.ts";
import { decodeAttributor } from "./attribution/model-file.ts";

/**
 * The finder of a gzipped model file; by default the package's own.
 *
 * @throws DemarcheError `engine/version`, `engine/corrupt`, naming the file
 */
export function loadAttributorFile(file: string = packagedModel()): Attributor {
  return loadWeights(file, decodeAttributor);
}

/** The package's own finder, unpacked in the background. @throws as `loadAttributorFile` */
export function loadAttributorSoon(): Promise<Attributor> {
  return loadWeightsSoon(packagedModel(), decodeAttributor);
}

/** `models/` beside `package.json`: this file runs as `dist/src/extract/load.js`. */
function packagedModel(): string {
  return path.join(path.dirname(fileURLToPath(import.meta.url)), "../../../models/attributions-1.bin.gz");
}
