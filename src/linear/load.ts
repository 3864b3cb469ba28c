/** Reads files of weights, for those who know what is in them. */
import { closeSync, fstatSync, openSync, read, readFileSync, readSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip, gunzipSync } from "node:zlib";
import { DemarcheError } from "../model/error.ts";
import { openImage } from "./image.ts";

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

/**
 * What is in an image of weights, read beside what this thread does meanwhile; null where there is none that was made of these files.
 *
 * @param isShared whether it shall lie in memory that threads have in common
 */
export async function loadImage(
  file: string,
  madeOf: readonly string[],
  isShared: boolean,
): Promise<unknown> {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch {
    return null; // Compiled, but not bundled.
  }
  try {
    const { size } = fstatSync(descriptor);
    const bytes = new Uint8Array(isShared ? new SharedArrayBuffer(size) : new ArrayBuffer(size));
    const nRead = await new Promise<number>((resolve, reject) =>
      read(descriptor, bytes, 0, size, 0, (error, n) => (error === null ? resolve(n) : reject(error))),
    );
    return nRead === size ? openImage(imageStamp(madeOf), bytes) : null;
  } finally {
    closeSync(descriptor);
  }
}

/** What an image of the weights in these gzipped files is stamped with: their checksums and sizes, which stand at their ends. */
export function imageStamp(files: readonly string[]): string {
  return files.map((file) => endOf(file).toString("hex")).join(" ");
}

/** The last eight bytes of a file; fewer of a shorter one. @throws DemarcheError `engine/corrupt` where there is none */
function endOf(file: string): Buffer {
  try {
    const descriptor = openSync(file, "r");
    try {
      const end = Buffer.alloc(8);
      const n = readSync(descriptor, end, 0, 8, Math.max(0, fstatSync(descriptor).size - 8));
      return end.subarray(0, n);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw notGzipped(file, error);
  }
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
