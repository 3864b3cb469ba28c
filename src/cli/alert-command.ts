/** `demarche alert` and `demarche alerts`: who is told of what. */
import { DemarcheError } from "../model/error.ts";
import { watchedOf } from "../serve/serve.ts";
import { openAlerting } from "./alerting.ts";
import type { Effects } from "./effects.ts";
import { withLedger, withNewLedger } from "./ledger-flag.ts";

export interface AlertFlags {
  readonly ledger: string;
  readonly on?: string;
  readonly to?: string;
  readonly allowHost: readonly string[];
}

/**
 * Adds, tries, removes or resumes an alert. The key of the signature is printed once, when it is added.
 *
 * @throws DemarcheError `cli/usage`, `fetch/address`, `fetch/scheme`, `serve/bad-request`, `store/unknown-id`
 */
export async function runAlert(
  what: string,
  id: string | null,
  flags: AlertFlags,
  effects: Effects,
): Promise<number> {
  if (what === "add" && id === null) return addOne(flags, effects);
  if ((what !== "remove" && what !== "resume" && what !== "test") || id === null) {
    const message = `expected alert add --on LIST --to URL, or alert test, resume or remove with an ID, found "${what}"`;
    throw new DemarcheError("cli/usage", message);
  }
  return withLedger(flags.ledger, async (ledger) => {
    const { live } = ledger;
    if (what === "test") {
      await openAlerting(ledger, { allowHosts: flags.allowHost }).test(id);
      await effects.stdout.write(`the receiver of ${id} took a message without records\n`);
      return 0;
    }
    await (what === "remove" ? live.removeAlert(id) : live.resumeAlert(id));
    await effects.stdout.write(what === "remove" ? `${id} is gone\n` : `${id} is tried again\n`);
    return 0;
  });
}

async function addOne({ ledger: url, on, to, allowHost }: AlertFlags, effects: Effects): Promise<number> {
  if (on === undefined || to === undefined) {
    throw new DemarcheError("cli/usage", "expected alert add with --on LIST and --to URL, found one missing");
  }
  if (watchedOf(on) === null) {
    const message = `--on: expected a list such as /conditions?by=RUS&to=USA, a relation such as /relations/USA/CUB or a record, found "${on}"`;
    throw new DemarcheError("cli/usage", message);
  }
  return withNewLedger(url, async (ledger) => {
    const { id, secret } = await openAlerting(ledger, { allowHosts: allowHost }).add(on, to);
    await effects.stdout.write(`${id}\nkey of the signature, shown only now: ${secret}\n`);
    return 0;
  });
}

/** Lists alerts; keys are not shown. */
export async function runAlerts(
  flags: { readonly ledger: string; readonly json?: boolean },
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async ({ live }) => {
    const alerts = (await live.alerts()).map(({ secret: _secret, ...alert }) => alert);
    if (flags.json === true) {
      await effects.stdout.write(`${JSON.stringify(alerts)}\n`);
      return 0;
    }
    for (const alert of alerts) {
      const state = alert.quarantined_at !== null ? "given up" : 0 < alert.n_failures ? "failing" : "well";
      await effects.stdout.write(
        `${alert.id} ${state}: ${alert.list} → ${alert.target} · ${alert.n_sent} sent${alert.message === null ? "" : ` · failed ${alert.n_failures} times: ${alert.message}`}\n`,
      );
    }
    if (alerts.length === 0) await effects.stdout.write("no alerts\n");
    return 0;
  });
}
