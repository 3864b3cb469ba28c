/**
 * What part of time a chart draws. An article of today that mentions 1961 would press sixty years of nothing beside the
 * two that the ledger is about; what lies outside is counted in the caption and stands in the table.
 */

/** How many there are at a place in time. */
export interface Tally {
  readonly at: number;
  readonly n: number;
}

export interface DrawnRange {
  /** First and last place that is drawn, both included. */
  readonly from: number;
  readonly to: number;
  /** How many lie before, and after. */
  readonly nBefore: number;
  readonly nAfter: number;
}

/** Of all that there is, at most this share is left out. */
const mostOutside = 0.05;
/** And only where the rest fits into this share of the time. */
const mostOfTime = 0.5;

/** The range for places in order of time; null where there are none. */
export function drawnRange(tallies: readonly Tally[]): DrawnRange | null {
  const [first, last] = [tallies[0], tallies.at(-1)];
  if (first === undefined || last === undefined) return null;
  const whole = { from: first.at, to: last.at, nBefore: 0, nAfter: 0 };
  const room = Math.floor(tallies.reduce((sum, { n }) => sum + n, 0) * mostOutside);
  let best: DrawnRange = whole;
  let nBefore = 0;
  for (const [i, { at, n }] of tallies.entries()) {
    if (room < nBefore) break;
    let nAfter = 0;
    let end = tallies.length - 1;
    while (i < end && nBefore + nAfter + (tallies[end] as Tally).n <= room)
      nAfter += (tallies[end--] as Tally).n;
    const to = (tallies[end] as Tally).at;
    if (to - at < best.to - best.from) best = { from: at, to, nBefore, nAfter };
    nBefore += n;
  }
  return best.to - best.from <= (whole.to - whole.from) * mostOfTime ? best : whole;
}

/** "1 before 2014 and 2 after 2020 are not drawn"; null where all is. */
export function outsideWords(
  { from, to, nBefore, nAfter }: DrawnRange,
  nameOf: (at: number) => string,
): string | null {
  const parts = [
    ...(nBefore === 0 ? [] : [`${nBefore.toLocaleString("en")} before ${nameOf(from)}`]),
    ...(nAfter === 0 ? [] : [`${nAfter.toLocaleString("en")} after ${nameOf(to)}`]),
  ];
  if (parts.length === 0) return null;
  return `${parts.join(" and ")} ${nBefore + nAfter === 1 ? "is" : "are"} not drawn`;
}
