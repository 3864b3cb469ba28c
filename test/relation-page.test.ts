/** The page of a relation: what changed since somebody looked, and a span of months chosen in its bars. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openLedger } from "../src/store/store.ts";
import { noBrowser, visit } from "./kit/browser.ts";
import { addTexts, newFile, testTime } from "./kit/ledger.ts";
import { cookie, openSite, type TestSite } from "./kit/site.ts";

const demand =
  "Talks go on\n\nCanada will reopen its embassy only if Cuba releases the sailors, the foreign ministry in Ottawa said.";
const release = "Sailors free\n\nCuba released the sailors on Tuesday.";
const meeting =
  "Ministers meet\n\nThe foreign minister of Canada met the president of Cuba in Havana on Friday.";

/** The section "What changed", as somebody sees it who has looked up to a change. */
async function changed(site: TestSite, seen: number, query = ""): Promise<string> {
  const headers = { Cookie: `${cookie}; demarche-seen=${seen}` };
  const html = await (await site.ask(`/relations/CAN/CUB${query}`, { headers })).text();
  return /<section aria-labelledby="changed">[^]*?<\/section>/.exec(html)?.[0] ?? "";
}

test("what is new between two is told since the last visit, with its words", async () => {
  const site = await openSite();
  await addTexts(site.ledger, [[demand, { published: "2015-03-02" }]]);
  assert.match(await changed(site, 0), /You have not pressed/);
  const seen = await site.ledger.lastChange();
  assert.match(await changed(site, seen), /learnt nothing new of these two since 1 Jan 2026/);
  await addTexts(site.ledger, [[meeting, { published: "2015-05-08" }]]);
  const html = await changed(site, seen);
  assert.match(html, /1 new event</);
  const [event] = (await site.ledger.records({ kind: "event", between: ["CAN", "CUB"] }, 1)).items;
  assert.ok(html.includes(`/articles/${event?.first.article}#${event?.first.mention}`), "leads to the words");
  assert.match(html, /href="\/relations\/CAN\/CUB\?news=30#changed"/);
});

test("a condition that an event has met since is told with the event, and so is a correction", async () => {
  const site = await openSite();
  await addTexts(site.ledger, [[demand, { published: "2015-03-02" }]]);
  const seen = await site.ledger.lastChange();
  await addTexts(site.ledger, [[release, { published: "2015-04-07" }]]);
  const html = await changed(site, seen);
  assert.match(html, /open → ripe/);
  assert.match(html, /7 Apr 2015, done: <a href="\/records\/E[^"]+"><q>Cuba released the sailors/);
  const [condition] = (await site.ledger.records({ kind: "condition" }, 1)).items;
  const review = { record: condition?.id ?? "", who: "colleague", note: null };
  await site.ledger.review({ ...review, action: "accept" });
  assert.doesNotMatch(await changed(site, seen), /Corrections/, "agreement is none");
  await site.ledger.review({ ...review, action: "fix", fields: { edtf: "2015-03-01" } });
  assert.match(await changed(site, seen), /Corrections[^]*reviewed, 1 Mar 2015/);
});

test("the last days are those before now, by when the ledger learnt it", async () => {
  let time = "2025-12-10T00:00:00.000Z";
  const ledger = await openLedger(newFile(), () => time);
  const site = await openSite({ ledger });
  await addTexts(ledger, [[demand, { published: "2015-03-02" }]]);
  time = "2025-12-30T00:00:00.000Z";
  await addTexts(ledger, [[meeting, { published: "2015-05-08" }]]);
  assert.match(await changed(site, 0, "?news=30"), /new condition</);
  assert.doesNotMatch(await changed(site, 0, "?news=7"), /new condition</);
  assert.match(await changed(site, 0, "?news=7"), /1 new event</);
  await ledger.close();
});

test("a span narrows bars, timeline and lists, and every link keeps it", async () => {
  const site = await openSite();
  const read = (name: string): string => readFileSync(`examples/cuba-thaw/${name}.txt`, "utf8");
  await addTexts(site.ledger, [
    [read("2015-01-22-first-talks"), { published: "2015-01-22" }],
    [read("2015-07-20-embassies"), { published: "2015-07-20" }],
  ]);
  const html = await site.page("/relations/USA/CUB?from=2015-07&to=2015-07&count=reports");
  assert.match(html, /Events by month, 2015-07/);
  assert.match(html, /\?from=2015-07&amp;to=2015-07&amp;count=reports&amp;news=7#changed/);
  assert.match(html, /href="\/relations\/USA\/CUB\?count=reports#span">the whole time/);
  const filter = { kind: "event", between: ["USA", "CUB"], since: 16617, until: 16647 } as const;
  for (const { id } of (await site.ledger.records(filter, 5)).items) assert.ok(html.includes(id));
  const [early] = (await site.ledger.records({ ...filter, since: 16436, until: 16466 }, 1)).items;
  assert.ok(early !== undefined);
  assert.ok(!/Latest events[^]*/.exec(html)?.[0].includes(early.id));
  assert.match(await site.page("/relations/USA/CUB?from=1999&to=1999"), /No events, 1999/);
  for (const query of ["from=soon", "to=2015-13"])
    assert.equal((await site.ask(`/relations/USA/CUB?${query}`)).status, 400, query);
});

test(
  "a span is chosen by dragging over the bars, and by Shift and arrows",
  { skip: noBrowser, timeout: 60_000 },
  async () => {
    const own = await openLedger(newFile(), () => testTime);
    await addTexts(
      own,
      ["2015-02-06", "2015-03-06", "2015-04-03", "2015-05-08", "2015-08-07"].map((published, i) => [
        meeting.replace(
          "in Havana",
          ["in Havana", "in Ottawa", "in Trinidad", "in Quebec", "in Paris"][i] as string,
        ),
        { published },
      ]),
    );
    const { page, origin, complaints, close } = await visit(own);
    try {
      await page.goto(`${origin}/relations/CAN/CUB`);
      const bars = page.locator("#brush a[data-month]");
      assert.equal(await bars.count(), 5);
      await page.locator("#brush").scrollIntoViewIfNeeded();
      const [from, to] = [await bars.nth(1).boundingBox(), await bars.nth(3).boundingBox()];
      const y = (from?.y ?? 0) + 10;
      await page.mouse.move((from?.x ?? 0) + 5, y);
      await page.mouse.down();
      await page.mouse.move((to?.x ?? 0) + 5, y, { steps: 4 });
      await page.mouse.up();
      await page.waitForURL(/from=2015-03&to=2015-05/);
      assert.equal(await bars.count(), 3);
      await bars.nth(0).focus();
      await page.keyboard.press("Shift+ArrowRight");
      assert.equal(await page.locator("#brush-state").textContent(), "2015-03 to 2015-04");
      await page.keyboard.press("Enter");
      await page.waitForURL(/from=2015-03&to=2015-04/);
      await page.reload();
      assert.equal(await bars.count(), 2);
      await bars.nth(1).click();
      await page.waitForURL(/from=2015-04&to=2015-04/);
      assert.deepEqual(complaints, []);
    } finally {
      await close();
      await own.close();
    }
  },
);
