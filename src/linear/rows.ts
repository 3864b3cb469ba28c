/**
 * Sums over rows of weights, four bytes read and added at once. A byte is made positive by adding 128, so that two of them
 * can grow in the two halves of one number without touching each other; that is taken back at the end.
 */

/** Features that can be summed at once: 255 times as many fit into 16 bits. */
export const mostSummed = 257;

/** The bytes of a table, four in one number, the first lowest, as every processor that runs JavaScript has them. */
export function wordsOf(table: Int8Array): Int32Array {
  return new Int32Array(table.buffer, table.byteOffset, table.length >>> 2);
}

/**
 * Puts into `sums`, from `at` on, the four sums of the weights in the rows of `n` features.
 *
 * @param rows a row in each number; a power of two in length, of which the features' high bits choose
 * @param n at most `mostSummed`
 */
export function sumRowsOf4(
  rows: Int32Array,
  features: Int32Array,
  n: number,
  sums: Float64Array,
  at: number,
): void {
  const down = Math.clz32(rows.length) + 1;
  let even = 0;
  let odd = 0;
  for (let k = 0; k < n; k++) {
    const row = rows[features[k]! >>> down]! ^ 0x80808080;
    even = (even + (row & 0xff00ff)) | 0;
    odd = (odd + ((row >>> 8) & 0xff00ff)) | 0;
  }
  const added = n << 7;
  sums[at] = (even & 0xffff) - added;
  sums[at + 1] = (odd & 0xffff) - added;
  sums[at + 2] = (even >>> 16) - added;
  sums[at + 3] = (odd >>> 16) - added;
}

/** Adds the weights in the rows of `n` features to 16 sums from `at` on. A row is four numbers; the rest as in `sumRowsOf4`. */
export function addRowsOf16(
  rows: Int32Array,
  features: Int32Array,
  n: number,
  sums: Int32Array | Float64Array,
  at: number,
): void {
  const down = Math.clz32(rows.length) + 1;
  let [even0, even1, even2, even3] = [0, 0, 0, 0];
  let [odd0, odd1, odd2, odd3] = [0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    const row = (features[k]! >>> down) & ~3;
    const w0 = rows[row]! ^ 0x80808080;
    const w1 = rows[row + 1]! ^ 0x80808080;
    const w2 = rows[row + 2]! ^ 0x80808080;
    const w3 = rows[row + 3]! ^ 0x80808080;
    even0 = (even0 + (w0 & 0xff00ff)) | 0;
    odd0 = (odd0 + ((w0 >>> 8) & 0xff00ff)) | 0;
    even1 = (even1 + (w1 & 0xff00ff)) | 0;
    odd1 = (odd1 + ((w1 >>> 8) & 0xff00ff)) | 0;
    even2 = (even2 + (w2 & 0xff00ff)) | 0;
    odd2 = (odd2 + ((w2 >>> 8) & 0xff00ff)) | 0;
    even3 = (even3 + (w3 & 0xff00ff)) | 0;
    odd3 = (odd3 + ((w3 >>> 8) & 0xff00ff)) | 0;
  }
  addHalves(sums, at, even0, odd0, n);
  addHalves(sums, at + 4, even1, odd1, n);
  addHalves(sums, at + 8, even2, odd2, n);
  addHalves(sums, at + 12, even3, odd3, n);
}

function addHalves(sums: Int32Array | Float64Array, at: number, even: number, odd: number, n: number): void {
  const added = n << 7;
  sums[at]! += (even & 0xffff) - added;
  sums[at + 1]! += (odd & 0xffff) - added;
  sums[at + 2]! += (even >>> 16) - added;
  sums[at + 3]! += (odd >>> 16) - added;
}
