/** `demarche read`: readings of files, pages, feeds and archives, to standard output. */
import { DemarcheError, faultOf } from "../model/error.ts";
import type { Source } from "../model/article.ts";
import type { Reading } from "../model/reading.ts";
import { newSiteMemory, type SiteMemory } from "../read/read.ts";
import { type ReadingFormat, renderReadings, type RenderOptions } from "../render/render.ts";
import { type Effects, usesColor } from "./effects.ts";
import { checkedDate, withFacts } from "./facts.ts";
import { openInputs } from "./inputs.ts";
import { filterLines } from "./filter.ts";
import { type LateReader, openLateReader } from "../knowledge.ts";
import { openProfile } from "./profile.ts";
import { openStopwatch, type Stopwatch } from "./stopwatch.ts";

export interface ReadFlags {
  readonly date?: string;
  readonly url?: string;
  readonly allowHost: readonly string[];
  readonly format: ReadingFormat;
  readonly jsonl?: boolean;
  readonly workers: number;
  readonly profile?: string;
}

/**
 * Reads every input and prints it as it comes; a bad one is reported on standard error and the rest goes on.
 *
 * @returns exit status: 0 all read, 1 some input failed
 * @throws DemarcheError when nothing can be read at all (a bad flag, no such input as the only one)
 */
export async function runRead(
  inputs: readonly string[],
  flags: ReadFlags,
  effects: Effects,
): Promise<number> {
  if (inputs.length === 0 && effects.isTyped) {
    throw new DemarcheError(
      "cli/usage",
      "expected a file, a folder, an address, or something piped in, found nothing: name one, or - to type text (demarche read --help)",
    );
  }
  const profile = openProfile(flags.profile, effects);
  if (flags.jsonl === true) return filterLines(inputs, flags.workers, effects, profile);
  const facts = { published: checkedDate(flags.date), url: flags.url ?? null };
  const loading = profile === null ? null : openStopwatch();
  const reader = await openLateReader();
  loading?.lap("load");
  const memory = newSiteMemory();
  const options: RenderOptions = {
    color: usesColor(effects),
    width: Math.min(effects.stdout.width, 100),
    several: false,
  };
  const kept: Reading[] = []; // json and html are one document each, so their readings wait for the last.
  let nRead = 0;
  let nFailed = 0;
  let several = 1 < inputs.length;

  for await (const item of openInputs(inputs.length === 0 ? ["-"] : inputs, flags.allowHost, effects)) {
    several ||= item.isContained;
    if ("remark" in item) {
      const { severity, message, code } = item.remark;
      if (severity === "error") nFailed++;
      await effects.stderr.write(`demarche: ${item.name}: ${severity}: ${message} [${code}]\n`);
      continue;
    }
    const watch = profile === null ? null : openStopwatch(nRead === 0 ? loading?.times : {});
    const outcome =
      "conllu" in item
        ? notAnArticle
        : "source" in item
          ? await attempt(reader, withFacts(item.source, facts), memory, watch)
          : item.refusal;
    if (outcome instanceof DemarcheError) {
      nFailed++;
      await effects.stderr.write(`demarche: ${item.name}: ${outcome.message} [${outcome.code}]\n`);
      continue;
    }
    nRead++;
    if (watch !== null && "source" in item)
      profile?.note({ name: item.name, size: item.source.content.length, times: watch.times });
    const isRefused = outcome.diagnostics.some((it) => it.severity === "error");
    if (isRefused) nFailed++;
    if (flags.format === "json" || flags.format === "html") kept.push(outcome);
    else {
      const gap = flags.format === "text" && 1 < nRead ? "\n" : "";
      await effects.stdout.write(gap + renderReadings(flags.format, [outcome], options));
    }
  }
  if (0 < kept.length) {
    await effects.stdout.write(renderReadings(flags.format, kept, { ...options, several }));
  }
  await profile?.finish();
  return nFailed === 0 ? 0 : 1;
}

const notAnArticle = new DemarcheError(
  "cli/usage",
  "expected an article, found CoNLL-U: its sentences are annotated by demarche parse --conllu",
);

async function attempt(
  reader: LateReader,
  source: Source,
  memory: SiteMemory,
  watch: Stopwatch | null,
): Promise<Reading | DemarcheError> {
  try {
    return await reader.read(source, memory, watch?.lap);
  } catch (error) {
    return faultOf(error);
  }
}
