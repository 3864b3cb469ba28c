/**
 * Shapes of statements that need no tree and that the model may not know: machine-translated orders ("About this said
 * …", "…, — said X"), quotations never closed, damaged ones. They add to what the model finds. Fragments in quotation
 * marks are words of the statement they stand in and none of their own.
 */
import type { SpeechVerb } from "../lexicon/lexicon.ts";
import type { Party, Statement } from "../model/finding.ts";
import type { Quotation, Sentence, TokenRange } from "../model/parse.ts";
import { containsSpan, type Span, trimSpan } from "../model/span.ts";
import { formOf } from "./contents.ts";
import { frameOf, type Frame } from "./carriers.ts";
import { findInvertedSubject, findSubject } from "./speakers.ts";
import type { Stage } from "./stage.ts";
import { sentenceOf, spanOf, tokenAt, type Words } from "./words.ts";

/** How often these rules were right among what the model had not found (docs/attributions.md). */
const shapeConfidence = 0.8;
const noFrame: Frame = { via: [], addressee: null };

/** A verb of saying with its source. */
interface Cue extends TokenRange {
  readonly verb: SpeechVerb;
  readonly speaker: TokenRange;
  /** Whether the source follows the verb. */
  readonly isInverted: boolean;
  /** Tokens that source and verb take up together. */
  readonly hull: TokenRange;
}

/** Shapes that the model misreads: where one is found, it is believed. */
export const sureShapes: ReadonlySet<string> = new Set([
  "statement/about-this",
  "statement/quotation-never-closed",
]);

/** All statements of these shapes, by start of their content. */
export function findShapes(stage: Stage): Statement[] {
  const { parse } = stage.words;
  const cues = findCues(stage);
  const quoted = findQuoted(stage, cues);
  const used = new Set(quoted.flatMap((it) => (it.cue === null ? [] : [it.cue.start])));
  const indirect = cues
    .filter((cue) => !used.has(spanOf(stage.words, cue.from, cue.to).start))
    .flatMap((cue) => findIndirect(stage, cue) ?? []);
  const according = parse.sentences.flatMap((sentence) => findAccording(stage, sentence) ?? []);
  return [...quoted, ...indirect, ...according].filter((it) =>
    it.content.every(({ start, end }) => start < end),
  );
}

