/** The part of a ledger that keeps what comes by itself: feeds that are followed, alerts that are sent, documents that wait. */
import { addAlert, claimAlert, listAlerts, noteAlert, removeAlert, resumeAlert } from "./alerts.ts";
import type { Engine } from "./engines.ts";
import { followFeeds, isPageTaken, listFeeds, noteFeed, notePage } from "./feeds.ts";
import type { Deposit, DepositOutcome } from "./deposit.ts";
import {
  type Arrival,
  claim,
  complete,
  enqueue,
  type Job,
  putOff,
  quarantineLost,
  type QueueState,
  queueState,
  retryQuarantined,
} from "./queue.ts";
import { dropJob, listQueue, type QueueList, retryJob } from "./queue-list.ts";
import type { AlertsTable, FeedsTable } from "./tables.ts";
import type { Writing } from "./writing.ts";

export interface Live {
  feeds(): Promise<readonly FeedsTable[]>;
  /**
   * Feeds to be followed from now on; those that are followed already stay as they are. `takesPages` is said of them, or of
   * all where none is named.
   */
  follow(urls: readonly string[], takesPages?: boolean): Promise<void>;
  /** Whether the page behind an item of a feed was kept in its place, by the id of the item. */
  isPageTaken(id: string): Promise<boolean>;
  notePage(id: string, feed: string): Promise<void>;
  noteFeed(feed: FeedsTable): Promise<void>;
  alerts(): Promise<readonly AlertsTable[]>;
  addAlert(alert: Pick<AlertsTable, "id" | "list" | "target" | "secret">): Promise<void>;
  noteAlert(alert: AlertsTable): Promise<void>;
  /** Takes a due alert for so long: whoever else may send it leaves it alone. Null when it is not due, or taken. */
  claimAlert(id: string, leaseMs: number): Promise<AlertsTable | null>;
  removeAlert(id: string): Promise<void>;
  /** Lets an alert out of quarantine. */
  resumeAlert(id: string): Promise<void>;
  /** Puts documents into the queue; gives the number of those that are new in it. */
  enqueue(arrivals: readonly Arrival[], isUrgent: boolean): Promise<number>;
  /** Takes jobs for so long: after that they are due again. */
  claim(limit: number, leaseMs: number): Promise<readonly Job[]>;
  /** Stores what was read and takes it out of the queue. */
  complete(deposits: readonly Deposit[]): Promise<readonly DepositOutcome[]>;
  /** Puts a job off for so long, or for good where `inMs` is null. */
  putOff(
    job: Pick<Job, "id" | "name" | "input">,
    reason: { readonly code: string; readonly message: string },
    inMs: number | null,
  ): Promise<void>;
  /** Gives up what no worker ever came back from. */
  quarantineLost(): Promise<number>;
  /** Lets all out of quarantine. */
  retryQuarantined(): Promise<number>;
  queue(): Promise<QueueState>;
  /** The first of each sort. */
  queueList(limit: number): Promise<QueueList>;
  /** Lets one out of quarantine; gives whether it was there. */
  retryJob(id: string): Promise<boolean>;
  /** Takes one that was given up out of the queue for good. */
  dropJob(id: string): Promise<boolean>;
}

/** Over an engine, with the ledger's own ways of reading and writing. */
export function openLive(
  engine: Engine,
  now: () => string,
  reading: <Result>(run: Promise<Result>) => Promise<Result>,
  writing: <Result>(run: (writing: Writing) => Promise<Result>) => Promise<Result>,
): Live {
  const { db } = engine;
  const later = (ms: number): string => new Date(Date.parse(now()) + ms).toISOString();
  return {
    feeds: () => reading(listFeeds(db)),
    follow: (urls, takesPages) => writing((it) => followFeeds(it, urls, takesPages)),
    isPageTaken: (id) => reading(isPageTaken(db, id)),
    notePage: (id, feed) => writing((it) => notePage(it, id, feed)),
    noteFeed: (feed) => writing((it) => noteFeed(it, feed)),
    alerts: () => reading(listAlerts(db)),
    addAlert: (alert) => writing((it) => addAlert(it, alert)),
    claimAlert: (id, leaseMs) => reading(claimAlert(db, id, now(), later(leaseMs))),
    noteAlert: (alert) => writing((it) => noteAlert(it, alert)),
    removeAlert: (id) => writing((it) => removeAlert(it, id)),
    resumeAlert: (id) => writing((it) => resumeAlert(it, id)),
    enqueue: (arrivals, isUrgent) => writing((it) => enqueue(it, arrivals, isUrgent)),
    claim: (limit, leaseMs) => reading(claim(engine, limit, now(), later(leaseMs))),
    complete: (deposits) => writing((it) => complete(it, deposits)),
    putOff: (job, reason, inMs) =>
      writing((it) => putOff(it, job, reason, inMs === null ? null : later(inMs))),
    quarantineLost: () => writing(quarantineLost),
    retryQuarantined: () => writing(retryQuarantined),
    queueList: (limit) => reading(listQueue(engine, now(), limit)),
    retryJob: (id) => writing((it) => retryJob(it, id)),
    dropJob: (id) => writing((it) => dropJob(it, id)),
    queue: () => reading(queueState(engine, now())),
  };
}
