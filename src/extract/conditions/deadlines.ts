/** By when a requirement is to be met, as written: "by the end of May", "within ten days", "before Friday". */
import type { TokenRange } from "../../model/parse.ts";
import type { Stage } from "../stage.ts";
import { isCalendarWord } from "../words.ts";
import { isOf } from "./ground.ts";

/** Tokens of such a phrase at most. */
const longest = 9;

/**
 * The first deadline within the requirement; null when it names none. What day that is, is reckoned elsewhere.
 *
 *     … unless Cuba frees the sailors by the end of May
 *                                     ^^^^^^^^^^^^^^^^^
 */
export function deadlineWithin(stage: Stage, { from, to }: TokenRange): TokenRange | null {
  const { words } = stage;
  for (let i = from + 1; i < to - 1; i++) {
    const lower = words.lower[i]!;
    if (lower !== "by" && lower !== "within" && lower !== "before") continue;
    const end = timeEnd(stage, i + 1, Math.min(to, i + longest));
    if (end !== null) return { from: i, to: end };
  }
  return null;
}

/** The end of a stretch of numbers, months, days and units that begins at `from`; null when it holds none of them. */
function timeEnd(stage: Stage, from: number, to: number): number | null {
  const { words } = stage;
  const { upos } = words.parse.tokens;
  let last = -1;
  for (let i = from; i < to; i++) {
    const lower = words.lower[i]!;
    const isTime = isCalendarWord(lower) || isOf(stage, i, "unit") || /^(?:19|20)\d\d$/.test(lower);
    if (isTime) last = i;
    else if (
      upos[i] !== "NUM" &&
      !/^(?:the|of|next|this|coming|last|early|late|mid|-|,|a|an|its)$/.test(lower) &&
      !/^\d/.test(lower)
    )
      break;
  }
  return last < 0 ? null : last + 1;
}
