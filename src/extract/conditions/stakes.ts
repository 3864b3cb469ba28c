/** Vetoes by who has a stake: nobody named, one side only, the setter's own acts and goals. */
import type { TokenRange } from "../../model/parse.ts";
import { mentionsWithin } from "../mentions.ts";
import type { Stage } from "../stage.ts";
import { isGetting, isSame, type Veto } from "./candidate.ts";
import { holdsOf, isOf } from "./ground.ts";
import { actorsWithin, identityOf, isParty, sideOf } from "./identities.ts";
import { headOf, isPronoun } from "./phrases.ts";

/** Nobody sets it, or the setter is a mere "it". */
export const nobody: Veto = ({
  ground: { stage, cue },
  draft: { agent, mood, rule },
  parties: { setter },
}) => {
  if (setter === null || /^(?:it|this|that|which|there|you|who|them)$/.test(stage.words.lower[setter.from]!))
    return true;
  // "critics say", "would anyone even consider": nobody in particular.
  if (
    /^(?:anyone|everyone|somebody|critics|opponents|side|sides)$/.test(
      stage.words.lower[headOf(stage, setter)]!,
    )
  )
    return identityOf(stage, setter) === null;
  if (
    mentionsWithin(stage.mentions, setter).some(
      (it) => it.known.actor.sector === "MED" && setter.to - setter.from <= it.to - it.from + 1,
    )
  )
    return true;
  if (
    !isParty(stage, setter) &&
    !(agent !== setter && sideOf(stage, setter) !== null) &&
    !isPronoun(stage, setter) &&
    !/^(?:our|my|its|their|his|her)$/.test(stage.words.lower[setter.from]!)
  )
    return true;
  // "If it comes to that, that could …": of nothing and nobody.
  return (
    cue.link === "if" &&
    rule !== "condition/wanted" &&
    agent === null &&
    (mood === "will" || mood === "may" || mood === "can")
  );
};

/** "If you had that, you could". */
export const generic: Veto = ({ ground: { stage }, draft: { agent, addressee }, parties: { target } }) =>
  (agent !== null && agent.from + 1 < agent.to && isNone(stage, agent)) ||
  /^(?:everything|nothing|anything)$/.test(addressee === null ? "" : stage.words.lower[addressee.from]!) ||
  [agent, addressee].some(
    (it) =>
      it !== null &&
      // "If you raise the toll", told to somebody who is named.
      !(it === addressee && target !== null) &&
      (it.to - it.from === 1 || stage.words.lower[it.from] === "your") &&
      /^(?:you|one|everyone|everybody|anybody|whoever|your)$/.test(stage.words.lower[it.from]!),
  );

/** "no side", "no country". */
function isNone({ words }: Stage, { from, to }: TokenRange): boolean {
  return words.lower[from] === "no" && /^(?:side|one|party|country|state|nation)$/.test(words.lower[to - 1]!);
}

/** "will fight on until we achieve our goals". */
export const ownGoal: Veto = ({ ground: { stage, cue }, draft, parties: { setter, target } }) => {
  const { addressee, requirement, outcomeNegated } = draft;
  if (cue.shape !== "until" || addressee === null) return false;
  if (holdsOf(stage, requirement, "goal")) return true;
  const { lower: all } = stage.words;
  const isOurs = all.slice(requirement.from, requirement.to).some((it) => /^(?:our|we|my)$/.test(it));
  if (!outcomeNegated && isOurs && target === null && actorsWithin(stage, requirement).length === 0)
    return true;
  const lower = stage.words.lower[addressee.from]!;
  // "until we see progress by the other side": what one is given.
  const isSeen =
    isOf(stage, addressee.to, "given") && (target !== null || holdsOf(stage, requirement, "act"));
  if (/^(?:we|i)$/.test(lower)) return !(outcomeNegated && isSeen);
  const isOwn = isPronoun(stage, addressee) && /^(?:he|she|there)$/.test(lower);
  return !outcomeNegated && (isOwn || lower === "there" || isSame(stage, setter, addressee));
};

