/**
 * The model's attributions as statements: those that are sure enough, with a source that is no relative pronoun, content
 * without marks, form and kind, and through whom and to whom it was said.
 */
import type { Statement } from "../model/finding.ts";
import type { TokenRange } from "../model/parse.ts";
import type { Span } from "../model/span.ts";
import type { Attribution } from "./attribution/attributions.ts";
import { frameOf } from "./carriers.ts";
import { contentSpans, formOf, isMark, trimMarks } from "./contents.ts";
import { isListed, kindOf } from "./kinds.ts";
import type { Stage } from "./stage.ts";
import { spanOf, type Words } from "./words.ts";

/** Confidence from which on an attribution is a statement; PolNeAR dev is best there (docs/attributions.md). */
const leastConfidence = 0.35;
/** The same for words that `data/cue-kinds.tsv` does not know, with neither a clause nor a quotation for content. */
const leastUnlisted = 0.7;

/** The statement of an attribution; null when it is not sure enough, or nothing is left of its content. */
export function statementOfAttribution(stage: Stage, attribution: Attribution): Statement | null {
  const { words } = stage;
  const { source: sourceRuns, content: contentRuns } = afterAccording(stage, attribution);
  const content = contentRuns.flatMap((run) => contentSpans(words, run));
  if (content.length === 0 || isBarePronoun(words, content)) return null;
  const cue = attribution.cue.find(({ from, to }) => from <= attribution.head && attribution.head < to);
  const cueRange = trimMarks(words, cue ?? { from: attribution.head, to: attribution.head + 1 });
  const source = sourceOf(stage, { ...attribution, source: sourceRuns });
  if (source !== null && isOnlyArticle(words, source)) return null;
  const form = formOf(words, content);
  const confidence = Math.round(100 / (1 + Math.exp(-attribution.score))) / 100;
  if (confidence < (isListed(stage, attribution, form) ? leastConfidence : leastUnlisted)) return null;
  const taken = [...attribution.content, ...(source === null ? [] : [source])];
  return {
    speaker: source === null ? null : { ...spanOf(words, source.from, source.to), actor: null },
    cue: cueRange === null ? null : spanOf(words, cueRange.from, cueRange.to),
    content,
    form,
    kind: kindOf(stage, attribution, form),
    nestedIn: null,
    ...frameOf(stage, attribution.head, taken),
    date: null,
    confidence,
    rule: ruleOf(stage, attribution),
  };
}

/**
 * "According to X, …" ends its source at the comma, unless another comma closes an apposition.
 *
 *     According to the press secretary, the only way is to wait.
 *                  ^^^^^^^^^^^^^^^^^^^ source
 *                                      ^^^^^^^^^^^^^^^^^^^^^^^ content
 */
function afterAccording({ words }: Stage, it: Attribution): Pick<Attribution, "source" | "content"> {
  const [run] = it.source;
  if (run === undefined || words.lower[it.head] !== "according" || run.from < it.head) return it;
  let comma = run.from;
  while (comma < run.to && words.lower[comma] !== ",") comma++;
  if (comma === run.to || words.lower[run.to] === ",") return it;
  const source = [{ from: run.from, to: comma }, ...it.source.slice(1)];
  const [first, ...rest] = it.content;
  return first === undefined || first.from < run.to
    ? { source, content: it.content }
    : { source, content: [{ from: comma + 1, to: first.to }, ...rest] };
}

/** Content that only points at something: "announcing it". */
function isBarePronoun({ parse }: Words, content: readonly Span[]): boolean {
  const [span] = content;
  return (
    content.length === 1 &&
    span !== undefined &&
    /^(?:it|this|that|them|him|her|us|me|you|these|those|so)$/i.test(
      parse.article.text.slice(span.start, span.end),
    )
  );
}

/** No source at all: "the said agreement". */
function isOnlyArticle({ lower }: Words, { from, to }: TokenRange): boolean {
  return (
    to - from === 1 && /^(?:the|a|an|this|that|these|those|its|their|and|of|to)$/.test(lower[from] as string)
  );
}

/** By what the cue is: a verb, a noun, an adjective, "according to", a mark. */
function ruleOf({ words }: Stage, { head }: Attribution): string {
  if (words.lower[head] === "according") return "statement/according-to";
  switch (words.parse.tokens.upos[head]) {
    case "VERB":
    case "AUX":
      return "statement/verb";
    case "NOUN":
    case "PROPN":
      return "statement/noun";
    case "ADJ":
      return "statement/adjective";
    case "PUNCT":
    case "SYM":
      return "statement/mark";
    default:
      return "statement/phrase";
  }
}

/**
 * The source as one run of tokens: the first that is more than marks, with what is joined to it by a mark alone. A
 * relative pronoun is who it stands for.
 *
 *     the envoy, who said that talks were over
 *     ^^^^^^^^^ the source
 */
function sourceOf(stage: Stage, { source, head }: Attribution): TokenRange | null {
  const { words } = stage;
  const runs = source.flatMap((run) => trimMarks(words, run) ?? []);
  let best: TokenRange | null = null;
  for (const run of runs) {
    if (best !== null && words.sentence[run.from] === words.sentence[best.from] && run.from - best.to <= 1)
      best = { from: best.from, to: run.to };
    else best ??= run;
  }
  if (best === null) return null;
  if (/^(?:who|which|that|whom|whose)$/.test(words.lower[best.from] as string) && best.to - best.from === 1)
    return antecedentOf(stage, head) ?? best;
  let { from, to } = best;
  while (from < to - 1 && isBeforePhrase(words, from)) from++;
  to = closeAside(words, from, to);
  if (from < to - 1 && /^['’]s?$/.test(words.lower[to - 1] as string)) to--;
  return { from, to };
}

/** The end of a phrase with its last aside whole, or without it where the aside goes on: "Arnau (pictured in 2015)". */
function closeAside({ form }: Words, from: number, to: number): number {
  let open = -1;
  for (let i = from; i < to; i++) {
    if (form[i] === "(") open = i;
    else if (form[i] === ")") open = -1;
  }
  if (open <= from) return to;
  return form[to] === ")" ? to + 1 : open;
}

/** Words that stand before a source and are no part of it. */
function isBeforePhrase({ lower, parse }: Words, i: number): boolean {
  return (
    /^(?:and|but|while|when|as|however|then|both|among)$/.test(lower[i] as string) ||
    /^(?:ADP|SCONJ|CCONJ|PUNCT)$/.test(parse.tokens.upos[i] as string) ||
    parse.tokens.xpos[i] === "VBG"
  );
}

/** The noun phrase that a relative clause hangs on, up to the clause; null when the verb is in none. */
function antecedentOf({ scene, words }: Stage, verb: number): TokenRange | null {
  const { tokens } = words.parse;
  let clause = verb;
  for (let step = 0; step < 4 && tokens.relation[clause] !== "acl:relcl"; step++) {
    const up = scene.head[clause] as number;
    if (up < 0) return null;
    clause = up;
  }
  const noun = scene.head[clause] as number;
  if (tokens.relation[clause] !== "acl:relcl" || noun < 0) return null;
  let to = Math.min(scene.left[clause] as number, (scene.right[noun] as number) + 1);
  while (noun < to - 1 && isMark(words, to - 1)) to--;
  const from = scene.left[noun] as number;
  return from < to && noun < to ? { from, to } : null;
}
