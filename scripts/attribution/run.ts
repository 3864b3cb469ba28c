/** Runs a finder of attributions over a part of PolNeAR and scores it. */
import { type Attributor, findAttributions } from "../../src/extract/attribution/attributions.ts";
import { type Scene, sceneOf } from "../../src/extract/attribution/scene.ts";
import type { TokenRange } from "../../src/model/parse.ts";
import type { Span } from "../../src/model/span.ts";
import { type Engine, parseArticle } from "../../src/parse/parse.ts";
import type { AnnotatedArticle, Attribution } from "./polnear.ts";
import {
  addSpanScore,
  type AttributionScore,
  f1,
  newSpanScore,
  precision,
  recall,
  scoreArticles,
  type SpanScore,
} from "./score.ts";

export interface Measure {
  readonly measure: string;
  readonly value: number;
}

/** Every measure of a part for a model alone, F1 in percent. */
export function scorePolnear(
  engine: Engine,
  attributor: Attributor,
  articles: readonly AnnotatedArticle[],
): Measure[] {
  const { scored, spans } = runModel(engine, attributor, articles);
  return listMeasures(scored, spans);
}

/** What a model alone reaches: attributions by words, spans by tokens. */
export function runModel(
  engine: Engine,
  attributor: Attributor,
  articles: readonly AnnotatedArticle[],
): { readonly scored: AttributionScore; readonly spans: SpanScore } {
  const found = new Map<string, readonly Attribution[]>();
  const spans = newSpanScore();
  for (const { name, article, annotations } of articles) {
    const scene = sceneOf(parseArticle(engine, article), attributor.clusters);
    const attributions = attributionsOf(attributor, scene);
    found.set(name, attributions);
    const { start, end } = scene.parse.tokens;
    const tokens = Array.from({ length: scene.n }, (_, i) => ({ start: start[i]!, end: end[i]! }));
    for (const annotation of annotations) addSpanScore(spans, tokens, annotation, attributions);
  }
  return { scored: scoreArticles(articles, ({ name }) => found.get(name)!), spans };
}

/** The measures of a score by name. */
export function listMeasures({ all, speech, quoted, other }: AttributionScore, spans: SpanScore): Measure[] {
  return [
    { measure: "relaxed", value: f1(all.relaxed) },
    { measure: "relaxed, precision", value: precision(all.relaxed) },
    { measure: "relaxed, recall", value: recall(all.relaxed) },
    { measure: "strict", value: f1(all.strict) },
    { measure: "speech, relaxed", value: f1(speech.relaxed) },
    { measure: "speech, strict", value: f1(speech.strict) },
    { measure: "quoted, relaxed", value: f1(quoted.relaxed) },
    { measure: "quoted, strict", value: f1(quoted.strict) },
    { measure: "other, relaxed", value: f1(other.relaxed) },
    { measure: "other, strict", value: f1(other.strict) },
    { measure: "cues found", value: f1(all.cue) },
    { measure: "cue and content", value: f1(all["cue+content"]) },
    { measure: "cue and source", value: f1(all["cue+source"]) },
    { measure: "exact sources", value: f1(spans.source) },
    { measure: "exact cues", value: f1(spans.cue) },
    { measure: "exact contents", value: f1(spans.content) },
  ];
}

/** What a finder finds in a scene, as spans. */
function attributionsOf(attributor: Attributor, scene: Scene): Attribution[] {
  const { start, end } = scene.parse.tokens;
  const spanOf = ({ from, to }: TokenRange): Span => ({ start: start[from]!, end: end[to - 1]! });
  return findAttributions(attributor, scene).map(({ source, cue, content }) => ({
    source: source.map(spanOf),
    cue: cue.map(spanOf),
    content: content.map(spanOf),
  }));
}
