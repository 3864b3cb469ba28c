/** The queue: workers that are killed lose and double nothing, what can't be read is given up with its reason. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sourceOf } from "../src/model/article.ts";
import { type Arrival, captureIdOf, openLedger } from "../src/store/store.ts";
import { runDemarche } from "./kit/effects.ts";
import { depositOf, newFile, testOnBoth } from "./kit/ledger.ts";
import { newDatabase } from "./kit/postgres.ts";

const cities = ["Lima", "Quito", "Bogota", "Caracas", "Santiago", "Asuncion", "Montevideo"];

function textOf(n: number): string {
  const city = cities[n % 7] as string;
  return `Ministers meet in ${city}\n\nThe United States imposed sanctions against Cuba on Monday. Cuba will reopen its office in ${city} only if Washington lifts the duty, number ${n} of the list.`;
}

function arrivalOf(n: number): Arrival {
  return { source: sourceOf(textOf(n), { form: "text" }), name: `article ${n}`, input: null };
}

testOnBoth("two take different jobs, what is urgent first, and each is there once", async (ledger) => {
  const { live } = ledger;
  assert.equal(await live.enqueue([0, 1, 2, 3].map(arrivalOf), false), 4);
  assert.equal(await live.enqueue([3, 4].map(arrivalOf), true), 1, "one waits already");
  const first = await live.claim(2, 60_000);
  assert.ok(
    first.some(({ name }) => name === "article 4"),
    "the urgent one",
  );
  const [second, third] = await Promise.all([live.claim(2, 60_000), live.claim(9, 60_000)]);
  const all = [...first, ...second, ...third].map(({ name }) => name);
  assert.deepEqual(all.sort(), ["article 0", "article 1", "article 2", "article 3", "article 4"]);
  assert.deepEqual(await live.queue(), { waiting: 0, held: 5, quarantined: 0 });

  const deposit = await depositOf(textOf(4));
  assert.deepEqual(await live.complete([deposit]), ["new"]);
  assert.deepEqual(await live.complete([deposit]), ["known"], "a second worker changes nothing");
  assert.equal(await live.enqueue([arrivalOf(4)], false), 0, "the ledger has it");
  const [job] = second;
  await live.putOff(job as NonNullable<typeof job>, { code: "read/empty", message: "no words" }, null);
  assert.deepEqual(await live.queue(), { waiting: 0, held: 3, quarantined: 1 });
  assert.deepEqual(
    (await ledger.failures()).map(({ name, code }) => [name, code]),
    [[job?.name, "read/empty"]],
  );
  assert.equal(await live.retryQuarantined(), 1);
  assert.equal((await live.claim(9, 60_000))[0]?.id, job?.id);
});

testOnBoth("what workers die of again and again is given up with its reason", async (ledger) => {
  const { live } = ledger;
  await live.enqueue([arrivalOf(1)], false);
  for (let i = 1; i <= 5; i++) assert.equal((await live.claim(1, 0))[0]?.attempt, i);
  assert.equal((await live.claim(1, 0)).length, 0);
  assert.equal(await live.quarantineLost(), 1);
  assert.match((await ledger.failures())[0]?.message ?? "", /found none in 5 attempts/);
});

test("add --queue and a worker do what add does", async () => {
  const [queued, added] = [newFile(), newFile()];
  const lines = [0, 1, 2, 3, 4].map((n) => JSON.stringify({ text: textOf(n), id: n })).join("\n");
  const stdin = `${lines}\n{"text": "\\n"}\n`;
  const put = await runDemarche(["add", "-", "--queue", "--json", "--ledger", queued], { stdin });
  assert.deepEqual(JSON.parse(put.stdout), { queued: 6, known: 0, failed: 0 });
  const work = await runDemarche(["worker", "--once", "--ledger", queued]);
  assert.equal(work.status, 0, work.stderr);
  assert.deepEqual(JSON.parse((await runDemarche(["queue", "--json", "--ledger", queued])).stdout), {
    waiting: 0,
    held: 0,
    quarantined: 1,
  });
  assert.match((await runDemarche(["failures", "--ledger", queued])).stdout, /\[read\/empty\]/);
  await runDemarche(["add", "-", "--ledger", added, "--workers", "1"], { stdin });
  const [one, two] = [await openLedger(queued), await openLedger(added)];
  assert.deepEqual(await one.summary(), await two.summary());
  await Promise.all([one.close(), two.close()]);
});

test("workers killed again and again lose nothing and double nothing", { timeout: 400_000 }, async () => {
  const url = await newDatabase();
  const ledger = await openLedger(url);
  const arrivals = Array.from({ length: 120 }, (_, n) => arrivalOf(n));
  await ledger.live.enqueue(arrivals, false);
  const start = (): ChildProcess =>
    spawn(process.execPath, ["dist/src/cli/bin.js", "worker", "--ledger", url, "--lease", "5"], {
      stdio: "ignore",
      env: { ...process.env, DEMARCHE_LOG: "silent" },
    });
  const workers = [start(), start(), start()];
  const isEmpty = async (): Promise<boolean> => {
    const { waiting, held, quarantined } = await ledger.live.queue();
    assert.equal(quarantined, 0);
    return waiting + held === 0;
  };
  try {
    for (let round = 0; round < 4; round++) {
      const { captures } = await ledger.verify();
      // Each is let work a little before it dies, however slow the machine.
      for (let i = 0; i < 100 && !(await isEmpty()) && (await ledger.verify()).captures === captures; i++)
        await wait(50);
      const victim = workers[round % 3] as ChildProcess;
      victim.kill("SIGKILL");
      await once(victim, "exit");
      workers[round % 3] = start();
    }
    while (!(await isEmpty())) await wait(100);
  } finally {
    for (const worker of workers) worker.kill("SIGKILL");
  }
  const found = await ledger.verify();
  assert.deepEqual([found.captures, found.articles, found.nFaults], [120, 120, 0]);
  const known = await ledger.known(arrivals.map(({ source }) => captureIdOf(source)));
  assert.equal(known.size, 120);
  await ledger.close();
});
