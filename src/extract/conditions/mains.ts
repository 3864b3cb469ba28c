/**
 * The clause that holds an outcome: where its verb phrase begins behind modal and negation, who its subject is, and
 * whether it is withheld. "will lift", "is ready to lift", "threatened to lift", "refusal to lift", "rejected talks".
 */
import type { TokenRange } from "../../model/parse.ts";
import type { Stage } from "../stage.ts";
import { isCalendarWord } from "../words.ts";
import { isOf, type Mood, trimRange } from "./ground.ts";
import { headOf, subjectBefore } from "./phrases.ts";

/** A clause with an outcome in it. */
export interface Main {
  readonly subject: TokenRange | null;
  /** The verb phrase without modal and negation, or the noun phrase that is promised, threatened or rejected. */
  readonly phrase: TokenRange;
  /** From the subject on, as written. */
  readonly whole: TokenRange;
  readonly isNegated: boolean;
  readonly mood: Mood;
  /** "will only …": the cue behind it is then "only if". */
  readonly isOnly: boolean;
  /** "must", "has to", "needs to": somebody is told what to do. */
  readonly isDuty: boolean;
}

const negative =
  /^(?:not|n't|never|no|neither|nor|none|nothing|nobody|cannot|longer|hardly|impossible|without)$/;
const passedOver =
  /^(?:not|n't|never|only|also|then|even|still|just|no|longer|certainly|definitely|simply|again|therefore|likely|immediately|now|always|merely|actually|first|really|soon|ever|yet|probably)$/;
const relative = /^(?:which|who|that|whose|where)$/;

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
const moods = {
  will: "will",
  may: "may",
  can: "can",
  duty: "will",
  ready: "pledge",
  commit: "pledge",
  give: "noun",
  intent: "noun",
} as const;

interface Opening {
  /** The token that opens it: a modal, an adjective, a verb or a noun. */
  readonly at: number;
  readonly phrase: number;
  readonly kind: "will" | "may" | "can" | "ready" | "commit" | "give" | "intent" | "duty";
}

/**
 * The main clause within `range` nearest to the cue: the last one before it, or the first after it.
 * Null where no outcome is held out in it.
 */
export function mainWithin(
  stage: Stage,
  range: TokenRange,
  side: "before" | "after",
  verb: number,
): Main | null {
  const openings = openingsWithin(stage, range);
  if (openings.length === 0) return plainWithin(stage, range, side);
  const chosen = side === "after" ? firstOf(stage, openings, range) : lastOf(stage, openings, verb);
  return mainOf(stage, chosen, openings, range);
}

/** The openings of a range in text order. */
function openingsWithin(stage: Stage, { from, to }: TokenRange): Opening[] {
  const openings: Opening[] = [];
  for (let i = from; i < to; i++) {
    const opening = openingAt(stage, i, to);
    if (opening !== null) openings.push(opening);
  }
  return openings;
}

function openingAt(stage: Stage, i: number, to: number): Opening | null {
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
    return { at: i, phrase: skipFrom(stage, i + 1, to), kind };
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
  if (lower === "going" && next === "to" && i + 2 < to)
    return { at: i, phrase: skipFrom(stage, i + 2, to), kind: "will" };
  const skipped = skippedBefore(stage, i, to);
  const takesTo = words.lower[i + 1 + skipped] === "to" && i + 2 + skipped < to;
  if ((takesTo && isVerbal(upos[i + 2 + skipped])) || (takesTo && xpos[i + 2 + skipped] === "VB")) {
    const phrase = skipFrom(stage, i + 2 + skipped, to);
    if (isOf(stage, i, "ready") && upos[i] !== "NOUN") return { at: i, phrase, kind: "ready" };
    if (isVerbal(upos[i]) && isOf(stage, i, "commit")) return { at: i, phrase, kind: "commit" };
    // "climbed down from its threat to": what is left behind is no outcome.
    const isLeft = /^(?:from|of|about|on)$/.test(words.lower[i - 2] ?? "");
    if (upos[i] === "NOUN" && isOf(stage, i, "intent") && !isLeft) return { at: i, phrase, kind: "intent" };
  }
  // "warned of reprisals", "warned Cuba of reprisals", "the threat of sanctions".
  if (lower.startsWith("warn"))
    for (let j = i + 1; j < Math.min(to - 1, i + 6); j++) {
      if (words.lower[j] === "of") return { at: i, phrase: j + 1, kind: "give" };
      if (!/^(?:PROPN|NOUN|DET|PRON)$/.test(upos[j]!)) break;
    }
  if (next === "of" && /^(?:warn|threat)/.test(lower) && i + 2 < to)
    return { at: i, phrase: i + 2, kind: "give" };
  if (isVerbal(upos[i]) && isOf(stage, i, "give") && i + 1 < to && !takesTo) {
    if (next === "for" && lower.startsWith("call")) return { at: i, phrase: i + 2, kind: "give" };
    if (next === "out" && lower.startsWith("rul")) return { at: i, phrase: i + 2, kind: "give" };
    if (/^(?:rul|call)/.test(lower)) return null;
    const at = /^["“]$/.test(next) ? i + 2 : i + 1;
    // "threatened the signatories with sanctions".
    if (lower.startsWith("threat"))
      for (let j = at; j < Math.min(to - 1, at + 8); j++)
        if (words.lower[j] === "with") return { at: i, phrase: j + 1, kind: "give" };
    if (at < to && /^(?:DET|ADJ|NOUN|PROPN|NUM|PRON)$/.test(upos[at]!) && next !== "that")
      return { at: i, phrase: at, kind: "give" };
  }
  return null;
}

/** Tokens between an opening and its "to": "agreed in principle to", "threatened on Monday to". */
function skippedBefore(stage: Stage, i: number, to: number): number {
  const { words } = stage;
  for (let n = 0; n < 4 && i + n + 1 < to; n++) {
    const lower = words.lower[i + n + 1]!;
    if (lower === "to") return n;
    const isLight = words.parse.tokens.upos[i + n + 1] === "ADV" || /^(?:not|in|on|principle)$/.test(lower);
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

/** The last opening that is not inside a relative clause; the one the tree hangs the requirement on before others. */
function lastOf(stage: Stage, openings: readonly Opening[], verb: number): Opening {
  const { tokens } = stage.words.parse;
  const governor = 0 <= verb ? tokens.head[verb]! : -1;
  const byTree = openings.find((it) => governor === it.phrase || governor === it.at);
  const nearest = openings.at(-1)!;
  const chosen = isRelative(stage, nearest) ? (byTree ?? nearest) : nearest;
  return outermost(stage, openings, chosen);
}

function firstOf(stage: Stage, openings: readonly Opening[], range: TokenRange): Opening {
  const first = openings.find((it) => !isRelative(stage, it) || it.at - range.from < 4) ?? openings[0]!;
  return first;
}

/** "would agree to lift": of openings that follow each other the first, but "is ready to" goes with the last. */
function outermost(stage: Stage, openings: readonly Opening[], chosen: Opening): Opening {
  let at = openings.indexOf(chosen);
  while (0 < at) {
    const before = openings[at - 1]!;
    const isInner = openings[at]!.kind === "commit" || openings[at]!.kind === "give";
    if (
      !isInner ||
      before.kind === "duty" ||
      openings[at]!.at - before.phrase > 1 ||
      isRelative(stage, before)
    )
      break;
    at--;
  }
  return openings[at]!;
}

function isRelative(stage: Stage, { at, phrase }: Opening): boolean {
  const { words, scene } = stage;
  const { relation, upos, head } = words.parse.tokens;
  const before = words.lower[at - 1] ?? "";
  if (relative.test(before) && upos[at - 2] !== "VERB" && before !== "that") return true;
  for (let up = phrase, step = 0; 0 <= up && step < 3; up = head[up]!, step++) {
    const rel = relation[up]!;
    if (rel === "acl:relcl" && scene.left[up]! <= at) return true;
    if (!/^(?:xcomp|aux|cop|conj)/.test(rel)) return false;
  }
  return false;
}

function mainOf(
  stage: Stage,
  opening: Opening,
  openings: readonly Opening[],
  range: TokenRange,
): Main | null {
  const { words } = stage;
  const phrase = trimRange(stage, { from: Math.min(opening.phrase, range.to - 1), to: range.to });
  if (phrase === null || phrase.from < opening.phrase) return null;
  const subject = subjectOf(stage, opening, range.from);
  // What stands before the subject belongs to another clause, so negation is looked for from there on.
  const first = subject?.from ?? Math.max(range.from, opening.at - 6);
  let isNegated = false;
  let isOnly = false;
  for (let i = first; i < opening.phrase; i++) {
    const lower = words.lower[i]!;
    if (negative.test(lower) || (i !== opening.at && isRefusal(stage, i)))
      isNegated = !(lower === "longer" && isNegated) || true;
    if (lower === "only" && opening.at < i && words.lower[i - 1] !== "not") isOnly = true;
  }
  if (isRefusal(stage, opening.at)) isNegated = true;
  const isVerbRefusal = isOf(stage, phrase.from, "refuse") && words.lower[phrase.from] !== "rule";
  if (!isNegated && (isVerbRefusal || /^(?:no|nothing|impossible)$/.test(words.lower[phrase.from + 1] ?? "")))
    isNegated = true;
  if (
    !isNegated &&
    words.lower[phrase.from] === "be" &&
    /^(?:impossible|unacceptable|out)$/.test(words.lower[phrase.from + 1] ?? "")
  )
    isNegated = true;
  return {
    subject,
    phrase: withoutOnly(stage, phrase),
    whole: withoutOnly(stage, { from: subject?.from ?? phrase.from, to: phrase.to }),
    isNegated,
    mood: moodOf(stage, opening, openings),
    isOnly: isOnly || words.lower[phrase.to - 1] === "only",
    isDuty: openings.some((it) => it.kind === "duty" && first <= it.at && it.at <= opening.at),
  };
}

/** "is set to" is what will be, and "may be willing to" a guess. */
function moodOf(stage: Stage, opening: Opening, openings: readonly Opening[]): Mood {
  if (opening.kind !== "ready") return moods[opening.kind];
  const before = openings[openings.indexOf(opening) - 1];
  if (before?.kind === "may" && before.phrase === opening.phrase) return "may";
  return isOf(stage, opening.at, "bound") ? "will" : "pledge";
}

/** The phrase without "only" at its end, and without an insertion between commas there: ", known as the accord,". */
function withoutOnly({ words }: Stage, { from, to }: TokenRange): TokenRange {
  let end = to;
  if (words.lower[to] === ",")
    for (let i = to - 2; from + 1 < i && to - i < 20; i--) {
      if (
        words.lower[i] !== "," ||
        !/^(?:which|known|officially|under|formally|who|signed|dubbed|called|also)$/.test(words.lower[i + 1]!)
      )
        continue;
      end = i;
      break;
    }
  while (from + 1 < end && /^(?:only|but|and|then|,)$/.test(words.lower[end - 1]!)) end--;
  return { from, to: end };
}

function isRefusal(stage: Stage, i: number): boolean {
  if (!isOf(stage, i, "refuse")) return false;
  const { lower } = stage.words;
  return !lower[i]!.startsWith("rul") || lower[i + 1] === "out";
}

/** Who does it; of "Havana's refusal to sign" the owner. */
function subjectOf(stage: Stage, { at, kind }: Opening, floor: number): TokenRange | null {
  const { words } = stage;
  if (/^(?:we|they|he|she|it|i)$/.test(words.lower[at + 1] ?? "")) return { from: at + 1, to: at + 2 };
  if (kind !== "intent") return subjectBefore(stage, at, floor);
  if (words.parse.tokens.xpos[at - 1] === "POS") return subjectBefore(stage, at - 1, floor);
  if (/^(?:its|his|her|their|our)$/.test(words.lower[at - 1] ?? "")) return { from: at - 1, to: at };
  return null;
}

/**
 * A clause that stands as a fact, for cues that are sure by themselves: "There is no deal unless …",
 * "talks resume only if …". Null without a finite verb.
 */
function plainWithin(stage: Stage, range: TokenRange, side: "before" | "after"): Main | null {
  const { words } = stage;
  const { upos, xpos } = words.parse.tokens;
  let verb = -1;
  for (let i = range.from; i < range.to; i++) {
    if (!/^VB[ZPD]$/.test(xpos[i]!) || (upos[i] !== "VERB" && upos[i] !== "AUX")) continue;
    verb = i;
    if (side === "after") break;
    // The last verb group's first verb: "is not possible", "has been frozen".
  }
  if (verb < 0 || stage.lexicon.speechVerbs.has(words.parse.tokens.lemma[verb]!)) return null;
  const subject = subjectBefore(stage, verb, range.from);
  const from = subject?.from ?? verb;
  let isNegated = false;
  for (let i = from; i < Math.min(range.to, verb + 4); i++)
    if (negative.test(words.lower[i]!)) isNegated = true;
  // "is withdrawing unless": what is under way, and will go on.
  const doing = verb + 1 < range.to && upos[verb] === "AUX" && xpos[verb + 1] === "VBG" ? verb + 1 : verb;
  const phrase = trimRange(stage, { from: doing, to: range.to });
  if (phrase === null) return null;
  return {
    subject,
    phrase: withoutOnly(stage, phrase),
    whole: withoutOnly(stage, { from, to: phrase.to }),
    isNegated,
    mood: "plain",
    isOnly: words.lower[phrase.to - 1] === "only",
    isDuty: false,
  };
}

/** Whether the clause has a subject that is nobody: "talks", "there", "sanctions". */
export function headLower(stage: Stage, phrase: TokenRange): string {
  return stage.words.lower[headOf(stage, phrase)]!;
}
