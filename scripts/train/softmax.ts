/** Log-linear models of several classes over hashed features, by stochastic gradients with AdaGrad steps. */
import { newRandom, shuffled } from "./random.ts";

/** One thing to be told: its features as full 32-bit hashes, which class it is of, and how much it counts. */
export interface Lesson {
  readonly features: Int32Array;
  readonly answer: number;
  readonly weight: number;
}

export interface SoftmaxSettings {
  readonly nClasses: number;
  /** Rows of the table as a power of two. */
  readonly bits: number;
  readonly nEpochs: number;
  readonly rate: number;
  /** Of the squared weights, per lesson. */
  readonly penalty: number;
}

/** Weights by slot and class, a row of classes for each slot. */
export function trainSoftmax(lessons: readonly Lesson[], settings: SoftmaxSettings): Float32Array {
  const { nClasses, bits, nEpochs, rate, penalty } = settings;
  const downBy = 32 - bits;
  const weights = new Float32Array(nClasses << bits);
  const squares = new Float32Array(nClasses << bits).fill(1e-2);
  const sums = new Float64Array(nClasses);
  const random = newRandom(1);
  for (let epoch = 0; epoch < nEpochs; epoch++) {
    for (const o of shuffled(lessons.length, random)) {
      const { features, answer, weight } = lessons[o]!;
      chancesOf(weights, nClasses, downBy, features, sums);
      for (let t = 0; t < nClasses; t++) {
        const wrong = (sums[t]! - (t === answer ? 1 : 0)) * weight;
        if (Math.abs(wrong) < 1e-3) continue;
        for (let k = 0; k < features.length; k++) {
          const at = (features[k]! >>> downBy) * nClasses + t;
          const slope = wrong + penalty * weights[at]!;
          squares[at]! += slope * slope;
          weights[at]! -= (rate * slope) / Math.sqrt(squares[at]!);
        }
      }
    }
  }
  return weights;
}

function chancesOf(
  weights: Float32Array,
  nClasses: number,
  downBy: number,
  features: Int32Array,
  sums: Float64Array,
): void {
  sums.fill(0);
  for (let k = 0; k < features.length; k++) {
    const row = (features[k]! >>> downBy) * nClasses;
    for (let t = 0; t < nClasses; t++) sums[t]! += weights[row + t]!;
  }
  let most = -Infinity;
  for (let t = 0; t < nClasses; t++) most = Math.max(most, sums[t]!);
  let sum = 0;
  for (let t = 0; t < nClasses; t++) sum += sums[t] = Math.exp(sums[t]! - most);
  for (let t = 0; t < nClasses; t++) sums[t]! /= sum;
}

/** Weights as bytes, and what one of them stands for; the largest are cut at `most`. */
export function quantize(weights: Float32Array, most: number): { weights: Int8Array; scale: number } {
  const scale = most / 127;
  return {
    weights: Int8Array.from(weights, (it) => Math.max(-127, Math.min(127, Math.round(it / scale)))),
    scale,
  };
}
