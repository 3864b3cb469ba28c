/**
 * What a feed holds, item by item: read and stored at once or put into the queue; and, where the feed is followed with its
 * pages, an item that is no more than a summary in the words of the page behind it.
 */
import { setTimeout as wait } from "node:timers/promises";
import { faultOf } from "../model/error.ts";
import { type Source, sourceOf } from "../model/article.ts";
import type { Fetcher } from "../fetch/fetch.ts";
import { captureIdOf, type Ledger } from "../store/store.ts";
import type { Desk } from "./desk.ts";

/** Keeps a document; tells whether it is new. @throws DemarcheError why it can't be read, or `store/…` */
export type Keep = (source: Source, name: string) => Promise<boolean>;

/** Reads each at once. */
export function keepReading(ledger: Ledger, analyze: Desk["analyze"]): Keep {
  return async (source, name) => {
    const { reading, prints } = await analyze(source);
    const [outcome] = await ledger.deposit([{ source, reading, prints }], [], [name]);
    return outcome !== "known";
  };
}

/** Leaves the reading to workers. */
export function keepForWorkers(ledger: Ledger): Keep {
  return async (source, name) =>
    0 < (await ledger.live.enqueue([{ source, name, input: source.url }], false));
}

/** What came of the items. */
export interface Taken {
  /** New to the ledger or its queue. */
  readonly nNew: number;
  /** Could not be read; they stand among the failures. */
  readonly nFailed: number;
  /** Pages fetched in the place of summaries, and those that could not be had: the summary was kept. */
  readonly nPages: number;
  readonly nPagesFailed: number;
  readonly pagesMessage: string | null;
}

/** Words from which on an item is more than a summary. */
const mostSummaryWords = 150;

/**
 * Keeps the items that the ledger has not: also one that has changed, as a new capture of its address.
 *
 * @param pages where the pages behind summaries come from; null where summaries are kept as they are
 * @throws DemarcheError `store/…`
 */
export async function takeItems(
  items: readonly Source[],
  feed: string,
  ledger: Ledger,
  keep: Keep,
  pages: Fetcher | null,
  signal: AbortSignal,
): Promise<Taken> {
  let [nNew, nFailed, nPages, nPagesFailed] = [0, 0, 0, 0];
  let pagesMessage: string | null = null;
  for (const item of items) {
    if (signal.aborted) break;
    await wait(0); // A feed with thousands of known items must not hold up what tells us to stop.
    const id = captureIdOf(item);
    if ((await ledger.known([id])).has(id)) continue;
    const name = item.url ?? item.title ?? feed;
    if (pages !== null && item.url !== null && isSummary(item)) {
      if (await ledger.live.isPageTaken(id)) continue;
      try {
        if (await keep(await pageBehind(item, item.url, pages), name)) nNew++;
        await ledger.live.notePage(id, feed);
        nPages++;
        continue;
      } catch (error) {
        if (signal.aborted) break;
        const { code, message } = faultOf(error);
        if (code.startsWith("store/")) throw error;
        nPagesFailed++; // The summary is kept instead.
        pagesMessage = `${message} [${code}]`;
      }
    }
    try {
      if (await keep(item, name)) nNew++;
    } catch (error) {
      const { code, message } = faultOf(error);
      if (code.startsWith("store/")) throw error;
      nFailed++;
      await ledger.deposit([], [{ name, input: item.url, code, message }], []);
    }
  }
  return { nNew, nFailed, nPages, nPagesFailed, pagesMessage };
}

/** The page, with what only its feed says of it. */
async function pageBehind({ published, outlet }: Source, url: string, pages: Fetcher): Promise<Source> {
  const page = await pages.fetchPage(url);
  return sourceOf(page.body, { url: page.url, contentType: page.contentType, published, outlet });
}

/** Whether an item has few words of its own; tags count for nothing. */
function isSummary({ content }: Source): boolean {
  if (typeof content !== "string") return false;
  const words = content.replace(/<[^>]{0,2000}>/g, " ").match(/\S+/g) ?? [];
  return words.length < mostSummaryWords;
}
