/**
 * Who is to meet a condition: the subject of the requirement, else who is named in it as its doer. A pronoun there is
 * the other side: who is told, who the outcome is done to, who was named last.
 */
import type { TokenRange } from "../../model/parse.ts";
import { type Draft, type Ground, isOf } from "./ground.ts";
import { hearerOf } from "./hearers.ts";
import {
  actorsWithin,
  identityOf,
  isParty,
  isPerson,
  isPossessive,
  isRelated,
  ownerOf,
  sideOf,
} from "./identities.ts";
import { headOf, isPronoun } from "./phrases.ts";

/** The target as the text shows it; null where nobody is named. */
export function targetOf(ground: Ground, draft: Draft, setter: TokenRange | null): TokenRange | null {
  const { stage } = ground;
  const own = sideOfSetter(ground, setter);
  const { addressee } = draft;
  const isBare = draft.link === "precondition";
  const doer = doerIn(ground, draft.requirement, own) ?? (isBare ? doerIn(ground, draft.outcome, own) : null);
  // An order that is given in so many words goes to who hears it.
  if (addressee === null)
    return doer ?? (draft.rule === "condition/ultimatum" ? hearerOf(ground, draft) : null);
  if (isPronoun(stage, addressee)) {
    if (isOwnExperience(ground, draft, addressee)) return doer ?? namedBehind(ground, draft, own);
    return counterpart(ground, draft, own, addressee);
  }
  if (isPossessive(stage, addressee)) return counterpart(ground, draft, own, addressee);
  const possessor = ownerOf(stage, addressee);
  if (possessor !== null && isPossessive(stage, possessor) && isRelated(stage, addressee, own.identity))
    return counterpart(ground, draft, own, addressee) ?? addressee;
  if (possessor !== null && isPossessive(stage, possessor) && identityOf(stage, addressee) === null) {
    // "if his administration can't agree with Lima" is the setter's own; "if its government attacks", the other's.
    const isHis = /^(?:his|her)$/.test(stage.words.lower[possessor.from]!);
    return isHis ? (doer ?? namedBehind(ground, draft, own)) : counterpart(ground, draft, own, possessor);
  }
  // "until Crimea is returned": what is done to a place.
  if (identityOf(stage, addressee) === null && isDoneTo(ground, draft.requirement, addressee)) return doer;
  if (isParty(stage, addressee)) {
    const other = joinedWith(ground, addressee, own);
    if (other !== null) return other;
    if (own.identity !== null && identityOf(stage, addressee) === own.identity)
      return doer ?? namedBehind(ground, draft, own);
    return isUnnamed(ground, addressee)
      ? (counterpart(ground, draft, own, addressee) ?? addressee)
      : addressee;
  }
  const owner = ownerOf(stage, addressee);
  if (owner !== null && isPossessive(stage, owner)) return counterpart(ground, draft, own, owner);
  if (owner !== null && isParty(stage, owner) && differs(ground, owner, own)) return owner;
  // "Cuban tanks are outside of Cuba".
  const isTheirs =
    draft.link !== "precondition" && draft.link !== "in-exchange" && isOfState(ground, addressee, own);
  return doer ?? (isTheirs ? addressee : null);
}

