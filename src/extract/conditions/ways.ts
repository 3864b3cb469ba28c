/** "The only way to O is (for X) to R", and the same said again without its O. */
import type { TokenRange } from "../../model/parse.ts";
import { clauseFrom, clauseStop } from "./bounds.ts";
import { type Draft, type Ground, trimRange } from "./ground.ts";
import { phraseFrom } from "./phrases.ts";

const be = /^(?:is|was|be|'s|are|were)$/;
const modal = /^(?:will|would|could|can|may|might|should|must)$/;

/**
 *     the only way to normalize relations would be for Canada to abandon the policy
 *                     ^^^^^^^^^^^^^^^^^^^ outcome       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ requirement
 *
 * @param earlier the condition of this form found last before: "“The only way” is to abandon the policy" takes its outcome
 */
export function findWay(ground: Ground, earlier: Draft | null): Draft | null {
  const { stage, at, window } = ground;
  const { words } = stage;
  // Marks around the cue itself: “The only way” is to …
  let next = at.to;
  while (/^["“”«»']$/.test(words.lower[next] ?? "")) next++;
  const end = clauseStop(stage, next, sentenceEnd(ground));
  const isTo = words.lower[next] === "to" || words.lower[next] === "for";
  let verb = -1;
  for (let i = next; i < end && verb < 0; i++)
    if (be.test(words.lower[i]!) && words.parse.tokens.xpos[i] !== "POS" && words.lower[i + 1] !== "able")
      verb = i;
  if (verb < 0) return null;
  let outcomeEnd = verb;
  while (next + 1 < outcomeEnd && modal.test(words.lower[outcomeEnd - 1]!)) outcomeEnd--;
  const outcome = isTo ? trimRange(stage, { from: next + 1, to: outcomeEnd }) : (earlier?.outcome ?? null);
  if (!isTo && verb - next > 3) return null;
  let from = verb + 1;
  const isFor = words.lower[from] === "for";
  while (from < end && /^(?:for|if|to|that|through|by|when|only)$/.test(words.lower[from]!)) from++;
  const clause = clauseFrom({ ...ground, window: { from: window.from, to: Math.max(window.to, end) } }, from);
  if (outcome === null || clause === null || clause.to - clause.from < 2) return null;
  const addressee =
    isFor || /^(?:that|if)$/.test(words.lower[from - 1]!) ? phraseFrom(stage, clause.from, clause.to) : null;
  return {
    requirement: bareOf(ground, clause, addressee),
    outcome,
    outcomeClause: null,
    agent: isTo || earlier === null ? null : earlier.agent,
    addressee: addressee ?? (isTo ? null : (earlier?.addressee ?? null)),
    outcomeNegated: false,
    mood: "noun",
    link: "only-if",
    necessity: "necessary",
    rule: "condition/only-way",
    requirementNegated: false,
  };
}

/** The cue's marks may close right behind it, so the clause goes on to the end of the sentence. */
function sentenceEnd({ stage, at, window }: Ground): number {
  const { words } = stage;
  const sentence = words.parse.sentences[words.sentence[at.from]!]!;
  return Math.min(sentence.to, Math.max(window.to, at.to + 80));
}

/** "for Canada to abandon the policy": the demand stands as written, with its subject. */
function bareOf({ stage }: Ground, clause: TokenRange, addressee: TokenRange | null): TokenRange {
  return addressee === null || /^(?:you|one)$/.test(stage.words.lower[addressee.from]!)
    ? clause
    : { from: addressee.from, to: clause.to };
}
