/**
 * The clause that holds an outcome: where its verb phrase begins behind modal and negation, who its subject is, and
 * whether it is withheld. "will lift", "is ready to lift", "threatened to lift", "refusal to lift", "rejected talks".
 */
import type { TokenRange } from "../../model/parse.ts";
import type { Stage } from "../stage.ts";
import { isOf, type Mood, trimRange } from "./ground.ts";
import { moods, type Opening, openingsWithin, turnedSubject } from "./openings.ts";
import { subjectBefore } from "./phrases.ts";

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
  /^(?:not|n't|never|no|neither|nor|none|nothing|nobody|cannot|longer|hardly|barely|scarcely|impossible)$/;
const relative = /^(?:which|who|that|whose|where)$/;

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
  if (openings.length === 0)
    return plainWithin(stage, range, side) ?? (side === "before" ? nounWithin(stage, range) : null);
  const chosen = side === "after" ? firstOf(stage, openings, range) : lastOf(stage, openings, verb);
  return mainOf(stage, chosen, openings, range);
}

/** The last opening that is not inside a relative clause; the one the tree hangs the requirement on before others. */
function lastOf(stage: Stage, openings: readonly Opening[], verb: number): Opening {
  const { tokens } = stage.words.parse;
  const governor = 0 <= verb ? tokens.head[verb]! : -1;
  const byTree = openings.find((it) => governor === it.phrase || governor === it.at);
  const nearest = openings.at(-1)!;
  // "must complete reforms that would … or": what stands in the relative clause is not the main one.
  const outer = openings.findLast((it) => !isRelative(stage, it));
  const chosen = isRelative(stage, nearest) ? (byTree ?? outer ?? nearest) : nearest;
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
      openings[at]!.at - before.phrase > (stage.words.lower[before.phrase + 1] === "on" ? 2 : 1) ||
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
  const subject = subjectOf(stage, opening, range);
  // What stands before the subject belongs to another clause, so negation is looked for from there on.
  const first = subject?.from ?? Math.max(range.from, opening.at - 6);
  let isNegated = false;
  let isOnly = false;
  for (let i = first; i < opening.phrase; i++) {
    const lower = words.lower[i]!;
    // "have no choice but to": nothing is withheld.
    if (lower === "no" && /^(?:choice|option|alternative|other|qualms)$/.test(words.lower[i + 1]!)) continue;
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
  if (/^(?:seem|appear|look)/.test(stage.words.lower[opening.at - 1] ?? "")) return "may";
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
  // "stops short of lifting".
  if (stage.words.lower[i + 1] === "short" && stage.words.lower[i]!.startsWith("stop")) return true;
  if (!isOf(stage, i, "refuse")) return false;
  const { lower } = stage.words;
  return !lower[i]!.startsWith("rul") || lower[i + 1] === "out";
}

/** Who does it; of "Havana's refusal to sign" the owner. */
function subjectOf(
  stage: Stage,
  { at, kind }: Opening,
  { from: floor, to: ceiling }: TokenRange,
): TokenRange | null {
  const { words } = stage;
  if (/^(?:we|they|he|she|it|i)$/.test(words.lower[at + 1] ?? "")) return { from: at + 1, to: at + 2 };
  if (at === floor && /^(?:will|may|can|duty)$/.test(kind)) {
    const turned = turnedSubject(stage, at, ceiling);
    if (turned !== null) return turned;
  }
  if (kind !== "intent") return subjectBefore(stage, at, floor);
  if (words.parse.tokens.xpos[at - 1] === "POS") return subjectBefore(stage, at - 1, floor);
  if (/^(?:its|his|her|their|our)$/.test(words.lower[at - 1] ?? "")) return { from: at - 1, to: at };
  return null;
}

/**
 * A refusal without a verb, as in headlines and slogans.
 *
 *     Havana: No talks unless the embargo is lifted
 *             ^^^^^^^^ not outcome
 */
function nounWithin(stage: Stage, { from, to }: TokenRange): Main | null {
  const { words } = stage;
  const { upos, xpos } = words.parse.tokens;
  for (let i = to - 2; from <= i; i--) {
    if (/^(?:VERB|AUX)$/.test(upos[i]!) && !/^VB[NG]$/.test(xpos[i]!)) return null;
    if (words.lower[i] !== "no") continue;
    const isHead = i === from || /^(?:["“:,]|that|and|but|--?|[—–])$/.test(words.lower[i - 1]!);
    const phrase = isHead ? trimRange(stage, { from: i, to }) : null;
    if (phrase === null) return null;
    return {
      subject: null,
      phrase,
      whole: phrase,
      isNegated: true,
      mood: "noun",
      isOnly: false,
      isDuty: false,
    };
  }
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
