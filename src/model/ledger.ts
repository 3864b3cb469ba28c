/**
 * What the ledger keeps of a reading, and gives back: mentions with their parties named, the distinct records that
 * they report, and the words for what happened to them. Data only; `store` keeps it, `serve` and exports show it.
 */
import type { Evidence, ReadingCondition, ReadingEvent, ReadingParty, ReadingStatement } from "./reading.ts";

export const recordKinds = ["statement", "event", "condition"] as const;
export type RecordKind = (typeof recordKinds)[number];

/** A party with who it is, so that a record explains itself. */
export interface LedgerParty extends ReadingParty {
  /** Id of the ledger's actor, `A…`; null when it could not be told who is meant. */
  readonly actor: string | null;
  readonly name: string | null;
  readonly kind: string | null;
  readonly code: string | null;
  readonly sector: string | null;
  /** As this article words it. */
  readonly office: string | null;
  /** Where this article does not tell the code, or more than the family name: the article whose words show the office by which it is known. */
  readonly learnt?: Learnt;
}

/** The words by which the ledger knows of somebody what an article does not tell. */
export interface Learnt {
  /** Hash of the article. */
  readonly article: string;
  readonly office: string;
}

type Named<Finding, Single extends keyof Finding, Several extends keyof Finding> = Omit<
  Finding,
  Single | Several
> & { readonly [Key in Single]: LedgerParty | null } & { readonly [Key in Several]: readonly LedgerParty[] };

export type LedgerStatement = Named<ReadingStatement, "speaker" | "addressee", "via">;
export type LedgerEvent = Named<ReadingEvent, never, "actors" | "recipients">;
export type LedgerCondition = Named<ReadingCondition, "setter" | "target", never> & {
  /** Codes of states and bodies named in requirement and outcome, sorted: whom it concerns where no target is told. */
  readonly about: readonly string[];
};
export type LedgerFinding = LedgerStatement | LedgerEvent | LedgerCondition;

export type PartyRole = "speaker" | "addressee" | "via" | "actor" | "recipient" | "setter" | "target";

/** The parties of a finding with their roles, in the order of the text's own lists. */
export function listParties(
  kind: RecordKind,
  finding: LedgerFinding,
): readonly { readonly role: PartyRole; readonly party: LedgerParty }[] {
  const as = (role: PartyRole, ...parties: readonly (LedgerParty | null)[]) =>
    parties.flatMap((party) => (party === null ? [] : [{ role, party }]));
  if (kind === "statement") {
    const { speaker, addressee, via } = finding as LedgerStatement;
    return [...as("speaker", speaker), ...as("addressee", addressee), ...as("via", ...via)];
  }
  if (kind === "event") {
    const { actors, recipients } = finding as LedgerEvent;
    return [...as("actor", ...actors), ...as("recipient", ...recipients)];
  }
  const { setter, target } = finding as LedgerCondition;
  return [...as("setter", setter), ...as("target", target)];
}

/** The finding with every party changed by a function; the same finding where nothing changes. */
export function mapParties(
  kind: RecordKind,
  finding: LedgerFinding,
  change: (party: LedgerParty) => LedgerParty,
): LedgerFinding {
  const changed = new Map(listParties(kind, finding).map(({ party }) => [party, change(party)]));
  if ([...changed].every(([before, after]) => before === after)) return finding;
  const one = (party: LedgerParty | null): LedgerParty | null =>
    party === null ? null : (changed.get(party) as LedgerParty);
  const all = (parties: readonly LedgerParty[]): readonly LedgerParty[] =>
    parties.map((it) => changed.get(it) as LedgerParty);
  if (kind === "statement") {
    const statement = finding as LedgerStatement;
    const { speaker, addressee, via } = statement;
    return { ...statement, speaker: one(speaker), addressee: one(addressee), via: all(via) };
  }
  if (kind === "event") {
    const event = finding as LedgerEvent;
    return { ...event, actors: all(event.actors), recipients: all(event.recipients) };
  }
  const condition = finding as LedgerCondition;
  return { ...condition, setter: one(condition.setter), target: one(condition.target) };
}

