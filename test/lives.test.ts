/** Conditions in the ledger: their lives are told from later events, listed by how they stand, and exported. */
import assert from "node:assert/strict";
import { addTexts, newFile, testOnBoth } from "./kit/ledger.ts";
import { test } from "node:test";
import { daysOf } from "../src/merge/days.ts";
import { type Ledger, openLedger } from "../src/store/store.ts";
import { runDemarche } from "./kit/effects.ts";

const demand =
  "Talks go on\n\nCanada will reopen its embassy only if Cuba releases the sailors, the foreign ministry in Ottawa said.";
const release = "Sailors free\n\nCuba released the sailors on Tuesday.";
const reopening = "Flag goes up\n\nCanada reopened its embassy in Havana on Friday.";
const texts = [
  [demand, { published: "2015-03-02", url: "https://a.example/" }],
  [release, { published: "2015-04-07", url: "https://b.example/" }],
  [reopening, { published: "2015-05-08", url: "https://c.example/" }],
] as const;

async function headlineOn(ledger: Ledger, day: string): Promise<readonly (string | undefined)[]> {
  const { items } = await ledger.records({ kind: "condition" }, 10);
  const told = await ledger.withLives(items, daysOf(day)?.to ?? 0);
  return told.flatMap(({ life }) => [life?.headline, life?.requirement, life?.outcome]);
}

testOnBoth(
  "a condition is open, then ripe, then honoured, by the day for which it is told",
  async (ledger) => {
    await addTexts(ledger, texts);
    assert.deepEqual(await headlineOn(ledger, "2015-03-20"), ["open", "unmet", "pending"]);
    assert.deepEqual(await headlineOn(ledger, "2015-04-20"), ["ripe", "met", "pending"]);
    assert.deepEqual(await headlineOn(ledger, "2015-06-01"), ["honoured", "met", "done"]);
    const { items } = await ledger.records({ kind: "condition" }, 10);
    const [told] = await ledger.withLives(items, daysOf("2015-06-01")?.to ?? 0);
    assert.deepEqual(
      told?.life?.evidence.map(({ date, side, effect }) => [date, side, effect]),
      [
        ["2015-04-07", "requirement", "done"],
        ["2015-05-08", "outcome", "done"],
      ],
    );
    assert.ok(told?.life?.evidence.every(({ words }) => words !== ""));
  },
);

testOnBoth("an event that stands in the words of the condition does not bear on it", async (ledger) => {
  await addTexts(ledger, [texts[0]]);
  assert.deepEqual(await headlineOn(ledger, "2015-03-02"), ["open", "unmet", "pending"]);
});

testOnBoth("what one text tells in passing, without a day, does not bear on it", async (ledger) => {
  const remark = "A columnist on Cuba\n\nCuba released the sailors, and nobody in Ottawa noticed.";
  await addTexts(ledger, [texts[0], [remark, { published: "2015-03-20", url: "https://d.example/" }]]);
  assert.deepEqual(await headlineOn(ledger, "2015-04-20"), ["open", "unmet", "pending"]);
});

test("--open, --headline and --as-of choose conditions; exports and the sheet tell how they stand", async () => {
  const file = newFile();
  const ledger = await openLedger(file);
  await addTexts(ledger, texts);
  await ledger.close();
  const ask = async (...args: readonly string[]): Promise<string> =>
    (await runDemarche([...args, "--ledger", file])).stdout;
  assert.match(
    await ask("conditions", "--open", "--as-of", "2015-04"),
    /ripe: requirement met, outcome pending/,
  );
  assert.match(await ask("conditions", "--open", "--as-of", "2015-04"), /1 distinct/);
  assert.doesNotMatch(await ask("conditions", "--open", "--as-of", "2015-06"), /reopen/);
  assert.match(await ask("conditions", "--headline", "honoured", "--as-of", "2015-06"), /outcome done: “/);
  assert.match(
    await ask("export", "conditions", "--format", "csv", "--as-of", "2015-06"),
    /,"honoured","met","done","2015-06-30","requirement done 2015-04-07 E/,
  );
  const sheet = await ask("relation", "CAN", "CUB", "--as-of", "2015-04");
  assert.match(sheet, /Not ended:\n\n[^\n]*Canada/);
  assert.match(await ask("relation", "CAN", "CUB", "--as-of", "2015-06"), /\nEnded:\n\n[^\n]*Canada/);
  assert.equal((await runDemarche(["conditions", "--headline", "fine", "--ledger", file])).status, 64);
});
