/** What people and copies do to a ledger: merging, splitting, reviewing, deleting, reading anew, backing up. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import type { Reading } from "../src/model/reading.ts";
import { type Ledger, openLedger } from "../src/store/store.ts";
import { newDatabase } from "./kit/postgres.ts";
import { addTexts, depositOf, newFile, testOnBoth, testTime } from "./kit/ledger.ts";

const first = (city: string): string =>
  `Ministers meet in ${city}\n\nThe United States imposed sanctions against Cuba on Monday. ` +
  `“We will not lift the blockade before the prisoners are free,” Marisol Quintero said. ` +
  `Havana will reopen its embassy only if Washington lifts the embargo. ` +
  `Cuba refused to resume talks until the United States released the sailors. The rest of this report is about the weather, ` +
  `which was fine in ${city}, and about the price of coffee, which rose again, as the traders of the old harbour know.`;
const second =
  "Embassies stay shut\n\nCuba will reopen its embassy only if the United States lifts the embargo, the foreign ministry said. " +
  "Nothing else in this piece was said elsewhere, and none of it is a copy of another paper's work or words.";
const hand = { who: "lidia", note: "the same" };

async function conditionsOf(ledger: Ledger): Promise<readonly (readonly [string, number, number])[]> {
  const { items } = await ledger.records({ kind: "condition" }, 100);
  return items.map(({ id, mentions, reports }) => [id, mentions, reports] as const);
}

testOnBoth("lightly edited copies of one article are one record with many reports", async (ledger) => {
  const cities = Array.from(
    { length: 100 },
    (_, i) => `Port ${["Lima", "Quito", "Bogota"][i % 3]} ${String.fromCharCode(65 + (i % 26))}`,
  );
  await addTexts(
    ledger,
    cities.map((city, i) => [
      first(city),
      { published: "2015-03-02", outlet: `Courier ${i}`, url: `https://c${i}.example/` },
    ]),
  );
  for (const kind of ["event", "statement", "condition"] as const) {
    const { items } = await ledger.records({ kind }, 100);
    assert.ok(0 < items.length, kind);
    for (const { reports, sources } of items) assert.deepEqual([kind, reports, sources], [kind, 100, 1]);
  }
});

testOnBoth("a condition in two wordings is one, and each report tells why", async (ledger) => {
  await addTexts(ledger, [
    [first("Lima"), { published: "2015-03-02", url: "https://a.example/" }],
    [second, { published: "2015-03-20", url: "https://b.example/" }],
  ]);
  const { items } = await ledger.records({ kind: "condition", types: ["only-if"] }, 100);
  assert.deepEqual(
    items.map(({ reports, sources }) => [reports, sources]),
    [[2, 2]],
  );
  const reports = await ledger.reports(items[0]?.id ?? "");
  const [founder, again] = reports;
  assert.equal(founder?.reason, "first report");
  assert.match(again?.reason ?? "", /^same setter; requirement: .*lift.*; outcome: .*embass/);
});

testOnBoth(
  "a split parts for good, also when the article is read again; undoing joins again",
  async (ledger) => {
    await addTexts(ledger, [
      [first("Lima"), { published: "2015-03-02" }],
      [second, { published: "2015-03-20" }],
    ]);
    const { items } = await ledger.records({ kind: "condition", types: ["only-if"] }, 100);
    const together = await conditionsOf(ledger);
    for (const { mention } of await ledger.reports(items[0]?.id ?? "")) {
      const number = await ledger.split(mention, hand);
      const apart = await conditionsOf(ledger);
      assert.equal(apart.length, together.length + 1);
      const again = await depositOf(second, { published: "2015-03-20" });
      await ledger.takeAnew([{ ...again, reading: { ...again.reading, engine: `later-${mention}` } }]);
      assert.deepEqual(await conditionsOf(ledger), apart);
      await ledger.undoOverride(number);
      assert.deepEqual(await conditionsOf(ledger), together);
    }
    assert.deepEqual((await ledger.verify()).faults, []);
  },
);

testOnBoth(
  "a merge counts the reports of both, holds for later copies, and can be undone",
  async (ledger) => {
    await addTexts(ledger, [[first("Lima"), { published: "2015-03-02", url: "https://a.example/" }]]);
    const [a, b] = (await ledger.records({ kind: "condition" }, 100)).items;
    assert.ok(a !== undefined && b !== undefined);
    const before = await conditionsOf(ledger);
    const number = await ledger.merge(a.id, b.id, hand);
    assert.equal((await ledger.record(a.id))?.id, b.id);
    await addTexts(ledger, [[first("Quito"), { published: "2015-03-02", url: "https://b.example/" }]]);
    assert.deepEqual(await conditionsOf(ledger), [[b.id, 4, 2]]);
    await ledger.undoOverride(number);
    assert.deepEqual(
      await conditionsOf(ledger),
      before.map(([id]) => [id, 2, 2]),
    );
    await assert.rejects(ledger.undoOverride(number), { code: "store/nothing-to-undo" });
    await assert.rejects(ledger.merge(a.id, a.id, hand), { code: "store/unlike" });
    await assert.rejects(ledger.merge("Eno", a.id, hand), { code: "store/unknown-id" });
    assert.deepEqual((await ledger.verify()).faults, []);
  },
);

testOnBoth("reviews have a history, hold for later engines, and can be undone", async (ledger) => {
  const deposit = await depositOf(first("Lima"), { published: "2015-03-02" });
  await ledger.deposit([deposit], [], []);
  const [event] = (await ledger.records({ kind: "event" }, 1)).items;
  assert.ok(event !== undefined);
  const act = { record: event.id, who: "lidia", note: null };
  await ledger.review({ ...act, action: "fix", fields: { status: "planned", edtf: "2015-03" } });
  const fixed = await ledger.record(event.id);
  assert.deepEqual([fixed?.status, fixed?.date?.edtf, fixed?.review], ["planned", "2015-03", "fix"]);
  await ledger.takeAnew([withoutEvents(deposit, "later")]);
  assert.equal((await ledger.record(event.id))?.mentions, 1, "confirmed by a person, kept");
  await ledger.review({ ...act, action: "reject" });
  assert.equal(
    (await ledger.records({ kind: "event" }, 100)).items.some(({ id }) => id === event.id),
    false,
  );
  assert.equal((await ledger.records({ kind: "event", review: "reject" }, 100)).items.length, 1);
  await ledger.undoReview(event.id, "lidia");
  await ledger.undoReview(event.id, "lidia");
  const { revision: _revision, ...back } = (await ledger.record(event.id)) ?? event;
  const { revision: _before, ...was } = event;
  assert.deepEqual(back, was);
  await assert.rejects(ledger.undoReview(event.id, "lidia"), { code: "store/nothing-to-undo" });
  const history = await ledger.reviews(event.id);
  assert.deepEqual(
    history.map(({ action, undoes }) => [action, undoes]),
    [
      ["fix", null],
      ["reject", null],
      ["undo", 2],
      ["undo", 1],
    ],
  );
});

testOnBoth(
  "what a later engine no longer finds is withdrawn; what it finds again keeps its id",
  async (ledger) => {
    const deposit = await depositOf(first("Lima"), { published: "2015-03-02" });
    await ledger.deposit([deposit], [], []);
    const events = await ledger.records({ kind: "event" }, 100);
    await ledger.takeAnew([withoutEvents(deposit, "later")]);
    assert.equal((await ledger.records({ kind: "event" }, 100)).items.length, 0);
    assert.ok((await ledger.changes(0, 1000)).items.some(({ action }) => action === "withdrawn"));
    assert.deepEqual(await ledger.stale("later", 0, 10).then((it) => it.map(({ isStale }) => isStale)), [
      false,
    ]);
    assert.deepEqual(await ledger.stale("latest", 0, 10).then((it) => it.map(({ source }) => source)), [
      deposit.source,
    ]);
    await ledger.takeAnew([{ ...deposit, reading: { ...deposit.reading, engine: "latest" } }]);
    const again = await ledger.records({ kind: "event" }, 100);
    assert.deepEqual(
      again.items.map(({ id }) => id),
      events.items.map(({ id }) => id),
    );
    assert.deepEqual((await ledger.verify()).faults, []);
  },
);

function withoutEvents(deposit: Awaited<ReturnType<typeof depositOf>>, engine: string): typeof deposit {
  const reading: Reading = { ...deposit.reading, engine, events: [] };
  return { ...deposit, reading };
}

testOnBoth("a deleted article leaves a tombstone and none of its words", async (ledger) => {
  await addTexts(ledger, [
    [first("Lima"), { published: "2015-03-02" }],
    [second, { published: "2015-03-20" }],
  ]);
  const deposit = await depositOf(first("Lima"), { published: "2015-03-02" });
  await ledger.deleteArticle(deposit.reading.article.hash);
  const search = await ledger.search("prisoners", {
    kinds: ["statement", "condition"],
    limit: 9,
    after: null,
  });
  assert.deepEqual(search.items, []);
  const { items } = await ledger.records({ kind: "condition" }, 100);
  assert.deepEqual(
    items.map(({ reports }) => reports),
    [1],
  );
  assert.deepEqual(await ledger.deposit([deposit], [], []), ["known"]);
  assert.ok(
    (await ledger.changes(0, 1000)).items.some(
      ({ action, kind }) => action === "deleted" && kind === "article",
    ),
  );
  assert.deepEqual((await ledger.verify()).faults, []);
});

testOnBoth("a backup restores the same ledger on either engine", async (ledger) => {
  await addTexts(ledger, [
    [first("Lima"), { published: "2015-03-02" }],
    [second, {}],
  ]);
  const lines: string[] = [];
  await ledger.backUp(async (line) => void lines.push(line));
  async function* given(upTo: number): AsyncGenerator<string> {
    yield* lines.slice(0, upTo);
  }
  for (const url of [newFile(), await newDatabase()]) {
    const other = await openLedger(url, () => testTime);
    try {
      await assert.rejects(other.restore(given(lines.length - 1)), { code: "store/bad-backup" });
      assert.deepEqual((await other.changes(0, 10)).items, [], "nothing of a cut backup is there");
      await other.restore(given(lines.length));
      for (const kind of ["event", "statement", "condition"] as const) {
        assert.deepEqual(await other.records({ kind }, 100), await ledger.records({ kind }, 100));
      }
      assert.deepEqual(await other.changes(0, 1000), await ledger.changes(0, 1000));
      const asked = { kinds: ["statement"] as const, limit: 9, after: null };
      assert.deepEqual(await other.search("blockade", asked), await ledger.search("blockade", asked));
      assert.deepEqual((await other.verify()).faults, []);
      await assert.rejects(other.restore(given(lines.length)), { code: "store/not-empty" });
      await addTexts(other, [[first("Quito"), {}]]);
    } finally {
      await other.close();
    }
  }
});

test("a ledger of a newer version, another program's file and a bad password are refused", async () => {
  const file = newFile();
  await (await openLedger(file)).close();
  const { default: Database } = await import("libsql");
  const database = new Database(file);
  database.exec("update meta set value = value || ' 0999-to-come'");
  database.close();
  await assert.rejects(openLedger(file), { code: "store/newer", message: /0999-to-come/ });

  const foreign = newFile();
  const other = new Database(foreign);
  other.exec("create table stamps (id integer)");
  other.close();
  await assert.rejects(openLedger(foreign), { code: "store/foreign", message: /stamps/ });

  const address = await newDatabase();
  await assert.rejects(openLedger(address.replace("secret", "guess")), (error: Error) => {
    assert.match(error.message, /check user and password/);
    assert.doesNotMatch(error.message, /guess/);
    return true;
  });
  await assert.rejects(openLedger("postgres://postgres@127.0.0.1:1/none"), { code: "store/unreachable" });
  await assert.rejects(openLedger("/no/such/folder/x.db"), { code: "store/unwritable" });
});

test("a damaged file is refused or reported, and its bytes stay as they are", async () => {
  const file = newFile();
  writeFileSync(file, "this is a letter, not a database, and long enough to be taken for one".repeat(20));
  await assert.rejects(openLedger(file), { code: "store/corrupt" });
  assert.match(readFileSync(file, "utf8"), /^this is a letter/);
});

test("pages of a ledger overwritten with rubbish: refused or reported, never answered from", async () => {
  const file = newFile();
  const ledger = await openLedger(file);
  await addTexts(ledger, [[first("Lima"), { published: "2015-03-02" }]]);
  await ledger.close();
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 4096 * 5, bytes.length - 4096 * 2);
  writeFileSync(file, bytes);
  const asks = async (): Promise<number> => {
    const harmed = await openLedger(file);
    try {
      await harmed.records({ kind: "statement" }, 10);
      return (await harmed.verify()).nFaults;
    } finally {
      await harmed.close();
    }
  };
  await assert.rejects(asks, { code: "store/corrupt" });
});

test("a full disk refuses what no longer fits and keeps what was there", async () => {
  const file = newFile();
  const ledger = await openLedger(file);
  await addTexts(ledger, [[second, { published: "2015-03-20" }]]);
  await ledger.close();
  const full = await openLedger(file, () => testTime, {
    mostPages: Math.ceil(readFileSync(file).length / 4096) + 4,
  });
  const before = await full.records({ kind: "condition" }, 10);
  const long = await depositOf(`${first("Lima")} ${"The harbour was quiet. ".repeat(9000)}`, {});
  await assert.rejects(full.deposit([long], [], []), { code: "store/full" });
  assert.deepEqual(await full.records({ kind: "condition" }, 10), before);
  assert.deepEqual((await full.verify()).faults, []);
  await full.close();
});

testOnBoth("who asks does not wait for who writes", async (_ledger, url) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let isWriting = (): void => {};
  const writes = new Promise<void>((resolve) => (isWriting = resolve));
  async function* slowly(): AsyncGenerator<string> {
    isWriting();
    await held;
    yield "no backup";
  }
  const writer = await openLedger(url);
  const refused = assert.rejects(writer.restore(slowly()), { code: "store/bad-backup" });
  await writes;
  const reader = await openLedger(url);
  assert.deepEqual(await conditionsOf(reader), []);
  release();
  await refused;
  await reader.close();
  await writer.close();
});

testOnBoth(
  "of two people who decide at once on what both saw, one is told that it changed",
  async (ledger) => {
    await addTexts(ledger, [[first("Lima"), {}]]);
    const { items } = await ledger.records({ kind: "event" }, 1);
    const { id, revision } = items[0] as { id: string; revision: number };
    const people = ["ada", "bela", "cleo", "dora"];
    const outcomes = await Promise.allSettled(
      people.map((who, i) =>
        ledger.review({ record: id, action: i % 2 === 0 ? "accept" : "reject", who, note: null, revision }),
      ),
    );
    const refused = outcomes.filter((it) => it.status === "rejected");
    assert.deepEqual(
      refused.map(({ reason }) => (reason as { code: string }).code),
      ["store/changed", "store/changed", "store/changed"],
    );
    const reviews = await ledger.reviews(id);
    assert.equal(reviews.length, 1);
    assert.equal((await ledger.record(id))?.review, reviews[0]?.action);
    await assert.rejects(ledger.undoReview(id, "bela", revision), { code: "store/changed" });
    assert.equal((await ledger.reviews(id)).length, 1, "nothing was taken back");
    await ledger.undoReview(id, "bela", revision + 1);
    assert.equal((await ledger.record(id))?.review, null);
  },
);
