/** How pages word dates and codes, and what part of time a chart draws. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { proseOfDate } from "../src/serve/dates.ts";
import { drawnRange, outsideWords } from "../src/serve/drawn-range.ts";
import { openSite } from "./kit/site.ts";
import { addTexts } from "./kit/ledger.ts";

const dates: readonly (readonly [string, string])[] = [
  ["2015-07-20", "20 Jul 2015"],
  ["2015-07", "Jul 2015"],
  ["2015", "2015"],
  ["2015-08~", "about Aug 2015"],
  ["2014-11-17/2014-11-23", "17–23 Nov 2014"],
  ["2014-07-21~/2014-08-02", "about 21 Jul – 2 Aug 2014"],
  ["2014-12-30/2015-01-02", "30 Dec 2014 – 2 Jan 2015"],
  ["2014-06/2014-08", "Jun – Aug 2014"],
  ["2017/2018", "2017–2018"],
  ["2014-07/..", "from Jul 2014"],
  ["../2015-09-17", "until 17 Sep 2015"],
  ["197X", "the 1970s"],
  ["20XX", "the 21st century"],
  ["19XX", "the 20th century"],
  ["2015-21", "spring 2015"],
  ["2015-33/2015-34", "1st quarter of 2015 – 2nd quarter of 2015"],
  ["XXXX-02-24", "24 Feb, year unknown"],
  ["XXXX-05-21~/XXXX-05-31", "about 21–31 May, year unknown"],
  ["../XXXX-21", "until spring, year unknown"],
  ["[2022-03-04,2022-04-03]", "[2022-03-04,2022-04-03]"],
];

for (const [edtf, prose] of dates) {
  test(`${edtf} reads “${prose}”`, () => assert.equal(proseOfDate(edtf), prose));
}

test("a chart leaves out little that lies far off, and says how much", () => {
  const years = [1961, 2014, 2015, 2016].map((at) => ({ at, n: at === 1961 ? 1 : 12 }));
  const range = drawnRange(years);
  assert.deepEqual(range, { from: 2014, to: 2016, nBefore: 1, nAfter: 0 });
  assert.equal(range && outsideWords(range, String), "1 before 2014 is not drawn");
  const both = drawnRange([...years, { at: 2090, n: 1 }]);
  assert.equal(both && outsideWords(both, String), "1 after 2016 is not drawn", "no more than one in twenty");
  const many = drawnRange([...years.map(({ at, n }) => ({ at, n: n * 2 })), { at: 2090, n: 1 }]);
  assert.equal(many && outsideWords(many, String), "2 before 2014 and 1 after 2016 are not drawn");
});

test("a chart draws all where nothing lies far off, or what does is not little", () => {
  const whole = { from: 1, to: 10, nBefore: 0, nAfter: 0 };
  assert.deepEqual(drawnRange(Array.from({ length: 10 }, (_, i) => ({ at: i + 1, n: 10 }))), whole);
  assert.deepEqual(
    drawnRange([
      { at: 1, n: 3 },
      { at: 10, n: 12 },
    ]),
    whole,
  );
  assert.equal(drawnRange([]), null);
});

test("no list shows a bare code where a name is known", async () => {
  const site = await openSite();
  await addTexts(site.ledger, [
    [
      "Port closes\n\nCuba said on Monday that it will reopen the port only if Canada lifts the embargo.",
      { published: "2015-01-05", outlet: "Straits Courier" },
    ],
  ]);
  const page = await site.page("/conditions?by=CUB");
  assert.match(page, /<span>Canada<\/span>/);
  assert.doesNotMatch(page, /<span>CAN<\/span>/);
  assert.match(page, /set by<\/span> Cuba/);
  const [actor] = await site.ledger.actors("Cuba");
  assert.match(await site.page(`/conditions?by=${actor?.id}`), /set by<\/span> Cuba/);
  assert.match(await site.page("/relations/VAT/CUB"), /<h1>Vatican – Cuba<\/h1>/);
});
