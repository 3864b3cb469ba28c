/**
 * The queue under fire: `node dist/bench/queue.js LEDGER [jobs] [workers] [seconds between kills]`. Puts up documents in a new
 * ledger, starts workers, kills one after the other with SIGKILL, and ends with the count of what was lost or doubled.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { sourceOf } from "../src/model/article.ts";
import { type Arrival, captureIdOf, openLedger } from "../src/store/store.ts";

const [url = "queue-bench.db", jobs = "100000", nWorkers = "4", everyS = "30"] = process.argv.slice(2);
const cities = ["Lima", "Quito", "Bogota", "Caracas", "Santiago", "Asuncion", "Montevideo"];

function arrivalOf(n: number): Arrival {
  const city = cities[n % 7] as string;
  const text = `Ministers meet in ${city}\n\nThe United States imposed sanctions against Cuba on Monday. Cuba will reopen its office in ${city} only if Washington lifts the duty, number ${n} of the list.`;
  return {
    source: sourceOf(text, { form: "text", outlet: `Gazette ${n % 97}` }),
    name: `article ${n}`,
    input: null,
  };
}

const start = (): ChildProcess =>
  spawn(process.execPath, ["dist/program/cli/bin.js", "worker", "--ledger", url, "--lease", "20"], {
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
const workers = Array.from({ length: Number(nWorkers) }, start);
let [nKills, next] = [0, began + Number(everyS) * 1000];
for (;;) {
  const { waiting, held } = await ledger.live.queue();
  if (waiting + held === 0) break;
  await wait(200);
  if (performance.now() < next) continue;
  next += Number(everyS) * 1000;
  const place = nKills++ % workers.length;
  const victim = workers[place] as ChildProcess;
  const gone = once(victim, "exit");
  victim.kill("SIGKILL");
  await gone;
  workers[place] = start();
}
const seconds = (performance.now() - began) / 1000;
for (const worker of workers) worker.kill("SIGTERM");
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
const lost = n - nFound - quarantined;
console.log(
  JSON.stringify({
    jobs: n,
    workers: workers.length,
    kills: nKills,
    seconds: Math.round(seconds),
    lost,
    double: captures - nFound,
    quarantined,
    articles,
    nFaults,
  }),
);
process.exitCode = lost === 0 && captures === nFound && nFaults === 0 ? 0 : 1;
