/** The commands that work on a ledger, with their flags and help. */
import { availableParallelism, userInfo } from "node:os";
import { Argument, type Command, Option } from "commander";
import { type RecordKind, recordKinds } from "../model/ledger.ts";
import type { AddFlags } from "./add-command.ts";
import type { StandFlags } from "./condition-pages.ts";
import type { Effects } from "./effects.ts";
import type { PageFlags } from "./ask-commands.ts";
import { filterOptions, ledgerOption, profileOption, several, wholeNumber } from "./flags.ts";
import type { ExportFlags } from "./export-command.ts";
import type { Decision, HandFlags } from "./hand-commands.ts";
import { exportFormats, fixableFields } from "./formats.ts";
import type { FilterFlags } from "./record-flags.ts";
import type { RelationFlags } from "./relation-command.ts";

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
    .option("--queue", "do not read: put into the queue of the ledger, for demarche worker")
    .option("--urgent", "with --queue: before all that is not urgent")
    .option("--json", "print the counts as JSON")
    .addOption(profileOption())
    .action(async (inputs: string[], flags: AddFlags) => {
      const { runAdd } = await import("./add-command.ts");
      finish(await runAdd(inputs, flags, effects));
    });

  program
    .command("load")
    .description(
      "store documents with readings that this version made elsewhere, on a cluster: lines of JSON",
    )
    .argument("[inputs...]", "FILE or -; standard input when there is none")
    .addOption(ledgerOption())
    .option("--json", "print the counts as JSON")
    .action(async (inputs: string[], flags: { ledger: string; json?: boolean }) => {
      const { runLoad } = await import("./load-command.ts");
      finish(await runLoad(inputs, flags, effects));
    });
  program
    .command("reread")
    .description("read again, with this version, what the ledger keeps; ids, reviews and merges by hand stay")
    .addOption(ledgerOption())
    .option("--workers <n>", "threads that read", wholeNumber(1, 64), nWorkers)
    .option("--all", "also what this version has read, after a change of rules or data")
    .action(async (flags: { ledger: string; workers: number; all?: boolean }) => {
      const { runReread } = await import("./reread-command.ts");
      finish(await runReread(flags, effects));
    });

  addQuestions(program, effects, finish);
  addExport(program, effects, finish);
  addHands(program, effects, finish);
  addCare(program, effects, finish);
}

/** The commands that ask and change nothing. */
function addQuestions(program: Command, effects: Effects, finish: (status: number) => void): void {
  const asked = (name: string, description: string): Command =>
    program.command(name).description(description).addOption(ledgerOption()).option("--json", "print JSON");
  const paged = (command: Command): Command =>
    command
      .option("--limit <n>", "how many on a page", wholeNumber(1, 100_000), 50)
      .option("--after <cursor>", "go on after the page that ended with this");

  asked(
    "relation",
    "the state of relations between two: six tracks with their evidence, conditions, a timeline",
  )
    .argument("<a>", "code or name of a state or body")
    .argument("<b>", "the other")
    .option("--as-of <date>", "look no further than this day, month or year")
    .option("--limit <n>", "how many conditions and events to show", wholeNumber(1, 100_000), 20)
    .action(async (a: string, b: string, flags: RelationFlags) => {
      const { runRelation } = await import("./relation-command.ts");
      finish(await runRelation([a, b], flags, effects));
    });

  for (const kind of recordKinds) {
    filterOptions(paged(asked(`${kind}s`, `distinct ${kind}s, the latest first`)), kind).action(
      async (flags: FilterFlags & PageFlags & StandFlags) => {
        const { runList } = await import("./ask-commands.ts");
        finish(await runList(kind, flags, effects));
      },
    );
  }

  paged(asked("search", 'records by their words: all must be there, "in quotation marks" together, -not'))
    .argument("<words...>", "what to search for")
    .addOption(new Option("--kind <kind>", "only these").choices(recordKinds))
    .action(async (words: string[], flags: PageFlags & { kind?: RecordKind }) => {
      const { runSearch } = await import("./ask-commands.ts");
      finish(await runSearch(words.map(quoteIfSeveral).join(" "), flags, effects));
    });

  asked("reports", "who reports a record: each text with its copies, and the original where it can be told")
    .argument("<record>", "id of the record")
    .action(async (record: string, flags: { ledger: string; json?: boolean }) => {
      const { runReports } = await import("./reports-command.ts");
      finish(await runReports(record, flags, effects));
    });

  asked("actor", "who somebody is: offices with their evidence, statements, events, conditions")
    .argument("<name>", "code, name or id")
    .option("--limit <n>", "how many of each to show", wholeNumber(1, 100_000), 10)
    .action(async (name: string, flags: { ledger: string; limit: number; json?: boolean }) => {
      const { runActor } = await import("./ask-commands.ts");
      finish(await runActor(name, flags, effects));
    });

  asked("changes", "what was added, corrected, merged, reviewed or deleted since a number of the log")
    .option("--since <number>", "the last number already seen", wholeNumber(0, Number.MAX_SAFE_INTEGER), 0)
    .option("--limit <n>", "how many", wholeNumber(1, 100_000), 1000)
    .action(async (flags: { ledger: string; since: number; limit: number; json?: boolean }) => {
      const { runChanges } = await import("./ask-commands.ts");
      finish(await runChanges(flags, effects));
    });
}

