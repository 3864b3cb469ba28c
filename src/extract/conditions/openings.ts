/**
 * Where outcomes begin: modals, "ready to", "threatened to", "refusal to", "rejected", "warned of"; and where, behind
 * negation and adverbs, the outcome's own words do.
 */
import type { TokenRange } from "../../model/parse.ts";
import type { Stage } from "../stage.ts";
import { isCalendarWord } from "../words.ts";
import { isOf, type Mood } from "./ground.ts";
import { actorsWithin } from "./identities.ts";
import { phraseFrom } from "./phrases.ts";

const passedOver =
  /^(?:not|n't|never|only|also|then|even|still|just|no|longer|certainly|definitely|simply|again|therefore|likely|immediately|now|always|merely|actually|first|really|soon|ever|yet|probably|hardly|barely|scarcely)$/;

const modalKinds: ReadonlyMap<string, "duty" | "may" | "can"> = new Map([
  ["must", "duty"],
  ["should", "duty"],
  ["ought", "duty"],
  ["may", "may"],
  ["might", "may"],
  ["could", "may"],
  ["can", "can"],
  ["ca", "can"],
  ["cannot", "can"],
]);
/** How each holds its outcome out. */
export const moods: Readonly<Record<Opening["kind"], Mood>> = {
  will: "will",
  may: "may",
  can: "can",
  duty: "will",
  ready: "pledge",
  commit: "pledge",
  give: "noun",
  intent: "noun",
};

export interface Opening {
  /** The token that opens it: a modal, an adjective, a verb or a noun. */
  readonly at: number;
  readonly phrase: number;
  readonly kind: "will" | "may" | "can" | "ready" | "commit" | "give" | "intent" | "duty";
}

/** The openings of a range in text order. */
export function openingsWithin(stage: Stage, { from, to }: TokenRange): Opening[] {
  const openings: Opening[] = [];
  for (let i = from; i < to; i++) {
    const opening = openingAt(stage, i, from, to);
    if (opening !== null) openings.push(opening);
  }
  return openings;
}

/**
 * The subject behind a modal that begins its clause; null where it stands elsewhere.
 *
 *     Only after Havana leaves the base can the talks go on
 *                                           ^^^^^^^^^
 */
export function turnedSubject(stage: Stage, modal: number, to: number): TokenRange | null {
  const subject = phraseFrom(stage, modal + 1, to);
  return subject !== null && subject.to < to && /^VBP?$/.test(stage.words.parse.tokens.xpos[subject.to]!)
    ? subject
    : null;
}

function openingAt(stage: Stage, i: number, from: number, to: number): Opening | null {
  const { words } = stage;
  const { upos, xpos } = words.parse.tokens;
  const lower = words.lower[i]!;
  const next = words.lower[i + 1] ?? "";
  const isModal =
    (xpos[i] === "MD" || /^(?:will|would|could|may|might|shall|'ll|wo|ca)$/.test(lower)) &&
    words.form[i] !== "May";
  if (isModal) {
    const kind = modalKinds.get(lower) ?? "will";
    // "Only when they ask will we open": the subject stands behind the modal.
    if (/^(?:we|they|he|she|it|i)$/.test(next) && i + 2 < to)
      return { at: i, phrase: skipFrom(stage, i + 2, to), kind };
    const turned = i === from ? turnedSubject(stage, i, to) : null;
    return { at: i, phrase: skipFrom(stage, turned?.to ?? i + 1, to), kind };
  }
  const isFree = /^(?:not|n't)$/.test(words.lower[i - 1] ?? "");
  if (
    /^(?:has|have|had|needs?|needed)$/.test(lower) &&
    next === "to" &&
    i + 2 < to &&
    !isFree &&
    isVerbal(upos[i])
  )
    return { at: i, phrase: skipFrom(stage, i + 2, to), kind: "duty" };
  // A headline: "Chile to shut its border unless".
  if (lower === "to" && xpos[i + 1] === "VB" && i + 1 < to && isHeadlineTo(stage, i))
    return { at: i, phrase: skipFrom(stage, i + 1, to), kind: "will" };
  // "has until Sunday to disarm".
  if (/^(?:has|have|had)$/.test(lower) && next === "until") {
    const marker = words.lower.indexOf("to", i + 2);
    if (0 < marker && marker < Math.min(to - 1, i + 9) && xpos[marker + 1] === "VB")
      return { at: i, phrase: marker + 1, kind: "duty" };
  }
  if (
    lower === "right" &&
    next === "to" &&
    words.lower[i - 1] === "the" &&
    (words.lower[i - 2] ?? "").startsWith("reserv") &&
    i + 2 < to
  )
    return { at: i - 2, phrase: skipFrom(stage, i + 2, to), kind: "commit" };
  if (lower === "going" && next === "to" && i + 2 < to)
    return { at: i, phrase: skipFrom(stage, i + 2, to), kind: "will" };
  // "insisted on an old offer, to cut output".
  const isListed = next === "," && words.lower[i + 2] === "to" && upos[i] === "NOUN";
  const skipped = isListed ? 1 : skippedBefore(stage, i, to);
  const takesTo = words.lower[i + 1 + skipped] === "to" && i + 2 + skipped < to;
  // "promised to free the pilot": a verb taken for an adjective.
  const isFreeing =
    takesTo && /^(?:free|open)$/.test(words.lower[i + 2 + skipped]!) && upos[i + 3 + skipped] === "DET";
  if (
    isFreeing ||
    (takesTo && isVerbal(upos[i + 2 + skipped])) ||
    (takesTo && xpos[i + 2 + skipped] === "VB")
  ) {
    const phrase = skipFrom(stage, i + 2 + skipped, to);
    if (isOf(stage, i, "ready") && upos[i] !== "NOUN") return { at: i, phrase, kind: "ready" };
    if (isVerbal(upos[i]) && isOf(stage, i, "commit")) return { at: i, phrase, kind: "commit" };
    // "climbed down from its threat to": what is left behind is no outcome.
    const isLeft = /^(?:from|of|about|on)$/.test(words.lower[i - 2] ?? "");
    if (upos[i] === "NOUN" && isOf(stage, i, "intent") && !isLeft) return { at: i, phrase, kind: "intent" };
  }
  // "is open to an exchange", "ready for talks".
  if (/^(?:open|ready|prepared)$/.test(lower) && /^(?:to|for)$/.test(next) && upos[i] === "ADJ" && i + 2 < to)
    if (!isGrave(stage, i + 2, to) && /^(?:DET|NOUN|ADJ)$/.test(upos[i + 2]!))
      return { at: i, phrase: i + 2, kind: "give" };
  // "warned of reprisals", "warned Cuba of reprisals", "the threat of sanctions".
  if (lower.startsWith("warn"))
    for (let j = i + 1; j < Math.min(to - 1, i + 6); j++) {
      if (words.lower[j] === "of")
        return isGrave(stage, j + 1, to) ? { at: i, phrase: j + 1, kind: "give" } : null;
      if (!/^(?:PROPN|NOUN|DET|PRON)$/.test(upos[j]!)) break;
    }
  if (next === "short" && lower.startsWith("stop") && words.lower[i + 2] === "of" && i + 3 < to)
    return { at: i, phrase: i + 3, kind: "give" };
  // "the threat of sanctions", but not "of a crisis".
  const isThreat = next === "of" && /^(?:warn|threat)/.test(lower) && i + 2 < to;
  if (isThreat && (upos[i] !== "NOUN" || isGrave(stage, i + 2, to)))
    return { at: i, phrase: i + 2, kind: "give" };
  if (isVerbal(upos[i]) && isOf(stage, i, "give") && i + 1 < to && !takesTo) {
    // "rejected giving up its arms".
    if (xpos[i + 1] === "VBG" && /^(?:reject|refus|oppos|rul)/.test(lower))
      return { at: i, phrase: i + 1, kind: "give" };
    if (next === "for" && lower.startsWith("call")) return { at: i, phrase: i + 2, kind: "give" };
    if (next === "out" && lower.startsWith("rul")) return { at: i, phrase: i + 2, kind: "give" };
    if (/^(?:rul|call)/.test(lower)) return null;
    const at = /^["“]$/.test(next) ? i + 2 : i + 1;
    // "offered Cuba a partnership".
    if (/^(?:offer|promis)/.test(lower) && upos[i + 1] === "PROPN")
      for (let j = i + 2; j < Math.min(to, i + 5); j++) {
        const isNamed = actorsWithin(stage, { from: i + 1, to: j }).some(
          (it) => it.known.usage !== "adjective",
        );
        if (upos[j] === "DET" || upos[j] === "NUM" || (isNamed && /^(?:NOUN|ADJ)$/.test(upos[j]!)))
          return { at: i, phrase: j, kind: "give" };
        if (upos[j] !== "PROPN") break;
      }
    // "threatened the signatories with sanctions".
    if (lower.startsWith("threat"))
      for (let j = at; j < Math.min(to - 1, at + 8); j++)
        if (words.lower[j] === "with") return { at: i, phrase: j + 1, kind: "give" };
    // "threatened independence if": held out by the verb alone.
    const isHeld = /^(?:threat|offer)/.test(lower) && upos[at] === "NOUN" && xpos[i] !== "VBN";
    const isAct = isHeld || isGrave(stage, at, to) || isNear(stage, at, to, "act");
    if (at < to && isAct && /^(?:DET|ADJ|NOUN|PROPN|NUM|PRON)$/.test(upos[at]!) && next !== "that")
      return { at: i, phrase: at, kind: "give" };
  }
  return null;
}

/** Whether a noun phrase that is threatened or warned of is hostile: "severe consequences", not "a crisis". */
function isGrave(stage: Stage, from: number, to: number): boolean {
  return isNear(stage, from, to, "severe");
}

function isNear(stage: Stage, from: number, to: number, name: "severe" | "act"): boolean {
  for (let i = from; i < Math.min(to, from + 9); i++) if (isOf(stage, i, name)) return true;
  return false;
}

/** Whether all that stands before a "to" in its sentence is a short noun phrase. */
function isHeadlineTo({ words }: Stage, at: number): boolean {
  const { from } = words.parse.sentences[words.sentence[at]!]!;
  if (at === from || 5 < at - from) return false;
  for (let i = from; i < at; i++)
    if (!/^(?:PROPN|NOUN|ADJ|NUM|DET)$/.test(words.parse.tokens.upos[i]!)) return false;
  return true;
}

/** Tokens between an opening and its "to": "agreed in principle to", "threatened on Monday to". */
function skippedBefore(stage: Stage, i: number, to: number): number {
  const { words } = stage;
  for (let n = 0; n < 4 && i + n + 1 < to; n++) {
    const lower = words.lower[i + n + 1]!;
    if (lower === "to") return n;
    const isLight =
      words.parse.tokens.upos[i + n + 1] === "ADV" ||
      /^(?:not|in|on|principle|him|her|them|us|me)$/.test(lower);
    if (!isLight && !isCalendarWord(lower) && !isOf(stage, i + n + 1, "time")) return 0;
  }
  return 0;
}

const isVerbal = (tag: string | undefined): boolean => tag === "VERB" || tag === "AUX";

/** Past negation and adverbs, and past "be ready to", "be able to", to where the outcome's own words begin. */
function skipFrom(stage: Stage, from: number, to: number): number {
  const { words } = stage;
  let at = from;
  for (;;) {
    while (at < to - 1 && passedOver.test(words.lower[at]!)) at++;
    let end = at;
    // "have no choice but to".
    if (
      words.lower[at] === "have" &&
      /^(?:no|little)$/.test(words.lower[at + 1] ?? "") &&
      words.lower[at + 3] === "but" &&
      words.lower[at + 4] === "to" &&
      at + 5 < to
    )
      return at + 5;
    if (words.lower[end] === "be" || words.lower[end] === "have") end++;
    while (
      end < to - 1 &&
      (passedOver.test(words.lower[end]!) || /^(?:fully|more|very|quite|in)$/.test(words.lower[end]!))
    )
      end++;
    const isReady = end > at && isOf(stage, end, "ready") && words.lower[end + 1] === "to";
    if (!isReady || to <= end + 2) return at;
    at = end + 2;
  }
}
