/** Questions to a ledger: `statements`, `events`, `conditions`, `search`, `actor`, `changes`. */
import { DemarcheError } from "../model/error.ts";
import type { LedgerRecord, RecordKind } from "../model/ledger.ts";
import { recordKinds } from "../model/ledger.ts";
import type { Ledger, RecordFilter } from "../store/store.ts";
import type { Effects } from "./effects.ts";
import { listStanding, standFilterOf, type StandFlags } from "./condition-pages.ts";
import { withLedger } from "./ledger-flag.ts";
import { renderCount, renderRecord, starNote } from "./print-records.ts";
import { type FilterFlags, filterOf } from "./record-flags.ts";

/** Flags of every question that is answered in pages. */
export interface PageFlags {
  readonly ledger: string;
  readonly limit: number;
  readonly after?: string;
  readonly json?: boolean;
}

/** Answers with a page of records, and how many there are in all. */
export async function runList(
  kind: RecordKind,
  flags: FilterFlags & PageFlags & StandFlags,
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const filter = await filterOf(ledger, kind, flags);
    const standing = standFilterOf(flags);
    const page = await listStanding(ledger, filter, flags.limit, checkedCursor(flags.after), standing);
    const count = await ledger.count(filter);
    if (flags.json === true) {
      const query = kind === "condition" ? { ...filter, ...standing } : filter;
      await effects.stdout.write(`${JSON.stringify({ query, ...count, ...page })}\n`);
      return 0;
    }
    await writeRecords(effects, page.items);
    const how = standing.headlines === null ? "" : ` ${standing.headlines.join(", ")},`;
    const shown = page.items.length === count.distinct ? "" : `${page.items.length}${how} of `;
    const next = page.next === null ? "" : ` · more with --after ${page.next}`;
    await effects.stdout.write(
      `${shown}${count.distinct} distinct, ${renderCount(count.reports, "report")}${next}\n`,
    );
    return 0;
  });
}

async function writeRecords(effects: Effects, records: readonly LedgerRecord[]): Promise<void> {
  const width = Math.min(effects.stdout.width, 120);
  for (const record of records) await effects.stdout.write(`${renderRecord(record, width)}\n\n`);
  if (records.some(({ date }) => date?.basis === "publication")) await effects.stdout.write(`${starNote}\n`);
}

function checkedCursor(after: string | undefined): string | null {
  if (after === undefined || /^-?\d+(?:\.\d+)?$/.test(after)) return after ?? null;
  throw new DemarcheError("cli/usage", `--after: expected what the page before ended with, found "${after}"`);
}

/** Answers with the records whose wordings fit a question, those stored last first. */
export async function runSearch(
  question: string,
  flags: PageFlags & { readonly kind?: RecordKind },
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const kinds = flags.kind === undefined ? recordKinds : [flags.kind];
    const { items, next, understood } = await ledger.search(question, {
      kinds,
      limit: flags.limit,
      after: checkedCursor(flags.after),
    });
    const records = new Map<string, LedgerRecord>();
    for (const { record } of items) {
      const found = await ledger.record(record);
      if (found !== null && 0 < found.mentions && found.review !== "reject") records.set(found.id, found);
    }
    const found = [...records.values()];
    if (flags.json === true) {
      await effects.stdout.write(`${JSON.stringify({ understood, items: found, next })}\n`);
      return 0;
    }
    await writeRecords(effects, found);
    const more = next === null ? "" : ` · more with --after ${next}`;
    const none = found.length === 0 && understood !== "" ? await blameTerm(ledger, understood) : "";
    await effects.stdout.write(
      `searched for: ${understood || "nothing: give words that carry meaning"}${none}${more}\n`,
    );
    return 0;
  });
}

/** Which word alone finds nothing, so that nobody has to guess. */
async function blameTerm(ledger: Ledger, understood: string): Promise<string> {
  for (const term of understood.split(" AND ")) {
    if (term.startsWith("NOT ")) continue;
    const { items } = await ledger.search(term, { kinds: recordKinds, limit: 1, after: null });
    if (items.length === 0) return ` · no wording has ${term}`;
  }
  return " · each is found, but not together";
}

/** Answers who an actor is: offices with their evidence, statements, events as actor and recipient, conditions. */
export async function runActor(
  name: string,
  flags: { readonly ledger: string; readonly limit: number; readonly json?: boolean },
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const actors = await ledger.actors(name);
    const sides = await ledger.sides(name);
    if (sides === null || actors.length + sides.codes.length === 0) {
      throw new DemarcheError(
        "store/unknown-id",
        `expected a code or name that the ledger has met, found "${name}"`,
      );
    }
    const offices = await ledger.offices(actors.map(({ id }) => id));
    const questions: readonly (readonly [string, RecordFilter])[] = [
      ["statements", { kind: "statement", by: sides }],
      ["events by", { kind: "event", by: sides }],
      ["events to", { kind: "event", to: sides }],
      ["conditions set", { kind: "condition", by: sides }],
      ["conditions on", { kind: "condition", to: sides }],
    ];
    const sections: { title: string; distinct: number; reports: number; items: readonly LedgerRecord[] }[] =
      [];
    for (const [title, filter] of questions) {
      const { items } = await listStanding(ledger, filter, flags.limit, null, standFilterOf({}));
      sections.push({ title, ...(await ledger.count(filter)), items });
    }
    if (flags.json === true) {
      await effects.stdout.write(`${JSON.stringify({ actors, offices, sections })}\n`);
      return 0;
    }
    for (const { id, name: own, kind, code, sector, articles } of actors) {
      const what = [kind, code, sector].filter((it) => it !== null).join(" ");
      await effects.stdout.write(`${own} · ${what} · ${renderCount(articles, "article")} · ${id}\n`);
    }
    for (const { office, published, outlet, exact } of offices.slice(0, flags.limit)) {
      await effects.stdout.write(
        `  ${published ?? "no date"}  ${office}  (“${exact}”, ${outlet ?? "outlet unknown"})\n`,
      );
    }
    if (flags.limit < offices.length) {
      await effects.stdout.write(
        `  ${flags.limit} of ${offices.length} offices as worded; --limit shows more\n`,
      );
    }
    for (const { title, distinct, reports, items } of sections) {
      if (distinct === 0) continue;
      const shown = items.length === distinct ? "" : `, the last ${items.length}`;
      await effects.stdout.write(
        `\n${title}: ${distinct} distinct, ${renderCount(reports, "report")}${shown}\n\n`,
      );
      await writeRecords(effects, items);
    }
    return 0;
  });
}

/** Answers what changed after a number: a line each, or JSON lines, then the number to go on from. */
export async function runChanges(
  flags: { readonly ledger: string; readonly since: number; readonly limit: number; readonly json?: boolean },
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const page = await ledger.changes(flags.since, flags.limit);
    if (flags.json === true) {
      await effects.stdout.write(`${JSON.stringify(page)}\n`);
      return 0;
    }
    for (const { seq, at, action, kind, id, revision } of page.items) {
      await effects.stdout.write(
        `${String(seq).padStart(8)}  ${at}  ${action.padEnd(9)} ${kind} ${id} (${revision})\n`,
      );
    }
    const last = page.items.at(-1)?.seq ?? flags.since;
    await effects.stdout.write(page.next === null ? `all up to ${last}\n` : `more with --since ${last}\n`);
    return 0;
  });
}
