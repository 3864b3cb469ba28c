/** Fingerprints of blocks, by which a site's pages are compared. */

/** Blocks with fewer words than this say too little to be recognised on another page. */
const fewestWords = 2;

/**
 * A 53-bit hash of the words of a block, without case, digits and punctuation, so that "Image 1 of 23" and
 * "Image 4 of 9" are the same; 0 for a block too short to tell. (Two 32-bit FNV-1a hashes, Fowler, Noll and Vo.)
 */
export function fingerprintOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  let nWords = 0;
  let isInWord = false;
  for (let i = 0; i < text.length; i++) {
    let unit = text.charCodeAt(i);
    if (65 <= unit && unit <= 90) unit += 32;
    const isLetter = (97 <= unit && unit <= 122) || 0xbf < unit;
    if (!isLetter) {
      isInWord = false;
      continue;
    }
    if (!isInWord) {
      isInWord = true;
      nWords++;
      low = Math.imul(low ^ 32, 0x01000193);
      high = Math.imul(high ^ 32, 0x01000193);
    }
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + 0x55), 0x01000193);
  }
  if (nWords < fewestWords) return 0;
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
