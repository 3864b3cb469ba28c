/** Names that differ in one letter: misprints and other transliterations that no table lists. */

/**
 * Whether one letter added, left out or changed makes one text the other. Linear.
 *
 *     gbagbo  gbago      yes
 *     gbagbo  gbago la   no
 */
export function differInOneLetter(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (1 < long.length - short.length || short === long) return false;
  let i = 0;
  while (i < short.length && short[i] === long[i]) i++;
  return short.slice(short.length === long.length ? i + 1 : i) === long.slice(i + 1);
}
