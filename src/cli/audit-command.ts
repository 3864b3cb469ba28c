/** `demarche audit`: the log of who did what when from where. */
import { DemarcheError } from "../model/error.ts";
import { printable } from "../render/describe.ts";
import type { Effects } from "./effects.ts";
import { withLedger } from "./ledger-flag.ts";

export interface AuditFlags {
  readonly ledger: string;
  readonly since?: string;
  readonly who?: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** Prints the last rows that fit, in the order in which they were written. @throws DemarcheError `cli/usage` */
export async function runAudit(flags: AuditFlags, effects: Effects): Promise<number> {
  const { since, who, limit, json = false } = flags;
  if (since !== undefined && !/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/.test(since)) {
    const message = `--since: expected a day or a time in UTC, such as 2026-01-31 or 2026-01-31T08:00:00Z, found "${since}"`;
    throw new DemarcheError("cli/usage", message);
  }
  return withLedger(flags.ledger, async ({ team }) => {
    const filter = { ...(since === undefined ? {} : { since }), ...(who === undefined ? {} : { who }) };
    const rows = await team.audit(filter, limit);
    for (const row of rows.toReversed()) {
      const { number, at, who: doer, action, subject, detail, place } = row;
      const line = [number, at, doer === "" ? "-" : doer, action, subject, detail, `(${place})`];
      await effects.stdout.write(
        json
          ? `${JSON.stringify(row)}\n`
          : `${printable(line.filter((it) => it !== "").join("  ")).replaceAll("\n", " ")}\n`,
      );
    }
    if (!json && rows.length === limit)
      await effects.stderr.write(`demarche: the last ${limit}; --limit shows more\n`);
    return 0;
  });
}
