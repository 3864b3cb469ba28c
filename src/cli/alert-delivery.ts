/**
 * Alerts sent: records that are new in a list, posted as signed JSON. What was told is noted only after the other side
 * has taken it, so that nothing is lost; a delivery that is repeated has the same id.
 */
import { createHmac } from "node:crypto";
import { postJson, type SendOptions } from "../fetch/send.ts";
import { faultOf } from "../model/error.ts";
import type { LedgerRecord } from "../model/ledger.ts";
import { fitting, isTold, watchedOf } from "../serve/serve.ts";
import type { AlertsTable, Ledger } from "../store/store.ts";
import type { Log } from "./log.ts";
import { waitAfter } from "./pace.ts";

/** What a delivery needs. */
export interface Delivery {
  readonly options: SendOptions;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
}

/** Changes looked through for one message, and attempts before an alert is given up. */
const changesPerMessage = 500;
const mostAttempts = 8;
const firstWaitMs = 30_000;
/** How long an alert is left to who has taken it; a message takes half a minute at most. */
const leaseMs = 60_000;

/**
 * Sends what is due. Of several processes that ask at once one sends each alert.
 *
 * @returns messages delivered
 * @throws DemarcheError `store/…`
 */
export async function deliverAlerts(ledger: Ledger, delivery: Delivery): Promise<number> {
  let n = 0;
  const alerts = await ledger.live.alerts();
  if (alerts.length === 0) return n;
  const last = await ledger.lastChange();
  for (const alert of alerts) {
    const isDue = alert.quarantined_at === null && Date.parse(alert.due_at) <= delivery.now();
    if (!isDue || last <= alert.seen) continue;
    const taken = await ledger.live.claimAlert(alert.id, leaseMs);
    if (taken !== null) n += await deliver(ledger, taken, delivery);
  }
  return n;
}

/** The signature of a message: HMAC-SHA256 over time, a dot, and the body, in hexadecimal. */
export function signatureOf(secret: string, time: string, body: string): string {
  return createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
}

async function deliver(ledger: Ledger, taken: AlertsTable, delivery: Delivery): Promise<number> {
  const { now, random, log, options } = delivery;
  let alert = taken;
  let nSent = 0;
  const note = async (change: Partial<AlertsTable>): Promise<void> => {
    alert = { ...alert, ...change };
    await ledger.live.noteAlert(alert);
  };
  const timeIn = (ms: number): string => new Date(now() + ms).toISOString();
  try {
    const watched = watchedOf(alert.list);
    for (let isOver = false; !isOver && options.signal?.aborted !== true;) {
      const { items } = await ledger.changes(alert.seen, changesPerMessage);
      isOver = items.length < changesPerMessage;
      const seen = Number(items.at(-1)?.seq ?? alert.seen);
      const told = watched === null ? [] : items.filter((it) => isTold(watched, it)).map(({ id }) => id);
      const records = watched === null ? [] : await fitting(ledger, watched, [...new Set(told)]);
      if (0 < records.length) {
        await sendMessage(alert, { delivery: `${alert.id}-${seen}`, through: seen, records }, now(), options);
        nSent++;
      }
      await note({
        seen,
        ...(0 < records.length ? { sent_at: timeIn(0), n_sent: alert.n_sent + 1 } : {}),
        n_failures: 0,
        message: null,
        due_at: timeIn(isOver ? 0 : leaseMs),
      });
    }
  } catch (error) {
    const { code, message } = faultOf(error);
    if (options.signal?.aborted === true) return nSent; // Due again when the lease is over.
    if (code.startsWith("store/")) throw error;
    const nFailures = alert.n_failures + 1;
    const isGivenUp = mostAttempts <= nFailures;
    await note({
      n_failures: nFailures,
      message: `${message} [${code}]`,
      due_at: timeIn(waitAfter(firstWaitMs, nFailures - 1, null, random())),
      quarantined_at: isGivenUp ? timeIn(0) : null,
    });
    log.warn(
      { alert: alert.id, attempts: nFailures, code, reason: message },
      isGivenUp ? "alert given up" : "alert failed",
    );
    return nSent;
  }
  if (0 < nSent) log.info({ alert: alert.id, messages: nSent }, "alert sent");
  return nSent;
}

/** What a receiver is told besides whose alert it is. */
export interface Message {
  readonly delivery: string;
  /** Number of the last change that it tells of. */
  readonly through: number;
  readonly records: readonly LedgerRecord[];
  /** Sent by hand, to see whether it arrives. */
  readonly isTest?: true;
}

/** Posts a message, signed. @throws DemarcheError `fetch/…` */
export async function sendMessage(
  { id, list, target, secret }: AlertsTable,
  { delivery, through, records, isTest }: Message,
  now: number,
  options: SendOptions,
): Promise<void> {
  const test = isTest === undefined ? {} : { test: true };
  const body = JSON.stringify({
    schema: "demarche-alert/1",
    alert: id,
    delivery,
    ...test,
    list,
    through,
    records,
  });
  const time = String(Math.floor(now / 1000));
  const headers = {
    "Demarche-Delivery": delivery,
    "Demarche-Timestamp": time,
    "Demarche-Signature": `sha256=${signatureOf(secret, time, body)}`,
  };
  await postJson(target, body, headers, options);
}