/** Verbs of saying in a finite form with a source before or after them. */
function findCues(stage: Stage): Cue[] {
  const { words, lexicon } = stage;
  const cues: Cue[] = [];
  for (let i = 0; i < words.lower.length; i++) {
    const lower = words.lower[i] as string;
    const verb = lexicon.speechVerbs.get(lower);
    if (verb === undefined || lower === verb.lemma) continue; // A base form is an infinitive or a noun.
    if (!isVerb(words, i)) continue;
    const sentence = sentenceOf(words, i);
    if (
      /^(?:is|are|was|were|be|been|being|being|to|the|a|an|as|not|n't)$/.test(words.lower[i - 1] ?? "") &&
      sentence.from < i
    )
      continue;
    const before = findSubject(stage, i, sentence.from);
    const isAfterContent = /^(?:[,—–"”»'’-]|--)$/.test(words.lower[i - 1] ?? "");
    // What follows "told" is its hearer.
    const canInvert = !verb.takesHearer && (before === null || isAfterContent);
    const after = canInvert ? findInvertedSubject(stage, i, sentence.to) : null;
    const speaker = after ?? before;
    if (speaker === null) continue;
    const isInverted = speaker === after;
    const hull = isInverted ? { from: i, to: speaker.to } : { from: speaker.from, to: i + 1 };
    cues.push({ from: i, to: i + 1, verb, speaker, isInverted, hull });
  }
  return cues;
}

/** "States" and "called" in "United States", "so-called"; a tagger's slip on a capital after a quotation is let pass. */
function isVerb({ lower, parse }: Words, i: number): boolean {
  return (
    parse.tokens.upos[i] !== "PROPN" &&
    parse.tokens.upos[i] !== "NOUN" &&
    lower[i - 1] !== "-" &&
    lower[i] !== "called"
  );
}

/** Quotations that are speech with a cue beside them. */
function findQuoted(stage: Stage, cues: readonly Cue[]): Statement[] {
  const { words } = stage;
  const { quotations, article } = words.parse;
  const statements: Statement[] = [];
  for (const quotation of quotations) {
    if (quotation.kind !== "speech" || 0 < quotation.depth) continue;
    const content = contentOf(article.text, quotation, words, cues);
    const cue = content.cue ?? cueBeside(words, cues, quotation);
    if (cue === null || !cue.verb.takesQuote) continue;
    const same = statements.at(-1);
    const cueSpan = spanOf(words, cue.from, cue.to);
    if (same?.cue?.start === cueSpan.start) {
      statements[statements.length - 1] = { ...same, content: [...same.content, content.span] };
      continue;
    }
    const rule =
      content.cue !== null
        ? "statement/quotation-never-closed"
        : quotation.start < cueSpan.start
          ? "statement/quotation-then-cue"
          : "statement/cue-then-quotation";
    statements.push(statementOf(stage, cue, [content.span], "direct", rule));
  }
  return statements;
}

/**
 * The words of a quotation without its marks. One that was never closed ends where a cue after a dash takes over.
 *
 *     “We cannot stop talking to each other,— he said.
 *      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 */
function contentOf(
  text: string,
  quotation: Quotation,
  words: Words,
  cues: readonly Cue[],
): { span: Span; cue: Cue | null } {
  const inner = { start: quotation.innerStart, end: quotation.innerEnd };
  if (!quotation.closed) {
    const region = cuesWithin(cues, tokenAt(words, inner.start), tokenAt(words, inner.end));
    const cue = region.find((it) => {
      const hull = spanOf(words, it.hull.from, it.hull.to);
      return containsSpan(inner, hull) && /^(?:—|–|--|-)$/.test(words.lower[it.hull.from - 1] ?? "");
    });
    if (cue !== undefined) {
      const end = words.parse.tokens.start[cue.hull.from - 1] as number;
      return { span: trimContent(text, { start: inner.start, end }), cue };
    }
  }
  return { span: trimContent(text, inner), cue: null };
}

/** Without white space, without the comma that belongs to the sentence around, and without a mark that opens what follows. */
function trimContent(text: string, span: Span): Span {
  let { start, end } = trimSpan(text, span);
  while (start < end && /[,\s“„«(:]/.test(text.charAt(end - 1))) end--;
  while (start < end && /[,\s:]/.test(text.charAt(start))) start++;
  return { start, end };
}

/** The cue whose phrase stands right after the quotation, or right before it. */
function cueBeside(words: Words, cues: readonly Cue[], quotation: Quotation): Cue | null {
  const afterFrom = tokenAt(words, quotation.end);
  const beforeTo = tokenAt(words, quotation.start);
  const isBlank = (from: number, to: number, pattern: RegExp): boolean =>
    words.lower.slice(from, to).every((word) => pattern.test(word));
  const block = words.parse.sentences[words.sentence[beforeTo] as number]?.block;
  const inBlock = (token: number): boolean =>
    words.parse.sentences[words.sentence[token] as number]?.block === block;
  const after = cuesWithin(cues, afterFrom, afterFrom + longestHull).find(
    (it) =>
      afterFrom <= it.hull.from &&
      it.hull.from - afterFrom <= 3 &&
      inBlock(it.from) &&
      isBlank(afterFrom, it.hull.from, /^(?:[,—–-]|--)$/),
  );
  if (after !== undefined) return after;
  const before = cuesWithin(cues, beforeTo - longestHull, beforeTo).findLast(
    (it) =>
      it.hull.to <= beforeTo &&
      beforeTo - it.hull.to <= 8 &&
      inBlock(it.from) &&
      (words.sentence[it.from] === words.sentence[beforeTo] || isBlank(it.hull.to, beforeTo, /^:$/)) &&
      // What stands between verb and mark: a comma or colon, with a hearer, a day or a place at most.
      (isBlank(it.hull.to, beforeTo, /^[,:]$/) || /^[,:]$/.test(words.lower[beforeTo - 1] ?? "")) &&
      !words.lower.slice(it.hull.to, beforeTo).includes("that"),
  );
  return before ?? null;
}

/** Tokens that a verb and its source, with an insertion between, take up at most. */
const longestHull = 48;

/** The cues whose verb lies in `[from, to)`; they are in text order. */
function cuesWithin(cues: readonly Cue[], from: number, to: number): Cue[] {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle] as Cue).from < from) low = middle + 1;
    else high = middle;
  }
  const within: Cue[] = [];
  for (let i = low; i < cues.length && (cues[i] as Cue).from < to; i++) within.push(cues[i] as Cue);
  return within;
}

const adverbials =
  /^(?:also|earlier|later|again|today|yesterday|then|on|in|a|an|the|statement|interview|press|news|conference|briefing|speech|tweet|reporters|monday|tuesday|wednesday|thursday|friday|saturday|sunday|last|this|week|month|year|at|to|during|his|her|their|after|meeting|\d+|of|and|with|telephone|call|phone)$/;

