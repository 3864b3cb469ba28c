/**
 * `demarche read --jsonl`: one line in, exactly one line out, in order. Lines are drafted and answered by a
 * crew; the site memory sees the drafts in the order of the lines, so that the output is the same bytes
 * whatever the size of the crew. No error in a line ends the stream.
 */
import type { SplitLine } from "../read/jsonl.ts";
import { splitLines } from "../read/jsonl.ts";
import { newSiteMemory, type SiteMemory } from "../read/read.ts";
import { renderLine } from "../render/render.ts";
import { type Crew, createTaskHandler, hireNobody, hireWorkers, type Report } from "./crew.ts";
import type { Drafted } from "./line-reader.ts";
import type { Effects } from "./effects.ts";
import { openBytes } from "./inputs.ts";

/** How long one step of one line may take in a worker. A page at the size cap takes a few seconds. */
const stepLimitMs = 60_000;
/** Lines in flight per worker: enough to keep it busy, few enough to hold in memory. */
const linesPerWorker = 32;
/** Characters in flight over all workers; one longer line is let through alone. */
const charactersInFlight = 64_000_000;

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
): Promise<number> {
  const handle = nWorkers === 1 ? await createTaskHandler() : null;
  const hire = (report: (report: Report) => void): Crew =>
    handle !== null ? hireNobody(handle, report) : hireWorkers(nWorkers, stepLimitMs, report);
  const lines = splitLines(openBytes(inputs.length === 0 ? ["-"] : inputs, effects));
  for await (const answer of answerLines(lines, hire, newSiteMemory(), linesPerWorker * nWorkers)) {
    await effects.stdout.write(`${answer}\n`);
  }
  return 0;
}

/** A line on its way. */
interface Passage {
  readonly number: number;
  readonly size: number;
  drafted: Drafted | null;
  answer: string | null;
}

/**
 * The answers to the lines, in their order.
 *
 * @param hire makes the crew, given where to report
 * @param window lines in flight at most
 */
export async function* answerLines(
  lines: AsyncIterable<SplitLine>,
  hire: (report: (report: Report) => void) => Crew,
  memory: SiteMemory,
  window: number,
): AsyncGenerator<string> {
  const passages: Passage[] = []; // In order; the first is the next to go out.
  const byNumber = new Map<number, Passage>();
  let nWitnessed = 0; // Leading passages that the site memory has dealt with.
  let size = 0;
  let number = 0;
  const bell = newBell();

  const receive = (report: Report): void => {
    const passage = byNumber.get(report.number);
    if (passage === undefined) return;
    if (report.kind === "answered") passage.answer = report.answer;
    else if ("answer" in report.drafted) passage.answer = report.drafted.answer;
    else passage.drafted = report.drafted;
    bell.ring();
  };

  const admit = (crew: Crew, split: SplitLine): void => {
    const length = "line" in split ? split.line.length : 0;
    const passage: Passage = { number: number++, size: length, drafted: null, answer: null };
    passages.push(passage);
    size += length;
    if ("error" in split) {
      passage.answer = renderLine({ id: null, error: split.error });
    } else {
      byNumber.set(passage.number, passage);
      crew.give({ kind: "draft", number: passage.number, line: split.line });
    }
  };

  /** Shows drafts to the memory strictly in order; stops at the first that is not there yet. */
  const witness = (crew: Crew): void => {
    while (nWitnessed < passages.length) {
      const passage = passages[nWitnessed] as Passage;
      if (passage.answer === null && passage.drafted === null) return;
      nWitnessed++;
      if (passage.drafted === null || "answer" in passage.drafted) continue;
      const histories = memory.witness(passage.drafted.site, passage.drafted.prints);
      if (passage.answer === null) crew.give({ kind: "answer", number: passage.number, histories });
    }
  };

  const crew = hire(receive);
  const source = lines[Symbol.asyncIterator]();
  let isDone = false;
  let isAsking = false;
  let failure: { readonly error: unknown } | null = null;
  const arrive = (next: IteratorResult<SplitLine>): void => {
    isAsking = false;
    if (next.done === true) isDone = true;
    else admit(crew, next.value);
    bell.ring();
  };
  try {
    while (true) {
      witness(crew);
      const [first] = passages;
      if (first !== undefined && first.answer !== null && 0 < nWitnessed) {
        passages.shift();
        byNumber.delete(first.number);
        nWitnessed--;
        size -= first.size;
        yield first.answer;
        continue;
      }
      if (failure !== null) throw (failure as { readonly error: unknown }).error;
      if (isDone && first === undefined) return;
      const hasRoom = passages.length < window && (first === undefined || size < charactersInFlight);
      if (hasRoom && !isDone && !isAsking) {
        // Not awaited: an answer that comes while the input is idle must not wait for the next line.
        isAsking = true;
        source.next().then(arrive, (error: unknown) => {
          failure = { error };
          bell.ring();
        });
      }
      await bell.heard();
    }
  } finally {
    await crew.close();
    if (!isAsking) await source.return?.();
  }
}

/** A bell that is heard once per ring, also when it rang before anybody listened. */
function newBell(): { ring(): void; heard(): Promise<void> } {
  let hasRung = false;
  let listener: (() => void) | null = null;
  return {
    ring() {
      hasRung = true;
      listener?.();
    },
    async heard() {
      if (!hasRung) await new Promise<void>((resolve) => (listener = resolve));
      listener = null;
      hasRung = false;
    },
  };
}
