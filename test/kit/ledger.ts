/** Ledgers for tests, on both engines, and articles to put into them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import type { Source } from "../../src/model/article.ts";
import { sourceOf } from "../../src/model/article.ts";
import { loadKnowledge } from "../../src/knowledge.ts";
import { analyze, type Knowledge } from "../../src/pipeline.ts";
import { type Deposit, type Ledger, openLedger } from "../../src/store/store.ts";
import { newDatabase } from "./postgres.ts";

const folder = mkdtempSync(path.join(tmpdir(), "demarche-ledger-"));
after(() => rmSync(folder, { recursive: true, force: true }));

let nFiles = 0;

/** A path for a new ledger in a folder that goes away. */
export function newFile(): string {
  return path.join(folder, `${++nFiles}.db`);
}

/** The time of all tests. */
export const testTime = "2026-01-01T00:00:00.000Z";

/**
 * One test on SQLite and one on PostgreSQL, each with an empty ledger that is closed afterwards.
 */
export function testOnBoth(title: string, run: (ledger: Ledger, url: string) => Promise<void>): void {
  for (const engine of ["sqlite", "postgres"] as const) {
    test(`${title} (${engine})`, async () => {
      const url = engine === "sqlite" ? newFile() : await newDatabase();
      const ledger = await openLedger(url, () => testTime);
      try {
        await run(ledger, url);
      } finally {
        await ledger.close();
      }
    });
  }
}

let knowledge: Promise<Knowledge> | null = null;

/** A document as `add` would hand it over. */
export async function depositOf(
  text: string,
  facts: Partial<Omit<Source, "content">> = {},
): Promise<Deposit> {
  knowledge ??= loadKnowledge();
  const source = sourceOf(text, { form: "text", ...facts });
  return { source, prints: { site: null, prints: [] }, reading: analyze(await knowledge, source) };
}

/** Adds texts in order, each as its own document. */
export async function addTexts(
  ledger: Ledger,
  texts: readonly (readonly [text: string, facts: Partial<Omit<Source, "content">>])[],
): Promise<void> {
  const deposits: Deposit[] = [];
  for (const [text, facts] of texts) deposits.push(await depositOf(text, facts));
  await ledger.deposit(deposits, [], []);
}
