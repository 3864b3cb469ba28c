/** `demarche reread`: what the ledger keeps, read again by the present engine. */
import { openLateReader } from "../knowledge.ts";
import type { DemarcheError } from "../model/error.ts";
import type { Reading } from "../model/reading.ts";
import { newSiteMemory } from "../read/read.ts";
import type { Deposit, Stale } from "../store/store.ts";
import type { Effects } from "./effects.ts";
import { withLedger } from "./ledger-flag.ts";
import { crewOf, passAll, type Request } from "./passages.ts";
import { openProgress } from "./progress.ts";

const pageSize = 64;
const mostDeposits = 32;

/**
 * Reads all captures whose article was last read by another engine (with `all`: every one), in the order in which they came. The others are
 * shown to the site memory, so that pages of one site are compared as when they were added.
 *
 * @returns exit status: 0 all read, 1 some could not be
 */
export async function runReread(
  flags: { readonly ledger: string; readonly workers: number; readonly all?: boolean },
  effects: Effects,
): Promise<number> {
  const engine = (await openLateReader()).name;
  return withLedger(flags.ledger, async (ledger) => {
    const progress = openProgress(effects.stderr);
    const pending: Stale[] = [];
    let deposits: Deposit[] = [];
    let [nRead, nFailed] = [0, 0];

    async function* requests(): AsyncGenerator<Request> {
      for (let after = 0; ;) {
        const page = await ledger.stale(flags.all === true ? "" : engine, after, pageSize);
        for (const stale of page) {
          pending.push(stale);
          yield stale.isStale ? { document: stale.source } : { seen: stale.prints };
          after = stale.number;
        }
        if (page.length < pageSize) return;
      }
    }

    const hire = await crewOf(flags.workers);
    for await (const { answer, prints } of passAll(requests(), hire, newSiteMemory(), flags.workers)) {
      const { source, isStale } = pending.shift() as Stale;
      if (!isStale) continue;
      const { reading, error } = JSON.parse(answer) as { reading?: Reading; error?: DemarcheError };
      if (reading === undefined) {
        nFailed++;
        await progress.wipe();
        await effects.stderr.write(
          `demarche: ${source.url ?? "capture"}: ${error?.message} [${error?.code}]\n`,
        );
        continue;
      }
      deposits.push({ source, prints, reading });
      nRead++;
      if (mostDeposits <= deposits.length) {
        await ledger.takeAnew(deposits);
        deposits = [];
      }
      await progress.tell({ nDone: nRead, nFailed, share: null });
    }
    await ledger.takeAnew(deposits);
    await progress.wipe();
    await effects.stdout.write(
      `${nRead} ${nRead === 1 ? "article" : "articles"} read again by ${engine}${nFailed === 0 ? "" : ` · ${nFailed} failed`}\n`,
    );
    return nFailed === 0 ? 0 : 1;
  });
}
