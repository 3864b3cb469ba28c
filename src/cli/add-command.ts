/**
 * `demarche add`: inputs into the ledger. Documents are read by a crew and stored in order, some dozens to a
 * transaction, so that a run that is killed leaves whole articles only, and adding again goes on where it stopped.
 */
import { DemarcheError, faultOf } from "../model/error.ts";
import type { Source } from "../model/article.ts";
import type { Reading } from "../model/reading.ts";
import { newSiteMemory } from "../read/read.ts";
import { captureIdOf, type Deposit, type DepositOutcome, type Failure, type Ledger } from "../store/store.ts";
import type { Effects } from "./effects.ts";
import { measureInputs, type NamedItem, openInputs } from "./inputs.ts";
import { withNewLedger } from "./ledger-flag.ts";
import { crewOf, type Passed, passAll, type Request } from "./passages.ts";
import { openProfile } from "./profile.ts";
import { openProgress, type Progress } from "./progress.ts";
import { checkedDate, withFacts } from "./facts.ts";

export interface AddFlags {
  readonly ledger: string;
  readonly date?: string;
  readonly url?: string;
  readonly allowHost: readonly string[];
  readonly workers: number;
  readonly retryFailed?: boolean;
  readonly json?: boolean;
  readonly queue?: boolean;
  readonly urgent?: boolean;
  readonly profile?: string;
}

/** What an add did. */
interface Tally {
  /** Articles new to the ledger. */
  added: number;
  /** Texts that were there, carried by somebody else. */
  again: number;
  /** Documents that were there. */
  known: number;
  failed: number;
  /** Of the added: in another language, kept without records. */
  unread: number;
}

/** Documents of one transaction, and how long it waits for them. */
const mostDeposits = 48;
const mostCharacters = 4_000_000;

/**
 * Adds every input; a bad one is reported, kept in the ledger's list of failures, and the rest goes on.
 *
 * @returns exit status: 0 all is in the ledger, 1 some input failed
 * @throws DemarcheError `store/…` when the ledger can't be written: what was stored before stays
 */
export async function runAdd(inputs: readonly string[], flags: AddFlags, effects: Effects): Promise<number> {
  const facts = { published: checkedDate(flags.date), url: flags.url ?? null };
  return withNewLedger(flags.ledger, async (ledger) => {
    const retried = flags.retryFailed === true ? await listRetries(ledger) : null;
    const named = [...inputs, ...(retried?.inputs ?? [])];
    if (named.length === 0 && (effects.isTyped || retried !== null)) {
      if (retried !== null) {
        await effects.stdout.write("nothing failed that could be asked for again\n");
        return 0;
      }
      const message =
        "expected a file, a folder, an address, or something piped in, found nothing: name one, or - to type text (demarche add --help)";
      throw new DemarcheError("cli/usage", message);
    }
    if (flags.queue === true) {
      const { enqueueInputs } = await import("./queue-command.ts");
      const named = inputs.length === 0 ? ["-"] : inputs;
      const tally = await enqueueInputs(ledger, named, (source) => withFacts(source, facts), flags, effects);
      const { queued, known, failed } = tally;
      await effects.stdout.write(
        flags.json === true
          ? `${JSON.stringify(tally)}\n`
          : `${queued} put into the queue · ${known} known · ${failed} failed\n`,
      );
      return failed === 0 ? 0 : 1;
    }
    const run = await openRun(
      ledger,
      flags,
      effects,
      named.length === 0 ? ["-"] : named,
      retried?.names ?? null,
    );
    const tally = await run.addAll((source) => withFacts(source, facts));
    await effects.stdout.write(
      flags.json === true ? `${JSON.stringify(tally)}\n` : `${renderTally(tally)}\n`,
    );
    return tally.failed === 0 ? 0 : 1;
  });
}

async function listRetries(
  ledger: Ledger,
): Promise<{ readonly inputs: readonly string[]; readonly names: ReadonlySet<string> }> {
  const failures = (await ledger.failures()).filter(({ input }) => input !== null);
  return {
    inputs: [...new Set(failures.map(({ input }) => input as string))],
    names: new Set(failures.map(({ name }) => name)),
  };
}

interface Run {
  addAll(complete: (source: Source) => Source): Promise<Tally>;
}

/** One item on its way; `isKnown` when the ledger has it. */
interface Pending {
  readonly item: NamedItem;
  readonly source: Source | null;
  readonly isKnown: boolean;
}