/** "will announce it if it does something": the requirement is the setter's own act. */
export const ownAct: Veto = ({
  ground: { stage, cue },
  draft: { addressee, agent, requirement },
  parties: { setter, target, isAgent },
}) => {
  if (addressee !== null && setter !== null && cue.link === "if" && setter.from === addressee.from)
    return true;
  // "We must see steps by Cuba before we sign": what one is given.
  const isMet =
    cue.shape === "before" && isOf(stage, requirement.from, "given") && hasOther(stage, requirement, setter);
  const isSeen = isMet || (addressee !== null && cue.shape === "until" && isOf(stage, addressee.to, "given"));
  if (addressee !== null && /^(?:we|i)$/.test(stage.words.lower[addressee.from]!)) return !isSeen;
  // "as long as our people are being killed": what is done to them.
  const isSuffered =
    cue.shape === "while" && stage.words.lower.slice(requirement.from, requirement.to).includes("being");
  if (addressee !== null && isOwnBody(stage, addressee) && !isSuffered) return true;
  if ((cue.link !== "if" && cue.shape !== "while") || addressee === null) return false;
  const { words } = stage;
  const lower = words.lower[addressee.from]!;
  if (isPronoun(stage, addressee)) {
    if (/^(?:we|i)$/.test(lower)) return true;
    if (
      agent !== null &&
      isAgent &&
      words.lower[agent.from] === lower &&
      isPronoun(stage, agent) &&
      lower !== "they"
    )
      return true;
    const isPassive =
      words.parse.tokens.xpos[addressee.to + 1] === "VBN" || words.lower[addressee.to] === "not";
    return lower === "it" && target === null && !isPassive;
  }
  return (
    isParty(stage, addressee) &&
    isSame(stage, setter, addressee) &&
    !actorsWithin(stage, requirement).some((it) => identityOf(stage, it) !== identityOf(stage, addressee))
  );
};

function hasOther(stage: Stage, requirement: TokenRange, setter: TokenRange | null): boolean {
  return actorsWithin(stage, requirement).some((it) => !isSame(stage, setter, it));
}

/** "if our citizens begin to suffer", "if Serbia's economy loses": one's own loss is nobody else's act. */
export const ownLoss: Veto = ({ ground: { stage, cue }, draft: { requirement, addressee } }) => {
  if (cue.link !== "if" || addressee === null) return false;
  const { lemma } = stage.words.parse.tokens;
  const head = stage.words.lower[headOf(stage, addressee)]!;
  if (!/^(?:citizens|economy|people|population|industry|companies|interests)$/.test(head)) return false;
  for (let i = addressee.to; i < Math.min(requirement.to, addressee.to + 5); i++)
    if (/^(?:suffer|lose|hurt)$/.test(lemma[i]!)) return true;
  return false;
};

/** "until its parliament has voted". */
function isOwnBody(stage: Stage, range: TokenRange): boolean {
  const head = headOf(stage, range);
  return (
    /^(?:its|his|her|our|my)$/.test(stage.words.lower[range.from]!) &&
    /^(?:parliament|congress|senate|cabinet|court|courts|voters|lawmakers|people|attempts?|efforts?|bid|campaign|push|plans?)$/.test(
      stage.words.lower[head]!,
    )
  );
}

/** "A must do this if it wants that", said by one of A's side or by nobody. */
export const advice: Veto = ({ ground: { stage, speakers }, draft: { rule, addressee } }) => {
  if (rule !== "condition/wanted") return false;
  const said = speakers[0] === undefined ? null : sideOf(stage, speakers[0].fullest);
  return (
    said === null ||
    addressee === null ||
    identityOf(stage, addressee) === null ||
    said === identityOf(stage, addressee)
  );
};

