/**
 * One line of the `--jsonl` filter in two steps: a draft, which needs nothing but the line, and an answer, which
 * also needs to know what other pages of the site held. Between them, and in the order of the lines, stands the
 * site memory; so any number of readers gives the same bytes as one.
 */
import type { Source } from "../model/article.ts";
import { faultOf } from "../model/error.ts";
import { loadKnowledgeWith, openLateReaders } from "../knowledge.ts";
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

/** What a line holds so far: the marks to show to the site memory, or already its answer (a refusal). */
export type Drafted =
  { readonly site: string | null; readonly prints: readonly BlockPrint[] } | { readonly answer: string };

export interface LineReader {
  /** Takes a line, or a source opened already, under a number of the caller's choice. Never rejects. */
  draft(number: number, document: string | Source): Promise<Drafted>;
  /** The output line, without its newline, of a line drafted before; lets go of the draft. Never rejects. */
  answer(number: number, histories: readonly BlockHistory[]): Promise<string>;
}

/**
 * A reader that holds its drafts until they are answered.
 *
 * @throws DemarcheError `lexicon/malformed`, `engine/version`, `engine/corrupt`
 */
export function createLineReader(): LineReader {
  const late = openLateReaders();
  const knowledge = loadKnowledgeWith(late.readers);
  const held = new Map<number, { readonly id: RequestId; readonly draft: Draft }>();
  return {
    async draft(number, document) {
      const request = typeof document === "string" ? parseRequest(document) : { id: null, source: document };
      if ("error" in request) return { answer: renderLine({ id: request.id, error: request.error }) };
      try {
        await late.prepareDraft(request.source);
        const draft = draftArticle(late.readers, request.source);
        held.set(number, { id: request.id, draft });
        return { site: siteOf(draft), prints: printBlocks(draft) };
      } catch (error) {
        return { answer: renderFailure(request.id, error) };
      }
    },
    async answer(number, histories) {
      const { id, draft } = held.get(number) as { id: RequestId; draft: Draft };
      held.delete(number);
      try {
        await late.prepareSettling(draft);
        const article = settleDraft(late.readers, draft, histories);
        return renderLine({ id, reading: analyzeArticle(knowledge, article) });
      } catch (error) {
        return renderFailure(id, error);
      }
    },
  };
}

/** The error line of the contract. */
export function renderFailure(id: RequestId, error: unknown): string {
  const { code, message } = faultOf(error);
  return renderLine({ id, error: { code, message } });
}
