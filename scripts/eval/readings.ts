/**
 * Whole readings of the news collection: that every article gives one, that every `exact` is its slice counted in
 * code points, that a second run gives the same bytes, how much is found, how fast, and how soon a short text is
 * answered from a cold start.
 */
import { spawnSync } from "node:child_process";
import { sourceOf } from "../../src/model/article.ts";
import type { Reading } from "../../src/model/reading.ts";
import { loadKnowledge } from "../../src/knowledge.ts";
import { analyze, type Knowledge } from "../../src/pipeline.ts";
import { newSiteMemory } from "../../src/read/read.ts";
import { loadNews, type NewsItem } from "./news.ts";
import { floorOf } from "./floors.ts";
import type { Row } from "./row.ts";

/** The rows for `<data>/news`; none when the folder is not there. */
export async function evaluateReadings(data: string): Promise<Row[]> {
  const items = await loadNews(data);
  if (items === null) return [];
  const knowledge = await loadKnowledge();
  const started = process.cpuUsage();
  const readings = readAll(knowledge, items);
  const used = process.cpuUsage(started);
  const seconds = (used.user + used.system) / 1e6;
  const again = readAll(knowledge, items);
  const good = readings.filter((it) => it !== null);
  const nWords = good.reduce((sum, it) => sum + (it.article.text.match(/\S+/g)?.length ?? 0), 0);
  const count = (of: (reading: Reading) => readonly unknown[]): number =>
    good.reduce((sum, it) => sum + of(it).length, 0);
  const row = (measure: string, value: number, floor: number | null, note: string): Row => ({
    group: "readings",
    measure,
    value,
    floor,
    note,
  });
  const all = `of ${items.length} articles`;
  return [
    row("read without a throw", good.length, items.length, all),
    row("every exact its slice", good.filter(slicesRight).length, items.length, all),
    row(
      "second run identical",
      readings.filter((it, i) => JSON.stringify(it) === JSON.stringify(again[i])).length,
      items.length,
      all,
    ),
    row(
      "statements",
      count((it) => it.statements),
      null,
      all,
    ),
    row(
      "events",
      count((it) => it.events),
      null,
      all,
    ),
    row(
      "conditions",
      count((it) => it.conditions),
      null,
      all,
    ),
    row("articles per second", items.length / seconds, null, "bytes to reading, one core, CPU time"),
    row("words per second", nWords / seconds, null, "bytes to reading, one core, CPU time"),
    row(
      "short text, cold start",
      coldStart(),
      floorOf("readings", "short text, cold start"),
      "answers per second; the floor is half a second",
    ),
  ];
}

function readAll(knowledge: Knowledge, items: readonly NewsItem[]): (Reading | null)[] {
  const memory = newSiteMemory();
  return items.map(({ text, url, outlet, title, date }) => {
    try {
      return analyze(
        knowledge,
        sourceOf(text, { form: "text", url, outlet, title, published: date }),
        memory,
      );
    } catch {
      return null; // Counted as not read.
    }
  });
}

function slicesRight(reading: Reading): boolean {
  const points = Array.from(reading.article.text);
  const isRight = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return true;
    const { start, end, exact } = value as { start?: number; end?: number; exact?: string };
    const own = exact === undefined || points.slice(start, end).join("") === exact;
    return own && Object.values(value).every(isRight);
  };
  return isRight(reading);
}

/**
 * How many times a second `demarche read` answers a short text: one over the fastest of nine fresh processes, since what
 * else the machine does can only make them slower.
 */
function coldStart(): number {
  const times = Array.from({ length: 9 }, () => {
    const started = performance.now();
    spawnSync(process.execPath, ["dist/src/cli/bin.js", "read", "-"], {
      input:
        "Envoys meet in the port\n\nThe Cuban foreign minister said that talks with Canada had resumed on Monday in the old port.",
    });
    return performance.now() - started;
  });
  return 1000 / Math.min(...times);
}
