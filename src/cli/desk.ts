/** Reads what is added through the web app, one document after the other, in a thread of its own. */
import { DemarcheError } from "../model/error.ts";
import type { Source } from "../model/article.ts";
import type { Reading } from "../model/reading.ts";
import type { FetchedPage } from "../serve/serve.ts";
import { sniffContainer } from "../read/container.ts";
import { newSiteMemory } from "../read/read.ts";
import type { Prints } from "../store/store.ts";
import type { Effects } from "./effects.ts";
import { hireWorkers } from "./crew.ts";
import { passAll, type Request } from "./passages.ts";
import type { StageTimes } from "./stopwatch.ts";

/** How long one document may take. */
const limitMs = 60_000;

/** A document read; `times` where the desk measures. */
export interface Read {
  readonly reading: Reading;
  readonly prints: Prints;
  readonly times: StageTimes | null;
}

/** A reader that stands ready. */
export interface Desk {
  readonly analyze: (source: Source) => Promise<Read>;
  readonly fetchPage: ((url: string) => Promise<FetchedPage>) | null;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (read: Read) => void;
  readonly reject: (error: unknown) => void;
}

/** What a desk may do besides reading. */
export interface DeskOptions {
  readonly fetch: boolean;
  readonly allowHost: readonly string[];
  readonly isTimed?: boolean;
}

/** A desk; its thread and its knowledge come with the first document. */
export function openDesk({ fetch, allowHost, isTimed = false }: DeskOptions, effects: Effects): Desk {
  const queue: Source[] = [];
  const waiting: Waiting[] = [];
  let wake: (() => void) | null = null;
  const state = { isClosed: false };
  let running: Promise<void> | null = null;

  async function* requests(): AsyncGenerator<Request> {
    while (!state.isClosed) {
      const document = queue.shift();
      if (document === undefined) await new Promise<void>((resolve) => (wake = resolve));
      else yield { document };
    }
  }

  const run = async (): Promise<void> => {
    const answers = passAll(
      requests(),
      (report) => hireWorkers(1, limitMs, { isTimed }, report),
      newSiteMemory(),
      1,
    );
    for await (const { answer, prints, times } of answers) {
      const { resolve, reject } = waiting.shift() as Waiting;
      const { reading, error } = JSON.parse(answer) as {
        reading?: Reading;
        error?: { code: DemarcheError["code"]; message: string };
      };
      if (reading !== undefined) resolve({ reading, prints, times });
      else reject(new DemarcheError(error?.code ?? "internal/fault", error?.message ?? "nothing was read"));
    }
  };

  let fetcher = effects.fetcher;
  return {
    analyze: (source) =>
      new Promise((resolve, reject) => {
        const refusal = refuseContainer(source);
        if (refusal !== null) {
          reject(refusal);
          return;
        }
        queue.push(source);
        waiting.push({ resolve, reject });
        running ??= run();
        wake?.();
      }),
    fetchPage: fetch
      ? async (url) => {
          fetcher ??= (await import("../fetch/fetch.ts")).createFetcher({ allowHosts: allowHost });
          return fetcher.fetchPage(url);
        }
      : null,
    async close() {
      state.isClosed = true;
      wake?.();
      await running;
    },
  };
}

/** Feeds and archives hold many documents and are opened by `add` alone. */
function refuseContainer({ content, url }: Source): DemarcheError | null {
  if (typeof content === "string") return null;
  const found = sniffContainer(content.subarray(0, 1024), url ?? "");
  if (found === "article") return null;
  return new DemarcheError(
    "cli/usage",
    `expected one article, found ${found}: use demarche add on the command line`,
  );
}
