/**
 * On what conditions: "only if", "the only way", "unless", "until" and their kin, where one side's act is made to
 * hang on another's. A first version: the outcome needs a modal or a refusal, and somebody must be named.
 */
import type { ConditionCue } from "../lexicon/lexicon.ts";
import type { Condition, Party } from "../model/finding.ts";
import type { Quotation, TokenRange } from "../model/parse.ts";
import type { Span } from "../model/span.ts";
import { type Mention, mentionsWithin } from "./mentions.ts";
import type { Stage } from "./stage.ts";
import { hasWords, isCalendarWord, sentenceOf, spanOf, tokenAt, type Words } from "./words.ts";

const modal = /^(?:will|would|could|may|might|shall|must|can|cannot|'ll|'d|wo|won't|ca|should)$/;
const hostile =
  /^(?:sanctions?|strikes?|attacks?|attacked|wars?|retaliat\w*|withdraw|quit|suspend|cut|expel|bomb\w*|tariffs?|block|blockade|destroy\w*|respond|response|consequences|force|military|missiles?|invade|invasion|punish\w*|penalt\w*|isolate\w*|sever|break|resume enrichment|annihilat\w*|seize|arrest|nuclear|escalat\w*|fire|shoot|face|faces|suffer|kill\w*|end)$/;
const boundary = /^(?:;|:|—|–|\(|\))$/;
const temporal =
  /^(?:now|then|recently|today|yesterday|tomorrow|late|early|last|next|mid|at|about|around|after|\d.*)$/;
const finite =
  /^(?:is|are|was|were|has|have|had|will|would|can|could|does|do|did|gets?|becomes?|ends?|begins?)$|ed$/;

/** Tokens of a clause at most: longer ones are listings, or sentences run together. */
const longestClause = 80;

/** All conditions, by start of the cue; setter and target are null where the clauses name nobody. */
export function findConditions(stage: Stage): Condition[] {
  const { words, lexicon } = stage;
  const conditions: Condition[] = [];
  for (let i = 0; i < words.lower.length; i++) {
    const cue = lexicon.conditionCues.find((it) => hasWords(words, i, it.words));
    if (cue === undefined) continue;
    const range = { from: i, to: i + cue.words.length };
    const sentence = withinMarks(words, range);
    if (sentence.to <= range.to) continue;
    const condition =
      cue.shape === "way" ? findWay(stage, cue, range, sentence) : findClause(stage, cue, range, sentence);
    if (condition !== null) conditions.push(condition);
    i = range.to - 1;
  }
  return conditions;
}

/** The cue's sentence, or the part of it within the same quotation marks. */
function withinMarks(words: Words, cue: TokenRange): TokenRange {
  const { from, to } = sentenceOf(words, cue.from);
  const { start, end } = spanOf(words, cue.from, cue.to);
  const marks = quotationAround(words.parse.quotations, { start, end });
  if (marks === undefined) return { from, to };
  return {
    from: Math.max(from, tokenAt(words, marks.innerStart)),
    to: Math.min(to, tokenAt(words, marks.innerEnd)),
  };
}

/** The innermost quotation around a span, of the last few that begin before it; quotations nest no deeper. */
function quotationAround(quotations: readonly Quotation[], span: Span): Quotation | undefined {
  let low = 0;
  let high = quotations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((quotations[middle] as Quotation).innerStart <= span.start) low = middle + 1;
    else high = middle;
  }
  return quotations.slice(Math.max(0, low - 12), low).findLast((it) => span.end <= it.innerEnd);
}

/**
 * "OUTCOME only if REQUIREMENT" and "Only if REQUIREMENT, OUTCOME".
 *
 *     Havana will not reopen talks until Washington lifts the embargo.
 *                     ^^^^^^^^^^^^ outcome
 *                                  ^^^^^ cue
 *                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ requirement
 */
