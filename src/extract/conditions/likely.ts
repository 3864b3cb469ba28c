/**
 * Whom a condition is put to where the requirement does not say: shown as its target, but too weak for vetoes to rest
 * on.
 */
import type { TokenRange } from "../../model/parse.ts";
import { sentenceOf } from "../words.ts";
import { verbFrom } from "./candidate.ts";
import { type Draft, type Ground, holdsOf, isOf } from "./ground.ts";
import { hearerOf } from "./hearers.ts";
import type { Parties } from "./parties.ts";
import {
  actorsWithin,
  identityOf,
  isDeedNoun,
  isParty,
  isPossessive,
  isRelated,
  joined,
  ownerOf,
} from "./identities.ts";
import { headOf, isPronoun } from "./phrases.ts";
import { differs, isDoneTo, type Side, sideOfSetter } from "./targets.ts";

/** The target as far as it can be told; null where nobody is named. */
export function likelyTarget(ground: Ground, draft: Draft, parties: Parties): TokenRange | null {
  const own = sideOfSetter(ground, parties.setter);
  return toldTarget(ground, draft, parties, own) ?? onlyOther(ground, draft, own);
}

/**
 * Where the outcome names one other side alone, that side.
 *
 *     No aid will flow to Cuba until the courts are free, the Canadian minister said.
 *                         ^^^^
 */
function onlyOther(ground: Ground, draft: Draft, own: Side): TokenRange | null {
  const { stage } = ground;
  const { link, outcome, outcomeClause, addressee } = draft;
  if (link === "if" || link === "in-exchange" || own.identity === null) return null;
  // "no treaty with Cuba without an end to the fishing by Canada", says Canada.
  if (actorsWithin(stage, draft.requirement).some((it) => identityOf(stage, it) === own.identity))
    return null;
  if (addressee !== null && /^(?:i|we|our|there)$/.test(stage.words.lower[addressee.from]!)) return null;
  return onlyOne(ground, outcomeClause ?? outcome, own);
}

function toldTarget(ground: Ground, draft: Draft, { target }: Parties, own: Side): TokenRange | null {
  const { stage } = ground;
  const { addressee } = draft;
  if (target !== null && isOther(ground, target)) {
    const behind = actorsWithin(stage, { from: target.to, to: sentenceOf(stage.words, target.from).to });
    return behind.find((it) => differs(ground, it, own)) ?? target;
  }
  if (target !== null) return isOpenOffice(ground, target) ? (named(ground, draft, own) ?? target) : target;
  if (addressee === null) return affected(ground, draft, draft.requirement, own);
  const owner = ownerOf(stage, addressee);
  if (owner !== null && isPossessive(stage, owner)) return named(ground, draft, own);
  if (!isPronoun(stage, addressee)) return affected(ground, draft, addressee, own);
  if (stage.words.lower[addressee.from] !== "they" || !(0 < stage.scene.quotation[addressee.from]!))
    return null;
  // “If they come back, we will …,” the minister said of the Cubans
  const sentence = sentenceOf(stage.words, addressee.from);
  const behind = actorsWithin(stage, { from: addressee.to, to: sentence.to });
  return behind.find((it) => differs(ground, it, own)) ?? null;
}

/** "the other side", named farther on. */
function isOther({ stage }: Ground, { from, to }: TokenRange): boolean {
  if (identityOf(stage, { from, to }) !== null) return false;
  const isOtherSide = stage.words.lower[from + 1] === "other" && to - from === 3;
  return (
    isOtherSide ||
    (isRelated(stage, { from, to }, null) && /^(?:its|their|our)$/.test(stage.words.lower[from]!))
  );
}

/** "told Cuba … if the mayor comes": an office without its state is of who is told. */
function isOpenOffice({ stage }: Ground, range: TokenRange): boolean {
  const { words, lexicon } = stage;
  return (
    identityOf(stage, range) === null &&
    words.lower[range.from] === "the" &&
    lexicon.offices.has(words.lower[headOf(stage, range)]!)
  );
}

function named(ground: Ground, draft: Draft, own: Side): TokenRange | null {
  const hearer = hearerOf(ground, draft);
  if (hearer === null || !isParty(ground.stage, hearer) || !differs(ground, hearer, own)) return null;
  // Before the United Nations one speaks to others.
  return identityOf(ground.stage, hearer)?.startsWith("UN ") === true ? null : hearer;
}

/**
 * Whom a requirement with no doer is put to: of a noun phrase the other party in it ("the departure of the Cuban
 * units"), else who is told, threatened or offered something, else of a threat the one party that it names.
 */