/** "as long as there is progress", "without order": nobody is named who could bring it about. */
export const nobodyAsked: Veto = ({
  ground: { stage, cue, speakers },
  draft: { requirement, outcome, addressee },
  parties: { target },
}) => {
  if (cue.shape === "way") return addressee === null;
  // "only when oil prices recover".
  const subject = addressee === null ? "" : stage.words.parse.tokens.lemma[headOf(stage, addressee)]!;
  if (target === null && /^(?:price|market|rate|weather|inflation|drought|rain)$/.test(subject)) return true;
  const isKnown = speakers[0] !== undefined && sideOf(stage, speakers[0].fullest) !== null;
  // "its survival is contingent on": what is no act is not held out.
  if (cue.shape === "hinge" && !holdsOf(stage, outcome, "act") && !holdsVerb(stage, outcome)) return true;
  if (cue.link === "if" && target === null) return !isKnown && !isMatter(stage, requirement);
  if (!/^(?:while|without|only|noun|hinge)$/.test(cue.shape) || target !== null) return false;

  const isNamed = actorsWithin(stage, requirement).length > 0;
  if (cue.shape === "only") return !isNamed && !holdsOf(stage, requirement, "act");
  if (cue.shape === "noun" || cue.shape === "hinge")
    return !isNamed && actorsWithin(stage, outcome).length === 0 && !holdsOf(stage, outcome, "act");
  // "would not resume aid to Cuba without guarantees": of whom they are wanted stands in the outcome.
  const own = speakers[0] === undefined ? null : sideOf(stage, speakers[0].fullest);
  const isWithheld = cue.shape === "without" && isKnown;
  if (isWithheld && actorsWithin(stage, outcome).some((it) => identityOf(stage, it) !== own)) return false;
  // "not as long as our people are being killed".
  const { lower } = stage.words;
  if (cue.shape === "while" && isKnown && lower.slice(requirement.from, requirement.to).includes("being"))
    return false;
  // "as long as the ban stays": a state that somebody keeps up.
  if (cue.shape === "while" && holdsOf(stage, requirement, "last")) return false;
  return (
    actorsWithin(stage, requirement).length === 0 &&
    (cue.shape === "while" ||
      !holdsOf(stage, requirement, "act") ||
      actorsWithin(stage, outcome).length === 0)
  );
};

function holdsVerb({ words }: Stage, { from, to }: TokenRange): boolean {
  for (let i = from; i < to; i++) if (words.parse.tokens.upos[i] === "VERB") return true;
  return false;
}

/** Whether a requirement in which nobody is named is at least of what states do to one another. */
function isMatter(stage: Stage, requirement: TokenRange): boolean {
  return (
    actorsWithin(stage, requirement).length > 0 ||
    holdsOf(stage, requirement, "act") ||
    holdsOf(stage, requirement, "severe") ||
    holdsOf(stage, requirement, "matter")
  );
}

/** "had to spend two days before riding back": a tale, or advice to oneself. */
export const ownDuty: Veto = ({
  ground: { stage },
  draft: { rule, outcomeNegated, addressee, agent, requirement, outcome },
  parties: { setter },
}) => {
  if (rule !== "condition/before" || outcomeNegated) return false;
  if (isOf(stage, requirement.from, "given") && hasOther(stage, requirement, setter)) return false;
  // "Turkey said Sweden needs to do more before it can join": another than the setter gets it.
  const isGot = isGetting(stage, outcome.from) && addressee !== null && setter !== null;
  if (isGot && identityOf(stage, setter) !== null && !isSame(stage, setter, addressee)) return false;
  if (addressee === null || isSame(stage, setter, addressee)) return true;
  // "Assad must go before there can be peace", said by another side.
  const isThere = agent !== null && stage.words.lower[agent.from] === "there";
  const [own, other] = [setter === null ? null : identityOf(stage, setter), identityOf(stage, addressee)];
  if (isThere && isParty(stage, addressee) && own !== null && own !== other) return false;
  const isOne =
    isPronoun(stage, addressee) && /^(?:he|she|i|you|we)$/.test(stage.words.lower[addressee.from]!);
  // "You must leave before we talk": of two in one sentence they are not the same.
  const isTwo = agent !== null && isPronoun(stage, agent) && stage.words.lower[agent.from] === "we";
  return (
    (isOne && !(isTwo && !/^(?:i|we)$/.test(stage.words.lower[addressee.from]!))) ||
    agent === null ||
    /^(?:it|there)$/.test(stage.words.lower[agent.from]!)
  );
};

/** "before visiting Moscow": the setter's own act, in time. */
export const inTime: Veto = ({
  ground: { stage, cue },
  draft: { requirement, outcomeNegated, addressee, mood },
}) => {
  if (cue.shape !== "before" || !outcomeNegated) return false;
  if (mood === "can" || addressee === null || stage.words.parse.tokens.xpos[requirement.from] === "VBG")
    return true;
  return !isParty(stage, addressee) && !isOf(stage, headOf(stage, addressee), "act");
};
