/**
 * `demarche read --jsonl`: one line in, exactly one line out, in order. Lines are drafted and answered by a
 * crew (`passages.ts`); the site memory sees the drafts in the order of the lines, so that the output is the same bytes
 * whatever the size of the crew. No error in a line ends the stream.
 */
import type { SplitLine } from "../read/jsonl.ts";
import { splitLines } from "../read/jsonl.ts";
import { newSiteMemory } from "../read/read.ts";
import { renderLine } from "../render/render.ts";
import type { Effects } from "./effects.ts";
import { openBytes } from "./inputs.ts";
import { crewOf, passAll, type Request } from "./passages.ts";
import type { Profile } from "./profile.ts";

/**
 * Runs the filter to the end of its inputs.
 *
 * @returns 0: a bad line is answered, not counted as failure of the filter
 * @throws DemarcheError `cli/no-input` when an input can't be opened
 */
export async function filterLines(
  inputs: readonly string[],
  nWorkers: number,
  effects: Effects,
  profile: Profile | null,
): Promise<number> {
  const hire = await crewOf(nWorkers, profile !== null);
  const lines = splitLines(openBytes(inputs.length === 0 ? ["-"] : inputs, effects));
  let n = 0;
  for await (const passed of passAll(requestsOf(lines), hire, newSiteMemory(), nWorkers)) {
    const { answer, times, size } = passed;
    n++;
    if (times !== null) profile?.note({ name: `line ${n}`, size, times });
    await effects.stdout.write(`${answer}\n`);
  }
  await profile?.finish();
  return 0;
}

async function* requestsOf(lines: AsyncIterable<SplitLine>): AsyncGenerator<Request> {
  for await (const split of lines) {
    yield "line" in split
      ? { document: split.line }
      : { answer: renderLine({ id: null, error: split.error }) };
  }
}
