/**
 * Conditions against the gold passages: whether one is there at all, whether it is the right one, its spans, parties
 * and fields, by the scoring that the gold's README proposes. Of the passages a sixth is not read while rules are
 * written; its figures stand beside those of all. So do those of passages of our own, part of which is set apart too.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { extractFindings } from "../../src/extract/extract.ts";
import { loadAttributorFile } from "../../src/extract/load.ts";
import type { Lexicon } from "../../src/lexicon/lexicon.ts";
import { loadLexicon } from "../../src/lexicon/load.ts";
import { type Article, sourceOf } from "../../src/model/article.ts";
import type { Findings, Party } from "../../src/model/finding.ts";
import { loadEngineFile } from "../../src/parse/load.ts";
import { parseArticle } from "../../src/parse/parse.ts";
import { detectLanguage } from "../../src/read/detector.ts";
import { draftHtml } from "../../src/read/html/html.ts";
import { readArticle } from "../../src/read/read.ts";
import { resolveFindings } from "../../src/resolve/resolve.ts";
import {
  codesOf,
  codeScore,
  type GoldPassage,
  isReadLater,
  isUnread,
  loadPassages,
  type Pair,
  pairUp,
  wordsOf,
} from "./condition-gold.ts";
import { loadOwnPassages } from "./condition-passages.ts";
import { floorOf } from "./floors.ts";
import { givenArticle } from "./given.ts";
import type { Row } from "./row.ts";

/** One passage, what was found in it and how that meets the gold. */
export interface ScoredPassage {
  readonly passage: GoldPassage;
  readonly findings: Findings;
  /** The code of a party as the gold writes it. */
  readonly codes: (party: Party | null) => string | null;
  readonly pairs: readonly Pair[];
  readonly nSwapped: number;
}

/** The rows for `<data>/conditions`; none when the folder is not there. */
export function evaluateConditions(data: string): Row[] {
  const passages = loadPassages(data);
  if (passages === null) return [];
  const lexicon = loadLexicon();
  const read = openPassageReader(lexicon);
  const score = (passage: GoldPassage): ScoredPassage => {
    const findings = read(givenArticle(passage.text));
    const codes = (party: Party | null): string | null => codesOf(lexicon, passage.text, findings, party);
    return { passage, findings, codes, ...pairUp(passage.text, findings.conditions, passage.conditions) };
  };
  const scored = passages.map(score);
  const unread = scored.filter((it) => isUnread(it.passage));
  const readLater = scored.filter((it) => isReadLater(it.passage));
  return [
    ...scoreRows("conditions", scored),
    ...scoreRows("conditions, unread sixth", unread),
    ...scoreRows("conditions, read later", readLater),
    ...scoreRows("conditions, own passages", loadOwnPassages("condition-passages").map(score)),
    ...scoreRows("conditions, own set apart", loadOwnPassages("condition-passages-apart").map(score)),
    ...typeRows(scored),
    ...corpusRows(scored),
    ...modelCaseRows(data, read),
  ];
}

/** The findings of an article, actors resolved. */
export function openPassageReader(lexicon: Lexicon = loadLexicon()): (article: Article) => Findings {
  const [engine, attributor] = [loadEngineFile(), loadAttributorFile()];
  return (article) => {
    const parse = parseArticle(engine, article);
    return resolveFindings(lexicon, parse, extractFindings(lexicon, attributor, parse));
  };
}

/** Harmonic mean; 0 where nothing is right. */
function f1(nRight: number, nFound: number, nGold: number): number {
  return nRight === 0 ? 0 : (2 * nRight) / (nFound + nGold);
}

