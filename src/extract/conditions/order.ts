/** What must come first: "must R before O", "no O before R", "no O without R", "R. Only then O", "R or else O". */
import type { TokenRange } from "../../model/parse.ts";
import { sentenceOf } from "../words.ts";
import { clauseFrom, clauseStart, splitFrom } from "./bounds.ts";
import { demandBefore, wantBefore } from "./demands.ts";
import { type Draft, type Ground, holdsOf, isHeldOut, isOf } from "./ground.ts";
import { type Main, mainWithin } from "./mains.ts";
import { identityOf, isParty } from "./identities.ts";
import { headOf, isBareVerb, isPronoun, phraseFrom } from "./phrases.ts";

/**
 *     Canada must leave the base before talks resume.
 *                 ^^^^^^^^^^^^^^ requirement
 *                                       ^^^^^^^^^^^^ outcome
 *     Cuba will not sign before Canada leaves the base.
 *                   ^^^^ outcome
 *                               ^^^^^^^^^^^^^^^^^^^^^^ requirement
 */
export function findBefore(ground: Ground): Draft | null {
  const { stage, at, window, content } = ground;
  const { words } = stage;
  const before = words.lower[at.from - 1] ?? "";
  if (
    /^(?:even|long|shortly|just|days?|weeks?|months?|years?|hours?|minutes?|the|ever|than|as)$/.test(before)
  )
    return null;
  const isHead =
    at.from === window.from || at.from === content?.from || /^(?:that|and|but|["“])$/.test(before);
  if (isHead) {
    const split = splitFrom(ground, at.to);
    if (split === null) return null;
    const main = mainWithin(
      stage,
      clauseFrom(ground, split.second.from, split.second.to) ?? split.second,
      "after",
      -1,
    );
    return main === null ? null : ordered(ground, main, split.first);
  }
  const start = clauseStart(ground, at.from);
  const clause = clauseFrom(ground, at.to);
  if (clause === null || at.from - start < 2) return null;
  const main = mainWithin(stage, { from: start, to: at.from }, "before", -1);
  return (main === null ? null : ordered(ground, main, clause)) ?? demanded(ground, start, clause);
}

/**
 *     Chile wants Peru to return the boats before it reopens the border.
 *                         ^^^^^^^^^^^^^^^^ requirement
 *                                                    ^^^^^^^^^^^^^^^^^^ outcome
 */
function demanded(ground: Ground, start: number, clause: TokenRange): Draft | null {
  const { stage, at, cue } = ground;
  const urged = demandBefore(stage, start, at.from);
  const demand = urged ?? wantBefore(stage, start, at.from);
  // "urged Cuba to ask parliament before opening the port": both are Cuba's.
  if (urged !== null && stage.words.parse.tokens.xpos[clause.from] === "VBG") return null;
  if (demand === null || demand.agent === null || !isOutcome(ground, clause)) return null;
  // "wants an apology before reopening the border": who wants it does so.
  const isGerund = stage.words.parse.tokens.xpos[clause.from] === "VBG";
  const doer = isGerund ? demand.agent : phraseFrom(stage, clause.from, clause.to);
  // "… before an election if it is willing", "before he mentioned it": a time.
  const { xpos } = stage.words.parse.tokens;
  const isTold = doer !== null && isPronoun(stage, doer) && xpos[doer.to] === "VBD";
  const aside = stage.words.lower.indexOf("if", clause.from);
  const main = { from: clause.from, to: 0 <= aside && aside < clause.to ? aside : clause.to };
  if (isTold || !isOutcome(ground, main)) return null;
  const own = identityOf(stage, demand.agent);
  const other = demand.addressee === null ? null : identityOf(stage, demand.addressee);
  if (doer === null || (own !== null && own === other)) return null;
  const isOwn = !isGerund && isPronoun(stage, doer) && doer.to < clause.to;
  const isAct = isOf(stage, headOf(stage, doer), "act") || holdsOf(stage, clause, "act");
  // "called on Cuba to act before American sanctions snap back": what is feared is held out by nobody.
  if (!isOwn && isAct && holdsOf(stage, clause, "severe") && !holdsOf(stage, clause, "ease")) return null;
  const isMet = demand.addressee !== null && isPronoun(stage, demand.addressee);
  const isBetween = own !== null && (other !== null || isMet);
  if (!(isAct || isOwn || isBetween || isParty(stage, doer))) return null;
  return {
    requirement: demand.requirement,
    outcome: isOwn ? { from: doer.to, to: clause.to } : clause,
    outcomeClause: null,
    agent: isOwn || isGerund || !isParty(stage, doer) ? demand.agent : doer,
    addressee: demand.addressee,
    outcomeNegated: false,
    mood: "will",
    link: cue.link,
    necessity: cue.necessity,
    rule: "condition/demand",
    requirementNegated: false,
  };
}

function ordered(ground: Ground, main: Main, clause: TokenRange): Draft | null {
  const { stage, cue } = ground;
  if (!isHeldOut(main) || !isOutcome(ground, clause)) return null;
  const base = {
    mood: "will",
    link: cue.link,
    necessity: cue.necessity,
    rule: "condition/before",
    requirementNegated: false,
  } as const;
  if (main.isDuty && !main.isNegated) {
    const agent = phraseFrom(stage, clause.from, clause.to);
    const inner = agent === null ? null : mainWithin(stage, clause, "after", -1);
    const isDone = main.subject !== null && isParty(stage, main.subject);
    // "must be united before a breakthrough is possible": nobody would do it.
    if (
      agent !== null &&
      !isParty(stage, agent) &&
      !isPronoun(stage, agent) &&
      !isOf(stage, headOf(stage, agent), "act") &&
      !holdsOf(stage, clause, "act")
    )
      return null;
    return {
      ...base,
      requirement: isDone ? main.phrase : fromThat(ground, main.whole),
      outcome: inner?.phrase ?? clause,
      outcomeClause: clause,
      agent,
      addressee: main.subject,
      outcomeNegated: false,
    };
  }
  if (!main.isNegated || main.isDuty) return null;
  return {
    ...base,
    requirement: clause,
    outcome: main.phrase,
    outcomeClause: main.whole,
    agent: main.subject,
    addressee: phraseFrom(stage, clause.from, clause.to),
    outcomeNegated: true,
  };
}

/** "said that all the sanctions imposed during two terms must be lifted": a long subject begins behind "that". */
function fromThat({ stage, window }: Ground, whole: TokenRange): TokenRange {
  const { lower, parse } = stage.words;
  const { upos, xpos } = parse.tokens;
  for (let i = whole.from - 1; Math.max(window.from, whole.from - 30) <= i; i--) {
    if (/^VB[DZP]$/.test(xpos[i]!) || upos[i] === "AUX") return whole;
    if (lower[i] === "that")
      return /^(?:DET|ADJ|NOUN|PROPN)$/.test(upos[i + 1]!) ? { from: i + 1, to: whole.to } : whole;
  }
  return whole;
}

/** A clause, or an act by its noun alone: "before any talks". */
function isOutcome(ground: Ground, clause: TokenRange): boolean {
  const { stage } = ground;
  if (hasVerb(ground, clause) || isBareVerb(stage, clause.to - 1)) return true;
  return isOf(stage, headOf(stage, clause), "act");
}

function hasVerb({ stage }: Ground, { from, to }: TokenRange): boolean {
  const { upos } = stage.words.parse.tokens;
  for (let i = from; i < to; i++) if (upos[i] === "VERB" || upos[i] === "AUX") return true;
  return false;
}

/**
 *     There will be no talks without an end to the blockade.
 *     ^^^^^^^^^^^^^^^^^^^^^^ not outcome
 *                                    ^^^^^^^^^^^^^^^^^^^^^^ requirement
 */
export function findWithout(ground: Ground): Draft | null {
  const { stage, at } = ground;
  const { words } = stage;
  const requirement = clauseFrom(ground, at.to);
  const start = clauseStart(ground, at.from);
  const before = words.lower[at.from - 1] ?? "";
  const isHead =
    at.from === ground.window.from || at.from === ground.content?.from || /^(?:that|["“])$/.test(before);
  const initial = isHead ? withoutFirst(ground) : null;
  if (initial !== null) return initial;
  if (requirement === null || at.from - start < 2) return null;
  let end = at.from;
  if (words.lower[end - 1] === "or") end--;
  const main = mainWithin(stage, { from: start, to: end }, "before", -1);
  // "Peace is impossible without …", if somebody says so.
  const isTold =
    main !== null &&
    main.mood === "plain" &&
    0 < ground.speakers.length &&
    /^(?:is|are|was|were)$/.test(words.lower[main.phrase.from]!);
  const isRefused = main !== null && main.isNegated && (isHeldOut(main) || main.mood === "noun" || isTold);
  if (main === null || !isRefused || main.isDuty) return null;
  const named = phraseFrom(stage, requirement.from, requirement.to);
  return withoutDraft(requirement, main, named);
}

function withoutDraft(requirement: TokenRange, main: Main, addressee: TokenRange | null): Draft {
  return {
    requirement,
    outcome: main.phrase,
    outcomeClause: main.whole,
    agent: main.subject,
    addressee,
    outcomeNegated: true,
    mood: "will",
    link: "without",
    necessity: "necessary",
    rule: "condition/without",
    requirementNegated: false,
  };
}

/** "Without guarantees from Canada, Cuba will not sign." */
function withoutFirst(ground: Ground): Draft | null {
  const { stage, at } = ground;
  const { upos } = stage.words.parse.tokens;
  const named = phraseFrom(stage, at.to, ground.window.to);
  if (named === null || stage.words.lower[named.to] !== "," || upos[at.to] === "VERB") return null;
  const { lower } = stage.words;
  // "Without guarantees, the minister said, Cuba will not sign".
  const next = lower.indexOf(",", named.to + 1);
  const isAside =
    next < named.to + 14 &&
    lower.slice(named.to + 1, next).some((it) => /^(?:said|says|added|warned|told)$/.test(it));
  const second = clauseFrom(ground, isAside && 0 < next ? next + 1 : named.to + 1);
  if (second === null) return null;
  const main = mainWithin(stage, second, "after", -1);
  if (main === null || !isHeldOut(main) || !main.isNegated || main.isDuty || main.subject === null)
    return null;
  return withoutDraft({ from: at.to, to: named.to }, main, named);
}

/**
 *     Canada must leave the base. Only then will Cuba sign.
 *                 ^^^^^^^^^^^^^^ requirement      ^^^^ setter
 */
export function findThen(ground: Ground): Draft | null {
  const { stage, at, cue } = ground;
  const { words } = stage;
  const sentence = sentenceOf(words, at.from);
  // In one sentence: "must first R, only then will …"; else the sentence before, in the same paragraph.
  const isInner = sentence.from + 3 < at.from;
  const earlier = words.parse.sentences[words.sentence[at.from]! - 1];
  const source = isInner
    ? { from: Math.max(sentence.from, at.from - 60), to: at.from }
    : earlier?.block === sentence.block
      ? { from: Math.max(earlier.from, earlier.to - 60), to: earlier.to }
      : null;
  const clause = clauseFrom(ground, at.to);
  if (source === null || clause === null || clause.to - clause.from < 3) return null;
  const demand = mainWithin(stage, source, "before", -1);
  if (demand === null || !demand.isDuty) return null;
  // "Only then will Cuba sign": the subject stands behind the modal.
  const isTurned = /^(?:will|would|can|could|may|might|should|shall)$/.test(words.lower[clause.from]!);
  const agent = phraseFrom(stage, clause.from + Number(isTurned), clause.to);
  if (agent === null || clause.to <= agent.to) return null;
  const phrase = { from: agent.to, to: clause.to };
  const main = isTurned ? null : mainWithin(stage, clause, "after", -1);
  // "Until then we will see": only what is withheld, broken off or kept up hangs on what was demanded.
  const isKept = main !== null && (main.isNegated || holdsOf(stage, main.phrase, "hostile"));
  if (cue.words[0] === "until" && !(isKept || (main !== null && isOf(stage, main.phrase.from, "keep"))))
    return null;
  const isHeld = isKept && isHeldOut(main) && main.subject !== null && isParty(stage, main.subject);
  if (cue.words[0] === "otherwise" && !isHeld) return null;
  const isDone = demand.subject !== null && isParty(stage, demand.subject);
  const required = isDone ? demand.phrase : demand.whole;
  // "Canada must pay, the minister said. Only then …": who says so is not demanded.
  const before = clauseFrom({ ...ground, window: source, content: null }, required.from, required.to);
  return {
    requirement: before ?? required,
    outcome: main?.phrase ?? phrase,
    outcomeClause: main?.whole ?? { from: agent.from, to: clause.to },
    agent,
    addressee: demand.subject,
    outcomeNegated: main?.isNegated ?? false,
    mood: "will",
    link: cue.link,
    necessity: cue.necessity,
    rule: "condition/then",
    requirementNegated: false,
  };
}
