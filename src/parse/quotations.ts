/**
 * Quotation marks to quotations: pairs within a paragraph, nested ones, ones never closed, and quotations that
 * run on over paragraphs, each of which opens them again. Apostrophes are no marks.
 */
import { readRoles, type Article, type Block } from "../model/article.ts";
import type { Quotation } from "../model/parse.ts";

/** A mark that has been opened. */
interface Open {
  readonly start: number;
  readonly family: Family;
  readonly depth: number;
}

type Family = "double" | "single" | "angle";
type Side = "open" | "close" | "either";

/** The deepest nesting kept; news has two. */
const deepest = 4;

/** All quotations of the blocks that are read and end before `limit`, by start. */
export function findQuotations(article: Article, limit: number): Quotation[] {
  const found: Quotation[] = [];
  let runningOn: { readonly index: number; readonly family: Family } | null = null;
  for (const block of article.blocks) {
    if (!readRoles.has(block.role) || limit < block.end) continue;
    const { quotations, unclosed } = pairMarks(article.text, block);
    const base = found.length;
    for (const it of quotations) {
      const continues: number | null =
        runningOn !== null &&
        found.length === base &&
        it.start === block.start &&
        familyAt(article.text, it.start) === runningOn.family
          ? runningOn.index
          : null;
      found.push({ ...it, continues });
    }
    const last = unclosed === null ? -1 : found.findLastIndex((it) => it.start <= unclosed.start);
    runningOn = last < 0 || unclosed === null ? null : { index: last, family: unclosed.family };
  }
  return found;
}

function familyAt(text: string, at: number): Family | null {
  return markAt(text, at, at, text.length)?.family ?? null;
}

/** The quotations of one block, and the outermost mark that was left open, if any. */
function pairMarks(
  text: string,
  block: Block,
): { quotations: Omit<Quotation, "continues">[]; unclosed: Open | null } {
  const quotations: Omit<Quotation, "continues">[] = [];
  const stack: Open[] = [];
  const close = (open: Open, innerEnd: number, end: number, closed: boolean): void => {
    const innerStart = open.start + 1;
    if (innerEnd <= innerStart) return;
    const kind = kindOf(text, innerStart, innerEnd, closed);
    quotations.push({ start: open.start, end, innerStart, innerEnd, kind, depth: open.depth, closed });
  };
  for (let at = block.start; at < block.end; at++) {
    const mark = markAt(text, at, block.start, block.end);
    if (mark === null) continue;
    const matching = stack.findLastIndex((open) => open.family === mark.family);
    const opens = mark.side === "open" || (mark.side === "either" && matching < 0);
    if (opens) {
      // An opening mark of a family that is open already: the first was never closed.
      if (mark.family !== "single" && 0 <= matching) {
        for (const open of stack.splice(matching))
          if (open.family === mark.family) close(open, at, at, false);
      }
      if (stack.length < deepest) stack.push({ start: at, family: mark.family, depth: stack.length });
    } else if (0 <= matching) {
      const [open] = stack.splice(matching); // What was opened inside and not closed was none.
      if (open !== undefined) close(open, at, at + 1, true);
    }
  }
  const unclosed = stack.find((open) => open.family !== "single") ?? null;
  if (unclosed !== null) close(unclosed, block.end, block.end, false);
  return { quotations: quotations.sort((a, b) => a.start - b.start), unclosed };
}

/** The mark at an offset, with the side it faces; null for anything else, apostrophes among them. */
function markAt(text: string, at: number, from: number, to: number): { family: Family; side: Side } | null {
  switch (text.charCodeAt(at)) {
    case 0x201c: // “
      return { family: "double", side: isClosedShape(text, at, from, to) ? "close" : "open" };
    case 0x201e: // „
      return { family: "double", side: "open" };
    case 0x201d: // ”
      return { family: "double", side: isOpenShape(text, at, from, to) ? "open" : "close" };
    case 0xab: // «
      return { family: "angle", side: "open" };
    case 0xbb: // »
      return { family: "angle", side: "close" };
    case 0x22: // "
      if (isOpenShape(text, at, from, to)) return { family: "double", side: "open" };
      return { family: "double", side: isClosedShape(text, at, from, to) ? "close" : "either" };
    case 0x2018: // ‘
      return isOpenShape(text, at, from, to) ? { family: "single", side: "open" } : null;
    case 0x2019: // ’
    case 0x27: // '
      if (
        text.charCodeAt(at) === 0x27 &&
        isOpenShape(text, at, from, to) &&
        !/^'(?:\d0s|em|til|tis|twas|n)\b/.test(text.slice(at, at + 6))
      ) {
        return { family: "single", side: "open" };
      }
      return isClosedShape(text, at, from, to) && !isPossessive(text, at)
        ? { family: "single", side: "close" }
        : null;
    default:
      return null;
  }
}

const edge = /[\s([{—–\-/“”"‘]/;

/** Space or an opening mark before, a letter after. */
function isOpenShape(text: string, at: number, from: number, to: number): boolean {
  const before = at === from || edge.test(text.charAt(at - 1));
  const after = at + 1 < to && /[\p{L}\p{N}$€£#@([…‘'“.]/u.test(text.charAt(at + 1));
  return before && after;
}

/** No space before; space, punctuation or the end after. */
function isClosedShape(text: string, at: number, from: number, to: number): boolean {
  const before = from < at && !/[\s([]/.test(text.charAt(at - 1));
  const after = at + 1 >= to || /[\s,.;:!?)\]}—–\-/”"’']/.test(text.charAt(at + 1));
  return before && after;
}

/** "the allies' demands": an apostrophe after s before a space closes nothing that a comma or stop does not precede. */
function isPossessive(text: string, at: number): boolean {
  return /s/i.test(text.charAt(at - 1)) && /\s/.test(text.charAt(at + 1));
}

const clauseWords =
  /\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|cannot|can't|can’t|may|might|must|should|do|does|did|don't|don’t|we|i|they|he|she|it|you|it's|it’s|we're|we’re|i'm|i’m|let's|let’s)\b/i;

/** A clause is speech; a word or phrase is a fragment of someone else's sentence. */
function kindOf(text: string, start: number, end: number, closed: boolean): Quotation["kind"] {
  const words = text.slice(start, Math.min(end, start + 2000)).trim();
  const nWords = words.split(/\s+/).length;
  if (!closed) return nWords < 4 ? "fragment" : "speech";
  if (/[.!?,]$/.test(words) && (3 <= nWords || /[.!?]$/.test(words)))
    return 2 < nWords || clauseWords.test(words) ? "speech" : "fragment";
  if (nWords < 4) return "fragment";
  return clauseWords.test(words) && (/^\p{Lu}/u.test(words) || 8 <= nWords) ? "speech" : "fragment";
}