function scoreRows(group: string, scored: readonly ScoredPassage[]): Row[] {
  const positive = scored.filter((it) => 0 < it.passage.conditions.length);
  const negative = scored.filter((it) => it.passage.conditions.length === 0);
  const flagged = (some: readonly ScoredPassage[]): number =>
    some.filter((it) => 0 < it.findings.conditions.length).length;
  const pairs = scored.flatMap((it) => it.pairs.map((pair) => ({ ...it, pair })));
  const nFound = scored.reduce((sum, it) => sum + it.findings.conditions.length, 0);
  const nGold = scored.reduce((sum, it) => sum + it.passage.conditions.length, 0);
  const row = (measure: string, value: number, note: string): Row => ({
    group,
    measure,
    value: 100 * value,
    floor: floorOf(group, measure),
    note,
  });
  const share = (measure: string, of: readonly number[]): Row =>
    row(measure, of.reduce((sum, it) => sum + it, 0) / Math.max(of.length, 1), `of ${of.length} pairs`);
  const same = (field: "polarity" | "link" | "necessity" | "requirementNegated" | "outcomeNegated"): Row =>
    share(
      `${field} right`,
      pairs.map(({ pair }) => Number(pair.ours[field] === (pair.gold[field] ?? false))),
    );
  const setters = pairs.filter(({ pair }) => pair.gold.setter?.code !== null);
  return [
    row(
      "passage with a condition: F1",
      f1(flagged(positive), flagged(scored), positive.length),
      `${positive.length} of ${scored.length} passages`,
    ),
    row(
      "false positives",
      flagged(negative) / negative.length,
      `of ${negative.length} negatives; 15 at most`,
    ),
    row("negatives left alone", 1 - flagged(negative) / negative.length, `of ${negative.length} negatives`),
    row(
      "condition found: F1",
      f1(pairs.length, nFound, nGold),
      `${pairs.length} of ${nGold}, ${nFound} given`,
    ),
    row("condition found: precision", pairs.length / Math.max(nFound, 1), `${nFound} given`),
    row("condition found: recall", pairs.length / nGold, `of ${nGold}`),
    share(
      "requirement: token F1",
      pairs.map(({ pair }) => pair.requirement),
    ),
    share(
      "outcome: token F1",
      pairs.map(({ pair }) => pair.outcome),
    ),
    share(
      "cue overlaps",
      pairs.map(({ passage: { text }, pair }) => Number(touches(text, pair.ours.cue, pair.gold.cue))),
    ),
    row("swapped", scored.reduce((sum, it) => sum + it.nSwapped, 0) / 100, "count"),
    share(
      "setter code right",
      setters.map((it) => codeScore(it.codes(it.pair.ours.setter), it.pair.gold.setter?.code ?? null)),
    ),
    share(
      "target code right",
      pairs.map((it) => codeScore(it.codes(it.pair.ours.target), it.pair.gold.target?.code ?? null)),
    ),
    share(
      "setter span overlaps",
      setters.map(({ passage: { text }, pair }) =>
        Number(touchesOrNull(text, pair.ours.setter, pair.gold.setter)),
      ),
    ),
    share(
      "target span overlaps",
      pairs.map(({ passage: { text }, pair }) =>
        Number(touchesOrNull(text, pair.ours.target, pair.gold.target)),
      ),
    ),
    share(
      "speaker right",
      pairs.map((it) => Number(speakerIsRight(it))),
    ),
    same("polarity"),
    same("necessity"),
    same("link"),
    row("link: macro F1", macroF1(pairs.map(({ pair }) => [pair.ours.link, pair.gold.link])), "over links"),
    same("requirementNegated"),
    same("outcomeNegated"),
    row(
      "full record",
      pairs.filter(isFull).length / nGold,
      `of ${nGold} conditions: setter, target, polarity, spans 0.7`,
    ),
  ];
}

type PairInPassage = ScoredPassage & { readonly pair: Pair };
type MaybeSpan = { readonly start: number; readonly end: number } | null;

function touches(text: string, a: NonNullable<MaybeSpan>, b: NonNullable<MaybeSpan>): boolean {
  const theirs = wordsOf(text, b);
  return [...wordsOf(text, a)].some((word) => theirs.has(word));
}

