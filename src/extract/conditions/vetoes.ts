/** What looks like a condition and is none, each by name. They are listed in docs/rules.md. */
import type { TokenRange } from "../../model/parse.ts";
import { mentionsWithin } from "../mentions.ts";
import type { Stage } from "../stage.ts";
import { sentenceOf } from "../words.ts";
import { type Draft, type Ground, holdsOf, isOf } from "./ground.ts";
import type { Parties } from "./parties.ts";
import {
  actorsWithin,
  headOf,
  identityOf,
  isParty,
  isPerson,
  isPronoun,
  phraseFrom,
  sideOf,
} from "./phrases.ts";

/** A candidate with who is who in it. */
interface Candidate {
  readonly ground: Ground;
  readonly draft: Draft;
  readonly parties: Parties;
}
type Veto = (candidate: Candidate) => boolean;

/** Whether the cue is as common in forecasts and rules as in conditions, so that somebody must hold the outcome out. */
function isWeak({ cue }: Ground): boolean {
  return (
    cue.link === "if" ||
    cue.link === "until" ||
    cue.link === "before" ||
    cue.link === "without" ||
    cue.shape === "ultimatum"
  );
}

/** Nobody sets it, or the setter is a mere "it". */
const nobody: Veto = ({ ground: { stage, cue }, draft: { agent, mood, rule }, parties: { setter } }) => {
  if (setter === null || /^(?:it|this|that|which|there|you|who)$/.test(stage.words.lower[setter.from]!))
    return true;
  if (
    mentionsWithin(stage.mentions, setter).some(
      (it) => it.known.actor.sector === "MED" && setter.to - setter.from <= it.to - it.from + 1,
    )
  )
    return true;
  if (
    !isParty(stage, setter) &&
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

/** No state or body is named in it, or only one and the rest is parliament, parties and courts. */
const domestic: Veto = ({ ground: { stage, window, at, speakers }, draft, parties: { setter, target } }) => {
  const { words } = stage;
  const named = new Set<string>();
  let isHome = false;
  for (const range of [draft.requirement, draft.outcome, setter, target]) {
    if (range === null) continue;
    for (const it of actorsWithin(stage, range)) named.add(it.known.actor.code);
    isHome ||= holdsOf(stage, range, "domestic");
  }
  for (const it of speakers[0] === undefined ? [] : actorsWithin(stage, speakers[0].fullest))
    named.add(it.known.actor.code);
  for (const party of [setter, target]) {
    if (party === null) continue;
    const head = headOf(stage, party);
    // Of a senator and another country's act both sides are there, though one is not named.
    if (/^(?:republicans?|democrats?|democratic|senate|senator|congress)$/.test(words.lower[head]!))
      named.add("USA");
    // A body that the register lacks is another side: "the European Community".
    const isName = words.parse.tokens.upos[head] === "PROPN" && identityOf(stage, party) === null;
    if (isName && !isOf(stage, head, "domestic") && !isPerson(stage, party)) named.add(words.lower[head]!);
  }
  if (1 < named.size) return false;
  const isForce = holdsOf(stage, draft.requirement, "severe") || holdsOf(stage, draft.outcome, "severe");
  const isForeign =
    named.size === 1 && !named.has("USA") && !named.has("GBR") && (draft.mood === "pledge" || isForce);
  if (isHome) return !isForeign;
  if (0 < named.size) return false;
  // Who is meant may have been named in the sentence, or right before.
  const isNear = actorsWithin(stage, { from: Math.max(0, at.from - 60), to: window.to }).some(
    (it) => it.known.actor.code !== "USA",
  );
  return !isNear;
};

const question: Veto = ({ ground: { stage, at, cue } }) => {
  const { words } = stage;
  const sentence = sentenceOf(words, at.from);
  const first = words.lower[sentence.from]!;
  if (first === "q" || (cue.link === "if" && /^(?:asked|pressed|question)$/.test(first))) return true;
  for (let i = Math.max(sentence.from, at.from - 24); i < at.from - 1; i++)
    if (/^ask(?:ed|ing)$/.test(words.lower[i]!) && /^(?:if|whether)$/.test(words.lower[i + 1]!)) return true;
  for (let i = at.to; i < Math.min(sentence.to, at.to + 80); i++)
    if (words.lower[i]!.startsWith("?")) return true;
  return false;
};

/** "would have won if it had had the ships". */
const counterfactual: Veto = ({ ground, draft: { outcome, mood } }) => {
  const { words } = ground.stage;
  const first = words.lower[outcome.from]!;
  const next = words.parse.tokens.xpos[outcome.from + 1] ?? "";
  return (
    isWeak(ground) && mood !== "plain" && /^(?:have|'ve|of)$/.test(first) && /^(?:VBN|VBD|RB)$/.test(next)
  );
};

const election: Veto = ({ ground: { stage, cue }, draft: { requirement } }) =>
  cue.link === "if" && holdsOf(stage, requirement, "election");

/** The speaker is an expert, or of an institute; or it is they who would do it. */
const expert: Veto = ({ ground: { stage, speakers }, draft: { agent } }) => {
  const [speaker] = speakers;
  if (agent !== null && isOf(stage, headOf(stage, agent), "expert")) return true;
  if (speaker === undefined) return false;
  return (
    isOf(stage, headOf(stage, speaker), "expert") ||
    holdsOf(stage, speaker.fullest, "expert") ||
    holdsOf(stage, speaker.fullest, "institute")
  );
};

/** "If you had that, you could". */
const generic: Veto = ({ ground: { stage }, draft: { agent, addressee } }) =>
  [agent, addressee].some(
    (it) =>
      it !== null &&
      (it.to - it.from === 1 || stage.words.lower[it.from] === "your") &&
      /^(?:you|one|everyone|everybody|anybody|whoever|your)$/.test(stage.words.lower[it.from]!),
  );

/** "will fight on until we achieve our goals". */
const ownGoal: Veto = ({ ground: { stage, cue }, draft, parties: { setter } }) => {
  const { addressee, requirement, outcomeNegated } = draft;
  if (cue.shape !== "until" || addressee === null) return false;
  if (holdsOf(stage, requirement, "goal")) return true;
  const lower = stage.words.lower[addressee.from]!;
  if (/^(?:we|i)$/.test(lower)) return true;
  const isOwn = isPronoun(stage, addressee) && /^(?:he|she|there)$/.test(lower);
  return !outcomeNegated && (isOwn || lower === "there" || isSame(stage, setter, addressee));
};

/** "will announce it if it does something": the requirement is the setter's own act. */
const ownAct: Veto = ({
  ground: { stage, cue },
  draft: { addressee, agent, requirement },
  parties: { setter, target, isAgent },
}) => {
  if (addressee !== null && /^(?:we|i)$/.test(stage.words.lower[addressee.from]!)) return true;
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

/** "if war breaks out", "if the ally comes under attack": an event that nobody is asked for. */
const contingency: Veto = ({ ground: { stage, cue }, draft: { addressee, requirement } }) => {
  if (cue.link !== "if" || addressee === null) return false;
  const { lower } = stage.words;
  const verb = lower[addressee.to] ?? "";
  if (/^(?:this|that|there|need)$/.test(lower[addressee.from]!)) {
    for (let i = addressee.to; i < Math.min(requirement.to, addressee.to + 4); i++)
      if (/^(?:necessary|needed|needs?|required|happens?)$/.test(lower[i]!)) return true;
  }
  if (/^(?:comes?|came)$/.test(verb) && lower[addressee.to + 1] === "under") return true;
  if (/^(?:is|are|was|were)$/.test(verb) && /^(?:attacked|invaded)$/.test(lower[addressee.to + 1] ?? ""))
    return true;
  const starts = /^(?:starts?|breaks?|erupts?|begins?|happens?|occurs?|comes?)$/.test(verb);
  return (
    isOf(stage, headOf(stage, addressee), "contingency") &&
    (starts || actorsWithin(stage, requirement).length === 0)
  );
};

/**
 * What would come of itself, or be bad or good: verbs of happening, "be" with an adjective or a noun, can and could.
 * "The summit can hardly be a success if …", "would breach two agreements if …".
 */
const forecast: Veto = ({ ground, draft: { outcome, agent, mood, outcomeNegated, link } }) => {
  const { stage, cue } = ground;
  const { words } = stage;
  const { upos } = words.parse.tokens;
  if (link === "unless" && agent !== null && words.lower[agent.from] === "it" && !outcomeNegated)
    return words.lower[outcome.from] === "be" && upos[outcome.from + 1] === "ADJ";
  if (link === "in-exchange" || link === "precondition" || link === "unless") return false;
  if (link === "only-if" && cue.link === "only-if")
    return mood === "can" && !outcomeNegated && cue.shape === "only";
  const isIf = cue.link === "if";
  if (mood === "plain" && (isIf || !outcomeNegated || agent === null)) return true;
  // "Cuba cannot change as long as …": what others can do is judged, not offered.
  const isOthers = agent !== null && isParty(stage, agent) && speaksFor(ground, agent) !== true;
  const isOwnForce = !isOthers && holdsOf(stage, outcome, "severe");
  const isJudged =
    isOthers && (cue.shape === "while" || (agent !== null && speaksFor(ground, agent) === false));
  if (mood === "can" && ((isIf && !isOwnForce) || isJudged)) return true;
  const first = verbFrom(stage, outcome);
  if (isIf && words.lower[outcome.from] === "be") {
    // "there would be consequences", "our response will be cruel", "could be “snapped back”" are no forecasts.
    const next = /^["“]$/.test(words.lower[outcome.from + 1] ?? "") ? outcome.from + 2 : outcome.from + 1;
    const isThreat =
      holdsOf(stage, outcome, "severe") || (agent !== null && isOf(stage, headOf(stage, agent), "reply"));
    const isThere = agent !== null && words.lower[agent.from] === "there" && isThreat;
    if (isThere || isThreat) return false;
    if (upos[next] !== "VERB" && !isOf(stage, next, "ready")) return true;
  }
  if (mood !== "will" && mood !== "may" && mood !== "can") return false;
  if (outcomeNegated && agent !== null && isOf(stage, headOf(stage, agent), "act")) return false;
  if (words.lower[outcome.from] === "have" && words.lower[outcome.from + 1] === "to") return true;
  if (isIf && (isOf(stage, first, "asking") || isOf(stage, first, "indirect")))
    return !isOf(stage, first, "commit") && words.lower[first] !== "consider";
  return isOf(stage, first, "predict") && !isOf(stage, first, "hostile");
};

/** Said by the article itself with a mere modal, and not by any party: analysis. */
const ownVoice: Veto = ({ ground, draft, parties: { setter, target, isAgent } }) => {
  const { stage, cue } = ground;
  const { mood, rule } = draft;
  if (rule === "condition/before" && !draft.outcomeNegated && ground.speakers.length === 0) return true;
  // "progress depends on": how things are, unless somebody says so.
  if (cue.shape === "hinge" && /^(?:depend|hing)/.test(cue.words[0]!)) return !isReported(ground, draft);
  if (mood === "pledge" || mood === "noun" || isReported(ground, draft)) return false;
  if (rule === "condition/wanted" || isWeak(ground)) return true;
  if (mood === "may" || mood === "can" || mood === "plain")
    return cue.link === "in-exchange" || mood !== "plain";
  if (!isAgent && cue.link !== "only-if") return true;
  const [own, other] = [setter, target].map((it) => (it === null ? null : identityOf(stage, it)));
  return own === null || other === null || own === other;
};

function isIn({ from, to }: TokenRange, token: number): boolean {
  return from <= token && token < to;
}

/** Whether a party says it: in a statement, behind a verb of saying, or in the first person. */
function isReported(
  { stage, speakers, window }: Ground,
  { outcome, outcomeClause, requirement }: Draft,
): boolean {
  if (speakers.some((it) => isParty(stage, it))) return true;
  const { words, lexicon } = stage;
  const { upos, lemma } = words.parse.tokens;
  const sentence = sentenceOf(words, window.from);
  const clause = outcomeClause ?? outcome;
  for (let i = window.from; i < Math.min(sentence.to, window.to + 40); i++) {
    if (isIn(clause, i) || isIn(requirement, i)) continue;
    if (upos[i] === "VERB" && lexicon.speechVerbs.get(lemma[i]!)?.kind === "speech") return true;
    if (words.lower[i] === "i") return true;
    if (words.lower[i] === "clear" && /^ma(?:k|de)/.test(words.lower[i - 1]!)) return true;
  }
  return false;
}

/** A forecast of what others will do, by somebody of another side. */
const toldOfOthers: Veto = ({ ground, draft: { agent, mood }, parties: { isAgent } }) => {
  const isUnless = ground.cue.link === "unless" && mood === "may";
  if (
    (!isWeak(ground) && !isUnless) ||
    agent === null ||
    !isAgent ||
    (mood !== "will" && mood !== "may" && mood !== "can")
  )
    return false;
  const side = speaksFor(ground, agent);
  // Of what others may do even an unknown speaker only guesses.
  const isGuess =
    (ground.cue.link === "if" || ground.cue.link === "unless") &&
    mood === "may" &&
    !isPronoun(ground.stage, agent) &&
    side !== true;
  return side === false || isGuess;
};

/** Whether the speaker is of the agent's side; null when it can't be told. */
function speaksFor({ stage, speakers }: Ground, agent: TokenRange): boolean | null {
  const [speaker] = speakers;
  if (speaker === undefined) return null;
  const { lower } = stage.words;
  if (isPronoun(stage, agent)) {
    const [a, b] = [lower[agent.from]!, lower[speaker.from]!];
    if (/^(?:we|i)$/.test(a)) return true;
    if (/^(?:he|she)$/.test(a) && /^(?:he|she)$/.test(b)) return a === b;
    if (a === "they" && !isPlural(stage, speaker)) return false;
    return null;
  }
  const [own, said] = [identityOf(stage, agent), sideOf(stage, speaker.fullest)];
  return own === null || said === null ? null : own === said;
}

/** The outcome happens to or by somebody who is no party: "800,000 citizens will flee", "if they fail, they will not come". */
const ofItself: Veto = ({
  ground,
  draft: { agent, outcome, requirement, addressee, mood, outcomeNegated },
  parties: { isAgent },
}) => {
  const { stage, cue, speakers } = ground;
  if ((cue.link !== "if" && cue.shape !== "while") || agent === null) return false;
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
    if (lower === "it" && !isPlural(stage, addressee))
      return speaker === undefined || isPerson(stage, speaker);
  }
  if (isAgent || isParty(stage, agent) || mood === "noun") return false;
  const isPassive =
    lower !== "it" &&
    words.lower[outcome.from] === "be" &&
    words.parse.tokens.xpos[outcome.from + 1] === "VBN";
  const isThere = lower === "there" && holdsOf(stage, outcome, "severe");
  const isForce = isOf(stage, headOf(stage, agent), "reply");
  return !isThere && !isForce && !(isPassive && isOf(stage, headOf(stage, agent), "act"));
};

/** "rejected the view that …", "there was speculation Canada might …". */
const viewOfOthers: Veto = ({
  ground: { stage, at, window },
  draft: { outcome, outcomeClause, requirement, agent },
}) => {
  const { words } = stage;
  if (agent !== null && holdsOf(stage, { from: agent.from, to: headOf(stage, agent) }, "view")) return true;
  const from = Math.min(outcomeClause?.from ?? outcome.from, requirement.from, at.from);
  // "I suspect that they will …".
  const last = words.lower[from - 1] === "that" ? from - 2 : from - 1;
  if (window.from <= last && isOf(stage, last, "guess")) return true;
  for (let i = Math.max(window.from, from - 14); i < from; i++) {
    if (!isOf(stage, i, "view") || words.parse.tokens.upos[i] === "VERB") continue;
    if (words.lower[i] === "whether" || words.lower[i] === "speculation") return true;
    for (let j = i + 1; j <= Math.min(from, i + 10); j++) if (words.lower[j] === "that") return true;
  }
  return false;
};

/** "denied that", "never told them to": what is said not to be so. */
const denied: Veto = ({ ground: { stage, window }, draft: { outcome, outcomeClause, requirement } }) => {
  const { words, lexicon } = stage;
  const { upos, lemma } = words.parse.tokens;
  const to = Math.min(outcomeClause?.from ?? outcome.from, requirement.from);
  for (let i = window.from; i < to; i++) {
    if (upos[i] !== "VERB" || lexicon.speechVerbs.get(lemma[i]!)?.kind !== "speech") continue;
    if (lemma[i] === "deny" || /^(?:never|not|n't)$/.test(words.lower[i - 1] ?? "")) return true;
  }
  return false;
};

/** "discarded the demand … as a condition for". */
const givenUp: Veto = ({ ground: { stage, cue, at, window } }) => {
  if (cue.shape !== "noun") return false;
  for (let i = Math.max(window.from, at.from - 30); i < at.from; i++) if (isOf(stage, i, "drop")) return true;
  return false;
};

/** "if the goal is to be achieved". */
const aim: Veto = ({ ground: { stage, cue }, draft: { requirement, rule } }) => {
  if (cue.link !== "if" || rule === "condition/wanted") return false;
  const subject = phraseFrom(stage, requirement.from, requirement.to);
  return (
    subject !== null &&
    /^(?:is|are|was|were)$/.test(stage.words.lower[subject.to] ?? "") &&
    stage.words.lower[subject.to + 1] === "to"
  );
};

/** "A must do this if it wants that", said by one of A's side or by nobody. */
const advice: Veto = ({ ground: { stage, speakers }, draft: { rule, addressee } }) => {
  if (rule !== "condition/wanted") return false;
  const said = speakers[0] === undefined ? null : sideOf(stage, speakers[0].fullest);
  return (
    said === null ||
    addressee === null ||
    identityOf(stage, addressee) === null ||
    said === identityOf(stage, addressee)
  );
};

/** "swapped the missiles in exchange for": a bargain already carried out. */
const carriedOut: Veto = ({ ground: { stage, cue, window, at }, draft: { mood, outcome } }) => {
  if (cue.shape !== "exchange") return false;
  const { words } = stage;
  const { xpos } = words.parse.tokens;
  // "opposed the deal, which curbs its programme in exchange for", "the accord that placed limits in return for".
  for (let i = outcome.from + 1; i < outcome.to; i++) {
    if (/^(?:which|who|obliged)$/.test(words.lower[i]!)) return true;
    if (words.lower[i] === "that" && xpos[i + 1] === "VBD") return true;
  }
  // "Under the accord, Cuba agreed to cap …": what has been agreed is no offer any more.
  for (let i = window.from; i < Math.min(at.from, window.from + 2); i++) {
    if (!/^(?:under|in|as|according)$/.test(words.lower[i]!)) continue;
    for (let j = i + 1; j < Math.min(at.from, i + 10); j++) if (isOf(stage, j, "accord")) return true;
  }
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
const past: Veto = ({ ground: { stage }, draft: { mood, outcome, outcomeNegated } }) =>
  mood === "plain" && !outcomeNegated && stage.words.parse.tokens.xpos[outcome.from] === "VBD";

/** Sides too long to be one clause: listings, sentences run together. */
const overlong: Veto = ({ ground: { stage }, draft: { outcome } }) => {
  if (34 < outcome.to - outcome.from) return true;
  for (let i = outcome.from + 1; i < outcome.to; i++)
    if (/^(?:said|says)$/.test(stage.words.lower[i]!)) return true;
  return false;
};

/** "as long as there is progress", "without order": nobody is named who could bring it about. */
const nobodyAsked: Veto = ({
  ground: { stage, cue, speakers },
  draft: { requirement, outcome, addressee },
  parties: { target },
}) => {
  if (cue.shape === "way") return addressee === null;
  const isKnown = speakers[0] !== undefined && sideOf(stage, speakers[0].fullest) !== null;
  if (cue.link === "if" && target === null) return !isKnown && !isMatter(stage, requirement);
  if (!/^(?:while|without|only|noun|hinge)$/.test(cue.shape) || target !== null) return false;

  const isNamed = actorsWithin(stage, requirement).length > 0;
  if (cue.shape === "only") return !isNamed && !holdsOf(stage, requirement, "act");
  if (cue.shape === "noun" || cue.shape === "hinge")
    return !isNamed && actorsWithin(stage, outcome).length === 0 && !holdsOf(stage, outcome, "act");
  // "as long as the ban stays": a state that somebody keeps up.
  if (cue.shape === "while" && holdsOf(stage, requirement, "last")) return false;
  return (
    actorsWithin(stage, requirement).length === 0 &&
    (cue.shape === "while" ||
      !holdsOf(stage, requirement, "act") ||
      actorsWithin(stage, outcome).length === 0)
  );
};

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
const ownDuty: Veto = ({
  ground: { stage },
  draft: { rule, outcomeNegated, addressee, agent },
  parties: { setter },
}) => {
  if (rule !== "condition/before" || outcomeNegated) return false;
  if (addressee === null || isSame(stage, setter, addressee)) return true;
  const isPerson =
    /^(?:he|she|i|you|we)$/.test(stage.words.lower[addressee.from]!) && isPronoun(stage, addressee);
  return isPerson || agent === null || /^(?:it|there)$/.test(stage.words.lower[agent.from]!);
};

/** "before visiting Moscow": the setter's own act, in time. */
const inTime: Veto = ({
  ground: { stage, cue },
  draft: { requirement, outcomeNegated, addressee, mood },
}) => {
  if (cue.shape !== "before" || !outcomeNegated) return false;
  if (mood === "can" || addressee === null || stage.words.parse.tokens.xpos[requirement.from] === "VBG")
    return true;
  return !isParty(stage, addressee) && !isOf(stage, headOf(stage, addressee), "act");
};

/** "would be", "will do so": an outcome that says nothing. */
const empty: Veto = ({ ground: { stage }, draft: { outcome } }) => {
  const words = stage.words.lower.slice(outcome.from, outcome.to).join(" ");
  return /^(?:be|do|do so|do it|do that|have|say|it|this|that|happen|so)$/.test(words);
};

const vetoes: Readonly<Record<string, Veto>> = {
  nobody, domestic, question, counterfactual, election, expert, generic, "own goal": ownGoal, "own act": ownAct,
  contingency, forecast, "own voice": ownVoice, "told of others": toldOfOthers, "of itself": ofItself,
  "view of others": viewOfOthers, "given up": givenUp, denied, aim, advice, "carried out": carriedOut, maxim, past, overlong, "nobody asked": nobodyAsked, "in time": inTime, "own duty": ownDuty, empty,
}; // prettier-ignore

/** The name of the first veto that applies; null where none does. */
export function vetoOf(ground: Ground, draft: Draft, parties: Parties): string | null {
  const candidate = { ground, draft, parties };
  for (const [name, applies] of Object.entries(vetoes)) if (applies(candidate)) return name;
  return null;
}

/** Whether two phrases name the same party. */
function isSame(stage: Stage, a: TokenRange | null, b: TokenRange): boolean {
  const own = a === null ? null : identityOf(stage, a);
  return own !== null && own === identityOf(stage, b);
}

/** "the refugees", "Havana and Ottawa", "they". */
function isPlural({ words }: Stage, range: TokenRange): boolean {
  if (words.lower[range.from] === "they") return true;
  if (words.lower.slice(range.from, range.to).includes("and")) return true;
  const head = headOfPlural(words.parse.tokens.xpos, range);
  return head === "NNS" || head === "NNPS";
}

/** The tag of the last noun. */
function headOfPlural(xpos: readonly string[], { from, to }: TokenRange): string {
  for (let i = to - 1; from <= i; i--) if (xpos[i]!.startsWith("NN")) return xpos[i]!;
  return "";
}

/** The verb that an outcome begins with. */
function verbFrom({ words }: Stage, { from, to }: TokenRange): number {
  const { upos } = words.parse.tokens;
  for (let i = from; i < Math.min(to, from + 6); i++) if (upos[i] === "VERB") return i;
  return from;
}
