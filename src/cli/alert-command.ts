/** `demarche alert` and `demarche alerts`: who is told of what. */
import { randomBytes } from "node:crypto";
import { checkReceiver } from "../fetch/send.ts";
import { DemarcheError } from "../model/error.ts";
import { addressOf, watchedOf } from "../serve/serve.ts";
import type { Effects } from "./effects.ts";
import { withLedger, withNewLedger } from "./ledger-flag.ts";

export interface AlertFlags {
  readonly ledger: string;
  readonly on?: string;
  readonly to?: string;
  readonly allowHost: readonly string[];
}

/**
 * Adds, removes or resumes an alert. The key of the signature is printed once, when it is added.
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
  if ((what !== "remove" && what !== "resume") || id === null) {
    const message = `expected alert add --on LIST --to URL, alert remove ID or alert resume ID, found "${what}"`;
    throw new DemarcheError("cli/usage", message);
  }
  return withLedger(flags.ledger, async ({ live }) => {
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
  const target = checkReceiver(to, { allowHosts: allowHost });
  return withNewLedger(url, async (ledger) => {
    await addressOf(ledger, on);
    const id = `L${randomBytes(6).toString("hex")}`;
    const secret = randomBytes(32).toString("hex");
    await ledger.live.addAlert({ id, list: on, target, secret });
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
