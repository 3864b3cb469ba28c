/**
 * Plain text to paragraphs: blank lines part them, hard-wrapped lines are joined, list items and the lines of
 * scrapes that put one paragraph on a line stand alone.
 */
import { normalizeBlock } from "./normalize.ts";

/** Lines of wire copy wrap at 60 to 80 columns; wider ones are paragraphs of their own. */
const widestWrap = 100;
const bullet = /^\s*(?:[-*•·▪●◦‣⦁–—]\s+|\(?\d{1,2}[.)]\s+)\S/;

/** The paragraphs in order, in canonical form, none of them empty. */
export function splitParagraphs(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\u0085\u2029\f\v]/);
  const isWrapped = isHardWrapped(lines);
  const paragraphs: string[] = [];
  let open: string[] = [];
  const close = (): void => {
    const paragraph = normalizeBlock(open.join(" "));
    if (/[\p{L}\p{N}]/u.test(paragraph)) paragraphs.push(paragraph);
    open = [];
  };
  for (const line of lines) {
    const isBlank = line.trim() === "";
    const startsAnew = isBlank || !isWrapped || bullet.test(line) || /^(?: {3,}|\t)\S/.test(line);
    if (startsAnew) close();
    if (!isBlank) open.push(line);
  }
  close();
  return paragraphs;
}

/**
 * Whether lines break in mid-sentence at a steady width. Looked at are lines that another line follows: of
 * wrapped copy most are nearly full and few end a sentence.
 */
function isHardWrapped(lines: readonly string[]): boolean {
  const followed: string[] = [];
  for (let i = 0; i + 1 < lines.length && followed.length < 2000; i++) {
    const line = (lines[i] as string).trim();
    if (line !== "" && (lines[i + 1] as string).trim() !== "") followed.push(line);
  }
  if (followed.length < 2) return false;
  const widths = followed.map((line) => line.length).sort((a, b) => a - b);
  const wide = widths[Math.floor(0.9 * (widths.length - 1))] as number;
  if (wide < 35 || widestWrap < wide) return false;
  const nFull = widths.filter((width) => 0.75 * wide <= width).length;
  const nEnded = followed.filter((line) => /[.!?…]["”’)]?$/.test(line)).length;
  return 0.6 * widths.length <= nFull && nEnded <= 0.45 * widths.length;
}
