/** What can be told of a block from its letters alone, shared by plain text and HTML. */

export interface Shape {
  readonly nWords: number;
  /** Terminal stops (`.`, `!`, `?`, `…`) that end a word. */
  readonly nStops: number;
  /** Ends like a sentence, closing quotes and brackets aside. */
  readonly endsSentence: boolean;
  readonly startsLower: boolean;
  /** Share of words that begin with a capital letter. */
  readonly capitalShare: number;
  /** Share of letters that are capitals. */
  readonly shoutShare: number;
  /** Longest run of words without a terminal stop. */
  readonly longestRun: number;
}

const sentenceEnd = /[.!?…][\p{Pe}\p{Pf}"'”’»*]*$/u;
const wordStop = /[.!?…][\p{Pe}\p{Pf}"'”’»,]*$/u;
/** Words whose point does not end a sentence. */
const pointed =
  /^(?:\p{Lu}|mr|mrs|ms|dr|st|gen|sen|rep|gov|lt|col|sgt|prof|no|vs|u\.s|u\.n|u\.k|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$/iu;

/** The shape of a block in canonical form. */
export function shapeOf(text: string): Shape {
  let nWords = 0;
  let nStops = 0;
  let nCapital = 0;
  let run = 0;
  let longestRun = 0;
  for (const word of text.split(" ")) {
    if (!/[\p{L}\p{N}]/u.test(word)) continue;
    nWords++;
    run++;
    if (/^[^\p{L}\p{N}]*\p{Lu}/u.test(word)) nCapital++;
    if (wordStop.test(word) && !pointed.test(word)) {
      nStops++;
      longestRun = Math.max(longestRun, run);
      run = 0;
    }
  }
  const nUpper = text.match(/\p{Lu}/gu)?.length ?? 0;
  const nLower = text.match(/\p{Ll}/gu)?.length ?? 0;
  return {
    nWords,
    nStops,
    endsSentence: sentenceEnd.test(text),
    startsLower: /^[^\p{L}\p{N}]{0,3}\p{Ll}/u.test(text),
    capitalShare: nWords === 0 ? 0 : nCapital / nWords,
    shoutShare: nUpper + nLower === 0 ? 0 : nUpper / (nUpper + nLower),
    longestRun: Math.max(longestRun, run),
  };
}

/** Reads like running text: at least a dozen words, and a sentence that ends or is long and mostly lower case. */
export function isProse(text: string, shape: Shape): boolean {
  if (shape.nWords < 12) return shape.nWords >= 6 && shape.endsSentence && shape.capitalShare < 0.7;
  return (shape.endsSentence || 1 <= shape.nStops || /[,;:—–"”]/.test(text)) && shape.capitalShare < 0.6;
}

const particle = "(?:de|del|della|di|da|dos|du|van|von|der|den|el|al|bin|ibn|la|le|ter|ten|zu|of)";
const nameWord = "\\p{Lu}[\\p{L}'’.-]*";
const personName = new RegExp(`^${nameWord}(?: (?:${particle} )?${nameWord}){1,3}$`, "u");

/** Whether the words could be a person's name and nothing else: two to four capitalised words. */
export function looksLikeName(text: string): boolean {
  return text.length <= 60 && personName.test(text) && !/[.!?:]$/.test(text);
}

/** Words without case and punctuation, for telling whether two lines say the same. */
export function wordsKey(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

/**
 * A list of teasers run together into one block, as scrapes leave it: hardly a stop or a comma, a label that
 * recurs once per item, and items that begin in mid-line.
 *
 *     Read on Straits Pro Pro Six ways to keep a hot dog stand Articles Pro How to hire Articles Pro Why …
 *                         ^^^                                  ^^^^^^^^ ^^^             ^^^^^^^^ ^^^
 *
 * A name that recurs in prose has verbs after it and stops between: of 123 long paragraphs of news that pass
 * without the tests for stops and commas, 120 were prose.
 */
export function looksLikeTeasers(text: string, shape: Shape): boolean {
  if (shape.nWords < 24 || shape.endsSentence || shape.nWords < 35 * shape.nStops) return false;
  if (shape.nWords < 25 * (text.match(/[,;]/g)?.length ?? 0) || /[“”"«»]/.test(text)) return false;
  const words = text.split(" ");
  const seams = new Map<string, number>();
  let nSeams = 0;
  words.forEach((word, i) => {
    // A capital after a capitalised label: "… empire Articles Pro The".
    if (!/^\p{Lu}\p{L}+$/u.test(word) || !/^\P{L}?\p{Lu}/u.test(words[i + 1] ?? "")) return;
    seams.set(word, (seams.get(word) ?? 0) + 1);
    if (/^\p{Ll}+$/u.test(words[i - 1] ?? "")) nSeams++;
  });
  return 3 <= nSeams && 3 <= Math.max(...seams.values());
}
