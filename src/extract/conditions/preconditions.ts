/** "R is a precondition for O", "the condition for O is R", "O is contingent on R". */
import type { TokenRange } from "../../model/parse.ts";
import { clauseFrom, clauseStart, clauseStop } from "./bounds.ts";
import { demandBefore } from "./demands.ts";
import { type Draft, type Ground, isOf, trimRange } from "./ground.ts";
import { actorsWithin, isDeedNoun, isParty, ownerOf } from "./identities.ts";
import { headOf, phraseFrom, subjectBefore } from "./phrases.ts";

const be = /^(?:is|are|was|were|be|been|'s|remains?|becomes?|became)$/;

/**
 *     China said that any purchase would be contingent on the embargo being lifted.
 *                     ^^^^^^^^^^^^ outcome                 ^^^^^^^^^^^^^^^^^^^^^^^^ requirement
 */
export function findHinge(ground: Ground): Draft | null {
  const { stage, at } = ground;
  const { words } = stage;
  const requirement = clauseFrom(ground, at.to);
  if (requirement === null) return null;
  const start = clauseStart(ground, at.from);
  const made = madeObject(ground, start);
  const outcome = made?.outcome ?? subjectBefore(stage, at.from, start);
  if (
    outcome === null ||
    isParty(stage, outcome) ||
    /^(?:this|that|it|which|who|what|they|much|all|everything|lot|a)$/.test(words.lower[outcome.to - 1]!)
  )
    return null;
  if (!isHeld(ground, requirement, outcome)) return null;
  return precondition(
    ground,
    requirement,
    outcome,
    made?.agent ?? null,
    phraseFrom(stage, requirement.from, requirement.to),
  );
}

/**
 * "Not contingent on" denies it; "depends on how", "depends on their generosity" tell what is open or how things are:
 * of depending only a clause that somebody can bring about is a requirement, and only an act of states an outcome.
 */
function isHeld(ground: Ground, requirement: TokenRange, outcome: TokenRange): boolean {
  const { stage, at, cue } = ground;
  const { words } = stage;
  const { upos } = words.parse.tokens;
  for (let i = outcome.to; i < at.from; i++) if (/^(?:not|n't|never|no)$/.test(words.lower[i]!)) return false;
  if (!/^(?:depend|hing)/.test(cue.words[0]!)) return true;
  const doer = phraseFrom(stage, requirement.from, requirement.to);
  const isDoing = doer !== null && isParty(stage, doer) && words.parse.tokens.xpos[doer.to] === "VBG";
  if (isDoing || isDoneByParty(ground, requirement)) return isOf(stage, headOf(stage, outcome), "act");
  if (/^(?:how|what|which|who|when|where|factors?|many|the)$/.test(words.lower[requirement.from]!))
    return false;
  let hasVerb = false;
  for (let i = requirement.from; i < requirement.to; i++) hasVerb ||= upos[i] === "VERB";
  return hasVerb && isOf(stage, headOf(stage, outcome), "act");
}

/** "hinges on the release of the sailors by Cuba": a noun of doing, and a party that does it. */
function isDoneByParty({ stage }: Ground, { from, to }: TokenRange): boolean {
  const { words } = stage;
  const head = headOf(stage, { from, to });
  return (
    (isOf(stage, head, "act") || isDeedNoun(stage, head)) &&
    words.parse.tokens.upos[head] === "NOUN" &&
    actorsWithin(stage, { from, to }).some((it) => /^(?:by|in|of|from)$/.test(words.lower[it.from - 1]!))
  );
}

/** "made aid contingent on reforms": what was made so, and who made it. */
function madeObject(ground: Ground, start: number): { outcome: TokenRange; agent: TokenRange | null } | null {
  const { stage, at } = ground;
  const { words } = stage;
  for (let i = at.from - 2; Math.max(start, at.from - 14) <= i; i--) {
    if (!/^(?:ma(?:ke|kes|de|king)|set|sets|consider\w*|deem\w*)$/.test(words.lower[i]!)) continue;
    const outcome = trimRange(stage, { from: i + 1, to: at.from });
    // "made a mistake by telling them that aid was": a clause between is another matter.
    for (let j = i + 1; j < at.from; j++) if (words.parse.tokens.upos[j] === "AUX") return null;
    return outcome === null ? null : { outcome, agent: subjectBefore(stage, i, start) };
  }
  return null;
}

/**
 * Precondition and prerequisite, and "condition" where it is one for something.
 *
 *     Cuba has set a precondition for talks: Canada must leave the base.
 *     ^^^^ setter                     ^^^^^ outcome  ^^^^^^^^^^^^^^ requirement
 */
export function findPrecondition(ground: Ground): Draft | null {
  const { stage, at, window } = ground;
  const { words } = stage;
  const preposition = words.lower[at.to] ?? "";
  const isPlain = words.lower[at.from]!.startsWith("condition");
  if (!/^(?:for|to|of)$/.test(preposition) || (preposition === "of" && isPlain && !isSet(ground)))
    return null;
  if (window.to <= at.to + 1) return null;
  const start = clauseStart(ground, at.from);
  const claimed = clauseStop(stage, at.to + 1, window.to);
  const behind = isPredicate(ground, start) ? null : requirementBehind(ground, claimed);
  if (behind !== null) {
    const owner = ownerBefore(ground, start);
    return precondition(ground, behind.requirement, behind.outcome, owner, behind.addressee);
  }
  const asked = words.lower[start] === "as" && at.from - start < 4 ? askedBehind(ground) : null;
  if (asked !== null) return asked;
  const outcome = clauseFrom(ground, at.to + 1);
  const before = requirementBefore(ground, start);
  if (outcome === null || before === null) return null;
  return precondition(ground, before.requirement, outcome, before.agent, before.addressee);
}

/** "As a condition of talks, Cuba wants Canada to leave." */
function askedBehind(ground: Ground): Draft | null {
  const { stage, at, window } = ground;
  const comma = stage.words.lower.indexOf(",", at.to + 1);
  if (comma < 0 || window.to <= comma) return null;
  const outcome = trimRange(stage, { from: at.to + 1, to: comma });
  const clause = clauseFrom(ground, comma + 1);
  const demand = clause === null ? null : demandBefore(stage, clause.from, clause.to);
  if (outcome === null || demand === null) return null;
  return precondition(ground, demand.requirement, outcome, demand.agent, demand.addressee);
}

/** Words between a verb and the noun: "is a key precondition". */
function nounStart({ stage, at }: Ground, start: number): number {
  const { words } = stage;
  let from = at.from;
  while (
    start < from &&
    (/^(?:DET|ADJ|NUM)$/.test(words.parse.tokens.upos[from - 1]!) ||
      // "is Tokyo's condition".
      words.parse.tokens.xpos[from - 1] === "POS" ||
      words.parse.tokens.xpos[from] === "POS" ||
      /^(?:as|one|its|their|his|our|first|key)$/.test(words.lower[from - 1]!))
  )
    from--;
  return from;
}

/** "R is a precondition for O": a form of be right before it. */
function isPredicate(ground: Ground, start: number): boolean {
  const { words } = ground.stage;
  const verb = nounStart(ground, start) - 1;
  return be.test(words.lower[verb] ?? "") && words.parse.tokens.xpos[verb] !== "POS";
}

/** "set as a condition of": without such a verb "condition of" is a state. */
function isSet({ stage, at }: Ground): boolean {
  const before = stage.words.lower.slice(Math.max(0, at.from - 4), at.from);
  if (before.includes("as") || before.some((word) => /^(?:mak|made|set)/.test(word))) return true;
  // "made a halt to the arms deliveries a condition of": the requirement stands between.
  const farther = stage.words.lower.slice(Math.max(0, at.from - 14), at.from);
  return before.at(-1) === "a" && farther.some((word) => /^(?:makes?|made|making)$/.test(word));
}

/** "… for O: R", "… for O is that R", "… for O include R". */
function requirementBehind(
  ground: Ground,
  claimed: number,
): { requirement: TokenRange; outcome: TokenRange; addressee: TokenRange | null } | null {
  const { stage, at, window } = ground;
  const { words } = stage;
  let link = -1;
  for (let i = at.to + 2; i < Math.min(claimed, at.to + 40) && link < 0; i++) {
    if (/^(?:that|which|who)$/.test(words.lower[i]!) && words.parse.tokens.upos[i] !== "DET") break;
    const isBe = be.test(words.lower[i]!) && words.parse.tokens.xpos[i] !== "POS";
    const isHave = /^(?:have|has|had)$/.test(words.lower[i]!) && words.lower[i + 1] === "been";
    if (isBe || isHave || words.lower[i]!.startsWith("includ")) link = i;
  }
  const colon = claimed < window.to && words.lower[claimed] === ":" ? claimed : -1;
  if (link < 0 && colon < 0) return null;
  const outcome = trimRange(stage, { from: at.to + 1, to: 0 <= link ? link : colon });
  // After a colon the demand stands in a clause of its own; else behind "is (that)".
  let from = (0 <= colon ? colon : link) + 1;
  while (from < window.to && /^(?:that|been|for|to|clear|very)$/.test(words.lower[from]!)) from++;
  const clause = clauseFrom(ground, from);
  if (outcome === null || clause === null || clause.to - clause.from < 2) return null;
  const addressee = phraseFrom(stage, clause.from, clause.to);
  return { requirement: withoutDuty(ground, clause), outcome, addressee };
}

/** "Those who would join need to lay down arms": the demand behind "must" or "need to". */
function withoutDuty({ stage }: Ground, clause: TokenRange): TokenRange {
  const { words } = stage;
  for (let i = clause.from + 1; i < clause.to - 1; i++) {
    if (words.lower[i] === "must") return { from: i + 1, to: clause.to };
    if (/^(?:needs?|has|have|had)$/.test(words.lower[i]!) && words.lower[i + 1] === "to" && i + 2 < clause.to)
      return { from: i + 2, to: clause.to };
  }
  return clause;
}

/** "R is a precondition for", "made R a condition for", "demanded R as a precondition for". */
function requirementBefore(
  ground: Ground,
  start: number,
): { requirement: TokenRange; agent: TokenRange | null; addressee: TokenRange | null } | null {
  const { stage } = ground;
  const { words } = stage;
  const { upos, xpos } = words.parse.tokens;
  const to = nounStart(ground, start);
  if (be.test(words.lower[to - 1] ?? "") && xpos[to - 1] !== "POS") {
    const requirement = subjectBefore(stage, to - 1, start);
    return requirement === null || isParty(stage, requirement) || !isDemand(ground, requirement)
      ? null
      : { requirement, agent: ownerBefore(ground, to), addressee: null };
  }
  for (let i = to - 1; Math.max(start, to - 25) <= i; i--) {
    if (/^(?:although|but|which|while|,)$/.test(words.lower[i]!) && i < to - 1) return null;
    const isVerb = upos[i] === "VERB" && xpos[i]!.startsWith("VB");
    const isAsking = isVerb && (isOf(stage, i, "demand") || isOf(stage, i, "deem"));
    if (!isAsking && !/^(?:mak|made|set|demand)/.test(words.lower[i]!)) continue;
    let from = i + 1;
    if (/^(?:on|for|that)$/.test(words.lower[from]!)) from++;
    const requirement = trimRange(stage, { from, to });
    if (requirement === null || !isDemand(ground, requirement)) return null;
    const addressee = phraseFrom(stage, requirement.from, requirement.to);
    return { requirement, agent: subjectBefore(stage, i, start), addressee };
  }
  return null;
}

/** A demand names an act: no mere number or pronoun. */
function isDemand({ stage }: Ground, { from, to }: TokenRange): boolean {
  const { words } = stage;
  const last = words.parse.tokens.upos[to - 1]!;
  return (
    !/^(?:it|this|that|which|so|them|one|all|out)$/.test(words.lower[to - 1]!) &&
    (1 < to - from || /^(?:NOUN|PROPN|PUNCT)$/.test(last))
  );
}

/** Whose condition it is: "Iran's conditions for", "our conditions for", "Cuba laid out a condition for". */
function ownerBefore({ stage, at }: Ground, start: number): TokenRange | null {
  const { words } = stage;
  const { upos, xpos } = words.parse.tokens;
  for (let i = at.from - 1; Math.max(start, at.from - 10) <= i; i--) {
    if (xpos[i] === "POS") return subjectBefore(stage, i, start);
    if (/^(?:our|my|its|their|his|her)$/.test(words.lower[i]!)) return { from: i, to: i + 1 };
    if (upos[i] === "VERB") return subjectBefore(stage, i, start);
  }
  return null;
}

function precondition(
  ground: Ground,
  requirement: TokenRange,
  outcome: TokenRange,
  agent: TokenRange | null,
  addressee: TokenRange | null,
): Draft {
  const { stage } = ground;
  const owner = addressee === null ? null : isParty(stage, addressee) ? addressee : ownerOf(stage, addressee);
  return {
    requirement,
    outcome,
    outcomeClause: null,
    agent,
    addressee: owner ?? addressee,
    outcomeNegated: false,
    mood: "noun",
    link: "precondition",
    necessity: "necessary",
    rule: `condition/${ground.cue.shape === "hinge" ? "hinge" : "precondition"}`,
    requirementNegated: false,
  };
}
