/**
 * Who speaks: `speakers.tsv`, sources of statements that are a pronoun, a title, a surname or a description, against
 * whom `resolve` takes them for. Where no statement has been found at a source, one is put there: finding statements
 * is scored elsewhere.
 */
import { readFileSync } from "node:fs";
import type { Actor } from "../../src/model/actor.ts";
import { type Article, sourceOf } from "../../src/model/article.ts";
import { codePointIndex } from "../../src/model/codepoints.ts";
import { digestOf } from "../../src/model/digest.ts";
import type { Findings, Statement } from "../../src/model/finding.ts";
import { overlapsSpan, type Span } from "../../src/model/span.ts";
import { extractFindings } from "../../src/extract/extract.ts";
import { loadKnowledge } from "../../src/knowledge.ts";
import { parseArticle } from "../../src/parse/parse.ts";
import type { Knowledge } from "../../src/pipeline.ts";
import { newSiteMemory, readArticle } from "../../src/read/read.ts";
import { resolveFindings } from "../../src/resolve/resolve.ts";
import { floorOf } from "./floors.ts";
import { loadNews, type NewsItem } from "./news.ts";
import type { Row } from "./row.ts";

/** One judged source; offsets count code points. */
export interface JudgedSpeaker extends Span {
  readonly article: string;
  readonly articleHash: string;
  readonly wordsHash: string;
  readonly answer: string;
  readonly part: "open" | "held";
}

/** The judged sources, by article. */
export function readJudged(file: string): ReadonlyMap<string, readonly JudgedSpeaker[]> {
  const byArticle = new Map<string, JudgedSpeaker[]>();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const [article, articleHash, start, end, wordsHash, answer, part] = line.split("\t") as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const judged = { article, articleHash, start: Number(start), end: Number(end), wordsHash, answer };
    const list = byArticle.get(article) ?? [];
    list.push({ ...judged, part: part === "held" ? "held" : "open" });
    byArticle.set(article, list);
  }
  return byArticle;
}

/** A judged source with whom the program takes it for; null where the article's text is no longer the judged one. */
export interface ScoredSpeaker {
  readonly judged: JudgedSpeaker;
  readonly actor: Actor | null;
  readonly isRight: boolean | null;
  readonly article: Article;
  readonly source: Span;
}

/** All judged sources of an article, scored. */
export function scoreSpeakers(
  { lexicon, engine, attributor, scorer, readers }: Knowledge,
  { text, url, outlet, title, date }: NewsItem,
  all: readonly JudgedSpeaker[],
): ScoredSpeaker[] {
  const facts = { url, outlet, title, published: date, form: "text" as const };
  const article = readArticle(readers, sourceOf(text, facts), newSiteMemory());
  const parse = parseArticle(engine, article);
  const found = extractFindings(lexicon, attributor, parse, scorer);
  const offsets = utf16Offsets(article.text);
  const sources = all.map(({ start, end }) => ({ start: offsets(start), end: offsets(end) }));
  const unheard = sources.filter(
    (it) => !found.statements.some(({ speaker }) => speaker !== null && overlapsSpan(speaker, it)),
  );
  const statements = [...found.statements, ...unheard.map(statementOf)].sort(
    (a, b) => (a.content[0] as Span).start - (b.content[0] as Span).start,
  );
  const findings: Findings = resolveFindings(lexicon, parse, { ...found, statements });
  return all.map((judged, i) => {
    const source = sources[i] as Span;
    const words = article.text.slice(source.start, source.end);
    if (!article.hash.startsWith(judged.articleHash) || !digestOf(words).startsWith(judged.wordsHash))
      return { judged, actor: null, isRight: null, article, source };
    const index = findings.statements.find(({ speaker }) => speaker !== null && overlapsSpan(speaker, source))
      ?.speaker?.actor;
    const actor = index === undefined || index === null ? null : (findings.actors[index] ?? null);
    return { judged, actor, isRight: isRight(actor, judged.answer, source, offsets), article, source };
  });
}

/** A statement with nothing but a source, for one that was not found. */
function statementOf({ start, end }: Span): Statement {
  return {
    speaker: { start, end, actor: null },
    cue: null,
    content: [{ start: end, end }],
    form: "indirect",
    kind: "speech",
    nestedIn: null,
    via: [],
    addressee: null,
    date: null,
    confidence: 0,
    rule: "statement/judged",
  };
}

function isRight(
  actor: Actor | null,
  answer: string,
  source: Span,
  offsets: (codePoint: number) => number,
): boolean {
  if (actor === null) return false;
  if (answer === "self") {
    const isOwn = actor.mentions.some((mention) => overlapsSpan(mention, source));
    return isOwn && (actor.anonymous || actor.kind !== "person");
  }
  const [start, end] = answer.split("-").map(Number);
  if (start === undefined || end === undefined) return actor.code === answer && actor.kind !== "person";
  const named = { start: offsets(start), end: offsets(end) };
  return actor.mentions.some((mention) => overlapsSpan(mention, named));
}

/** A function from code points to UTF-16 offsets of a text. */
function utf16Offsets(text: string): (codePoint: number) => number {
  const codePoint = codePointIndex(text);
  if (codePoint(text.length) === text.length) return (offset) => offset;
  const offsets: number[] = [];
  for (let i = 0; i <= text.length; i++) offsets[codePoint(i)] ??= i;
  return (offset) => offsets[offset] ?? text.length;
}

/** The rows for `speakers.tsv` over `<data>/news`; none when the folder is not there. */
export async function evaluateSpeakers(data: string): Promise<Row[]> {
  const items = await loadNews(data);
  if (items === null) return [];
  const judged = readJudged("scripts/eval/speakers.tsv");
  const knowledge = await loadKnowledge();
  const scored = items.flatMap((item) => {
    const all = judged.get(item.id);
    return all === undefined ? [] : scoreSpeakers(knowledge, item, all);
  });
  const share = (name: string, those: readonly ScoredSpeaker[]): Row => {
    const measure = `rightly resolved, ${name}`;
    return {
      group: "speakers",
      measure,
      value: those.filter((it) => it.isRight === true).length / those.length,
      floor: floorOf("speakers", measure),
      note: `of ${those.length} sources that are a pronoun, a title, a surname or a description`,
    };
  };
  const partOf = (part: JudgedSpeaker["part"]): ScoredSpeaker[] =>
    scored.filter((it) => it.judged.part === part);
  return [
    share("all", scored),
    share("open", partOf("open")),
    share("held", partOf("held")),
    {
      group: "speakers",
      measure: "judged on another text",
      value: scored.filter((it) => it.isRight === null).length,
      floor: null,
      note: "counted as wrong: the article's canonical text has changed since",
    },
  ];
}
