/**
 * Near-duplicate articles by MinHash (Broder 1997): a text is a set of shingles of five words; the least values of
 * 64 hash functions over the set are its signature, and two signatures agree in as many places, in the mean, as the
 * sets have in common. Sixteen bands of four places each find the pairs worth comparing. Pure: `store` keeps the bands.
 */

const wordsPerShingle = 5;
const nHashes = 64;
const placesPerBand = 4;

/** Estimated share of common shingles from which two articles are one text. */
export const sameTextShare = 0.6;

/** Words looked at; a longer text is known by its beginning. */
const mostWords = 20_000;

/** Multipliers and addends of the hash functions, from a fixed generator: they are part of the ledger's format. */
const factors = makeFactors();

function makeFactors(): Uint32Array {
  const made = new Uint32Array(2 * nHashes);
  let state = 0x9e3779b9;
  for (let i = 0; i < made.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
    made[i] = (mixed ^ (mixed >>> 13)) | 1;
  }
  return made;
}

/** The signature of a text: 64 values. A text of fewer than five words is one shingle; null for none at all. */
export function signatureOf(text: string): Uint32Array | null {
  const hashes: number[] = [];
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    hashes.push(hashWord(word));
    if (mostWords <= hashes.length) break;
  }
  if (hashes.length === 0) return null;
  const signature = new Uint32Array(nHashes).fill(0xffffffff);
  const nShingles = Math.max(1, hashes.length - wordsPerShingle + 1);
  for (let i = 0; i < nShingles; i++) {
    let shingle = 0x811c9dc5;
    for (let k = i; k < Math.min(hashes.length, i + wordsPerShingle); k++) {
      shingle = Math.imul(shingle ^ (hashes[k] as number), 0x01000193);
      shingle ^= shingle >>> 15;
    }
    for (let h = 0; h < nHashes; h++) {
      let value = Math.imul(shingle ^ (factors[2 * h + 1] as number), factors[2 * h] as number);
      value = (value ^ (value >>> 16)) >>> 0;
      if (value < (signature[h] as number)) signature[h] = value;
    }
  }
  return signature;
}

function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash;
}

/** The keys under which a signature is filed: texts alike share one with high probability. Each is within 2^52. */
export function bandKeysOf(signature: Uint32Array): readonly number[] {
  const keys: number[] = [];
  for (let band = 0; band * placesPerBand < nHashes; band++) {
    let [high, low] = [0x811c9dc5 ^ band, 0x9747b28c ^ band];
    for (let i = 0; i < placesPerBand; i++) {
      const value = signature[band * placesPerBand + i] as number;
      high = Math.imul(high ^ value, 0x01000193);
      low = Math.imul(low ^ value, 0x5bd1e995);
      low ^= low >>> 13;
    }
    keys.push(((high >>> 0) & 0xfffff) * 0x100000000 + (low >>> 0));
  }
  return keys;
}

/** Estimated share of shingles that two texts have in common, 0 to 1. */
export function likenessOf(a: Uint32Array, b: Uint32Array): number {
  let n = 0;
  for (let i = 0; i < nHashes; i++) if (a[i] === b[i]) n++;
  return n / nHashes;
}
