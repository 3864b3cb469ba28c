/**
 * The weights of the actions. A feature has three, for SHIFT, LEFT and RIGHT; a table of features has millions of such rows
 * but only some thousand different ones, so that it keeps a code of 16 bits for each: half the memory, which is what reading costs.
 */
import { left, shift } from "./transitions.ts";

export interface ActionTable {
  /** By the high bits of a feature: which row it has. A power of two in length. */
  readonly codes: Uint16Array;
  /** The different rows, a weight in a byte, that of SHIFT lowest; the first is 0. */
  readonly rows: Int32Array;
  /** By code, in one number that can be summed: what LEFT has more than SHIFT in the low half, what RIGHT has more in the high. */
  readonly gains: Int32Array;
}

/**
 * The table of these rows.
 *
 * @throws RangeError when there are more than 65,536 different ones
 */
export function packActions(rows: Int32Array): ActionTable {
  const codes = new Uint16Array(rows.length);
  const kinds = [0];
  // An open table from rows to codes; 0 is a free place, and the row 0 has the code 0.
  const mask = (1 << 18) - 1;
  const held = new Int32Array(mask + 1);
  const codeOf = new Uint16Array(mask + 1);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row === 0) continue;
    let place = Math.imul(row, 0x9e3779b1) >>> 14;
    while (held[place] !== row) {
      if (held[place] === 0) {
        if (kinds.length === 1 << 16)
          throw new RangeError("expected at most 65,536 different rows of weights");
        held[place] = row;
        codeOf[place] = kinds.length;
        kinds.push(row);
      } else place = (place + 1) & mask;
    }
    codes[i] = codeOf[place]!;
  }
  const gains = Int32Array.from(kinds, (row) => {
    const [ofShift, ofLeft, ofRight] = [(row << 24) >> 24, (row << 16) >> 24, (row << 8) >> 24];
    return ((ofRight - ofShift) << 16) + (ofLeft - ofShift);
  });
  return { codes, rows: Int32Array.from(kinds), gains };
}

/** The rows of a table, by the high bits of a feature. */
export function unpackActions({ codes, rows }: ActionTable): Int32Array {
  return Int32Array.from(codes, (code) => rows[code]!);
}

/** What an action has more than SHIFT, of a sum of `gains`. Sums of up to 128 features don't overflow their half. */
export function gainOf(sum: number, action: number): number {
  if (action === shift) return 0;
  const ofLeft = (sum << 16) >> 16;
  return action === left ? ofLeft : (sum - ofLeft) >> 16;
}
