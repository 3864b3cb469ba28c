/**
 * Hashes for features. A word or tag is a 32-bit number once; a feature is a template's seed mixed with one to
 * three of them. Multiplicative hashing (Knuth, TAOCP 3, 6.4): the high bits of the product are the good ones, so
 * table indices are taken from the top.
 */

/** Odd constants without pattern: the fractional parts of the golden ratio and of square roots, made odd. */
const golden = 0x9e3779b1 | 0;
const root2 = 0x6a09e667 | 0;
const root3 = 0xbb67ae85 | 0;

/** FNV-1a over the UTF-16 units of `text` from `from` to `to`. */
export function hashUnits(text: string, from: number, to: number): number {
  let h = 0x811c9dc5 | 0;
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return finish(h);
}

/** The hash of a whole string. */
export function hashText(text: string): number {
  return hashUnits(text, 0, text.length);
}

/** A second, independent hash of the same units: both together tell any two words apart. */
export function hashUnitsAgain(text: string, from: number, to: number): number {
  let h = to - from;
  for (let i = from; i < to; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0;
  return finish(h);
}

/** Spreads every bit over all others. */
export function finish(h: number): number {
  let x = Math.imul(h ^ (h >>> 16), root2 | 1);
  x = Math.imul(x ^ (x >>> 13), golden);
  return x ^ (x >>> 16);
}

/** A feature of one value. All `mix` functions give 32 bits, of which the high ones are to be used. */
export function mix1(seed: number, a: number): number {
  const h = Math.imul(a + seed, golden);
  return Math.imul(h ^ (h >>> 15), root2 | 1);
}

/** A feature of two values; their order matters. */
export function mix2(seed: number, a: number, b: number): number {
  const h = Math.imul(a + seed, golden) + b;
  return Math.imul(h ^ (h >>> 15), root2 | 1);
}

/** A feature of three values; their order matters. */
export function mix3(seed: number, a: number, b: number, c: number): number {
  const h = Math.imul(Math.imul(a + seed, golden) + b, root3) + c;
  return Math.imul(h ^ (h >>> 15), root2 | 1);
}

/** The seed of template number `i`. */
export function seedOf(i: number): number {
  return finish(Math.imul(i + 1, golden));
}
