/**
 * The whole of a ledger at a glance: how much there is, between whom most lies, what was gathered when. It costs seconds
 * in a large ledger, so it is kept until the ledger changes; then the old one is shown while the new one is made.
 */
import { nameSides } from "./code-names.ts";
import type { Site } from "./site.ts";
import type { PairCount, Summary } from "../store/store.ts";

export interface Glance {
  /** Number of the last change when it was made. */
  readonly seq: number;
  readonly summary: Summary;
  readonly pairs: readonly PairCount[];
  /** Names of the codes in `pairs`. */
  readonly names: ReadonlyMap<string, string>;
  readonly gathered: readonly { readonly day: number; readonly outlet: string | null; readonly n: number }[];
}

const mostPairs = 60;

/** A way to look at a ledger; the site is told when making it anew in the background fails. */
export function openGlance(site: Pick<Site, "ledger" | "codeNames" | "report">): () => Promise<Glance> {
  const { ledger } = site;
  let last: Glance | null = null;
  let making: Promise<Glance> | null = null;
  const make = async (seq: number): Promise<Glance> => {
    const [summary, pairs, gathered] = await Promise.all([
      ledger.summary(),
      ledger.pairs(null, mostPairs),
      ledger.articleDays(),
    ]);
    const names = await nameSides(
      site,
      pairs.flatMap(({ a, b }) => [a, b]),
    );
    last = { seq, summary, pairs, names, gathered };
    return last;
  };
  return async () => {
    const seq = await ledger.lastChange();
    if (last?.seq === seq) return last;
    making ??= make(seq).finally(() => (making = null));
    // A small ledger is looked at anew at once; a large one must not keep its readers waiting.
    if (last === null || last.summary.statements + last.summary.events < smallLedger) return making;
    making.catch(site.report);
    return last;
  };
}

/** Records up to which a fresh look takes no time that anybody notices. */
const smallLedger = 20_000;
