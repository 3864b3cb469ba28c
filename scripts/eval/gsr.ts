/**
 * The PLOVER gold standard records (`plover/gold-dev.json`): one sentence each with its event, sources and targets, as
 * country codes. Records of one text are alternatives. Types are brought to PLOVER 0.8 by one table for all records.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { EventStatus, EventType } from "../../src/model/finding.ts";

/** An event as codes: what is scored. */
export interface CodedEvent {
  readonly type: EventType;
  readonly actors: ReadonlySet<string>;
  readonly recipients: ReadonlySet<string>;
}

export interface GoldRecord {
  /** Position in the file, from 0. */
  readonly index: number;
  readonly text: string;
  readonly alternatives: readonly CodedEvent[];
}

interface RawParty {
  readonly code?: string;
}
interface RawRecord {
  readonly id: string;
  readonly event: string;
  readonly mode?: string | null;
  readonly text: string;
  readonly source?: readonly RawParty[] | string | null;
  readonly target?: readonly RawParty[] | string | null;
}

const renamed: Readonly<Record<string, EventType>> = {
  DEMAND: "REQUEST",
  DISAPPROVE: "ACCUSE",
  INVESTIGATE: "ACCUSE",
  FIGHT: "ASSAULT",
};
const codeOf: Readonly<Record<string, string>> = {
  JAP: "JPN",
  ITL: "ITA",
  VTN: "VNM",
  UNO: "IGO",
  EUR: "IGO",
};

function codesOf(parties: RawRecord["source"]): Set<string> {
  const codes = new Set<string>();
  if (!Array.isArray(parties)) return codes;
  for (const { code } of parties as readonly RawParty[])
    if (code !== undefined && /^[A-Z]{3}$/.test(code)) codes.add(codeOf[code] ?? code);
  return codes;
}

const absorbed: Readonly<Partial<Record<EventType, EventType>>> = {
  CONSULT: "AGREE",
  SUPPORT: "AGREE",
  COOPERATE: "AGREE",
  AID: "AGREE",
  PROTEST: "THREATEN",
  SANCTION: "THREATEN",
  MOBILIZE: "THREATEN",
  COERCE: "THREATEN",
  ASSAULT: "THREATEN",
};

/**
 * The type that PLOVER gives an event of this type and status: cooperation to come is AGREE, conflict to come THREATEN;
 * null for what it leaves out (the negated, the denied, the hypothetical).
 */
export function ploverType(type: EventType, status: EventStatus): EventType | null {
  if (status === "occurred" || status === "ongoing") return type;
  if (status === "negated" && type === "AGREE") return "REJECT";
  return status === "planned" || status === "threatened" ? (absorbed[type] ?? type) : null;
}

/** The records of a data folder; none where it has none. */
export function loadGold(data: string): GoldRecord[] {
  const file = path.join(data, "plover", "gold-dev.json");
  if (!existsSync(file)) return [];
  const records = JSON.parse(readFileSync(file, "utf8")) as readonly RawRecord[];
  const coded = records.map((it): CodedEvent => ({
    type: renamed[it.event] ?? (it.event as EventType),
    actors: codesOf(it.source),
    recipients: codesOf(it.target),
  }));
  return records.map((it, index) => ({
    index,
    text: it.text,
    alternatives: coded.filter((_, i) => records[i]?.text === it.text),
  }));
}

export interface Scores {
  readonly n: number;
  readonly type: number;
  readonly actorF1: number;
  readonly recipientF1: number;
  readonly fullF1: number;
  readonly fullPrecision: number;
  readonly fullRecall: number;
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((it) => b.has(it));

/** Which gold and which found event are compared: those of one type where there are any, else the first of each. */
export function pairOf(
  gold: GoldRecord,
  found: readonly CodedEvent[],
): { expected: CodedEvent; event: CodedEvent | null; isHit: boolean } {
  for (const expected of gold.alternatives)
    for (const event of found) if (isFull(expected, event)) return { expected, event, isHit: true };
  for (const expected of gold.alternatives) {
    const event = found.find((it) => it.type === expected.type);
    if (event !== undefined) return { expected, event, isHit: false };
  }
  return { expected: gold.alternatives[0] as CodedEvent, event: found[0] ?? null, isHit: false };
}

function isFull(expected: CodedEvent, event: CodedEvent): boolean {
  return (
    expected.type === event.type &&
    sameSet(expected.actors, event.actors) &&
    sameSet(expected.recipients, event.recipients)
  );
}

/** Scores of the events found, one list per record, in per cent (docs/evaluation in research/events.md, section 2). */
export function scoreGold(gold: readonly GoldRecord[], found: readonly (readonly CodedEvent[])[]): Scores {
  let type = 0;
  let hits = 0;
  let nFound = 0;
  const counts = { actors: [0, 0, 0], recipients: [0, 0, 0] } as Record<
    "actors" | "recipients",
    [number, number, number]
  >;
  gold.forEach((record, i) => {
    const events = found[i] ?? [];
    nFound += events.length;
    if (events[0] !== undefined && record.alternatives.some((it) => it.type === events[0]?.type)) type++;
    const { expected, event, isHit } = pairOf(record, events);
    if (isHit) hits++;
    for (const side of ["actors", "recipients"] as const) {
      const mine = event?.[side] ?? new Set<string>();
      const count = counts[side];
      count[0] += [...expected[side]].filter((it) => mine.has(it)).length;
      count[1] += mine.size;
      count[2] += expected[side].size;
    }
  });
  const f1 = (right: number, mine: number, theirs: number): number =>
    (200 * right) / Math.max(1, mine + theirs);
  return {
    n: gold.length,
    type: (100 * type) / gold.length,
    actorF1: f1(...counts.actors),
    recipientF1: f1(...counts.recipients),
    fullF1: f1(hits, nFound, gold.length),
    fullPrecision: (100 * hits) / Math.max(1, nFound),
    fullRecall: (100 * hits) / gold.length,
  };
}
