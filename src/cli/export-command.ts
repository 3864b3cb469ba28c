/** `demarche export`: records to a file, or to standard output. A file is there whole, with its manifest, or not at all. */
import { createHash } from "node:crypto";
import { open, rename, rm, writeFile } from "node:fs/promises";
import { DemarcheError } from "../model/error.ts";
import type { LedgerRecord, RecordKind } from "../model/ledger.ts";
import { type ExportCount, type ExportFormat, exportRecords, manifestOf } from "../export/export.ts";
import type { Ledger, RecordFilter } from "../store/store.ts";
import type { Effects } from "./effects.ts";
import { listStanding, type StandFilter, standFilterOf, type StandFlags } from "./condition-pages.ts";
import { withLedger } from "./ledger-flag.ts";
import { openProgress } from "./progress.ts";
import { type FilterFlags, filterOf } from "./record-flags.ts";

export interface ExportFlags {
  readonly ledger: string;
  readonly format: ExportFormat;
  readonly out?: string;
}

const recordsPerPage = 1000;
/** Small pieces are gathered into writes of this many bytes. */
const bytesPerWrite = 256 * 1024;

/** Exports all records that the flags ask for. */
export async function runExport(
  kind: RecordKind,
  flags: FilterFlags & ExportFlags & StandFlags,
  effects: Effects,
): Promise<number> {
  const { format, out } = flags;
  if (out === undefined && (format === "xlsx" || format === "parquet")) {
    throw new DemarcheError("cli/usage", `expected --out FILE for ${format}, which is no text`);
  }
  return withLedger(flags.ledger, async (ledger) => {
    const filter = await filterOf(ledger, kind, flags);
    const standing = standFilterOf(flags);
    const count: ExportCount = { nRecords: 0, nLeftOut: 0 };
    const source = {
      kind,
      records: listAll(ledger, filter, standing),
      reports: ledger.reports,
      article: ledger.article,
    };
    const pieces = exportRecords(format, source, count);
    if (out === undefined) {
      for await (const piece of pieces) await effects.stdout.write(String(piece));
      return 0;
    }
    const progress = openProgress(effects.stderr);
    const written = await writeWhole(out, pieces, () =>
      progress.tell({ nDone: count.nRecords, nFailed: 0, share: null }),
    );
    await progress.wipe();
    const query = kind === "condition" ? { ...filter, ...standing } : filter;
    const facts = { query, ledger: ledger.label, made: new Date().toISOString(), ...written };
    const manifest = manifestOf(format, kind, facts, count);
    await writeFile(`${out}.manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
    const left = count.nLeftOut === 0 ? "" : `, ${count.nLeftOut} left out that the format can't hold`;
    await effects.stdout.write(`${count.nRecords} ${kind}s to ${out}${left}\n`);
    return 0;
  });
}

/** All records of a filter, page by page, so that no more than one is held. */
async function* listAll(
  ledger: Ledger,
  filter: RecordFilter,
  standing: StandFilter,
): AsyncGenerator<LedgerRecord> {
  for (let after: string | null = null; ;) {
    const page = await listStanding(ledger, filter, recordsPerPage, after, standing);
    yield* page.items;
    if (page.next === null) return;
    after = page.next;
  }
}

/** Writes beside the file and renames at the end, so that a file of that name is always whole. */
async function writeWhole(
  file: string,
  pieces: AsyncIterable<string | Uint8Array>,
  tell: () => Promise<void>,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const draft = `${file}.part`;
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    const handle = await open(draft, "w");
    try {
      let held: Uint8Array[] = [];
      let size = 0;
      const flush = async (): Promise<void> => {
        const block = Buffer.concat(held);
        hash.update(block);
        await handle.writeFile(block);
        bytes += block.length;
        [held, size] = [[], 0];
        await tell();
      };
      for await (const piece of pieces) {
        const part = typeof piece === "string" ? Buffer.from(piece, "utf8") : piece;
        held.push(part);
        size += part.length;
        if (bytesPerWrite <= size) await flush();
      }
      await flush();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw refusalOfFile(file, error);
  }
  return { bytes, sha256: hash.digest("hex") };
}

function refusalOfFile(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof DemarcheError || code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  return new DemarcheError(
    "cli/unwritable",
    `expected to write "${file}", found ${code === "ENOSPC" ? "the disk full" : code}: nothing of it was left`,
    { file },
    { cause: error },
  );
}
