/**
 * The queue under fire: `node dist/bench/queue.js LEDGER [jobs] [workers] [seconds between kills]`. Puts up documents in a new
 * ledger, starts workers, kills one after the other with SIGKILL, and ends with the count of what was lost or doubled. Without
 * LEDGER (`-`) a PostgreSQL of its own is started for the run.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sourceOf } from "../src/model/article.ts";
import { type Arrival, captureIdOf, openLedger } from "../src/store/store.ts";
import { startServer } from "../test/kit/postgres-server.ts";

const [target = "-", jobs = "100000", nWorkers = "4", everyS = "30"] = process.argv.slice(2);
const states = "Cuba,Mexico,Brazil,Peru,Chile,Spain,France,Norway,Kenya,Egypt,India,Japan".split(",");
const cities = ["Lima", "Quito", "Bogota", "Caracas", "Santiago", "Asuncion", "Montevideo"];

/** Three sentences of their own on a day of their own, so that most tell of something new, and some of the same. */
function arrivalOf(n: number): Arrival {
  const [city, a, b] = [cities[n % 7], states[n % 12], states[(n + 1 + (Math.floor(n / 12) % 11)) % 12]];
  const day = new Date(Date.UTC(2005, 0, 1 + (Math.floor(n / 30) % 7000))).toISOString().slice(0, 10);
  const text = `Ministers meet in ${city}\n\n${a} imposed sanctions against ${b} on Monday. ${b} will reopen its office in ${city} only if ${a} lifts the duty, number ${n} of the list.`;
  return {
    source: sourceOf(text, { form: "text", outlet: `Gazette ${n % 97}`, published: day }),
    name: `article ${n}`,
    input: null,
  };
}

const folder = target === "-" ? mkdtempSync(path.join(tmpdir(), "demarche-queue-")) : null;
const postgres = folder === null ? null : await startServer(folder, false);
const url = (await postgres?.create("queue")) ?? target;
const start = (): ChildProcess =>
  spawn(process.execPath, ["dist/program/cli/bin.js", "worker", "--ledger", url, "--lease", "60"], {
    stdio: "ignore",
    env: { ...process.env, DEMARCHE_LOG: "silent" },
  });

const ledger = await openLedger(url);
const n = Number(jobs);
for (let from = 0; from < n; from += 1000) {
  const batch = Array.from({ length: Math.min(1000, n - from) }, (_, i) => arrivalOf(from + i));
  await ledger.live.enqueue(batch, false);
}
const began = performance.now();
const seconds = (): number => Math.round((performance.now() - began) / 1000);
console.log(`${n} put up`);
const workers = Array.from({ length: Number(nWorkers) }, start);
let [nKills, next, told] = [0, began + Number(everyS) * 1000, 0];
for (;;) {
  const { waiting, held, quarantined } = await ledger.live.queue();
  const left = waiting + held;
  if (told + 300 <= seconds()) {
    told = seconds();
    console.log(`${told} s: ${left} left, ${quarantined} given up, ${nKills} kills`);
  }
  if (left === 0) break;
  await wait(Math.min(2000, Math.max(100, left)));
  if (performance.now() < next) continue;
  next += Number(everyS) * 1000;
  const place = nKills++ % workers.length;
  const victim = workers[place] as ChildProcess;
  const gone = once(victim, "exit");
  victim.kill("SIGKILL");
  await gone;
  workers[place] = start();
}
const took = seconds();
for (const worker of workers) worker.kill("SIGTERM");
await Promise.all(workers.map((worker) => (worker.exitCode === null ? once(worker, "exit") : null)));
const { quarantined } = await ledger.live.queue();
let nFound = 0;
for (let from = 0; from < n; from += 500) {
  const ids = Array.from({ length: Math.min(500, n - from) }, (_, i) =>
    captureIdOf(arrivalOf(from + i).source),
  );
  nFound += (await ledger.known(ids)).size;
}
const { captures, articles, nFaults } = await ledger.verify();
await ledger.close();
await postgres?.stop();
if (folder !== null) rmSync(folder, { recursive: true, force: true });
const lost = n - nFound - quarantined;
console.log(
  JSON.stringify({
    jobs: n,
    workers: workers.length,
    kills: nKills,
    seconds: took,
    lost,
    double: captures - nFound,
    quarantined,
    articles,
    nFaults,
  }),
);
process.exitCode = lost === 0 && captures === nFound && nFaults === 0 ? 0 : 1;
