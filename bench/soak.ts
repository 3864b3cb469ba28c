/**
 * A day of following feeds, without the waiting: `node dist/bench/soak.js [rounds]`. Feeds on loopback, half of them slow,
 * broken, hostile, redirecting or vanishing, are made due and visited round by round (96 rounds are a day at 15 minutes); at
 * the end the ledger is verified and counted.
 */
import http from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Effects } from "../src/cli/effects.ts";
import { runWatch } from "../src/cli/watch-command.ts";
import { openLedger } from "../src/store/store.ts";

const nRounds = Number(process.argv[2] ?? 96);
const nGood = 10;
const cities = ["Lima", "Quito", "Bogota", "Caracas", "Santiago", "Asuncion", "Montevideo"];
const clock = { round: 0 };

/** The last twenty items of a feed: one more every round. */
function feedOf(feed: string): string {
  const items = Array.from({ length: Math.min(20, clock.round + 1) }, (_, i) => {
    const n = clock.round - i;
    const city = cities[n % 7] as string;
    return `<item><title>${feed}, ${n}: talks in ${city}</title><link>https://${feed}.example/${n}</link><description>The United States imposed sanctions against Cuba on Monday. Cuba will reopen its office in ${city} only if Washington lifts the duty, number ${n} of ${feed}.</description></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${feed}</title>${items.join("")}</channel></rss>`;
}

const bomb = gzipSync(Buffer.alloc(30_000_000, 32));
const faults: Readonly<Record<string, (response: http.ServerResponse) => void>> = {
  slow: (response) => void response.writeHead(200).write("<rss>"),
  broken: (response) => {
    response.writeHead(200, { "Content-Length": "9000" });
    response.write("<rss><channel>", () => response.destroy());
  },
  silent: () => undefined,
  loop: (response) => void response.writeHead(302, { Location: "/loop" }).end(),
  inside: (response) => void response.writeHead(302, { Location: "http://169.254.169.254/" }).end(),
  moved: (response) => void response.writeHead(301, { Location: "/good0" }).end(),
  huge: (response) => void response.end(`<rss>${"x".repeat(3_000_000)}`),
  bomb: (response) => void response.writeHead(200, { "Content-Encoding": "gzip" }).end(bomb),
  entity: (response) =>
    void response.end(`<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel>&a;</channel></rss>`),
  busy: (response) => void response.writeHead(503, { "Retry-After": "60" }).end(),
  vanishing: (response) =>
    void (clock.round % 3 === 0 ? response.end(feedOf("vanishing")) : response.writeHead(404).end()),
};

const server = http.createServer((request, response) => {
  const name = (request.url ?? "").slice(1);
  if (name === "robots.txt") response.writeHead(404).end();
  else if (faults[name] !== undefined) faults[name](response);
  else {
    const tag = `"${Math.floor(clock.round / 2)}"`; // Every other answer is 304.
    if (request.headers["if-none-match"] === tag) response.writeHead(304).end();
    else response.writeHead(200, { ETag: tag, "Content-Type": "application/rss+xml" }).end(feedOf(name));
  }
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;

const quiet = { write: () => Promise.resolve(), isTerminal: false, width: 80 };
const effects: Effects = {
  stdin: (async function* () {})(),
  isTyped: false,
  stdout: quiet,
  stderr: quiet,
  environment: { DEMARCHE_LOG: "silent" },
  fetcher: null,
};
const fetching = {
  allowEndpoints: [`127.0.0.1:${port}`],
  hostDelayMs: 0,
  resolve: async () => [{ address: "127.0.0.1", family: 4 as const }],
  limits: { connectMs: 300, idleMs: 300, totalMs: 600, bodyBytes: 2_000_000, packedBytes: 2_000_000 },
};
const folder = mkdtempSync(path.join(tmpdir(), "demarche-soak-"));
const file = path.join(folder, "soak.db");
const names = [...Array.from({ length: nGood }, (_, i) => `good${i}`), ...Object.keys(faults)];
const flags = { ledger: file, every: 15, once: true, allowHost: [] };
const ledger = await openLedger(file);
const began = performance.now();
for (; clock.round < nRounds; clock.round++) {
  const urls = clock.round === 0 ? names.map((name) => `http://site.example:${port}/${name}`) : [];
  for (const feed of await ledger.live.feeds())
    await ledger.live.noteFeed({ ...feed, due_at: "2020-01-01T00:00:00.000Z" });
  await runWatch(urls, flags, effects, { fetching, stop: new Promise(() => {}) });
}
const feeds = await ledger.live.feeds();
const codes = Object.fromEntries(feeds.map(({ url, code }) => [new URL(url).pathname.slice(1), code]));
const bad = Object.entries(codes).filter(([, code]) => code !== null);
const { captures, articles, nFaults, faults: found } = await ledger.verify();
await ledger.close();
server.closeAllConnections();
server.close();
rmSync(folder, { recursive: true });
const seconds = Math.round((performance.now() - began) / 1000);
const memory = Math.round(process.memoryUsage.rss() / 1e6);
console.log(
  JSON.stringify({
    rounds: nRounds,
    feeds: feeds.length,
    captures,
    articles,
    nFaults,
    found,
    seconds,
    memory,
  }),
);
console.log(JSON.stringify(Object.fromEntries(bad)));
process.exitCode = nFaults === 0 ? 0 : 1;
