/**
 * Whether a text is English, cheaply. English news is a third function words, and no other language shares
 * twelve of every hundred with it; only what fails this test is worth a language detector (`detector.ts`).
 */

const functionWords = new Set(
  "the of and to in that is was for on with as by at from he his it its had has have be are were not this which an or but they their who will would said been after than about".split(
    " ",
  ),
);

/** What this file knows of a text; `unsure` asks for a detector. */
export type EnglishTest = "english" | "too-short" | "unsure";

/** Characters of text that the tests look at; more adds nothing. */
const sampleSize = 20_000;

/** Letters without which no test can be trusted (`eld` needs 50 characters or more: research/extraction.md). */
const fewestLetters = 60;

/** The quick test. Text with fewer than 60 letters is too short to tell. */
export function testEnglish(text: string): EnglishTest {
  const sample = text.slice(0, sampleSize);
  let nWords = 0;
  let nFunction = 0;
  let nLetters = 0;
  for (const [word] of sample.matchAll(/\p{L}+/gu)) {
    nWords++;
    nLetters += word.length;
    if (functionWords.has(word.toLowerCase())) nFunction++;
  }
  if (nLetters < fewestLetters) return "too-short";
  return 12 <= nWords && 0.2 * nWords <= nFunction ? "english" : "unsure";
}

/** Tells a language by its words: BCP 47 primary subtag, or null when it is not sure. */
export type LanguageDetector = (text: string) => string | null;

/** The language of the text; null when it is too short or the detector is not sure. */
export function identifyLanguage(text: string, detect: LanguageDetector): string | null {
  const test = testEnglish(text);
  if (test === "english") return "en";
  return test === "too-short" ? null : detect(text.slice(0, sampleSize));
}
