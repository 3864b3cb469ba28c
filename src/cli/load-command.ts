/**
 * `demarche load`: documents with their readings, made elsewhere by the same engine (a cluster), into the ledger. What
 * a line says is not believed: the document's text must be the reading's, and every span its words.
 */
import { DemarcheError, faultOf } from "../model/error.ts";
import { type Reading, readingSchema } from "../model/reading.ts";
import { loadKnowledge } from "../knowledge.ts";
import { engineNameOf, type Knowledge } from "../pipeline.ts";
import { parseRequest, splitLines } from "../read/jsonl.ts";
import { draftArticle, newSiteMemory, printBlocks, settleDraft, siteOf } from "../read/read.ts";
import type { Deposit, DepositOutcome } from "../store/store.ts";
import type { Effects } from "./effects.ts";
import { openBytes } from "./inputs.ts";
import { withNewLedger } from "./ledger-flag.ts";

export interface LoadFlags {
  readonly ledger: string;
  readonly json?: boolean;
}

/** Documents of one transaction. */
const mostDeposits = 48;

/**
 * Loads every line; a bad one is reported and the rest goes on. Loading again changes nothing.
 *
 * @returns exit status: 0 all is in the ledger, 1 some line was refused
 * @throws DemarcheError `cli/no-input`; `store/…` when the ledger can't be written: what was stored before stays
 */
export async function runLoad(
  inputs: readonly string[],
  flags: LoadFlags,
  effects: Effects,
): Promise<number> {
  const knowledge = await loadKnowledge();
  const tally: Record<DepositOutcome | "refused", number> = { new: 0, again: 0, known: 0, refused: 0 };
  return withNewLedger(flags.ledger, async (ledger) => {
    let deposits: Deposit[] = [];
    const flush = async (): Promise<void> => {
      for (const outcome of await ledger.deposit(deposits, [], [])) tally[outcome]++;
      deposits = [];
    };
    let number = 0;
    for await (const split of splitLines(openBytes(inputs.length === 0 ? ["-"] : inputs, effects))) {
      number++;
      try {
        if (!("line" in split)) throw new DemarcheError(split.error.code, split.error.message);
        deposits.push(depositOf(knowledge, split.line));
      } catch (error) {
        const { code, message } = faultOf(error);
        tally.refused++;
        await effects.stderr.write(`demarche: line ${number}: ${message} [${code}]\n`);
      }
      if (mostDeposits <= deposits.length) await flush();
    }
    await flush();
    const { new: added, again, known, refused } = tally;
    await effects.stdout.write(
      flags.json === true
        ? `${JSON.stringify({ added, again, known, refused })}\n`
        : `${added} added · ${again} more copies of articles that were there · ${known} there already · ${refused} refused\n`,
    );
    return refused === 0 ? 0 : 1;
  });
}

/**
 * The deposit of a line `{"document": {…as the line filter takes it}, "reading": {…}}`.
 *
 * @throws DemarcheError `jsonl/malformed`: not such a line; `load/engine`: another engine's reading; `load/mismatch`: the
 *   reading is not of this document, or a span is not its words
 */
export function depositOf(knowledge: Knowledge, line: string): Deposit {
  const { document, reading } = partsOf(line);
  const request = parseRequest(JSON.stringify(document));
  if ("error" in request) throw new DemarcheError(request.error.code, request.error.message);
  const name = engineNameOf(knowledge);
  if (reading.engine !== name) {
    const message = `expected a reading by ${name}, found one by ${reading.engine}: read the documents with this version, or add them without readings`;
    throw new DemarcheError("load/engine", message);
  }
  const draft = draftArticle(knowledge.readers, request.source);
  const [site, prints] = [siteOf(draft), printBlocks(draft)];
  const article = settleDraft(knowledge.readers, draft, newSiteMemory().witness(site, prints));
  if (article.hash !== reading.article.hash || article.text !== reading.article.text) {
    throw new DemarcheError(
      "load/mismatch",
      "expected the reading of this document, found that of another text: keep each document with its own reading",
    );
  }
  const wrong = findWrongSpan(reading, Array.from(article.text));
  if (wrong !== null) {
    const message = `expected the words of a span, found others at ${wrong}: the reading has been changed; read the document again`;
    throw new DemarcheError("load/mismatch", message);
  }
  return { source: request.source, prints: { site, prints }, reading };
}

function partsOf(line: string): { readonly document: unknown; readonly reading: Reading } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new DemarcheError("jsonl/malformed", `expected one JSON object, found ${(error as Error).message}`);
  }
  const { document, reading } = (value ?? {}) as { readonly document?: unknown; readonly reading?: unknown };
  const parsed = readingSchema.safeParse(reading);
  if (parsed.success && document !== undefined) return { document, reading: parsed.data };
  const issue = parsed.error?.issues[0];
  const where = document === undefined ? "document" : ["reading", ...(issue?.path ?? [])].join(".");
  throw new DemarcheError(
    "jsonl/malformed",
    `expected {"document": …, "reading": …}, found "${where}" wrong or missing${issue === undefined ? "" : ` (${issue.message})`}`,
  );
}

/** Where a span of the reading does not hold the words that it says, such as `events.3.trigger`; null when all do. */
function findWrongSpan(reading: Reading, points: readonly string[]): string | null {
  const look = (value: unknown, path: readonly string[]): string | null => {
    if (typeof value !== "object" || value === null) return null;
    const { start, end, exact } = value as { start?: unknown; end?: unknown; exact?: unknown };
    if (
      typeof start === "number" &&
      typeof end === "number" &&
      typeof exact === "string" &&
      points.slice(start, end).join("") !== exact
    )
      return path.join(".");
    for (const [key, part] of Object.entries(value)) {
      const found = look(part, [...path, key]);
      if (found !== null) return found;
    }
    return null;
  };
  const { actors, statements, events, conditions } = reading;
  return look({ actors, statements, events, conditions }, []);
}
