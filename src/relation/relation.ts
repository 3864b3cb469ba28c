/**
 * The relation sheet: what the events between two sides say of six tracks. Every value comes from a named rule over
 * evidence; where the evidence is thin there is no judgement. Pure: the ledger brings the events.
 */
import { isSolid } from "../model/ledger.ts";
import { findRule, type RelationRule, type Track, tracks } from "./rules.ts";

/** One event between the two, as the ledger knows it. */
export interface RelationEvent {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly mode: string | null;
  readonly status: string;
  readonly words: string;
  /** Days since 1970-01-01; null when no text tells. */
  readonly day: number | null;
  readonly edtf: string | null;
  readonly basis: string | null;
  readonly score: number | null;
  readonly reports: number;
  /** Texts that are not copies of each other. */
  readonly sources: number;
  readonly review: string | null;
}

/** An event as evidence for a value. */
export interface RelationEvidence {
  readonly event: RelationEvent;
  /** Name of the rule. */
  readonly rule: string;
  readonly value: string;
}

/** The state of one track. */
export interface TrackState {
  readonly track: Track;
  /** For sanctions, who acts on whom; null elsewhere. */
  readonly direction: { readonly source: string; readonly target: string } | null;
  /** Null: no judgement. */
  readonly value: string | null;
  /** First of the unbroken run of events with this value, EDTF. */
  readonly since: string | null;
  /** Why there is this value, or none. */
  readonly why: string;
  /** The events behind it, solid ones before others, then the latest first. */
  readonly evidence: readonly RelationEvidence[];
  /** Events of other value about the same time, and denials of it. */
  readonly conflicts: readonly RelationEvidence[];
}

/**
 * What of the events between two must be looked at: the types that some rule names. Where a rule asks for no words, the
 * latest tell: of meetings and attacks there may be tens of thousands.
 */
export function questionOf(
  rules: readonly RelationRule[],
  until: number | null,
): {
  readonly types: readonly string[];
  readonly frequentTypes: readonly string[];
  readonly mostOfFrequent: number;
  readonly until: number | null;
} {
  const types = [...new Set(rules.flatMap((rule) => rule.types))];
  return { types, frequentTypes: ["CONSULT", "ASSAULT", "MOBILIZE"], mostOfFrequent, until };
}

/** Meetings, attacks and mobilizations looked at in each direction. */
const mostOfFrequent = 200;

/** How close in days another value is a conflict rather than what was before. */
const conflictDays = 14;
export const mostEvidence = 10;

/**
 * The six tracks between `a` and `b`; sanctions twice, once each way.
 *
 * @param events between the two, in any order; a mutual one may come once for each direction
 */
export function judgeRelation(
  rules: readonly RelationRule[],
  a: string,
  b: string,
  events: readonly RelationEvent[],
): readonly TrackState[] {
  const once = [...new Map(events.map((event) => [event.id, event])).values()];
  return tracks.flatMap((track) =>
    track === "sanctions"
      ? [
          judgeTrack(rules, track, { source: a, target: b }, events),
          judgeTrack(rules, track, { source: b, target: a }, events),
        ]
      : [judgeTrack(rules, track, null, once)],
  );
}

function judgeTrack(
  rules: readonly RelationRule[],
  track: Track,
  direction: TrackState["direction"],
  events: readonly RelationEvent[],
): TrackState {
  const own = rules.filter((rule) => rule.track === track);
  const types = new Set(own.flatMap((rule) => rule.types));
  const fitting = events.flatMap((event): RelationEvidence[] => {
    if (!types.has(event.type)) return [];
    if (direction !== null && (event.source !== direction.source || event.target !== direction.target))
      return [];
    const rule = findRule(own, track, event);
    return rule === null ? [] : [{ event, rule: rule.name, value: rule.value }];
  });
  const dated = fitting.filter(({ event }) => event.day !== null).sort(byDayDown);
  const done = dated.filter(({ event }) => event.status === "occurred" || event.status === "ongoing");
  const isTruceAlone =
    track === "force" && done.every(({ value }) => value === "ceasefire") && 0 < done.length;
  const nothing = { track, direction, value: null, since: null, conflicts: [] };
  if (done.length === 0) {
    const why = fitting.length === 0 ? "no event tells" : "no event that occurred and is dated tells";
    return { ...nothing, why, evidence: fitting.slice(0, mostEvidence) };
  }
  // Of a trade war there are truces too.
  if (isTruceAlone)
    return {
      ...nothing,
      why: "a ceasefire is told, and no hostilities",
      evidence: done.slice(0, mostEvidence),
    };
  const solid = done.filter(isSolidEvidence);
  const [latest] = solid;
  if (latest === undefined) {
    const why = "thin: one text only, and it does not date the event";
    return { ...nothing, why, evidence: done.slice(0, mostEvidence) };
  }
  const days = rules.find(({ name }) => name === latest.rule)?.days ?? Infinity;
  const run = runOf(done, latest, days);
  const first = run.findLast(isSolidEvidence) as RelationEvidence;
  return {
    track,
    direction,
    value: latest.value,
    since: first.event.edtf,
    why: `${latest.rule}: ${countOf(run.length)}, the last ${latest.event.edtf}`,
    evidence: [...run.filter(isSolidEvidence), ...run.filter((it) => !isSolidEvidence(it))].slice(
      0,
      mostEvidence,
    ),
    conflicts: conflictsOf(dated, latest).slice(0, mostEvidence),
  };
}

function countOf(n: number): string {
  if (n === 1) return "one event";
  return n < mostOfFrequent ? `${n} events` : `${n} events and more, so since then or before`;
}

/** The latest event and those before it up to a solid one that says otherwise, or to a longer pause than the rule allows. */
function runOf(
  done: readonly RelationEvidence[],
  latest: RelationEvidence,
  days: number,
): readonly RelationEvidence[] {
  const run = [latest];
  let day = latest.event.day as number;
  for (const evidence of done.slice(done.indexOf(latest) + 1)) {
    const isSame = evidence.value === latest.value;
    if (!isSolidEvidence(evidence)) {
      if (isSame && day - (evidence.event.day as number) <= days) run.push(evidence);
      continue;
    }
    if (!isSame || days < day - (evidence.event.day as number)) break;
    day = evidence.event.day as number;
    run.push(evidence);
  }
  return run;
}

function conflictsOf(
  dated: readonly RelationEvidence[],
  latest: RelationEvidence,
): readonly RelationEvidence[] {
  const day = latest.event.day as number;
  return dated.filter(({ event, value }) => {
    if (event.id === latest.event.id || Math.abs((event.day as number) - day) > conflictDays) return false;
    const isDenial = event.status === "denied" || event.status === "negated";
    const isDone = event.status === "occurred" || event.status === "ongoing";
    return isDenial ? value === latest.value : isDone && value !== latest.value;
  });
}

function byDayDown(a: RelationEvidence, b: RelationEvidence): number {
  return (b.event.day as number) - (a.event.day as number) || (a.event.id < b.event.id ? -1 : 1);
}

function isSolidEvidence({ event }: RelationEvidence): boolean {
  return isSolid(event);
}
