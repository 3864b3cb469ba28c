/** How the feeds fare that are followed: last seen, failing, silent. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { utcMinuteOf } from "./dates.ts";
import { type FeedsTable, healthOf, silentDays } from "../store/store.ts";
import { Frame } from "./frame.tsx";
import type { Site } from "./site.ts";

/** Adds the routes to the app. */
export function addHealthRoutes(app: Hono, site: Site): void {
  app.get("/health/feeds", async (context) =>
    context.html(<FeedsPage site={site} feeds={await site.ledger.live.feeds()} />),
  );
}

function FeedsPage({
  site,
  feeds,
}: {
  readonly site: Site;
  readonly feeds: readonly FeedsTable[];
}): JSX.Element {
  const now = site.now();
  const count = (health: string): number => feeds.filter((feed) => healthOf(feed, now) === health).length;
  return (
    <Frame site={site} title="Feeds" here="">
      <div class="heading">
        <h1>Feeds</h1>
        <p class="lead">
          {feeds.length === 0 ? (
            <>
              No feed is followed. <code>demarche watch FEEDS.opml</code> follows a list of them.
            </>
          ) : (
            `${feeds.length} followed · ${count("failing")} failing · ${count("silent")} silent for more than ${silentDays} days`
          )}
        </p>
      </div>
      {feeds.length === 0 ? null : (
        <table class="records">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">Feed</th>
              <th scope="col">Last seen</th>
              <th scope="col">Last new</th>
              <th scope="col" class="number">
                Captures
              </th>
            </tr>
          </thead>
          <tbody>
            {feeds.map((feed) => (
              <tr>
                <td data-label="State">{healthOf(feed, now)}</td>
                <td class="address" data-label="Feed">
                  {feed.url}
                  {feed.takes_pages === 0 ? null : (
                    <div class="dim">
                      with the pages behind summaries: {feed.n_pages} fetched
                      {feed.n_pages_failed === 0
                        ? ""
                        : `, ${feed.n_pages_failed} could not be had, the last: ${feed.pages_message}`}
                    </div>
                  )}
                  {feed.code === null ? null : (
                    <div class="words">
                      failed {feed.n_failures === 1 ? "once" : `${feed.n_failures} times`}: {feed.message};
                      asked again {minute(feed.due_at)}
                    </div>
                  )}
                </td>
                <td data-label="Last seen">{minute(feed.seen_at)}</td>
                <td data-label="Last new">{minute(feed.new_at)}</td>
                <td class="number" data-label="Captures">
                  {feed.n_articles}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Frame>
  );
}

function minute(at: string | null): string {
  return at === null ? "never" : utcMinuteOf(at);
}
