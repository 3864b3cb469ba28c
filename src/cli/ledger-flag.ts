/** The ledger that a command works on: opened before it, closed after it whatever happens. */
import type { Ledger } from "../store/store.ts";

/** Runs with an open ledger. The store and its engines are loaded only now. */
export async function withLedger<Result>(
  url: string,
  run: (ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  const { openLedger } = await import("../store/store.ts");
  const ledger = await openLedger(url);
  try {
    return await run(ledger);
  } finally {
    await ledger.close();
  }
}
