/**
 * Exports of a large ledger in every format, each in a process of its own: time, size, and memory at its peak and in
 * four quarters of the time. `node dist/bench/exports.js LEDGER FOLDER [FORMAT…]` takes what `ledger.js` has made;
 * `bench/open_exports.py FOLDER` then opens the files in pandas, pyarrow, DuckDB and openpyxl.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Effects } from "../src/cli/effects.ts";
import { runExport } from "../src/cli/export-command.ts";
import type { ExportFormat } from "../src/export/export.ts";

const formats: readonly ExportFormat[] = [
  "jsonl",
  "csv",
  "csv-excel",
  "parquet",
  "xlsx",
  "plover",
  "polecat",
  "icews",
  "gdelt",
  "gexf",
  "webannotation",
];

const [ledger = "", folder = ".", ...asked] = process.argv.slice(2);

/**
 * Memory of our own, in bytes. SQLite's file is mapped, so that its pages count as resident though they are the
 * system's to take back.
 */
function ownMemory(): number {
  const kilobytes = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return kilobytes === undefined ? process.memoryUsage.rss() : Number(kilobytes) * 1024;
}

async function exportOne(format: ExportFormat): Promise<void> {
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(ownMemory()), 250);
  const silent = { write: async () => {}, isTerminal: false, width: 80 };
  async function* nothing(): AsyncGenerator<Uint8Array> {}
  const effects: Effects = {
    stdin: nothing(),
    isTyped: false,
    stdout: silent,
    stderr: silent,
    environment: {},
    fetcher: null,
  };
  const out = path.join(folder, `events.${format}`);
  const start = performance.now();
  await runExport("event", { ledger, format, out }, effects);
  const seconds = (performance.now() - start) / 1000;
  clearInterval(timer);
  const quarters = [0, 1, 2, 3].map((i) => {
    const part = samples.slice((i * samples.length) / 4, ((i + 1) * samples.length) / 4);
    return Math.round(Math.max(...part) / 2 ** 20);
  });
  const megabytes = (statSync(out).size / 1e6).toFixed(0);
  const [resident, own] = [process.resourceUsage().maxRSS / 1024, Math.max(...samples) / 2 ** 20];
  console.log(
    `${format.padEnd(14)} ${seconds.toFixed(0).padStart(5)} s ${megabytes.padStart(6)} MB   own ${own.toFixed(0)} MiB at most, by quarters ${quarters.join(" ")}; resident with the mapped file ${resident.toFixed(0)} MiB`,
  );
}

if (asked.length === 1) await exportOne(asked[0] as ExportFormat);
else {
  for (const format of asked.length === 0 ? formats : asked) {
    spawnSync(process.execPath, [fileURLToPath(import.meta.url), ledger, folder, format], {
      stdio: "inherit",
    });
  }
}
