/** `demarche worker`: reads what waits in a ledger's queue; any number of them, on any number of machines. */
import { once, setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { SendOptions } from "../fetch/send.ts";
import { faultOf } from "../model/error.ts";
import { captureIdOf, type Deposit, type Job, type Ledger, mostAttempts } from "../store/store.ts";
import { deliverAlerts } from "./alert-delivery.ts";
import { type Desk, openDesk } from "./desk.ts";
import type { Effects } from "./effects.ts";
import { withLedger } from "./ledger-flag.ts";
import { type Log, openLog } from "./log.ts";
import { waitAfter } from "./pace.ts";
import { openProfile, type Profile } from "./profile.ts";

export interface WorkerFlags {
  readonly ledger: string;
  readonly lease: number;
  readonly once?: boolean;
  readonly alerts?: boolean;
  readonly allowHost: readonly string[];
  readonly profile?: string;
}

/** What tests put in the place of the web and of signals. */
export interface WorkerOutside {
  readonly sending?: SendOptions;
  readonly stop?: Promise<unknown>;
}

/** How often alerts are looked at while there is work. */
const alertsEveryMs = 5_000;
/** Jobs taken at once: few, so that what comes urgently is not behind many. */
const jobsAtOnce = 8;
const idleMs = 1000;
const firstWaitMs = 10_000;

/**
 * Works until told to stop, which ends after the jobs in hand; with `once` until nothing is due.
 *
 * @throws DemarcheError `store/…`
 */
export async function runWorker(
  flags: WorkerFlags,
  effects: Effects,
  {
    sending = {},
    stop = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]),
  }: WorkerOutside = {},
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const log = openLog(effects);
    const profile = openProfile(flags.profile, effects);
    const ending = new AbortController();
    setMaxListeners(1000, ending.signal);
    void stop.then(() => ending.abort());
    const desk = openDesk({ fetch: false, allowHost: [], isTimed: profile !== null }, effects);
    const options = { allowHosts: flags.allowHost, ...sending, signal: ending.signal };
    let alertsAt = 0;
    const tell = async (isDue: boolean): Promise<void> => {
      if (flags.alerts !== true || (!isDue && Date.now() < alertsAt)) return;
      await deliverAlerts(ledger, { options, now: Date.now, random: Math.random, log });
      alertsAt = Date.now() + alertsEveryMs;
    };
    try {
      while (!ending.signal.aborted) {
        const jobs = await ledger.live.claim(jobsAtOnce, flags.lease * 1000);
        if (0 < jobs.length) await work(ledger, desk, jobs, log, profile);
        else if (!(await giveUpLost(ledger))) {
          await tell(true);
          if (flags.once === true) break;
          await wait(idleMs, undefined, { signal: ending.signal }).catch(() => undefined);
        }
        await tell(false);
      }
    } finally {
      await desk.close();
    }
    await profile?.finish();
    return 0;
  });
}

/** Gives up jobs that are due but taken too often; only then is the writer's place asked for. */
async function giveUpLost({ live }: Ledger): Promise<boolean> {
  return 0 < (await live.queue()).waiting && 0 < (await live.quarantineLost());
}

/** Reads the jobs and stores them in one transaction. */
async function work(
  ledger: Ledger,
  desk: Desk,
  jobs: readonly Job[],
  log: Log,
  profile: Profile | null,
): Promise<void> {
  const deposits: Deposit[] = [];
  // All are handed over at once, so that the thread that reads never waits for this one.
  const readings = jobs.map(({ source }) =>
    desk.analyze(source).then(
      (read) => ({ read }),
      (error: unknown) => ({ error }),
    ),
  );
  for (const [i, job] of jobs.entries()) {
    const outcome = (await readings[i]) as Awaited<(typeof readings)[number]>;
    if ("error" in outcome) {
      await putOff(ledger, job, outcome.error, log);
      continue;
    }
    const { reading, prints, times } = outcome.read;
    if (times !== null) profile?.note({ name: job.name, size: job.source.content.length, times });
    deposits.push({ source: job.source, reading, prints });
  }
  try {
    const storing = (): Promise<unknown> => ledger.live.complete(deposits);
    await (profile?.storing(deposits.length, storing) ?? storing());
    log.info({ jobs: deposits.length }, "stored");
  } catch (error) {
    if (faultOf(error).code.startsWith("store/")) throw error;
    // A fault of ours with one of them: each alone, so that the others are not held up.
    for (const deposit of deposits) {
      const job = jobs.find(({ id }) => id === captureIdOf(deposit.source)) as Job;
      await ledger.live.complete([deposit]).catch((fault: unknown) => putOff(ledger, job, fault, log));
    }
  }
}

/** A refusal is final: the same bytes would be refused again. A fault is tried again some times. */
async function putOff(ledger: Ledger, job: Job, error: unknown, log: Log): Promise<void> {
  const { code, message } = faultOf(error);
  if (code.startsWith("store/")) throw error;
  const isOver = !code.startsWith("internal/") || mostAttempts <= job.attempt;
  const inMs = waitAfter(firstWaitMs, job.attempt - 1, null, Math.random());
  await ledger.live.putOff(job, { code, message }, isOver ? null : inMs);
  log.warn(
    { job: job.id, name: job.name, attempt: job.attempt, code, reason: message },
    isOver ? "given up" : "put off",
  );
}
