/**
 * How long the server takes for every screen, and how heavy the page is: `node dist/bench/screens.js LEDGER [ROUNDS]`, on the
 * ledger that `bench/ledger.ts` leaves or on any other. Medians of the rounds after a first one, without a socket. Results are
 * kept, dated, in `bench/README.md`.
 */
import { gzipSync } from "node:zlib";
import { loadRelationRules } from "../src/relation/load.ts";
import { createApp, loadAssets } from "../src/serve/serve.ts";
import { openLedger } from "../src/store/store.ts";

const [file = "", rounds = "7"] = process.argv.slice(2);
const ledger = await openLedger(file);
const host = "127.0.0.1:4040";
const app = createApp({
  ledger,
  analyze: () => Promise.reject(new Error("nothing is read here")),
  fetchPage: null,
  access: { token: "t", session: "s", hosts: [host] },
  ...loadAssets(),
  relationRules: loadRelationRules(),
  who: "bench",
  now: () => new Date().toISOString(),
  report: (error) => console.error(error),
});

const [pair] = await ledger.pairs(null, 1);
const { a = "USA", b = "RUS" } = pair ?? {};
const [article] = (await ledger.articles({}, 1)).items;
const [actor] = (await ledger.actorList(null, 1, null)).items;
const recordOf = async (kind: "event" | "statement" | "condition"): Promise<string> =>
  (await ledger.records({ kind }, 1)).items[0]?.id ?? "";
const paths = [
  "/",
  "/relations",
  `/relations/${a}/${b}`,
  `/relations/${a}/${b}/dossier`,
  "/conditions",
  "/events",
  `/events?by=${a}&type=ASSAULT`,
  `/events?between=${a},${b}&since=2015`,
  `/events?involving=${b}`,
  "/statements",
  "/statements?q=embargo",
  `/statements?q=embargo&by=${a}`,
  "/search?q=embargo",
  "/articles",
  `/articles/${article?.hash ?? ""}`,
  "/actors",
  `/actors/${actor?.id ?? ""}`,
  `/records/${await recordOf("event")}`,
  `/records/${await recordOf("statement")}`,
  "/add",
  "/try",
  "/api",
];

console.log(`${file}: ms at the first, median, worst; kB of the page, zipped`);
for (const path of paths) {
  const times: number[] = [];
  let page = "";
  let status = 0;
  for (let round = 0; round <= Number(rounds); round++) {
    const before = performance.now();
    const response = await app.fetch(
      new Request(`http://${host}${path}`, { headers: { Host: host, Cookie: "demarche=s" } }),
    );
    page = await response.text();
    status = response.status;
    times.push(performance.now() - before);
  }
  const [first = 0, ...rest] = times;
  rest.sort((x, y) => x - y);
  const [median = 0, worst = 0] = [rest[Math.floor(rest.length / 2)], rest.at(-1)];
  const sizes = `${(page.length / 1000).toFixed(0).padStart(5)} ${(gzipSync(page).length / 1000).toFixed(0).padStart(4)}`;
  console.log(
    `${path.slice(0, 60).padEnd(60)} ${String(status)} ${[first, median, worst].map((it) => it.toFixed(0).padStart(6)).join("")} ${sizes}`,
  );
}
await ledger.close();
