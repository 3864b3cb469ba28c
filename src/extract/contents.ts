/**
 * What was said as spans of the text: without quotation marks, "that" and the marks of the sentence around, and by that
 * whether the words are the speaker's own.
 */
import type { StatementForm } from "../model/finding.ts";
import type { TokenRange } from "../model/parse.ts";
import type { Span } from "../model/span.ts";
import { quotationsWithin, spanOf, type Words } from "./words.ts";

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

export function isMark(words: Words, i: number): boolean {
  const upos = words.parse.tokens.upos[i];
  return upos === "PUNCT" || (upos === "_" && !/[\p{L}\p{N}]/u.test(words.form[i] as string));
}
