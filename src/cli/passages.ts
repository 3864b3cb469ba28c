/**
 * Documents on their way through a crew: each is drafted and answered, and between the two the site memory sees the
 * drafts strictly in the order in which they came, so that the answers are the same whatever the size of the crew.
 * Answers come out in order. No document ends the stream.
 */
import { loadSharedWeights } from "../knowledge.ts";
import type { BlockPrint } from "../read/read.ts";
import type { SiteMemory } from "../read/read.ts";
import { type Crew, createTaskHandler, type Document, hireNobody, hireWorkers, type Report } from "./crew.ts";
import type { Answered, Drafted } from "./line-reader.ts";

/** How long one step of one line may take in a worker. A page at the size cap takes a few seconds. */
const stepLimitMs = 60_000;
/** Documents in flight per worker: enough to keep it busy, few enough to hold in memory. */
const documentsPerWorker = 32;
/** Characters in flight over all workers; one longer line is let through alone. */
const charactersInFlight = 64_000_000;

/** What is to pass: a document to be read, one that is answered already, or one read earlier whose blocks the site memory should see. */
export type Request =
  { readonly document: Document } | { readonly answer: string } | { readonly seen: Prints };

/** What came of it: the answer, as JSON (empty for one read earlier), and the blocks that the site memory saw. */
export interface Passed extends Answered {
  readonly prints: Prints;
  /** Characters or bytes that came in. */
  readonly size: number;
}

/** Blocks as the site memory sees them. */
export interface Prints {
  readonly site: string | null;
  readonly prints: readonly BlockPrint[];
}

const noPrints: Prints = { site: null, prints: [] };

/**
 * How to get a crew of so many: this thread alone for one.
 *
 * @throws DemarcheError `lexicon/malformed`, `engine/version`, `engine/corrupt`
 */
export async function crewOf(
  nWorkers: number,
  isTimed = false,
): Promise<(report: (report: Report) => void) => Crew> {
  if (nWorkers === 1) {
    const handle = await createTaskHandler(isTimed);
    return (report) => hireNobody(handle, report);
  }
  const weights = await loadSharedWeights();
  return (report) => hireWorkers(nWorkers, stepLimitMs, { isTimed, weights }, report);
}

/** A document on its way. */
interface Passage {
  readonly number: number;
  readonly size: number;
  drafted: Drafted | null;
  prints: Prints;
  answer: string | null;
  times: Answered["times"];
}

/**
 * The answers to the requests, in their order.
 *
 * @param hire makes the crew, given where to report
 */
export async function* passAll(
  requests: AsyncIterable<Request>,
  hire: (report: (report: Report) => void) => Crew,
  memory: SiteMemory,
  nWorkers: number,
): AsyncGenerator<Passed> {
  const window = documentsPerWorker * nWorkers;
  const passages: Passage[] = []; // In order; the first is the next to go out.
  const byNumber = new Map<number, Passage>();
  let nWitnessed = 0; // Leading passages that the site memory has dealt with.
  let size = 0;
  let number = 0;
  const bell = newBell();

  const receive = (report: Report): void => {
    const passage = byNumber.get(report.number);
    if (passage === undefined) return;
    if (report.kind === "answered") {
      passage.answer = report.answer;
      passage.times = report.times;
    } else if ("answer" in report.drafted) passage.answer = report.drafted.answer;
    else passage.drafted = report.drafted;
    bell.ring();
  };

  const admit = (crew: Crew, request: Request): void => {
    const passage: Passage = {
      number: number++,
      size: "document" in request ? sizeOf(request.document) : 0,
      drafted: "seen" in request ? request.seen : null,
      prints: "seen" in request ? request.seen : noPrints,
      answer: "answer" in request ? request.answer : "seen" in request ? "" : null,
      times: null,
    };
    passages.push(passage);
    size += passage.size;
    if (!("document" in request)) return;
    byNumber.set(passage.number, passage);
    crew.give({ kind: "draft", number: passage.number, document: request.document });
  };

  /** Shows drafts to the memory strictly in order; stops at the first that is not there yet. */
  const witness = (crew: Crew): void => {
    while (nWitnessed < passages.length) {
      const passage = passages[nWitnessed] as Passage;
      if (passage.answer === null && passage.drafted === null) return;
      nWitnessed++;
      if (passage.drafted === null || "answer" in passage.drafted) continue;
      passage.prints = passage.drafted;
      const histories = memory.witness(passage.drafted.site, passage.drafted.prints);
      if (passage.answer === null) crew.give({ kind: "answer", number: passage.number, histories });
    }
  };

  const crew = hire(receive);
  const source = requests[Symbol.asyncIterator]();
  let isDone = false;
  let isAsking = false;
  let failure: { readonly error: unknown } | null = null;
  const arrive = (next: IteratorResult<Request>): void => {
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
        const { answer, times, prints } = first;
        yield { answer, times, prints, size: first.size };
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

function sizeOf(document: Document): number {
  return typeof document === "string" ? document.length : document.content.length;
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
