/**
 * Conditions across articles: mentions gathered into distinct conditions, each with what changed from one to the next
 * and how it stands by later events. Pure; what is kept of it, and where, is the ledger's matter.
 */
import type { ConditionLexicon } from "../../lexicon/lexicon.ts";
import { type Bearing, bearingOf, type LaterEvent } from "./bearings.ts";
import { changesBetween, type ConditionChange } from "./changes.ts";
import { type ConditionMention, type ConditionProfile, profileOf } from "./profile.ts";
import { sameCondition } from "./same.ts";
import { type ConditionStand, standOf, type StandOptions } from "./stand.ts";

export { type Bearing, bearingOf, type LaterEvent } from "./bearings.ts";
export { changeKinds, type ConditionChange } from "./changes.ts";
export { type ConditionMention, type ConditionProfile, profileOf } from "./profile.ts";
export { sameCondition } from "./same.ts";
export { type ConditionStand, type Headline, headlines, outcomeStates, requirementStates } from "./stand.ts";

/** Mentions of one condition, by date, and why each was put to those before; the first has no reason. */
export interface DistinctCondition {
  readonly mentions: readonly ConditionProfile[];
  readonly reasons: readonly (string | null)[];
}

/**
 * The distinct conditions of some mentions, by their first mention. A mention goes to the condition whose last mention
 * it is the same as; only conditions of one setter are compared.
 */
export function gatherConditions(
  lexicon: ConditionLexicon,
  mentions: readonly ConditionMention[],
): DistinctCondition[] {
  const profiles = mentions
    .map((mention) => profileOf(lexicon, mention))
    .sort(
      (a, b) => compare(a.mention.date ?? "", b.mention.date ?? "") || compare(a.mention.id, b.mention.id),
    );
  const distinct: { mentions: ConditionProfile[]; reasons: (string | null)[] }[] = [];
  const bySetter = new Map<string, typeof distinct>();
  for (const profile of profiles) {
    const key = profile.mention.setter ?? "";
    const others = bySetter.get(key) ?? [];
    const found = others
      .map((condition) => ({ condition, reason: sameCondition(condition.mentions.at(-1)!, profile) }))
      .find((it) => it.reason !== null);
    if (found !== undefined) {
      found.condition.mentions.push(profile);
      found.condition.reasons.push(found.reason);
      continue;
    }
    const condition = { mentions: [profile], reasons: [null] };
    distinct.push(condition);
    bySetter.set(key, [...others, condition]);
  }
  return distinct;
}

/** One condition's life: what changed at each mention after the first, what bears on it, and how it stands. */
export interface ConditionHistory {
  readonly changes: readonly (readonly ConditionChange[])[];
  readonly bearings: readonly Bearing[];
  readonly stand: ConditionStand;
}

export function historyOf(
  lexicon: ConditionLexicon,
  { mentions }: DistinctCondition,
  events: readonly LaterEvent[],
  options: StandOptions,
): ConditionHistory {
  const [first, last] = [mentions[0]!, mentions.at(-1)!];
  const changes = mentions.slice(1).map((it, i) => changesBetween(lexicon.conditionSides, mentions[i]!, it));
  const bearings = events.flatMap((event) => bearingOf(lexicon, first, event) ?? []);
  return { changes, bearings, stand: standOf(last, bearings, options) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
