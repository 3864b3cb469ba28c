/** Weights and how they are summed: whatever is done at once gives what one after the other gives. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bestClass } from "../src/linear/best-class.ts";
import { mix1, mix2, mix3, seedOf } from "../src/linear/hashing.ts";
import { openImage, packImage } from "../src/linear/image.ts";
import { addRowsOf16, mostSummed, sumRowsOf4, wordsOf } from "../src/linear/rows.ts";
import {
  fillFeatures,
  newRecent,
  placeTemplates,
  readTemplates,
  sumOfFeatures,
} from "../src/linear/templates.ts";
import { gainOf, packActions, unpackActions } from "../src/parse/actions.ts";

const feature = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const features = fc.array(feature, { maxLength: mostSummed }).map((list) => Int32Array.from(list));
const bytes = (length: number): fc.Arbitrary<Int8Array> =>
  fc.int8Array({ minLength: length, maxLength: length });

test("rows of 4 and of 16 weights sum as single weights do, the greatest and least included", () => {
  fc.assert(
    fc.property(bytes(64), features, (table, rows) => {
      const sums = new Float64Array(6);
      sumRowsOf4(wordsOf(table), rows, rows.length, sums, 1);
      const sixteen = new Int32Array(17).fill(5);
      addRowsOf16(wordsOf(table), rows, rows.length, sixteen, 1);
      const sumAt = (width: number, i: number): number =>
        [...rows].reduce((sum, h) => sum + (table[(h >>> (26 + Math.log2(width))) * width + i] as number), 0);
      for (let i = 0; i < 4; i++) assert.equal(sums[1 + i], sumAt(4, i));
      for (let i = 0; i < 16; i++) assert.equal(sixteen[1 + i], 5 + sumAt(16, i));
    }),
  );
  for (const weight of [-128, 127]) {
    const sums = new Float64Array(4);
    sumRowsOf4(wordsOf(new Int8Array(64).fill(weight)), new Int32Array(mostSummed), mostSummed, sums, 0);
    assert.deepEqual([...sums], Array(4).fill(weight * mostSummed));
  }
});

test("of classes the one that weighs most, the first of equals, however many there are", () => {
  fc.assert(
    fc.property(
      bytes(64),
      features,
      fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1 }),
      (table, list, candidates) => {
        const sumOf = (c: number): number =>
          [...list].reduce((sum, h) => sum + (table[(h >>> 26) ^ c] as number), 0);
        const expected = candidates.reduce((best, c) => (sumOf(best) < sumOf(c) ? c : best));
        assert.equal(bestClass(table, list.slice(), list.length, candidates), expected);
      },
    ),
  );
});

test("templates: features as they are mixed by hand, and the same sums while slots are taken and lost", () => {
  const templates = placeTemplates(readTemplates("a\nb a\na b c\nc", 7), ["a", "b", "c"]);
  const codes = Uint16Array.from({ length: 1 << 20 }, (_, i) => (i * 7) % 1000);
  const values = Int32Array.from({ length: 1000 }, (_, i) => i * i - 9);
  const recent = newRecent(templates.length);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 }), ([a, b, c]) => {
      const atoms = Int32Array.of(a as number, b as number, c as number);
      const out = new Int32Array(5);
      assert.equal(fillFeatures(templates, atoms, out, 1), 5);
      const [x, y, z] = [atoms[0] as number, atoms[1] as number, atoms[2] as number];
      const expected = [
        mix1(seedOf(7), x),
        mix1(seedOf(10), z),
        mix2(seedOf(8), y, x),
        mix3(seedOf(9), x, y, z),
      ];
      assert.deepEqual([...out.subarray(1)], expected);
      const sum = expected.reduce((total, h) => total + (values[codes[h >>> 12] as number] as number), 0);
      for (let again = 0; again < 6; again++)
        assert.equal(sumOfFeatures(templates, atoms, codes, values, recent), sum);
    }),
    { numRuns: 500 },
  );
  assert.throws(() => placeTemplates(readTemplates("a d", 0), ["a"]), /found "d"/);
});

test("the weights of actions: rows come back, and sums of gains tell what an action has more than SHIFT", () => {
  const weight = fc.integer({ min: -128, max: 127 });
  fc.assert(
    fc.property(fc.array(fc.tuple(weight, weight, weight), { minLength: 1, maxLength: 128 }), (rows) => {
      const table = Int32Array.from(rows, ([s, l, r]) => (s & 255) | ((l & 255) << 8) | ((r & 255) << 16));
      const packed = packActions(table);
      assert.deepEqual(unpackActions(packed), table);
      const sum = [...packed.codes].reduce((total, code) => (total + (packed.gains[code] as number)) | 0, 0);
      const total = (i: 0 | 1 | 2): number => rows.reduce((all, row) => all + row[i], 0);
      assert.deepEqual(
        [0, 1, 2].map((action) => gainOf(sum, action)),
        [0, total(1) - total(0), total(2) - total(0)],
      );
    }),
  );
});

test("an image gives back what it was made of, and nothing for another stamp or a part of it", () => {
  const value = {
    name: "ü",
    none: null,
    lists: [[1, 2], [], [0, { a: 1 }]],
    map: new Map<string, unknown>([["x", Int32Array.of(-1, 2)]]),
    odd: Int8Array.of(1, 2, 3),
    even: Float64Array.of(0.1, -5e9),
    rest: { codes: Uint16Array.of(65535), flags: Uint8Array.of(255), empty: new Int32Array(0) },
  };
  const image = packImage("stamp", value);
  assert.deepEqual(openImage("stamp", image), value);
  const shared = new Uint8Array(new SharedArrayBuffer(image.length));
  shared.set(image);
  const opened = openImage("stamp", shared) as typeof value;
  assert.deepEqual([...opened.odd], [1, 2, 3]);
  assert.equal(opened.odd.buffer, shared.buffer);
  assert.equal(openImage("another", image), null);
  for (const cut of [0, 11, 40, image.length - 1])
    assert.equal(openImage("stamp", image.slice(0, cut)), null);
});
