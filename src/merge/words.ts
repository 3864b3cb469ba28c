/**
 * Words as sets of stems, for telling whether two wordings say the same. A stem is the first letters of a word:
 * crude, but it joins what two translators make of one sentence ("hegemonism", "ambitions of hegemony").
 */

/** Letters of a stem: 5 joins hegemony and hegemonism, and keeps contact and contract apart. */
const stemLength = 5;

const emptyWords = new Set(
  (
    "the a an and or but of to in on at by for from with as is are was were be been being it its this that these those " +
    "he she they we you i his her their our your him them us who which what when where will would shall should can " +
    "could may might must has have had do does did not no nor so if than then there here also said says say mr mrs ms"
  ).split(" "),
);

/** Most stems of one wording; a longer one is compared by its beginning. */
const mostStems = 200;

/** The distinct stems of the words that carry meaning, sorted. */
export function stemsOf(text: string): readonly string[] {
  const stems = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    if (emptyWords.has(word)) continue;
    stems.add(isNumeral(word) ? word : word.slice(0, stemLength));
    if (mostStems <= stems.size) break;
  }
  return [...stems].sort();
}

/** How many stems two sorted lists share. */
export function nSharedStems(a: readonly string[], b: readonly string[]): number {
  let [i, j, n] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i] as string, b[j] as string];
    if (left === right) n++;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return n;
}

function isNumeral(word: string): boolean {
  return /^\p{N}/u.test(word);
}

/** Whether two wordings give different numbers: twelve dead and fourteen dead are two statements. */
function differInNumbers(a: readonly string[], b: readonly string[]): boolean {
  const [few, many] = [a.filter(isNumeral), b.filter(isNumeral)].sort((x, y) => x.length - y.length);
  return (few ?? []).some((numeral) => !(many ?? []).includes(numeral));
}

/**
 * Whether one wording is said again in the other: at least three stems are shared and they are most of the shorter
 * one, or the two are short and equal; and their numbers do not differ.
 *
 * @param share of the shorter wording's stems, 0 to 1
 */
export function saysAgain(a: readonly string[], b: readonly string[], share: number): boolean {
  const least = Math.min(a.length, b.length);
  const shared = nSharedStems(a, b);
  if (differInNumbers(a, b)) return false;
  if (least < 3) return 0 < least && shared === Math.max(a.length, b.length);
  return 3 <= shared && share * least <= shared;
}
