/** A real PostgreSQL for the tests of one process: started when first asked for, gone when the process's tests are done. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { type Server, startServer } from "./postgres-server.ts";

let running: Promise<{ readonly server: Server; readonly folder: string }> | null = null;
let nDatabases = 0;

/** The address of a new, empty database. */
export async function newDatabase(): Promise<string> {
  running ??= start();
  const { server } = await running;
  return server.create(`ledger${++nDatabases}`);
}

async function start(): Promise<{ readonly server: Server; readonly folder: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), "demarche-postgres-"));
  return { server: await startServer(folder, false), folder };
}

after(async () => {
  if (running === null) return;
  const { server, folder } = await running;
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
