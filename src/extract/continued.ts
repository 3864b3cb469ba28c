/** Quotations with no cue of their own that go on with what somebody said before. */
import type { Statement } from "../model/finding.ts";
import type { Quotation } from "../model/parse.ts";
import type { Span } from "../model/span.ts";
import { trimContent } from "./contents.ts";
import type { Stage } from "./stage.ts";
import { tokenAt, type Words } from "./words.ts";

/** How often each rule was right (docs/attributions.md). */
const confidences = { "goes-on": 0.95, follows: 0.95, alone: 0.9 } as const;

/**
 * Statements that go on; `told` are those found before, by start of their first content.
 *
 *     “We will wait,” the minister said. “We have time.”
 *                                         ^^^^^^^^^^^^ follows, in the same paragraph
 */
export function findContinued(stage: Stage, told: readonly Statement[]): Statement[] {
  const { words } = stage;
  const { quotations } = words.parse;
  const found: Statement[] = [];
  /** The statement each quotation belongs to, found here or before. */
  const owner = new Map<Quotation, Statement>();
  const contents = told
    .flatMap((statement) => statement.content.map((span) => ({ span, statement })))
    .sort((a, b) => a.span.start - b.span.start);
  let next = 0;
  let last: Statement | null = null;
  for (const quotation of quotations) {
    if (0 < quotation.depth) continue;
    while (next < contents.length && (contents[next] as (typeof contents)[0]).span.start < quotation.end) {
      last = (contents[next] as (typeof contents)[0]).statement;
      if (quotation.start < (contents[next] as (typeof contents)[0]).span.end) owner.set(quotation, last);
      next++;
    }
    if (owner.has(quotation) || quotation.kind !== "speech") continue;
    if (last !== null && covers(last, quotation)) {
      owner.set(quotation, last);
      continue;
    }
    const before = quotation.continues === null ? undefined : quotations[quotation.continues];
    const carried = before === undefined ? undefined : owner.get(before);
    const rule: keyof typeof confidences | null =
      carried !== undefined ? "goes-on" : last === null ? null : howItFollows(words, last, quotation);
    const same: Statement | null = carried ?? last;
    if (rule === null || same === null || same.speaker === null) continue;
    const content = trimContent(words, { start: quotation.innerStart, end: quotation.innerEnd });
    if (content.end <= content.start) continue;
    const statement: Statement = {
      ...same,
      cue: null,
      content: [content],
      form: "direct",
      kind: "speech",
      via: [],
      addressee: null,
      confidence: confidences[rule],
      rule: `statement/quotation-${rule}`,
    };
    owner.set(quotation, statement);
    found.push(statement);
    last = statement;
  }
  return found;
}

function covers(statement: Statement, span: Span): boolean {
  return statement.content.some((it) => it.start <= span.start + 1 && span.end - 1 <= it.end);
}

/** Whether a quotation begins the sentence after a statement's, or is a paragraph of its own after it. */
function howItFollows(words: Words, statement: Statement, quotation: Quotation): "follows" | "alone" | null {
  const { sentences, article, tokens } = words.parse;
  const first = tokenAt(words, quotation.start);
  const end = Math.max(
    statement.cue?.end ?? 0,
    statement.speaker?.end ?? 0,
    ...statement.content.map((it) => it.end),
  );
  const lastToken = tokenAt(words, end) - 1;
  const here = sentences[words.sentence[first] as number];
  const there = sentences[words.sentence[Math.max(0, lastToken)] as number];
  if (here === undefined || there === undefined || first >= tokens.length) return null;
  if (here.start !== quotation.start) return null;
  if (here.block === there.block) {
    const gap = article.text.slice(Math.max(end, there.end), quotation.start);
    return here.from !== there.from && !/[\p{L}\p{N}]/u.test(gap) ? "follows" : null;
  }
  const block = article.blocks[here.block];
  const isNext = sentences[(words.sentence[first] as number) - 1]?.block === there.block;
  if (block === undefined || !isNext || statement.form === "indirect" || statement.kind !== "speech")
    return null;
  const rest = article.text.slice(Math.min(quotation.end, block.end), block.end);
  return block.start === quotation.start && !/[\p{L}\p{N}]/u.test(rest) ? "alone" : null;
}
