/** Readers of flags that several commands have. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { RecordKind } from "../model/ledger.ts";
import { headlineNames } from "./formats.ts";

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && least <= value && value <= most) return value;
    throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}, found "${text}"`);
  };
}

/** A flag that may be given more than once. */
export function several(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

/** Where the ledger is. */
export function ledgerOption(): Option {
  return new Option("--ledger <ledger>", "file of the ledger, or postgres://user:password@host/database")
    .env("DEMARCHE_LEDGER")
    .default("demarche.db");
}

/** Where a profile of the run is to be written. */
export function profileOption(): Option {
  return new Option(
    "--profile <file>",
    "tell where the time goes, stage by stage: a table on standard error, all of it in this .json file",
  );
}

const roles = {
  statement: ["who speaks", "who is spoken to", "form: direct, indirect or mixed", "kind: speech, thought …"],
  event: [
    "who acts",
    "whom it is done to",
    "PLOVER type: CONSULT, SANCTION …",
    "occurred, planned, negated …",
  ],
  condition: ["who sets it", "on whom", "link: only-if, unless, until …", "offer or threat"],
} as const;

/** The flags by which records are chosen; all that are given must fit. */
export function filterOptions(command: Command, kind: RecordKind): Command {
  const [by, to, type, status] = roles[kind];
  command
    .option("--by <who>", `code or name: ${by}`)
    .option("--to <who>", `code or name: ${to}`)
    .option("--involving <who>", "code or name, in either role")
    .option("--between <a,b>", "two codes or names, whichever way")
    .option("--type <type>", `${type}; may be given more than once`, several)
    .option("--status <status>", `${status}; may be given more than once`, several)
    .option("--since <date>", "from this day, month or year on")
    .option("--until <date>", "up to this day, month or year")
    .option("--text <words>", "words as in search")
    .option("--min-reports <n>", "reported at least so often", wholeNumber(1, 1_000_000))
    .addOption(
      new Option(
        "--review <state>",
        "by what a reviewer decided; without it the rejected are left out",
      ).choices(["accept", "fix", "reject", "none"]),
    );
  if (kind === "event") {
    command.option("--mode <mode>", "PLOVER mode").option("--cameo <code>", "beginning of the CAMEO code");
  }
  if (kind === "condition") {
    command
      .option("--open", "only what has not ended: open, ripe or unclear")
      .addOption(
        new Option(
          "--headline <state>",
          `only what stands so: ${headlineNames.join(", ")}; may be given more than once`,
        ).argParser((text: string, before: readonly string[] | undefined) =>
          several(checkedHeadline(text), before),
        ),
      )
      .option("--as-of <date>", "how it stands on this day, or at the end of this month or year; else today");
  }
  return command;
}

function checkedHeadline(text: string): string {
  if ((headlineNames as readonly string[]).includes(text)) return text;
  throw new InvalidArgumentError(`expected one of ${headlineNames.join(", ")}, found "${text}"`);
}
