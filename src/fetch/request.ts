/**
 * One GET over http or https, guarded: the socket connects only to public addresses (checked as it connects, so
 * that a name that changes its address between check and use gains nothing), sizes are counted on the stream
 * before and after decompression, and every wait ends.
 */
import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { type Transform } from "node:stream";
import zlib from "node:zlib";
import { DemarcheError } from "../model/error.ts";
import { isPublicAddress } from "./address.ts";

/** What may be changed about fetching; the defaults are for pages of the open web. */
export interface FetchLimits {
  /** Bytes as sent, and after decompression. */
  readonly sentBytes: number;
  readonly bytes: number;
  readonly headerBytes: number;
  /** Milliseconds until the connection stands, between two pieces of data, and for all. */
  readonly connectMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
  readonly redirects: number;
}

export const defaultLimits: FetchLimits = {
  sentBytes: 16 * 1024 * 1024,
  bytes: 64 * 1024 * 1024,
  headerBytes: 64 * 1024,
  connectMs: 10_000,
  idleMs: 15_000,
  totalMs: 60_000,
  redirects: 5,
};

/** Turns a name into addresses, as `dns.lookup` with `all` does. */
export type Resolve = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** What a request touches of the outside. */
export interface FetchEffects {
  readonly resolve: Resolve;
  /** `host:port` that may be reached though it is not public: for a newsroom's own servers, and for tests. */
  readonly allowedHosts: ReadonlySet<string>;
}

export const systemEffects: FetchEffects = {
  resolve: (host) => dns.promises.lookup(host, { all: true, verbatim: true }),
  allowedHosts: new Set(),
};

/** An answer whose body has been read whole and decompressed. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/**
 * The address, if it may be fetched at all.
 *
 * @throws DemarcheError `fetch/scheme` (neither http nor https, or with a name and password), `fetch/address` (a
 *   private or special address, or another port than 80 and 443)
 */
export function checkUrl(text: string, effects: FetchEffects): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new DemarcheError(
      "fetch/scheme",
      `expected an http or https address, found "${text.slice(0, 200)}"`,
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new DemarcheError(
      "fetch/scheme",
      `expected an address without a user name, found one in ${url.host}: leave it out`,
    );
  }
  if (isAllowedHost(url, effects)) return url;
  if (url.port !== "") {
    throw new DemarcheError("fetch/address", `expected port 80 or 443, found ${url.port} in ${url.host}`, {
      host: url.host,
    });
  }
  // The URL parser has turned 0x7f.1, 2130706433 and 0177.0.0.1 into dotted form already.
  const host = bareHost(url);
  if (/^[\d.]+$|:/.test(host) && !isPublicAddress(host)) throw privateAddress(url.host, host);
  return url;
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

function isAllowedHost(url: URL, effects: FetchEffects): boolean {
  return effects.allowedHosts.has(
    `${bareHost(url)}:${url.port || (url.protocol === "http:" ? "80" : "443")}`,
  );
}

function privateAddress(host: string, address: string): DemarcheError {
  return new DemarcheError(
    "fetch/address",
    `expected a public address, found ${address} for ${host}: private networks are not fetched`,
    { host, address },
  );
}

/**
 * One request; redirects are the caller's.
 *
 * @throws DemarcheError `fetch/address`, `fetch/too-large`, `fetch/timeout`, `fetch/encoding`, `fetch/network`
 */
