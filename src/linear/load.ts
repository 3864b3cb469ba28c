/** Reads files of weights, for those who know what is in them. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { DemarcheError } from "../model/error.ts";

/** A model is 25 MB unpacked; what unpacks to more is no model. */
const mostBytes = 256 * 1024 * 1024;

/**
 * What `decode` makes of a gzipped model file.
 *
 * @throws DemarcheError `engine/version`, `engine/corrupt`, naming the file
 */
export function loadWeights<Model>(file: string, decode: (bytes: Uint8Array) => Model): Model {
  let bytes: Uint8Array;
  try {
    bytes = gunzipSync(readFileSync(file), { maxOutputLength: mostBytes, chunkSize: 1 << 24 });
  } catch (error) {
    const message = `${file}: expected a gzipped model, found ${(error as Error).message}: install Demarche again, or train one (docs/engine.md)`;
    throw new DemarcheError("engine/corrupt", message, { file }, { cause: error });
  }
  try {
    return decode(bytes);
  } catch (error) {
    if (!(error instanceof DemarcheError)) throw error;
    throw new DemarcheError(error.code, `${file}: ${error.message}`, { file }, { cause: error });
  }
}
