/** The body of an answer, unpacked under caps: bytes are counted as they come, before and after unpacking. */
import type { Transform } from "node:stream";
import { pipeline } from "node:stream";
import zlib from "node:zlib";
import { DemarcheError } from "../model/error.ts";
import type { Limits } from "./exchange.ts";

interface BodyOptions {
  readonly url: URL;
  readonly limits: Limits;
  readonly isCutAllowed: boolean;
}

/** Real pages unpack to 3 to 15 times their size; deflate can do 1,032 and is used for bombs only beyond this. */
const mostRatio = 200;
const ratioFrom = 1024 * 1024; // Bytes; below, a small page of blanks may well have such a ratio.

/** @throws DemarcheError `fetch/too-large`, `fetch/encoding`, and what the stream itself throws */
export async function unpackBody(
  response: AsyncIterable<Uint8Array>,
  encoding: string,
  options: BodyOptions,
): Promise<Uint8Array> {
  const { url, limits } = options;
  const refuse = (found: string): DemarcheError =>
    new DemarcheError("fetch/too-large", `expected a page of reasonable size, found ${found}: ${url.href}`, {
      url: url.href,
    });
  let nPacked = 0;
  let size = 0;
  const parts: Uint8Array[] = [];
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const part of response) {
      nPacked += part.length;
      if (limits.packedBytes < nPacked) throw refuse(`more than ${limits.packedBytes} bytes on the wire`);
      yield part;
    }
  }
  try {
    for await (const part of await unpack(counted(), encoding, url)) {
      size += part.length;
      if (limits.bodyBytes < size) throw refuse(`more than ${limits.bodyBytes} bytes`);
      if (ratioFrom < size && mostRatio * nPacked < size) {
        throw refuse(`${nPacked} bytes that unpack to more than ${mostRatio} times as many`);
      }
      parts.push(part);
    }
  } catch (error) {
    const isCut = error instanceof DemarcheError && error.code === "fetch/too-large" && options.isCutAllowed;
    if (!isCut) throw refusalOfEncoding(url, encoding, error);
  }
  return Buffer.concat(parts);
}

async function unpack(
  chunks: AsyncGenerator<Uint8Array>,
  encoding: string,
  url: URL,
): Promise<AsyncIterable<Uint8Array>> {
  switch (encoding.trim().toLowerCase()) {
    case "":
    case "identity":
      return chunks;
    case "gzip":
    case "x-gzip":
      return through(chunks, zlib.createGunzip());
    case "br":
      return through(chunks, zlib.createBrotliDecompress());
    case "deflate": {
      // Raw deflate is sent under the same name as zlib's; the low half of zlib's first byte is always 8.
      const first = await chunks.next();
      if (first.done === true) return chunks;
      async function* all(): AsyncGenerator<Uint8Array> {
        yield (first as IteratorYieldResult<Uint8Array>).value;
        yield* chunks;
      }
      const isRaw = ((first.value[0] ?? 8) & 15) !== 8;
      return through(all(), isRaw ? zlib.createInflateRaw() : zlib.createInflate());
    }
    default:
      throw new DemarcheError(
        "fetch/encoding",
        `expected a body in gzip, deflate, br or no encoding, found "${encoding.slice(0, 40)}": ${url.href}`,
        { url: url.href },
      );
  }
}

function through(chunks: AsyncGenerator<Uint8Array>, decoder: Transform): AsyncIterable<Uint8Array> {
  pipeline(chunks, decoder, () => undefined); // A failure of either side reaches the reader through the decoder.
  return decoder as AsyncIterable<Uint8Array>;
}

function refusalOfEncoding(url: URL, encoding: string, error: unknown): unknown {
  if (error instanceof DemarcheError) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (!/^(?:Z_|ERR_BROTLI|ERR__ERROR|ERR_PADDING)/.test(code) && !/^ERR_.*BROTLI/i.test(code)) return error;
  const text = `expected a body in "${encoding.slice(0, 40)}", found it cut or damaged (${message}): ${url.href}`;
  return new DemarcheError("fetch/encoding", text, { url: url.href }, { cause: error });
}
