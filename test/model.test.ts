/** Spans, code points, digests, ids and dates. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { codePointIndex } from "../src/model/codepoints.ts";
import { isEdtfDate } from "../src/model/date.ts";
import { digestOf, shortDigestOf } from "../src/model/digest.ts";
import { bySpan, containsSpan, hullOf, overlapsSpan, trimSpan } from "../src/model/span.ts";
import { newIdGiver } from "../src/publish/ids.ts";

const anyText = fc.string({ unit: "binary", maxLength: 40 });

test("a code-point offset slices an array of code points as the UTF-16 offset slices the string", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme" })),
      fc.array(fc.string({ unit: "binary" })),
      (a, b) => {
        const [head, tail] = [a.join(""), b.join("")];
        const index = codePointIndex(head + tail);
        assert.equal(
          Array.from(head + tail)
            .slice(0, index(head.length))
            .join(""),
          head,
        );
      },
    ),
  );
});

test("code points of the W3C's own example: an emoji counts once", () => {
  const text = "A😀 b";
  const index = codePointIndex(text);
  assert.deepEqual([0, 1, 2, 3, 4, 5].map(index), [0, 1, 1, 2, 3, 4]);
  assert.equal(index(-3), 0);
  assert.equal(index(99), 4);
});

test("lone surrogates count as one code point each, as they do in Array.from", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0xd700, max: 0xe010 }), { maxLength: 20 }), (units) => {
      const text = String.fromCharCode(...units);
      assert.equal(codePointIndex(text)(text.length), Array.from(text).length);
    }),
  );
});

test("digests are SHA-256, the same as Node's", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.equal(digestOf(text), createHash("sha256").update(text, "utf8").digest("hex"));
    }),
  );
});

test("a short digest is the first 80 bits in base 32", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const bits = BigInt(`0x${digestOf(text).slice(0, 20)}`);
      assert.equal(shortDigestOf(text), bits.toString(32).padStart(16, "0"));
    }),
  );
});

test("ids depend on article, kind and anchor, and tell twins apart by order", () => {
  const give = newIdGiver("f".repeat(64));
  const anchor = { start: 3, end: 9 };
  const first = give("s", [anchor]);
  const others = [
    give("s", [anchor]),
    give("e", [anchor]),
    give("s", [{ start: 3, end: 8 }]),
    newIdGiver("e".repeat(64))("s", [anchor]),
  ];
  assert.match(first, /^s[0-9a-v]{16}$/);
  assert.equal(new Set([first, ...others]).size, 5);
  assert.equal(newIdGiver("f".repeat(64))("s", [anchor]), first);
});

test("spans: what touches does not overlap, what is equal contains", () => {
  const span = { start: 2, end: 5 };
  assert.ok(!overlapsSpan(span, { start: 5, end: 7 }));
  assert.ok(overlapsSpan(span, { start: 4, end: 7 }));
  assert.ok(containsSpan(span, span));
  assert.ok(!containsSpan(span, { start: 2, end: 6 }));
  assert.deepEqual(hullOf([{ start: 4, end: 6 }, span]), { start: 2, end: 6 });
  assert.deepEqual([{ start: 2, end: 3 }, { start: 1, end: 2 }, span].sort(bySpan), [
    { start: 1, end: 2 },
    span,
    { start: 2, end: 3 },
  ]);
  assert.deepEqual(trimSpan(" talks resumed ", { start: 0, end: 15 }), { start: 1, end: 14 });
  assert.deepEqual(trimSpan("    ", { start: 1, end: 3 }), { start: 3, end: 3 });
});

test("dates are those the calendar has", () => {
  for (const date of ["2014-12-17", "2016-02-29", "2014-12", "1961"]) assert.ok(isEdtfDate(date), date);
  for (const date of [
    "2015-02-29",
    "2014-13",
    "2014-00-01",
    "2014-04-31",
    "14-12-17",
    "2014-12-17T10:00",
    "",
  ]) {
    assert.ok(!isEdtfDate(date), date);
  }
});
