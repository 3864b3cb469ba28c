/** What one side demands of another: "insists that Cuba leave", "wants Cuba to leave", "its demand that Cuba leave". */
import type { TokenRange } from "../../model/parse.ts";
import type { Stage } from "../stage.ts";
import { sentenceOf } from "../words.ts";
import { isOf, trimRange } from "./ground.ts";
import { actorsWithin, identityOf, isParty } from "./identities.ts";
import { isPronoun, phraseFrom, subjectBefore } from "./phrases.ts";

export interface Demand {
  /** The verb phrase that is demanded. */
  readonly requirement: TokenRange;
  /** Who is to do it; null where that is not said: "insisted that the ban be lifted". */
  readonly addressee: TokenRange | null;
  /** Who demands it; null where that is not said. */
  readonly agent: TokenRange | null;
}

/**
 * The last demand between `from` and `to` that goes on to the end.
 *
 *     Chile insisted that Peru return the boats before
 *     ^^^^^ agent         ^^^^ addressee
 *                              ^^^^^^^^^^^^^^^^ requirement
 */
export function demandBefore(stage: Stage, from: number, to: number): Demand | null {
  for (let i = to - 3; from <= i; i--) {
    if (!isDemanding(stage, i)) {
      // "… had pressed Cuba to leave, said he hoped to see more": another clause.
      if (isTelling(stage, i)) return null;
      continue;
    }
    const demand = demandFrom(stage, i, to);
    if (demand !== null) return { ...demand, agent: demanderOf(stage, i, from) };
  }
  return null;
}

/**
 *     Cuba wants guarantees from Canada before it signs
 *                ^^^^^^^^^^^^^^^^^^^^^^ requirement
 *                                ^^^^^^ addressee
 */
export function wantBefore(stage: Stage, from: number, to: number): Demand | null {
  const { words } = stage;
  const { upos, xpos, lemma } = words.parse.tokens;
  for (let i = to - 2; from < i; i--) {
    if (upos[i] !== "VERB") continue;
    if (!/^(?:want|need|demand|require|seek|expect|insist)$/.test(lemma[i]!) || !/^VB[ZPD]?$/.test(xpos[i]!))
      return null;
    const requirement = trimRange(stage, { from: words.lower[i + 1] === "on" ? i + 2 : i + 1, to });
    const agent = subjectBefore(stage, i, from);
    if (requirement === null || agent === null || !isParty(stage, agent)) return null;
    const own = identityOf(stage, agent);
    const isOther = (it: TokenRange): boolean => identityOf(stage, it) !== own;
    const other = actorsWithin(stage, requirement).find(isOther);
    if (other !== undefined) return { requirement, addressee: other, agent };
    // "wants progress before opening talks with Cuba": of whom it is wanted stands in what comes after.
    const { to: end } = sentenceOf(words, to - 1);
    const behind = actorsWithin(stage, { from: to, to: Math.min(end, to + 14) }).find(isOther);
    return behind === undefined || own === null ? null : { requirement, addressee: behind, agent };
  }
  return null;
}

function isTelling({ words, lexicon }: Stage, i: number): boolean {
  const { upos, xpos, lemma } = words.parse.tokens;
  const isFinite = upos[i] === "VERB" && /^VB[DZ]$/.test(xpos[i]!);
  return isFinite && lexicon.speechVerbs.get(lemma[i]!)?.kind === "speech";
}

function isDemanding(stage: Stage, i: number): boolean {
  const { lower } = stage.words;
  const { upos, lemma } = stage.words.parse.tokens;
  if (lower.slice(Math.max(0, i - 2), i).some((it) => /^(?:not|n't|never)$/.test(it))) return false;
  if (upos[i] === "NOUN") return lemma[i] === "demand" || lemma[i] === "ultimatum";
  return (
    upos[i] === "VERB" && (isOf(stage, i, "demand") || /^(?:tell|order|warn|give|command)$/.test(lemma[i]!))
  );
}

function demandFrom(stage: Stage, at: number, to: number): Omit<Demand, "agent"> | null {
  const { words } = stage;
  const { xpos } = words.parse.tokens;
  const isThat = words.lower[at + 1] === "that";
  const isFor = words.lower[at + 1] === "for" || words.lower[at + 1] === "on";
  const whole = phraseFrom(stage, isThat || isFor ? at + 2 : at + 1, to);
  if (whole === null) return null;
  const addressee = { from: whole.from, to: beforeNumber(stage, whole) };
  // "gave Cuba 24 hours to leave": what stands between the name and "to" is the time it has.
  const given = words.lower.slice(addressee.to, addressee.to + 6);
  const isTimed =
    addressee.to < whole.to ||
    given.some((it) => /^(?:until|ultimatum|deadline|chance|days?|hours?)$/.test(it));
  if (words.parse.tokens.lemma[at] === "give" && !isTimed) return null;
  const marker = words.lower.indexOf("to", addressee.to);
  // "wants Cuba to free the sailors": a verb taken for an adjective.
  const isFreeing = /^(?:free|open)$/.test(words.lower[marker + 1] ?? "");
  const isVerb = xpos[marker + 1] === "VB" || isFreeing;
  const isTo = addressee.to <= marker && marker - addressee.to < 8 && isVerb;
  const isBare = xpos[addressee.to] === "VB" || (isThat && (xpos[addressee.to] ?? "").startsWith("VB"));
  const start = isTo && !isThat ? marker + 1 : isBare ? addressee.to : -1;
  // "insisted that the sanctions be lifted".
  const isPassive = isThat && words.lower[whole.to] === "be" && xpos[whole.to + 1] === "VBN";
  if (isPassive) {
    const clause = trimRange(stage, { from: whole.from, to });
    return clause === null ? null : { requirement: clause, addressee: null };
  }
  const requirement = 0 <= start && start < to ? trimRange(stage, { from: start, to }) : null;
  if (requirement === null || (!isParty(stage, addressee) && !isPronoun(stage, addressee))) return null;
  return { requirement, addressee };
}

/** "Cuba 24 hours": the name alone. */
function beforeNumber({ words }: Stage, { from, to }: TokenRange): number {
  for (let i = from + 1; i < to; i++) if (words.parse.tokens.upos[i] === "NUM") return i;
  return to;
}

/** The subject of the verb; of a noun its owner. */
function demanderOf(stage: Stage, at: number, floor: number): TokenRange | null {
  const { words } = stage;
  const { upos } = words.parse.tokens;
  // "Moscow demands that" may be taken for a noun phrase.
  const isVerb = upos[at] === "VERB" || (words.lower[at] === "demands" && upos[at - 1] === "PROPN");
  if (isVerb) return subjectBefore(stage, at, floor);
  if (words.parse.tokens.xpos[at - 1] === "POS") return subjectBefore(stage, at - 1, floor);
  return /^(?:its|his|her|their|our)$/.test(words.lower[at - 1] ?? "") ? { from: at - 1, to: at } : null;
}
