/**
 * Which time dates a verb or an event noun: by the tree over several arcs, and by nearness within the clause where the
 * tree doesn't tell.
 */
import type { Quotation } from "../model/parse.ts";
import type { Span } from "../model/span.ts";
import type { TimeExpression } from "../model/time.ts";
import { headOf } from "./tense.ts";
import { sentenceOf, tokenAt, type Words } from "./words.ts";

/** Times looked at on each side of a token: sentences of nothing but dates stay linear. */
const maxCandidates = 6;
/** Arcs from a time up to its verb, through nouns: "in Geneva on Friday", "the summit of June 20 in Bonn". */
const maxArcs = 6;

const clauseMark = /^(?:that|who|which|whom|whose|when|where|while|after|before|if|because|;|:)$/;

/**
 * Index into `times` of the one that says when the word at `token` took place; null when none does.
 *
 *     On Monday the envoy, who had left Oslo in May, said that talks on last year's summit would go on.
 *        ^^^^^^ said                   left  ^^^                        ^^^^^^^^^ summit
 *
 * @param times of the article, as `findTimes` gives them
 */
export function timeOf(words: Words, times: readonly TimeExpression[], token: number): number | null {
  // "according to the ministry" is at no time of its own.
  if (words.lower[token] === "according") return null;
  const sentence = sentenceOf(words, token);
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as TimeExpression).from < token) low = middle + 1;
    else high = middle;
  }
  let best: { readonly index: number; readonly strength: number; readonly distance: number } | null = null;
  for (let i = Math.max(0, low - maxCandidates); i < Math.min(times.length, low + maxCandidates); i++) {
    const time = times[i] as TimeExpression;
    if (time.from < sentence.from || sentence.to < time.to || !isWhen(time)) continue;
    const strength = strengthOf(words, time, token, sentence.from);
    if (strength === 0) continue;
    const distance = time.from < token ? token - time.to : time.from - token;
    if (best === null || best.strength < strength || (best.strength === strength && distance < best.distance))
      best = { index: i, strength, distance };
  }
  return best?.index ?? null;
}

/** The same for a cue or trigger of several words: what dates its first verb, or its first word where it has none. */
export function timeOfSpan(words: Words, times: readonly TimeExpression[], span: Span | null): number | null {
  if (span === null) return null;
  const { xpos, start, length } = words.parse.tokens;
  const first = tokenAt(words, span.start);
  let token = first;
  while (token < length && (start[token] as number) < span.end && !(xpos[token] as string).startsWith("VB"))
    token++;
  const isVerb = token < length && (start[token] as number) < span.end;
  return first < length ? timeOf(words, times, isVerb ? token : first) : null;
}

/**
 * The same for the cue of a statement: when it was said. A time with a bound is of what is said.
 *
 *     Starting on Monday, he said, the port would be closed.    null
 */
export function timeOfSaying(
  words: Words,
  times: readonly TimeExpression[],
  cue: Span | null,
): number | null {
  const when = timeOfSpan(words, times, cue);
  return when !== null && times[when]?.bound === null ? when : null;
}

/** Not how long something took, nor merely "now". */
function isWhen({ shape, from, to }: TimeExpression): boolean {
  return from < to && shape.kind !== "duration" && shape.kind !== "now";
}

/** How surely a time is of a token: 0 not at all, 1 by nearness, up to 4 by an arc of its own. */
function strengthOf(words: Words, time: TimeExpression, token: number, sentenceFrom: number): number {
  if (time.from <= token && token < time.to) return 0;
  if (isWithinOthersWords(words, time, token)) return 0;
  const { head, xpos, relation, lemma } = words.parse.tokens;
  const isVerb = (i: number): boolean => (xpos[i] as string).startsWith("VB");
  // "Its fifth since 2006": with a simple past "since" is of something else.
  if (time.bound === "since" && xpos[token] === "VBD") return 0;
  const isCut = token < time.from && cutsClause(words, token + 1, time.from);
  let governor = headOf(words, time);
  const noun = head[governor] as number;
  let below = governor;
  for (let arc = 1; arc <= maxArcs; arc++) {
    below = governor;
    governor = head[governor] as number;
    if (governor < 0) break;
    if (governor === token) {
      // A finite verb between the word and a later time has the better claim, whatever the tree says.
      if (isVerb(token) && (isCut || isOfAnother(words, time, token, sentenceFrom))) return 0;
      if (isVerb(token) && isOfInnerNoun(words, time)) return 0;
      if (arc === 1) return 4;
      if (!isVerb(token) || reachesVerb(relation[below] as string, time.from < noun, token < below)) return 3;
      // "Ruritania on Tuesday expelled" looks like the subject's, and is the verb's; "the 1997 treaty bans" is not.
      return time.to <= noun ? 0 : nearness(words, time, token, sentenceFrom);
    }
    if (isVerb(governor)) break;
  }
  if (governor < 0) return nearness(words, time, token, sentenceFrom);
  if (!isVerb(token)) {
    // "The summit in Bonn took place on Friday": the time of the clause is that of the event it tells of.
    let clause = token;
    for (let arc = 0; arc < maxArcs && 0 <= clause && !isVerb(clause); arc++) clause = head[clause] as number;
    const after = Math.max(token, governor) + 1;
    return clause === governor && !(after < time.from && cutsClause(words, after, time.from)) ? 2 : 0;
  }
  const own = head[token] as number;
  const arc = relation[token] as string;
  if (own === governor) {
    // "began on Monday to expel": one act; "On Monday it severed relations and expelled the envoy": one time.
    if (arc === "xcomp" && begins.has(lemma[own] as string)) return 3;
    if (arc === "conj" && time.to <= own) return 2;
  }
  return nearness(words, time, token, sentenceFrom);
}

