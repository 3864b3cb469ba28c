/** A real PostgreSQL for the tests of one process: started when first asked for, gone when the process's tests are done. */
import { after } from "node:test";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

let running: Promise<PostgresServer> | null = null;
let nDatabases = 0;

/** The address of a new, empty database. */
export async function newDatabase(): Promise<string> {
  running ??= startPostgres();
  return (await running).database(`ledger${++nDatabases}`);
}

after(async () => {
  if (running !== null) await (await running).stop();
});