async function openRun(
  ledger: Ledger,
  flags: AddFlags,
  effects: Effects,
  inputs: readonly string[],
  only: ReadonlySet<string> | null,
): Promise<Run> {
  const tally: Tally = { added: 0, again: 0, known: 0, failed: 0, unread: 0 };
  const progress = openProgress(effects.stderr);
  const profile = openProfile(flags.profile, effects);
  const whole = effects.stderr.isTerminal ? await measureInputs(inputs) : null;
  const pending: Pending[] = [];
  let nBytes = 0;
  let deposits: { readonly deposit: Deposit; readonly item: NamedItem }[] = [];
  let failures: Failure[] = [];
  let settled: string[] = [];
  let size = 0;

  const fail = async (item: NamedItem, error: DemarcheError): Promise<void> => {
    tally.failed++;
    await report(progress, effects, item.name, error);
    failures.push({
      name: item.name,
      input: item.input === "-" ? null : item.input,
      code: error.code,
      message: error.message,
    });
  };

  async function* requests(complete: (source: Source) => Source): AsyncGenerator<Request> {
    for await (const item of openInputs(inputs, flags.allowHost, effects)) {
      if (only !== null && !only.has(item.name)) continue;
      if ("remark" in item) {
        const { severity, message, code } = item.remark;
        await progress.wipe();
        await effects.stderr.write(`demarche: ${item.name}: ${severity}: ${message} [${code}]\n`);
        continue;
      }
      if (!("source" in item)) {
        pending.push({ item, source: null, isKnown: false });
        yield { answer: renderRefusal("refusal" in item ? item.refusal : notAnArticle) };
        continue;
      }
      const source = complete(item.source);
      const id = captureIdOf(source);
      const seen = (await ledger.known([id])).get(id);
      nBytes += source.content.length;
      pending.push({ item, source, isKnown: seen !== undefined });
      yield seen === undefined ? { document: source } : { seen };
    }
  }

  const flush = async (): Promise<void> => {
    while (0 < deposits.length + failures.length + settled.length) {
      const batch = { deposits, failures, settled };
      [deposits, failures, settled, size] = [[], [], [], 0];
      const storing = (): Promise<readonly DepositOutcome[]> => keepAll(ledger, batch, fail);
      const outcomes = await (profile?.storing(batch.deposits.length, storing) ?? storing());
      for (const outcome of outcomes) {
        if (outcome === "new") tally.added++;
        else tally[outcome]++;
      }
    }
  };

  const receive = async ({ answer, prints, times, size: sizeIn }: Passed): Promise<void> => {
    const { item, source, isKnown } = pending.shift() as Pending;
    if (times !== null) profile?.note({ name: item.name, size: sizeIn, times });
    if (isKnown) {
      tally.known++;
      settled.push(item.name);
      return;
    }
    const { reading, error } = JSON.parse(answer) as {
      reading?: Reading;
      error?: { code: DemarcheError["code"]; message: string };
    };
    if (reading === undefined || source === null) {
      await fail(item, new DemarcheError(error?.code ?? "internal/fault", error?.message ?? ""));
      return;
    }
    if (
      reading.diagnostics.some(({ severity, code }) => severity === "error" && code.startsWith("language/"))
    ) {
      tally.unread++;
    }
    deposits.push({ deposit: { source, prints, reading }, item });
    settled.push(item.name);
    size += answer.length;
  };

  return {
    async addAll(complete) {
      const hire = await crewOf(flags.workers, profile !== null);
      try {
        for await (const passed of passAll(requests(complete), hire, newSiteMemory(), flags.workers)) {
          await receive(passed);
          if (mostDeposits <= deposits.length || mostCharacters <= size || 1000 <= settled.length)
            await flush();
          const nDone = tally.added + tally.again + tally.known + deposits.length;
          const share = whole === null || whole === 0 ? null : Math.min(nBytes / whole, 0.999);
          await progress.tell({ nDone, nFailed: tally.failed, share });
        }
        await flush();
      } finally {
        await progress.wipe();
      }
      await profile?.finish();
      return tally;
    },
  };
}

/** What goes into one transaction. */
interface Batch {
  readonly deposits: readonly { readonly deposit: Deposit; readonly item: NamedItem }[];
  readonly failures: readonly Failure[];
  readonly settled: readonly string[];
}

/**
 * Stores a batch. Where one document of it meets a fault of ours, the others are stored one by one and that one is
 * reported; a refusal of the ledger itself ends the run.
 */
async function keepAll(
  ledger: Ledger,
  { deposits, failures, settled }: Batch,
  fail: (item: NamedItem, error: DemarcheError) => Promise<void>,
): Promise<readonly DepositOutcome[]> {
  try {
    return await ledger.deposit(
      deposits.map(({ deposit }) => deposit),
      failures,
      settled,
    );
  } catch (error) {
    if (error instanceof DemarcheError) throw error;
  }
  const outcomes: DepositOutcome[] = [];
  const failed = new Set<string>();
  for (const { deposit, item } of deposits) {
    try {
      outcomes.push(...(await ledger.deposit([deposit], [], [])));
    } catch (error) {
      if (error instanceof DemarcheError) throw error;
      failed.add(item.name);
      await fail(item, faultOf(error));
    }
  }
  const done = settled.filter((name) => !failed.has(name));
  await ledger.deposit([], failures, done);
  return outcomes;
}

const notAnArticle = new DemarcheError(
  "cli/usage",
  "expected an article, found CoNLL-U: the ledger keeps articles",
);

function renderRefusal({ code, message }: DemarcheError): string {
  return JSON.stringify({ error: { code, message } });
}

async function report(
  progress: Progress,
  effects: Effects,
  name: string,
  error: DemarcheError,
): Promise<void> {
  await progress.wipe();
  await effects.stderr.write(`demarche: ${name}: ${error.message} [${error.code}]\n`);
}

function renderTally({ added, again, known, failed, unread }: Tally): string {
  const parts = [`${added} ${added === 1 ? "article" : "articles"} added`];
  if (0 < unread) parts.push(`${unread} of them in another language, kept unread`);
  if (0 < again) parts.push(`${again} more ${again === 1 ? "copy" : "copies"} of articles that were there`);
  if (0 < known) parts.push(`${known} there already`);
  if (0 < failed)
    parts.push(`${failed} failed (demarche failures lists them, demarche add --retry-failed tries again)`);
  return parts.join(" · ");
}
