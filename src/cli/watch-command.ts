/** `demarche watch`: feeds followed for ever, each when it is due; what it knows of them is in the ledger alone. */
import { once, setMaxListeners } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { DemarcheError } from "../model/error.ts";
import { createFetcher, type FetchOptions } from "../fetch/fetch.ts";
import { listFeeds } from "../read/opml.ts";
import type { FeedsTable, Ledger } from "../store/store.ts";
import { deliverAlerts } from "./alert-delivery.ts";
import { openDesk } from "./desk.ts";
import type { Effects } from "./effects.ts";
import { keepForWorkers, keepReading } from "./feed-items.ts";
import { type Visit, visitFeed, type Visitor } from "./feed-visit.ts";
import { withNewLedger } from "./ledger-flag.ts";
import { openLog } from "./log.ts";

export interface WatchFlags {
  readonly ledger: string;
  readonly every: number;
  readonly once?: boolean;
  /** Leave the reading to workers. */
  readonly queue?: boolean;
  /** Whether the pages behind summaries are fetched; as it was where nothing is said. */
  readonly pages?: boolean;
  readonly allowHost: readonly string[];
}

/** What tests put in the place of the web and of signals. */
export interface WatchOutside {
  readonly fetching?: FetchOptions;
  readonly stop?: Promise<unknown>;
}

/** Feeds asked at the same time. */
const mostVisits = 8;
/** Longest sleep, so that feeds which another process adds are met. */
const longestSleepMs = 30_000;

/**
 * Follows the feeds named, and those that the ledger follows already, until told to stop.
 *
 * @returns 0 when told to stop; with `once`: 0 all answered, 1 some did not
 * @throws DemarcheError `cli/usage`, `cli/no-input`, `store/…`
 */
export async function runWatch(
  inputs: readonly string[],
  flags: WatchFlags,
  effects: Effects,
  { fetching = {}, stop = told() }: WatchOutside = {},
): Promise<number> {
  const urls = (await Promise.all(inputs.map(feedsOf))).flat();
  return withNewLedger(flags.ledger, async (ledger) => {
    await ledger.live.follow(urls, flags.pages);
    if ((await ledger.live.feeds()).length === 0) {
      const message = "expected a list of feeds (OPML) or a feed's address, found none: name one";
      throw new DemarcheError("cli/usage", message);
    }
    const log = openLog(effects);
    const ending = new AbortController();
    setMaxListeners(1000, ending.signal); // Every request and pause that is under way listens.
    void stop.then(() => ending.abort());
    const desk = openDesk({ fetch: false, allowHost: [] }, effects);
    const options = { allowHosts: flags.allowHost, ...fetching, signal: ending.signal };
    const visitor: Visitor = {
      ledger,
      fetcher: createFetcher(options),
      keep: flags.queue === true ? keepForWorkers(ledger) : keepReading(ledger, desk.analyze),
      everyMs: flags.every * 60_000,
      signal: ending.signal,
      now: Date.now,
      random: Math.random,
    };
    const tell = async (): Promise<void> => {
      if (!ending.signal.aborted)
        await deliverAlerts(ledger, { options, now: Date.now, random: Math.random, log });
    };
    log.info({ ledger: ledger.label, feeds: (await ledger.live.feeds()).length }, "watching");
    try {
      const nFailed = await follow(visitor, flags.once === true, (visit) => note(log, visit), tell);
      log.info({ stopped: ending.signal.aborted }, "ended");
      return flags.once === true && 0 < nFailed ? 1 : 0;
    } finally {
      await desk.close();
    }
  });
}

/** Visits what is due, several at a time and each feed once, until the signal comes; with `isOnce` until nothing is. */
async function follow(
  visitor: Visitor,
  isOnce: boolean,
  report: (visit: Visit) => void,
  tell: () => Promise<void>,
): Promise<number> {
  const { ledger, signal } = visitor;
  const underWay = new Map<string, Promise<void>>();
  const done = new Set<string>();
  const ended: { failure: { readonly error: unknown } | null } = { failure: null };
  let nFailed = 0;
  const start = (feed: FeedsTable): void => {
    const visit = visitFeed(feed, visitor)
      .then(
        (it) => {
          if (it.outcome === "failed") nFailed++;
          report(it);
        },
        (error: unknown) => void (ended.failure ??= { error }),
      )
      .finally(() => void underWay.delete(feed.url));
    underWay.set(feed.url, visit);
    done.add(feed.url);
  };
  while (!signal.aborted && ended.failure === null) {
    const now = visitor.now();
    const feeds = await dueFirst(ledger);
    const due = feeds.filter(
      ({ url, due_at: at }) => Date.parse(at) <= now && !underWay.has(url) && !(isOnce && done.has(url)),
    );
    for (const feed of due.slice(0, mostVisits - underWay.size)) start(feed);
    if (0 < underWay.size) await Promise.race([...underWay.values(), sleep(1000, signal)]);
    else if (isOnce) break;
    else {
      const next = Math.min(...feeds.map(({ due_at: at }) => Date.parse(at)));
      await sleep(Math.min(longestSleepMs, Math.max(50, next - visitor.now())), signal);
    }
    await tell();
  }
  await Promise.all(underWay.values());
  await tell();
  if (ended.failure !== null) throw ended.failure.error;
  return nFailed;
}

async function dueFirst(ledger: Ledger): Promise<readonly FeedsTable[]> {
  return [...(await ledger.live.feeds())].sort((a, b) => (a.due_at < b.due_at ? -1 : 1));
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined); // Told to stop: the loop sees it.
}

function note(log: ReturnType<typeof openLog>, { outcome, message, ...visit }: Visit): void {
  if (outcome === "failed") log.warn({ ...visit, reason: message }, "feed failed");
  else log.info(visit, `feed ${outcome}`);
}

/** The feeds that an argument names: an address is one, a file is a list of them. */
async function feedsOf(input: string): Promise<readonly string[]> {
  if (/^https?:\/\//i.test(input)) return [input];
  let text: string;
  try {
    text = await readFile(input, "utf8");
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new DemarcheError(
      "cli/no-input",
      `expected a list of feeds (OPML) or an http(s) address, found ${found}: "${input}"`,
      { input },
      { cause: error },
    );
  }
  const urls = listFeeds(text);
  if (0 < urls.length) return urls;
  throw new DemarcheError(
    "cli/no-input",
    `expected a list of feeds (OPML) with xmlUrl addresses, found none: "${input}"`,
    { input },
  );
}

function told(): Promise<unknown> {
  return Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}
