/** Keeping a ledger sound: `verify`, `backup`, `restore`, `failures`, `delete`. */
import { createReadStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { once } from "node:events";
import { createGunzip, createGzip } from "node:zlib";
import { DemarcheError } from "../model/error.ts";
import { splitLines } from "../read/jsonl.ts";
import type { Effects } from "./effects.ts";
import { withLedger, withNewLedger } from "./ledger-flag.ts";
import { doerOf } from "./machine-user.ts";

/** Lines of a backup hold whole captures. */
const mostLineBytes = 400 * 1024 * 1024;

/**
 * Checks a ledger.
 *
 * @returns 0 sound, 1 faults were found
 */
export async function runVerify(
  flags: { readonly ledger: string; readonly json?: boolean },
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const found = await ledger.verify();
    if (flags.json === true) await effects.stdout.write(`${JSON.stringify(found)}\n`);
    else {
      for (const fault of found.faults) await effects.stdout.write(`${fault}\n`);
      const more = found.faults.length < found.nFaults ? `, ${found.nFaults} in all` : "";
      const verdict = found.nFaults === 0 ? "sound" : `${found.faults.length} faults listed${more}`;
      await effects.stdout.write(
        `${found.captures} captures, ${found.articles} articles, ${found.spans} spans, ${found.records} records: ${verdict}\n`,
      );
    }
    return found.nFaults === 0 ? 0 : 1;
  });
}

/** Writes a backup: whole, or not at all. */
export async function runBackup(
  file: string,
  flags: { readonly ledger: string },
  effects: Effects,
): Promise<number> {
  if (await exists(file)) {
    throw new DemarcheError("cli/unwritable", `expected a new file, found one: "${file}": give another name`);
  }
  return withLedger(flags.ledger, async (ledger) => {
    const draft = `${file}.part`;
    try {
      const handle = await open(draft, "w");
      const gzip = createGzip({ level: 6 });
      const written = (async () => {
        for await (const chunk of gzip) await handle.writeFile(chunk as Uint8Array);
        await handle.sync();
        await handle.close();
      })();
      const n = await ledger.backUp(async (line) => {
        if (!gzip.write(`${line}\n`)) await Promise.race([once(gzip, "drain"), written]);
      });
      gzip.end();
      await written;
      await rename(draft, file);
      await effects.stdout.write(`${n} rows of ${ledger.label} to ${file}\n`);
      return 0;
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  });
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Fills an empty ledger from a backup. */
export async function runRestore(
  file: string,
  flags: { readonly ledger: string },
  effects: Effects,
): Promise<number> {
  if (!(await exists(file))) {
    throw new DemarcheError("cli/no-input", `expected a backup, found no such file: "${file}"`);
  }
  return withNewLedger(flags.ledger, async (ledger) => {
    const n = await ledger.restore(linesOf(file));
    await effects.stdout.write(`${n} rows of ${file} to ${ledger.label}\n`);
    return 0;
  });
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file);
  const gunzip = createGunzip();
  input.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const split of splitLines(input.pipe(gunzip) as AsyncIterable<Uint8Array>, mostLineBytes)) {
      if ("error" in split) throw new DemarcheError("store/bad-backup", split.error.message);
      yield split.line;
    }
  } catch (error) {
    if (error instanceof DemarcheError) throw error;
    const message = `expected a backup made by demarche backup, found it cut or damaged (${(error as Error).message}): nothing was restored`;
    throw new DemarcheError("store/bad-backup", message, { file }, { cause: error });
  }
}

/** Lists what could not be read. */
export async function runFailures(
  flags: { readonly ledger: string; readonly json?: boolean },
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    const failures = await ledger.failures();
    if (flags.json === true) {
      await effects.stdout.write(`${JSON.stringify(failures)}\n`);
      return 0;
    }
    for (const { name, message, code, n_attempts: n, at } of failures) {
      await effects.stdout.write(
        `${name}: ${message} [${code}] (${n === 1 ? "once" : `${n} times`}, last ${at})\n`,
      );
    }
    await effects.stdout.write(failures.length === 0 ? "nothing failed\n" : `${failures.length} failed\n`);
    return 0;
  });
}

/** Takes an article out. */
export async function runDelete(
  article: string,
  flags: { readonly ledger: string },
  effects: Effects,
): Promise<number> {
  return withLedger(flags.ledger, async (ledger) => {
    await ledger.deleteArticle(article);
    await ledger.team.note({ action: "delete", subject: article }, doerOf(effects));
    await effects.stdout.write(`${article} is deleted; backups made before still hold it\n`);
    return 0;
  });
}