function affected(ground: Ground, draft: Draft, addressee: TokenRange, own: Side): TokenRange | null {
  const { stage } = ground;
  const { requirement, outcome, outcomeClause, link, agent } = draft;
  const isNoun = !hasVerb(ground, requirement);
  const inside =
    namedIn(ground, isNoun ? requirement : addressee, own) ??
    (isNoun && link === "in-exchange" ? firstAdjective(ground, requirement, own) : null);
  if (inside !== null) return inside;
  const told = named(ground, draft, own);
  if (told !== null) return told;
  // "Cuba would suffer if the gas was used": who bears the outcome.
  const isBearer = agent !== null && isOf(stage, verbFrom(stage, outcome), "suffer") && isParty(stage, agent);
  if (isBearer && differs(ground, agent, own)) return agent;
  if (isEasing(ground, requirement)) {
    const sentence = sentenceOf(stage.words, addressee.from);
    return onlyOne(ground, outcome, own) ?? onlyOne(ground, sentence, own);
  }
  // "the sanctions on Cuba will stay until the islands are given back": the one that the outcome names.
  if (link === "until" && isDoneTo(ground, requirement, addressee))
    return onlyOne(ground, outcomeClause ?? outcome, own);
  // "will not resume aid to Cuba without guarantees".
  const isUnnamed = actorsWithin(stage, requirement).length === 0;
  if (draft.outcomeNegated && isUnnamed) return onlyOne(ground, outcome, own);
  // "if the bill becomes law, it could sell American assets": the one against whom something hostile would be done.
  const isThreat = (link === "if" || link === "unless") && !draft.outcomeNegated;
  const isHostile = isOf(stage, verbFrom(stage, outcome), "hostile") || holdsOf(stage, outcome, "severe");
  return isThreat && isHostile ? onlyOne(ground, outcomeClause ?? outcome, own) : null;
}

/** "if the sanctions are lifted", "an end to the blockade": what only the one that imposed it can undo. */
function isEasing({ stage }: Ground, requirement: TokenRange): boolean {
  const { lower } = stage.words;
  let isImposed = false;
  for (let i = requirement.from; i < requirement.to; i++)
    isImposed ||= /^(?:sanctions?|embargo|embargoes|blockade|tariffs?|duties|restrictions?|boycott)$/.test(
      lower[i]!,
    );
  return (
    isImposed &&
    (holdsOf(stage, requirement, "ease") ||
      /easing|lifting|relief|removal|removed|terminat|end of|end to/.test(
        lower.slice(requirement.from, requirement.to).join(" "),
      ))
  );
}

/** The one other party that a range names; null where it names none, or several. */
function onlyOne(ground: Ground, range: TokenRange, own: Side): TokenRange | null {
  const { stage } = ground;
  const others = actorsWithin(stage, range).filter(
    (it) =>
      differs(ground, it, own) &&
      stage.words.parse.tokens.upos[it.to] !== "PROPN" &&
      stage.words.lower[it.to] !== "-",
  );
  const [first] = others;
  const isOne =
    first !== undefined && others.every((it) => identityOf(stage, it) === identityOf(stage, first));
  return isOne ? first : null;
}

function hasVerb({ stage }: Ground, { from, to }: TokenRange): boolean {
  const { upos } = stage.words.parse.tokens;
  for (let i = from; i < to; i++) if (upos[i] === "VERB" || upos[i] === "AUX") return true;
  return false;
}

/** The other party that a noun phrase names: by its name, or by an adjective before a force or an act. */
function namedIn(ground: Ground, range: TokenRange, own: Side): TokenRange | null {
  const { stage } = ground;
  const others = actorsWithin(stage, range).filter((it) => differs(ground, it, own));
  const { words } = stage;
  const found = others.find((it) => {
    const isModifier = it.known.usage === "adjective" || words.parse.tokens.upos[it.to] === "NOUN";
    if (isModifier)
      return (
        (["party", "act", "severe"] as const).some((name) => isOf(stage, it.to, name)) ||
        isDeedNoun(stage, it.to) ||
        isRemoved(words.lower.slice(range.from, it.from))
      );
    const before = words.lower[it.from - 1] === "the" ? it.from - 2 : it.from - 1;
    // "the creation of a civilian government in Khartoum".
    if (words.lower[before] === "in" && isOf(stage, before - 1, "party")) return true;
    // "an invasion of Cuba": of an attack "of" names the attacked.
    const isAttacked = words.lower[before] === "of" && isOf(stage, before - 1, "severe");
    return /^(?:of|by|from|with)$/.test(words.lower[before] ?? "") && !isAttacked;
  });
  return found === undefined ? null : joined(stage, found, range.to);
}

/** "in return for Cuban sugar". */
function firstAdjective(ground: Ground, range: TokenRange, own: Side): TokenRange | null {
  const [first] = actorsWithin(ground.stage, range);
  const isFirst = first !== undefined && first.from <= range.from + 1 && first.known.usage === "adjective";
  return isFirst && differs(ground, first, own) ? first : null;
}

/** "the removal of the (Cuban radar)": what its owner alone can take away. */
function isRemoved(before: readonly string[]): boolean {
  return before.some((it) =>
    /^(?:removal|withdrawal|departure|closure|closing|return|pullout|dismantling)$/.test(it),
  );
}
