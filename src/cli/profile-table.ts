/** A profile as a table for a person. */
import type { ProfileReport } from "./profile.ts";
import { timedStages } from "./stopwatch.ts";

/**
 * The table, with a final newline.
 *
 *     stage      total ms  share   ms an article: mean  median    95 %     worst
 *     parse          3900   41 %                  19.5    17.2    41.0      88.1
 */
export function renderProfile(report: ProfileReport): string {
  const { articles, stages, store, perArticle, warming, garbage, memoryMb, slowest } = report;
  const rows: string[][] = [["stage", "total ms", "share", "ms an article: mean", "median", "95 %", "worst"]];
  const whole = timedStages.reduce((sum, stage) => sum + (stages[stage]?.total ?? 0), store.ms);
  const shareOf = (ms: number): string => `${Math.round((100 * ms) / Math.max(whole, 0.001))} %`;
  for (const stage of timedStages) {
    const it = stages[stage];
    if (it === undefined) continue;
    const { total, mean, median, p95, worst } = it;
    const spread =
      stage === "load" ? ["", "", "", ""] : [mean, median, p95, worst].map((ms) => ms.toFixed(1));
    rows.push([stage, total.toFixed(0), shareOf(total), ...spread]);
  }
  if (0 < store.transactions) {
    const mean = store.ms / Math.max(1, store.articles);
    rows.push(["store", store.ms.toFixed(0), shareOf(store.ms), mean.toFixed(1), "", "", ""]);
  }
  const { mean, median, p95, worst, total } = perArticle;
  rows.push(["reading", total.toFixed(0), "", ...[mean, median, p95, worst].map((ms) => ms.toFixed(1))]);

  const seconds = report.wallMs / 1000;
  const cpu = (report.cpuMs.user + report.cpuMs.system) / 1000;
  const samples = memoryMb.samples;
  return [
    `${articles} articles, ${report.size} characters or bytes, ${seconds.toFixed(1)} s (${(articles / Math.max(seconds, 0.001)).toFixed(1)}/s), ${cpu.toFixed(1)} s of processor; ${report.startMs.toFixed(0)} ms before the command began`,
    "",
    ...alignColumns(rows),
    "",
    `warming up, ms for 1,000 characters: ${warming.map((it) => `${it.msPerThousand.toFixed(1)} up to article ${it.upTo}`).join(", ")}`,
    `garbage of this thread: ${garbage.collections} collections, ${garbage.ms.toFixed(0)} ms`,
    `memory: ${memoryMb.peak} MB at most; first ${samples[0] ?? 0}, last ${samples.at(-1) ?? 0}`,
    ...(slowest.length === 0 ? [] : ["slowest:"]),
    ...slowest.map(({ name, size, times }) => {
      const parts = timedStages.filter((stage) => times[stage] !== undefined);
      const sum = parts.reduce((ms, stage) => ms + (stage === "load" ? 0 : (times[stage] ?? 0)), 0);
      return `  ${sum.toFixed(0)} ms  ${name} (${size}): ${parts.map((stage) => `${stage} ${times[stage]?.toFixed(0)}`).join(", ")}`;
    }),
    "",
  ].join("\n");
}

/** Rows with their columns one under the other, the first to the left. */
function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
