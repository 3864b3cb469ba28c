/** Vetoes by who speaks: experts, the article itself, one side of the other, and what is asked, thought or denied. */
import type { Stage } from "../stage.ts";
import type { TokenRange } from "../../model/parse.ts";
import { sentenceOf } from "../words.ts";
import { isPlural, isSame, isWeak, type Veto } from "./candidate.ts";
import { type Draft, type Ground, holdsOf, isOf } from "./ground.ts";
import { isMadeClear } from "./tellers.ts";
import { actorsWithin, identityOf, isParty, isPerson, sideOf } from "./identities.ts";
import { headOf, isPronoun } from "./phrases.ts";

export const question: Veto = ({ ground: { stage, at, cue } }) => {
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

/** The speaker is an expert, or of an institute; or it is they who would do it. */
export const expert: Veto = ({ ground: { stage, speakers }, draft: { agent } }) => {
  const [speaker] = speakers;
  if (agent !== null && isOf(stage, headOf(stage, agent), "expert")) return true;
  if (speaker === undefined) return false;
  return (
    isOf(stage, headOf(stage, speaker), "expert") ||
    holdsOf(stage, speaker.fullest, "expert") ||
    holdsOf(stage, speaker.fullest, "institute") ||
    wasOnce(stage, speaker.fullest)
  );
};

/** "…, who was an adviser under": of the former the views are their own. */
function wasOnce({ words }: Stage, { from, to }: TokenRange): boolean {
  for (let i = from; i < to - 1; i++)
    if (words.lower[i] === "who" && /^(?:was|served|had)$/.test(words.lower[i + 1]!)) return true;
  return false;
}

/** Said by the article itself with a mere modal, and not by any party: analysis. */
export const ownVoice: Veto = ({ ground, draft, parties: { setter, target, isAgent } }) => {
  const { stage, cue } = ground;
  const { mood, rule } = draft;
  // What somebody demands, or gives another a day for, is held out by the demand itself.
  const isGiven =
    rule === "condition/ultimatum" && draft.agent !== null && draft.agent.to <= draft.requirement.from;
  if (rule === "condition/demand" || isGiven) return false;
  if (rule === "condition/before" && !draft.outcomeNegated && !isReported(ground, draft)) return true;
  // "progress depends on": how things are, unless somebody says so.
  if (cue.shape === "hinge" && /^(?:depend|hing)/.test(cue.words[0]!)) return !isReported(ground, draft);
  if (mood === "pledge" || mood === "noun" || isReported(ground, draft)) return false;
  const isRefusal =
    draft.outcomeNegated &&
    mood === "will" &&
    (cue.link === "until" || cue.link === "before") &&
    cue.shape !== "while";
  // "Ankara is blocking the bid until Stockholm …": what is under way shows by itself.
  const isBetween = isAgent && setter !== null && target !== null && !isSame(stage, setter, target);
  if (rule === "condition/until" && mood === "plain" && isBetween) return false;
  const isNamedPair = isBetween && setter !== null && identityOf(stage, setter) !== null;
  if (rule === "condition/while" && mood === "will" && isNamedPair) return false;
  if (rule === "condition/wanted" || (isWeak(ground) && !isRefusal)) return true;
  // "Brazil may retaliate against U.S. goods unless Washington …".
  const isRetaliation = cue.link === "unless" && mood === "may" && isOf(stage, draft.outcome.from, "hostile");
  if (isRetaliation && isNamedPair) return false;
  if (mood === "may" || mood === "can" || mood === "plain")
    return cue.link === "in-exchange" || mood !== "plain";
  if (!isAgent && cue.link !== "only-if") return true;
  const [own, other] = [setter, target].map((it) => (it === null ? null : identityOf(stage, it)));
  const isNamed = actorsWithin(stage, draft.requirement).some((it) => identityOf(stage, it) !== own);
  return own === null || (other === null ? !isNamed : own === other);
};

function isIn({ from, to }: TokenRange, token: number): boolean {
  return from <= token && token < to;
}

/** Whether a party says it: in a statement, behind a verb of saying, or in the first person. */
export function isReported(
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
    const isSpeech = lexicon.speechVerbs.get(lemma[i]!)?.kind === "speech" || lemma[i] === "hint";
    if (upos[i] === "VERB" && isSpeech) return true;
    if (words.lower[i] === "i") return true;
    if (isMadeClear(words.lower, i)) return true;
  }
  return false;
}

