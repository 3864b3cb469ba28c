/** Reads `models/` from the package's folder: the one place where the engine touches files. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { DemarcheError } from "../model/error.ts";
import type { Engine } from "./engine.ts";
import { loadEngine } from "./trained.ts";

/** A model is 25 MB unpacked; what unpacks to more is no model. */
const mostBytes = 256 * 1024 * 1024;

/**
 * The engine of a gzipped model file; by default the package's own.
 *
 * @throws DemarcheError `engine/version`, `engine/corrupt`, naming the file
 */
export function loadEngineFile(file: string = packagedModel()): Engine {
  let bytes: Uint8Array;
  try {
    bytes = gunzipSync(readFileSync(file), { maxOutputLength: mostBytes, chunkSize: 1 << 24 });
  } catch (error) {
    const message = `${file}: expected a gzipped model, found ${(error as Error).message}: install Demarche again, or train one (docs/engine.md)`;
    throw new DemarcheError("engine/corrupt", message, { file }, { cause: error });
  }
  try {
    return loadEngine(bytes);
  } catch (error) {
    if (!(error instanceof DemarcheError)) throw error;
    throw new DemarcheError(error.code, `${file}: ${error.message}`, { file }, { cause: error });
  }
}

/** `models/` beside `package.json`: this file runs as `dist/src/parse/load.js`. */
function packagedModel(): string {
  return path.join(path.dirname(fileURLToPath(import.meta.url)), "../../../models/en-1.bin.gz");
}
