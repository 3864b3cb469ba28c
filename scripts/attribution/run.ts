/** Runs a finder of attributions over a part of PolNeAR and scores it. */
import { type Attributor, findAttributions } from "../../src/extract/attribution/attributions.ts";
import { type Scene, sceneOf } from "../../src/extract/attribution/scene.ts";
import type { TokenRange } from "../../src/model/parse.ts";
import type { Span } from "../../src/model/span.ts";
import { type Engine, parseArticle } from "../../src/parse/parse.ts";
import type { AnnotatedArticle, Attribution } from "./polnear.ts";
import { addSpanScore, f1, newSpanScore, precision, recall, scoreArticles } from "./score.ts";

export interface Measure {
  readonly measure: string;
  readonly value: number;
}

/** Every measure of a part, F1 in percent. */
export function scorePolnear(
  engine: Engine,
  attributor: Attributor,
  articles: readonly AnnotatedArticle[],
): Measure[] {
  const found = new Map<string, { readonly scene: Scene; readonly attributions: readonly Attribution[] }>();
  for (const it of articles) {
    const scene = sceneOf(parseArticle(engine, it.article), attributor.clusters);
    found.set(it.name, { scene, attributions: attributionsOf(attributor, scene) });
  }
  const score = scoreArticles(articles, ({ name }) => found.get(name)!.attributions);
  const spans = newSpanScore();
  for (const it of articles) {
    const { scene, attributions } = found.get(it.name)!;
    const { start, end } = scene.parse.tokens;
    const tokens = Array.from({ length: scene.n }, (_, i) => ({ start: start[i]!, end: end[i]! }));
    for (const annotation of it.annotations) addSpanScore(spans, tokens, annotation, attributions);
  }
  return [
    { measure: "relaxed", value: f1(score.all.relaxed) },
    { measure: "relaxed, precision", value: precision(score.all.relaxed) },
    { measure: "relaxed, recall", value: recall(score.all.relaxed) },
    { measure: "strict", value: f1(score.all.strict) },
    { measure: "speech, relaxed", value: f1(score.speech.relaxed) },
    { measure: "speech, strict", value: f1(score.speech.strict) },
    { measure: "quoted, relaxed", value: f1(score.quoted.relaxed) },
    { measure: "quoted, strict", value: f1(score.quoted.strict) },
    { measure: "other, relaxed", value: f1(score.other.relaxed) },
    { measure: "other, strict", value: f1(score.other.strict) },
    { measure: "cues found", value: f1(score.all.cue) },
    { measure: "exact sources", value: f1(spans.source) },
    { measure: "exact cues", value: f1(spans.cue) },
    { measure: "exact contents", value: f1(spans.content) },
  ];
}

/** What a finder finds in a scene, as spans. */
export function attributionsOf(attributor: Attributor, scene: Scene): Attribution[] {
  const { start, end } = scene.parse.tokens;
  const spanOf = ({ from, to }: TokenRange): Span => ({ start: start[from]!, end: end[to - 1]! });
  return findAttributions(attributor, scene).map(({ source, cue, content }) => ({
    source: source.map(spanOf),
    cue: cue.map(spanOf),
    content: content.map(spanOf),
  }));
}
