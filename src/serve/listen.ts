/** The socket: the one part of `serve` that touches Node. Binds to this machine alone, unless it is told to serve a team. */
import { createServer } from "node:http";
import { readdirSync, readFileSync } from "node:fs";
import { randomBytes, createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { getRequestListener } from "@hono/node-server";
import { DemarcheError } from "../model/error.ts";
import { parseCodeNames } from "./code-names.ts";
import { parseShortcuts } from "./shortcuts.ts";
import type { Access, Asset, Site, TeamAccess } from "./site.ts";

/** A server that runs. */
export interface Listening {
  /** The address with the token that opens it once. */
  readonly url: string;
  close(): Promise<void>;
}

/** Milliseconds that a request may take to arrive; slow ones hold a connection for nobody else. */
const requestMs = 60_000;
const headerMs = 15_000;

/** An app, given who may come in. */
type AppOf<To> = (access: To) => {
  readonly fetch: (request: Request, peer?: string) => Response | Promise<Response>;
};

/**
 * Serves an app on this machine, to the person at it.
 *
 * @param port 0 for any that is free
 * @throws DemarcheError `serve/address` when the port is taken
 */
export async function listen(port: number, appOf: AppOf<Access>): Promise<Listening> {
  const token = randomBytes(24).toString("base64url");
  const session = randomBytes(24).toString("base64url");
  const { actual, close } = await open(port, "127.0.0.1", (actual) =>
    appOf({ token, session, hosts: loopbackNames(actual) }),
  );
  return { url: `http://127.0.0.1:${actual}/login?token=${token}`, close };
}

/**
 * Serves an app to a team.
 *
 * @param at where to listen; how browsers name the server; whether a proxy's word is taken on who they are
 * @throws DemarcheError `serve/address` when the port is taken, or the address is not this machine's
 */
export async function listenForTeam(
  at: { readonly host: string; readonly port: number } & Pick<TeamAccess, "origin" | "trustsProxy">,
  appOf: AppOf<TeamAccess>,
): Promise<Listening> {
  const { origin, trustsProxy } = at;
  const { close } = await open(at.port, at.host, (actual) =>
    // Names of this machine stay, for a proxy or a collector of figures on it; no other site can be named so.
    appOf({ origin, hosts: [new URL(origin).host, ...loopbackNames(actual)], trustsProxy }),
  );
  return { url: origin, close };
}

function loopbackNames(port: number): readonly string[] {
  return ["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port}`);
}

async function open(
  port: number,
  host: string,
  appOf: (actual: number) => ReturnType<AppOf<never>>,
): Promise<{ readonly actual: number; readonly close: () => Promise<void> }> {
  let app: ReturnType<typeof appOf> | null = null;
  const server = createServer(
    { requestTimeout: requestMs, headersTimeout: headerMs, maxHeaderSize: 16 * 1024 },
    getRequestListener(
      (request, bindings) =>
        (app as NonNullable<typeof app>).fetch(
          request,
          "incoming" in bindings ? (bindings.incoming.socket.remoteAddress ?? "") : "",
        ),
      { overrideGlobalObjects: false },
    ),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const message =
        error.code === "EADDRINUSE" || error.code === "EACCES"
          ? `expected port ${port} to be free, found ${error.code}: give another with --port`
          : `expected an address of this machine, found ${error.code ?? error.message} at "${host}": give another with --host`;
      reject(new DemarcheError("serve/address", message, { port }, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  const actual = (server.address() as AddressInfo).port;
  app = appOf(actual);
  return {
    actual,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What browsers load, from the package: `dist/ui`, and for reading in the browser `data` and `models`. */
export function loadAssets(): Pick<Site, "assets" | "assetVersion" | "shortcuts" | "codeNames"> {
  const built = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../ui");
  const root = path.join(built, "../..");
  const assets = new Map<string, Asset>();
  const add = (name: string, file: string): void => {
    const type = types[path.extname(file)];
    if (type !== undefined) assets.set(name, { type, bytes: new Uint8Array(readFileSync(file)) });
  };
  for (const name of readdirSync(built)) add(name, path.join(built, name));
  for (const name of readdirSync(path.join(root, "data"))) add(`data/${name}`, path.join(root, "data", name));
  for (const name of ["en-1.bin.gz", "attributions-1.bin.gz", "events-1.bin.gz"])
    add(`models/${name}`, path.join(root, "models", name));
  const digest = createHash("sha256");
  const table = (name: string): string => readFileSync(path.join(root, "data", name), "utf8");
  for (const [name, { bytes }] of assets) digest.update(name).update(bytes);
  return {
    assets,
    assetVersion: digest.digest("hex").slice(0, 12),
    shortcuts: parseShortcuts(table("shortcuts.tsv")),
    codeNames: parseCodeNames({
      "states.tsv": table("states.tsv"),
      "bodies.tsv": table("bodies.tsv"),
      "sectors.tsv": table("sectors.tsv"),
    }),
  };
}

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".tsv": "text/tab-separated-values; charset=utf-8",
  ".gz": "application/octet-stream",
};
