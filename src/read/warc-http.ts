/** The HTTP message in a WARC record to its body, freed of transfer and content encodings. */
import { AsyncIterReader } from "warcio";
import { joinBytes } from "./warc-bytes.ts";

export interface HttpMessage {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: Uint8Array;
  /** Lower case names; of a repeated header the last. */
  readonly headers: ReadonlyMap<string, string>;
}

const mostHeaderBytes = 64 * 1024;

/** Status, headers and the body as sent; null when the bytes are no HTTP response. */
export function parseHttp(bytes: Uint8Array): HttpMessage | null {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, mostHeaderBytes));
  const end = /\r?\n\r?\n/.exec(head);
  if (end === null) return null;
  const lines = head.slice(0, end.index).split(/\r?\n/);
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?!\d)/.exec(lines[0] ?? "")?.[1];
  if (status === undefined) return null;
  const headers = parseHeaders(lines.slice(1));
  const body = bytes.subarray(end.index + end[0].length);
  return { status: Number(status), contentType: headers.get("content-type") ?? null, body, headers };
}

/** `Name: value` lines as a map with names in lower case; others are passed over. */
export function parseHeaders(lines: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (0 < colon) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

/**
 * The body without its encodings; `fault` says why it can't be had. Archives often keep the header of an encoding
 * that they have already undone: a body that does not look encoded is taken as it is.
 */
export async function decodeBody(
  message: HttpMessage,
  most: number,
): Promise<{ readonly body: Uint8Array } | { readonly fault: "large" | "damaged" | "encoding" }> {
  const isChunked = /\bchunked\b/i.test(message.headers.get("transfer-encoding") ?? "");
  const body = isChunked ? (dechunk(message.body) ?? message.body) : message.body;
  const encodings = (message.headers.get("content-encoding") ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (encodings.length === 0 || body.length === 0) return { body };
  const [encoding] = encodings;
  if (1 < encodings.length) return { fault: "encoding" };
  if (encoding === "gzip" || encoding === "x-gzip") {
    return body[0] === 0x1f && body[1] === 0x8b ? inflate(body, "gzip", most) : { body };
  }
  if (encoding === "deflate") return looksPlain(body) ? { body } : inflate(body, "deflate", most);
  return looksPlain(body) ? { body } : { fault: "encoding" };
}

/** Whether the bytes begin as a text or page does. */
function looksPlain(body: Uint8Array): boolean {
  const start = new TextDecoder().decode(body.subarray(0, 64)).trimStart();
  return start.startsWith("<") || /^[\p{L}\p{N}\s"'“(#*-]{16}/u.test(start);
}

async function inflate(
  body: Uint8Array,
  encoding: "gzip" | "deflate",
  most: number,
): Promise<{ readonly body: Uint8Array } | { readonly fault: "large" | "damaged" }> {
  // Raw deflate is sent under the same name as zlib's; the low half of zlib's first byte is always 8.
  const isRaw = encoding === "deflate" && ((body[0] as number) & 15) !== 8;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < body.length; from += 16_384) yield body.subarray(from, from + 16_384);
  }
  const reader = new AsyncIterReader(pieces(), isRaw ? "deflateRaw" : encoding);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of reader) {
    if (reader.compressed === null) return { fault: "damaged" };
    size += part.length;
    if (most < size) return { fault: "large" };
    parts.push(part);
  }
  return reader.compressed === null || reader.inflator?.ended === false
    ? { fault: "damaged" }
    : { body: joinBytes(parts) };
}

/** The body of chunks; null when it is not made of them. A last chunk that is missing or cut ends it. */
function dechunk(body: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < body.length) {
    const end = body.indexOf(10, at);
    if (end < 0 || at + 1024 < end) return null;
    const line = new TextDecoder("latin1").decode(body.subarray(at, end));
    const size = /^\s*([0-9a-f]{1,8})\s*(?:;|\r|$)/i.exec(line)?.[1];
    if (size === undefined) return null;
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    parts.push(body.subarray(end + 1, end + 1 + length));
    at = end + 1 + length;
    if (body[at] === 13) at++;
    if (body[at] === 10) at++;
  }
  return joinBytes(parts);
}
