/**
 * How a condition stands: two states, each with the evidence that gave it, and a headline derived from both by the
 * table in docs/records.md. It never claims more than the evidence: what only the doer says is claimed, what is said
 * both ways is disputed, and silence is no breach.
 */
import type { Bearing } from "./bearings.ts";
import type { ConditionProfile } from "./profile.ts";

export const requirementStates = ["unmet", "claimed-met", "disputed", "met", "moot"] as const;
export type RequirementState = (typeof requirementStates)[number];
export const outcomeStates = ["pending", "partly-done", "done", "withheld", "withdrawn"] as const;
export type OutcomeState = (typeof outcomeStates)[number];
export const headlines = ["open", "ripe", "honoured", "broken", "withdrawn", "lapsed", "unclear"] as const;
export type Headline = (typeof headlines)[number];

export interface ConditionStand {
  readonly requirement: RequirementState;
  readonly outcome: OutcomeState;
  readonly headline: Headline;
  /** The bearings that the states rest on, by date. */
  readonly evidence: readonly Bearing[];
}

export interface StandOptions {
  /** The day for which it is told, `YYYY-MM-DD`; null leaves deadlines unjudged. */
  readonly on: string | null;
}

/** Whether nothing is left to do; a broken promise may still be kept, and a threat that worked may yet be carried out. */
function isEnded({ headline, outcome }: ConditionStand): boolean {
  return headline === "withdrawn" || (headline === "honoured" && outcome === "done");
}

/** The stand of a condition by the bearings on it, up to the day on which it ended: what comes after is another story. */
export function standOf(
  condition: ConditionProfile,
  bearings: readonly Bearing[],
  options: StandOptions,
): ConditionStand {
  const evidence = [...bearings].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  for (let i = 0; i + 1 < evidence.length; i++) {
    if (evidence[i]!.date === evidence[i + 1]!.date) continue;
    const stand = standBy(condition, evidence.slice(0, i + 1), options);
    if (isEnded(stand)) return stand;
  }
  return standBy(condition, evidence, options);
}

function standBy(
  condition: ConditionProfile,
  evidence: readonly Bearing[],
  options: StandOptions,
): ConditionStand {
  const { polarity, deadline } = condition.mention;
  const isOver = deadline !== null && options.on !== null && deadline < options.on;
  const of = (side: Bearing["side"]): Bearing[] => evidence.filter((it) => it.side === side);
  const outcome = outcomeOf(of("outcome"));
  const met = requirementOf(of("requirement"));
  // Once the setter has done it, or taken it back, what was demanded for it is demanded no more.
  const isMoot = met === "unmet" && (outcome === "withdrawn" || (polarity === "offer" && outcome === "done"));
  const requirement = isMoot ? "moot" : met;
  const isBreached = of("requirement").at(-1)?.effect === "contrary";
  const headline =
    polarity === "offer"
      ? headlineOfOffer(requirement, outcome, isOver)
      : headlineOfThreat(requirement, outcome, isBreached || isOver);
  return { requirement, outcome, headline, evidence };
}

function requirementOf(bearings: readonly Bearing[]): RequirementState {
  const last = bearings.findLast((it) => it.effect === "done" || it.effect === "contrary");
  const after = last === undefined ? bearings : bearings.slice(bearings.indexOf(last) + 1);
  const isDenied = after.some((it) => it.effect === "denied");
  if (last?.effect === "done") return isDenied ? "disputed" : "met";
  const isClaimed = after.some((it) => it.effect === "claimed");
  if (isClaimed) return isDenied || last?.effect === "contrary" ? "disputed" : "claimed-met";
  return "unmet";
}

function outcomeOf(bearings: readonly Bearing[]): OutcomeState {
  switch (bearings.at(-1)?.effect) {
    case "done":
      return "done";
    case "partly":
    case "claimed":
      return "partly-done";
    case "withdrawn":
      return "withdrawn";
    case "denied":
    case "contrary":
      return "withheld";
    case undefined:
      return "pending";
  }
}

function headlineOfOffer(requirement: RequirementState, outcome: OutcomeState, isOver: boolean): Headline {
  if (outcome === "withdrawn") return "withdrawn";
  if (requirement === "disputed" || requirement === "claimed-met")
    return outcome === "done" ? "honoured" : "unclear";
  if (requirement === "met")
    return outcome === "done" ? "honoured" : outcome === "withheld" ? "broken" : "ripe";
  if (requirement === "moot") return "lapsed";
  return isOver ? "lapsed" : outcome === "partly-done" ? "unclear" : "open";
}

/** A threat is ripe when what it warns of has come; it is honoured when it was carried out then, or left when met. */
function headlineOfThreat(
  requirement: RequirementState,
  outcome: OutcomeState,
  isBreached: boolean,
): Headline {
  if (outcome === "withdrawn") return "withdrawn";
  const isDone = outcome === "done" || outcome === "partly-done";
  if (requirement === "met") return isDone ? "broken" : "honoured";
  if (requirement === "disputed" || requirement === "claimed-met") return "unclear";
  if (isDone) return isBreached ? "honoured" : "unclear";
  return isBreached ? "ripe" : "open";
}
