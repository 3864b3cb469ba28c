/** One visit to a feed: asked whether it has changed, its new items read and stored, how it stands noted. */
import { setTimeout as wait } from "node:timers/promises";
import { DemarcheError, faultOf } from "../model/error.ts";
import type { WebFetcher } from "../fetch/fetch.ts";
import { sniffContainer } from "../read/container.ts";
import type { FeedsTable, Ledger } from "../store/store.ts";
import { captureIdOf } from "../store/store.ts";
import type { Desk } from "./desk.ts";
import { waitAfter } from "./pace.ts";

/** What a visit needs. */
export interface Visitor {
  readonly ledger: Ledger;
  readonly fetcher: Pick<WebFetcher, "fetchChanged">;
  readonly analyze: Desk["analyze"];
  readonly everyMs: number;
  /** Ends visits early: what was stored stays, and the feed is due again. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly random: () => number;
}

/** What a visit brought. */
export interface Visit {
  readonly url: string;
  /** `stopped`: it was told to end, and noted nothing. */
  readonly outcome: "changed" | "unchanged" | "failed" | "stopped";
  /** Captures that are new to the ledger. */
  readonly nNew: number;
  /** Items that could not be read; they stand among the ledger's failures. */
  readonly nFailed: number;
  readonly code: string | null;
  readonly message: string | null;
}

/**
 * Visits a feed.
 *
 * @throws DemarcheError `store/…` when the ledger can't be written; all else is noted with the feed
 */
export async function visitFeed(feed: FeedsTable, visitor: Visitor): Promise<Visit> {
  const { ledger, fetcher, everyMs, signal, now, random } = visitor;
  const at = new Date(now()).toISOString();
  const due = (nFailures: number, asked: number | null): string =>
    new Date(now() + waitAfter(everyMs, nFailures, asked, random())).toISOString();
  const answered = { ...feed, checked_at: at, seen_at: at, n_failures: 0, code: null, message: null };
  const visit = { url: feed.url, nNew: 0, nFailed: 0, code: null, message: null };
  try {
    const seen = { etag: feed.etag, lastModified: feed.last_modified };
    const page = await fetcher.fetchChanged(feed.url, seen);
    if (page === null) {
      await ledger.live.noteFeed({ ...answered, due_at: due(0, null) });
      return { ...visit, outcome: "unchanged" };
    }
    const { nNew, nFailed } = await takeItems(page, feed.url, visitor);
    if (signal.aborted) return { ...visit, nNew, nFailed, outcome: "stopped" };
    await ledger.live.noteFeed({
      ...answered,
      etag: page.etag,
      last_modified: page.lastModified,
      new_at: 0 < nNew ? at : feed.new_at,
      n_articles: feed.n_articles + nNew,
      due_at: due(0, null),
    });
    return { ...visit, nNew, nFailed, outcome: "changed" };
  } catch (error) {
    if (signal.aborted) return { ...visit, outcome: "stopped" };
    const { code, message, details } = faultOf(error);
    if (code.startsWith("store/")) throw error;
    const asked = details["retryAfterMs"];
    const nFailures = feed.n_failures + 1;
    await ledger.live.noteFeed({
      ...feed,
      checked_at: at,
      n_failures: nFailures,
      code,
      message,
      due_at: due(nFailures, typeof asked === "number" ? asked : null),
    });
    return { ...visit, outcome: "failed", code, message };
  }
}

/** Stores what a feed holds that the ledger has not: also an item that has changed, as a new capture of its address. */
async function takeItems(
  page: { readonly url: string; readonly contentType: string | null; readonly body: Uint8Array },
  url: string,
  { ledger, analyze, signal }: Visitor,
): Promise<{ readonly nNew: number; readonly nFailed: number }> {
  const found = sniffContainer(page.body.subarray(0, 4096), page.url);
  if (found !== "feed") {
    const message = `expected a feed (RSS, RDF, Atom, JSON Feed), found ${found}: ${page.url}`;
    throw new DemarcheError("feed/unreadable", message, { url: page.url });
  }
  const [{ readFeed }, { decodeBytes }] = await Promise.all([
    import("../read/feed.ts"),
    import("../read/decode.ts"),
  ]);
  const { sources } = readFeed(decodeBytes(page.body, page.contentType).text, page.url);
  let [nNew, nFailed] = [0, 0];
  for (const source of sources) {
    if (signal.aborted) break;
    await wait(0); // A feed with thousands of known items must not hold up what tells us to stop.
    const id = captureIdOf(source);
    if ((await ledger.known([id])).has(id)) continue;
    const name = source.url ?? source.title ?? url;
    try {
      const { reading, prints } = await analyze(source);
      const outcomes = await ledger.deposit([{ source, reading, prints }], [], [name]);
      if (outcomes[0] !== "known") nNew++;
    } catch (error) {
      const { code, message } = faultOf(error);
      if (code.startsWith("store/")) throw error;
      nFailed++;
      await ledger.deposit([], [{ name, input: source.url, code, message }], []);
    }
  }
  return { nNew, nFailed };
}
