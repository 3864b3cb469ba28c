/** The commands that open the ledger to a browser and to an assistant, with their flags and help. */
import type { Command } from "commander";
import type { Effects } from "./effects.ts";
import { ledgerOption, several, wholeNumber } from "./flags.ts";
import type { ServeFlags } from "./serve-command.ts";

/** Adds them to the program. */
export function addScreenCommands(
  program: Command,
  effects: Effects,
  finish: (status: number) => void,
): void {
  program
    .command("serve")
    .description(
      "open the ledger in a browser on this machine: read, search, review, add; with --origin to a team",
    )
    .addOption(ledgerOption())
    .option("--port <port>", "port; 0 for any that is free", wholeNumber(0, 65_535), 4040)
    .option(
      "--allow-host <host>",
      "an intranet host (HOST or HOST:PORT) that may be fetched though it is private; may be given more than once",
      several,
      [],
    )
    .option(
      "--host <address>",
      "address of this machine to listen on, for a team: 0.0.0.0 for all; else 127.0.0.1",
    )
    .option(
      "--origin <url>",
      "serve a team with accounts, which browsers reach by this: https://desk.example",
    )
    .option(
      "--trust-proxy",
      "take the last address of X-Forwarded-For for where a request comes from: only behind a proxy that sets it",
    )
    .option("--no-fetch", "fetch no addresses: articles come as text and files only")
    .action(async (flags: ServeFlags) => {
      const { runServe } = await import("./serve-command.ts");
      finish(await runServe(flags, effects));
    });
  program
    .command("mcp")
    .description(
      "answer an assistant's questions to the ledger over standard input and output (Model Context Protocol)",
    )
    .addOption(ledgerOption())
    .action(async (flags: { ledger: string }) => {
      const { runMcp } = await import("./mcp-command.ts");
      finish(await runMcp(flags));
    });
}
