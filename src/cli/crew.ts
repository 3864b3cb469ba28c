/**
 * Readers of lines, in this thread or in several. A crew takes lines to draft and drafts to answer; what comes
 * back comes in any order. A worker that dies or hangs costs one line, which is answered with a refusal; the
 * other lines in its hands go to a fresh worker.
 */
import { Worker } from "node:worker_threads";
import type { Weights } from "../knowledge.ts";
import type { Source } from "../model/article.ts";
import { DemarcheError } from "../model/error.ts";
import { parseRequest } from "../read/jsonl.ts";
import type { BlockHistory } from "../read/read.ts";
import { type Answered, createLineReader, type Drafted, renderFailure } from "./line-reader.ts";

/** What is to be read: a line of the filter, or a source that has been opened already. */
export type Document = string | Source;

/** What a crew is asked. A document's number is unique. */
export type Task =
  | { readonly kind: "draft"; readonly number: number; readonly document: Document }
  | { readonly kind: "answer"; readonly number: number; readonly histories: readonly BlockHistory[] };

/** What it says. */
export type Report =
  | { readonly kind: "drafted"; readonly number: number; readonly drafted: Drafted }
  | ({ readonly kind: "answered"; readonly number: number } & Answered);

export interface Crew {
  /** Both steps of a line go to the same member. */
  give(task: Task): void;
  close(): Promise<void>;
}

/** Carries out a task. Tasks are given one after the other: none before the one before it is done. */
export type TaskHandler = (task: Task) => Promise<Report>;

/** A handler with knowledge of its own; what a worker runs, and this thread when there are none. */
export async function createTaskHandler(isTimed: boolean, weights?: Weights): Promise<TaskHandler> {
  const reader = await createLineReader(isTimed, weights);
  return async (task) =>
    task.kind === "draft"
      ? { kind: "drafted", number: task.number, drafted: await reader.draft(task.number, task.document) }
      : { kind: "answered", number: task.number, ...(await reader.answer(task.number, task.histories)) };
}

/** A crew of this thread alone. */
export function hireNobody(handle: TaskHandler, report: (report: Report) => void): Crew {
  let last = Promise.resolve();
  return {
    give(task) {
      last = last.then(async () => report(await handle(task)));
    },
    close: () => Promise.resolve(),
  };
}

/** A line in a worker's hands: what was asked for it so far, so that it can be asked again. */
interface Held {
  readonly document: Document;
  histories: readonly BlockHistory[] | null;
  /** Whether the site memory has seen its draft; a draft made again is then not reported again. */
  isDrafted: boolean;
}

interface Member {
  worker: Worker;
  /** By number, in the order given. */
  readonly held: Map<number, Held>;
  /** Numbers of tasks sent and not yet reported, oldest first: what the worker is at now. */
  readonly pending: number[];
  watch: NodeJS.Timeout | null;
}

/** What a worker is started with. */
export interface WorkerOrder {
  /** Whether answers say what each stage cost. */
  readonly isTimed: boolean;
  /** In shared memory; without them a worker loads its own. */
  readonly weights?: Weights;
}

/**
 * A crew of `size` worker threads.
 *
 * @param limitMs how long one step of one line may take before its worker is replaced
 * @param order what a worker needs to know beforehand
 */
export function hireWorkers(
  size: number,
  limitMs: number,
  order: WorkerOrder,
  report: (report: Report) => void,
): Crew {
  const members: Member[] = [];
  const owner = new Map<number, Member>();
  let isClosed = false;

  const start = (member: Member): void => {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: order });
    member.worker = worker;
    worker.on("message", (message: Report) => receive(member, message));
    worker.on("error", (error) => replace(member, worker, error));
    worker.on("exit", (code) => replace(member, worker, new Error(`worker thread ended with ${code}`)));
  };

  const send = (member: Member, task: Task): void => {
    member.pending.push(task.number);
    member.worker.postMessage(task);
    if (member.pending.length === 1) watch(member);
  };

  const watch = (member: Member): void => {
    if (member.watch !== null) clearTimeout(member.watch);
    member.watch = null;
    if (member.pending.length === 0) return;
    const { worker } = member;
    member.watch = setTimeout(() => {
      const error = new DemarcheError(
        "internal/timeout",
        `expected to read this within ${limitMs / 1000} s, gave up: please report it with the text`,
      );
      replace(member, worker, error);
      void worker.terminate();
    }, limitMs);
  };

  const receive = (member: Member, message: Report): void => {
    const held = member.held.get(message.number);
    if (held === undefined || member.pending[0] !== message.number) return;
    member.pending.shift();
    watch(member);
    const isFirst = !held.isDrafted;
    held.isDrafted = true;
    if (message.kind === "answered" || "answer" in message.drafted) letGo(member, message.number);
    if (message.kind === "answered" || isFirst) report(message);
  };

  const letGo = (member: Member, number: number): void => {
    member.held.delete(number);
    owner.delete(number);
  };

  /** Starts a fresh worker in the place of one that died, answers for the line it died of, and hands on the rest. */
  const replace = (member: Member, dead: Worker, error: unknown): void => {
    if (isClosed || member.worker !== dead) return;
    const [culprit] = member.pending;
    member.pending.length = 0;
    start(member);
    watch(member);
    const lost = culprit === undefined ? undefined : member.held.get(culprit);
    if (culprit !== undefined && lost !== undefined) {
      letGo(member, culprit);
      const id = typeof lost.document === "string" ? parseRequest(lost.document).id : null;
      report({ kind: "answered", number: culprit, answer: renderFailure(id, error), times: null });
    }
    for (const [number, held] of member.held) {
      send(member, { kind: "draft", number, document: held.document });
      if (held.histories !== null) send(member, { kind: "answer", number, histories: held.histories });
    }
  };

  for (let i = 0; i < size; i++) {
    const member = { held: new Map(), pending: [], watch: null } as unknown as Member;
    start(member);
    members.push(member);
  }

  return {
    give(task) {
      if (task.kind === "draft") {
        const member = members.reduce((best, it) => (it.held.size < best.held.size ? it : best));
        member.held.set(task.number, { document: task.document, histories: null, isDrafted: false });
        owner.set(task.number, member);
        send(member, task);
        return;
      }
      const member = owner.get(task.number);
      const held = member?.held.get(task.number);
      if (member === undefined || held === undefined) return; // Its worker died of it; it has been answered.
      held.histories = task.histories;
      send(member, task);
    },
    async close() {
      isClosed = true;
      for (const member of members) if (member.watch !== null) clearTimeout(member.watch);
      await Promise.all(members.map((member) => member.worker.terminate()));
    },
  };
}
