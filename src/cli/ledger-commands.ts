/** The commands that work on a ledger, with their flags and help. */
import { availableParallelism } from "node:os";
import type { Command } from "commander";
import type { AddFlags } from "./add-command.ts";
import type { Effects } from "./effects.ts";
import { ledgerOption, several, wholeNumber } from "./flags.ts";

/** Threads when nothing is said: what the machine has, up to this many, each with 200 MB of knowledge. */
const mostWorkersUnasked = 8;

/** Adds them to the program. */
export function addLedgerCommands(
  program: Command,
  effects: Effects,
  finish: (status: number) => void,
): void {
  const nWorkers = Math.min(mostWorkersUnasked, availableParallelism());
  program
    .command("add")
    .description(
      "read articles into the ledger: files, folders, http(s) addresses, feeds, lists of feeds (OPML), JSONL, WARC, or - for standard input; what is there already is skipped",
    )
    .argument("[inputs...]", "FILE, FOLDER, URL or -; standard input when there is none")
    .addOption(ledgerOption())
    .option("--date <date>", "publication date where the article has none: 2014-12-17, 2014-12 or 2014")
    .option("--url <url>", "address the input was taken from")
    .option(
      "--allow-host <host>",
      "an intranet host (HOST or HOST:PORT) that may be fetched though it is private; may be given more than once",
      several,
      [],
    )
    .option("--workers <n>", "threads that read", wholeNumber(1, 64), nWorkers)
    .option("--retry-failed", "ask again for what failed before")
    .option("--json", "print the counts as JSON")
    .action(async (inputs: string[], flags: AddFlags) => {
      const { runAdd } = await import("./add-command.ts");
      finish(await runAdd(inputs, flags, effects));
    });

  program
    .command("reread")
    .description("read again, with this version, what the ledger keeps; ids, reviews and merges by hand stay")
    .addOption(ledgerOption())
    .option("--workers <n>", "threads that read", wholeNumber(1, 64), nWorkers)
    .action(async (flags: { ledger: string; workers: number }) => {
      const { runReread } = await import("./reread-command.ts");
      finish(await runReread(flags, effects));
    });
}