function findClause(
  stage: Stage,
  cue: ConditionCue,
  range: TokenRange,
  sentence: TokenRange,
): Condition | null {
  const { words } = stage;
  const isFirst = beginsClause(words, range.from, sentence.from);
  const [requirement, clause] = isFirst
    ? splitAtComma(words, range.to, sentence.to)
    : [clauseAfter(words, range.to, sentence.to), clauseBefore(words, range.from, sentence.from)];
  if (requirement === null || clause === null) return null;
  if (longestClause < requirement.to - requirement.from || longestClause < clause.to - clause.from)
    return null;
  const outcome = outcomeOf(stage, clause);
  if (outcome === null) return null;
  const isTemporal = temporal.test(words.lower[range.to] as string) || !hasVerb(stage, requirement);
  if (cue.shape === "refusal" && (!outcome.isNegated || (isTemporal && !startsWithActor(stage, requirement))))
    return null;
  if (isCalendarWord(words.lower[range.to] as string)) return null;
  const target = firstActor(stage, requirement, 5);
  return conditionOf(stage, cue, range, requirement, outcome, outcome.setter, target);
}

/** Whether the cue stands at the head of its clause, so that the requirement comes first. */
function beginsClause(words: Words, at: number, from: number): boolean {
  if (at === from) return true;
  const before = words.lower[at - 1] as string;
  if (/^(?:that|and|but|“|"|«)$/.test(before)) return true;
  // "According to Peskov, only when …": a comma with no verb before it.
  return before === "," && !words.lower.slice(from, at).some((word) => modal.test(word));
}

/** Requirement and outcome of "only when R, then O": split at ", then", else at the first comma. */
function splitAtComma(words: Words, from: number, to: number): [TokenRange | null, TokenRange | null] {
  let comma = -1;
  for (let i = from; i < to - 1; i++) {
    if (words.lower[i] !== ",") continue;
    if (words.lower[i + 1] === "then") {
      comma = i;
      break;
    }
    if (comma < 0) comma = i;
  }
  if (comma < 0 || comma - from < 2) return [null, null];
  const start = words.lower[comma + 1] === "then" ? comma + 2 : comma + 1;
  return [{ from, to: comma }, nonEmpty(start, clauseStop(words, start, to))];
}

function clauseAfter(words: Words, from: number, to: number): TokenRange | null {
  const end = clauseStop(words, from, to);
  // A later comma and a source end the clause: "…, the minister said".
  for (let i = from + 2; i < end; i++) {
    const next = words.lower.slice(i + 1, i + 8);
    if (
      words.lower[i] === "," &&
      next.some((word) => /^(?:said|says|told|added|warned|according|he|she|they)$/.test(word))
    )
      return nonEmpty(from, i);
  }
  const bare = words.lower[end - 1] === "," ? end - 1 : end;
  return bare - from < 2 ? null : { from, to: bare };
}

function clauseBefore(words: Words, at: number, from: number): TokenRange | null {
  let start = at;
  while (
    from < start &&
    !boundary.test(words.lower[start - 1] as string) &&
    words.lower[start - 1] !== "that"
  )
    start--;
  let end = at;
  while (start < end && words.lower[end - 1] === ",") end--;
  return nonEmpty(start, end);
}

function clauseStop(words: Words, from: number, to: number): number {
  for (let i = from; i < to; i++)
    if (boundary.test(words.lower[i] as string) || /^[.!?…]+$/.test(words.lower[i] as string)) return i;
  return to;
}

function nonEmpty(from: number, to: number): TokenRange | null {
  return from < to ? { from, to } : null;
}

interface Outcome extends TokenRange {
  readonly setter: Mention | null;
  readonly isNegated: boolean;
}

/** The verb phrase of a clause behind its modal and negation; null where the clause has neither. */
function outcomeOf(stage: Stage, clause: TokenRange): Outcome | null {
  const { words } = stage;
  let at = -1;
  for (let i = clause.from; i < clause.to && at < 0; i++)
    if (modal.test(words.lower[i] as string) && words.form[i] !== "May") at = i;
  const refused = words.lower
    .slice(clause.from, clause.to)
    .findIndex((word) => /^(?:refuses?|refused)$/.test(word));
  if (at < 0 && refused < 0) return null;
  let isNegated = at < 0 || /^(?:cannot)$/.test(words.lower[at] as string);
  let from = at < 0 ? clause.from + refused + 1 : at + 1;
  while (
    from < clause.to &&
    /^(?:not|n't|never|only|also|be able|then|to|no|longer|even)$/.test(words.lower[from] as string)
  ) {
    isNegated ||= /^(?:not|n't|never|no)$/.test(words.lower[from] as string);
    from++;
  }
  const subject = words.lower.slice(clause.from, at < 0 ? clause.from + refused : at);
  isNegated ||=
    subject.some((word) => /^(?:no|neither|nothing|never)$/.test(word)) ||
    /^(?:refuse)$/.test(words.lower[from] ?? "");
  if (clause.to - from < 1) return null;
  const setter = firstActor(stage, { from: clause.from, to: at < 0 ? clause.from + refused : at }, 8);
  return { from, to: clause.to, setter, isNegated };
}

/**
 * "The only way to OUTCOME is (for X) to REQUIREMENT".
 *
 *     the only way to normalize relations would be for Washington to abandon the policy
 *                     ^^^^^^^^^^^^^^^^^^^ outcome
 *                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ requirement
 */
function findWay(stage: Stage, cue: ConditionCue, range: TokenRange, sentence: TokenRange): Condition | null {
  const { words } = stage;
  if (words.lower[range.to] !== "to" && words.lower[range.to] !== "for") return null;
  let verb = -1;
  for (let i = range.to + 2; i < sentence.to && verb < 0; i++) {
    if (/^(?:is|was|be|'s)$/.test(words.lower[i] as string)) verb = i;
  }
  if (verb < 0) return null;
  let outcomeEnd = verb;
  while (range.to + 1 < outcomeEnd && modal.test(words.lower[outcomeEnd - 1] as string)) outcomeEnd--;
  const outcome = nonEmpty(range.to + 1, outcomeEnd);
  let start = verb + 1;
  while (start < sentence.to && /^(?:for|if|to|that|through|by|when)$/.test(words.lower[start] as string))
    start++;
  const requirement = nonEmpty(start, clauseStop(words, start, sentence.to));
  if (outcome === null || requirement === null || requirement.to - requirement.from < 2) return null;
  const target = firstActor(stage, requirement, 3);
  if (target === null) return null;
  return conditionOf(
    stage,
    cue,
    range,
    requirement,
    { ...outcome, setter: null, isNegated: false },
    null,
    target,
  );
}

function conditionOf(
  stage: Stage,
  cue: ConditionCue,
  range: TokenRange,
  requirement: TokenRange,
  outcome: Outcome,
  setter: Mention | null,
  target: Mention | null,
): Condition {
  const { words } = stage;
  const party = (it: Mention | null): Party | null =>
    it === null ? null : { ...spanOf(words, it.from, it.to), actor: null };
  const isHostile = words.lower.slice(outcome.from, outcome.to).some((word) => hostile.test(word));
  return {
    setter: party(setter),
    target: party(target !== null && target.known.actor === setter?.known.actor ? null : target),
    requirement: spanOf(words, requirement.from, requirement.to),
    outcome: spanOf(words, outcome.from, outcome.to),
    cue: spanOf(words, range.from, range.to),
    requirementNegated: false,
    outcomeNegated: outcome.isNegated,
    link: cue.link,
    polarity: isHostile && !outcome.isNegated ? "threat" : "offer",
    necessity: cue.necessity,
    deadline: null,
    statement: null,
    rule: `condition/${cue.shape === "way" ? "only-way" : cue.link}`,
  };
}

/** The first mention that begins within `reach` tokens of a range and names an actor that can act. */
function firstActor({ mentions }: Stage, range: TokenRange, reach: number): Mention | null {
  return (
    mentionsWithin(mentions, range).find(
      (it) =>
        it.from - range.from < reach && it.known.actor.sector !== "MED" && it.known.usage !== "adjective",
    ) ?? null
  );
}

/** Whether a range reads like a clause and not like a point in time ("the end of May"). */
function hasVerb({ words }: Stage, range: TokenRange): boolean {
  return words.lower.slice(range.from, range.to).some((word) => finite.test(word));
}

function startsWithActor(stage: Stage, range: TokenRange): boolean {
  return firstActor(stage, range, 3) !== null;
}
