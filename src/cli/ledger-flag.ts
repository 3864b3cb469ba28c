/** The ledger that a command works on: opened before it, closed after it whatever happens. */
import { existsSync } from "node:fs";
import { DemarcheError } from "../model/error.ts";
import type { Ledger } from "../store/store.ts";

/**
 * Runs with an open ledger that is there. The store and its engines are loaded only now.
 *
 * @throws DemarcheError `cli/no-input` when there is no file: to answer "nothing" of a mistyped path would mislead
 */
export async function withLedger<Result>(
  url: string,
  run: (ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  if (!/^postgres(ql)?:\/\//.test(url) && !existsSync(url)) {
    const message = `expected a ledger, found no such file: "${url}": name it with --ledger, or make one with demarche add`;
    throw new DemarcheError("cli/no-input", message, { ledger: url });
  }
  return withNewLedger(url, run);
}

/** The same, with a ledger that is made if there is none. */
export async function withNewLedger<Result>(
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
