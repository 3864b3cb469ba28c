/** The web app for tests: over an empty SQLite ledger, without a socket, let in. */
import { after } from "node:test";
import type { Source } from "../../src/model/article.ts";
import { loadKnowledge } from "../../src/knowledge.ts";
import { analyze, type Knowledge } from "../../src/pipeline.ts";
import { loadRelationRules } from "../../src/relation/load.ts";
import { createApp, type FetchedPage, loadAssets, type Site } from "../../src/serve/serve.ts";
import { type Ledger, openLedger } from "../../src/store/store.ts";
import { newFile, testTime } from "./ledger.ts";

export const host = "127.0.0.1:4040";
export const cookie = "demarche=session-of-tests";

/** An app with a hand that knocks. */
export interface TestSite {
  /** Every route of the app. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  readonly ledger: Ledger;
  /** A request with the cookie and the right host, unless other headers are given. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** The words of a page that must be there. */
  page(path: string): Promise<string>;
  /** The JSON of an answer. */
  json(path: string, init?: RequestInit): Promise<Record<string, unknown>>;
  /** Sends a form as the page would. */
  send(path: string, fields: Readonly<Record<string, string>>): Promise<Response>;
}

let knowledge: Promise<Knowledge> | null = null;

/** Opens an app over a new ledger, which is closed when the file's tests are over. */
export async function openSite(over: Partial<Site> = {}): Promise<TestSite> {
  const ledger = over.ledger ?? (await openLedger(newFile(), () => testTime));
  if (over.ledger === undefined) after(() => ledger.close());
  const app = createApp({
    ledger,
    analyze: async (source: Source) => {
      knowledge ??= loadKnowledge();
      return { reading: analyze(await knowledge, source), prints: { site: null, prints: [] } };
    },
    fetchPage: null as ((url: string) => Promise<FetchedPage>) | null,
    access: { token: "token-of-tests", session: "session-of-tests", hosts: [host, "localhost:4040"] },
    ...loadAssets(),
    relationRules: loadRelationRules(),
    who: "reviewer",
    now: () => testTime,
    report: (error) => {
      throw error;
    },
    ...over,
  });
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (!headers.has("Host")) headers.set("Host", host);
    if (!headers.has("Cookie")) headers.set("Cookie", cookie);
    return app.fetch(new Request(`http://${host}${path}`, { ...init, headers, redirect: "manual" }));
  };
  return {
    ledger,
    routes: app.routes,
    ask,
    async page(path) {
      const response = await ask(path);
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.text();
    },
    async json(path, init) {
      return (await ask(path, init)).json() as Promise<Record<string, unknown>>;
    },
    send: (path, fields) =>
      ask(path, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}