/** Whether the requirement is done to its subject, that is no word for a party: "is returned". */
export function isDoneTo({ stage }: Ground, requirement: TokenRange, { from, to }: TokenRange): boolean {
  const { words } = stage;
  const { xpos, upos } = words.parse.tokens;
  if (isOf(stage, headOf(stage, { from, to }), "party") || isPerson(stage, { from, to })) return false;
  let at = to;
  while (at < requirement.to && (upos[at] === "AUX" || /^(?:not|n't|first)$/.test(words.lower[at]!))) at++;
  return to < at && xpos[at] === "VBN" && /^(?:be|been|is|are|was|were|being)$/.test(words.lower[at - 1]!);
}

/** "in Kampala": where something is. */
function isPlace({ stage }: Ground, { from }: TokenRange): boolean {
  return /^(?:in|at|near|outside|around)$/.test(stage.words.lower[from - 1] ?? "");
}

/** Whether a phrase is another state's force or act: "Cuban tanks", "a Cuban attack". */
function isOfState(ground: Ground, range: TokenRange, own: Side): boolean {
  const { stage } = ground;
  const [first] = actorsWithin(stage, range);
  const isModifier =
    first?.known.usage === "adjective" || stage.words.parse.tokens.upos[first?.to ?? 0] === "NOUN";
  if (first === undefined || !isModifier || range.from + 1 < first.from) return false;
  const head = headOf(stage, range);
  const isTheirs = (["party", "act", "severe"] as const).some((it) => isOf(stage, head, it));
  return isTheirs && differs(ground, first, own);
}

/** Whose side the setter is on, and where it is named: what stands there is nobody else. */
export interface Side {
  readonly identity: string | null;
  readonly at: TokenRange | null;
}

/** The setter's side; of "the army" that of who says so. */
export function sideOfSetter({ stage, speakers }: Ground, setter: TokenRange | null): Side {
  const own = setter === null ? null : identityOf(stage, setter);
  const [speaker] = speakers;
  const isOther = setter !== null && isPerson(stage, setter);
  const said = own === null && speaker !== undefined && !isOther ? sideOf(stage, speaker.fullest) : null;
  return { identity: own ?? said, at: setter };
}

export function differs({ stage }: Ground, range: TokenRange, { identity: own, at }: Side): boolean {
  const identity = identityOf(stage, range);
  const isSetter = at !== null && at.from <= range.from && range.to <= at.to;
  return identity !== null && identity !== own && !isSetter;
}

/** "if the U.S. and Canada can't agree", set by one of the two: the other. */
function joinedWith({ stage }: Ground, addressee: TokenRange, { identity }: Side): TokenRange | null {
  const [first, second, ...more] = actorsWithin(stage, addressee);
  if (first === undefined || second === undefined || 0 < more.length || identity === null) return null;
  if (!/^(?:and|or)$/.test(stage.words.lower[first.to] ?? "")) return null;
  const others = [first, second].filter((it) => identityOf(stage, it) !== identity);
  return others.length === 1 ? others[0]! : null;
}

/** "the country", "the regime": named elsewhere. */
function isUnnamed({ stage }: Ground, range: TokenRange): boolean {
  return (
    identityOf(stage, range) === null &&
    stage.words.lower[range.from] === "the" &&
    (range.to - range.from === 2 || stage.words.lower[range.from + 1] === "other") &&
    /^(?:country|nation|state|kingdom|republic|island|north|south|side|regime)$/.test(
      stage.words.lower[headOf(stage, range)]!,
    )
  );
}

/** "if it was not satisfied with", "if it receives": the setter's own, of something that another gives. */
function isOwnExperience({ stage }: Ground, { requirement, agent }: Draft, addressee: TokenRange): boolean {
  const { words } = stage;
  if (!/^(?:it|we|they|he|she)$/.test(words.lower[addressee.from]!)) return false;
  if (agent === null || requirement.from < agent.from) return false;
  for (let i = addressee.to; i < Math.min(requirement.to, addressee.to + 4); i++)
    // "if it threatened them" is its own act; "if it is threatened" is not.
    if (
      isOf(stage, i, "given") &&
      (words.parse.tokens.upos[i] !== "VERB" ||
        !words.lower[i]!.endsWith("ed") ||
        words.parse.tokens.upos[i - 1] === "AUX")
    )
      return true;
  return false;
}

/** Another party that does something within the requirement: "by Canada", "from Canada", "which Canada has imposed". */
function doerIn(ground: Ground, side: TokenRange, own: Side): TokenRange | null {
  const { stage } = ground;
  const { words } = stage;
  const { upos, xpos } = words.parse.tokens;
  for (const it of actorsWithin(stage, side)) {
    if (!differs(ground, it, own)) continue;
    const before = words.lower[it.from - 1] ?? "";
    const beforeThat = words.lower[it.from - 2] ?? "";
    const isFrom = before === "from" || (before === "the" && beforeThat === "from");
    const isBy = before === "by" || (before === "the" && beforeThat === "by");
    // "the removal of the radar from Canada": from where.
    const isAgent = isBy || (isFrom && !isMoving(ground, { from: side.from, to: it.from }));
    const isForce = isOf(stage, it.to, "party") || isOf(stage, it.to, "act") || isOf(stage, it.to, "severe");
    if (it.known.usage === "adjective" && !(isAgent && isForce)) continue;
    const isSubject =
      it.to < side.to && (upos[it.to] === "VERB" || upos[it.to] === "AUX") && !/^VB[NG]$/.test(xpos[it.to]!);
    if (isAgent || isSubject) return before === "the" ? { from: it.from - 1, to: it.to } : it;
  }
  return null;
}

function isMoving({ stage }: Ground, { from, to }: TokenRange): boolean {
  return stage.words.lower
    .slice(from, to)
    .some((it) => /^(?:withdr|remov|pull|departure|exit|retreat|return|expel|expulsion|leav)/.test(it));
}

/** The last other party named behind the verb of the requirement: "satisfied with Tokyo". */
function namedBehind(ground: Ground, { requirement }: Draft, own: Side): TokenRange | null {
  return actorsWithin(ground.stage, requirement).findLast((it) => differs(ground, it, own)) ?? null;
}

/** Whom a pronoun in the requirement means: another than the setter, told, done to, or named before. */
function counterpart(ground: Ground, draft: Draft, own: Side, pronoun: TokenRange): TokenRange | null {
  const { stage, window } = ground;
  const { words } = stage;
  if (/^(?:we|i|our|my)$/.test(words.lower[pronoun.from]!)) return null;
  const hearer = hearerOf(ground, draft);
  const heard = hearer === null ? null : identityOf(stage, hearer);
  if (hearer !== null && (heard === null || heard !== own.identity)) return hearer;
  if (/^(?:you|your)$/.test(words.lower[pronoun.from]!)) return null;
  const clause = draft.outcomeClause ?? draft.outcome;
  const { agent } = draft;
  // Of "France and Germany" neither is the other side.
  const isSetters = agent !== null && (own.at === null || (own.at.from < agent.to && agent.from < own.at.to));
  const isJoint = isSetters && words.lower.slice(agent.from, agent.to).includes("and");
  const isOther = (it: TokenRange): boolean =>
    differs(ground, it, own) &&
    !(isJoint && agent.from <= it.from && it.to <= agent.to) &&
    // "five West Bank towns": the name of a place.
    !(words.parse.tokens.upos[it.to] === "PROPN" && words.lower[it.to] === "bank");
  if (agent !== null && !isPronoun(stage, agent) && isParty(stage, agent) && isOther(agent)) return agent;
  const others = actorsWithin(stage, clause).filter(isOther);
  // Of a setter whose side is not known the first named may be their own: "cut the U.S. presence in South Korea".
  const inOutcome = own.identity === null ? others.at(-1) : others[0];
  if (inOutcome !== undefined) return inOutcome;
  // "will not sit down with the rebels until they leave": who is on the other side, though not named.
  const unnamed = partyWithin(ground, draft.outcome);
  if (unnamed !== null && words.lower[pronoun.from] === "they") return unnamed;
  const sentence = words.parse.sentences[words.sentence[window.from]!]!;
  const nearest = actorsWithin(stage, { from: sentence.from, to: pronoun.from }).findLast(
    (it) => isOther(it) && !isPlace(ground, it),
  );
  if (nearest !== undefined) return nearest;
  const before = words.parse.sentences[words.sentence[window.from]! - 1];
  return before?.block === sentence.block ? (actorsWithin(stage, before).findLast(isOther) ?? null) : null;
}

/** "the rebels", "the two generals": a party in the plural that a range speaks of by no name; the first one. */
function partyWithin({ stage }: Ground, { from, to }: TokenRange): TokenRange | null {
  const { words } = stage;
  for (let i = from + 1; i < to; i++) {
    if (!isOf(stage, i, "party") || words.parse.tokens.xpos[i] !== "NNS") continue;
    let start = i;
    while (from < start && words.lower[start] !== "the" && i - start < 3) start--;
    if (words.lower[start] === "the") return { from: start, to: i + 1 };
  }
  return null;
}
