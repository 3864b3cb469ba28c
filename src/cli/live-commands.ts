/** The commands for what comes by itself, with their flags and help: feeds that are followed, alerts that are sent. */
import type { Command } from "commander";
import type { Effects } from "./effects.ts";
import { ledgerOption, profileOption, several, wholeNumber } from "./flags.ts";
import type { AlertFlags } from "./alert-command.ts";
import type { WorkerFlags } from "./worker-command.ts";
import type { WatchFlags } from "./watch-command.ts";

/** Adds them to the program. */
export function addLiveCommands(program: Command, effects: Effects, finish: (status: number) => void): void {
  program
    .command("watch")
    .description("follow feeds for ever, politely, into the ledger; and send alerts")
    .argument("[feeds...]", "list of feeds (OPML) or a feed's address; the ledger remembers them")
    .addOption(ledgerOption())
    .option("--every <minutes>", "how often each feed is asked", wholeNumber(1, 1440), 15)
    .option("--once", "ask what is due once, then end")
    .option("--queue", "do not read: put into the queue of the ledger, for demarche worker")
    .option(
      "--pages",
      "fetch the page behind an item that is only a summary: of the feeds named, or of all, from now on",
    )
    .option("--no-pages", "keep summaries as they are, from now on")
    .option("--allow-host <host>", "an intranet host (HOST or HOST:PORT) that may be reached", several, [])
    .action(async (feeds: string[], flags: WatchFlags) => {
      const { runWatch } = await import("./watch-command.ts");
      finish(await runWatch(feeds, flags, effects));
    });

  program
    .command("feeds")
    .description("feeds that are followed: when they were last seen, which fail, which are silent")
    .addOption(ledgerOption())
    .option("--json", "print JSON")
    .action(async (flags: { ledger: string; json?: boolean }) => {
      const { runFeeds } = await import("./feeds-command.ts");
      finish(await runFeeds(flags, effects));
    });

  program
    .command("worker")
    .description("read what waits in the queue of a ledger; any number of them, on any number of machines")
    .addOption(ledgerOption())
    .option(
      "--lease <seconds>",
      "after which jobs in the hands of a worker that is not heard of are due again",
      wholeNumber(1, 86_400),
      300,
    )
    .option("--once", "end when nothing is due")
    .option("--alerts", "also send alerts, as watch does")
    .option("--allow-host <host>", "an intranet host (HOST or HOST:PORT) that may be reached", several, [])
    .addOption(profileOption())
    .action(async (flags: WorkerFlags) => {
      const { runWorker } = await import("./worker-command.ts");
      finish(await runWorker(flags, effects));
    });

  program
    .command("queue")
    .description("how the queue stands: waiting, in hand, given up")
    .addOption(ledgerOption())
    .option("--retry", "let what was given up out again")
    .option("--json", "print JSON")
    .action(async (flags: { ledger: string; retry?: boolean; json?: boolean }) => {
      const { runQueue } = await import("./queue-command.ts");
      finish(await runQueue(flags, effects));
    });

  program
    .command("alert")
    .description("be told of records that are new in a list, by a signed POST; watch sends them")
    .argument("<do>", "add, test ID, remove ID, or resume ID (after quarantine)")
    .argument("[id]", "of the alert")
    .addOption(ledgerOption())
    .option("--on <list>", "address of the list with its filter: /conditions?by=RUS&to=USA")
    .option("--to <url>", "where to send")
    .option("--allow-host <host>", "an intranet host (HOST or HOST:PORT) that may be reached", several, [])
    .action(async (what: string, id: string | undefined, flags: AlertFlags) => {
      const { runAlert } = await import("./alert-command.ts");
      finish(await runAlert(what, id ?? null, flags, effects));
    });

  program
    .command("alerts")
    .description("alerts with what they sent, what failed and what was given up")
    .addOption(ledgerOption())
    .option("--json", "print JSON")
    .action(async (flags: { ledger: string; json?: boolean }) => {
      const { runAlerts } = await import("./alert-command.ts");
      finish(await runAlerts(flags, effects));
    });
}
