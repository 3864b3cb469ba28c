/** Both parties of a condition. */
import type { TokenRange } from "../../model/parse.ts";
import type { Draft, Ground } from "./ground.ts";
import { headOf } from "./phrases.ts";
import { setterOf } from "./setters.ts";
import { targetOf } from "./targets.ts";

export interface Parties {
  readonly setter: TokenRange | null;
  readonly target: TokenRange | null;
  /** Whether the setter is the subject of the outcome, which is then the verb phrase alone. */
  readonly isAgent: boolean;
}

export function partiesOf(ground: Ground, draft: Draft): Parties {
  const { range: setter, isAgent } = setterOf(ground, draft);
  return { setter, isAgent, target: targetOf(ground, draft, setter) };
}

/** A phrase as it is shown: of a very long one the words about its head. */
export function shownAs({ stage }: Ground, range: TokenRange): TokenRange {
  if (range.to - range.from <= 16) return range;
  const head = headOf(stage, range);
  return { from: Math.max(range.from, head - 5), to: Math.min(range.to, head + 5) };
}
