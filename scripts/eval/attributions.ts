/**
 * Statements against PolNeAR, by the measures of `research/attribution.md`: what the program says as attributions, and
 * the spans of the model alone, which are what CofeNet counts. How far people agree on 20 articles stands beside.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { extractFindings } from "../../src/extract/extract.ts";
import { loadKnowledge } from "../../src/knowledge.ts";
import { parseArticle } from "../../src/parse/parse.ts";
import type { Knowledge } from "../../src/pipeline.ts";
import { type AnnotatedArticle, type Attribution, readPolnear } from "../attribution/polnear.ts";
import { listMeasures, runModel } from "../attribution/run.ts";
import { scoreArticles } from "../attribution/score.ts";
import { floorOf } from "./floors.ts";
import type { Row } from "./row.ts";

/** F1 of people against each other, where it was measured. */
const people: Readonly<Record<string, number>> = {
  relaxed: 75.2,
  strict: 64.2,
  "speech, relaxed": 96.3,
  "speech, strict": 85.2,
  "quoted, relaxed": 95.0,
  "quoted, strict": 85.4,
  "other, relaxed": 59.9,
  "other, strict": 49.5,
  "cues found": 81.4,
  "exact sources": 77.7,
  "exact cues": 70.5,
  "exact contents": 68.4,
};

/** The rows for `<data>/polnear`: the parts that are there, and the articles of several annotators. */
export async function evaluateAttributions(data: string): Promise<Row[]> {
  const folder = path.join(data, "polnear");
  if (!existsSync(folder)) return [];
  const knowledge = await loadKnowledge();
  const shared = readPolnear(path.join(folder, "train")).filter((it) => 1 < it.annotations.length);
  return [
    ...rowsOf(knowledge, "dev", readPolnear(path.join(folder, "dev"))),
    ...rowsOf(knowledge, "test", readPolnear(path.join(folder, "test"))),
    ...rowsOf(knowledge, "several annotators", shared).filter((row) =>
      /: (?:relaxed|strict)$/.test(row.measure),
    ),
  ];
}

function rowsOf(knowledge: Knowledge, part: string, articles: readonly AnnotatedArticle[]): Row[] {
  if (articles.length === 0) return [];
  const score = scoreArticles(articles, ({ article }) => attributionsOf(knowledge, article));
  const { spans } = runModel(knowledge.engine, knowledge.attributor, articles);
  return listMeasures(score, spans).map(({ measure, value }) => ({
    group: "attributions",
    measure: `PolNeAR ${part}: ${measure}`,
    value,
    floor: floorOf("attributions", `PolNeAR ${part}: ${measure}`),
    note: people[measure] === undefined ? "" : `people: ${people[measure].toFixed(1)}`,
  }));
}

/** The program's statements but those told within another, which PolNeAR does not mark. */
function attributionsOf(
  { lexicon, attributor, engine }: Knowledge,
  article: AnnotatedArticle["article"],
): Attribution[] {
  return extractFindings(lexicon, attributor, parseArticle(engine, article))
    .statements.filter((it) => it.nestedIn === null)
    .map(({ speaker, cue, content }) => ({
      source: speaker === null ? [] : [speaker],
      cue: cue === null ? [] : [cue],
      content,
    }));
}
