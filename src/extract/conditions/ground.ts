/** What every construct of a condition looks at: the cue, the tokens its clauses may lie in, and who is speaking. */
import type { ConditionCue, ConditionWordClass, ConditionWords } from "../../lexicon/condition-words.ts";
import type { Statement } from "../../model/finding.ts";
import type { Quotation, TokenRange } from "../../model/parse.ts";
import type { Span } from "../../model/span.ts";
import { innermostOf, ownedBy } from "../nesting.ts";
import type { Stage } from "../stage.ts";
import { rangeOf, type Speaker, speakersIn } from "./speakers.ts";
import { hasWords, isCapitalized, sentenceOf, spanOf, tokenAt, type Words } from "../words.ts";

/** Tokens to each side of a cue that are looked at: clauses that are longer are listings, or sentences run together. */
const reach = 80;

export interface Ground {
  readonly stage: Stage;
  readonly cue: ConditionCue;
  readonly at: TokenRange;
  /** The cue's sentence, or the part of it within the same quotation marks, within reach. */
  readonly window: TokenRange;
  /** The content around the cue of the innermost statement; null outside of statements. */
  readonly content: TokenRange | null;
  /** The part of that content right before, in the same sentence, where it is broken by who said it; else null. */
  readonly contentBefore: TokenRange | null;
  readonly statement: number | null;
  /** Who speaks in that statement, and in those around it, innermost first. */
  readonly speakers: readonly Speaker[];
  /** Who was named last as a speaker before the cue; null when nobody was. */
  readonly earlier: TokenRange | null;
}

/**
 * How an outcome is held out: pledged ("vowed to", "is ready to"), with will or would, with may or might, with can or
 * could; as a noun ("threatened sanctions", "refusal to"); or as a plain fact.
 */
export type Mood = "pledge" | "will" | "may" | "can" | "noun" | "plain";

/** Both sides of a condition as token ranges, with what the construct's form says; who is who is settled later. */
export interface Draft {
  readonly requirement: TokenRange;
  readonly outcome: TokenRange;
  /** The clause of the outcome with its subject, for spans where the subject is not the setter; null when it has none. */
  readonly outcomeClause: TokenRange | null;
  /** The phrase that does the outcome, and the one that is to do the requirement; null where the clause has none. */
  readonly agent: TokenRange | null;
  readonly addressee: TokenRange | null;
  readonly outcomeNegated: boolean;
  readonly mood: Mood;
  readonly link: ConditionCue["link"];
  readonly necessity: ConditionCue["necessity"];
  readonly rule: string;
  /** Set where the form leaves no doubt. */
  readonly requirementNegated?: boolean;
}

/** All cues of the article in text order, none overlapping, each with its ground. */
export function listGrounds(stage: Stage, statements: readonly Statement[]): Ground[] {
  const { words, lexicon } = stage;
  const hits: { readonly cue: ConditionCue; readonly at: TokenRange }[] = [];
  for (let i = 0; i < words.lower.length; i++) {
    const cue = lexicon.conditionCues.get(words.lower[i]!)?.find((it) => hasWords(words, i, it.words));
    // "for" is everywhere; only at the head of a clause is it looked at.
    if (cue === undefined || (cue.shape === "purpose" && !isClauseHead(words, i))) continue;
    const at = { from: i, to: i + cue.words.length };
    if (at.to <= sentenceOf(words, i).to) hits.push({ cue, at });
    i = at.to - 1;
  }
  const spans = hits.map(({ at }) => spanOf(words, at.from, at.to));
  const around = innermostOf(ownedBy(statements), spans);
  const speakers = speakersIn(stage, statements);
  const inOrder = speakers.filter((it) => it !== null).sort((a, b) => a.from - b.from);
  let next = 0;
  return hits.map(({ cue, at }, i): Ground => {
    while (next < inOrder.length && inOrder[next]!.from < at.from) next++;
    const earlier = inOrder[next - 1]?.fullest ?? null;
    const statement = around[i] ?? null;
    const span = spans[i]!;
    const content = statement === null ? null : contentAround(words, statements[statement]!, span);
    const window = windowOf(words, at);
    return {
      stage,
      cue,
      at,
      window,
      content,
      contentBefore: statement === null ? null : contentBefore(words, statements[statement]!, span),
      statement,
      speakers: speakersOf(statements, speakers, statement),
      earlier,
    };
  });
}

