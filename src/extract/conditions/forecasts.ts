/** Vetoes of what is foretold and not held out: what would come of itself, what happens to nobody asked, what might have been. */
import type { TokenRange } from "../../model/parse.ts";
import type { Stage } from "../stage.ts";
import { type Candidate, isGetting, isPlural, isSame, isWeak, verbFrom, type Veto } from "./candidate.ts";
import { holdsOf, isOf } from "./ground.ts";
import { actorsWithin, identityOf, isParty, isPerson, sideOf } from "./identities.ts";
import { headOf, isPronoun, phraseFrom } from "./phrases.ts";
import { speaksFor } from "./voices.ts";

/** "would have won if it had had the ships". */
export const counterfactual: Veto = ({ ground, draft: { outcome, mood } }) => {
  const { words } = ground.stage;
  const first = words.lower[outcome.from]!;
  const next = words.parse.tokens.xpos[outcome.from + 1] ?? "";
  return (
    isWeak(ground) && mood !== "plain" && /^(?:have|'ve|of)$/.test(first) && /^(?:VBN|VBD|RB)$/.test(next)
  );
};

export const election: Veto = ({ ground: { stage, cue }, draft: { requirement }, parties: { target } }) => {
  if (cue.link !== "if") return false;
  // "if he became president".
  const words = stage.words.lower.slice(requirement.from, requirement.to).join(" ");
  if (
    /\b(?:became|becomes?|were|is elected) (?:the )?(?:president|chancellor|prime minister|leader|secretary|minister|speaker|chief)\b/.test(
      words,
    )
  )
    return true;
  if (!holdsOf(stage, requirement, "election")) return false;
  // "if Canada brings it to a vote": what a state does in a council.
  const isVote = /\bto (?:a|the) vote\b/.test(words);
  return !(isVote && target !== null && identityOf(stage, target) !== null);
};

/** "if war breaks out", "if the ally comes under attack": an event that nobody is asked for. */
export const contingency: Veto = ({ ground: { stage, cue }, draft: { addressee, agent, requirement } }) => {
  // "reply only if directly attacked".
  if (addressee === null && cue.link === "only-if" && isBareParticiple(stage, requirement)) return true;
  if (cue.link !== "if" || addressee === null) return false;
  const { lower } = stage.words;
  // "in the event of a power vacuum", "of a conflict between two warrants": nobody's act.
  const isChanceNoun = /^(?:vacuum|conflict|crisis|emergency|dispute|accident|disaster|collapse)$/;
  if (cue.words[0] === "in" && isChanceNoun.test(lower[headOf(stage, addressee)]!)) return true;
  // "if it thought it necessary".
  if (
    requirement.to - requirement.from < 9 &&
    lower.slice(requirement.from, requirement.to).some((it) => it === "necessary")
  )
    return true;
  const verb = lower[addressee.to] ?? "";
  if (/^(?:this|that|there|need)$/.test(lower[addressee.from]!)) {
    for (let i = addressee.to; i < Math.min(requirement.to, addressee.to + 4); i++)
      if (/^(?:necessary|needed|needs?|required|happens?|happened)$/.test(lower[i]!)) return true;
  }
  if (/^(?:comes?|came)$/.test(verb) && /^(?:under|to)$/.test(lower[addressee.to + 1] ?? "")) return true;
  // "if there was political will": nobody's act.
  const isOurs = agent !== null && isPronoun(stage, agent) && /^(?:we|i)$/.test(lower[agent.from]!);
  if (lower[addressee.from] === "there" && !isOurs && actorsWithin(stage, requirement).length === 0)
    return !holdsOf(stage, requirement, "act") && !holdsOf(stage, requirement, "harmful");
  if (/^(?:is|are|was|were)$/.test(verb) && /^(?:attacked|invaded)$/.test(lower[addressee.to + 1] ?? ""))
    return true;
  // By position: "war breaks out" may be taken for a noun phrase.
  const starts = lower
    .slice(requirement.from + 1, requirement.from + 4)
    .some((it) => /^(?:starts?|breaks?|erupts?|begins?|happens?|occurs?|comes?)$/.test(it));
  const isChance =
    isOf(stage, headOf(stage, addressee), "contingency") || isOf(stage, addressee.from, "contingency");
  return isChance && (starts || actorsWithin(stage, requirement).length === 0);
};

function isBareParticiple({ words }: Stage, { from }: TokenRange): boolean {
  const { xpos, upos } = words.parse.tokens;
  return xpos[upos[from] === "ADV" ? from + 1 : from] === "VBN";
}

/**
 * What would come of itself, or be bad or good: verbs of happening, "be" with an adjective or a noun, can and could.
 * "The summit can hardly be a success if …", "would breach two agreements if …".
 */
export const forecast: Veto = (candidate) => {
  const { ground, draft, parties } = candidate;
  const { outcome, agent, mood, outcomeNegated, link, rule } = draft;
  const { stage, cue } = ground;
  const { words } = stage;
  const { upos } = words.parse.tokens;
  // "we'd end up down a path": what would come about.
  if (cue.link === "if" && words.lower[outcome.from] === "end" && words.lower[outcome.from + 1] === "up")
    return true;
  // "We will pay a higher price": to suffer is no offer, and a mistake no threat.
  const isOwnLoss =
    agent !== null && /^(?:we|i)$/.test(words.lower[agent.from]!) && isOf(stage, outcome.from, "suffer");
  if (cue.link === "if" && (isOwnLoss || holdsOf(stage, outcome, "blunder"))) return true;
  // What is demanded before it makes it more than a forecast: "must be returned before relations become normal".
  if (rule === "condition/before" && !outcomeNegated) return false;
  if (link === "unless" && agent !== null && words.lower[agent.from] === "it" && !outcomeNegated)
    return /^(?:be|is|was)$/.test(words.lower[outcome.from]!) && upos[outcome.from + 1] === "ADJ";
  // "We wouldn't have this without both": how things came about.
  if (cue.shape === "without" && words.lower[outcome.from] === "have" && agent !== null)
    if (/^(?:we|i|they)$/.test(words.lower[agent.from]!)) return true;
  // "is largely irrelevant unless", "is difficult unless": how things are.
  if (link === "unless" && mood === "plain" && /^(?:is|are|was|were)$/.test(words.lower[outcome.from]!))
    return !/^VB[GN]$/.test(words.parse.tokens.xpos[outcome.from + 1] ?? "");
  if (link === "in-exchange" || link === "precondition" || link === "unless") return false;
  if (link === "only-if" && cue.link === "only-if")
    return mood === "can" && !outcomeNegated && cue.shape === "only";
  const isIf = cue.link === "if";
  if (mood === "plain" && (isIf || !outcomeNegated || agent === null)) return !isUnderWay(candidate);
  // "Cuba cannot change as long as …": what others can do is judged, not offered.
  const isOthers = agent !== null && isParty(stage, agent) && speaksFor(ground, agent) !== true;
  const isOwnForce = !isOthers && holdsOf(stage, outcome, "severe");
  const isJudged =
    isOthers &&
    (cue.shape === "while" ||
      cue.shape === "without" ||
      (agent !== null && speaksFor(ground, agent) === false));
  // "we can sign tomorrow if Canada lifts the embargo": what one side itself can do once another, that is named, acts.
  const isOwnOffer =
    isIf &&
    agent !== null &&
    parties.target !== null &&
    speaksFor(ground, agent) === true &&
    !isOf(stage, outcome.from, "predict");
  if (mood === "can" && ((isIf && !isOwnForce && !isOwnOffer) || isJudged)) return !isRefusedTo(candidate);
  const first = verbFrom(stage, outcome);
  if (isIf && words.lower[outcome.from] === "be") {
    // "there would be consequences", "our response will be cruel", "could be “snapped back”" are no forecasts.
    const next = /^["“]$/.test(words.lower[outcome.from + 1] ?? "") ? outcome.from + 2 : outcome.from + 1;
    const isThreat =
      holdsOf(stage, outcome, "severe") || (agent !== null && isOf(stage, headOf(stage, agent), "reply"));
    const isThere = agent !== null && words.lower[agent.from] === "there" && isThreat;
    // "a strike would be illegal".
    if (/^(?:illegal|unlawful|legal|justified|wrong)$/.test(words.lower[next] ?? "")) return true;
    if (isThere || isThreat) return false;
    if (upos[next] !== "VERB" && !isOf(stage, next, "ready")) return true;
  }
  if (mood !== "will" && mood !== "may" && mood !== "can") return false;
  if (outcomeNegated && agent !== null && isOf(stage, headOf(stage, agent), "act")) return false;
  if (words.lower[outcome.from] === "have" && words.lower[outcome.from + 1] === "to") return true;
  // "will ask for talks", "would be asked to leave".
  const isRequest =
    /^ask(?:ed)?$/.test(words.lower[first]!) && /^(?:for|to)$/.test(words.lower[first + 1] ?? "");
  if (isIf && !isRequest && (isOf(stage, first, "asking") || isOf(stage, first, "indirect")))
    return !isOf(stage, first, "commit") && words.lower[first] !== "consider";
  // "warned them that they will feel the fire".
  const isBorne =
    agent !== null && isPronoun(stage, agent) && isOf(stage, first, "suffer") && parties.target !== null;
  // "Talks will not begin before Cuba …", if a party says so: they are refused.
  const isAct = agent !== null && isOf(stage, headOf(stage, agent), "act");
  const isAsked = parties.target !== null && identityOf(stage, parties.target) !== null;
  const isRefused =
    outcomeNegated && !isIf && (isAct || isAsked) && ground.speakers.some((it) => isParty(stage, it.fullest));
  return isOf(stage, first, "predict") && !isOf(stage, first, "hostile") && !isBorne && !isRefused;
};

/**
 * "has suspended its part in the treaty until Canada pays", "the sanctions remain until": what one side has begun, or
 * keeps up, against another that is named.
 */
function isUnderWay({
  ground: { stage, cue },
  draft: { outcome, agent, addressee },
  parties,
}: Candidate): boolean {
  if (cue.shape !== "until" || agent === null || addressee === null || parties.target === null) return false;
  const { words } = stage;
  const { xpos } = words.parse.tokens;
  const isPresent =
    /^VB[ZP]$/.test(xpos[outcome.from]!) ||
    /^(?:has|have|is|are)$/.test(words.lower[outcome.from]!) ||
    (xpos[outcome.from] === "VBG" && /^(?:is|are)$/.test(words.lower[outcome.from - 1] ?? ""));
  const verb = verbFrom(stage, outcome);
  const isHeld = isParty(stage, agent) || isOf(stage, headOf(stage, agent), "severe");
  const isOnHold = /\bon (?:hold|ice)$/.test(words.lower.slice(outcome.from, outcome.to).join(" "));
  const isKept =
    isOnHold || isOf(stage, verb, "keep") || isOf(stage, verb, "hostile") || isOf(stage, verb, "refuse");
  return isPresent && isHeld && isKept && !isSame(stage, agent, addressee);
}

/** "Brussels said Britain cannot have a deal until": what one side can keep from the other. */
function isRefusedTo({ ground, draft: { outcome, outcomeNegated, agent } }: Candidate): boolean {
  const { stage, cue } = ground;
  return (
    outcomeNegated &&
    (cue.link === "until" || cue.link === "unless") &&
    agent !== null &&
    speaksFor(ground, agent) === false &&
    isGetting(stage, outcome.from)
  );
}

/** The outcome happens to or by somebody who is no party: "800,000 citizens will flee", "if they fail, they will not come". */
export const ofItself: Veto = ({
  ground,
  draft: { agent, outcome, requirement, addressee, mood, outcomeNegated },
  parties: { isAgent },
}) => {
  const { stage, cue, speakers } = ground;
  if (agent === null) return false;
  // "The confidence will decline unless …", "it can't be mended unless …".
  const done = outcome.from + 1;
  const isDone =
    stage.words.lower[outcome.from] === "be" &&
    stage.words.parse.tokens.xpos[done] === "VBN" &&
    (isOf(stage, done, "hostile") ||
      isOf(stage, done, "ease") ||
      /^(?:taken|cut|shot|withheld)$/.test(stage.words.lower[done]!)) &&
    speakers.some((it) => isParty(stage, it.fullest));
  if (cue.link === "unless" && mood !== "noun" && mood !== "pledge")
    return (
      !isAgent &&
      !isDone &&
      !(
        /^(?:remain|stay)$/.test(stage.words.lower[outcome.from]!) &&
        speakers.some((it) => isParty(stage, it.fullest))
      ) &&
      !isParty(stage, agent) &&
      !isOf(stage, headOf(stage, agent), "act") &&
      !/^(?:there|nothing)$/.test(stage.words.lower[agent.from]!) &&
      !isOf(stage, outcome.from, "suffer")
    );
  if (cue.link !== "if" && cue.shape !== "while") return false;
  const { words } = stage;
  const lower = words.lower[agent.from]!;
  // Of "as long as" what is withheld may be nobody's: "there will be no peace".
  const isKnown = speakers[0] !== undefined && sideOf(stage, speakers[0].fullest) !== null;
  if (cue.shape === "while")
    return (
      !isKnown &&
      !isAgent &&
      !isParty(stage, agent) &&
      !outcomeNegated &&
      !isOf(stage, headOf(stage, agent), "act")
    );
  const isFirst = requirement.to <= agent.from;
  const [speaker] = speakers;
  if (isFirst && addressee !== null && isAgent && isPronoun(stage, agent)) {
    if (lower === "they" && isPlural(stage, addressee))
      return speaker === undefined || !isPlural(stage, speaker);
    // In their own words speakers are no "he": "If the general is let go, he will not stop".
    const isQuoted = stage.scene.quotation[agent.from]! > 0;
    if (/^(?:he|she)$/.test(lower) && isQuoted && isPerson(stage, addressee)) return true;
    if (lower === "it" && !isPlural(stage, addressee))
      return speaker === undefined || isPerson(stage, speaker);
  }
  const isBearer = isPronoun(stage, agent) && isOf(stage, outcome.from, "suffer");
  if (isAgent || isBearer || isParty(stage, agent) || mood === "noun") return false;
  const isPassive =
    lower !== "it" &&
    words.lower[outcome.from] === "be" &&
    words.parse.tokens.xpos[outcome.from + 1] === "VBN";
  const isThere = lower === "there" && holdsOf(stage, outcome, "severe");
  const isForce = isOf(stage, headOf(stage, agent), "reply");
  const isActDone = isPassive && isOf(stage, headOf(stage, agent), "act");
  return !isThere && !isForce && !isActDone && !(isDone && isKnown);
};

/**
 * What others would do by their own lights: "if the general thinks us weak, he will …", "if the general is not stopped,
 * he will …". Nothing is asked of them.
 */
export const theirOwn: Veto = ({ ground: { stage, cue }, draft: { addressee, agent, requirement } }) => {
  if (cue.link !== "if" || addressee === null || agent === null || agent.from < requirement.to) return false;
  if (!isPronoun(stage, agent) || !/^(?:he|she|it|they)$/.test(stage.words.lower[agent.from]!)) return false;
  if (isPronoun(stage, addressee) || !isParty(stage, addressee)) return false;
  if (isOf(stage, addressee.to, "guess")) return true;
  for (let i = addressee.to; i < Math.min(requirement.to, addressee.to + 4); i++)
    if (isOf(stage, i, "check") && stage.words.parse.tokens.xpos[i] === "VBN") return true;
  return false;
};

/** "if it helps our country": one's own good, which nobody else is asked for. */
export const ownGood: Veto = ({ ground: { stage, cue }, draft: { addressee, requirement } }) =>
  cue.link === "if" &&
  addressee !== null &&
  /^(?:it|this|that)$/.test(stage.words.lower[addressee.from]!) &&
  addressee.to < requirement.to &&
  /^(?:help|serve|suit|benefit|work|pay)$/.test(stage.words.parse.tokens.lemma[addressee.to]!);

/** "if there were hopes that she might be one who could …": the outcome lies in a clause about somebody else. */
export const aside: Veto = ({ ground: { stage, cue }, draft: { agent, requirement, mood } }) =>
  cue.link === "if" &&
  agent !== null &&
  requirement.to <= agent.from &&
  (mood === "can" || mood === "may") &&
  /^(?:who|which|that)$/.test(stage.words.lower[agent.from]!);

/** "if the goal is to be achieved". */
export const aim: Veto = ({ ground: { stage, cue }, draft: { requirement, rule } }) => {
  if (cue.link !== "if" || rule === "condition/wanted") return false;
  const subject = phraseFrom(stage, requirement.from, requirement.to);
  return (
    subject !== null &&
    /^(?:is|are|was|were)$/.test(stage.words.lower[subject.to] ?? "") &&
    stage.words.lower[subject.to + 1] === "to"
  );
};
