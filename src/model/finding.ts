/**
 * What `extract` finds and `resolve` completes: statements, events and conditions, as spans of the article.
 * Findings of one article refer to each other by index; ids are given when a Reading leaves the program.
 */
import type { Actor } from "./actor.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Span } from "./span.ts";
import type { TimeExpression } from "./time.ts";

/** A mention of somebody in a role. `extract` leaves `actor` null; `resolve` fills it and changes nothing else. */
export interface Party extends Span {
  /** Index into `Findings.actors`; null while unknown. */
  readonly actor: number | null;
}

/** A time as an EDTF expression (ISO 8601-2), and where it comes from. Never a silent fallback. */
export interface DateValue {
  readonly edtf: string;
  readonly basis: "stated" | "inferred" | "publication";
}

export type StatementForm = "direct" | "indirect" | "mixed";
export const statementKinds = ["speech", "thought", "attitude", "intention"] as const;
export type StatementKind = (typeof statementKinds)[number];

/**
 * Something said, thought or written, with its source and cue (an attribution, in PolNeAR's terms).
 *
 *     “We will respond in kind,” the foreign ministry said.
 *      ^^^^^^^^^^^^^^^^^^^^^^^^ content
 *                                ^^^^^^^^^^^^^^^^^^^^ speaker
 *                                                     ^^^^ cue
 */
export interface Statement {
  readonly speaker: Party | null;
  readonly cue: Span | null;
  /** At least one, by start; more when the cue stands in the middle. Quotation marks are outside. */
  readonly content: readonly Span[];
  readonly form: StatementForm;
  readonly kind: StatementKind;
  /** Index of the statement whose content holds this one; null at the top. */
  readonly nestedIn: number | null;
  /** The agency or outlet it came through. */
  readonly via: readonly Party[];
  readonly addressee: Party | null;
  /** When it was said, not what it is about; null when the text doesn't tell. */
  readonly date: DateValue | null;
  /**
   * How sure it is that somebody says, thinks or wants something here: 0 to 1, of the model where it found the
   * statement, else how often the rule was right when it was measured (docs/attributions.md).
   */
  readonly confidence: number;
  /** Index into `Findings.times` of what dates it; `resolve` makes it `date`. */
  readonly when?: number | null;
  /** The rule that found it, `statement/shape`; listed in `docs/rules.md`. */
  readonly rule: string;
}

/** PLOVER 0.8's sixteen. */
export const eventTypes = [
  "AGREE",
  "CONSULT",
  "SUPPORT",
  "CONCEDE",
  "COOPERATE",
  "AID",
  "RETREAT",
  "REQUEST",
  "ACCUSE",
  "REJECT",
  "THREATEN",
  "PROTEST",
  "SANCTION",
  "MOBILIZE",
  "COERCE",
  "ASSAULT",
] as const;
export type EventType = (typeof eventTypes)[number];

export const eventStatuses = [
  "occurred",
  "ongoing",
  "planned",
  "threatened",
  "conditional",
  "hypothetical",
  "negated",
  "denied",
] as const;
export type EventStatus = (typeof eventStatuses)[number];

/** Who did what to whom. Named unlike the platform's `Event`. */
export interface EventFinding extends Span {
  readonly trigger: Span;
  readonly type: EventType;
  readonly mode: string | null;
  /** CAMEO code as a string: leading zeros matter. Null where none fits. */
  readonly cameo: string | null;
  readonly contexts: readonly string[];
  readonly actors: readonly Party[];
  readonly recipients: readonly Party[];
  readonly date: DateValue | null;
  /** Index into `Findings.times` of what dates it; `resolve` makes it `date`. */
  readonly when?: number | null;
  readonly place: Span | null;
  readonly status: EventStatus;
  /** PLOVER score, -10 (conflict) to 10 (cooperation); null where the manual gives none. */
  readonly score: number | null;
  /** Index of the statement that reports it; null when the article itself does. */
  readonly statement: number | null;
  readonly rule: string;
}

export const conditionLinks = [
  "only-if",
  "if",
  "unless",
  "until",
  "in-exchange",
  "precondition",
  "before",
  "without",
] as const;
export type ConditionLink = (typeof conditionLinks)[number];

/**
 * Setter will, or will not, bring about the outcome, depending on the requirement.
 *
 *     Havana will reopen its embassy only if Washington lifts the embargo.
 *     ^^^^^^ setter                          ^^^^^^^^^^ target
 *                 ^^^^^^^^^^^^^^^^^^ outcome  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ requirement
 *                                    ^^^^^^^ cue
 */
export interface Condition {
  readonly setter: Party | null;
  readonly target: Party | null;
  readonly requirement: Span;
  readonly outcome: Span;
  readonly cue: Span;
  /** The requirement as written is what must not happen. */
  readonly requirementNegated: boolean;
  /** The outcome as written is withheld unless the requirement is met. */
  readonly outcomeNegated: boolean;
  readonly link: ConditionLink;
  readonly polarity: "offer" | "threat";
  readonly necessity: "necessary" | "sufficient" | "both";
  /** By when the requirement is to be met, as written ("by the end of May"); null when it does not say. */
  readonly dueAt: Span | null;
  /** The day that `dueAt` means. */
  readonly deadline: DateValue | null;
  /** Index of the statement that carries it. */
  readonly statement: number | null;
  readonly rule: string;
}

/** All that was found in one article. Lists are by start of their first span. */
export interface Findings {
  /** Filled by `resolve`; empty before. */
  readonly actors: readonly Actor[];
  readonly statements: readonly Statement[];
  readonly events: readonly EventFinding[];
  readonly conditions: readonly Condition[];
  /** All times of the text, still as written. */
  readonly times: readonly TimeExpression[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Nothing found; what a text that is refused gives. */
export const noFindings: Findings = {
  actors: [],
  statements: [],
  events: [],
  conditions: [],
  times: [],
  diagnostics: [],
};
