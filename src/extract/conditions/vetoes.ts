/** What looks like a condition and is none, each by name. They are listed in docs/rules.md. */
import type { TokenRange } from "../../model/parse.ts";
import type { Stage } from "../stage.ts";
import { type Veto } from "./candidate.ts";
import { type Draft, type Ground, isOf } from "./ground.ts";
import type { Parties } from "./parties.ts";
import { actorsWithin } from "./identities.ts";
import { headOf } from "./phrases.ts";
import { domestic } from "./domestic.ts";
import {
  aim,
  aside,
  contingency,
  counterfactual,
  election,
  forecast,
  ofItself,
  ownGood,
  theirOwn,
} from "./forecasts.ts";
import { advice, generic, inTime, nobody, nobodyAsked, ownAct, ownDuty, ownGoal, ownLoss } from "./stakes.ts";
import { denied, expert, ownVoice, question, toldOfOthers, viewOfOthers } from "./voices.ts";

/** "discarded the demand … as a condition for". */
const givenUp: Veto = ({ ground: { stage, cue, at, window } }) => {
  if (cue.shape !== "noun") return false;
  for (let i = Math.max(window.from, at.from - 30); i < at.from; i++) if (isOf(stage, i, "drop")) return true;
  return false;
};

/** "swapped the missiles in exchange for": a bargain already carried out. */
const carriedOut: Veto = ({ ground: { stage, cue, window, at }, draft: { mood, outcome, agent } }) => {
  if (cue.shape !== "exchange") return false;
  // "The interim deal offers relief in exchange for", "has fulfilled its commitments to curb … in exchange for".
  if (agent !== null && isOf(stage, headOf(stage, agent), "accord")) return true;
  const { lower } = stage.words;
  for (let i = Math.max(window.from, outcome.from - 6); i < outcome.from; i++)
    if (/^(?:fulfilled|met|honou?red|implemented|kept)$/.test(lower[i]!)) return true;
  const { words } = stage;
  const { xpos } = words.parse.tokens;
  // "opposed the deal, which curbs its programme in exchange for", "the accord that placed limits in return for".
  for (let i = outcome.from; i < outcome.to; i++) {
    if (/^(?:which|who|obliged)$/.test(words.lower[i]!)) return true;
    if (words.lower[i] === "that" && xpos[i + 1] === "VBD") return true;
  }
  // "Under the accord, Cuba agreed to cap …": what has been agreed is no offer any more.
  for (let i = window.from; i < Math.min(at.from, window.from + 2); i++) {
    if (!/^(?:under|in|as|according)$/.test(words.lower[i]!)) continue;
    for (let j = i + 1; j < Math.min(at.from, i + 10); j++) if (isOf(stage, j, "accord")) return true;
  }
  // "the states that agreed to lift …", "met last June and agreed to": told as history.
  if (
    words.lower[outcome.from - 1] === "to" &&
    xpos[outcome.from - 2] === "VBD" &&
    words.lower[outcome.from - 2] === "agreed"
  )
    for (let i = Math.max(window.from, outcome.from - 16); i < outcome.from - 2; i++)
      if (/^(?:that|which|who|last|ago)$/.test(words.lower[i]!)) return true;
  // "In 2003 the colonel agreed to give up …": a year tells history.
  for (let i = window.from; i < Math.min(window.to, at.to + 30); i++)
    if (/^(?:19|20)\d\d$/.test(words.lower[i]!)) return true;
  // "froze the talks in return for": done, unless it was offered.
  const verb = outcome.from - 1;
  return mood === "plain" || (mood === "noun" && xpos[verb] === "VBD" && !isOf(stage, verb, "offer"));
};

/** "Nothing is agreed until everything is agreed": a saying, in which nobody is named. */
const maxim: Veto = ({ ground: { stage }, draft: { mood, requirement, outcome } }) =>
  mood === "plain" &&
  actorsWithin(stage, requirement).length === 0 &&
  actorsWithin(stage, outcome).length === 0;

/** "got wise only when he did it": a tale of what happened. */
const past: Veto = ({ ground: { stage, cue, speakers }, draft: { mood, outcome, outcomeNegated } }) =>
  mood === "plain" &&
  // "said that recognition was impossible until": of what is told the tense is the telling's.
  (!outcomeNegated || (cue.shape === "until" && !(isState(stage, outcome) && 0 < speakers.length))) &&
  stage.words.parse.tokens.xpos[outcome.from] === "VBD";

/** "was impossible", "were out of the question": how something stands, where "was made" tells what happened. */
function isState({ words }: Stage, { from, to }: TokenRange): boolean {
  const { upos } = words.parse.tokens;
  return /^(?:was|were)$/.test(words.lower[from]!) && !upos.slice(from + 1, to).includes("VERB");
}

/** "made aid contingent on it": what is asked stands elsewhere. */
const unsaid: Veto = ({ ground: { stage, cue }, draft: { requirement } }) =>
  (cue.shape === "hinge" || cue.shape === "noun" || cue.shape === "bind") &&
  requirement.to - requirement.from === 1 &&
  /^(?:it|this|that|them|these|those)$/.test(stage.words.lower[requirement.from]!);

/** Sides too long to be one clause: listings, sentences run together. */
const overlong: Veto = ({ ground: { stage }, draft: { outcome } }) => {
  if (34 < outcome.to - outcome.from) return true;
  for (let i = outcome.from + 1; i < outcome.to; i++)
    if (/^(?:said|says|because)$/.test(stage.words.lower[i]!)) return true;
  return false;
};

/** "would be", "will do so": an outcome that says nothing. */
const empty: Veto = ({ ground: { stage }, draft: { outcome } }) => {
  const words = stage.words.lower.slice(outcome.from, outcome.to).join(" ");
  return /^(?:be|is|are|was|were|do|do so|do it|do that|have|say|it|this|that|happen|so)$/.test(words);
};

const vetoes: Readonly<Record<string, Veto>> = {
  nobody, domestic, question, counterfactual, election, expert, generic, "own goal": ownGoal, "own act": ownAct,
  contingency, forecast, "own voice": ownVoice, "told of others": toldOfOthers, "of itself": ofItself,
  "view of others": viewOfOthers, "given up": givenUp, denied, aim, advice, "carried out": carriedOut, maxim, past, unsaid, overlong, "nobody asked": nobodyAsked, "in time": inTime, "own duty": ownDuty, "own loss": ownLoss, empty,
  "their own": theirOwn, "own good": ownGood, aside,
}; // prettier-ignore

/** The name of the first veto that applies; null where none does. */
export function vetoOf(ground: Ground, draft: Draft, parties: Parties): string | null {
  const candidate = { ground, draft, parties };
  for (const [name, applies] of Object.entries(vetoes)) if (applies(candidate)) return name;
  return null;
}
