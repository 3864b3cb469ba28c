/**
 * The door: pages from the web, politely and under guards. What an address may be is in `target.ts`, which hosts
 * may be reached in `address.ts`, one request in `exchange.ts`. It reads no page and stores none.
 */
import { lookup } from "node:dns/promises";
import { setTimeout as wait } from "node:timers/promises";
import { DemarcheError } from "../model/error.ts";
import { version } from "../version.ts";
import type { Allowance } from "./address.ts";
import { type Answer, exchange, type Limits, type ResolvedAddress } from "./exchange.ts";
import { type Robots, robotsOf } from "./robots.ts";
import { checkTarget } from "./target.ts";

/** A page, as its readers need it. */
export interface Page {
  /** Where it was found after redirects. */
  readonly url: string;
  readonly contentType: string | null;
  /** Unpacked. */
  readonly body: Uint8Array;
  /** Addresses passed through, the one asked for first; empty without redirects. */
  readonly redirects: readonly string[];
}

/** A page as it came from the web. */
export interface Fetched extends Page {
  /** Always 200; everything else is a refusal. */
  readonly status: number;
  /** ISO 8601 instant. */
  readonly fetchedAt: string;
}

export interface FetchOptions {
  /** Intranet hosts, `host` or `host:port`, that may have private addresses and other ports. */
  readonly allowHosts?: readonly string[];
  /** Exact `address:port` pairs that may be reached; for tests on loopback. */
  readonly allowEndpoints?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** Shown to sites after the program's name, such as an address for complaints. */
  readonly contact?: string;
  /** Milliseconds between two pages of one host; a longer Crawl-delay comes before it. */
  readonly hostDelayMs?: number;
  /** All addresses of a host; the system's resolver if not given. */
  readonly resolve?: (host: string) => Promise<readonly ResolvedAddress[]>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
  /** Breaks everything off that is under way. */
  readonly signal?: AbortSignal;
}

/** What a site gave with a page, to be shown to it when the page is asked for again (RFC 9110, section 13). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** Where pages come from: the web, or what a test puts in its place. */
export interface Fetcher {
  /** @throws DemarcheError `fetch/*`, and `read/binary` for pictures, films, archives of other kinds */
  fetchPage(url: string): Promise<Page>;
}

/** A fetcher that says when and with what status it found a page. */
export interface WebFetcher extends Fetcher {
  fetchPage(url: string): Promise<Fetched>;
  /** The page with its validators; null when the site says that it has not changed since those given. */
  fetchChanged(url: string, seen: Validators): Promise<(Fetched & Validators) | null>;
}

const defaultLimits: Limits = {
  connectMs: 10_000,
  idleMs: 15_000,
  totalMs: 60_000,
  headerBytes: 32 * 1024,
  packedBytes: 20 * 1024 * 1024,
  bodyBytes: 64 * 1024 * 1024,
};

const mostRedirects = 5;
const robotsBytes = 512 * 1024; // RFC 9309, section 2.5: at least 500 KiB must be read.
/** How long a site's robots.txt is kept (RFC 9309, section 2.4: at most a day), and one that could not be had. */
const robotsMs = 24 * 3600_000;
const robotsFailureMs = 5 * 60_000;
const productToken = "demarche";

/**
 * Fetches one page; see `createFetcher` for many.
 *
 * @throws DemarcheError `fetch/*`, and `read/binary` for pictures, films, archives of other kinds
 */
export function fetchPage(url: string, options: FetchOptions = {}): Promise<Fetched> {
  return createFetcher(options).fetchPage(url);
}

