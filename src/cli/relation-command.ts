/** `demarche relation A B`: the relation sheet, with what each value rests on. */
import { dayText } from "../merge/days.ts";
import type { LedgerRecord } from "../model/ledger.ts";
import { loadRelationRules } from "../relation/load.ts";
import { judgeRelation, questionOf, type RelationEvidence, type TrackState } from "../relation/relation.ts";
import type { Effects } from "./effects.ts";
import { listStanding, standFilterOf } from "./condition-pages.ts";
import { withLedger } from "./ledger-flag.ts";
import { renderCount, renderRecord, starNote } from "./print-records.ts";
import { endedHeadlines, openHeadlines } from "./formats.ts";
import { codeOf, dayOf } from "./record-flags.ts";

export interface RelationFlags {
  readonly ledger: string;
  readonly asOf?: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** The sheet as data. */
interface Sheet {
  readonly between: readonly [string, string];
  /** The last day looked at; null for all. */
  readonly asOf: string | null;
  readonly tracks: readonly TrackState[];
  /** The latest that have not ended: open, ripe or unclear. */
  readonly conditions: readonly LedgerRecord[];
  /** The latest that were honoured, broken or withdrawn, or have lapsed. */
  readonly ended: readonly LedgerRecord[];
  readonly timeline: readonly LedgerRecord[];
  readonly events: { readonly distinct: number; readonly reports: number };
  readonly conditionCount: { readonly distinct: number; readonly reports: number };
}

/** Prints the sheet. */
export async function runRelation(
  names: readonly [string, string],
  flags: RelationFlags,
  effects: Effects,
): Promise<number> {
  const until = dayOf(flags.asOf, "--as-of")?.to ?? null;
  return withLedger(flags.ledger, async (ledger) => {
    const between = [await codeOf(ledger, names[0]), await codeOf(ledger, names[1])] as const;
    const rules = loadRelationRules();
    const events = await ledger.relationEvents(between, questionOf(rules, until));
    const of = <Kind extends "event" | "condition">(kind: Kind) => ({
      kind,
      between,
      ...(until === null ? {} : { until }),
    });
    const standing = standFilterOf(flags);
    const list = async (headlines: readonly string[]): Promise<readonly LedgerRecord[]> =>
      (await listStanding(ledger, of("condition"), flags.limit, null, { ...standing, headlines })).items;
    const sheet: Sheet = {
      between,
      asOf: until === null ? null : dayText(until),
      tracks: judgeRelation(rules, between[0], between[1], events),
      conditions: await list(openHeadlines),
      ended: await list(endedHeadlines),
      timeline: (await ledger.records(of("event"), flags.limit)).items,
      events: await ledger.count(of("event")),
      conditionCount: await ledger.count(of("condition")),
    };
    await effects.stdout.write(
      flags.json === true
        ? `${JSON.stringify(sheet)}\n`
        : renderSheet(sheet, flags.limit, Math.min(effects.stdout.width, 120)),
    );
    return 0;
  });
}

function renderSheet(sheet: Sheet, limit: number, width: number): string {
  const [a, b] = sheet.between;
  const lines = [`${a} – ${b}${sheet.asOf === null ? "" : `, as of ${sheet.asOf}`}`, statusLine(sheet), ""];
  for (const state of sheet.tracks) lines.push(...renderTrack(state));
  const { conditions, ended, timeline, conditionCount, events } = sheet;
  const stated = (shown: number, { distinct, reports }: Sheet["events"]): string =>
    `${distinct} distinct, ${renderCount(reports, "report")}${shown < distinct ? `, the last ${shown}` : ""}`;
  const { distinct, reports } = conditionCount;
  lines.push("", `Conditions: ${distinct} distinct, ${renderCount(reports, "report")}`, "");
  for (const [title, some] of [
    ["Not ended", conditions],
    ["Ended", ended],
  ] as const) {
    if (some.length === 0) continue;
    lines.push(`${title}${some.length < limit ? "" : `, the last ${limit}`}:`, "");
    lines.push(...some.map((it) => `${renderRecord(it, width)}\n`));
  }
  lines.push(`Events: ${stated(timeline.length, events)}`, "");
  for (const record of timeline) {
    const score = record.score === null ? "" : `${0 < record.score ? "+" : ""}${record.score}`;
    lines.push(`${score.padStart(5)}  ${renderRecord(record, width).replaceAll("\n", "\n       ")}`);
  }
  if ([...conditions, ...ended, ...timeline].some(({ date }) => date?.basis === "publication"))
    lines.push("", starNote);
  return `${lines.join("\n")}\n`;
}

/** One sentence of all judged tracks. */
function statusLine({ tracks }: Sheet): string {
  const judged = tracks.filter(({ value }) => value !== null);
  if (judged.length === 0) return "No judgement: the evidence is thin.";
  return `${judged.map((it) => `${titleOf(it)}: ${it.value}${it.since === null ? "" : ` since ${it.since}`}`).join(" · ")}.`;
}

function renderTrack(state: TrackState): readonly string[] {
  const value =
    state.value === null ? "no judgement" : `${state.value} since ${state.since ?? "an unknown day"}`;
  const lines = [`${titleOf(state).padEnd(22)}${value} (${state.why})`];
  for (const evidence of state.evidence.slice(0, 3)) lines.push(`    ${renderEvidence(evidence)}`);
  for (const evidence of state.conflicts.slice(0, 3))
    lines.push(`    but ${evidence.value} (${evidence.event.status}): ${renderEvidence(evidence)}`);
  return lines;
}

function titleOf({ track, direction }: TrackState): string {
  return direction === null ? track : `${track} ${direction.source}→${direction.target}`;
}

function renderEvidence({ event }: RelationEvidence): string {
  const star = event.basis === "publication" ? "*" : "";
  return `${event.edtf ?? "no date"}${star}  “${event.words}” · ${renderCount(event.reports, "report")} · ${event.id}`;
}
