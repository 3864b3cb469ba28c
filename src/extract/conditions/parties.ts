/**
 * Who sets a condition and who is to meet it: the subject of the outcome, else who speaks; the subject of the
 * requirement, else who is named in it. Pronouns go to who is spoken of, most explicit mention first.
 */
import type { TokenRange } from "../../model/parse.ts";
import { type Draft, type Ground, isHeldOut, isOf } from "./ground.ts";
import {
  actorsWithin,
  headOf,
  identityOf,
  isParty,
  isPossessive,
  isPronoun,
  ownerOf,
  sideOf,
  subjectBefore,
  phraseFrom,
} from "./phrases.ts";

export interface Parties {
  readonly setter: TokenRange | null;
  readonly target: TokenRange | null;
  /** Whether the setter is the subject of the outcome, which is then the verb phrase alone. */
  readonly isAgent: boolean;
}

export function partiesOf(ground: Ground, draft: Draft): Parties {
  const { setter, isAgent } = setterOf(ground, draft);
  return { setter, isAgent, target: targetOf(ground, draft, setter) };
}

function setterOf(ground: Ground, draft: Draft): { setter: TokenRange | null; isAgent: boolean } {
  const { stage } = ground;
  const { agent } = draft;
  const speaker = speakerOf(ground);
  const other = (): TokenRange | null =>
    speaker ?? reporter(ground, draft) ?? sentenceSubject(ground, draft) ?? earlierSubject(ground, draft);
  if (agent === null) return { setter: other(), isAgent: draft.outcomeClause === null || sameRange(draft) };
  if (bearsOutcome(ground, draft, agent, speaker)) return { setter: other() ?? null, isAgent: false };
  if (isPronoun(stage, agent) || isPossessive(stage, agent)) {
    const lower = stage.words.lower[agent.from]!;
    if (/^(?:you|who)$/.test(lower)) return { setter: other(), isAgent: lower === "who" };
    return { setter: antecedentOf(ground, agent, speaker) ?? agent, isAgent: true };
  }
  if (isParty(stage, agent)) return { setter: agent, isAgent: true };
  const owner = ownerOf(stage, agent);
  if (speaker === null && owner !== null && isParty(stage, owner) && !isPossessive(stage, owner))
    return { setter: owner, isAgent: false };
  return { setter: other(), isAgent: false };
}

function sameRange({ outcome, outcomeClause }: Draft): boolean {
  return outcomeClause?.from === outcome.from && outcomeClause.to === outcome.to;
}

/** Whether the subject of the outcome is the one who is threatened or favoured: "would face", "might be exempted". */
function bearsOutcome(
  { stage }: Ground,
  draft: Draft,
  agent: TokenRange,
  speaker: TokenRange | null,
): boolean {
  const { words } = stage;
  const { from } = draft.outcome;
  const isSpeaker =
    speaker !== null &&
    identityOf(stage, agent) !== null &&
    identityOf(stage, agent) === identityOf(stage, speaker);
  if (!isHeldOut(draft) || isSpeaker || /^(?:i|we)$/.test(words.lower[agent.from]!)) return false;
  if (isOf(stage, from, "suffer")) return true;
  // "must comply before it can return": what comes after is the addressee's own.
  const side = speaker === null ? null : sideOf(stage, speaker);
  if (
    draft.rule === "condition/before" &&
    !draft.outcomeNegated &&
    side !== null &&
    identityOf(stage, agent) !== null
  )
    return side !== identityOf(stage, agent);
  const isPassive = words.lower[from] === "be" && /^VBN$/.test(words.parse.tokens.xpos[from + 1] ?? "");
  if (isPassive) return true;
  const [doer, bearer] = [
    identityOf(stage, agent),
    draft.addressee === null ? null : identityOf(stage, draft.addressee),
  ];
  return (
    draft.rule !== "condition/before" &&
    doer !== null &&
    doer === bearer &&
    speaker !== null &&
    doer !== identityOf(stage, speaker)
  );
}

/** The innermost speaker who can set a condition. */
function speakerOf({ stage, speakers }: Ground): TokenRange | null {
  return speakers.find((it) => !isMedium(stage, it) && isParty(stage, it)) ?? null;
}

/** Whether a speaker is an agency or outlet, through which others speak. */
function isMedium({ mentions }: Ground["stage"], { from, to }: TokenRange): boolean {
  return mentions.some(
    (it) =>
      from <= it.from && it.to <= to && it.known.actor.sector === "MED" && to - from <= it.to - it.from + 1,
  );
}

/** Who "we", "it", "they", "he" are: the speaker, else the nearest party named before. */
function antecedentOf(ground: Ground, pronoun: TokenRange, speaker: TokenRange | null): TokenRange | null {
  if (speaker !== null) return speaker;
  const { stage, window } = ground;
  const before = actorsWithin(stage, { from: window.from, to: pronoun.from });
  const first = sentencePhrase(ground);
  if (first !== null && first.to <= pronoun.from && isParty(stage, first) && !isPronoun(stage, first))
    return first;
  return before[0] ?? null;
}

function sentencePhrase({ stage, window }: Ground): TokenRange | null {
  let { from } = window;
  while (
    from < window.to &&
    !/^(?:DET|NOUN|PROPN|PRON|ADJ)$/.test(stage.words.parse.tokens.upos[from]!) &&
    from < window.from + 4
  )
    from++;
  return phraseFrom(stage, from, window.to);
}

