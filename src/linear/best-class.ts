/** Choosing among classes whose weights for a feature lie in one block of a table. */

/**
 * The candidate whose weights over the features sum highest; the first of equals. Four candidates are summed at once, since
 * what costs is asking for features and blocks. The features are used up.
 *
 * @param weights a power of two in length; the weight of feature `h` for class `c` stands at `(h >>> shift) ^ c`
 * @param n how many features there are
 * @param candidates classes, at least one
 */
export function bestClass(
  weights: Int8Array,
  features: Int32Array,
  n: number,
  candidates: readonly number[],
): number {
  const down = Math.clz32(weights.length) + 1;
  for (let k = 0; k < n; k++) features[k]! >>>= down;
  const last = candidates.length - 1;
  let best = 0;
  let bestSum = -Infinity;
  let at = 0;
  for (; at < last - 1; at += 4) {
    const [c0, c1] = [candidates[at]!, candidates[at + 1]!];
    const [c2, c3] = [candidates[at + 2]!, candidates[Math.min(at + 3, last)]!];
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let k = 0; k < n; k++) {
      const feature = features[k]!;
      sum0 += weights[feature ^ c0]!;
      sum1 += weights[feature ^ c1]!;
      sum2 += weights[feature ^ c2]!;
      sum3 += weights[feature ^ c3]!;
    }
    if (bestSum < sum0) [best, bestSum] = [c0, sum0];
    if (bestSum < sum1) [best, bestSum] = [c1, sum1];
    if (bestSum < sum2) [best, bestSum] = [c2, sum2];
    if (bestSum < sum3) [best, bestSum] = [c3, sum3];
  }
  for (; at <= last; at += 2) {
    const [c0, c1] = [candidates[at]!, candidates[Math.min(at + 1, last)]!];
    let sum0 = 0;
    let sum1 = 0;
    for (let k = 0; k < n; k++) {
      const feature = features[k]!;
      sum0 += weights[feature ^ c0]!;
      sum1 += weights[feature ^ c1]!;
    }
    if (bestSum < sum0) [best, bestSum] = [c0, sum0];
    if (bestSum < sum1) [best, bestSum] = [c1, sum1];
  }
  return best;
}
