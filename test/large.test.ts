/** What keeps a large ledger fast: its format, and that the ways in which it is asked give the same. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { fillSqlite } from "../bench/ledger-rows.ts";
import { openEngine } from "../src/store/engines.ts";
import { type Ledger, openLedger, type RecordFilter } from "../src/store/store.ts";
import { addTexts, newFile, testOnBoth, testTime } from "./kit/ledger.ts";

/** All records that fit, page by page. */
async function listAll(ledger: Ledger, filter: RecordFilter): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<Ledger["records"]>> = await ledger.records(filter, 200, after);
    ids.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  return ids;
}

const meeting = `Ministers meet

The foreign minister of Norway said: “We will not sign the fishing treaty.” Norway imposed sanctions against Chile on Monday.`;

testOnBoth("an older ledger is brought up with the wordings of each record", async (ledger, url) => {
  await addTexts(ledger, [[meeting, { published: "2014-03-04", url: "https://x.example/1" }]]);
  const engine = await openEngine(url, {});
  const worded = async () =>
    (
      await sql`select o.wording, r.id from worded o inner join records r on r.number = o.record order by o.wording`.execute(
        engine.db,
      )
    ).rows;
  const before = await worded();
  assert.ok(2 <= before.length);
  await sql`drop table worded`.execute(engine.db);
  await sql`update meta set value = replace(value, ' ledger-0005-large', '') where name = 'format'`.execute(
    engine.db,
  );
  const again = await openLedger(url, () => testTime);
  assert.deepEqual(await worded(), before);
  assert.deepEqual((await again.verify()).faults, []);
  await again.close();
  await engine.db.destroy();
});

test("what another process wrote after a search is no fault of the file", async () => {
  const file = newFile();
  const ledger = await openLedger(file, () => testTime);
  await ledger.search("treaty", { kinds: ["statement"], limit: 5, after: null });
  const other = await openLedger(file, () => testTime);
  await addTexts(other, [[meeting, { published: "2014-03-04" }]]);
  await other.close();
  assert.deepEqual((await ledger.verify()).faults, []);
  await ledger.close();
});

test("SQLite has statistics of every index of the tables that it joins", async () => {
  const file = newFile();
  await (await openLedger(file, () => testTime)).close();
  const { db } = await openEngine(file, {});
  const { rows: unknown } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'index'
      and tbl_name in (select tbl from sqlite_stat1) and name not in (select idx from sqlite_stat1)`.execute(
    db,
  );
  assert.deepEqual(unknown, []);
  const { rows: gone } = await sql<{ idx: string }>`
    select idx from sqlite_stat1 where idx not in (select name from sqlite_master where type = 'index')`.execute(
    db,
  );
  assert.deepEqual(gone, []);
  const { rows: plan } = await sql<{ detail: string }>`
    explain query plan select r.id from records as r where r.kind = 'event' and r.merged_into is null
      order by r.order_day desc, r.number desc limit 50`.execute(db);
  assert.deepEqual(
    plan.map(({ detail }) => detail),
    ["SEARCH r USING INDEX records_counted (kind=?)"],
  );
  await db.destroy();
});

test("frequent words, which are walked, and rare ones, which are looked up, find the same", async () => {
  const file = newFile();
  await (await openLedger(file, () => testTime)).close();
  fillSqlite(file, 30_000);
  const ledger = await openLedger(file, () => testTime);
  const sides = { codes: ["MEX"], actors: [] };
  const kind = "statement" as const;
  // "Settled" stands in all 9,000 statements, so that it leaves nothing out.
  for (const filter of [
    { kind, by: sides },
    { kind, since: 19_500 },
    { kind, between: ["USA", "RUS"] },
  ] as const) {
    const all = await listAll(ledger, filter);
    assert.ok(20 <= all.length);
    assert.deepEqual(await listAll(ledger, { ...filter, text: "settled" }), all);
    const words = await Promise.all(all.map(async (id) => (await ledger.record(id))?.words ?? ""));
    assert.deepEqual(
      await listAll(ledger, { ...filter, text: "visas" }),
      all.filter((_, i) => words[i]?.includes("visas")),
    );
  }
  const { count, isPartial } = await ledger.facets({ kind: "event", between: ["USA", "RUS"] });
  assert.equal(isPartial, false);
  assert.equal(count.distinct, (await listAll(ledger, { kind: "event", between: ["USA", "RUS"] })).length);
  await ledger.close();
});
