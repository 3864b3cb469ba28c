/**
 * Averaged perceptrons over hashed features (Collins 2002). Of the weights of all steps the mean is kept: with each
 * change `c` at step `t`, `weights += c` and `deltas += c t`, the mean after `T` steps is `weights - deltas / T`.
 */

export interface Perceptron {
  readonly weights: Float32Array;
  readonly deltas: Float32Array;
  step: number;
}

export function newPerceptron(nSlots: number): Perceptron {
  return { weights: new Float32Array(nSlots), deltas: new Float32Array(nSlots), step: 1 };
}

export function change(it: Perceptron, at: number, by: number): void {
  it.weights[at]! += by;
  it.deltas[at]! += by * it.step;
}

/** The mean weights; the perceptron is done for. */
export function settle(it: Perceptron): Float32Array {
  for (let i = 0; i < it.weights.length; i++) it.weights[i]! -= it.deltas[i]! / it.step;
  return it.weights;
}

/**
 * The mean of several trainings that differ in the order of sentences: the same weights to sum at run time, and
 * 0.3 to 0.5 LAS better than each of them.
 */
export function blend(nSeeds: number, train: (seed: number) => Float32Array): Float32Array {
  const sum = train(1);
  for (let seed = 2; seed <= nSeeds; seed++) {
    const next = train(seed);
    for (let i = 0; i < sum.length; i++) sum[i]! += next[i]!;
  }
  return sum;
}

/**
 * Weights as bytes: the largest becomes 127, and of those that are not 0 the smallest `dropped` (0 to 1) are left out.
 * Clipping the few large ones instead costs 0.8 LAS (research/parser.md).
 */
export function quantize(weights: Float32Array, dropped: number): Int8Array {
  let largest = 0;
  let nUsed = 0;
  for (const weight of weights) {
    largest = Math.max(largest, Math.abs(weight));
    if (weight !== 0) nUsed++;
  }
  // The bound below which weights are dropped, from a histogram of their sizes.
  const nBins = 1 << 16;
  const bins = new Int32Array(nBins + 1);
  for (const weight of weights) if (weight !== 0) bins[Math.floor((Math.abs(weight) / largest) * nBins)]!++;
  let bound = 0;
  for (let nBelow = 0; nBelow < nUsed * dropped; bound++) nBelow += bins[bound]!;
  const least = (bound / nBins) * largest;
  const scale = 127 / largest;
  return Int8Array.from(weights, (weight) => (Math.abs(weight) < least ? 0 : Math.round(weight * scale)));
}
