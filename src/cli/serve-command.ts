/** `demarche serve`: the web app over a ledger, for the person at this machine or, told so, for a team. */
import { once } from "node:events";
import { loadRelationRules } from "../relation/load.ts";
import type { Ledger } from "../store/store.ts";
import { createApp, listen, listenForTeam, loadAssets, type Site } from "../serve/serve.ts";
import type { Effects } from "./effects.ts";
import { openAlerting } from "./alerting.ts";
import { openDesk } from "./desk.ts";
import { isOpenToAll, teamOf } from "./team-address.ts";
import { withNewLedger } from "./ledger-flag.ts";
import { userName } from "./machine-user.ts";
import { openLog } from "./log.ts";

export interface ServeFlags {
  readonly ledger: string;
  readonly port: number;
  readonly allowHost: readonly string[];
  readonly fetch: boolean;
  readonly host?: string;
  readonly origin?: string;
  readonly trustProxy?: boolean;
}

/**
 * Serves until the process is told to end.
 *
 * @param stop ends it; by default SIGINT and SIGTERM
 * @throws DemarcheError `serve/address`, `serve/no-admin`, `cli/usage`, `store/…`
 */
export async function runServe(
  flags: ServeFlags,
  effects: Effects,
  stop: Promise<unknown> = told(),
): Promise<number> {
  return withNewLedger(flags.ledger, async (ledger: Ledger) => {
    const team = await teamOf(flags, ledger);
    const desk = openDesk(flags, effects);
    const files = loadAssets();
    const log = openLog(effects);
    let prepare = (): Promise<void> => Promise.resolve();
    const appOf = (access: Site["access"]): ReturnType<typeof createApp> => {
      const app = createApp({
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
      });
      ({ prepare } = app);
      return app;
    };
    const server = team === null ? await listen(flags.port, appOf) : await listenForTeam(team, appOf);
    await effects.stdout.write(`${server.url}\n`);
    await effects.stderr.write(
      team === null
        ? `demarche: serving ${ledger.label}; open the address above, it works once. Ctrl-C ends.\n`
        : `demarche: serving ${ledger.label} to its team, on ${team.host} port ${team.port}. Ctrl-C ends.\n`,
    );
    if (team !== null && isOpenToAll(team)) {
      await effects.stderr.write(
        "demarche: passwords travel unencrypted: put a proxy with TLS before it and give --origin https://…\n",
      );
    }
    log.info({ ledger: ledger.label, port: flags.port }, "serving");
    const prepared = prepare();
    await stop;
    log.info({}, "ended");
    await server.close();
    await prepared;
    await desk.close();
    return 0;
  });
}

function told(): Promise<unknown> {
  return Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
}
