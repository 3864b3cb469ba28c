/**
 * Infinitives that tell of what was done: a chance that was taken, the first to do it, what one was able to do, what is
 * done by deciding on it.
 */
import type { Stage } from "../stage.ts";
import { sentenceOf } from "../words.ts";
import { isBase } from "./tense.ts";
import { childOf, isOf, isToInfinitive, lemmaAt } from "./tree.ts";

/** "brave enough to", "the first to", "was able to": told with the past of "be", what follows was done. */
export function isAchieved(stage: Stage, head: number): boolean {
  const { lower } = stage.words;
  if (lower[head + 1] === "enough" || isOf(stage, head, "rank")) return true;
  const copula = childOf(stage, head, "cop");
  return lower[head] === "able" && 0 <= copula && /^(?:was|were)$/.test(lower[copula] as string);
}

/**
 * The verb that takes a chance or goes a way, where an infinitive tells what was made of it; -1 where none does.
 *
 *     took the opportunity to criticize · went so far as to accuse
 *     ^^^^                                ^^^^
 */
export function chanceTaken(stage: Stage, at: number): number {
  const { lower, parse } = stage.words;
  const before = beforeTo(stage, at);
  if (before < 1) return -1;
  if (lower[before] === "as" && lower[before - 1] === "far") return verbBefore(stage, before, 5);
  const verb = parse.tokens.head[before] as number;
  return 0 <= verb && isOf(stage, before, "chance") && isOf(stage, verb, "taking") ? verb : -1;
}

/** The token before the "to" of an infinitive, adverbs aside: "so far as | to openly accuse"; -1 where there is no "to". */
function beforeTo(stage: Stage, at: number): number {
  if (!isBase(stage, at)) return -1;
  const { lower, parse } = stage.words;
  let i = at - 1;
  while (0 < i && parse.tokens.upos[i] === "ADV") i--;
  return 0 < i && lower[i] === "to" ? i - 1 : -1;
}

/** "the decision to suspend the talks", which is done by deciding: the token of the decision; -1 where it is none. */
export function decisionOf(stage: Stage, at: number): number {
  const noun = beforeTo(stage, at);
  return 0 <= noun && lemmaAt(stage, noun) === "decision" && isOf(stage, at, "decided") ? noun : -1;
}

/** Whether an infinitive tells of what was done, as far as the word above it is told as done. */
export function isRealized(stage: Stage, at: number): boolean {
  return 0 <= chanceTaken(stage, at) || 0 <= decisionOf(stage, at);
}

/** The verb that stands last before a token, with no comma between and no farther than a reach; -1 when none does. */
export function verbBefore(stage: Stage, token: number, reach: number): number {
  const { parse } = stage.words;
  const { from } = sentenceOf(stage.words, token);
  for (let i = token - 1; Math.max(from, token - reach) <= i; i--) {
    if (parse.tokens.upos[i] === "PUNCT") return -1;
    if (parse.tokens.upos[i] === "VERB") return i;
  }
  return -1;
}

/** Who straight before "to" is told to be the first or the most: "the first to", "the latest envoy to"; -1 for none. */
export function firstDoer(stage: Stage, verb: number): number {
  const { scene, words } = stage;
  const noun = childOf(stage, verb, "mark") - 1;
  if (noun < 0 || !isToInfinitive(stage, verb)) return -1;
  const { agents, offices, events } = stage.lexicon;
  const lower = words.lower[noun] as string;
  const isDoer =
    agents.has(lower) ||
    offices.has(lower) ||
    events.classes.get("agents")?.has(lemmaAt(stage, noun)) === true;
  for (let i = scene.left[noun]!; i <= noun; i++) {
    if (isOf(stage, i, "rank")) return noun;
    if (isDoer && (words.lower[i] === "only" || words.parse.tokens.xpos[i] === "JJS")) return noun;
  }
  return -1;
}