/** A fetcher for a run: it asks each site for its robots.txt once, and keeps the delay between pages of a host. */
export function createFetcher(options: FetchOptions = {}): WebFetcher {
  const allowance: Allowance = {
    allowHosts: (options.allowHosts ?? []).map((host) => host.toLowerCase()),
    allowEndpoints: options.allowEndpoints ?? [],
  };
  const limits = { ...defaultLimits, ...options.limits };
  const now = options.now ?? Date.now;
  const sleep = options.sleep ?? ((ms: number) => wait(ms, undefined, { signal: options.signal }));
  const contact = (options.contact ?? "").replace(/[^\x20-\x7e]/g, "");
  const userAgent = `${productToken}/${version} (+${contact === "" ? "open-source news reader" : contact})`;
  const hostDelayMs = options.hostDelayMs ?? 1000;
  const known = new Map<string, { readonly robots: Promise<Robots>; until: number }>();
  const freeAt = new Map<string, number>();

  const ask = (url: URL, isRobots: boolean, headers: Readonly<Record<string, string>>): Promise<Answer> =>
    exchange(url, {
      allowance,
      limits: isRobots ? { ...limits, bodyBytes: robotsBytes, packedBytes: robotsBytes } : limits,
      userAgent,
      resolve: options.resolve ?? resolveHost,
      isCutAllowed: isRobots,
      headers,
      signal: options.signal,
    });

  /** The answer at the end of the redirects; `visit` is called with each address before it is asked. */
  async function follow(
    start: URL,
    isRobots: boolean,
    visit: (url: URL) => Promise<void>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ url: URL; answer: Answer; redirects: string[] }> {
    const redirects: string[] = [];
    let url = start;
    for (;;) {
      await visit(url);
      const answer = await ask(url, isRobots, headers);
      if (![301, 302, 303, 307, 308].includes(answer.status)) return { url, answer, redirects };
      redirects.push(url.href);
      if (mostRedirects < redirects.length) {
        throw refuse("fetch/redirects", `expected at most ${mostRedirects} redirects, found more`, start);
      }
      if (answer.location === null) {
        throw refuse("fetch/redirects", "expected an address to be redirected to, found none", url);
      }
      url = checkTarget(answer.location, url, allowance);
    }
  }

  function robotsFor(url: URL): Promise<Robots> {
    const { origin } = url;
    const kept = known.get(origin);
    if (kept !== undefined && now() < kept.until) return kept.robots;
    const robots = follow(new URL("/robots.txt", origin), true, async () => undefined)
      .then(
        ({ answer }) => answer,
        (failure: unknown) => {
          // RFC 9309, section 2.3.1.2: a file behind too many redirects counts as none.
          const isLost = failure instanceof DemarcheError && failure.code === "fetch/redirects";
          return isLost ? { status: 404, body: new Uint8Array() } : { failure };
        },
      )
      .then((answer) => robotsOf(origin, answer, productToken));
    const entry = { robots, until: now() + robotsMs };
    robots.catch(() => (entry.until = now() + robotsFailureMs));
    known.set(origin, entry);
    return robots;
  }

  async function fetchChanged(text: string, seen: Validators): Promise<(Fetched & Validators) | null> {
    const headers = {
      ...(seen.etag === null ? {} : { "If-None-Match": seen.etag }),
      ...(seen.lastModified === null ? {} : { "If-Modified-Since": seen.lastModified }),
    };
    const { url, answer, redirects } = await follow(
      checkTarget(text, null, allowance),
      false,
      async (url) => {
        const robots = await robotsFor(url);
        if (!robots.isAllowed(url)) {
          throw refuse(
            "fetch/robots",
            "expected a page open to programs, found it closed by robots.txt",
            url,
          );
        }
        const start = Math.max(now(), freeAt.get(url.host) ?? 0);
        freeAt.set(url.host, start + Math.max(hostDelayMs, robots.delayMs ?? 0));
        if (now() < start) await sleep(start - now());
      },
      headers,
    );
    if (answer.status === 304 && 0 < Object.keys(headers).length) return null;
    if (answer.status !== 200) {
      const again = retryMs(answer.retryAfter, now());
      throw refuse("fetch/status", `expected status 200, found ${answer.status}`, url, answer.status, again);
    }
    checkType(answer.contentType, url);
    const { status, contentType, body, etag, lastModified } = answer;
    return {
      url: url.href,
      status,
      contentType,
      body,
      redirects,
      fetchedAt: new Date(now()).toISOString(),
      etag,
      lastModified,
    };
  }

  return {
    fetchChanged,
    async fetchPage(text) {
      const {
        etag: _etag,
        lastModified: _lastModified,
        ...page
      } = (await fetchChanged(text, nothingSeen)) as Fetched & Validators; // Null is given only to those who have seen it.
      return page;
    },
  };
}

const nothingSeen: Validators = { etag: null, lastModified: null };

/** `Retry-After` in milliseconds from now; null when it says nothing that can be read. */
function retryMs(text: string | null, now: number): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** All addresses that the system's resolver knows. */
export async function resolveHost(host: string): Promise<ResolvedAddress[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

/** Types that can be a page, a feed, lines or an archive; what names none is told from its bytes later. */
const readableType =
  /^(?:text\/.{1,60}|application\/(?:xhtml\+xml|xml|rss\+xml|atom\+xml|rdf\+xml|feed\+json|json|ld\+json|jsonl|x-ndjson|ndjson|warc|gzip|x-gzip|octet-stream))$/;

/** @throws DemarcheError `read/binary` */
function checkType(contentType: string | null, url: URL): void {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "" || readableType.test(type)) return;
  throw refuse(
    "read/binary",
    `expected a page, a feed, JSON lines or a WARC file, found ${type.slice(0, 60)}`,
    url,
  );
}

function refuse(
  code: "fetch/redirects" | "fetch/robots" | "fetch/status" | "read/binary",
  message: string,
  url: URL,
  status: number | null = null,
  retryAfterMs: number | null = null,
): DemarcheError {
  return new DemarcheError(code, `${message}: ${url.href}`, { url: url.href, status, retryAfterMs });
}