/** The shell took the quotation marks off an argument of several words. */
function quoteIfSeveral(argument: string): string {
  return /\s/.test(argument) && !/["“”]/.test(argument) ? `"${argument}"` : argument;
}

function addExport(program: Command, effects: Effects, finish: (status: number) => void): void {
  const exporting = program
    .command("export")
    .description("records as a file that others load, all that the filter gives, with a manifest beside it");
  for (const kind of recordKinds) {
    const formats = Object.entries(exportFormats)
      .filter(([, { kinds }]) => (kinds as readonly string[]).includes(kind))
      .map(([name]) => name);
    filterOptions(exporting.command(`${kind}s`).description(`distinct ${kind}s`), kind)
      .addOption(ledgerOption())
      .addOption(new Option("--format <format>", "how to write them").choices(formats).default("jsonl"))
      .option("--out <file>", "where to; without it text goes to standard output, without a manifest")
      .action(async (flags: FilterFlags & ExportFlags & StandFlags) => {
        const { runExport } = await import("./export-command.ts");
        finish(await runExport(kind, flags, effects));
      });
  }
}

/** The commands by which people decide. */
function addHands(program: Command, effects: Effects, finish: (status: number) => void): void {
  const handOptions = (command: Command): Command =>
    command
      .addOption(ledgerOption())
      .addOption(new Option("--who <name>", "who decides").env("DEMARCHE_USER").default(userName()))
      .option("--note <text>", "why");
  const byHand = (name: string, description: string): Command =>
    handOptions(program.command(name).description(description));
  const held = (command: Command): Command =>
    command.option(
      "--revision <n>",
      "the revision that was seen; what has changed since is left as it is",
      wholeNumber(1, Number.MAX_SAFE_INTEGER),
    );

  byHand(
    "review",
    "decide about a record: accept, fix, reject, or undo the last decision; without a decision, its history",
  )
    .argument("<record>", "id of the record")
    .addArgument(new Argument("[decision]", "what to decide").choices(["accept", "fix", "reject", "undo"]))
    .option(
      "--set <field=value>",
      `with fix: ${fixableFields.join(", ")}; may be given more than once`,
      several,
    )
    .action(
      async (
        record: string,
        decision: Decision | undefined,
        flags: HandFlags & { set?: readonly string[] },
      ) => {
        const { runReview } = await import("./hand-commands.ts");
        finish(await runReview(record, decision ?? null, flags, effects));
      },
    );

  const merge = held(
    byHand("merge", "count all reports of one record for another; holds when articles are read again"),
  );
  merge
    .argument("<from>", "id of the record that is to go")
    .argument("<into>", "id of the record that is to stay")
    .action(async (from: string, into: string, flags: HandFlags) => {
      const { runMerge } = await import("./hand-commands.ts");
      finish(await runMerge(from, into, flags, effects));
    });
  held(handOptions(merge.command("actor")))
    .description("count one actor for another: its records, offices and articles; later articles too")
    .argument("<from>", "id, code or name of the actor that is to go")
    .argument("<into>", "id, code or name of the actor that is to stay")
    .action(async (from: string, into: string, _: unknown, command: Command) => {
      const { runMergeActor } = await import("./actor-commands.ts");
      finish(await runMergeActor(from, into, command.optsWithGlobals<HandFlags>(), effects));
    });

  const split = held(
    byHand(
      "split",
      "part one mention from its record; without a mention, the reports of a record with their reasons",
    ),
  );
  split
    .argument("<id>", "id of the mention, or of a record to list its mentions")
    .action(async (id: string, flags: HandFlags) => {
      const { runSplit } = await import("./hand-commands.ts");
      finish(await runSplit(id, flags, effects));
    });
  held(handOptions(split.command("actor")))
    .description(
      "part an actor from the one that it was merged into; of one that stands by itself, who counts for it, and who may",
    )
    .argument("<actor>", "id of the actor that was merged; or id, code or name of one to ask about")
    .action(async (actor: string, _: unknown, command: Command) => {
      const { runSplitActor } = await import("./actor-commands.ts");
      finish(await runSplitActor(actor, command.optsWithGlobals<HandFlags>(), effects));
    });

  program
    .command("overrides")
    .description("merges and splits by hand, with their numbers; --undo takes one back")
    .addOption(ledgerOption())
    .option("--undo <number>", "take this one back", wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .action(async (flags: { ledger: string; undo?: number }) => {
      const { runOverrides } = await import("./hand-commands.ts");
      finish(await runOverrides(flags, effects));
    });
}

/** The commands that keep a ledger sound. */
function addCare(program: Command, effects: Effects, finish: (status: number) => void): void {
  program
    .command("verify")
    .description(
      "check every capture against its digest, every span against its text, every count against what it counts",
    )
    .addOption(ledgerOption())
    .option("--json", "print JSON")
    .action(async (flags: { ledger: string; json?: boolean }) => {
      const { runVerify } = await import("./care-commands.ts");
      finish(await runVerify(flags, effects));
    });

  program
    .command("backup")
    .description("the whole ledger of this moment as one gzipped file, for either engine")
    .argument("<file>", "where to; must not be there")
    .addOption(ledgerOption())
    .action(async (file: string, flags: { ledger: string }) => {
      const { runBackup } = await import("./care-commands.ts");
      finish(await runBackup(file, flags, effects));
    });

  program
    .command("restore")
    .description("fill an empty ledger from a backup")
    .argument("<file>", "the backup")
    .addOption(ledgerOption())
    .action(async (file: string, flags: { ledger: string }) => {
      const { runRestore } = await import("./care-commands.ts");
      finish(await runRestore(file, flags, effects));
    });

  program
    .command("failures")
    .description("what could not be read, with its reason; demarche add --retry-failed tries again")
    .addOption(ledgerOption())
    .option("--json", "print JSON")
    .action(async (flags: { ledger: string; json?: boolean }) => {
      const { runFailures } = await import("./care-commands.ts");
      finish(await runFailures(flags, effects));
    });

  program
    .command("delete")
    .description(
      "take an article out: its words go from everywhere, its hash stays so that it is not added again",
    )
    .argument("<article>", "its hash")
    .addOption(ledgerOption())
    .action(async (article: string, flags: { ledger: string }) => {
      const { runDelete } = await import("./care-commands.ts");
      finish(await runDelete(article, flags, effects));
    });
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown"; // A container may run as a user without a name.
  }
}
