/**
 * The model's attributions as statements: spans without quotation marks and "that", a source that is no relative
 * pronoun, form and kind, and through whom, to whom and when it was said.
 */
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Statement, StatementForm, StatementKind } from "../model/finding.ts";
import type { TokenRange } from "../model/parse.ts";
import type { Span } from "../model/span.ts";
import type { Attribution } from "./attribution/attributions.ts";
import type { Scene } from "./attribution/scene.ts";
import { frameOf } from "./carriers.ts";
import type { Stage } from "./stage.ts";
import { quotationsWithin, spanOf, type Words } from "./words.ts";

/** The statement of an attribution; null when nothing is left of its content. */
export function statementOfAttribution(stage: Stage, attribution: Attribution): Statement | null {
  const { words } = stage;
  const content = attribution.content.flatMap((run) => contentSpans(words, run));
  if (content.length === 0) return null;
  const cue = attribution.cue.find(({ from, to }) => from <= attribution.head && attribution.head < to);
  const cueRange = trimMarks(words, cue ?? { from: attribution.head, to: attribution.head + 1 });
  const source = sourceOf(stage, attribution);
  const form = formOf(words, content);
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
    confidence: Math.round(100 / (1 + Math.exp(-attribution.score))) / 100,
    rule: ruleOf(stage, attribution),
  };
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
  while (from < to - 1 && /^(?:and|but|while|when|as|however|then|both)$/.test(words.lower[from] as string))
    from++;
  if (from < to - 1 && /^['’]s?$/.test(words.lower[to - 1] as string)) to--;
  return { from, to };
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

function isMark(words: Words, i: number): boolean {
  const upos = words.parse.tokens.upos[i];
  return upos === "PUNCT" || (upos === "_" && !/[\p{L}\p{N}]/u.test(words.form[i] as string));
}

/** The run without marks at its edges; null when it holds nothing else. Abbreviations keep their stop: it is theirs. */
export function trimMarks(words: Words, { from, to }: TokenRange): TokenRange | null {
  while (from < to && isMark(words, from)) from++;
  while (from < to && isMark(words, to - 1)) to--;
  return from < to ? { from, to } : null;
}

/**
 * A run of content as spans: cut where one quotation ends and the next begins, without the marks around a quotation,
 * the comma that belongs to the sentence around, and a leading "that".
 */
export function contentSpans(words: Words, run: TokenRange): Span[] {
  const text = words.parse.article.text;
  const whole = spanOf(words, run.from, run.to);
  const cuts: Span[] = [];
  let start = whole.start;
  for (const q of quotationsWithin(words, whole)) {
    // Marks around a whole clause part what is quoted from what is not; those around a phrase stay where they are.
    if (q.kind !== "speech" || q.innerEnd - q.innerStart < 20) continue;
    const before = text.slice(start, Math.max(start, q.start));
    if (/[\p{L}\p{N}]/u.test(before)) {
      if (!/[.!?”"»]\s*$|^\s*$/.test(before)) continue; // Indirect speech that goes over into a quotation: one span.
      cuts.push({ start, end: q.start });
    }
    cuts.push({ start: Math.max(start, q.innerStart), end: Math.min(whole.end, q.innerEnd) });
    start = Math.min(whole.end, q.end);
  }
  if (start < whole.end) cuts.push({ start, end: whole.end });
  return cuts
    .map((span) => trimContent(words, span))
    .filter((span) => /[\p{L}\p{N}]/u.test(text.slice(span.start, span.end)));
}

const opening = /["“„«‘'(]/;
const closing = /["”»’')]/;

/** Without white space, commas and colons at its edges, marks that have no partner within, and a leading "that". */
export function trimContent(words: Words, span: Span): Span {
  const { text } = words.parse.article;
  let { start, end } = span;
  for (let changed = true; changed && start < end;) {
    changed = false;
    const first = text.charAt(start);
    const last = text.charAt(end - 1);
    if (/[\s,:;—–]/.test(first) || (first === "-" && /\s/.test(text.charAt(start + 1)))) {
      start++;
      changed = true;
    } else if (/[\s,—–]/.test(last)) {
      end--;
      changed = true;
    } else if (opening.test(first) && closing.test(last) && isPair(words, start, end)) {
      start++;
      end--;
      changed = true;
    } else if (/["“„«]/.test(first) && !closesWithin(words, start, end)) {
      start++;
      changed = true;
    } else if (/["”»]/.test(last) && !opensWithin(words, start, end)) {
      end--;
      changed = true;
    } else if (/[“„«(]/.test(last)) {
      end--;
      changed = true;
    } else {
      const that = /^that\s+/i.exec(text.slice(start, start + 12));
      if (that !== null && isConjunction(words, start)) {
        start += that[0].length;
        changed = true;
      }
    }
  }
  // The stop belongs to the sentence, unless it stands within quotation marks.
  while (
    start < end &&
    /[.]/.test(text.charAt(end - 1)) &&
    !isAbbreviation(words, end) &&
    !isQuotedAt(words, end - 1)
  )
    end--;
  return { start, end };
}

function isPair({ quotationFrom }: Words, start: number, end: number): boolean {
  return quotationFrom.get(start)?.end === end;
}

function closesWithin({ quotationFrom }: Words, start: number, end: number): boolean {
  const quotation = quotationFrom.get(start);
  return quotation !== undefined && quotation.closed && quotation.end <= end;
}

function opensWithin({ quotationTo }: Words, start: number, end: number): boolean {
  const quotation = quotationTo.get(end);
  return quotation !== undefined && start <= quotation.start;
}

function isQuotedAt(words: Words, offset: number): boolean {
  return quotationsWithin(words, { start: offset, end: offset + 1 }).some(
    (q) => q.innerStart <= offset && offset < q.innerEnd,
  );
}

/** Whether the token that ends here is more than a stop: "the U.S." */
function isAbbreviation(words: Words, end: number): boolean {
  const i = tokenBefore(words, end);
  return 0 <= i && 1 < (words.form[i] as string).length && !/^[.!?…]+$/.test(words.form[i] as string);
}

/** "that" before a clause, not "that man" or "that is why". */
function isConjunction(words: Words, start: number): boolean {
  const { tokens } = words.parse;
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens.start[middle] as number) < start) low = middle + 1;
    else high = middle;
  }
  return tokens.start[low] === start && (tokens.upos[low] === "SCONJ" || tokens.xpos[low] === "IN");
}

/** Last token that ends at or before an offset. */
function tokenBefore(words: Words, offset: number): number {
  const { end, length } = words.parse.tokens;
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((end[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** `direct` where every word stands in quotation marks, `mixed` where some do. */
export function formOf(words: Words, content: readonly Span[]): StatementForm {
  const { text } = words.parse.article;
  let nQuoted = 0;
  let nWords = 0;
  for (const span of content) {
    const within = quotationsWithin(words, span);
    for (const match of text.slice(span.start, span.end).matchAll(/[\p{L}\p{N}]+/gu)) {
      nWords++;
      const at = span.start + match.index;
      if (within.some((q) => q.innerStart <= at && at < q.innerEnd)) nQuoted++;
    }
  }
  if (nQuoted === 0) return "indirect";
  return nWords * 0.9 <= nQuoted ? "direct" : "mixed";
}

/** By the cue's lemma; where it is not listed, by what it governs. */
function kindOf(
  { lexicon, words, scene }: Stage,
  { head, content }: Attribution,
  form: StatementForm,
): StatementKind {
  const { tokens } = words.parse;
  const lemma = (tokens.lemma[head] as string).toLowerCase();
  const listed = lexicon.cueKinds.get(`${partOf(tokens.upos[head] as string)} ${lemma}`);
  const governs = (relation: string): boolean => {
    for (let child = scene.firstChild[head] as number; 0 <= child; child = scene.nextSibling[child] as number)
      if (tokens.relation[child] === relation && content.some((run) => run.from <= child && child < run.to))
        return true;
    return false;
  };
  // "hopes to", "threatened to", "wants to": what is meant to be done.
  if (listed !== "speech" && listed !== "thought" && governs("xcomp") && form === "indirect") {
    const clause = [...childrenOf(scene, head)].find((child) => tokens.relation[child] === "xcomp");
    if (clause !== undefined && tokens.xpos[clause] === "VB") return "intention";
  }
  if (listed !== undefined) return listed;
  if (form !== "indirect") return "speech";
  return governs("ccomp") ? "speech" : "attitude";
}

function* childrenOf(scene: Scene, i: number): Generator<number> {
  for (let child = scene.firstChild[i] as number; 0 <= child; child = scene.nextSibling[child] as number)
    yield child;
}

function partOf(upos: string): "verb" | "noun" | "adjective" {
  return upos === "NOUN" || upos === "PROPN" ? "noun" : upos === "ADJ" ? "adjective" : "verb";
}

/** The kind of a listed verb; speech where it is not listed. */
function kindOfVerb(lexicon: Lexicon, lemma: string): StatementKind {
  return lexicon.cueKinds.get(`verb ${lemma}`) ?? "speech";
}