/** What stands before an inverted cue, or before one that ends the sentence. "X said that …" is the model's. */
function findIndirect(stage: Stage, cue: Cue): Statement | null {
  const { words } = stage;
  const sentence = sentenceOf(words, cue.from);
  const isParted = /^(?:—|–|-|--|,)$/.test(words.lower[cue.hull.from - 1] ?? "");
  if (cue.isInverted && !isParted) return findAboutThis(stage, cue, sentence);
  if (!isParted || !cue.verb.takesQuote || !cue.verb.takesClause) return null;
  const isLast = words.lower
    .slice(cue.to, sentence.to)
    .every((word) => adverbials.test(word) || /^[.,”"»]+$/.test(word));
  return cue.isInverted || isLast ? findBefore(stage, cue, sentence) : null;
}

const finite =
  /^(?:is|are|was|were|has|have|had|will|would|can|could|cannot|may|might|must|should|shall|does|do|did|'s|'re|'ll|'d|'ve|n't)$|[a-z]{3,}ed$/;

/** Where an indirect clause ends: before the sentence's stop. A stop within quotation marks stays with the words. */
function clauseEnd(words: Words, from: number, to: number): number {
  let end = to;
  while (from < end && /^[.!?…]+$/.test(words.lower[end - 1] as string)) end--;
  return end;
}

/** Content before the cue in one sentence: "…, he said", "… , — said the spokesman". */
function findBefore(stage: Stage, cue: Cue, sentence: Sentence): Statement | null {
  const { words } = stage;
  let end = cue.hull.from;
  while (sentence.from < end && /^(?:[,—–-]|--)$/.test(words.lower[end - 1] as string)) end--;
  if (end - sentence.from < 4) return null;
  const content = trimContent(words.parse.article.text, spanOf(words, sentence.from, end));
  if (!words.lower.slice(sentence.from, end).some((word) => finite.test(word))) return null;
  return statementOf(stage, cue, [content], formOf(words, [content]), "statement/clause-then-cue");
}

/**
 * Machine-translated order: "About this in an interview with RIA Novosti said the press secretary …" speaks of
 * the sentence before.
 */
function findAboutThis(stage: Stage, cue: Cue, sentence: Sentence): Statement | null {
  const { words } = stage;
  const index = words.sentence[cue.from] as number;
  const before = words.parse.sentences[index - 1];
  if (words.lower[sentence.from] !== "about" || words.lower[sentence.from + 1] !== "this") return null;
  if (before === undefined || before.block !== sentence.block) return null;
  const end = clauseEnd(words, before.from, before.to);
  if (end <= before.from) return null;
  const content = spanOf(words, before.from, end);
  return statementOf(stage, cue, [content], formOf(words, [content]), "statement/about-this");
}

/**
 * "According to X, …" and "…, according to X".
 *
 *     According to Peskov, it will be time to plan the next contacts.
 *                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 */
function findAccording(stage: Stage, sentence: Sentence): Statement | null {
  const { words } = stage;
  for (let i = sentence.from; i + 2 < sentence.to; i++) {
    if (words.lower[i] !== "according" || words.lower[i + 1] !== "to") continue;
    const isFirst = i === sentence.from;
    let comma = i + 2;
    while (comma < sentence.to && !/^[,.;]$/.test(words.lower[comma] as string)) comma++;
    const speaker = findInvertedSubject(stage, i + 1, comma);
    if (speaker === null || (isFirst && comma >= sentence.to - 3)) return null;
    const [from, to] = isFirst ? [comma + 1, clauseEnd(words, comma + 1, sentence.to)] : [sentence.from, i];
    if (to - from < 4) return null;
    const content = trimContent(words.parse.article.text, spanOf(words, from, to));
    return {
      ...statementOf(stage, null, [content], formOf(words, [content]), "statement/according-to"),
      speaker: { ...spanOf(words, speaker.from, speaker.to), actor: null },
      cue: spanOf(words, i, i + 2),
      ...frameOf(stage, i, [speaker, { from, to }]),
    };
  }
  return null;
}

function statementOf(
  stage: Stage,
  cue: Cue | null,
  content: readonly Span[],
  form: Statement["form"],
  rule: string,
): Statement {
  const { words } = stage;
  const party = (range: TokenRange): Party => ({ ...spanOf(words, range.from, range.to), actor: null });
  return {
    speaker: cue === null ? null : party(cue.speaker),
    cue: cue === null ? null : spanOf(words, cue.from, cue.to),
    content,
    form,
    kind: cue?.verb.kind ?? "speech",
    nestedIn: null,
    ...(cue === null ? noFrame : frameOf(stage, cue.from, [cue.speaker, ...rangesOf(words, content)])),
    date: null,
    confidence: shapeConfidence,
    rule,
  };
}

function rangesOf(words: Words, spans: readonly Span[]): TokenRange[] {
  return spans.map(({ start, end }) => ({ from: tokenAt(words, start), to: tokenAt(words, end) }));
}
