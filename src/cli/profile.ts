/**
 * `--profile FILE`: where the time of a run goes, stage by stage and article by article; a table on standard error and all
 * of it as JSON in a file. Nothing is measured without the flag.
 */
import { writeFile } from "node:fs/promises";
import { PerformanceObserver } from "node:perf_hooks";
import { DemarcheError } from "../model/error.ts";
import { version } from "../version.ts";
import type { Effects } from "./effects.ts";
import { renderProfile } from "./profile-table.ts";
import { type StageTimes, type TimedStage, timedStages } from "./stopwatch.ts";

/** One article as the profile sees it. */
export interface ProfiledArticle {
  readonly name: string;
  /** UTF-16 units or bytes of what came in. */
  readonly size: number;
  readonly times: StageTimes;
}

export interface Profile {
  note(article: ProfiledArticle): void;
  /** Runs what stores so many articles. */
  storing<Result>(nArticles: number, run: () => Promise<Result>): Promise<Result>;
  /** Writes the table and the file; nothing may be noted afterwards. */
  finish(): Promise<void>;
}

/** Milliseconds over articles. */
export interface Spread {
  readonly total: number;
  readonly mean: number;
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
}

/** What the file holds. */
export interface ProfileReport {
  readonly schema: "demarche-profile/1";
  readonly version: string;
  readonly node: string;
  readonly articles: number;
  /** Units of all inputs. */
  readonly size: number;
  readonly wallMs: number;
  readonly cpuMs: { readonly user: number; readonly system: number };
  /** From the start of the process until the command began. */
  readonly startMs: number;
  readonly stages: Readonly<Partial<Record<TimedStage, Spread>>>;
  readonly store: { readonly transactions: number; readonly articles: number; readonly ms: number };
  /** Of all stages but `load`. */
  readonly perArticle: Spread;
  /** Milliseconds for a thousand units: code is slow until it has been compiled. */
  readonly warming: readonly { readonly upTo: number; readonly msPerThousand: number }[];
  /** Collections of this thread, which with workers is not the one that reads. */
  readonly garbage: { readonly collections: number; readonly ms: number };
  readonly memoryMb: { readonly peak: number; readonly samples: readonly number[] };
  readonly slowest: readonly ProfiledArticle[];
}

const mostSlowest = 10;
const mostSamples = 60;
const warmingSteps = [1, 10, 100, 1000];

/**
 * A profile that will be written to this file; null when there is no flag.
 *
 * @throws DemarcheError `cli/usage` for a file that is not named as JSON: it could be an article, and would be overwritten
 */
export function openProfile(file: string | undefined, effects: Effects): Profile | null {
  if (file === undefined) return null;
  if (!/\.json$/i.test(file)) {
    const message = `--profile: expected a file to write, ending in .json, found "${file}"`;
    throw new DemarcheError("cli/usage", message);
  }
  const began = performance.now();
  const byStage = new Map<TimedStage, number[]>(timedStages.map((stage) => [stage, []]));
  const perArticle: number[] = [];
  const slowest: ProfiledArticle[] = [];
  const warming = warmingSteps.map((upTo) => ({ upTo, ms: 0, size: 0 }));
  const steady = { ms: 0, size: 0 };
  const store = { transactions: 0, articles: 0, ms: 0 };
  const garbage = { collections: 0, ms: 0 };
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      garbage.collections++;
      garbage.ms += duration;
    }
  });
  observer.observe({ entryTypes: ["gc"] });
  let [size, samples, pace] = [0, [] as number[], 1];

  const sample = (): void => {
    if (perArticle.length % pace !== 0) return;
    samples.push(megabytes(process.memoryUsage.rss()));
    if (samples.length < mostSamples) return;
    samples = samples.filter((_, i) => i % 2 === 0);
    pace *= 2;
  };

  const report = (): ProfileReport => ({
    schema: "demarche-profile/1",
    version,
    node: process.version,
    articles: perArticle.length,
    size,
    wallMs: round(performance.now() - began),
    cpuMs: cpuOf(process.cpuUsage()),
    startMs: round(began),
    stages: Object.fromEntries(
      [...byStage].filter(([, times]) => 0 < times.length).map(([stage, times]) => [stage, spreadOf(times)]),
    ),
    store: { ...store, ms: round(store.ms) },
    perArticle: spreadOf(perArticle),
    warming: [...warming, { upTo: perArticle.length, ...steady }]
      .filter((it) => 0 < it.size)
      .map(({ upTo, ms, size: n }) => ({
        upTo: Math.min(upTo, perArticle.length),
        msPerThousand: round((ms * 1000) / n),
      })),
    garbage: { collections: garbage.collections, ms: round(garbage.ms) },
    memoryMb: { peak: megabytes(process.resourceUsage().maxRSS * 1024), samples },
    slowest: slowest.map(({ times, ...it }) => ({
      ...it,
      times: Object.fromEntries(Object.entries(times).map(([stage, ms]) => [stage, round(ms)])),
    })),
  });

  return {
    note(article) {
      let own = 0;
      for (const stage of timedStages) {
        const ms = article.times[stage];
        if (ms === undefined) continue;
        byStage.get(stage)?.push(ms);
        if (stage !== "load") own += ms;
      }
      const step = warming.find(({ upTo }) => perArticle.length < upTo) ?? steady;
      step.ms += own;
      step.size += article.size;
      perArticle.push(own);
      size += article.size;
      keepSlowest(slowest, article);
      sample();
    },
    async storing(nArticles, run) {
      const from = performance.now();
      try {
        return await run();
      } finally {
        store.transactions++;
        store.articles += nArticles;
        store.ms += performance.now() - from;
      }
    },
    async finish() {
      observer.disconnect();
      const done = report();
      await writeFile(file, `${JSON.stringify(done, null, 2)}\n`);
      await effects.stderr.write(`${renderProfile(done)}all of it: ${file}\n`);
    },
  };
}

/** Keeps a list of the slowest, slowest first. */
function keepSlowest(slowest: ProfiledArticle[], article: ProfiledArticle): void {
  const ms = ownTime(article);
  const last = slowest.at(-1);
  if (mostSlowest <= slowest.length && last !== undefined && ms <= ownTime(last)) return;
  const at = slowest.findIndex((it) => ownTime(it) < ms);
  slowest.splice(at < 0 ? slowest.length : at, 0, article);
  slowest.length = Math.min(slowest.length, mostSlowest);
}

/** The time of an article without what was loaded for it. */
export function ownTime({ times }: Pick<ProfiledArticle, "times">): number {
  return timedStages.reduce((sum, stage) => sum + (stage === "load" ? 0 : (times[stage] ?? 0)), 0);
}

function spreadOf(times: readonly number[]): Spread {
  const sorted = Float64Array.from(times).sort();
  const total = sorted.reduce((sum, ms) => sum + ms, 0);
  const at = (share: number): number => round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return {
    total: round(total),
    mean: round(total / Math.max(1, sorted.length)),
    median: at(0.5),
    p95: at(0.95),
    worst: at(1),
  };
}

function cpuOf({ user, system }: NodeJS.CpuUsage): { readonly user: number; readonly system: number } {
  return { user: Math.round(user / 1000), system: Math.round(system / 1000) };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
