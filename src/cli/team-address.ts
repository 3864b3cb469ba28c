/** Whether `demarche serve` serves a team, and under what address: with accounts, or not at all. */
import { DemarcheError } from "../model/error.ts";
import type { Ledger } from "../store/store.ts";
import type { ServeFlags } from "./serve-command.ts";

/** Where a team is served. */
export interface TeamAddress {
  readonly host: string;
  readonly port: number;
  readonly origin: string;
  readonly trustsProxy: boolean;
}

const thisMachine = "127.0.0.1";
const loopback = [thisMachine, "localhost", "::1"];

/**
 * The address of a team, or null for the person at this machine.
 *
 * @throws DemarcheError `cli/usage`; `serve/no-admin` where nobody could keep the team
 */
export async function teamOf(flags: ServeFlags, ledger: Ledger): Promise<TeamAddress | null> {
  const { host = thisMachine, port, origin, trustProxy = false } = flags;
  if (origin === undefined) {
    if (loopback.includes(host) && !trustProxy) return null;
    throw new DemarcheError(
      "cli/usage",
      `expected --origin with ${trustProxy ? "--trust-proxy" : `--host ${host}`}, found none: give how browsers name the server, such as --origin https://desk.example`,
    );
  }
  const accounts = await ledger.team.accounts();
  if (!accounts.some(({ role, disabled_at: at }) => role === "admin" && at === null)) {
    throw new DemarcheError(
      "serve/no-admin",
      "expected an admin among the ledger's accounts before it is served to others, found none: add one with demarche user add NAME --role admin",
    );
  }
  return { host, port, origin: checkedOrigin(origin), trustsProxy: trustProxy };
}

/** Whether who listens on the way reads passwords. */
export function isOpenToAll({ origin }: Pick<TeamAddress, "origin">): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === "http:" && ![...loopback, "[::1]"].includes(hostname);
}

function checkedOrigin(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  const isPlain = url !== null && `${url.origin}/` === url.href;
  if (isPlain && (url.protocol === "https:" || url.protocol === "http:")) return url.origin;
  throw new DemarcheError(
    "cli/usage",
    `expected --origin of scheme, host and port, such as https://desk.example, found "${origin}"`,
  );
}
