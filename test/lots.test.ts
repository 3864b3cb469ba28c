/** Many records decided on at once: the ledger on both engines, the preview, the lot and its undo. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { LedgerRecord } from "../src/model/ledger.ts";
import type { Ledger } from "../src/store/store.ts";
import { noBrowser, visit } from "./kit/browser.ts";
import { addTexts, newFile, testOnBoth, testTime } from "./kit/ledger.ts";
import { openSite, type TestSite } from "./kit/site.ts";
import { openLedger } from "../src/store/store.ts";

const talks = readFileSync("examples/cuba-thaw/2015-01-22-first-talks.txt", "utf8");
const embassies = readFileSync("examples/cuba-thaw/2015-07-20-embassies.txt", "utf8");

async function fill(ledger: Ledger): Promise<readonly LedgerRecord[]> {
  await addTexts(ledger, [
    [talks, { published: "2015-01-22" }],
    [embassies, { published: "2015-07-20" }],
  ]);
  return (await ledger.records({ kind: "event" }, 100)).items;
}

const seen = ({ id, revision }: LedgerRecord): { id: string; revision: number } => ({ id, revision });

testOnBoth(
  "a lot decides on what is as it was seen, tells the rest, and is taken back whole",
  async (ledger) => {
    const events = await fill(ledger);
    const [first, second, third] = events as [LedgerRecord, LedgerRecord, LedgerRecord];
    await ledger.review({ record: second.id, action: "accept", who: "colleague", note: null });
    const lot = { action: "reject", who: "me", note: "not between states" } as const;
    const gone = { id: "E0000000000000000", revision: 1 };
    const { desk } = ledger;
    const outcome = await desk.review({ ...lot, records: [...events.map(seen), seen(first), gone] });
    assert.deepEqual(outcome.left, [second.id, gone.id]);
    assert.equal(outcome.decided.length, events.length - 1, "each once");
    const states = async (): Promise<(string | null)[]> =>
      Promise.all(events.map(async ({ id }) => (await ledger.record(id))?.review ?? null));
    assert.equal((await states()).filter((it) => it === "reject").length, events.length - 1);
    assert.equal((await ledger.record(second.id))?.review, "accept", "the colleague's decision stands");
    const [review] = await ledger.reviews(first.id);
    assert.equal(review?.note, "not between states");
    assert.equal((await desk.lot(outcome.lot as number)).standing.length, events.length - 1);
    await ledger.review({ record: third.id, action: "accept", who: "colleague", note: null });
    await ledger.undoReview(first.id, "me");
    const before = await desk.lot(outcome.lot as number);
    assert.deepEqual(before.undone, [first.id]);
    assert.ok(!before.standing.includes(third.id));
    const back = await desk.undo(outcome.lot as number, "me");
    assert.deepEqual(back.left, [third.id]);
    assert.equal(back.decided.length, events.length - 3);
    assert.deepEqual(
      await states(),
      events.map(({ id }) => (id === second.id || id === third.id ? "accept" : null)),
    );
    await assert.rejects(desk.undo(outcome.lot as number, "me"), { code: "store/nothing-to-undo" });
    await assert.rejects(desk.undo(123_456, "me"), { code: "store/unknown-id" });
    const nothing = await desk.review({ ...lot, records: [seen(second)] });
    assert.deepEqual(nothing, { lot: null, decided: [], left: [second.id] });
    const tooMany = Array.from({ length: 501 }, () => gone);
    await assert.rejects(desk.review({ ...lot, records: tooMany }), { code: "store/unlike" });
  },
);

testOnBoth("a lot goes through a backup", async (ledger) => {
  const events = await fill(ledger);
  const { lot } = await ledger.desk.review({
    action: "accept",
    who: "me",
    note: null,
    records: events.map(seen),
  });
  const lines: string[] = [];
  await ledger.backUp(async (line) => void lines.push(line));
  const other = await openLedger(newFile(), () => testTime);
  try {
    await other.restore(
      (async function* () {
        yield* lines;
      })(),
    );
    assert.equal((await other.desk.lot(lot as number)).standing.length, events.length);
  } finally {
    await other.close();
  }
});

/** Fields of the form on a page, every box as it stands. */
function fieldsOf(html: string): string[] {
  return [...html.matchAll(/name="record" value="([^"]+)" checked/g)].map(([, value]) => value as string);
}

async function confirm(site: TestSite, action: string, records: readonly string[]): Promise<Response> {
  const body = new URLSearchParams([
    ["action", action],
    ["from", "/events?type=AGREE"],
    ...records.map((it): [string, string] => ["record", it]),
  ]);
  return site.ask("/review", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" },
    body: body.toString(),
  });
}