function touchesOrNull(text: string, a: MaybeSpan, b: MaybeSpan): boolean {
  return a === null || b === null ? a === b : touches(text, a, b);
}

/** The statement's speaker against the gold's; whoever is the setter is no speaker beside it. */
function speakerIsRight({ passage: { text }, findings, pair: { ours, gold } }: PairInPassage): boolean {
  const speaker = ours.statement === null ? null : (findings.statements[ours.statement]?.speaker ?? null);
  const isSetter = speaker !== null && ours.setter !== null && touches(text, speaker, ours.setter);
  return touchesOrNull(text, isSetter ? null : speaker, gold.speaker);
}

function isFull({ codes, pair: { ours, gold, requirement, outcome } }: PairInPassage): boolean {
  return (
    codes(ours.setter) === (gold.setter?.code ?? null) &&
    codes(ours.target) === (gold.target?.code ?? null) &&
    ours.polarity === gold.polarity &&
    0.7 <= requirement &&
    0.7 <= outcome
  );
}

function macroF1(pairs: readonly (readonly [string, string])[]): number {
  const links = [...new Set(pairs.map(([, gold]) => gold))];
  const scores = links.map((link) =>
    f1(
      pairs.filter(([ours, gold]) => ours === link && gold === link).length,
      pairs.filter(([ours]) => ours === link).length,
      pairs.filter(([, gold]) => gold === link).length,
    ),
  );
  return scores.reduce((sum, it) => sum + it, 0) / Math.max(scores.length, 1);
}

/** False positives by what the negative passage holds instead of a condition. */
function typeRows(scored: readonly ScoredPassage[]): Row[] {
  const negative = scored.filter((it) => it.passage.conditions.length === 0);
  const types = [...new Set(negative.map((it) => it.passage.negativeType ?? "none"))].sort();
  return types.map((type) => {
    const some = negative.filter((it) => (it.passage.negativeType ?? "none") === type);
    return {
      group: "conditions, false positives",
      measure: type,
      value: some.filter((it) => 0 < it.findings.conditions.length).length,
      floor: null,
      note: `of ${some.length}`,
    };
  });
}

function corpusRows(scored: readonly ScoredPassage[]): Row[] {
  const corpora = [...new Set(scored.map((it) => it.passage.corpus))].sort();
  return corpora.map((corpus) => {
    const some = scored.filter((it) => it.passage.corpus === corpus);
    const nGold = some.reduce((sum, it) => sum + it.passage.conditions.length, 0);
    const nFound = some.reduce((sum, it) => sum + it.findings.conditions.length, 0);
    const nPairs = some.reduce((sum, it) => sum + it.pairs.length, 0);
    return {
      group: "conditions, by corpus",
      measure: `${corpus}: condition found`,
      value: 100 * f1(nPairs, nFound, nGold),
      floor: null,
      note: `${nPairs} of ${nGold}, ${nFound} given, ${some.length} passages`,
    };
  });
}

/** The model case: both of its conditions, the first in two mentions. */
function modelCaseRows(data: string, read: (article: Article) => Findings): Row[] {
  const file = path.join(data, "seed", "article.txt");
  if (!existsSync(file)) return [];
  const article = readArticle({ draftHtml, detectLanguage }, sourceOf(readFileSync(file)));
  const findings = read(article);
  const holds = (part: "requirement" | "outcome", words: string): boolean[] =>
    findings.conditions.map((it) => article.text.slice(it[part].start, it[part].end).includes(words));
  const policy = holds("requirement", "abandon the policy of hegemonism");
  const talks = holds("requirement", "mutual respect");
  const value = policy.filter(Boolean).length + talks.filter(Boolean).length;
  return [
    {
      group: "model case",
      measure: "mentions of its conditions",
      value,
      floor: floorOf("model case", "mentions of its conditions"),
      note: `${findings.conditions.length} given; three are right: deck, quotation, “maturing”`,
    },
  ];
}
