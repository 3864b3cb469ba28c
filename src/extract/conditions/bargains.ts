/** "O in exchange for R" and its reverse; "X would do R, in return Y would do O". */
import type { TokenRange } from "../../model/parse.ts";
import { clauseFrom, clauseStart, splitFrom } from "./bounds.ts";
import { type Draft, type Ground, isHeldOut, isOf, trimRange } from "./ground.ts";
import { mainWithin } from "./mains.ts";
import { identityOf, isParty } from "./identities.ts";
import { phraseFrom, subjectBefore } from "./phrases.ts";

/**
 *     Cuba would free the sailors in exchange for an end to the blockade.
 *                ^^^^^^^^^^^^^^^^ outcome          ^^^^^^^^^^^^^^^^^^^^^^ requirement
 *
 * After a verb of asking the sides are the other way round: "asked for relief in exchange for closing the plant".
 */
export function findExchange(ground: Ground): Draft | null {
  const { stage, at, window, content } = ground;
  const before = stage.words.lower[at.from - 1] ?? "";
  const isHead =
    at.from === window.from || at.from === content?.from || /^(?:that|which|and|but|,|["“])$/.test(before);
  return (isHead ? fronted(ground) : null) ?? behind(ground);
}

/** "In return for R, O". */
function fronted(ground: Ground): Draft | null {
  const { stage, at } = ground;
  const split = splitFrom(ground, at.to);
  if (split === null) return null;
  const second = clauseFrom(ground, split.second.from, split.second.to) ?? split.second;
  const main = mainWithin(stage, second, "after", -1);
  if (main === null || main.mood === "plain") return null;
  return bargain(ground, split.first, main.phrase, main.whole, main.subject, main.isNegated);
}

function behind(ground: Ground): Draft | null {
  const { stage, at } = ground;
  const { words } = stage;
  const { upos } = words.parse.tokens;
  const given = clauseFrom(ground, at.to);
  const start = clauseStart(ground, at.from);
  if (given === null || at.from - start < 2 || stage.words.parse.tokens.upos[given.from] === "ADP")
    return null;
  // The last verb of asking or giving before the cue decides which side is which.
  for (let i = at.from - 2; start <= i; i--) {
    if (upos[i] !== "VERB" || !isOf(stage, i, "demand") || isOf(stage, i, "give")) continue;
    // "insists that missiles will be withdrawn only in exchange for": told, not asked.
    if (
      words.parse.tokens.xpos
        .slice(i, at.from)
        .some((tag, j) => tag === "MD" && words.lower[i + j] !== "should")
    )
      break;
    const asked = demanded(ground, i, at.from);
    if (asked === null) break;
    // "criticized Cuba for insisting on": who is criticized.
    const isBlamed = words.parse.tokens.xpos[i] === "VBG" && words.lower.slice(i - 2, i).includes("for");
    const isNext = words.lower[i - 1] === "for";
    const agent = subjectBefore(stage, isBlamed ? (isNext ? i - 1 : i - 2) : i, start);
    return { ...bargain(ground, asked.what, given, null, agent, false), addressee: asked.whom };
  }
  const main = mainWithin(stage, { from: start, to: at.from }, "before", -1);
  // "froze the talks in exchange for a loan": done, and no offer any more.
  const verb = main === null ? -1 : main.phrase.from - 1;
  const isDone =
    main?.mood === "noun" && words.parse.tokens.xpos[verb] === "VBD" && !isOf(stage, verb, "offer");
  if (isDone && !isOf(stage, verb, "demand")) return null;
  if (main !== null && main.mood !== "plain" && !main.isDuty) {
    // "promised not to attack": a promise of restraint keeps its "not".
    const isRestraint =
      main.isNegated &&
      words.lower[main.phrase.from - 1] === "to" &&
      words.lower[main.phrase.from - 2] === "not";
    const phrase = isRestraint ? { from: main.phrase.from - 2, to: main.phrase.to } : main.phrase;
    const draft = bargain(ground, given, phrase, main.whole, main.subject, main.isNegated && !isRestraint);
    // "offered Cuba relief": an offer is held out by itself.
    const isOffered = main.mood === "noun" && isOffer(stage, start, phrase.from);
    return isOffered ? { ...draft, mood: "pledge" } : draft;
  }
  return dealt(ground, start, given);
}

/** What is asked for, and of whom: "asked Cuba to sign", "demanded that Cuba sign", "insisted on a deal". */
function demanded(
  ground: Ground,
  verb: number,
  to: number,
): { what: TokenRange; whom: TokenRange | null } | null {
  const { stage } = ground;
  const { words } = stage;
  let from = verb + 1;
  while (from < to && /^(?:only|on|for|that|merely)$/.test(words.lower[from]!)) from++;
  const whom = phraseFrom(stage, from, to);
  const isAsked = whom !== null && isParty(stage, whom) && words.lower[whom.to] === "to" && whom.to + 1 < to;
  const what = trimRange(stage, { from: isAsked ? whom.to + 1 : from, to });
  return what === null ? null : { what, whom: isAsked ? whom : null };
}

/** "a deal that includes U.S. forces leaving in exchange for a pledge": gerunds and noun phrases behind such verbs. */
function dealt(ground: Ground, start: number, given: TokenRange): Draft | null {
  const { stage, at } = ground;
  const { words } = stage;
  for (let i = at.from - 2; start <= i; i--) {
    if (
      !/^(?:includes?|including|involv\w+|under|offer\w*|propos\w+|accept\w*|envisag\w+|calls?)$/.test(
        words.lower[i]!,
      )
    )
      continue;
    const outcome = trimRange(stage, { from: i + 1, to: at.from });
    if (outcome === null) return null;
    // "had proposed closing the plant": who proposes would do it.
    const isGerund =
      /^offer|^propos/.test(words.lower[i]!) && words.parse.tokens.xpos[outcome.from] === "VBG";
    const agent = isGerund ? subjectBefore(stage, i, start) : phraseFrom(stage, outcome.from, outcome.to);
    return { ...bargain(ground, given, outcome, null, agent, false), mood: "noun" };
  }
  return null;
}

/** "X would do R, (and) in return Y would do O", in one sentence. */
export function findReply(ground: Ground): Draft | null {
  const { stage, at, window } = ground;
  const start = clauseStart(ground, at.from);
  const first = trimRange(stage, { from: start, to: at.from });
  const second = clauseFrom(ground, at.to, window.to);
  if (first === null || second === null || second.to - second.from < 3 || first.to - first.from < 3)
    return null;
  const promised = mainWithin(stage, second, "after", -1);
  const asked = mainWithin(stage, first, "before", -1);
  if (promised === null || asked === null || !isHeldOut(promised) || !isHeldOut(asked)) return null;
  if (promised.subject === null || asked.subject === null) return null;
  if (identityOf(stage, promised.subject) === identityOf(stage, asked.subject)) return null;
  const draft = bargain(
    ground,
    asked.phrase,
    promised.phrase,
    promised.whole,
    promised.subject,
    promised.isNegated,
  );
  return { ...draft, addressee: asked.subject };
}

function bargain(
  ground: Ground,
  requirement: TokenRange,
  outcome: TokenRange,
  outcomeClause: TokenRange | null,
  agent: TokenRange | null,
  outcomeNegated: boolean,
): Draft {
  return {
    requirement,
    outcome,
    outcomeClause,
    agent,
    addressee: phraseFrom(ground.stage, requirement.from, requirement.to),
    outcomeNegated,
    mood: "will",
    link: ground.cue.link,
    necessity: ground.cue.necessity,
    rule: "condition/in-exchange",
    requirementNegated: false,
  };
}

function isOffer(stage: Ground["stage"], from: number, to: number): boolean {
  for (let i = Math.max(from, to - 4); i < to; i++)
    if (stage.words.parse.tokens.upos[i] === "VERB" && isOf(stage, i, "offer")) return true;
  return false;
}
