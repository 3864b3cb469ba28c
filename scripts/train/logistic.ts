/** Logistic regression over hashed features, by stochastic gradients with AdaGrad steps (Duchi, Hazan and Singer 2011). */
import { newRandom, shuffled } from "./random.ts";

/** Examples one after the other: features of example `e` are `features[starts[e]] … features[starts[e + 1] - 1]`. */
export interface Examples {
  /** Full 32-bit hashes. */
  readonly features: Int32Array;
  /** One more than there are examples. */
  readonly starts: Int32Array;
  /** 1 or 0. */
  readonly answers: Uint8Array;
}

export interface LogisticSettings {
  /** Slots of the table as a power of two. */
  readonly bits: number;
  readonly nEpochs: number;
  readonly rate: number;
  /** Of the absolute weights, per example. */
  readonly penalty: number;
  /** Features seen less often are left out. */
  readonly leastSeen: number;
}

/** Weights by slot; those of features too rare are 0. */
export function trainLogistic(
  examples: Examples,
  which: readonly number[],
  settings: LogisticSettings,
  seed: number,
): Float32Array {
  const { features, starts, answers } = examples;
  const size = 1 << settings.bits;
  const downBy = 32 - settings.bits;
  const seen = new Uint16Array(size);
  for (const e of which)
    for (let k = starts[e]!; k < starts[e + 1]!; k++) {
      const slot = features[k]! >>> downBy;
      if (seen[slot]! < 60_000) seen[slot]!++;
    }
  const weights = new Float32Array(size);
  const squares = new Float32Array(size).fill(1e-6);
  const random = newRandom(seed);
  for (let epoch = 0; epoch < settings.nEpochs; epoch++) {
    for (const o of shuffled(which.length, random)) {
      const e = which[o]!;
      let sum = 0;
      for (let k = starts[e]!; k < starts[e + 1]!; k++) sum += weights[features[k]! >>> downBy]!;
      const wrong = 1 / (1 + Math.exp(-sum)) - answers[e]!;
      for (let k = starts[e]!; k < starts[e + 1]!; k++) {
        const slot = features[k]! >>> downBy;
        if (seen[slot]! < settings.leastSeen) continue;
        const weight = weights[slot]!;
        const slope = wrong + settings.penalty * weight;
        squares[slot]! += slope * slope;
        weights[slot] = weight - (settings.rate * slope) / Math.sqrt(squares[slot]!);
      }
    }
  }
  return weights;
}
