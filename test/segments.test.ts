/** Overlapping highlights cut into pieces. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { segmentsOf } from "../src/render/segments.ts";

test("a quotation with a condition in it and an event across its end", () => {
  const spans = [
    { start: 2, end: 10, label: "S1" },
    { start: 4, end: 6, label: "C1" },
    { start: 8, end: 12, label: "E1" },
  ];
  assert.deepEqual(segmentsOf(0, 14, spans), [
    { start: 0, end: 2, labels: [] },
    { start: 2, end: 4, labels: ["S1"] },
    { start: 4, end: 6, labels: ["S1", "C1"] },
    { start: 6, end: 8, labels: ["S1"] },
    { start: 8, end: 10, labels: ["S1", "E1"] },
    { start: 10, end: 12, labels: ["E1"] },
    { start: 12, end: 14, labels: [] },
  ]);
});

test("spans outside the range, and empty ones, leave no trace", () => {
  const spans = [
    { start: 0, end: 3, label: "before" },
    { start: 5, end: 5, label: "empty" },
    { start: 9, end: 12, label: "after" },
  ];
  assert.deepEqual(segmentsOf(3, 9, spans), [{ start: 3, end: 9, labels: [] }]);
});

test("pieces cover the range in order, and each carries exactly the spans over it", () => {
  const span = fc.record({ start: fc.nat(30), length: fc.nat(12) });
  fc.assert(
    fc.property(fc.array(span, { maxLength: 8 }), fc.nat(10), fc.nat(25), (drawn, from, length) => {
      const to = from + length + 1;
      const spans = drawn.map((it, i) => ({ start: it.start, end: it.start + it.length, label: String(i) }));
      const segments = segmentsOf(from, to, spans);
      assert.deepEqual(
        segments.map((it) => it.start),
        [from, ...segments.slice(0, -1).map((it) => it.end)],
      );
      assert.equal(segments.at(-1)?.end, to);
      for (const segment of segments) {
        for (let at = segment.start; at < segment.end; at++) {
          const over = spans.filter((it) => it.start <= at && at < it.end).map((it) => it.label);
          assert.deepEqual(segment.labels, over);
        }
      }
    }),
  );
});