export function request(
  url: URL,
  headers: Readonly<Record<string, string>>,
  limits: FetchLimits,
  effects: FetchEffects,
): Promise<Answer> {
  const isAllowed = isAllowedHost(url, effects);
  const lookup: LookupFunction = (host, options, callback) => {
    effects.resolve(host).then(
      (found) => {
        const [first] = found;
        const bad = isAllowed ? undefined : found.find(({ address }) => !isPublicAddress(address));
        // All addresses must be public: one that is not shows what the name is up to.
        if (bad !== undefined) callback(privateAddress(host, bad.address), "", 0);
        else if (first === undefined) callback(new Error(`no address found for ${host}`), "", 0);
        else if (options.all === true) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, "", 0),
    );
  };
  return new Promise((resolve, reject) => {
    let isOver = false;
    const finish = (act: () => void): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(total);
      clearTimeout(connecting);
      act();
      outgoing.destroy();
    };
    const fail = (error: unknown): void => finish(() => reject(refusalOf(url, error)));
    const timeOut = (what: string, ms: number): DemarcheError =>
      new DemarcheError(
        "fetch/timeout",
        `expected ${url.host} to ${what} within ${ms / 1000} s, gave up: try again later`,
        { host: url.host },
      );

    const { get } = url.protocol === "http:" ? http : https;
    const outgoing = get(url, {
      headers: { ...headers },
      lookup,
      agent: false, // No pooled sockets, no proxy from the environment.
      maxHeaderSize: limits.headerBytes,
      insecureHTTPParser: false,
    });
    const total = setTimeout(() => fail(timeOut("answer", limits.totalMs)), limits.totalMs);
    const connecting = setTimeout(
      () => fail(timeOut("accept a connection", limits.connectMs)),
      limits.connectMs,
    );
    outgoing.on("socket", (socket) => {
      const connected = (): void => {
        clearTimeout(connecting);
        // Checked once more on the socket itself, for addresses that needed no lookup.
        const address = socket.remoteAddress ?? "";
        if (!isAllowed && !isPublicAddress(address)) fail(privateAddress(url.host, address));
      };
      socket.once(url.protocol === "http:" ? "connect" : "secureConnect", connected);
      socket.setTimeout(limits.idleMs, () => fail(timeOut("send data", limits.idleMs)));
    });
    outgoing.on("error", fail);
    outgoing.on("response", (incoming) => {
      readBody(url, incoming, limits).then(
        (body) =>
          finish(() => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body })),
        fail,
      );
    });
  });
}

async function readBody(url: URL, incoming: http.IncomingMessage, limits: FetchLimits): Promise<Uint8Array> {
  const decoder = decoderOf(url, incoming.headers["content-encoding"]);
  let sent = 0;
  const tooLarge = (found: number, most: number): DemarcheError =>
    new DemarcheError(
      "fetch/too-large",
      `expected at most ${most} bytes from ${url.host}, found more (${found}): save the page and read the file`,
      { host: url.host },
    );
  async function* raw(): AsyncGenerator<Uint8Array> {
    for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
      sent += chunk.length;
      if (limits.sentBytes < sent) throw tooLarge(sent, limits.sentBytes);
      yield chunk;
    }
    if (!incoming.complete) throw new Error("the connection was closed before the end");
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of decoder === null ? raw() : inflate(raw(), decoder)) {
    size += chunk.length;
    if (limits.bytes < size) throw tooLarge(size, limits.bytes);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/** @throws DemarcheError `fetch/encoding` for one that we did not ask for */
function decoderOf(url: URL, encoding: string | undefined): Transform | null {
  switch ((encoding ?? "").trim().toLowerCase()) {
    case "":
    case "identity":
      return null;
    case "gzip":
    case "x-gzip":
      return zlib.createGunzip();
    case "deflate":
      return zlib.createInflate();
    case "br":
      return zlib.createBrotliDecompress();
    default:
      throw new DemarcheError(
        "fetch/encoding",
        `expected gzip, deflate or br from ${url.host}, found "${encoding?.slice(0, 60)}"`,
        { host: url.host },
      );
  }
}

/** The decoded chunks; back-pressure reaches the socket, so a bomb is met a chunk at a time. */
async function* inflate(chunks: AsyncIterable<Uint8Array>, decoder: Transform): AsyncGenerator<Uint8Array> {
  const feeding = (async () => {
    try {
      for await (const chunk of chunks) {
        if (decoder.destroyed) return;
        if (!decoder.write(chunk))
          await new Promise<void>((resolve) => decoder.once("drain", resolve).once("close", resolve));
      }
      decoder.end();
    } catch (error) {
      decoder.destroy(error as Error);
    }
  })();
  try {
    yield* decoder as AsyncIterable<Uint8Array>;
  } finally {
    decoder.destroy();
    await feeding;
  }
}

function refusalOf(url: URL, error: unknown): DemarcheError {
  if (error instanceof DemarcheError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "HPE_HEADER_OVERFLOW") {
    return new DemarcheError(
      "fetch/too-large",
      `expected shorter headers from ${url.host}, found too long ones`,
      { host: url.host },
      { cause: error },
    );
  }
  if (code !== undefined && /^(?:Z_|ERR_.*BROTLI|ERR__ERROR_FORMAT)/.test(code)) {
    return new DemarcheError(
      "fetch/encoding",
      `expected whole compressed data from ${url.host}, found it broken (${code})`,
      { host: url.host },
      { cause: error },
    );
  }
  return new DemarcheError(
    "fetch/network",
    `expected an answer from ${url.host}, found ${code ?? message}: check the address and the connection`,
    { host: url.host },
    { cause: error },
  );
}
