/** Servers on 127.0.0.1 for a test, closed when it ends: HTTP by a function, or a bare socket for what HTTP forbids. */
import http from "node:http";
import net from "node:net";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import type { FetchOptions } from "../../src/fetch/fetch.ts";

export interface Loopback {
  readonly port: number;
  /** `http://site.example:PORT`: a name that `options.resolve` leads to 127.0.0.1. */
  readonly origin: string;
  /** Request lines and user agents, in order. */
  readonly asked: { readonly path: string; readonly headers: http.IncomingHttpHeaders }[];
  /** Lets exactly this server be reached, without delays and with short waits. */
  readonly options: FetchOptions;
}

/** Answers what `respond` says; without a robots.txt unless it gives one. */
export async function serve(
  t: TestContext,
  respond: (path: string, response: http.ServerResponse, host: string) => void,
): Promise<Loopback> {
  const asked: Loopback["asked"] = [];
  const server = http.createServer((request, response) => {
    const path = request.url ?? "";
    asked.push({ path, headers: request.headers });
    respond(path, response, request.headers.host ?? "");
    if (!response.headersSent && path === "/robots.txt") response.writeHead(404).end();
  });
  const port = await listen(t, server);
  t.after(() => server.closeAllConnections());
  return loopbackAt(port, asked);
}

/** Writes raw bytes to whoever connects; asked for robots.txt it says there is none, unless it is to talk then too. */
export async function serveRaw(
  t: TestContext,
  talk: (socket: net.Socket, path: string) => void,
  talksOfRobots = false,
): Promise<Loopback> {
  const asked: Loopback["asked"] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", (data) => {
      const path = data.toString("latin1").split(" ")[1] ?? "";
      if (path === "/robots.txt" && !talksOfRobots)
        socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
      else talk(socket, path);
    });
  });
  const port = await listen(t, server);
  t.after(() => sockets.forEach((socket) => socket.destroy()));
  return loopbackAt(port, asked);
}

async function listen(t: TestContext, server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

function loopbackAt(port: number, asked: Loopback["asked"]): Loopback {
  return {
    port,
    origin: `http://site.example:${port}`,
    asked,
    options: {
      allowEndpoints: [`127.0.0.1:${port}`],
      hostDelayMs: 0,
      limits: { connectMs: 2000, idleMs: 2000, totalMs: 4000 },
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    },
  };
}
