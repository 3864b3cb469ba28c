/** Limits on how often somebody may try, and that they themselves stay small. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { networkOf } from "../src/serve/team/address.ts";
import { createBackoff, createBucket } from "../src/serve/team/limits.ts";
import { returnPath } from "../src/serve/team/return-path.ts";

test("a bucket lets through so many at once, and so many a second after", () => {
  const bucket = createBucket({ burst: 3, perSecond: 0.5, mostKeys: 10 });
  assert.deepEqual(
    [0, 0, 0, 0, 1000, 2000, 2000].map((at) => bucket.take("a", at)),
    [0, 0, 0, 2, 1, 0, 2],
  );
  assert.equal(bucket.take("b", 2000), 0, "each key for itself");
  bucket.giveBack("a");
  assert.equal(bucket.take("a", 2000), 0);
  assert.equal(bucket.take("a", 3_600_000), 0);
  assert.equal(bucket.take("a", 0), 0, "a clock that goes back neither fills nor empties it");
});

test("a wait doubles with each failure up to the longest, and is forgotten after an hour", () => {
  const backoff = createBackoff({ free: 2, mostSeconds: 8, mostKeys: 10 });
  let now = 0;
  const waits: number[] = [];
  for (let i = 0; i < 8; i++) {
    const wait = backoff.take("a", now);
    waits.push(wait);
    now += wait * 1000;
    if (0 < wait) assert.equal(backoff.take("a", now), 0, "after the wait it goes on");
  }
  assert.deepEqual(waits, [0, 0, 1, 2, 4, 8, 8, 8]);
  now += 3_600_001;
  assert.deepEqual([backoff.take("a", now), backoff.take("a", now), backoff.take("a", now)], [0, 0, 1]);
  backoff.giveBack("a");
  assert.equal(backoff.take("a", now), 0);
});

test("what is counted stays within bounds: the longest unused goes", () => {
  for (const limiter of [
    createBucket({ burst: 1, perSecond: 0.001, mostKeys: 100 }),
    createBackoff({ free: 1, mostSeconds: 900, mostKeys: 100 }),
  ]) {
    limiter.take("first", 0);
    assert.notEqual(limiter.take("first", 1), 0);
    for (let i = 0; i < 99; i++) limiter.take(`other${i}`, 1);
    assert.notEqual(limiter.take("first", 1), 0, "still there");
    for (let i = 0; i < 1000; i++) limiter.take(`more${i}`, 1);
    assert.equal(limiter.take("first", 1), 0, "forgotten, not kept for ever");
  }
});

test("all addresses of one IPv6 network count as one", () => {
  assert.equal(networkOf("2001:db8:1:2::1"), networkOf("2001:db8:1:2:ffff::9"));
  assert.notEqual(networkOf("2001:db8:1:2::1"), networkOf("2001:db8:1:3::1"));
  assert.equal(networkOf("192.0.2.7"), "192.0.2.7");
  assert.equal(networkOf("unknown"), "unknown");
});

test("whatever an address says, one comes back to a page of ours", () => {
  const pieces = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "//",
    "evil.example",
    "@",
    ":",
    "?",
    "#",
    "%2f",
    "\t",
    "\n",
    "a",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const to = new URL(returnPath(parts.join("")), "https://desk.example/sign-in");
      assert.equal(to.origin, "https://desk.example");
    }),
    { numRuns: 3000 },
  );
});
