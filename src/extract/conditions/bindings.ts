/** "X tied O to R", "X has conditioned O on R"; "for O, X must R". */
import type { TokenRange } from "../../model/parse.ts";
import { clauseFrom, clauseStart, splitFrom } from "./bounds.ts";
import { type Draft, type Ground, holdsOf, isOf, trimRange } from "./ground.ts";
import { mainWithin } from "./mains.ts";
import { actorsWithin, identityOf, isDeedNoun, isParty } from "./identities.ts";
import { headOf, isPronoun, phraseFrom, subjectBefore } from "./phrases.ts";

/**
 *     Cuba has tied the talks to an end of the embargo by Canada.
 *     ^^^^ setter   ^^^^^^^^^ outcome
 *                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ requirement
 *
 * Much is tied and linked; only an act of states that a party ties to another party's deed is a condition.
 */
export function findBinding(ground: Ground): Draft | null {
  const { stage, at, window } = ground;
  const { words } = stage;
  const { upos } = words.parse.tokens;
  if (upos[at.from] !== "VERB") return null;
  const agent = bindingParty(ground);
  if (agent === null || !isParty(stage, agent)) return null;
  const preposition = words.lower[at.from]!.startsWith("condition") ? /^(?:on|upon)$/ : /^to$/;
  let to = at.to;
  while (to < Math.min(window.to, at.to + 20) && !preposition.test(words.lower[to]!)) {
    if (upos[to] === "VERB" || upos[to] === "AUX" || /^[,;:]$/.test(words.lower[to]!)) return null;
    to++;
  }
  const outcome = trimRange(stage, { from: at.to, to });
  const requirement = clauseFrom(ground, to + 1);
  if (outcome === null || requirement === null || !isDeed(ground, requirement, agent)) return null;
  if (isParty(stage, outcome) || !(holdsOf(stage, outcome, "act") || isNamedDeed(ground, outcome)))
    return null;
  return {
    requirement,
    outcome,
    outcomeClause: null,
    agent,
    addressee: phraseFrom(stage, requirement.from, requirement.to),
    outcomeNegated: false,
    mood: "noun",
    link: ground.cue.link,
    necessity: ground.cue.necessity,
    rule: "condition/bind",
    requirementNegated: false,
  };
}

/** Who ties it: the subject; of "criticized Cuba for linking" who is criticized. */
function bindingParty(ground: Ground): TokenRange | null {
  const { stage, at } = ground;
  const isFor = /^(?:for|of)$/.test(stage.words.lower[at.from - 1] ?? "");
  return subjectBefore(stage, isFor ? at.from - 1 : at.from, clauseStart(ground, at.from));
}

/** What another party does: "Canada lifting the embargo", "the release of the men by Canada", "Canadian concessions". */
function isDeed(ground: Ground, requirement: TokenRange, agent: TokenRange): boolean {
  const { stage } = ground;
  const own = identityOf(stage, agent);
  const isOthers = actorsWithin(stage, requirement).some((it) => identityOf(stage, it) !== own);
  const subject = phraseFrom(stage, requirement.from, requirement.to);
  if (subject === null || !isOthers) return false;
  if (isParty(stage, subject)) return stage.words.parse.tokens.xpos[subject.to] === "VBG";
  return holdsOf(stage, subject, "act") || isNamedDeed(ground, subject);
}

/** A noun of doing: "the opening", "the release of". */
function isNamedDeed({ stage }: Ground, range: TokenRange): boolean {
  return isDeedNoun(stage, headOf(stage, range));
}

/**
 *     For talks to begin, Canada must leave the base.
 *         ^^^^^^^^^^^^^^ outcome
 *                         ^^^^^^^^^^^^^^^^^^^^^^^^^^ requirement
 */
export function findPurpose(ground: Ground): Draft | null {
  const { stage, at } = ground;
  const { words } = stage;
  const split = splitFrom(ground, at.to);
  if (split === null) return null;
  const subject = phraseFrom(stage, split.first.from, split.first.to);
  const isTo = subject !== null && words.lower[subject.to] === "to" && subject.to + 1 < split.first.to;
  const second = clauseFrom(ground, split.second.from, split.second.to) ?? split.second;
  const main = mainWithin(stage, second, "after", -1);
  if (!isTo || main === null || !main.isDuty || main.isNegated || main.subject === null) return null;
  if (!isParty(stage, main.subject) || isPronoun(stage, main.subject)) return null;
  const isAct = isOf(stage, headOf(stage, subject), "act") || holdsOf(stage, split.first, "act");
  const isOwn = isParty(stage, subject) && identityOf(stage, subject) !== identityOf(stage, main.subject);
  if (!isAct && !isOwn) return null;
  return {
    requirement: main.whole,
    outcome: isOwn ? { from: subject.to + 1, to: split.first.to } : split.first,
    outcomeClause: null,
    agent: isOwn ? subject : null,
    addressee: main.subject,
    outcomeNegated: false,
    mood: "will",
    link: ground.cue.link,
    necessity: ground.cue.necessity,
    rule: "condition/purpose",
    requirementNegated: false,
  };
}
