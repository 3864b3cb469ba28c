/**
 * Links that a scrape has run into a sentence: behind a name that was a link, the tag's full name and the titles of its
 * latest stories, without a space or a stop between.
 */

/** A paragraph without what was run into it, and the runs taken out, in order. */
export interface Lifted {
  readonly text: string;
  readonly inserts: readonly string[];
}

/** How far before its second mention a name may stand, in characters: "(Daniel) Ray " lies between. */
const furthestName = 60;
/** Characters of a run at most; longer ones are no run. */
const longestRun = 900;
const runEnd = " MORE";
/** Before a capital within a name: "McAda", "DeLobo". */
const namePrefix = /^(?:.|Ma?c|Fitz|D[aeiu]|L[aeou]|V[ao]n|[AE]l|Ja|St)$/u;
/** A word in which a name has grown together with a title: "CoatsThis", "Leahy2020". */
const seam = /(?<=[\p{L}.)’'"-])\p{Ll}(?=[\p{Lu}\d‘“'"])/gu;

/**
 * Takes out the runs that begin behind a name, go on with the same name grown together with a title, and end at "MORE".
 *
 *     President Arnau Celia Maria ArnauPort to open on Friday Talks resume MORE said so.
 *                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 *     Bruno LoboBruno Enrique LoboLobo leaves Talks resume MORE (D-Ohio) said so.
 *               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 */
export function liftInserts(paragraph: string): Lifted {
  if (!paragraph.includes(runEnd)) return { text: paragraph, inserts: [] };
  const inserts: string[] = [];
  let text = "";
  let from = 0;
  for (const { index } of paragraph.matchAll(seam)) {
    if (index < from) continue;
    const start = runStart(paragraph, index + 1, from);
    const length = start < 0 ? -1 : paragraph.slice(index + 1, index + 1 + longestRun).indexOf(runEnd);
    if (length < 0) continue;
    const to = index + 1 + length + runEnd.length;
    if (/^[\p{L}\d]/u.test(paragraph.slice(to, to + 1))) continue; // "MOREOVER".
    text += paragraph.slice(from, start);
    inserts.push(paragraph.slice(start, to).trim());
    from = to;
  }
  return { text: text + paragraph.slice(from), inserts };
}

/** Where the run begins whose name ends at `seamEnd`: behind the same word's first mention; -1 where there is none. */
function runStart(text: string, seamEnd: number, floor: number): number {
  const word = /[\p{L}’'-]+$/u.exec(text.slice(Math.max(floor, seamEnd - furthestName), seamEnd))?.[0] ?? "";
  if (!/^\p{Lu}/u.test(word) || namePrefix.test(word)) return -1;
  const window = Math.max(floor, seamEnd - word.length - furthestName);
  const before = text.slice(window, seamEnd - word.length);
  const at = before.lastIndexOf(word);
  const isWhole = 0 <= at && !/^\p{L}/u.test(before.slice(at + word.length));
  if (!isWhole || /[.!?;:”"]/u.test(before.slice(at + word.length).replace(/\b\p{Lu}[\p{L}]?\./gu, ""))) {
    // The name may be grown together already: "LoboBruno Enrique Lobo…" begins at this very seam.
    return secondSeam(text, seamEnd, word);
  }
  return window + at + word.length;
}

/** The seam itself where the same name comes again, with a seam of its own: the first of two. */
function secondSeam(text: string, seamEnd: number, word: string): number {
  const after = text.slice(seamEnd, seamEnd + furthestName);
  const again = after.indexOf(word);
  return 0 <= again && /^[\p{Lu}\d‘“'"]/u.test(after.slice(again + word.length)) ? seamEnd : -1;
}
