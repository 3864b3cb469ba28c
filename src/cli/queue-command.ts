/** `demarche add --queue` and `demarche queue`: documents put up for workers, and how the queue stands. */
import type { DemarcheError } from "../model/error.ts";
import type { Source } from "../model/article.ts";
import type { Arrival, Failure, Ledger } from "../store/store.ts";
import type { Effects } from "./effects.ts";
import { openInputs } from "./inputs.ts";
import { withLedger } from "./ledger-flag.ts";

/** Documents of one transaction. */
const mostArrivals = 200;
const mostBytes = 16 * 1024 * 1024;

/** What was done with the inputs. */
interface Queued {
  /** New in the queue. */
  readonly queued: number;
  /** In the ledger or in the queue already. */
  readonly known: number;
  readonly failed: number;
}

/** Puts the documents of the inputs into the queue; what can't be opened is among the failures. */
export async function enqueueInputs(
  ledger: Ledger,
  inputs: readonly string[],
  complete: (source: Source) => Source,
  flags: { readonly allowHost: readonly string[]; readonly urgent?: boolean },
  effects: Effects,
): Promise<Queued> {
  let [queued, all, failed, size] = [0, 0, 0, 0];
  let arrivals: Arrival[] = [];
  const flush = async (): Promise<void> => {
    const batch = arrivals;
    [arrivals, size] = [[], 0];
    queued += await ledger.live.enqueue(batch, flags.urgent === true);
  };
  const fail = async (failure: Failure): Promise<void> => {
    failed++;
    await effects.stderr.write(`demarche: ${failure.name}: ${failure.message} [${failure.code}]\n`);
    await ledger.deposit([], [failure], []);
  };
  for await (const item of openInputs(inputs, flags.allowHost, effects)) {
    const input = item.input === "-" ? null : item.input;
    if ("source" in item) {
      all++;
      size += item.source.content.length;
      arrivals.push({ source: complete(item.source), name: item.name, input });
      if (mostArrivals <= arrivals.length || mostBytes <= size) await flush();
    } else if ("refusal" in item) {
      const { code, message }: DemarcheError = item.refusal;
      await fail({ name: item.name, input, code, message });
    }
  }
  await flush();
  return { queued, known: all - queued, failed };
}

/** Prints how the queue stands; with `retry` lets what was given up out again. */
export async function runQueue(
  flags: { readonly ledger: string; readonly retry?: boolean; readonly json?: boolean },
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async ({ live }) => {
    if (flags.retry === true) await live.retryQuarantined();
    const state = await live.queue();
    const { waiting, held, quarantined } = state;
    await effects.stdout.write(
      flags.json === true
        ? `${JSON.stringify(state)}\n`
        : `${waiting} waiting · ${held} in hand or put off · ${quarantined} given up${0 < quarantined ? " (demarche failures tells why, demarche queue --retry tries again)" : ""}\n`,
    );
    return 0;
  });
}
