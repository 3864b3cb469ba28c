/**
 * Pages of the web, politely and safely: robots.txt first, redirects by hand and checked again, no cookies, no
 * credentials, our own name. `request.ts` guards the single request.
 */
import { DemarcheError } from "../model/error.ts";
import { version } from "../version.ts";
import {
  checkUrl,
  defaultLimits,
  type FetchEffects,
  type FetchLimits,
  request,
  systemEffects,
} from "./request.ts";
import { everythingAllowed, mostRobotsBytes, nothingAllowed, readRobots, type RobotRules } from "./robots.ts";

/** A page as it was answered. */
export interface Page {
  /** Where it was found in the end. */
  readonly url: string;
  readonly contentType: string | null;
  readonly body: Uint8Array;
  /** The addresses that led there, the first being the one asked for; empty without redirects. */
  readonly redirects: readonly string[];
}

/** Fetches pages; remembers robots.txt and the last visit per site. */
export interface Fetcher {
  /**
   * @throws DemarcheError `fetch/*`, see `docs/fetching.md`
   */
  fetchPage(url: string): Promise<Page>;
}

/** Our name for robots.txt, and as servers see it. */
const robotName = "demarche";
const userAgent = `Mozilla/5.0 (compatible; ${robotName}/${version}; reads news articles for their readers)`;
const accept =
  "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/plain;q=0.9, application/json;q=0.8, */*;q=0.1";

/** Milliseconds between two requests to one host. */
const hostDelayMs = 1000;

export interface FetcherOptions {
  readonly limits?: Partial<FetchLimits>;
  readonly effects?: FetchEffects;
  readonly hostDelayMs?: number;
}

/** A fetcher with an empty memory. */
export function createFetcher(options: FetcherOptions = {}): Fetcher {
  const limits = { ...defaultLimits, ...options.limits };
  const effects = options.effects ?? systemEffects;
  const delay = options.hostDelayMs ?? hostDelayMs;
  const robots = new Map<string, Promise<RobotRules>>();
  const nextVisit = new Map<string, number>();

  /** Waits until the host may be asked again. */
  const pace = async (host: string, rules: RobotRules): Promise<void> => {
    const now = performance.now();
    const at = Math.max(now, nextVisit.get(host) ?? 0);
    nextVisit.set(host, at + Math.max(delay, (rules.crawlDelay ?? 0) * 1000));
    if (now < at) await new Promise((resolve) => setTimeout(resolve, at - now));
  };

  const rulesOf = (url: URL): Promise<RobotRules> => {
    const found = robots.get(url.origin) ?? fetchRobots(url.origin);
    robots.set(url.origin, found);
    return found;
  };

  const fetchRobots = async (origin: string): Promise<RobotRules> => {
    let address = `${origin}/robots.txt`;
    for (let hop = 0; hop <= limits.redirects; hop++) {
      const url = checkUrl(address, effects);
      try {
        const few = { ...limits, sentBytes: mostRobotsBytes, bytes: mostRobotsBytes };
        const answer = await request(
          url,
          { "User-Agent": userAgent, "Accept-Encoding": "gzip" },
          few,
          effects,
        );
        const next = redirectOf(answer.status, answer.headers.location, url);
        if (next !== null) {
          address = next;
          continue;
        }
        if (answer.status === 200)
          return readRobots(url.href, new TextDecoder().decode(answer.body), robotName);
        return answer.status < 500 ? everythingAllowed : nothingAllowed;
      } catch (error) {
        if (
          !(error instanceof DemarcheError) ||
          error.code === "fetch/address" ||
          error.code === "fetch/network"
        )
          throw error;
        return error.code === "fetch/too-large" ? everythingAllowed : nothingAllowed;
      }
    }
    return everythingAllowed;
  };

  return {
    async fetchPage(start) {
      const redirects: string[] = [];
      let address = start;
      for (let hop = 0; hop <= limits.redirects; hop++) {
        const url = checkUrl(address, effects);
        const rules = await rulesOf(url);
        if (!rules.isAllowed(url.href)) {
          throw new DemarcheError(
            "fetch/robots",
            `expected ${url.host} to allow reading, found that its robots.txt forbids ${url.pathname.slice(0, 100)}, or that it can't be had: save the page and read the file`,
            { host: url.host },
          );
        }
        await pace(url.host, rules);
        const headers = {
          "User-Agent": userAgent,
          Accept: accept,
          "Accept-Language": "en",
          "Accept-Encoding": "gzip, deflate, br",
        };
        const answer = await request(url, headers, limits, effects);
        const next = redirectOf(answer.status, answer.headers.location, url);
        if (next !== null) {
          redirects.push(url.href);
          address = next;
          continue;
        }
        if (answer.status < 200 || 299 < answer.status) {
          throw new DemarcheError(
            "fetch/status",
            `expected a page at ${url.host}, found status ${answer.status}: ${url.href.slice(0, 200)}`,
            { status: answer.status },
          );
        }
        return {
          url: url.href,
          contentType: answer.headers["content-type"] ?? null,
          body: answer.body,
          redirects,
        };
      }
      throw new DemarcheError(
        "fetch/redirects",
        `expected at most ${limits.redirects} redirects, found more from ${start.slice(0, 200)}`,
      );
    },
  };
}

/** Where an answer sends us; null when nowhere. A step from https down to http is not followed. */
function redirectOf(status: number, location: string | undefined, from: URL): string | null {
  if (![301, 302, 303, 307, 308].includes(status)) return null;
  if (location === undefined || !URL.canParse(location, from.href)) {
    throw new DemarcheError(
      "fetch/status",
      `expected a redirect of ${from.host} to say where to, found "${(location ?? "").slice(0, 100)}"`,
    );
  }
  const to = new URL(location, from.href);
  if (from.protocol === "https:" && to.protocol === "http:") {
    throw new DemarcheError(
      "fetch/scheme",
      `expected ${from.host} to stay on https, found a redirect to ${to.protocol}//${to.host}`,
    );
  }
  return to.href;
}
