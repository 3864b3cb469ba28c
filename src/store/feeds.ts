/** Feeds that are followed: what their sites said last, when they are due again, and how they fare. */
import type { Kysely } from "kysely";
import type { FeedsTable, Tables } from "./tables.ts";
import type { Writing } from "./writing.ts";

/**
 * How a feed fares. `silent`: it answers, but has brought nothing new for long; `failing`: the last answer was none;
 * `waiting`: nobody has asked it yet.
 */
export type FeedHealth = "well" | "silent" | "failing" | "waiting";

/** Days without anything new after which a feed counts as silent. */
export const silentDays = 7;

/** How a feed fares at a time, ISO 8601. */
export function healthOf(feed: FeedsTable, now: string): FeedHealth {
  if (feed.code !== null) return "failing";
  if (feed.seen_at === null) return "waiting";
  const since = Date.parse(now) - Date.parse(feed.new_at ?? feed.added_at);
  return silentDays * 86_400_000 < since ? "silent" : "well";
}

/** All feeds, by address. */
export async function listFeeds(db: Kysely<Tables>): Promise<readonly FeedsTable[]> {
  return db.selectFrom("feeds").selectAll().orderBy("url").execute();
}

/**
 * Notes feeds to be followed; those that are followed already stay as they are.
 *
 * @param takesPages of these feeds, or of all where none is named, from now on; undefined: as it was
 */
export async function followFeeds(
  { tx, at }: Writing,
  urls: readonly string[],
  takesPages?: boolean,
): Promise<void> {
  for (const url of urls) {
    const feed = { url, added_at: at, due_at: at, etag: null, last_modified: null, checked_at: null };
    await tx
      .insertInto("feeds")
      .values({
        ...feed,
        seen_at: null,
        new_at: null,
        n_articles: 0,
        n_failures: 0,
        code: null,
        message: null,
        takes_pages: 0,
        n_pages: 0,
        n_pages_failed: 0,
        pages_message: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  if (takesPages === undefined) return;
  const change = tx.updateTable("feeds").set({ takes_pages: takesPages ? 1 : 0 });
  if (urls.length === 0) await change.execute();
  for (const url of urls) await change.where("url", "=", url).execute();
}

/** Whether the page behind an item was kept, so that its summary says nothing new. */
export async function isPageTaken(db: Kysely<Tables>, id: string): Promise<boolean> {
  const row = await db.selectFrom("taken_pages").select("id").where("id", "=", id).executeTakeFirst();
  return row !== undefined;
}

/** Notes that the page behind an item was kept. */
export async function notePage({ tx, at }: Writing, id: string, feed: string): Promise<void> {
  await tx
    .insertInto("taken_pages")
    .values({ id, feed, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Keeps how a feed stands now. */
export async function noteFeed({ tx }: Writing, { url, ...feed }: FeedsTable): Promise<void> {
  await tx.updateTable("feeds").set(feed).where("url", "=", url).execute();
}
