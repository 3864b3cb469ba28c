/**
 * The way of the data in one place: bytes → Article → Parse → Findings → Reading. The only file that knows the
 * order. Nothing here is asynchronous and nothing touches the outside.
 */
import { type Attributor, type EventScorer, extractFindings } from "./extract/extract.ts";
import type { Lexicon } from "./lexicon/lexicon.ts";
import type { Article, Source } from "./model/article.ts";
import { shortDigestOf } from "./model/digest.ts";
import { noFindings } from "./model/finding.ts";
import type { Reading } from "./model/reading.ts";
import { type Engine, parseArticle } from "./parse/parse.ts";
import { publishReading } from "./publish/publish.ts";
import { readArticle, type Readers, type SiteMemory } from "./read/read.ts";
import { resolveFindings } from "./resolve/resolve.ts";
import { version } from "./version.ts";

/** What the program knows before it reads: loaded once, never changed. */
export interface Knowledge {
  readonly lexicon: Lexicon;
  readonly engine: Engine;
  readonly attributor: Attributor;
  readonly scorer: EventScorer;
  readonly readers: Readers;
}

/**
 * The name under which a reading says who made it: the version, the models, and a digest of these and of the data, so that
 * a changed table or model is another engine: `0.1.0+en-1.attributions-1.events-1.k3v0c2qa`.
 */
export function engineNameOf({ lexicon, engine, attributor, scorer }: Omit<Knowledge, "readers">): string {
  const digest = shortDigestOf(
    `${engine.digest} ${attributor.digest} ${scorer.digest} ${lexicon.digest}`,
  ).slice(0, 8);
  return `${version}+${engine.id}.${attributor.about.id}.${scorer.about.id}.${digest}`;
}

/**
 * The reading of one source.
 *
 * @param memory what other pages of the sites held, so that a promo or legal text met again is known; it grows
 * @throws DemarcheError `read/binary`, `read/empty`, `read/too-large`: there is no text to read
 */
export function analyze(knowledge: Knowledge, source: Source, memory?: SiteMemory): Reading {
  return analyzeArticle(knowledge, readArticle(knowledge.readers, source, memory)); // read     bytes   → Article
}

/** The stages after reading, as those who measure are told that each is done: the stages know no clock. */
export type StageName = "parse" | "extract" | "resolve" | "publish";

/** The reading of an article that has been read already. Text that is not English is given back unread, and says so. */
export function analyzeArticle(
  knowledge: Knowledge,
  article: Article,
  end?: (done: StageName) => void,
): Reading {
  const { lexicon, engine, attributor, scorer } = knowledge;
  const name = engineNameOf(knowledge);
  if (isRefused(article)) return publishReading(name, article, noFindings, article.diagnostics);

  const parse = parseArticle(engine, article); //                parse    Article → Parse
  end?.("parse");
  const found = extractFindings(lexicon, attributor, parse, scorer); // extract Parse → Findings, actors unknown
  end?.("extract");
  const findings = resolveFindings(lexicon, parse, found); //    resolve  the same, actors filled in
  end?.("resolve");
  const diagnostics = [...article.diagnostics, ...parse.diagnostics, ...findings.diagnostics];
  const reading = publishReading(name, article, findings, diagnostics); // publish  Findings → Reading
  end?.("publish");
  return reading;
}

/** Whether the article can't be read for records: it is in another language than the engine's. */
function isRefused(article: Article): boolean {
  return article.diagnostics.some((it) => it.severity === "error" && it.code.startsWith("language/"));
}
