/** Which state or body a phrase names, and whether it can be a party. */
import type { TokenRange } from "../../model/parse.ts";
import { nameClasses } from "../attribution/scene.ts";
import { type Mention, mentionsWithin } from "../mentions.ts";
import type { Stage } from "../stage.ts";
import { isCalendarWord } from "../words.ts";
import { isOf } from "./ground.ts";
import { headOf, isPronoun } from "./phrases.ts";

const personName = nameClasses.indexOf("PERSON");
const possessive = /^(?:my|our|your|his|her|its|their)$/;

/** Mentions of states and bodies within a range that can act; agencies and outlets are none. */
export function actorsWithin({ mentions }: Stage, range: TokenRange): Mention[] {
  return mentionsWithin(mentions, range).filter((it) => it.known.actor.sector !== "MED");
}

/**
 * What tells one party from another: the code of the actor named in a phrase, at its head before elsewhere;
 * null when it names none.
 */
export function identityOf(stage: Stage, range: TokenRange): string | null {
  const named = actorsWithin(stage, range);
  if (named.length === 0) return null;
  const head = headOf(stage, range);
  const atHead = named.find((it) => it.from <= head && head < it.to);
  // "Mexico's Senate": of a house or an office its owner.
  const isBody = atHead !== undefined && /^(?:LEG|JUD|GOV|MIL)$/.test(atHead.known.actor.sector);
  const owner = named.find((it) => it !== atHead && stage.words.parse.tokens.xpos[it.to] === "POS");
  const best = (isBody ? owner : undefined) ?? atHead ?? named[0]!;
  // "Rwandan rebels" are not Rwanda.
  const isRebel = best.known.actor.sector === "REB" || isOf(stage, head, "rebel");
  return `${best.known.actor.code} ${isRebel ? "REB" : ""}`;
}

/** Whether a phrase names somebody who can set or meet a condition; a pronoun for somebody counts. */
export function isParty(stage: Stage, range: TokenRange): boolean {
  const { words, lexicon } = stage;
  if (isPronoun(stage, range)) return !/^(?:it|you|who)$/.test(words.lower[range.from]!);
  const head = headOf(stage, range);
  for (let i = range.from; i < range.to; i++)
    if (stage.scene.name[i] === personName && ownerOf(stage, range) === null) return true;
  const isNamed = (it: Mention): boolean =>
    (it.from <= head && head < it.to) || (it.from <= range.from + 1 && words.lower[it.to] === "and");
  if (actorsWithin(stage, range).some(isNamed)) return true;
  if (isOf(stage, head, "party") || lexicon.offices.has(words.lower[head]!)) return true;
  return (
    words.parse.tokens.upos[head] === "PROPN" &&
    !isOf(stage, head, "act") &&
    !isCalendarWord(words.lower[head]!) &&
    !/^(?:article|act)$/.test(words.lower[head]!)
  );
}

/** The side a speaker is on: as `identityOf`, without what is told of them behind a comma ("…, now exiled in …"). */
export function sideOf(stage: Stage, { from, to }: TokenRange): string | null {
  const { words } = stage;
  // "Sen. Lindsey Graham, R-S.C.": whose senators they are goes without saying.
  for (let i = from; i < to; i++)
    if (/^(?:sen\.?|senators?|rep\.|republicans?|democrats?|[rd]-\p{L}.*)$/u.test(words.lower[i]!))
      return "USA ";
  for (let i = from + 1; i < to - 1; i++)
    if (words.lower[i] === "," && /^(?:ADV|VERB|ADP|PRON|AUX|SCONJ)$/.test(words.parse.tokens.upos[i + 1]!))
      return identityOf(stage, { from, to: i });
  // "the secretary of state for Europe", "envoy to Cuba": what they deal with is not whose they are.
  for (let i = from + 1; i < to - 1; i++)
    if (/^(?:for|to|on)$/.test(words.lower[i]!)) return identityOf(stage, { from, to: i });
  return identityOf(stage, { from, to });
}

/** Whether a phrase names a person, or is "he" or "she". */
export function isPerson({ words, scene }: Stage, { from, to }: TokenRange): boolean {
  if (/^(?:he|she)$/.test(words.lower[from]!)) return true;
  for (let i = from; i < to; i++) if (scene.name[i] === personName) return true;
  return false;
}

/** "its neighbour", "her partners": others than `own`, whoever they are. */
export function isRelated(stage: Stage, range: TokenRange, own: string | null): boolean {
  const named = identityOf(stage, range);
  return (named === null || named === own) && isOf(stage, headOf(stage, range), "related");
}

/** A noun of doing, by its form: "the opening", "acceptance". */
export function isDeedNoun({ words }: Stage, head: number): boolean {
  const isNamed =
    /(?:tion|ment|sion|al|ance|ence|ing|ery|release|reform|departure|pledge|promise|guarantee|handover|exit|pullout|vote)s?$|^apolog(?:y|ies)$/.test(
      words.lower[head] ?? "",
    );
  return words.parse.tokens.upos[head] === "NOUN" && isNamed;
}

/** The owner at the head of a phrase: "its" of "its bias", "Israel" of "Israel's attacks"; null when it has none. */
export function ownerOf(stage: Stage, { from, to }: TokenRange): TokenRange | null {
  const { words } = stage;
  if (possessive.test(words.lower[from]!)) return { from, to: from + 1 };
  for (let i = from + 1; i < to; i++) if (words.parse.tokens.xpos[i] === "POS") return { from, to: i };
  return null;
}

export function isPossessive({ words }: Stage, { from, to }: TokenRange): boolean {
  return to - from === 1 && possessive.test(words.lower[from]!);
}

/** "Washington and Seoul": a party with the one behind "and". */
export function joined(stage: Stage, { from, to }: TokenRange, ceiling: number): TokenRange {
  const next =
    stage.words.lower[to] === "and" ? actorsWithin(stage, { from: to + 1, to: ceiling })[0] : undefined;
  return next !== undefined && next.from === to + 1 ? { from, to: next.to } : { from, to };
}