/** A forecast of what others will do, by somebody of another side. */
export const toldOfOthers: Veto = ({
  ground,
  draft: { agent, mood, rule, outcomeNegated },
  parties: { isAgent },
}) => {
  // What another demands may be told by anybody.
  if (rule === "condition/demand" || (rule === "condition/before" && !outcomeNegated)) return false;
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
    side !== true &&
    !isOfficeAlone(ground);
  return side === false || isGuess;
};

/** "Finance minister Rolf Lund said Sweden may": an office without its state is of the state that it speaks of. */
function isOfficeAlone({ stage, speakers }: Ground): boolean {
  const [speaker] = speakers;
  if (speaker === undefined || sideOf(stage, speaker.fullest) !== null) return false;
  const { from, to } = speaker.fullest;
  return stage.words.lower
    .slice(from, to)
    .some((it) =>
      /^(?:minister|ministry|government|military|army|chiefs|spokesman|spokeswoman|spokesperson|premier)$/.test(
        it,
      ),
    );
}

/** Whether the speaker is of the agent's side; null when it can't be told. */
export function speaksFor({ stage, speakers }: Ground, agent: TokenRange): boolean | null {
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
  // One person of another of whom neither's side is known.
  const isOther =
    isPerson(stage, agent) && isPerson(stage, speaker) && lower[agent.to - 1] !== lower[speaker.to - 1];
  if (isOther && own === null && !/^(?:he|she)$/.test(lower[speaker.from]!)) return false;
  // A member may speak of what its alliance will do.
  const isAlliance = /^(?:NATO|EU|EUR|WST) /.test(own ?? "") && said !== null && /^[A-Z]{3} /.test(said);
  return own === null || said === null || isAlliance ? null : own === said;
}

/** "rejected the view that …", "there was speculation Canada might …". */
export const viewOfOthers: Veto = ({
  ground: { stage, at, window },
  draft: { outcome, outcomeClause, requirement, agent },
}) => {
  const { words } = stage;
  if (agent !== null && holdsOf(stage, { from: agent.from, to: headOf(stage, agent) }, "view")) return true;
  const from = Math.min(outcomeClause?.from ?? outcome.from, requirement.from, at.from);
  // "I suspect that they will …".
  for (let i = Math.max(window.from, from - 3); i < from; i++) if (isOf(stage, i, "guess")) return true;
  for (let i = Math.max(window.from, from - 14); i < from; i++) {
    if (!isOf(stage, i, "view") || words.parse.tokens.upos[i] === "VERB") continue;
    if (words.lower[i] === "whether" || words.lower[i] === "speculation") return true;
    for (let j = i + 1; j <= Math.min(from, i + 10); j++) if (words.lower[j] === "that") return true;
  }
  return false;
};

/** "denied that", "never told them to": what is said not to be so. */
export const denied: Veto = ({
  ground: { stage, window },
  draft: { outcome, outcomeClause, requirement },
}) => {
  const { words, lexicon } = stage;
  const { upos, lemma } = words.parse.tokens;
  const to = Math.min(outcomeClause?.from ?? outcome.from, requirement.from);
  for (let i = window.from; i < to; i++) {
    if (upos[i] !== "VERB" || lexicon.speechVerbs.get(lemma[i]!)?.kind !== "speech") continue;
    if (lemma[i] === "deny" || /^(?:never|not|n't)$/.test(words.lower[i - 1] ?? "")) return true;
  }
  return false;
};
