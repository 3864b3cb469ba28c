/** Alerts added and tried, by the command and by the web app. */
import { randomBytes } from "node:crypto";
import { checkReceiver, type SendOptions } from "../fetch/send.ts";
import { DemarcheError } from "../model/error.ts";
import { addressOf, type Alerting } from "../serve/serve.ts";
import type { Ledger } from "../store/store.ts";
import { sendMessage } from "./alert-delivery.ts";

/** Adding and trying over a ledger, under these guards. */
export function openAlerting(ledger: Ledger, options: SendOptions): Alerting {
  return {
    async add(list, to) {
      await addressOf(ledger, list);
      const target = checkReceiver(to, options);
      const id = `L${randomBytes(6).toString("hex")}`;
      const secret = randomBytes(32).toString("hex");
      await ledger.live.addAlert({ id, list, target, secret });
      return { id, secret };
    },
    async test(id) {
      const alert = (await ledger.live.alerts()).find((it) => it.id === id);
      if (alert === undefined) {
        const message = `expected the id of an alert, found "${id.slice(0, 40)}"`;
        throw new DemarcheError("store/unknown-id", message);
      }
      const message = {
        delivery: `${id}-test`,
        through: Number(alert.seen),
        records: [],
        isTest: true as const,
      };
      await sendMessage(alert, message, Date.now(), options);
    },
  };
}
