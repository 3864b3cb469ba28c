/**
 * How far two sets of attributions agree, by the measures of `research/attribution.md`: relaxed and strict
 * attributions over scoring words, and exact spans over tokens as CofeNet (Wang et al., COLING 2022) counts them.
 */
import type { Span } from "../../src/model/span.ts";
import type { AnnotatedArticle, Annotation, Attribution } from "./polnear.ts";

/** Matches and what there was to match, weighted. */
export interface Tally {
  matched: number;
  /** Gold that was matched; differs from `matched` only in what it is weighted by. */
  gold: number;
  predicted: number;
}

export const newTally = (): Tally => ({ matched: 0, gold: 0, predicted: 0 });
/** F1 in percent. */
export const f1 = ({ matched, gold, predicted }: Tally): number =>
  (200 * matched) / Math.max(1, gold + predicted);
export const precision = ({ matched, predicted }: Tally): number => (100 * matched) / Math.max(1, predicted);
export const recall = ({ matched, gold }: Tally): number => (100 * matched) / Math.max(1, gold);

export const ladder = ["cue", "cue+content", "cue+source", "relaxed", "relaxed .8", "strict"] as const;
type Step = (typeof ladder)[number];
export const subsets = ["all", "speech", "quoted", "other"] as const;
type Subset = (typeof subsets)[number];

export type AttributionScore = Readonly<Record<Subset, Readonly<Record<Step, Tally>>>>;

export function newScore(): AttributionScore {
  const steps = (): Record<Step, Tally> =>
    Object.fromEntries(ladder.map((step) => [step, newTally()])) as Record<Step, Tally>;
  return { all: steps(), speech: steps(), quoted: steps(), other: steps() };
}

/** An attribution as sets of scoring words, by index. */
interface Worded {
  readonly source: readonly number[];
  readonly cue: readonly number[];
  readonly content: readonly number[];
  readonly anchor: number;
  readonly bareSource: string;
  readonly bareContent: string;
  readonly subset: Exclude<Subset, "all">;
  readonly isSpeech: boolean;
  readonly isQuoted: boolean;
}

interface ScoringWord extends Span {
  readonly lower: string;
  readonly isQuoted: boolean;
}

/** Adds the agreement of predictions with one annotator's attributions, each weighing `weight`. */
export function addScore(
  score: AttributionScore,
  text: string,
  gold: Annotation,
  predicted: readonly Attribution[],
  weight: number,
): void {
  const words = scoringWords(text);
  const golds = gold.attributions.map((it) => wordedOf(text, words, it));
  const guesses = predicted
    .filter((it) => !it.cue.some((cue) => gold.discarded.some((away) => touches(cue, away))))
    .map((it) => wordedOf(text, words, it));
  for (const step of ladder) {
    const pairs = matchAll(golds, guesses, step);
    for (const subset of subsets) {
      const tally = score[subset][step];
      const isIn = (it: Worded): boolean =>
        subset === "all" ||
        (subset === "speech"
          ? it.isSpeech
          : subset === "quoted"
            ? it.isQuoted
            : !it.isSpeech && !it.isQuoted);
      let nGold = 0;
      for (const [g] of pairs) if (isIn(golds[g]!)) nGold++;
      let nGuess = 0;
      for (const [, p] of pairs) if (isIn(guesses[p]!)) nGuess++;
      tally.matched += (weight * (nGold + nGuess)) / 2;
      tally.gold += weight * golds.filter(isIn).length;
      tally.predicted += weight * guesses.filter(isIn).length;
    }
  }
}

/** One-to-one, greedy by content, then source, then place. */
function matchAll(golds: readonly Worded[], guesses: readonly Worded[], step: Step): [number, number][] {
  const pairs: { g: number; p: number; content: number; source: number }[] = [];
  golds.forEach((gold, g) =>
    guesses.forEach((guess, p) => {
      const content = dice(gold.content, guess.content);
      if (isEligible(gold, guess, step, content))
        pairs.push({ g, p, content, source: dice(gold.source, guess.source) });
    }),
  );
  pairs.sort((a, b) => b.content - a.content || b.source - a.source || a.g - b.g || a.p - b.p);
  const usedGold = new Set<number>();
  const usedGuess = new Set<number>();
  const matched: [number, number][] = [];
  for (const { g, p } of pairs) {
    if (usedGold.has(g) || usedGuess.has(p)) continue;
    usedGold.add(g);
    usedGuess.add(p);
    matched.push([g, p]);
  }
  return matched;
}

function isEligible(gold: Worded, guess: Worded, step: Step, content: number): boolean {
  const cues =
    (gold.cue.length === 0 && guess.cue.length === 0) || gold.cue.some((word) => guess.cue.includes(word));
  if (!cues || step === "cue") return cues;
  if (step === "strict")
    return gold.bareSource === guess.bareSource && gold.bareContent === guess.bareContent;
  if (step === "cue+content") return content >= 0.5;
  const sources =
    (gold.source.length === 0 && guess.source.length === 0) ||
    (guess.source.includes(gold.anchor) && gold.source.includes(guess.anchor));
  if (!sources || step === "cue+source") return sources;
  return content >= (step === "relaxed" ? 0.5 : 0.8);
}

function dice(a: readonly number[], b: readonly number[]): number {
  if (a.length + b.length === 0) return 0;
  let i = 0;
  let k = 0;
  let shared = 0;
  while (i < a.length && k < b.length) {
    if (a[i] === b[k]) {
      shared++;
      i++;
      k++;
    } else if (a[i]! < b[k]!) i++;
    else k++;
  }
  return (2 * shared) / (a.length + b.length);
}

