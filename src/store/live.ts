/** The part of a ledger that keeps what comes by itself: feeds that are followed, and alerts that are sent. */
import { addAlert, listAlerts, noteAlert, removeAlert, resumeAlert } from "./alerts.ts";
import type { Engine } from "./engines.ts";
import { followFeeds, listFeeds, noteFeed } from "./feeds.ts";
import type { AlertsTable, FeedsTable } from "./tables.ts";
import type { Writing } from "./writing.ts";

export interface Live {
  feeds(): Promise<readonly FeedsTable[]>;
  /** Feeds to be followed from now on; those that are followed already stay as they are. */
  follow(urls: readonly string[]): Promise<void>;
  noteFeed(feed: FeedsTable): Promise<void>;
  alerts(): Promise<readonly AlertsTable[]>;
  addAlert(alert: Pick<AlertsTable, "id" | "list" | "target" | "secret">): Promise<void>;
  noteAlert(alert: AlertsTable): Promise<void>;
  removeAlert(id: string): Promise<void>;
  /** Lets an alert out of quarantine. */
  resumeAlert(id: string): Promise<void>;
}

/** Over an engine, with the ledger's own ways of reading and writing. */
export function openLive(
  { db }: Engine,
  reading: <Result>(run: Promise<Result>) => Promise<Result>,
  writing: <Result>(run: (writing: Writing) => Promise<Result>) => Promise<Result>,
): Live {
  return {
    feeds: () => reading(listFeeds(db)),
    follow: (urls) => writing((it) => followFeeds(it, urls)),
    noteFeed: (feed) => writing((it) => noteFeed(it, feed)),
    alerts: () => reading(listAlerts(db)),
    addAlert: (alert) => writing((it) => addAlert(it, alert)),
    noteAlert: (alert) => writing((it) => noteAlert(it, alert)),
    removeAlert: (id) => writing((it) => removeAlert(it, id)),
    resumeAlert: (id) => writing((it) => resumeAlert(it, id)),
  };
}
