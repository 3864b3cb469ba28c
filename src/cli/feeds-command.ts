/** `demarche feeds`: how the feeds fare that are followed. */
import { renderCount } from "./print-records.ts";
import { type FeedsTable, healthOf } from "../store/store.ts";
import type { Effects } from "./effects.ts";
import { withLedger } from "./ledger-flag.ts";

/** Prints them as a table, or as JSON. */
export async function runFeeds(
  flags: { readonly ledger: string; readonly json?: boolean },
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const now = new Date().toISOString();
    const feeds = (await ledger.live.feeds()).map((feed) => ({ ...feed, health: healthOf(feed, now) }));
    if (flags.json === true) {
      await effects.stdout.write(`${JSON.stringify(feeds)}\n`);
      return 0;
    }
    for (const feed of feeds) {
      const seen = feed.seen_at === null ? "never seen" : `seen ${minute(feed.seen_at)}`;
      const brought = feed.new_at === null ? "nothing new yet" : `new ${minute(feed.new_at)}`;
      await effects.stdout.write(
        `${feed.health.padEnd(8)} ${feed.url}\n         ${seen} · ${brought} · ${renderCount(feed.n_articles, "capture")} · due ${minute(feed.due_at)}\n`,
      );
      if (feed.takes_pages === 1 || 0 < feed.n_pages + feed.n_pages_failed)
        await effects.stdout.write(`         ${pagesOf(feed)}\n`);
      if (feed.code !== null) {
        const times = feed.n_failures === 1 ? "once" : `${feed.n_failures} times`;
        await effects.stdout.write(`         failed ${times}: ${feed.message} [${feed.code}]\n`);
      }
    }
    if (feeds.length === 0) await effects.stdout.write("no feed is followed: demarche watch FEEDS.opml\n");
    return 0;
  });
}

/** What became of the pages behind its summaries. */
function pagesOf({
  takes_pages: takes,
  n_pages: n,
  n_pages_failed: failed,
  pages_message: why,
}: FeedsTable): string {
  const until = takes === 1 ? "" : "no longer ";
  const lost = failed === 0 ? "" : ` · ${failed} could not be had, their summaries are kept: ${why}`;
  return `${until}with the pages behind summaries: ${n} fetched${lost}`;
}

function minute(at: string): string {
  return `${at.slice(0, 16).replace("T", " ")} UTC`;
}
