/** Decisions of people about records: `review`, `merge`, `split`, `overrides`. */
import { DemarcheError } from "../model/error.ts";
import type { FixableField, Hand, Ledger } from "../store/store.ts";
import { fixableFields } from "./formats.ts";
import type { Effects } from "./effects.ts";
import { withLedger } from "./ledger-flag.ts";
import { doerOf } from "./machine-user.ts";
import { renderCount, renderRecord } from "./print-records.ts";

export interface HandFlags {
  readonly ledger: string;
  readonly who: string;
  readonly note?: string;
  /** The revision that was seen of what is to be merged or split. */
  readonly revision?: number;
}

export type Decision = "accept" | "fix" | "reject" | "undo";

/** Notes a decision about a record, or shows all that were made. */
export async function runReview(
  record: string,
  decision: Decision | null,
  flags: HandFlags & { readonly set?: readonly string[] },
  effects: Effects,
): Promise<number> {
  const fields = fieldsOf(flags.set ?? []);
  if ((decision === "fix") !== 0 < Object.keys(fields).length) {
    throw new DemarcheError(
      "cli/usage",
      `expected --set FIELD=VALUE with fix and only there, one of ${fixableFields.join(", ")}`,
    );
  }
  const { who, note = null } = flags;
  return withLedger(flags.ledger, async (ledger) => {
    if (decision === "undo") await ledger.undoReview(record, who);
    else if (decision !== null) await ledger.review({ record, action: decision, fields, who, note });
    if (decision === "undo") await noteHand(ledger, effects, { action: "review-undo", subject: record, who });
    else if (decision !== null)
      await noteHand(ledger, effects, { action: "review", subject: record, detail: decision, who });
    const shown = await ledger.record(record);
    if (shown === null)
      throw new DemarcheError("store/unknown-id", `expected the id of a record, found "${record}"`);
    await effects.stdout.write(`${renderRecord(shown, Math.min(effects.stdout.width, 120))}\n`);
    for (const it of await ledger.reviews(shown.id)) {
      const what = it.action === "undo" ? `undo of ${it.undoes}` : it.action;
      await effects.stdout.write(
        `  ${it.number}  ${it.at}  ${it.who}  ${what}${it.note === null ? "" : `  “${it.note}”`}\n`,
      );
      await effects.stdout.write(`     ${it.before}\n  →  ${it.after}\n`);
    }
    return 0;
  });
}

function fieldsOf(assignments: readonly string[]): Partial<Record<FixableField, string | null>> {
  const fields: Partial<Record<FixableField, string | null>> = {};
  for (const assignment of assignments) {
    const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(assignment) ?? [];
    const field = fixableFields.find((it) => it === name);
    if (field === undefined) {
      throw new DemarcheError(
        "cli/usage",
        `--set: expected FIELD=VALUE with one of ${fixableFields.join(", ")}, found "${assignment}"`,
      );
    }
    fields[field] = value === "" ? null : value;
  }
  return fields;
}

/**
 * Logs a decision under the name of the user of this machine, as the pages log theirs under the account's; the name that
 * the decision itself is kept under is told where it is another.
 */
export async function noteHand(
  ledger: Ledger,
  effects: Effects,
  {
    action,
    subject,
    detail,
    who,
  }: {
    readonly action: string;
    readonly subject: string;
    readonly detail?: string;
    readonly who: string | null;
  },
): Promise<void> {
  const doer = doerOf(effects);
  const told = [detail, who === null || who === doer.who ? undefined : `as ${who}`];
  await ledger.team.note({ action, subject, detail: told.filter((it) => it !== undefined).join(" ") }, doer);
}

/** Who decides, why, and on what. */
export function handOf({ who, note, revision }: HandFlags): Hand {
  return { who, note: note ?? null, ...(revision === undefined ? {} : { revision }) };
}

/** Merges one record into another. */
export async function runMerge(
  from: string,
  into: string,
  flags: HandFlags,
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const number = await ledger.merge(from, into, handOf(flags));
    await noteHand(ledger, effects, { action: "merge", subject: from, detail: into, who: flags.who });
    const record = await ledger.record(into);
    await effects.stdout.write(
      `${from} counts for ${into} now: ${renderCount(record?.reports ?? 0, "report")} · undo with demarche overrides --undo ${number}\n`,
    );
    return 0;
  });
}

/** Splits a mention off; of a record, lists its mentions to choose from. */
export async function runSplit(id: string, flags: HandFlags, effects: Effects): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    if (/^[A-Z]/.test(id)) {
      const record = await ledger.record(id);
      if (record === null)
        throw new DemarcheError("store/unknown-id", `expected the id of a record, found "${id}"`);
      await effects.stdout.write(`${renderRecord(record, Math.min(effects.stdout.width, 120))}\n`);
      for (const { mention, reason, outlet, url, published } of await ledger.reports(record.id)) {
        const where = outlet ?? url ?? "outlet unknown";
        await effects.stdout.write(`  ${mention}  ${published ?? "no date"}  ${where}  (${reason})\n`);
      }
      return 0;
    }
    const number = await ledger.split(id, handOf(flags));
    await noteHand(ledger, effects, { action: "split", subject: id, who: flags.who });
    await effects.stdout.write(
      `${id} stands by itself now · undo with demarche overrides --undo ${number}\n`,
    );
    return 0;
  });
}

/** Lists merges and splits by hand, or takes one back. */
export async function runOverrides(
  flags: { readonly ledger: string; readonly undo?: number },
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    if (flags.undo !== undefined) {
      await ledger.undoOverride(flags.undo);
      await noteHand(ledger, effects, { action: "override-undo", subject: String(flags.undo), who: null });
    }
    for (const it of await ledger.overrides()) {
      const undone = it.undone_at === null ? "" : `  undone ${it.undone_at}`;
      const note = it.note === null ? "" : `  “${it.note}”`;
      const into = it.action === "merge" ? "into" : it.kind === "actor" ? "from" : "off to";
      await effects.stdout.write(
        `  ${it.number}  ${it.at}  ${it.who}  ${it.action} ${it.kind} ${it.subject} ${into} ${it.target}${note}${undone}\n`,
      );
    }
    return 0;
  });
}
