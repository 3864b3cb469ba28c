/**
 * The tense of what a time goes with, from the tree: its governing verb with its auxiliaries, and words of the future
 * nearby ("is due", "ahead of", "agreed to"). The tree is right four times in five, so the words weigh in too.
 */
import type { TimeRole, TimeWords } from "../lexicon/lexicon.ts";
import type { TokenRange } from "../model/parse.ts";
import type { Tense } from "../model/time.ts";
import { sentenceOf, type Words } from "./words.ts";

/** Arcs to climb, and tokens before a verb in which its auxiliaries are looked for: long sentences stay linear. */
const reach = 10;

/**
 * The tense that the token range is in; null where no verb governs it.
 *
 *     Leaders who met on Monday will meet again on Friday.
 *                     ^^^^^^ past                  ^^^^^^ future
 *
 * @param isHeadline in headlines the present tells the past, and "to" the future
 */
export function tenseAt(
  words: Words,
  times: TimeWords,
  range: TokenRange,
  isHeadline: boolean,
): Tense | null {
  const { from, to } = sentenceOf(words, range.from);
  // "ahead of the June 27 summit", "the vote scheduled for Monday".
  for (let i = Math.max(from, range.from - 4); i < range.from; i++) {
    const word = words.lower[i] as string;
    if (word === "," || word === "that") continue;
    if (
      /^(?:ahead|upcoming|forthcoming|scheduled|planned|due|slated|deadline|expected|postponed)$/.test(word)
    )
      return "future";
  }
  const { head, xpos, relation } = words.parse.tokens;
  const own = headOf(words, range);
  let token = own;
  for (let step = 0; step < reach && 0 <= (head[token] as number); step++) {
    token = head[token] as number;
    if ((xpos[token] as string).startsWith("VB") || hasCopula(words, token, from)) break;
  }
  if (!(xpos[token] as string).startsWith("VB") && !hasCopula(words, token, from)) return null;
  const tense = verbTense(words, times, token, { from, to }, isHeadline);
  // "Monday's vote divides the party": a noun's own time is not the verb's present.
  return tense === "present" && (relation[own] as string).startsWith("nmod") ? null : tense;
}

/** The token of a range whose governor is outside it; the last one where the tree has none. */
export function headOf(words: Words, { from, to }: TokenRange): number {
  const { head } = words.parse.tokens;
  for (let i = from; i < to; i++) {
    const governor = head[i] as number;
    if (governor < from || to <= governor) return i;
  }
  return to - 1;
}

function hasCopula(words: Words, token: number, from: number): boolean {
  const { head, relation } = words.parse.tokens;
  for (let i = token - 1; Math.max(from, token - reach) <= i; i--)
    if (head[i] === token && relation[i] === "cop") return true;
  return false;
}

function verbTense(
  words: Words,
  times: TimeWords,
  verb: number,
  sentence: TokenRange,
  isHeadline: boolean,
): Tense | null {
  const { head, xpos, relation } = words.parse.tokens;
  let tag = xpos[verb] as string;
  let hasTo = false;
  let modal = false;
  let have = false;
  let be: Tense | null = null;
  for (let i = Math.max(sentence.from, verb - reach); i < verb; i++) {
    if (head[i] !== verb) continue;
    const kind = relation[i] as string;
    const word = words.lower[i] as string;
    if (kind === "mark" && word === "to") hasTo = true;
    if (!kind.startsWith("aux") && kind !== "cop") continue;
    if (/^(?:will|'ll|shall|would|wo|'d|may|might|could|can|should|must|ought)$/.test(word)) {
      // "On Sunday the envoy would not say": he refused then.
      if (word === "would" && /^(?:n't|not)$/.test(words.lower[i + 1] as string)) return "past";
      modal = true;
    }
    if (/^(?:has|have|had|having|'ve)$/.test(word)) have = true;
    else if (/^(?:was|were|did)$/.test(word)) be = "past";
    else if (/^(?:is|are|am|'s|'re|does|do|be)$/.test(word)) be ??= "present";
    if (kind === "cop") tag = be === "past" ? "VBD" : "VBZ";
  }
  if (modal) return have ? "past" : "future";
  if (have) return "past";
  // "was the first to report" has been done; "was to report" has not.
  if (hasTo && /^(?:first|last|only|second|third)$/.test(words.lower[verb - 2] ?? ""))
    return be === "present" ? "present" : "past";
  // "the harder talks to come on Thursday"
  if (hasTo && words.lower[verb] === "come" && words.lower[verb - 1] === "to") return "future";
  if (hasTo) return infinitiveTense(words, times, verb, sentence, isHeadline);
  if (isOf(times, "future", words.lower[verb] as string) && be === "present") return "future";
  if (tag === "VBD" || be === "past") return "past";
  if (tag === "VBG")
    return be === "present" ? "future" : participleTense(words, times, verb, sentence, isHeadline);
  if (tag === "VBN") return be === "present" ? null : "past";
  // Without "to" or a modal it is a command, or a past form of the same spelling ("put", "set").
  if (tag === "VB") return null;
  // "a diplomat tells reporters on Monday" has been said.
  return isHeadline || isOf(times, "reports", words.parse.tokens.lemma[verb] as string) ? "past" : "present";
}

/**
 * "agreed to meet" and a headline's "X to visit Y" lie ahead; "tried to meet" and "began to meet" are of their verb's past;
 * "the decision to meet in May" may be either.
 */
function infinitiveTense(
  words: Words,
  times: TimeWords,
  verb: number,
  sentence: TokenRange,
  isHeadline: boolean,
): Tense | null {
  const { head, xpos, lemma } = words.parse.tokens;
  const governor = head[verb] as number;
  if (governor < 0) return "future";
  const isOfFuture =
    isOf(times, "future", words.lower[governor] as string) ||
    isOf(times, "future", lemma[governor] as string);
  if (isOfFuture) return "future";
  if (!(xpos[governor] as string).startsWith("VB"))
    return xpos[governor]?.startsWith("NN") === true ? null : "future";
  const tense = governor < verb ? verbTense(words, times, governor, sentence, isHeadline) : null;
  return tense === "past" ? "past" : "future";
}

/** A participle is of the tense of the verb that it goes with: "meeting on Friday, they agreed". */
function participleTense(
  words: Words,
  times: TimeWords,
  verb: number,
  sentence: TokenRange,
  isHeadline: boolean,
): Tense | null {
  const { head, xpos } = words.parse.tokens;
  let governor = head[verb] as number;
  for (let arc = 0; arc < reach && 0 <= governor; arc++) {
    const tag = xpos[governor] as string;
    if (tag.startsWith("VB") && tag !== "VBG") return verbTense(words, times, governor, sentence, isHeadline);
    governor = head[governor] as number;
  }
  return null;
}

function isOf(times: TimeWords, role: TimeRole, word: string): boolean {
  return times.words.get(word)?.some((it) => it.role === role && it.words.length === 1) === true;
}