function isClauseHead(words: Words, i: number): boolean {
  return i === sentenceOf(words, i).from || /^(?:that|["“])$/.test(words.lower[i - 1]!);
}

function contentAround(words: Words, { content }: Statement, span: Span): TokenRange | null {
  const around = content.find((it) => it.start <= span.start && span.end <= it.end);
  return around === undefined ? null : rangeOf(words, around);
}

/** “We will leave,” he said, “unless they pay”: the first part, seen from the second. */
function contentBefore(words: Words, { content }: Statement, span: Span): TokenRange | null {
  const index = content.findIndex((it) => it.start <= span.start && span.end <= it.end);
  const before = index < 1 ? undefined : content[index - 1];
  if (before === undefined) return null;
  const range = rangeOf(words, before);
  const sentence = sentenceOf(words, tokenAt(words, span.start));
  return sentence.from <= range.to - 1 ? { from: Math.max(range.from, sentence.from), to: range.to } : null;
}

/** Statements nest a few deep; a chain that is longer is cut. */
const deepest = 4;

function speakersOf(
  statements: readonly Statement[],
  named: readonly (Speaker | null)[],
  innermost: number | null,
): Speaker[] {
  const speakers: Speaker[] = [];
  let at = innermost;
  for (let depth = 0; at !== null && depth < deepest; depth++) {
    const speaker = named[at] ?? null;
    if (speaker !== null) speakers.push(speaker);
    at = statements[at]!.nestedIn;
  }
  return speakers;
}

function windowOf(words: Words, cue: TokenRange): TokenRange {
  const sentence = sentenceOf(words, cue.from);
  let from = Math.max(sentence.from, cue.from - reach);
  let to = Math.min(sentence.to, cue.to + reach);
  const marks = quotationAround(words.parse.quotations, spanOf(words, cue.from, cue.to));
  if (marks !== undefined) {
    to = Math.min(to, tokenAt(words, marks.innerEnd));
    const inner = tokenAt(words, marks.innerStart);
    // “… would have ‘no business there if they leave’”: marks that open in mid-clause part nothing.
    const before = words.lower[inner - 2] ?? ",";
    const isClause = /^[,:;.—–(-]$/.test(before) || isCapitalized(words.form[inner] ?? "");
    if (isClause || inner - 2 < from) from = Math.max(from, inner);
  }
  return { from, to: Math.max(to, cue.to) };
}

/** The innermost quotation around a span, of the last few that begin before it; quotations nest no deeper. */
function quotationAround(quotations: readonly Quotation[], span: Span): Quotation | undefined {
  let low = 0;
  let high = quotations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (quotations[middle]!.innerStart <= span.start) low = middle + 1;
    else high = middle;
  }
  return quotations.slice(Math.max(0, low - 12), low).findLast((it) => span.end <= it.innerEnd);
}

/** Whether a token's lemma, or its form, is of a class. */
export function isOf({ words, lexicon }: Stage, token: number, name: ConditionWordClass): boolean {
  const listed: ConditionWords = lexicon.conditionWords;
  const lemma = words.parse.tokens.lemma[token];
  if (lemma === undefined) return false;
  return (
    listed[name].has(lemma) || listed[name].has(words.lower[token]!) || listed[name].has(lemma.toLowerCase())
  );
}

/** Whether any token of a range is of a class. */
export function holdsOf(stage: Stage, { from, to }: TokenRange, name: ConditionWordClass): boolean {
  for (let i = from; i < to; i++) if (isOf(stage, i, name)) return true;
  return false;
}

const edge = /^(?:[,;:.!?…—–-]|--|-+)$/;

/** The range without punctuation at its ends, nor marks of quotation that stand alone; null when nothing is left. */
export function trimRange({ words }: Stage, { from, to }: TokenRange): TokenRange | null {
  let [start, end] = [from, to];
  const isMark = (i: number): boolean => /^["“”«»‘’'`]+$/.test(words.lower[i]!);
  const holdsMark = (a: number, b: number): boolean => {
    for (let i = a; i < b; i++) if (isMark(i)) return true;
    return false;
  };
  for (;;) {
    if (end <= start) return null;
    if (edge.test(words.lower[start]!) || (isMark(start) && !holdsMark(start + 1, end))) start++;
    else if (edge.test(words.lower[end - 1]!) || (isMark(end - 1) && !holdsMark(start, end - 1))) end--;
    else return { from: start, to: end };
  }
}

/** Whether an outcome is held out by a verb: a plain fact and a noun are not. */
export function isHeldOut({ mood }: { readonly mood: Mood }): boolean {
  return mood !== "noun" && mood !== "plain";
}
