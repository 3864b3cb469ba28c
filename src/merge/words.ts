/**
 * Words as sets of stems, for telling whether two wordings say the same. A stem is the first letters of a word:
 * crude, but it joins what two translators make of one sentence ("hegemonism", "ambitions of hegemony").
 */

/** Letters of a stem at most: 5 joins hegemony and hegemonism, and keeps contact and contract apart. */
const stemLength = 5;

const emptyWords = new Set(
  (
    "the a an and or but of to in on at by for from with as is are was were be been being it its this that these those " +
    "he she they we you i his her their our your him them us who which what when where will would shall should can " +
    "could may might must has have had do does did not no nor so if than then there here also said says say mr mrs ms " +
    "don doesn didn isn wasn aren weren won wouldn couldn hasn haven t s d m re ve ll just know think want very really"
  ).split(" "),
);

/** Most stems of one wording; a longer one is compared by its beginning. */
const mostStems = 200;

/** The distinct stems of the words that carry meaning, sorted. */
export function stemsOf(text: string): readonly string[] {
  const stems = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    if (emptyWords.has(word)) continue;
    stems.add(isNumeral(word) ? word : stemOf(word));
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

/** The word without its commonest endings, cut: lift, lifts, lifted and lifting are one. */
function stemOf(word: string): string {
  return word.replace(/(?<=\p{L}{3})(?:ing|ed|es|s)$/u, "").slice(0, stemLength);
}

function isNumeral(word: string): boolean {
  return /^\p{N}/u.test(word);
}

/** Whether two wordings give different numbers: twelve dead and fourteen dead are two statements. */
function differInNumbers(a: readonly string[], b: readonly string[]): boolean {
  const [few, many] = [a.filter(isNumeral), b.filter(isNumeral)].sort((x, y) => x.length - y.length);
  return (few ?? []).some((numeral) => !(many ?? []).includes(numeral));
}

/** A wording this many times longer than the other shares words with it by chance; then nearly all must be shared. */
const lengthsApart = 3;
const shareOfLonger = 0.85;

/**
 * Whether one wording is said again in the other: at least four stems are shared and they are most of the shorter
 * one (nearly all when the other is much longer); or the shorter has three and the other all of them; or both are shorter still and equal. Their numbers must not
 * differ.
 *
 * @param share of the shorter wording's stems, 0 to 1
 */
export function saysAgain(a: readonly string[], b: readonly string[], share: number): boolean {
  const least = Math.min(a.length, b.length);
  const shared = nSharedStems(a, b);
  if (differInNumbers(a, b)) return false;
  if (least < 3) return 0 < least && shared === Math.max(a.length, b.length);
  if (least === 3) return shared === 3;
  const needed = lengthsApart * least < Math.max(a.length, b.length) ? shareOfLonger : share;
  return 4 <= shared && Math.max(share, needed) * least <= shared;
}
