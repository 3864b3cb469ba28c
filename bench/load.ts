/**
 * Many readers at once: `node dist/bench/load.js [LEDGER] [RATE] [SECONDS]` serves a ledger in a process of its own and asks it
 * for mixed pages at a steady rate, whether or not it keeps up; without a ledger, the bundled examples. Prints the rate
 * reached, errors, times, and the server's memory at start and end. Results are kept, dated, in `bench/README.md`.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";

const [given = "", rate = "200", seconds = "60"] = process.argv.slice(2);
const program = "dist/src/cli/bin.js";
const folder = mkdtempSync(path.join(tmpdir(), "demarche-load-"));
const file = given === "" ? path.join(folder, "demo.db") : given;
if (given === "") {
  const { status } = spawnSync(process.execPath, [program, "add", "examples/cuba-thaw", "--ledger", file]);
  if (status !== 0) throw new Error(`expected the examples to be added, found status ${status}`);
}

const server = spawn(process.execPath, [program, "serve", "--ledger", file, "--port", "0", "--no-fetch"], {
  stdio: ["ignore", "pipe", "inherit"],
});
const address = await new Promise<string>((resolve) => {
  server.stdout.once("data", (bytes: Buffer) => resolve(bytes.toString().trim()));
});
const { origin } = new URL(address);
const login = await fetch(address, { redirect: "manual" });
const cookie = (login.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly bytes: number;
  readonly body: string;
}

function ask(where: string, keepsBody = false): Promise<Answer> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.get(`${origin}${where}`, { agent, headers: { Cookie: cookie } }, (response) => {
      let [bytes, body] = [0, ""];
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (keepsBody) body += chunk.toString();
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, ms: performance.now() - began, bytes, body }),
      );
    });
    request.setTimeout(30_000, () => request.destroy(new Error("no answer in 30 seconds")));
    request.on("error", reject);
  });
}

const items = async (where: string): Promise<readonly Record<string, string>[]> =>
  (JSON.parse((await ask(`/api/v1${where}`, true)).body) as { items: Record<string, string>[] }).items;
const [pair] = await items("/relations?limit=1");
const records = [...(await items("/events?limit=3")), ...(await items("/conditions?limit=3"))];
const relation = `/relations/${pair?.["a"]}/${pair?.["b"]}`;
const pages = [
  "/",
  relation,
  `${relation}?from=2015&to=2015`,
  `${relation}/dossier`,
  "/conditions",
  "/conditions?view=cards",
  "/events",
  "/events?by=USA&status=occurred",
  "/events.csv?by=USA",
  "/events/review?type=CONSULT&action=accept",
  "/statements?q=embargo",
  "/search?q=embargo",
  "/actors",
  "/articles",
  "/views",
  "/conditions.atom",
  "/api/v1/statements?limit=50",
  ...(await items("/articles?limit=4")).map(({ hash }) => `/articles/${hash}`),
  ...(await items("/actors?limit=3")).map(({ id }) => `/actors/${id}`),
  ...records.map(({ id }) => `/records/${id}`),
];

/** Resident memory of the server in MB, from Linux's own books; NaN elsewhere. */
function memory(): number {
  try {
    const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"));
    return Number(line?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Seconds of a processor that the server has used, likewise. */
function processorSeconds(): number {
  try {
    const fields = readFileSync(`/proc/${server.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

for (let round = 0; round < 5; round++) for (const page of pages) await ask(page);
const before = memory();
const usedBefore = processorSeconds();
let most = before;
const answers: Answer[] = [];
let nFailed = 0;
const n = Number(rate) * Number(seconds);
const began = performance.now();
const waiting: Promise<void>[] = [];
for (let i = 0; i < n; i++) {
  const due = began + (i * 1000) / Number(rate);
  const wait = due - performance.now();
  if (1 < wait) await new Promise((resolve) => setTimeout(resolve, wait));
  if (i % 1000 === 0) most = Math.max(most, memory());
  waiting.push(
    ask(pages[(i * 7) % pages.length] as string).then(
      (answer) => void answers.push(answer),
      () => void nFailed++,
    ),
  );
}
await Promise.all(waiting);
const took = (performance.now() - began) / 1000;
const after = memory();
const used = processorSeconds() - usedBefore;
const times = answers.map(({ ms }) => ms).sort((x, y) => x - y);
const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(0);
const nWrong = answers.filter(({ status }) => status !== 200).length;
const bytes = answers.reduce((sum, it) => sum + it.bytes, 0);
console.log(`${file}: ${pages.length} pages in turn, ${rate} requests/s asked for, ${seconds} s`);
console.log(
  `answered ${answers.length} in ${took.toFixed(1)} s: ${(answers.length / took).toFixed(1)} requests/s`,
);
console.log(`not answered ${nFailed}, answered with anything but 200: ${nWrong}`);
console.log(
  `ms: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, worst ${at(1)}; ${(bytes / took / 1e6).toFixed(1)} MB/s`,
);
console.log(
  `server's processor: ${used.toFixed(1)} s, ${((used * 1000) / answers.length).toFixed(1)} ms a request`,
);
console.log(
  `server's memory: ${before.toFixed(0)} MB before, ${most.toFixed(0)} at most, ${after.toFixed(0)} after`,
);
server.kill("SIGTERM");
agent.destroy();
rmSync(folder, { recursive: true, force: true });
