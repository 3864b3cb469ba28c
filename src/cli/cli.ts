/**
 * The command line: reads arguments, loads the command that was asked for, turns refusals into exit statuses.
 * What the commands do is elsewhere; each is a thin call of the library.
 */
import { Command, CommanderError, Option } from "commander";
import { DemarcheError, errorCodes } from "../model/error.ts";
import { version } from "../version.ts";
import type { Effects } from "./effects.ts";
import { addLedgerCommands } from "./ledger-commands.ts";
import { addLiveCommands } from "./live-commands.ts";
import { addScreenCommands } from "./screen-commands.ts";
import { addTeamCommands } from "./team-commands.ts";
import { profileOption, wholeNumber } from "./flags.ts";
import type { ParseFlags } from "./parse-command.ts";
import type { ReadFlags } from "./read-command.ts";

/**
 * Runs one command.
 *
 * @param argv the arguments after the program's name
 * @returns the exit status: 0 done; 1 some inputs failed; 64 and above a refusal (`sysexits.h`, see
 *   `model/error.ts`); 70 a bug
 */
export async function main(argv: readonly string[], effects: Effects): Promise<number> {
  let status = 0;
  const program = createProgram(effects, (code) => (status = code));
  try {
    await program.parseAsync(argv, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : errorCodes["cli/usage"].exit;
    if (error instanceof DemarcheError) {
      await effects.stderr.write(`demarche: ${error.message} [${error.code}]\n`);
      return errorCodes[error.code].exit;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await effects.stderr.write(
      `demarche: this is a bug, please report it with the text that caused it\n${stack}\n`,
    );
    return 70;
  }
}

/** The commands with their flags and help, for running and for the documentation. */
export function createProgram(effects: Effects, finish: (status: number) => void): Command {
  const program = new Command("demarche")
    .description(
      "Reads diplomatic news into records of who said what, what happened, and on what conditions.",
    )
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void effects.stdout.write(text),
      writeErr: (text) => void effects.stderr.write(text),
    })
    .showHelpAfterError("(demarche --help shows what there is)");

  program
    .command("read")
    .description(
      "read articles without storing them: files, folders, http(s) addresses, or - for standard input; plain text, HTML, feeds, JSONL and WARC, gzipped or not",
    )
    .argument("[inputs...]", "FILE, FOLDER, URL or -; standard input when there is none")
    .option("--date <date>", "publication date where the article has none: 2014-12-17, 2014-12 or 2014")
    .option("--url <url>", "address the input was taken from")
    .option(
      "--allow-host <host>",
      "an intranet host (HOST or HOST:PORT) that may be fetched though it is private; may be given more than once",
      (host: string, before: string[]) => [...before, host],
      [],
    )
    .addOption(
      new Option("--format <format>", "how to print readings")
        .choices(["text", "json", "jsonl", "html"])
        .default("text"),
    )
    .option("--jsonl", "filter: one JSON object per line in, exactly one out, in order")
    .option("--workers <n>", "threads for --jsonl", wholeNumber(1, 64), 1)
    .addOption(profileOption())
    .action(async (inputs: string[], flags: ReadFlags) => {
      const { runRead } = await import("./read-command.ts");
      finish(await runRead(inputs, flags, effects));
    });

  program
    .command("parse")
    .description("show sentences as the engine sees them: words, tags, trees and names")
    .argument("[inputs...]", "FILE, FOLDER, URL or -; standard input when there is none")
    .option(
      "--conllu",
      "print CoNLL-U; an input that is CoNLL-U itself is annotated anew on its own words and sentences",
    )
    .action(async (inputs: string[], flags: ParseFlags) => {
      const { runParse } = await import("./parse-command.ts");
      finish(await runParse(inputs, flags, effects));
    });

  addLedgerCommands(program, effects, finish);
  addLiveCommands(program, effects, finish);
  addScreenCommands(program, effects, finish);
  addTeamCommands(program, effects, finish);
  return program;
}
