/** When two mentions are one: dates, words, copies, and the rules by kind. Pure functions. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { daysOf, dayText } from "../src/merge/days.ts";
import { bandKeysOf, likenessOf, sameTextShare, signatureOf } from "../src/merge/likeness.ts";
import { type Features, sameRecord } from "../src/merge/merge.ts";
import { saysAgain, stemsOf } from "../src/merge/words.ts";

const shown = (edtf: string): string | null => {
  const range = daysOf(edtf);
  return range === null ? null : `${dayText(range.from)} ${dayText(range.to)}`;
};

test("EDTF dates cover days; a date without a year covers none", () => {
  assert.equal(shown("2015-07-20"), "2015-07-20 2015-07-20");
  assert.equal(shown("2016-02"), "2016-02-01 2016-02-29");
  assert.equal(shown("2016-02-XX"), "2016-02-01 2016-02-29");
  assert.equal(shown("2014"), "2014-01-01 2014-12-31");
  assert.equal(shown("201X"), "2010-01-01 2019-12-31");
  assert.equal(shown("2015-22"), "2015-06-01 2015-08-31");
  assert.equal(shown("2014-03-05/2014-03"), "2014-03-05 2014-03-31");
  assert.equal(shown("2014-03-05/.."), "2014-03-05 2014-03-05");
  assert.equal(shown("2015-07-20?"), "2015-07-20 2015-07-20");
  for (const none of ["XXXX-02-24", "2015-02-30", "2015-13-01", "", "soon", "2016/2014"])
    assert.equal(shown(none), null, none);
  assert.equal(daysOf(null), null);
});

test("a day as text and back is the same day", () => {
  fc.assert(
    fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
      assert.deepEqual(daysOf(dayText(day)), { from: day, to: day });
    }),
  );
});

test("two translations say again what one does; other numbers do not", () => {
  const again = (a: string, b: string): boolean => saysAgain(stemsOf(a), stemsOf(b), 0.6);
  assert.ok(
    again(
      "The only way to normal relations is to abandon the policy of hegemonism",
      "Relations can only become normal if ambitions of hegemony are abandoned",
    ),
  );
  assert.ok(again("We will not sign the treaty", "will not sign the treaty, he said"));
  assert.ok(!again("We will not sign the treaty", "The harbour will open in the spring"));
  assert.ok(!again("Twenty villages and 12 soldiers were lost", "Twenty villages and 14 soldiers were lost"));
  assert.ok(!again("", ""));
});

const words = (n: number, seed: string): string =>
  Array.from({ length: n }, (_, i) => `${seed}${(i * 7919) % 1000}`).join(" ");

test("copies of a text share a band and most of their signature; other texts do not", () => {
  const text = words(300, "w");
  const edited = text.replace("w0 ", "changed ").replace(/ \S+$/, "");
  const [a, b, c] = [signatureOf(text), signatureOf(edited), signatureOf(words(300, "x"))];
  assert.ok(a !== null && b !== null && c !== null);
  assert.ok(sameTextShare < likenessOf(a, b));
  assert.ok(likenessOf(a, c) < 0.1);
  const bands = new Set(bandKeysOf(a));
  assert.ok(bandKeysOf(b).some((key) => bands.has(key)));
  assert.ok(!bandKeysOf(c).some((key) => bands.has(key)));
  assert.ok([...bands].every((key) => Number.isSafeInteger(key)));
  assert.equal(signatureOf(" … "), null);
});

test("signatures are part of the ledger's format and stay what they are", () => {
  const signature = signatureOf("The ministers met in the old harbour on Monday");
  assert.deepEqual([...(signature ?? [])].slice(0, 3), [994832913, 919613617, 61957027]);
});

const base: Features = {
  kind: "event",
  block: "CONSULT|occurred|CUB",
  dated: null,
  published: daysOf("2015-03-02"),
  cluster: "one",
  sources: ["CUB", "USA"],
  targets: [],
  mode: "meet",
  cameo: "046",
  stems: stemsOf("Cuba and the United States held talks"),
  otherStems: stemsOf("held"),
};
const other = { ...base, cluster: "two" };

test("events: one type, parties that fit, one date", () => {
  const dated = (edtf: string): { dated: Features["dated"] } => ({ dated: daysOf(edtf) });
  const is = (a: Partial<Features>, b: Partial<Features>): boolean =>
    sameRecord({ ...base, ...a }, { ...other, ...b }) !== null;
  assert.ok(is(dated("2015-03-01"), dated("2015-03-01")));
  assert.ok(!is(dated("2015-03-01"), dated("2015-03-02")));
  assert.ok(!is(dated("2015-03-01"), dated("2015")), "a day is not a year");
  assert.ok(is(dated("2015-03"), dated("2015-03")));
  assert.ok(is({}, {}), "undated, the same words, published on one day");
  assert.ok(!is({}, { published: daysOf("2015-03-09") }));
  assert.ok(!is({}, { stems: stemsOf("opened a garden"), otherStems: stemsOf("opened") }));
  assert.ok(!is({}, { mode: "phone" }));
  assert.ok(is({}, { mode: null, cameo: null }));
  assert.ok(
    is({}, { sources: ["CUB"], targets: ["USA"] }),
    "who is named first does not matter in a meeting",
  );
  assert.ok(!is({}, { sources: ["CUB", "FRA"] }));
  const struck = {
    block: "ASSAULT|occurred|CUB",
    sources: ["CUB"],
    targets: ["USA"],
    mode: null,
    cameo: null,
  };
  assert.ok(!is(struck, { ...struck, sources: ["USA"], targets: ["CUB"] }));
  assert.ok(!is({ published: null }, { published: null }));
  assert.ok(is({ published: null }, { published: null, cluster: "one" }), "copies of one article");
});

test("conditions: one setter, requirement and outcome alike, however long after", () => {
  const condition: Features = {
    ...base,
    kind: "condition",
    block: "offer|CUB",
    targets: ["USA"],
    stems: ["USA", "embargo", "lift"],
    otherStems: ["embassi", "reopen"],
    signs: [1, -1],
  };
  const is = (b: Partial<Features>): boolean =>
    sameRecord(condition, { ...condition, cluster: "two", ...b }) !== null;
  assert.ok(is({ published: daysOf("2015-12-01") }));
  assert.ok(is({ targets: [] }));
  assert.ok(!is({ targets: ["FRA"] }));
  assert.ok(!is({ stems: ["USA", "base", "naval", "return"] }));
  assert.ok(!is({ otherStems: ["buy", "wheat"] }));
  assert.ok(!is({ signs: [-1, -1] }), "not to lift is not to lift it");
  assert.ok(!is({ block: "threat|CUB" }));
  assert.match(
    sameRecord(condition, condition) ?? "",
    /^same setter; requirement: USA, embargo, lift; outcome: embassi, reopen$/,
  );
});

test("whatever is compared, the answer is the same both ways", () => {
  const features = fc.record({
    kind: fc.constantFrom("statement", "event", "condition") as fc.Arbitrary<Features["kind"]>,
    block: fc.constantFrom("CONSULT|occurred|CUB", "ACCUSE|occurred|CUB"),
    dated: fc.constantFrom(null, daysOf("2015-03-02"), daysOf("2015-03"), daysOf("2015")),
    published: fc.constantFrom(null, daysOf("2015-03-02"), daysOf("2015-03-04")),
    cluster: fc.constantFrom("one", "two"),
    sources: fc.subarray(["CUB", "FRA", "USA"]),
    targets: fc.subarray(["CUB", "FRA", "USA"]),
    mode: fc.constantFrom(null, "meet", "phone"),
    cameo: fc.constantFrom(null, "046"),
    stems: fc.subarray(["12", "14", "a", "b", "c", "d"]),
    otherStems: fc.subarray(["e", "f"]),
  });
  fc.assert(
    fc.property(features, features, (a, b) => {
      assert.equal(sameRecord(a, b) === null, sameRecord(b, a) === null);
    }),
  );
});
