/** What vetoes are heard on, and what several of them ask. */
import type { TokenRange } from "../../model/parse.ts";
import type { Stage } from "../stage.ts";
import { type Draft, type Ground } from "./ground.ts";
import type { Parties } from "./parties.ts";
import { identityOf } from "./identities.ts";
import { headOf } from "./phrases.ts";

/** A candidate with who is who in it. */
export interface Candidate {
  readonly ground: Ground;
  readonly draft: Draft;
  readonly parties: Parties;
}

/** Whether a candidate is no condition after all. */
export type Veto = (candidate: Candidate) => boolean;

/** Whether the cue is as common in forecasts and rules as in conditions, so that somebody must hold the outcome out. */
export function isWeak({ cue }: Ground): boolean {
  return (
    cue.link === "if" ||
    cue.link === "until" ||
    cue.link === "before" ||
    cue.link === "without" ||
    cue.shape === "ultimatum"
  );
}

/** Whether two phrases name the same party. */
export function isSame(stage: Stage, a: TokenRange | null, b: TokenRange): boolean {
  const own = a === null ? null : identityOf(stage, a);
  return own !== null && own === identityOf(stage, b);
}

/** "the refugees", "Havana and Ottawa", "they". */
export function isPlural(stage: Stage, range: TokenRange): boolean {
  const { words } = stage;
  if (words.lower[range.from] === "they") return true;
  if (words.lower.slice(range.from, range.to).includes("and")) return true;
  const tag = words.parse.tokens.xpos[headOf(stage, range)]!;
  return tag === "NNS" || tag === "NNPS";
}

/** "have a deal", "join the bloc": what one only gets where another grants it. */
export function isGetting({ words }: Stage, verb: number): boolean {
  // "before it is given a date".
  if (/^(?:is|are|be|was|were)$/.test(words.lower[verb] ?? ""))
    return /^(?:given|granted|offered|promised|allowed|admitted|let)$/.test(words.lower[verb + 1] ?? "");
  return /^(?:have|get|gets|receives?|obtains?|wins?|gains?|joins?|rejoins?|enters?|expect|enjoys?|regains?)$/.test(
    words.lower[verb] ?? "",
  );
}

/** The verb that an outcome begins with. */
export function verbFrom({ words }: Stage, { from, to }: TokenRange): number {
  const { upos } = words.parse.tokens;
  for (let i = from; i < Math.min(to, from + 6); i++) if (upos[i] === "VERB") return i;
  return from;
}