function wordedOf(text: string, words: readonly ScoringWord[], it: Attribution): Worded {
  const source = covered(words, it.source);
  const cue = covered(words, it.cue);
  const content = covered(words, it.content);
  const isSpeech = cue.some((i) => speechCues.has(words[i]!.lower));
  const isQuoted = content.filter((i) => words[i]!.isQuoted).length >= 3;
  return {
    source,
    cue,
    content,
    anchor: anchorOf(text, words, source),
    bareSource: bare(words, source, true),
    bareContent: bare(words, content, false),
    subset: isSpeech ? "speech" : isQuoted ? "quoted" : "other",
    isSpeech,
    isQuoted,
  };
}

/** Indices of the words that any span touches, in order. */
function covered(words: readonly ScoringWord[], spans: readonly Span[]): number[] {
  const found = new Set<number>();
  for (const span of spans) {
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle]!.end <= span.start) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < words.length && words[i]!.start < span.end; i++) found.add(i);
  }
  return [...found].sort((a, b) => a - b);
}

const determiners = new Set(["the", "a", "an", "this", "that", "these", "those", "some", "any"]);
const enders = new Set(
  "of for from in on at with to by about who which that whom whose where when including led".split(" "),
);
const speechCues = new Set(
  (
    "said say says saying told tell tells asked ask asks added add adds wrote write writes tweeted tweet tweets " +
    "argued argue argues noted notes according announced explained insisted claimed claim claims replied responded " +
    "warned acknowledged report reports reported stated declared suggested"
  ).split(" "),
);

/** The last word of the source's head phrase; -1 for no source. */
function anchorOf(text: string, words: readonly ScoringWord[], source: readonly number[]): number {
  let anchor = -1;
  let seen = false;
  for (let k = 0; k < source.length; k++) {
    const i = source[k]!;
    const word = words[i]!;
    if (seen && 0 < k) {
      const gap = text.slice(words[source[k - 1]!]!.end, word.start);
      if (/[,;:()[\]—–]|--/.test(gap) || source[k - 1]! + 1 !== i || enders.has(word.lower)) break;
    }
    if (seen && word.lower === "s") continue;
    anchor = i;
    if (!determiners.has(word.lower)) seen = true;
  }
  return anchor;
}

function bare(words: readonly ScoringWord[], list: readonly number[], isSource: boolean): string {
  let from = 0;
  let to = list.length;
  while (from < to && determiners.has(words[list[from]!]!.lower)) from++;
  if (isSource && from < to - 1 && words[list[to - 1]!]!.lower === "s") to--;
  return list.slice(from, to).join(" ");
}

function touches(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

let lastText = "";
let lastWords: ScoringWord[] = [];

/** Letters and digits; apostrophes, hyphens and marks cut and are no words. */
function scoringWords(text: string): ScoringWord[] {
  if (text === lastText) return lastWords;
  const quoted = quotedRanges(text);
  let q = 0;
  lastText = text;
  lastWords = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => {
    const start = match.index;
    const end = start + match[0].length;
    while (q < quoted.length && quoted[q]!.end <= start) q++;
    const isQuoted = q < quoted.length && quoted[q]!.start <= start;
    return { start, end, lower: match[0].toLowerCase(), isQuoted };
  });
  return lastWords;
}

/** What stands between double quotation marks within a line, three words at least. */
function quotedRanges(text: string): Span[] {
  return [...text.matchAll(/[“"„«]([^“”"„«»\n]*)(?:[”"»]|(?=\n|$))/g)]
    .filter((match) => (match[1]!.match(/[\p{L}\p{N}]+/gu) ?? []).length >= 3)
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Exact spans by role over given tokens; a span is a run of tokens of one role of one attribution. */
export type SpanScore = Readonly<Record<"source" | "cue" | "content", Tally>>;

export function newSpanScore(): SpanScore {
  return { source: newTally(), cue: newTally(), content: newTally() };
}

export function addSpanScore(
  score: SpanScore,
  tokens: readonly Span[],
  gold: Annotation,
  predicted: readonly Attribution[],
): void {
  for (const role of ["source", "cue", "content"] as const) {
    const golds = runsOf(tokens, gold.attributions, role);
    const guesses = runsOf(tokens, predicted, role);
    const tally = score[role];
    for (const run of guesses) if (golds.has(run)) tally.matched++;
    tally.gold += golds.size;
    tally.predicted += guesses.size;
  }
}

function runsOf(
  tokens: readonly Span[],
  attributions: readonly Attribution[],
  role: keyof SpanScore,
): Set<string> {
  const runs = new Set<string>();
  for (const it of attributions)
    for (const span of it[role]) {
      const from = tokens.findIndex((token) => span.start < token.end);
      if (from < 0) continue;
      let to = from;
      while (to < tokens.length && tokens[to]!.start < span.end) to++;
      if (from < to) runs.add(`${from} ${to}`);
    }
  return runs;
}

/** Every article against every annotator; several annotators of one article share its weight. */
export function scoreArticles(
  articles: readonly AnnotatedArticle[],
  predict: (article: AnnotatedArticle) => readonly Attribution[],
): AttributionScore {
  const score = newScore();
  for (const article of articles) {
    const predicted = predict(article);
    for (const annotation of article.annotations)
      addScore(score, article.article.text, annotation, predicted, 1 / article.annotations.length);
  }
  return score;
}
