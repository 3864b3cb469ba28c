/** Who is told, threatened or offered something, where that is a party. */
import type { TokenRange } from "../../model/parse.ts";
import { sentenceOf } from "../words.ts";
import { type Draft, type Ground, isOf } from "./ground.ts";
import { actorsWithin, identityOf } from "./identities.ts";
import { headOf, isPronoun, phraseFrom } from "./phrases.ts";

/**
 * The hearer before both sides, of the nearest such verb; else the one behind the words.
 *
 *     … warned key allies they could lose support unless they paid more
 *              ^^^^^^^^^^
 *     “If you raise the toll, we will close the bridge,” the minister told his Cuban guests
 *                                                                          ^^^^^^^^^^^^^^^
 */
export function hearerOf(ground: Ground, { outcome, outcomeClause, requirement }: Draft): TokenRange | null {
  const { stage, window } = ground;
  const { words } = stage;
  const sides = [outcomeClause ?? outcome, requirement];
  const to = Math.min(outcome.from, requirement.from);
  for (let i = to - 1; window.from <= i; i--) {
    const hearer = heardAt(ground, i, to);
    if (hearer !== undefined) return hearer;
  }
  const behind = Math.max(...sides.map((it) => it.to));
  const sentence = sentenceOf(words, window.from);
  for (let i = behind; i < Math.min(sentence.to, behind + 40); i++) {
    const hearer = heardAt(ground, i, sentence.to);
    if (hearer !== undefined) return hearer;
  }
  return null;
}

/** The hearer of a verb of telling; null where it is no party, undefined where there is no such verb. */
function heardAt({ stage }: Ground, verb: number, to: number): TokenRange | null | undefined {
  const { words, lexicon } = stage;
  const { upos, lemma } = words.parse.tokens;
  const takesHearer =
    lexicon.speechVerbs.get(lemma[verb]!)?.takesHearer === true || /^(?:warn|caution)$/.test(lemma[verb]!);
  const isGiving = /^(?:threaten|offer|promise|give|order|urge|ask)$/.test(lemma[verb]!);
  if (upos[verb] !== "VERB" || (!takesHearer && !isGiving)) return undefined;
  const whole = phraseFrom(stage, verb + 1, to);
  // "told the leader in a call": the leader.
  const place = whole === null ? -1 : words.lower.indexOf("in", whole.from);
  const hearer =
    whole === null || place <= whole.from || whole.to <= place ? whole : { from: whole.from, to: place };
  if (hearer === null || isPronoun(stage, hearer)) return takesHearer ? null : undefined;
  const isKnown = identityOf(stage, hearer) !== null;
  if (isGiving && !takesHearer) return isKnown && isReceiver(stage, hearer) ? hearer : undefined;
  const isTold = isKnown || isOf(stage, headOf(stage, hearer), "party");
  return isTold && !isOf(stage, headOf(stage, hearer), "expert") ? hearer : null;
}

/** "offered Cuba ships", "threatened Cuba with", "ordered Cuba to": the actor is the whole of the phrase. */
function isReceiver(stage: Ground["stage"], { from, to }: TokenRange): boolean {
  const { words } = stage;
  const [first] = actorsWithin(stage, { from, to });
  // "offered Cuba relief".
  const isGiven =
    first !== undefined && first.from === from && first.known.usage !== "adjective" && first.to < to;
  return (
    isGiven ||
    /^(?:with|to|an?|the)$/.test(words.lower[to] ?? "") ||
    words.parse.tokens.upos[to] === "NUM" ||
    to - from === 1
  );
}
