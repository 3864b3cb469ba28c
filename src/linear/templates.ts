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
 * Codes that were asked for of late. A feature that is frequent lies beside rare ones in a table of millions, so that
 * a line of the processor's own memory holds one that is wanted among thirty that are not; here it lies among its like. It changes no result.
 */
export interface Recent {
  /** By the low bits of a place in the table: its high bits and 1 above, its code below; 0 for none. */
  readonly slots: Int32Array;
  /** Places that were not found, until they are looked up one after the other. */
  readonly missed: Int32Array;
  /** How often one was not found; each fourth takes the slot, so that those keep theirs that come often. */
  turn: number;
}

const recentBits = 16;
const recentMask = (1 << recentBits) - 1;

/** @param most features of the longest list of templates */
export function newRecent(most: number): Recent {
  return { slots: new Int32Array(1 << recentBits), missed: new Int32Array(most), turn: 0 };
}

/**
 * The sum, in 32 bits, of what stands in a table for the features.
 *
 * @param codes a power of two in length, of which the features' high bits choose
 * @param values what each code stands for
 * @param recent of this table alone
 */
export function sumOfFeatures(
  templates: Templates,
  atoms: Int32Array,
  codes: Uint16Array,
  values: Int32Array,
  recent: Recent,
): number {
  const { length, ones, twos, seeds, a, b, c } = templates;
  const { slots, missed } = recent;
  const down = Math.clz32(codes.length) + 1;
  let sum = 0;
  let nMissed = 0;
  for (let k = 0; k < length; k++) {
    const seed = seeds[k]!;
    const first = atoms[a[k]!]!;
    const feature =
      k < ones
        ? mix1(seed, first)
        : k < twos
          ? mix2(seed, first, atoms[b[k]!]!)
          : mix3(seed, first, atoms[b[k]!]!, atoms[c[k]!]!);
    const at = feature >>> down;
    const held = slots[at & recentMask]!;
    if (held >>> 16 === (at >>> recentBits) + 1) sum = (sum + values[held & 0xffff]!) | 0;
    else missed[nMissed++] = at;
  }
  let { turn } = recent;
  for (let j = 0; j < nMissed; j++) {
    const at = missed[j]!;
    const code = codes[at]!;
    sum = (sum + values[code]!) | 0;
    if ((turn++ & 3) === 0) slots[at & recentMask] = (((at >>> recentBits) + 1) << 16) | code;
  }
  recent.turn = turn & 3;
  return sum;
}