/** Who says so in the sentence, though no statement was found: the subject of the last verb of saying before both sides. */
function reporter(
  { stage, window }: Ground,
  { outcome, outcomeClause, requirement }: Draft,
): TokenRange | null {
  const { words, lexicon } = stage;
  const { upos, lemma } = words.parse.tokens;
  for (let i = Math.min(outcomeClause?.from ?? outcome.from, requirement.from) - 1; window.from < i; i--) {
    const isClear = words.lower[i] === "clear" && /^ma(?:k|de)/.test(words.lower[i - 1]!);
    if (!isClear && (upos[i] !== "VERB" || !lexicon.speechVerbs.has(lemma[i]!))) continue;
    const subject = subjectBefore(stage, isClear ? i - 1 : i, window.from);
    if (subject !== null && isParty(stage, subject)) return subject;
  }
  return null;
}

/** Where nobody speaks and the outcome has no agent: who begins the sentence, if a party and not the addressee. */
function sentenceSubject(ground: Ground, draft: Draft): TokenRange | null {
  const { stage } = ground;
  const first = sentencePhrase(ground);
  const addressee = draft.addressee === null ? null : identityOf(stage, draft.addressee);
  if (first !== null && isParty(stage, first) && first.to <= draft.outcome.from) {
    const own = identityOf(stage, first);
    if (own === null || own !== addressee) return first;
  }
  return null;
}

/** "However, talks will begin only if …": for cues that are sure, the party that begins the sentence before. */
function earlierSubject(ground: Ground, draft: Draft): TokenRange | null {
  const { stage, cue, window } = ground;
  const { words } = stage;
  const index = words.sentence[window.from]! - 1;
  const earlier = words.parse.sentences[index];
  if (cue.link === "if" || cue.necessity === "sufficient" || earlier === undefined) return null;
  if (earlier.block !== words.parse.sentences[index + 1]!.block) return null;
  const subject = phraseFrom(stage, earlier.from, earlier.to);
  if (subject === null || !isParty(stage, subject)) return null;
  const own = identityOf(stage, subject);
  return own !== null && own !== (draft.addressee === null ? null : identityOf(stage, draft.addressee))
    ? subject
    : null;
}

function targetOf(ground: Ground, draft: Draft, setter: TokenRange | null): TokenRange | null {
  const { stage } = ground;
  const own = setter === null ? null : identityOf(stage, setter);
  const { addressee, requirement } = draft;
  const isOther = (range: TokenRange): boolean => {
    const identity = identityOf(stage, range);
    return identity !== null && identity !== own;
  };
  if (addressee !== null) {
    if (isPronoun(stage, addressee) || isPossessive(stage, addressee))
      return counterpart(ground, draft, own, addressee);
    if (isParty(stage, addressee)) {
      if (own === null || identityOf(stage, addressee) !== own) return addressee;
      return namedIn(ground, requirement, isOther);
    }
    const owner = ownerOf(stage, addressee);
    if (owner !== null && isPossessive(stage, owner)) return counterpart(ground, draft, own, owner);
    if (owner !== null && isParty(stage, owner) && isOther(owner)) return owner;
  }
  return namedIn(ground, requirement, isOther);
}

/** The first other party named in the requirement: "guarantees from Canada", "Iraqi President Saddam Hussein". */
function namedIn(
  { stage }: Ground,
  requirement: TokenRange,
  isOther: (range: TokenRange) => boolean,
): TokenRange | null {
  return actorsWithin(stage, requirement).find(isOther) ?? null;
}

/** Whom a pronoun in the requirement means: another party than the setter, in the outcome, the sentence, the one before. */
function counterpart(
  ground: Ground,
  draft: Draft,
  own: string | null,
  pronoun: TokenRange,
): TokenRange | null {
  const { stage, window } = ground;
  const { words } = stage;
  if (/^(?:we|i|our|my|you|your)$/.test(words.lower[pronoun.from]!)) return null;
  const differs = (it: TokenRange): boolean => (identityOf(stage, it) ?? "") !== own;
  const inOutcome = actorsWithin(stage, draft.outcome).find(differs);
  if (inOutcome !== undefined) return inOutcome;
  if (
    draft.agent !== null &&
    draft.outcomeClause !== null &&
    isParty(stage, draft.agent) &&
    !isPronoun(stage, draft.agent)
  ) {
    const identity = identityOf(stage, draft.agent);
    if (identity !== null && identity !== own) return draft.agent;
  }
  const sentence = words.parse.sentences[words.sentence[window.from]!]!;
  const before = actorsWithin(stage, { from: sentence.from, to: pronoun.from }).filter(differs);
  const nearest = before.at(-1);
  if (nearest !== undefined) return nearest;
  const inside = actorsWithin(stage, draft.requirement).find(differs);
  if (inside !== undefined) return inside;
  const earlier = words.parse.sentences[words.sentence[window.from]! - 1];
  return earlier?.block === sentence.block
    ? (actorsWithin(stage, earlier).filter(differs).at(-1) ?? null)
    : null;
}

/** The span that shows a party: an adjective with the noun it goes with, "Iranian troops". */
export function shownAs(ground: Ground, range: TokenRange): TokenRange {
  const head = headOf(ground.stage, range);
  return range.to - range.from > 12
    ? { from: Math.max(range.from, head - 4), to: Math.min(range.to, head + 4) }
    : range;
}