/** Verbs whose time is that of what they begin. */
const begins = new Set(["begin", "start", "continue", "proceed", "manage", "cease", "stop", "resume"]);

/**
 * Whether a time within a noun's phrase can be the verb's: "said in a statement Tuesday", "signed the accord in Vienna on Friday";
 * not "the 1997 treaty bans", nor "condemned the 2015 accord", which are of those years.
 */
function reachesVerb(relation: string, isBeforeNoun: boolean, isBehindVerb: boolean): boolean {
  // "said Celia Arnau on Friday"
  if (relation.startsWith("nsubj")) return isBehindVerb && !isBeforeNoun;
  return relation.startsWith("obl") || !isBeforeNoun;
}

/** "agreed to a schedule for Friday's summit": the time is of a noun that is itself only about another. */
function isOfInnerNoun(words: Words, time: TimeExpression): boolean {
  const { head, relation } = words.parse.tokens;
  const when = headOf(words, time);
  const noun = head[when] as number;
  const isBefore = time.to <= noun && /^(?:nmod:poss|compound|amod|nummod)$/.test(relation[when] as string);
  return isBefore && (relation[noun] as string).startsWith("nmod");
}

/** "the envoy from 2014 to 2017, told": what stands before a comma, and not behind one, is the subject's. */
function isOfAnother(words: Words, time: TimeExpression, token: number, sentenceFrom: number): boolean {
  if (time.from - sentenceFrom <= 1) return false;
  if (time.to <= token && isInRelative(words, time, sentenceFrom)) return true;
  if (words.lower[time.to] !== ",") return false;
  const at = Math.max(sentenceFrom, time.from - 2);
  const isBeforeVerb = time.to <= (words.parse.tokens.head[headOf(words, time)] as number);
  return isBeforeVerb && words.lower[time.from - 1] !== "," && words.lower[at] !== ",";
}

/** "“We will sign today,” she said": a time in quotation marks is of what is said. */
function isWithinOthersWords(words: Words, time: TimeExpression, token: number): boolean {
  const { quotations, tokens } = words.parse;
  const at = tokens.start[token] as number;
  let low = 0;
  let high = quotations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((quotations[middle] as Quotation).start <= time.start) low = middle + 1;
    else high = middle;
  }
  // The last to begin before it, and those that it stands in, which are few.
  for (let i = low - 1; Math.max(0, low - 4) <= i; i--) {
    const { start, end } = quotations[i] as Quotation;
    if (time.start < end && !(start <= at && at < end)) return true;
  }
  return false;
}

/** Whether a new clause or another finite verb begins between two tokens. */
function cutsClause(words: Words, from: number, to: number): boolean {
  const { xpos } = words.parse.tokens;
  for (let i = from; i < to; i++) {
    if (/^(?:VBD|VBZ|VBP|MD)$/.test(xpos[i] as string) || clauseMark.test(words.lower[i] as string))
      return true;
  }
  return false;
}

/** "said Friday", "met here on Friday", "on Tuesday rejected"; "On Monday, the ministry said" at the head of a sentence. */
function nearness(words: Words, time: TimeExpression, token: number, sentenceFrom: number): number {
  const { xpos } = words.parse.tokens;
  if (!(xpos[token] as string).startsWith("VB")) return 0;
  if (token < time.from) {
    const gap = time.from - token - 1;
    if (3 < gap || cutsClause(words, token + 1, time.from)) return 0;
    for (let i = token + 1; i < time.from; i++) if (words.lower[i] === ",") return 0;
    return 1;
  }
  const isOpening = time.from - sentenceFrom <= 1;
  if (
    !isOpening &&
    (1 < token - time.to || words.lower[time.to] === "," || isInRelative(words, time, sentenceFrom))
  )
    return 0;
  return 12 < token - time.to || cutsClause(words, time.to, token) ? 0 : 1;
}

/** "the official who was in Oslo last week said": near the verb, and of the verb before it. */
function isInRelative(words: Words, { from }: TimeExpression, sentenceFrom: number): boolean {
  const { xpos } = words.parse.tokens;
  let hasVerb = false;
  for (let i = from - 1; Math.max(sentenceFrom, from - 10) <= i; i--) {
    if (words.lower[i] === ",") return false;
    if (/^(?:who|which|whom|whose|that)$/.test(words.lower[i] as string)) return hasVerb;
    if (/^(?:VBD|VBZ|VBP|MD)$/.test(xpos[i] as string)) hasVerb = true;
  }
  return false;
}
