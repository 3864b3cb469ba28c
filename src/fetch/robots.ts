/** robots.txt as RFC 9309 asks: fetched under the same guards as a page, once per origin and run. */
import robotsModule from "robots-parser";
import { DemarcheError } from "../model/error.ts";

/** The package is CommonJS: its function is the module itself, though its types say `default`. */
const robotsParser = robotsModule as unknown as typeof robotsModule.default;

/** The rules of one origin. */
export interface Robots {
  readonly isAllowed: (url: URL) => boolean;
  /** Milliseconds between two requests; null when the file asks for none. */
  readonly delayMs: number | null;
}

/** What came of the request: a file, an answer without one, or a failure. */
export type RobotsAnswer =
  { readonly status: number; readonly body: Uint8Array } | { readonly failure: unknown };

/** Longest Crawl-delay that is kept; some sites ask for hours, which is another way to say no. */
const longestDelayMs = 60_000;

/**
 * The rules for our product token. No file (4xx) allows everything.
 *
 * @throws DemarcheError `fetch/robots`: the file can't be had (5xx, timeout, too large a header), which forbids
 *   everything; `fetch/address`, `fetch/network`: the host can't be reached at all
 */
export function robotsOf(origin: string, answer: RobotsAnswer, agent: string): Robots {
  if ("failure" in answer) {
    // A host that can't or may not be reached is said to be so: its pages can't be had either.
    const { failure } = answer;
    if (failure instanceof DemarcheError && ["fetch/address", "fetch/network"].includes(failure.code))
      throw failure;
    const why = answer.failure instanceof Error ? answer.failure.message : String(answer.failure);
    throw unreachable(origin, why, answer.failure);
  }
  const { status, body } = answer;
  if (400 <= status && status < 500) return { isAllowed: () => true, delayMs: null };
  if (status !== 200) throw unreachable(origin, `status ${status}`, null);
  const rules = robotsParser(`${origin}/robots.txt`, new TextDecoder().decode(body));
  const delay = rules.getCrawlDelay(agent);
  const isDelay = delay !== undefined && Number.isFinite(delay) && 0 < delay;
  return {
    isAllowed: (url) => rules.isAllowed(url.href, agent) !== false,
    delayMs: isDelay ? Math.min(delay * 1000, longestDelayMs) : null,
  };
}

function unreachable(origin: string, why: string, cause: unknown): DemarcheError {
  return new DemarcheError(
    "fetch/robots",
    `expected ${origin}/robots.txt or word that there is none, found ${why}: without it nothing is fetched from there; try again later`,
    { origin },
    { cause },
  );
}
