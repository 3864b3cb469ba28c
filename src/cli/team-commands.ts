/** The commands that keep a team, with their flags and help: accounts, tokens, and the log of what was done. */
import { type Command, Option } from "commander";
import type { Effects } from "./effects.ts";
import { ledgerOption, wholeNumber } from "./flags.ts";
import type { AuditFlags } from "./audit-command.ts";
import type { TokenFlags } from "./token-command.ts";
import type { UserFlags } from "./user-command.ts";

const roles = ["reader", "reviewer", "admin"];

/** Adds them to the program. */
export function addTeamCommands(program: Command, effects: Effects, finish: (status: number) => void): void {
  program
    .command("user")
    .description("accounts of a team; a password is asked for, or read from standard input")
    .argument("<do>", "add NAME, list, role NAME, password NAME, disable NAME or enable NAME")
    .argument("[name]", "of the account")
    .addOption(ledgerOption())
    .addOption(new Option("--role <role>", "with add and role: what they may do").choices(roles))
    .option("--json", "with list: print JSON")
    .action(async (what: string, name: string | undefined, flags: UserFlags) => {
      const { runUser } = await import("./user-command.ts");
      finish(await runUser(what, name ?? null, flags, effects));
    });

  program
    .command("token")
    .description("tokens by which programs use the API of a team; each is shown once")
    .argument("<do>", "add, list, or revoke ID")
    .argument("[id]", "first characters of the token, dmr_0123abcd")
    .addOption(ledgerOption())
    .option("--user <name>", "with add: in whose name it acts; with list: whose")
    .addOption(new Option("--scope <role>", "with add: what it may do").choices(roles))
    .option(
      "--expires <date>",
      "with add: its last day, 2027-01-31; without it, it holds until it is revoked",
    )
    .option("--note <text>", "with add: what it is for")
    .option("--json", "with list: print JSON")
    .action(async (what: string, id: string | undefined, flags: TokenFlags) => {
      const { runToken } = await import("./token-command.ts");
      finish(await runToken(what, id ?? null, flags, effects));
    });

  program
    .command("audit")
    .description("who did what, when, from where, the last last")
    .addOption(ledgerOption())
    .option("--since <date>", "from this day or time on, ISO 8601 in UTC")
    .option("--who <name>", "only what this account, or user of the machine, did")
    .option("--limit <n>", "the last of them, so many", wholeNumber(1, 1_000_000), 1000)
    .option("--json", "print JSON lines")
    .action(async (flags: AuditFlags) => {
      const { runAudit } = await import("./audit-command.ts");
      finish(await runAudit(flags, effects));
    });
}
