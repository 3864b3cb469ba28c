/**
 * One line of the `--jsonl` filter in two steps: a draft, which needs nothing but the line, and an answer, which
 * also needs to know what other pages of the site held. Between them, and in the order of the lines, stands the
 * site memory; so any number of readers gives the same bytes as one.
 */
import type { Source } from "../model/article.ts";
import { faultOf } from "../model/error.ts";
import { loadKnowledgeWith, openLateReaders, type Weights } from "../knowledge.ts";
import { analyzeArticle } from "../pipeline.ts";
import type { Draft } from "../read/draft.ts";
import { parseRequest, type RequestId } from "../read/jsonl.ts";
import {
  type BlockHistory,
  type BlockPrint,
  draftArticle,
  printBlocks,
  settleDraft,
  siteOf,
} from "../read/read.ts";
import { renderLine } from "../render/render.ts";
import { openStopwatch, type StageTimes, type Stopwatch } from "./stopwatch.ts";

/** What a line holds so far: the marks to show to the site memory, or already its answer (a refusal). */
export type Drafted =
  { readonly site: string | null; readonly prints: readonly BlockPrint[] } | { readonly answer: string };

/** The output line, without its newline, and what it cost where that is measured. */
export interface Answered {
  readonly answer: string;
  readonly times: StageTimes | null;
}

export interface LineReader {
  /** Takes a line, or a source opened already, under a number of the caller's choice. Never rejects. */
  draft(number: number, document: string | Source): Promise<Drafted>;
  /** The answer to a line drafted before; lets go of the draft. Never rejects. */
  answer(number: number, histories: readonly BlockHistory[]): Promise<Answered>;
}

/**
 * A reader that holds its drafts until they are answered.
 *
 * @param isTimed whether answers say what each stage cost; the first says what it cost to load all that is known
 * @param weights loaded already, by the thread that hires this one
 * @throws DemarcheError `lexicon/malformed`, `engine/version`, `engine/corrupt`
 */
export async function createLineReader(isTimed: boolean, weights?: Weights): Promise<LineReader> {
  const loading = isTimed ? openStopwatch() : null;
  const late = openLateReaders();
  const knowledge = await loadKnowledgeWith(late.readers, weights);
  loading?.lap("load");
  let unsaid = loading?.times;
  const held = new Map<
    number,
    { readonly id: RequestId; readonly draft: Draft; readonly watch: Stopwatch | null }
  >();
  return {
    async draft(number, document) {
      const watch = isTimed ? openStopwatch(unsaid) : null;
      unsaid = undefined;
      const request = typeof document === "string" ? parseRequest(document) : { id: null, source: document };
      if ("error" in request) return { answer: renderLine({ id: request.id, error: request.error }) };
      try {
        watch?.lap("read");
        await late.prepareDraft(request.source);
        watch?.lap("load");
        const draft = draftArticle(late.readers, request.source);
        held.set(number, { id: request.id, draft, watch });
        const drafted = { site: siteOf(draft), prints: printBlocks(draft) };
        watch?.lap("read");
        return drafted;
      } catch (error) {
        return { answer: renderFailure(request.id, error) };
      }
    },
    async answer(number, histories) {
      const { id, draft, watch } = held.get(number) as {
        id: RequestId;
        draft: Draft;
        watch: Stopwatch | null;
      };
      held.delete(number);
      const times = watch?.times ?? null;
      try {
        watch?.resume();
        await late.prepareSettling(draft);
        watch?.lap("load");
        const article = settleDraft(late.readers, draft, histories);
        watch?.lap("read");
        const answer = renderLine({ id, reading: analyzeArticle(knowledge, article, watch?.lap) });
        watch?.lap("publish");
        return { answer, times };
      } catch (error) {
        return { answer: renderFailure(id, error), times };
      }
    },
  };
}

/** The error line of the contract. */
export function renderFailure(id: RequestId, error: unknown): string {
  const { code, message } = faultOf(error);
  return renderLine({ id, error: { code, message } });
}