test("the preview changes nothing and lists what would change; what others decided is left out and shown", async () => {
  const site = await openSite();
  const events = await fill(site.ledger);
  const [first, second] = events as [LedgerRecord, LedgerRecord];
  await site.ledger.review({ record: first.id, action: "accept", who: "colleague", note: "seen on tape" });
  await site.ledger.review({ record: second.id, action: "accept", who: "reviewer", note: null });
  const before = await site.ledger.lastChange();
  const html = await site.page("/events/review?action=reject");
  const records = fieldsOf(html);
  assert.equal(records.length, events.length - 2);
  assert.match(html, new RegExp(`<h1>Reject ${records.length} records\\?`));
  for (const { id, words } of events) {
    assert.ok(html.includes(`/records/${id}`));
    assert.ok(html.includes(words.split(/["'&]/)[0] as string), words);
  }
  assert.match(html, /Left out: decided on already \(2\)/);
  assert.match(html, /accepted by colleague, 1 Jan 2026: seen on tape/);
  assert.equal(await site.ledger.lastChange(), before);
  const ticked = await site.page(`/review?id=${first.id}&id=${second.id}&action=reject`);
  assert.deepEqual(fieldsOf(ticked), [`${second.id}.${second.revision + 1}`], "one's own may be changed");
});

test("a lot made from the preview tells what changed in between, and has one undo", async () => {
  const site = await openSite();
  const events = await fill(site.ledger);
  const records = fieldsOf(await site.page("/events/review?action=accept"));
  const meanwhile = events[0]?.id as string;
  await site.ledger.review({ record: meanwhile, action: "reject", who: "colleague", note: null });
  const done = await confirm(site, "accept", records);
  assert.equal(done.status, 303);
  const address = done.headers.get("Location") ?? "";
  const page = await site.page(address);
  assert.match(page, new RegExp(`<h1>Accepted ${events.length - 1} records`));
  assert.match(page, /Left as they were, since they changed meanwhile: 1/);
  assert.ok(page.includes(`href="/events?type=AGREE"`), "the way back");
  assert.equal((await site.ledger.record(meanwhile))?.review, "reject");
  const lot = /\/lots\/(\d+)/.exec(address)?.[1] as string;
  assert.equal((await site.send(`/lots/${lot}/undo`, { from: "/events" })).status, 303);
  assert.match(await site.page(`/lots/${lot}`), new RegExp(`Taken back: ${events.length - 1}`));
  for (const { id } of events.slice(1)) assert.equal((await site.ledger.record(id))?.review, null);
  assert.equal((await site.send(`/lots/${lot}/undo`, {})).status, 409);
  assert.equal((await confirm(site, "accept", [`${meanwhile}.1`])).status, 409, "all had changed");
});

test("what is no decision about many is refused", async () => {
  const site = await openSite();
  for (const path of ["/review?id=E0123456789abcdef", "/events/review?action=fix", "/events/review"])
    assert.equal((await site.ask(path)).status, 400, path);
  assert.equal((await confirm(site, "accept", [])).status, 400);
  assert.equal((await confirm(site, "accept", ["E0123456789abcdef"])).status, 400);
  assert.equal((await confirm(site, "drop", ["E0123456789abcdef.1"])).status, 400);
  assert.equal((await site.ask("/lots/7")).status, 404);
  assert.equal((await site.ask(`/articles/${"0".repeat(64)}/review?action=accept`)).status, 404);
  const html = await site.page("/review?action=accept&from=https://evil.example/");
  assert.match(html, /Nothing to decide on/);
  assert.ok(!html.includes("evil.example"), "leads nowhere else");
});

test("an article's open records of a kind are previewed", async () => {
  const site = await openSite();
  await fill(site.ledger);
  const hash = (await site.ledger.articles({}, 1)).items[0]?.hash as string;
  const mentions = (await site.ledger.mentions(hash)).filter(({ kind }) => kind === "statement");
  const html = await site.page(`/articles/${hash}/review?kind=statement&open=1&action=accept`);
  assert.equal(fieldsOf(html).length, new Set(mentions.map(({ record }) => record)).size);
  assert.ok(html.includes(`href="/articles/${hash}?kind=statement&amp;open=1"`));
});

test(
  "a lot is chosen, previewed, made and taken back by keyboard alone",
  { skip: noBrowser, timeout: 60_000 },
  async () => {
    const own = await openLedger(newFile(), () => testTime);
    await fill(own);
    const { page, origin, complaints, close } = await visit(own);
    try {
      await page.goto(`${origin}/events`);
      for (const key of ["j", "x", "j", "j", "x", "k", "x"]) await page.keyboard.press(key);
      assert.equal(await page.locator("#picked").textContent(), " (3)");
      assert.equal(await page.locator("input[name=id]:checked").count(), 3);
      await page.locator("#lot button[value=reject]").focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/review\?/);
      assert.equal(await page.locator("input[name=record]:checked").count(), 3);
      await page.locator("input[name=record]").first().focus();
      await page.keyboard.press("Space");
      await page.locator("button.main").focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/lots\//);
      assert.match((await page.locator("h1").textContent()) ?? "", /Rejected 2 records/);
      assert.equal((await own.count({ kind: "event", review: "reject" })).distinct, 2);
      await page.reload();
      await page.locator("main form button").focus();
      await page.keyboard.press("Enter");
      await page.waitForSelector("text=Taken back: 2");
      assert.equal((await own.count({ kind: "event", review: "reject" })).distinct, 0);
      await page.keyboard.press("?");
      assert.deepEqual(complaints, []);
    } finally {
      await close();
      await own.close();
    }
  },
);
