/** What screens ask of the ledger, on both engines: articles, counts, what changed; words moved by hand. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { addTexts, depositOf, testOnBoth } from "./kit/ledger.ts";

const read = (name: string): string => readFileSync(`examples/cuba-thaw/${name}`, "utf8");
const talks = read("2015-01-22-first-talks.txt");
const embassies = read("2015-07-20-embassies.txt");

testOnBoth("articles are listed by day, filtered, in pages, and shown whole", async (ledger) => {
  await addTexts(ledger, [
    [talks, { published: "2015-01-22", outlet: "One" }],
    [embassies, { published: "2015-07-20", outlet: "Two" }],
    ["A note without a date of any kind, in English, that the harbour is closed today.", {}],
  ]);
  const all = await ledger.articles({}, 10);
  assert.deepEqual(
    all.items.map(({ published }) => published),
    ["2015-07-20", "2015-01-22", null],
  );
  const first = await ledger.articles({}, 1);
  const second = await ledger.articles({}, 1, first.next);
  const third = await ledger.articles({}, 1, second.next);
  assert.deepEqual([...first.items, ...second.items, ...third.items], all.items);
  assert.equal(third.next, null);
  assert.equal((await ledger.articles({ outlet: "Two" }, 10)).items.length, 1);
  assert.equal((await ledger.articles({ title: "EMBASSIES reopen" }, 10)).items.length, 1);
  assert.equal((await ledger.articles({ title: "100%" }, 10)).items.length, 0);
  const hash = all.items[1]?.hash as string;
  const whole = await ledger.wholeArticle(hash);
  assert.equal(whole?.reading?.article.text, whole?.text);
  assert.equal(whole?.captures.length, 1);
  assert.equal((await ledger.mentions(hash)).length, all.items[1]?.mentions);
  assert.equal(await ledger.wholeArticle("0".repeat(64)), null);
  assert.deepEqual(
    (await ledger.outlets(5)).map(({ value, n }) => [value, n]),
    [
      ["One", 1],
      ["Two", 1],
    ],
  );
});

testOnBoth(
  "counts beside a list add up to the list, each without its own part of the filter",
  async (ledger) => {
    await addTexts(ledger, [
      [talks, { published: "2015-01-22" }],
      [embassies, { published: "2015-07-20" }],
    ]);
    const all = await ledger.facets({ kind: "statement" });
    const { distinct } = await ledger.count({ kind: "statement" });
    for (const values of [all.types, all.statuses, all.reviews]) {
      assert.equal(
        values.reduce((sum, { n }) => sum + n, 0),
        distinct,
      );
    }
    const narrowed = await ledger.facets({ kind: "statement", types: ["direct"] });
    assert.deepEqual(narrowed.types, all.types, "another type can be chosen");
    assert.ok(narrowed.statuses.reduce((sum, { n }) => sum + n, 0) < distinct);
    const sides = await ledger.sides("Cuba");
    const byCuba = await ledger.facets({ kind: "statement", by: sides ?? { codes: [], actors: [] } });
    assert.deepEqual(byCuba.by, all.by);
    const cuba = all.by.find(({ value }) => value === "CUB")?.n;
    assert.equal(
      cuba,
      (await ledger.count({ kind: "statement", by: { codes: ["CUB"], actors: [] } })).distinct,
    );
  },
);

testOnBoth("months, pairs, names and the whole are counted", async (ledger) => {
  await addTexts(ledger, [
    [talks, { published: "2015-01-22" }],
    [embassies, { published: "2015-07-20" }],
  ]);
  const filter = { kind: "event", between: ["USA", "CUB"] } as const;
  const months = await ledger.months(filter);
  assert.ok(months.some(({ month }) => month === (2015 - 1970) * 12 + 6));
  const { distinct, reports } = await ledger.count(filter);
  assert.equal(
    months.reduce((sum, it) => sum + it.distinct, 0),
    distinct,
  );
  assert.equal(
    months.reduce((sum, it) => sum + it.reports, 0),
    reports,
  );
  const [pair] = await ledger.pairs(null, 5);
  assert.deepEqual([pair?.a, pair?.b], ["CUB", "USA"]);
  assert.deepEqual(await ledger.pairs("CUB", 1), [pair]);
  assert.equal((await ledger.nameCodes(["CUB", "XXX"])).get("CUB"), "Cuba");
  const summary = await ledger.summary();
  assert.equal(summary.articles, 2);
  assert.equal(summary.unreviewed, summary.statements + summary.events + summary.conditions);
  assert.deepEqual(
    (await ledger.articleDays()).map(({ n }) => n),
    [1, 1],
  );
  const people = await ledger.actorList("person", 2, null);
  assert.equal(people.items.length, 2);
  const rest = await ledger.actorList("person", 200, people.next);
  assert.ok(rest.items.every(({ id }) => !people.items.some((it) => it.id === id)));
});

testOnBoth("what changed is told once for each record, the last first", async (ledger) => {
  await addTexts(ledger, [[talks, { published: "2015-01-22" }]]);
  const before = await ledger.lastChange();
  const { items } = await ledger.records({ kind: "statement" }, 2);
  for (const { id } of items) await ledger.review({ record: id, action: "accept", who: "x", note: null });
  const first = items[0]?.id as string;
  await ledger.undoReview(first, "x");
  const changed = await ledger.desk.changed({ after: before });
  assert.deepEqual(
    changed.items.map(({ record, actions }) => [record, actions]),
    [
      [first, ["reviewed"]],
      [items[1]?.id, ["reviewed"]],
    ],
  );
  const nothing = { items: [], isPartial: false };
  assert.deepEqual(await ledger.desk.changed({ after: await ledger.lastChange() }), nothing);
  assert.deepEqual(await ledger.desk.changed({ after: before, actions: ["added"] }), nothing);
  assert.deepEqual(await ledger.desk.changed({ after: before, kinds: ["event"] }), nothing);
});

const quoted = `Port closes\n\n“The harbour will stay closed for good 😀 and all,” the foreign ministry of Cuba said on Monday.`;

testOnBoth("an end of the words moves by a word, is undone, and outlives a new reading", async (ledger) => {
  const deposit = await depositOf(quoted, { published: "2026-01-05" });
  await ledger.deposit([deposit], [], []);
  const [statement] = (await ledger.records({ kind: "statement" }, 1)).items;
  assert.ok(statement !== undefined);
  const mention = statement.first.mention;
  const words = async (): Promise<string> => (await ledger.record(statement.id))?.words ?? "";
  const whole = await words();
  assert.match(whole, /^The harbour .* and all/);
  const move = (edge: "start" | "end", by: 1 | -1, revision?: number): Promise<number> =>
    ledger.moveSpan({
      mention,
      part: "",
      edge,
      by,
      who: "x",
      ...(revision === undefined ? {} : { revision }),
    });
  await move("end", -1, statement.revision);
  assert.match(await words(), /closed for good 😀 and$/);
  await move("start", 1);
  assert.match(await words(), /^harbour will/);
  await assert.rejects(
    move("end", -1, statement.revision),
    (error: { code: string }) => error.code === "store/changed",
  );
  assert.equal((await ledger.record(statement.id))?.review, "fix");
  assert.deepEqual(await ledger.verify().then(({ faults }) => faults), []);
  await ledger.undoReview(statement.id, "x");
  assert.match(await words(), /^The harbour .* and$/);
  await ledger.takeAnew([{ ...deposit, reading: { ...deposit.reading, engine: "another+en-9" } }]);
  assert.match(await words(), /^The harbour .* and$/);
  await ledger.undoReview(statement.id, "x");
  assert.equal(await words(), whole);
  await assert.rejects(
    ledger.moveSpan({ mention: "e0000000000000000", part: "", edge: "end", by: 1, who: "x" }),
    (error: { code: string }) => error.code === "store/unknown-id",
  );
});
