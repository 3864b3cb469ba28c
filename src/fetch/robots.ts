/** robots.txt: whether we may fetch a page, and how slowly (RFC 9309). */
import robotsModule from "robots-parser";

/** The package is CommonJS: its one export is the function, which its types place elsewhere. */
const robotsParser = robotsModule as unknown as (
  url: string,
  text: string,
) => {
  isAllowed(url: string, userAgent: string): boolean | undefined;
  getCrawlDelay(userAgent: string): number | undefined;
};

/** What a site allows; asked per address. */
export interface RobotRules {
  isAllowed(url: string): boolean;
  /** Seconds between requests that the site asks for; null when it asks for none. */
  readonly crawlDelay: number | null;
}

/** Rules that allow everything: of a site without robots.txt (any 4xx). */
export const everythingAllowed: RobotRules = { isAllowed: () => true, crawlDelay: null };

/** Rules that allow nothing: of a site whose robots.txt can't be had (5xx, time-out), as RFC 9309 asks. */
export const nothingAllowed: RobotRules = { isAllowed: () => false, crawlDelay: null };

/** Bytes of robots.txt that are read; RFC 9309 asks for 500 kB at least. */
export const mostRobotsBytes = 512 * 1024;

/**
 * The rules of a robots.txt for our user agent.
 *
 * @param url address of the robots.txt itself
 */
export function readRobots(url: string, text: string, userAgent: string): RobotRules {
  const rules = robotsParser(url, text);
  const delay = rules.getCrawlDelay(userAgent);
  return {
    isAllowed: (page) => rules.isAllowed(page, userAgent) !== false,
    crawlDelay: delay === undefined || !(0 < delay) ? null : Math.min(delay, 60),
  };
}
