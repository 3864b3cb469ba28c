/**
 * Questions to a ledger of a million events and 300,000 statements (`ledger-rows.ts`), on either engine:
 * `node dist/bench/ledger.js [FOLDER] [N] [postgres] [ask]` makes it in a folder (3 GB, 7 GB) and prints medians; then,
 * without `ask`, adds articles to it and to an empty ledger.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadKnowledge } from "../src/knowledge.ts";
import { sourceOf } from "../src/model/article.ts";
import { analyze } from "../src/pipeline.ts";
import { judgeRelation, questionOf } from "../src/relation/relation.ts";
import { loadRelationRules } from "../src/relation/load.ts";
import { type Deposit, openLedger } from "../src/store/store.ts";
import { type Server, startServer } from "../test/kit/postgres-server.ts";
import { codes, fillPostgres, fillSqlite, topics } from "./ledger-rows.ts";

const folder = path.resolve(process.argv[2] ?? ".");
const nEvents = Number(process.argv[3] ?? 1_000_000);
const onPostgres = process.argv[4] === "postgres";

/** A server that keeps what it holds, with as much memory as SQLite is given. */
async function openServer(): Promise<Server> {
  const home = path.join(folder, "postgres");
  mkdirSync(home, { recursive: true });
  return startServer(home, true, [
    "shared_buffers=512MB",
    "work_mem=32MB",
    "effective_cache_size=2GB",
    "max_wal_size=4GB",
  ]);
}

/** Middle and worst time by the clock, and the middle of our own processor time, which other work does not lengthen. */
async function median(title: string, run: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  const own: number[] = [];
  for (let i = 0; i < 15; i++) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    await run();
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    own.push((user + system) / 1000);
  }
  times.sort((a, b) => a - b);
  own.sort((a, b) => a - b);
  const [middle, worst, processor] = [times[7], times[14], own[7]].map((it) => (it as number).toFixed(1));
  console.log(
    `${title.padEnd(56)} ${String(middle).padStart(8)} ms  (worst ${worst}; own processor time ${processor})`,
  );
}

const server = onPostgres ? await openServer() : null;
const place = server === null ? path.join(folder, `bench-${nEvents}.db`) : server.addressOf("bench");
if (server === null ? !existsSync(place) : !existsSync(path.join(folder, "postgres", "filled"))) {
  const start = performance.now();
  if (server !== null) await server.create("bench");
  await (await openLedger(place)).close();
  if (server === null) fillSqlite(place, nEvents);
  else {
    await fillPostgres(place, nEvents);
    writeFileSync(path.join(folder, "postgres", "filled"), "");
  }
  console.log(`made in ${((performance.now() - start) / 1000).toFixed(0)} s`);
}
const ledger = await openLedger(place);
const rules = loadRelationRules();
const sides = (code: string) => ({ codes: [code], actors: [] });
for (const [a, b] of [
  ["USA", "RUS"],
  ["CUB", "USA"],
  ["BRA", "MEX"],
] as const) {
  const events = await ledger.relationEvents([a, b], questionOf(rules, null));
  await median(`relation sheet ${a}–${b} (${events.length} events)`, async () => {
    judgeRelation(rules, a, b, await ledger.relationEvents([a, b], questionOf(rules, null)));
    await ledger.records({ kind: "event", between: [a, b] }, 20);
    await ledger.records({ kind: "condition", between: [a, b] }, 20);
  });
}
await median("page of 50: events", () => ledger.records({ kind: "event" }, 50));
await median("page of 50: events by USA", () => ledger.records({ kind: "event", by: sides("USA") }, 50));
await median("page of 50: events by MEX to BRA", () =>
  ledger.records({ kind: "event", by: sides("MEX"), to: sides("BRA") }, 50),
);
await median("page of 50: ASSAULT between USA and RUS since 2015", () =>
  ledger.records({ kind: "event", between: ["USA", "RUS"], types: ["ASSAULT"], since: 16_436 }, 50),
);
await median("page of 50: statements by RUS until 2005", () =>
  ledger.records({ kind: "statement", by: sides("RUS"), until: 12_784 }, 50),
);
await median("page of 50: statements by MEX about visas", () =>
  ledger.records({ kind: "statement", by: sides("MEX"), text: "visas water" }, 50),
);
const asked = { kinds: ["statement", "condition"] as const, limit: 50, after: null };
for (const question of [
  "embargo",
  "visas",
  "hostages canal",
  '"the embargo and the water"',
  "talk -embargo",
  "zeppelin",
]) {
  await median(`search ${question}`, () => ledger.search(question, asked));
}
await median("count of all events", () => ledger.count({ kind: "event" }));

if (!process.argv.includes("ask")) await measureStoring();
await ledger.close();
await server?.stop();

/** Adds the same articles to an empty ledger and to the full one, twice in turns. */
async function measureStoring(): Promise<void> {
  const knowledge = await loadKnowledge();
  const deposits = (seed: number): Deposit[] =>
    Array.from({ length: 300 }, (_, i) => {
      const [a, b, c] = [codes[(seed + i) % 40], codes[(seed + i * 7) % 40], topics[i % 19]];
      const text = `Ministers meet over ${c}\n\nThe United States imposed sanctions against Cuba on Monday, number ${seed + i}. “We will not sign the ${c} ${i} before ${seed},” said Marisol ${a}ez of ${a}.\n\nCuba will return to the talks only if Washington lifts the duty on ${c} ${i} and ${b}.`;
      const source = sourceOf(text, {
        form: "text",
        published: `20${10 + (i % 15)}-0${1 + (i % 9)}-1${i % 10}`,
        url: `https://x.example/${seed}/${i}`,
      });
      return { source, prints: { site: null, prints: [] }, reading: analyze(knowledge, source) };
    });
  const empty = await openLedger(
    server === null
      ? path.join(folder, `bench-empty-${process.pid}.db`)
      : await server.create(`empty${process.pid}`),
  );
  for (const [title, target, seed] of [
    ["empty", empty, 0],
    ["full", ledger, Date.now() % 1e9],
    ["empty", empty, 5000],
    ["full", ledger, (Date.now() % 1e9) + 5000],
  ] as const) {
    const batch = deposits(seed);
    const start = performance.now();
    for (let i = 0; i < batch.length; i += 48) await target.deposit(batch.slice(i, i + 48), [], []);
    console.log(
      `storing 300 articles in the ${title} ledger`.padEnd(56),
      `${(performance.now() - start).toFixed(0).padStart(8)} ms`,
    );
  }
  await empty.close();
}
