/** One visit to a feed: asked whether it has changed, its new items read and stored, how it stands noted. */
import type { Source } from "../model/article.ts";
import { DemarcheError, faultOf } from "../model/error.ts";
import type { Page, WebFetcher } from "../fetch/fetch.ts";
import { sniffContainer } from "../read/container.ts";
import type { FeedsTable, Ledger } from "../store/store.ts";
import { type Keep, type Taken, takeItems } from "./feed-items.ts";
import { waitAfter } from "./pace.ts";

/** What a visit needs. */
export interface Visitor {
  readonly ledger: Ledger;
  readonly fetcher: WebFetcher;
  /** What is done with an item. */
  readonly keep: Keep;
  readonly everyMs: number;
  /** Ends visits early: what was stored stays, and the feed is due again. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly random: () => number;
}

/** What a visit brought. */
export interface Visit extends Omit<Taken, "pagesMessage"> {
  readonly url: string;
  /** `stopped`: it was told to end, and noted nothing. */
  readonly outcome: "changed" | "unchanged" | "failed" | "stopped";
  readonly code: string | null;
  readonly message: string | null;
}

/**
 * Visits a feed.
 *
 * @throws DemarcheError `store/…` when the ledger can't be written; all else is noted with the feed
 */
export async function visitFeed(feed: FeedsTable, visitor: Visitor): Promise<Visit> {
  const { ledger, fetcher, keep, everyMs, signal, now, random } = visitor;
  const at = new Date(now()).toISOString();
  const due = (nFailures: number, asked: number | null): string =>
    new Date(now() + waitAfter(everyMs, nFailures, asked, random())).toISOString();
  const answered = { ...feed, checked_at: at, seen_at: at, n_failures: 0, code: null, message: null };
  const nothing = { nNew: 0, nFailed: 0, nPages: 0, nPagesFailed: 0 };
  const visit = { url: feed.url, ...nothing, code: null, message: null };
  try {
    const seen = { etag: feed.etag, lastModified: feed.last_modified };
    const page = await fetcher.fetchChanged(feed.url, seen);
    if (page === null) {
      await ledger.live.noteFeed({ ...answered, due_at: due(0, null) });
      return { ...visit, outcome: "unchanged" };
    }
    const pages = feed.takes_pages === 1 ? fetcher : null;
    const { pagesMessage, ...taken } = await takeItems(
      await itemsOf(page),
      feed.url,
      ledger,
      keep,
      pages,
      signal,
    );
    const { nNew, nPages, nPagesFailed } = taken;
    if (signal.aborted) return { ...visit, ...taken, outcome: "stopped" };
    await ledger.live.noteFeed({
      ...answered,
      etag: page.etag,
      last_modified: page.lastModified,
      new_at: 0 < nNew ? at : feed.new_at,
      n_articles: feed.n_articles + nNew,
      n_pages: feed.n_pages + nPages,
      n_pages_failed: feed.n_pages_failed + nPagesFailed,
      pages_message: pagesMessage ?? feed.pages_message,
      due_at: due(0, null),
    });
    return { ...visit, ...taken, outcome: "changed" };
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

/** The items of an answer. @throws DemarcheError `feed/unreadable` */
async function itemsOf(page: Page): Promise<readonly Source[]> {
  const found = sniffContainer(page.body.subarray(0, 4096), page.url);
  if (found !== "feed") {
    const message = `expected a feed (RSS, RDF, Atom, JSON Feed), found ${found}: ${page.url}`;
    throw new DemarcheError("feed/unreadable", message, { url: page.url });
  }
  const [{ readFeed }, { decodeBytes }] = await Promise.all([
    import("../read/feed.ts"),
    import("../read/decode.ts"),
  ]);
  return readFeed(decodeBytes(page.body, page.contentType).text, page.url).sources;
}