/** The exact words of a finding, in parts: a statement's content, an event's phrase, a condition's outcome and requirement. */
export function listWords(kind: RecordKind, finding: LedgerFinding): readonly Evidence[] {
  if (kind === "statement") return (finding as LedgerStatement).content;
  if (kind === "event") return [finding as LedgerEvent];
  const { outcome, requirement } = finding as LedgerCondition;
  return [outcome, requirement].sort((a, b) => a.start - b.start);
}

/** Every place that a finding points at. */
export function listEvidence(kind: RecordKind, finding: LedgerFinding): readonly Evidence[] {
  const parties = listParties(kind, finding).map(({ party }) => party);
  const words = listWords(kind, finding);
  if (kind === "statement") {
    const { cue } = finding as LedgerStatement;
    return [...parties, ...words, ...(cue === null ? [] : [cue])];
  }
  if (kind === "event") {
    const { trigger, place } = finding as LedgerEvent;
    return [...parties, ...words, trigger, ...(place === null ? [] : [place])];
  }
  return [...parties, ...words, (finding as LedgerCondition).cue];
}

/** A distinct record as it is given out. */
export interface LedgerRecord {
  readonly id: string;
  readonly kind: RecordKind;
  readonly date: { readonly edtf: string; readonly basis: string } | null;
  /** First and last day it can have happened or been said, and the last day it was said again: days since 1970-01-01. */
  readonly day: number | null;
  readonly dayTo: number | null;
  readonly lastDay: number | null;
  readonly type: string;
  readonly status: string;
  readonly mode: string | null;
  readonly cameo: string | null;
  readonly score: number | null;
  readonly confidence: number | null;
  readonly words: string;
  readonly mentions: number;
  readonly reports: number;
  readonly sources: number;
  readonly review: string | null;
  readonly revision: number;
  /** The first report's words and parties. */
  readonly finding: LedgerFinding;
  /** How a condition has fared; null for other kinds, and where it was not asked for. */
  readonly life: ConditionLife | null;
  /** Where they stand. */
  readonly first: Place;
}

/** How a condition stands on a day, and what it rests on; docs/records.md has the tables. */
export interface ConditionLife {
  /** The day for which it is told, `YYYY-MM-DD`. */
  readonly on: string;
  /** `open`, `ripe`, `honoured`, `broken`, `withdrawn`, `lapsed` or `unclear`. */
  readonly headline: string;
  /** State of the requirement: `unmet`, `claimed-met`, `disputed`, `met` or `moot`. */
  readonly requirement: string;
  /** State of the outcome: `pending`, `partly-done`, `done`, `withheld` or `withdrawn`. */
  readonly outcome: string;
  /** Events that bear on it, by date: their ids, days and words, the side, and what they do to it. */
  readonly evidence: readonly {
    readonly event: string;
    readonly date: string;
    readonly words: string;
    readonly side: "requirement" | "outcome";
    readonly effect: string;
  }[];
  /** What a later mention changed, by date. */
  readonly changes: readonly {
    readonly mention: string;
    readonly date: string | null;
    readonly kind: string;
    readonly direction: "hardened" | "softened" | null;
    readonly detail: string;
  }[];
}

/** An article that a record stands in. */
export interface Place {
  readonly mention: string;
  readonly article: string;
  readonly outlet: string | null;
  readonly url: string | null;
  readonly title: string | null;
  readonly published: string | null;
}

/** A page and the way to the next; `next` is null on the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** One place that reports a record, with the article it stands in. */
export interface Report extends Place {
  readonly reason: string;
  readonly cluster: string;
  /** Outlets and addresses that carried this very text. */
  readonly carriers: number;
  readonly finding: LedgerFinding;
}

/** An article as the ledger keeps it. */
export interface LedgerArticle {
  readonly hash: string;
  readonly text: string;
  readonly url: string | null;
  readonly outlet: string | null;
  readonly title: string | null;
  readonly published: string | null;
  readonly language: string | null;
  /** Hash of the first article of its cluster of copies. */
  readonly cluster: string;
  /** Outlets and addresses that carried it. */
  readonly reports: number;
}

/**
 * Whether an event carries a judgement: its date is in a text, or several independent texts report it, or a person
 * accepted it.
 */
export function isSolid({
  basis,
  sources,
  review,
}: {
  readonly basis: string | null;
  readonly sources: number;
  readonly review: string | null;
}): boolean {
  return basis === "stated" || basis === "inferred" || 1 < sources || review === "accept" || review === "fix";
}
