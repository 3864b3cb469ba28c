/** `demarche serve`: the web app over a ledger, for the person at this machine. */
import { once } from "node:events";
import { userInfo } from "node:os";
import { loadRelationRules } from "../relation/load.ts";
import type { Ledger } from "../store/store.ts";
import { createApp, listen, loadAssets } from "../serve/serve.ts";
import type { Effects } from "./effects.ts";
import { openAlerting } from "./alerting.ts";
import { openDesk } from "./desk.ts";
import { withNewLedger } from "./ledger-flag.ts";
import { openLog } from "./log.ts";

export interface ServeFlags {
  readonly ledger: string;
  readonly port: number;
  readonly allowHost: readonly string[];
  readonly fetch: boolean;
}

/**
 * Serves until the process is told to end.
 *
 * @param stop ends it; by default SIGINT and SIGTERM
 * @throws DemarcheError `serve/address`, `store/…`
 */
export async function runServe(
  flags: ServeFlags,
  effects: Effects,
  stop: Promise<unknown> = told(),
): Promise<number> {
  return withNewLedger(flags.ledger, async (ledger: Ledger) => {
    const desk = openDesk(flags, effects);
    const files = loadAssets();
    const log = openLog(effects);
    const server = await listen(flags.port, (access) =>
      createApp({
        ledger,
        ...desk,
        alerting: openAlerting(ledger, { allowHosts: flags.allowHost }),
        access,
        ...files,
        relationRules: loadRelationRules(),
        who: userName(effects),
        now: () => new Date().toISOString(),
        report: (error) => {
          const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
          log.error({ stack }, "this is a bug, please report it");
        },
      }),
    );
    await effects.stdout.write(`${server.url}\n`);
    await effects.stderr.write(
      `demarche: serving ${ledger.label}; open the address above, it works once. Ctrl-C ends.\n`,
    );
    log.info({ ledger: ledger.label, port: flags.port }, "serving");
    await stop;
    log.info({}, "ended");
    await server.close();
    await desk.close();
    return 0;
  });
}

function told(): Promise<unknown> {
  return Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}

/** Who decides, for the log of reviews. */
function userName({ environment }: Effects): string {
  const named = environment["DEMARCHE_USER"];
  if (named !== undefined && named !== "") return named;
  try {
    return userInfo().username;
  } catch {
    return "someone"; // No entry for this user id, as in some containers.
  }
}
