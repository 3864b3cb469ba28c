/**
 * One HTTP request and its answer, under guards: the address is checked at the moment the socket connects, sizes
 * are counted on the stream, packed and unpacked, and every wait has an end. Follows no redirect, keeps no cookie.
 */
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { DemarcheError } from "../model/error.ts";
import { type Allowance, refusalOf } from "./address.ts";
import { unpackBody } from "./body.ts";
import { addressRefusal, hostOf, portOf } from "./target.ts";

/** One answer of a name server. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Every wait in milliseconds, every size in bytes. */
export interface Limits {
  readonly connectMs: number;
  /** Between two pieces of an answer. */
  readonly idleMs: number;
  readonly totalMs: number;
  readonly headerBytes: number;
  readonly packedBytes: number;
  readonly bodyBytes: number;
}

export interface ExchangeOptions {
  readonly allowance: Allowance;
  readonly limits: Limits;
  readonly userAgent: string;
  readonly resolve: (host: string) => Promise<readonly ResolvedAddress[]>;
  /** Give what came before a size cap was met, instead of refusing; for robots.txt. */
  readonly isCutAllowed: boolean;
  /** Sent besides our own. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as the body of a POST; without it the request is a GET. */
  readonly body?: string;
  /** Breaks the request off. */
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly contentType: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** `Retry-After` as it came: seconds or a date. */
  readonly retryAfter: string | null;
  /** Empty unless the status is 200. */
  readonly body: Uint8Array;
}

/** @throws DemarcheError `fetch/address`, `fetch/timeout`, `fetch/too-large`, `fetch/encoding`, `fetch/network` */
export async function exchange(url: URL, options: ExchangeOptions): Promise<Answer> {
  const { limits } = options;
  const isSecure = url.protocol === "https:";
  // An agent of our own: no environment proxy, no connection shared with anybody.
  const agent = isSecure ? new https.Agent({ keepAlive: false }) : new http.Agent({ keepAlive: false });
  const request = (isSecure ? https : http).request(url, {
    agent,
    method: options.body === undefined ? "GET" : "POST",
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    lookup: guardedLookup(url, options),
    maxHeaderSize: limits.headerBytes,
    insecureHTTPParser: false,
    headers: {
      "User-Agent": options.userAgent,
      Accept: "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.9, */*;q=0.5",
      "Accept-Encoding": "gzip, deflate, br",
      "Accept-Language": "en, *;q=0.5",
      ...options.headers,
    },
  });
  let answering: http.IncomingMessage | null = null;
  const stop = (what: string, ms: number): void => {
    const message = `expected ${what} within ${ms} ms, found none: ${url.host}; try again later`;
    const refusal = new DemarcheError("fetch/timeout", message, { url: url.href });
    // Once there is an answer, a destroyed request would only cut it off without a word.
    if (answering === null) request.destroy(refusal);
    else answering.destroy(refusal);
  };
  const total = setTimeout(() => stop("the whole answer", limits.totalMs), limits.totalMs);
  const connect = setTimeout(() => stop("a connection", limits.connectMs), limits.connectMs);
  try {
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      request.on("error", reject);
      request.on("response", (message) => {
        answering = message;
        resolve(message);
      });
      request.on("socket", (socket) => {
        socket.once(isSecure ? "secureConnect" : "connect", () => {
          clearTimeout(connect);
          const address = socket.remoteAddress ?? "";
          const range = refusalOf(hostOf(url), address, portOf(url), options.allowance);
          if (range !== null) request.destroy(addressRefusal(hostOf(url), address, range));
        });
      });
      request.setTimeout(limits.idleMs, () => stop("another piece of the answer", limits.idleMs));
      request.end(options.body);
    });
    const status = response.statusCode ?? 0;
    const head = {
      status,
      location: response.headers.location ?? null,
      contentType: response.headers["content-type"] ?? null,
      etag: response.headers.etag ?? null,
      lastModified: response.headers["last-modified"] ?? null,
      retryAfter: response.headers["retry-after"] ?? null,
    };
    if (status !== 200) return { ...head, body: new Uint8Array() };
    const body = await unpackBody(response, response.headers["content-encoding"] ?? "", {
      url,
      limits,
      isCutAllowed: options.isCutAllowed,
    });
    return { ...head, body };
  } catch (error) {
    throw refusalOfNetwork(url, limits, error);
  } finally {
    clearTimeout(total);
    clearTimeout(connect);
    request.on("error", () => undefined); // The answer is settled; a late reset of the socket is no news.
    request.destroy();
    agent.destroy();
  }
}

/** Resolves and checks in one step, as the socket connects: a name that is resolved again can't change its answer. */
function guardedLookup(url: URL, options: ExchangeOptions): LookupFunction {
  const host = hostOf(url);
  return (hostname, lookupOptions, callback) => {
    options.resolve(hostname).then(
      (addresses) => {
        for (const { address } of addresses) {
          const range = refusalOf(host, address, portOf(url), options.allowance);
          if (range !== null) return callback(addressRefusal(host, address, range), "", 4);
        }
        const [first] = addresses;
        if (first === undefined) {
          return callback(Object.assign(new Error("no address"), { code: "ENOTFOUND" }), "", 4);
        }
        if (lookupOptions.all === true)
          return callback(
            null,
            addresses.map((it) => ({ ...it })),
          );
        return callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, "", 4),
    );
  };
}

function refusalOfNetwork(url: URL, limits: Limits, error: unknown): DemarcheError {
  if (error instanceof DemarcheError) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  const details = { url: url.href };
  if (code === "HPE_HEADER_OVERFLOW") {
    const text = `expected an answer's header of at most ${limits.headerBytes} bytes, found more: ${url.host}`;
    return new DemarcheError("fetch/too-large", text, details, { cause: error });
  }
  const found = code === "ENOTFOUND" || code === "EAI_AGAIN" ? "no such host" : code || message;
  const text = `expected an answer from ${url.host}, found ${found}: check the address and the connection`;
  return new DemarcheError("fetch/network", text, details, { cause: error });
}
