/** The ledger on both engines: taking in, asking, searching, and that nothing is taken in twice. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { addTexts, depositOf, testOnBoth } from "./kit/ledger.ts";

const embassies = readFileSync("examples/cuba-thaw/2015-07-20-embassies.txt", "utf8");
const assembly = readFileSync("examples/cuba-thaw/2015-09-29-new-york.txt", "utf8");
const talks = readFileSync("examples/cuba-thaw/2015-01-22-first-talks.txt", "utf8");

testOnBoth("an article goes in once, whatever is added again", async (ledger) => {
  const deposit = await depositOf(talks, { url: "https://straits.example/1" });
  assert.deepEqual(await ledger.deposit([deposit], [], []), ["new"]);
  const before = await ledger.records({ kind: "statement" }, 100);
  assert.ok(0 < before.items.length);
  assert.deepEqual(await ledger.deposit([deposit, deposit], [], []), ["known", "known"]);
  assert.deepEqual(await ledger.records({ kind: "statement" }, 100), before);
  const carried = await depositOf(talks, { url: "https://herald.example/9" });
  assert.deepEqual(await ledger.deposit([carried], [], []), ["again"]);
  const after = await ledger.records({ kind: "statement" }, 100);
  assert.deepEqual(
    after.items.map(({ id, reports }) => [id, reports]),
    before.items.map(({ id }) => [id, 2]),
  );
});

testOnBoth("records are found by who is in them, what they are and when", async (ledger) => {
  await addTexts(ledger, [
    [assembly, { published: "2015-09-29" }],
    [embassies, { published: "2015-07-20" }],
  ]);
  const sides = await ledger.sides("Cuba");
  assert.deepEqual(sides, { codes: ["CUB"], actors: [] });
  assert.ok(sides !== null);
  const conditions = await ledger.records({ kind: "condition", by: sides }, 10);
  assert.ok(0 < conditions.items.length);
  for (const { finding } of conditions.items)
    assert.ok("setter" in finding && finding.setter?.code === "CUB");
  const between = await ledger.count({ kind: "event", between: ["USA", "CUB"] });
  assert.deepEqual(await ledger.count({ kind: "event", between: ["CUB", "USA"] }), between);
  assert.ok(0 < between.distinct);
  assert.equal((await ledger.count({ kind: "event", between: ["USA", "FRA"] })).distinct, 0);
  assert.equal(await ledger.sides("Ruritania"), null);
});

testOnBoth("pages go on until the end, each record once, the latest first", async (ledger) => {
  await addTexts(ledger, [
    [talks, { published: "2015-01-22" }],
    [embassies, { published: "2015-07-20" }],
  ]);
  const all = await ledger.records({ kind: "statement" }, 1000);
  assert.equal(all.next, null);
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const page = await ledger.records({ kind: "statement" }, 3, after);
    seen.push(...page.items.map(({ id }) => id));
    if (page.next === null) break;
    after = page.next;
  }
  assert.deepEqual(
    seen,
    all.items.map(({ id }) => id),
  );
  const days = all.items.map(({ day }) => day ?? -Infinity);
  assert.deepEqual(
    days,
    [...days].sort((a, b) => b - a),
  );
});

testOnBoth("search finds words in any form, phrases, and leaves out", async (ledger) => {
  await addTexts(ledger, [[talks, { published: "2015-01-22" }]]);
  const ask = async (question: string): Promise<number> =>
    (await ledger.search(question, { kinds: ["statement", "condition"], limit: 50, after: null })).items
      .length;
  assert.ok(0 < (await ask("embargoes")), "another form");
  assert.equal(await ask('"the embargo was lifted"'), await ask('"embargo was lifted"'));
  assert.ok((await ask("relations -embargo")) < (await ask("relations")));
  assert.equal(await ask("zeppelin"), 0);
  for (const hostile of ['"', "' or 1=1 --", "NEAR(", "a* OR b", "-", "\\", "(()", "col:umn", "", "the"]) {
    assert.equal(typeof (await ask(hostile)), "number");
  }
  const { understood } = await ledger.search('lift "the embargo" -tariff', {
    kinds: ["statement"],
    limit: 1,
    after: null,
  });
  assert.equal(understood, "lift AND embargo AND NOT tariff");
});

testOnBoth("verify is content with what was stored", async (ledger) => {
  await addTexts(ledger, [
    [talks, { published: "2015-01-22" }],
    [embassies, {}],
  ]);
  const { faults, captures, articles, spans } = await ledger.verify();
  assert.deepEqual(faults, []);
  assert.deepEqual([captures, articles], [2, 2]);
  assert.ok(20 < spans);
});

testOnBoth("changes are numbered in order without a gap", async (ledger) => {
  await addTexts(ledger, [[talks, {}]]);
  await addTexts(ledger, [[embassies, {}]]);
  const { items } = await ledger.changes(0, 10_000);
  assert.deepEqual(
    items.map(({ seq }) => seq),
    items.map((_, i) => i + 1),
  );
  const middle = items[5]?.seq ?? 0;
  assert.deepEqual((await ledger.changes(middle, 10_000)).items, items.slice(6));
});
