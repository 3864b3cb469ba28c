/** Reads files of weights, for those who know what is in them. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip, gunzipSync } from "node:zlib";
import { DemarcheError } from "../model/error.ts";

/** A model is 25 MB unpacked; what unpacks to more is no model. */
const options = { maxOutputLength: 256 * 1024 * 1024, chunkSize: 1 << 24 };

/**
 * What `decode` makes of a gzipped model file.
 *
 * @throws DemarcheError `engine/version`, `engine/corrupt`, naming the file
 */
export function loadWeights<Model>(file: string, decode: (bytes: Uint8Array) => Model): Model {
  let bytes: Uint8Array;
  try {
    bytes = gunzipSync(readFileSync(file), options);
  } catch (error) {
    throw notGzipped(file, error);
  }
  return decodeOf(file, bytes, decode);
}

/** The same, unpacked beside what this thread does meanwhile. */
export async function loadWeightsSoon<Model>(
  file: string,
  decode: (bytes: Uint8Array) => Model,
): Promise<Model> {
  let bytes: Uint8Array;
  try {
    bytes = await promisify<Uint8Array, typeof options, Buffer>(gunzip)(await readFile(file), options);
  } catch (error) {
    throw notGzipped(file, error);
  }
  return decodeOf(file, bytes, decode);
}

function notGzipped(file: string, error: unknown): DemarcheError {
  const message = `${file}: expected a gzipped model, found ${(error as Error).message}: install Demarche again, or train one (docs/engine.md)`;
  return new DemarcheError("engine/corrupt", message, { file }, { cause: error });
}

function decodeOf<Model>(file: string, bytes: Uint8Array, decode: (bytes: Uint8Array) => Model): Model {
  try {
    return decode(bytes);
  } catch (error) {
    if (!(error instanceof DemarcheError)) throw error;
    throw new DemarcheError(error.code, `${file}: ${error.message}`, { file }, { cause: error });
  }
}
