/**
 * Feature templates as data: which values are mixed into a feature. Templates written as code are a hundred calls in a row,
 * more than a compiler inlines; as a table they are three short loops, and their weights can be added on the way.
 */
import { mix1, mix2, mix3, seedOf } from "./hashing.ts";

/** Templates of one, two and three values, in this order; columns by template. */
export interface Templates {
  readonly length: number;
  /** Where those of one and of two values end. */
  readonly ones: number;
  readonly twos: number;
  readonly seeds: Int32Array;
  /** Places of the first, second and third value among the atoms. */
  readonly a: Uint8Array;
  readonly b: Uint8Array;
  readonly c: Uint8Array;
}

/** A template as it is written: the names of its values, in order, and its seed. */
export interface Template {
  readonly names: readonly string[];
  readonly seed: number;
}

/**
 * The templates of a text that names one a line, by the names of its values, of which there are at most three.
 *
 *     s0w b0t
 *
 * @param firstSeed number of the first one's seed; the others' follow
 */
export function readTemplates(text: string, firstSeed: number): Template[] {
  return text
    .trim()
    .split("\n")
    .map((line, i) => ({ names: line.trim().split(/\s+/u), seed: seedOf(firstSeed + i) }));
}

/**
 * Templates with their names looked up.
 *
 * @param atoms names of values, in the order in which they lie in the column that features are made of
 */
export function placeTemplates(templates: readonly Template[], atoms: readonly string[]): Templates {
  const sorted = [1, 2, 3].flatMap((n) => templates.filter(({ names }) => names.length === n));
  const column = (i: number): Uint8Array =>
    Uint8Array.from(sorted, ({ names }) => {
      const name = names[i];
      return name === undefined ? 0 : placeOf(name, atoms);
    });
  const upTo = (n: number): number => sorted.filter(({ names }) => names.length <= n).length;
  return {
    length: sorted.length,
    ones: upTo(1),
    twos: upTo(2),
    seeds: Int32Array.from(sorted, ({ seed }) => seed),
    a: column(0),
    b: column(1),
    c: column(2),
  };
}

function placeOf(name: string, atoms: readonly string[]): number {
  const place = atoms.indexOf(name);
  if (place < 0) throw new Error(`expected a template of ${atoms.join(" ")}, found "${name}"`);
  return place;
}

/** Puts the features of all templates into `out`, from `at` on; gives where they end. */
export function fillFeatures(templates: Templates, atoms: Int32Array, out: Int32Array, at = 0): number {
  const { length, ones, twos, seeds, a, b, c } = templates;
  let k = 0;
  for (; k < ones; k++) out[at + k] = mix1(seeds[k]!, atoms[a[k]!]!);
  for (; k < twos; k++) out[at + k] = mix2(seeds[k]!, atoms[a[k]!]!, atoms[b[k]!]!);
  for (; k < length; k++) out[at + k] = mix3(seeds[k]!, atoms[a[k]!]!, atoms[b[k]!]!, atoms[c[k]!]!);
  return at + length;
}

/**
 * The sum, in 32 bits, of what stands in a table for the features.
 *
 * @param codes a power of two in length, of which the features' high bits choose
 * @param values what each code stands for
 */
export function sumOfFeatures(
  templates: Templates,
  atoms: Int32Array,
  codes: Uint16Array,
  values: Int32Array,
): number {
  const { length, ones, twos, seeds, a, b, c } = templates;
  const down = Math.clz32(codes.length) + 1;
  let sum = 0;
  let k = 0;
  for (; k < ones; k++) sum = (sum + values[codes[mix1(seeds[k]!, atoms[a[k]!]!) >>> down]!]!) | 0;
  for (; k < twos; k++)
    sum = (sum + values[codes[mix2(seeds[k]!, atoms[a[k]!]!, atoms[b[k]!]!) >>> down]!]!) | 0;
  for (; k < length; k++)
    sum = (sum + values[codes[mix3(seeds[k]!, atoms[a[k]!]!, atoms[b[k]!]!, atoms[c[k]!]!) >>> down]!]!) | 0;
  return sum;
}
