/** Reads the engine from `models/`: the one place where `parse` touches files. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadWeights, loadWeightsSoon } from "../linear/load.ts";
import type { Engine } from "./engine.ts";
import { decodeEngine, type EngineWeights, loadEngine } from "./trained.ts";

/** In `models/` beside `package.json`: this file runs as `dist/src/parse/load.js`. */
export const engineFile = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  "../../../models/en-1.bin.gz",
);

/**
 * The engine of a gzipped model file; by default the package's own.
 *
 * @throws DemarcheError `engine/version`, `engine/corrupt`, naming the file
 */
export function loadEngineFile(file: string = engineFile): Engine {
  return loadWeights(file, loadEngine);
}

/** The weights of the package's own engine, unpacked in the background. @throws as `loadEngineFile` */
export function loadEngineSoon(): Promise<EngineWeights> {
  return loadWeightsSoon(engineFile, decodeEngine);
}
