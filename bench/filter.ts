/**
 * `demarche read --jsonl` as a whole process on the news: `node dist/bench/filter.js --data FOLDER --articles N
 * --workers 1,2`. Says when the first line came, articles and words a second by the clock, and the memory at each tenth of the way; the
 * articles are gone through again and again, with new ids, until N are read. Results are kept, dated, in `bench/README.md`.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { loadNews } from "../scripts/eval/news.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "../shared/data" },
    articles: { type: "string", default: "3002" },
    workers: { type: "string", default: "1,2" },
  },
});
const nArticles = Number(values.articles);
const news = (await loadNews(values.data)) ?? [];
const nWordsOf = news.map(({ text }) => text.split(/\s+/u).length);

for (const workers of values.workers.split(",")) {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ["dist/program/cli/bin.js", "read", "--jsonl", "--workers", workers],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  void feed(child.stdin);
  let nRead = 0;
  let nWords = 0;
  let nErrors = 0;
  let firstMs = 0;
  const memory: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (nRead === 0) firstMs = performance.now() - began;
    nWords += nWordsOf[nRead % news.length] as number;
    if (line.includes('"error":')) nErrors += "error" in (JSON.parse(line) as object) ? 1 : 0;
    if (++nRead % Math.ceil(nArticles / 10) === 0) memory.push(residentOf(child.pid as number));
  }
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${workers} worker${workers === "1" ? "" : "s"}: ${nRead} articles, ${nErrors} refused, ${seconds.toFixed(1)} s: ` +
      `${(nRead / seconds).toFixed(1)} articles/s, ${Math.round(nWords / seconds)} words/s; ` +
      `first line after ${firstMs.toFixed(0)} ms; resident MB by tenths: ${memory.join(" ")}`,
  );
}

/** Writes the articles, waiting where the filter is behind. */
async function feed(sink: NodeJS.WritableStream): Promise<void> {
  for (let i = 0; i < nArticles; i++) {
    const article = news[i % news.length] as object;
    const line = JSON.stringify(i < news.length ? article : { ...article, id: `${i}` });
    if (!sink.write(`${line}\n`)) await new Promise((resolve) => void sink.once("drain", resolve));
  }
  sink.end();
}

/** Resident memory of a process in MB, as Linux tells it. */
function residentOf(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kilobytes ?? 0) / 1024);
}
