/**
 * Whether two mentions tell of one condition: set by the same on the same, of one polarity, with requirement and
 * outcome alike in other words and pointing the same way. What is in doubt is kept apart: two distinct conditions do
 * less harm than one wrong one.
 */
import type { ConditionProfile, SideProfile } from "./profile.ts";

/** What of a side is compared. */
export type ComparedSide = Pick<SideProfile, "terms" | "codes" | "sign">;

/** How alike a side must be when the other side is as sure as can be, and when it is not. */
const least = 0.3;
const usual = 0.5;
const strong = 0.75;

/**
 * Why the two are one condition, in words for a reviewer; null where they are not, or where it can't be told.
 *
 *     "abandon the policy of hegemonism" and "give up its ambitions of hegemony", both for normal relations:
 *     "set by RUS on USA; requirement: abandon, hegemony; outcome: relations, resume"
 */
export function sameCondition(a: ConditionProfile, b: ConditionProfile): string | null {
  const [own, other] = [a.mention, b.mention];
  if (own.setter === null || own.setter !== other.setter) return null;
  if (own.target !== null && other.target !== null && own.target !== other.target) return null;
  if (own.polarity !== other.polarity) return null;
  const alike = sameSides(a, b);
  if (alike === null) return null;
  const target = own.target ?? other.target;
  return `set by ${own.setter}${target === null ? "" : ` on ${target}`}; ${alike}`;
}

/** What two conditions share in requirement and outcome, in words for a reviewer; null where that is not enough. */
export function sameSides(
  a: { readonly requirement: ComparedSide; readonly outcome: ComparedSide },
  b: { readonly requirement: ComparedSide; readonly outcome: ComparedSide },
): string | null {
  const requirement = likeness(a.requirement, b.requirement);
  const outcome = likeness(a.outcome, b.outcome);
  if (requirement === null || outcome === null) return null;
  const isEnough =
    (usual <= requirement.share && usual <= outcome.share) ||
    (strong <= requirement.share && least <= outcome.share) ||
    (strong <= outcome.share && least <= requirement.share && 2 <= outcome.terms.length);
  if (!isEnough) return null;
  return `requirement: ${requirement.terms.join(", ")}; outcome: ${outcome.terms.join(", ")}`;
}

interface Likeness {
  /** Weight of what is shared, over the weight of the shorter side: 0 to 1. */
  readonly share: number;
  /** What is shared, in alphabetical order. */
  readonly terms: readonly string[];
}

/** A code tells who, which the parties have told already. */
const weightOfCode = 0.25;

/** Null where they share no act or thing, or point opposite ways. */
export function likeness(a: ComparedSide, b: ComparedSide): Likeness | null {
  if (a.sign !== b.sign) return null;
  const terms: string[] = [];
  let shared = 0;
  let hasThing = false;
  for (const term of a.terms) {
    if (!b.terms.has(term)) continue;
    terms.push(term);
    const isCode = a.codes.has(term);
    shared += isCode ? weightOfCode : 1;
    hasThing ||= !isCode;
  }
  const smaller = Math.min(weightOf(a), weightOf(b));
  return hasThing ? { share: Math.min(1, shared / smaller), terms: terms.sort() } : null;
}

function weightOf({ terms, codes }: ComparedSide): number {
  return terms.size - codes.size * (1 - weightOfCode);
}
