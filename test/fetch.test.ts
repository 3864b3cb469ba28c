/** Fetching on loopback with real sockets: what is given, what is refused, and by which code. */
import assert from "node:assert/strict";
import { test } from "node:test";
import zlib from "node:zlib";
import { rangeOf } from "../src/fetch/address.ts";
import { createFetcher, fetchPage, type FetchOptions } from "../src/fetch/fetch.ts";
import { checkTarget } from "../src/fetch/target.ts";
import { DemarcheError, type ErrorCode } from "../src/model/error.ts";
import { serve, serveRaw } from "./kit/loopback.ts";

/** The refusal's message, for tests that look into it. */
async function refused(code: ErrorCode, url: string, options: FetchOptions): Promise<string> {
  try {
    await fetchPage(url, options);
  } catch (error) {
    assert.ok(error instanceof DemarcheError, String((error as Error).stack));
    assert.equal(error.code, code, error.message);
    return error.message;
  }
  assert.fail(`expected ${code} for ${url}`);
}

const nowhere: FetchOptions = {
  resolve: async () => assert.fail("nothing may be resolved"),
};

test("only public unicast addresses are open", () => {
  const open = "93.184.216.34 100.63.255.255 172.32.0.1 2606:2800:220:1::1 ::ffff:93.184.216.34 2a00::1";
  const closed =
    "127.8.9.1 10.0.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 0.1.2.3 224.0.0.1 " +
    "255.255.255.255 240.0.0.1 192.0.2.1 192.0.0.8 192.88.99.1 198.18.0.1 198.51.100.7 203.0.113.9 ::1 :: " +
    "fe80::1%eth0 fe80::1 fd00::1 ff02::1 ::ffff:10.0.0.1 ::ffff:a00:1 ::ffff:0:a00:1 ::10.0.0.1 " +
    "64:ff9b::a00:1 64:ff9b::5db8:d822 64:ff9b:1::a00:1 2002:a00:1:: 2001::1 2001:db8::1 3fff::1 fec0::1 " +
    "100::1 5f00::1 nonsense 999.1.1.1";
  for (const address of open.split(" ")) assert.equal(rangeOf(address), "unicast", address);
  for (const address of closed.split(" ")) assert.notEqual(rangeOf(address), "unicast", address);
});

test("addresses refused before anything is resolved", async () => {
  const cases: readonly (readonly [string, ErrorCode])[] = [
    ["ftp://site.example/", "fetch/scheme"],
    ["file:///etc/passwd", "fetch/scheme"],
    ["javascript:alert(1)", "fetch/scheme"],
    ["not an address", "fetch/scheme"],
    ["http://", "fetch/scheme"],
    ["http://user@site.example/", "fetch/address"],
    ["http://user:word@site.example/", "fetch/address"],
    ["http://site.example:8080/", "fetch/address"],
    ["http://site.example:22/", "fetch/address"],
    ["http://127.0.0.1/", "fetch/address"],
    ["http://0x7f.1/", "fetch/address"],
    ["http://2130706433/", "fetch/address"],
    ["http://0177.0.0.1/", "fetch/address"],
    ["http://127.1/", "fetch/address"],
    ["http://[::1]/", "fetch/address"],
    ["http://[::ffff:127.0.0.1]/", "fetch/address"],
    ["http://[64:ff9b::7f00:1]/", "fetch/address"],
    ["http://169.254.169.254/latest/meta-data/", "fetch/address"],
    ["https://0.0.0.0/", "fetch/address"],
    ["http://①②⑦.0.0.1/", "fetch/address"],
  ];
  for (const [url, code] of cases) await refused(code, url, nowhere);
  const message = await refused("fetch/address", "http://user:secret@site.example/", nowhere);
  assert.doesNotMatch(message, /secret/);
});

test("a host allowed on purpose may be private, never link-local", async () => {
  const allowHosts = ["169.254.169.254", "wiki.example:8080"];
  await refused("fetch/address", "http://169.254.169.254/", { ...nowhere, allowHosts });
  await refused("fetch/address", "http://wiki.example:8081/", { ...nowhere, allowHosts });
});

test("a page, with its facts", async (t) => {
  const site = await serve(t, (path, response) => {
    if (path === "/a?b=1") {
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Set-Cookie": "id=1" });
      response.end("<p>Talks resumed.</p>");
    }
  });
  const page = await fetchPage(`${site.origin}/a?b=1#part`, {
    ...site.options,
    now: () => Date.UTC(2026, 10, 24),
    contact: "desk@paper.example\r\nX-Evil: 1",
  });
  assert.equal(Buffer.from(page.body).toString(), "<p>Talks resumed.</p>");
  assert.deepEqual(
    { ...page, body: null },
    {
      url: `${site.origin}/a?b=1`,
      status: 200,
      contentType: "text/html; charset=utf-8",
      body: null,
      redirects: [],
      fetchedAt: "2026-11-24T00:00:00.000Z",
    },
  );
  assert.deepEqual(
    site.asked.map((it) => it.path),
    ["/robots.txt", "/a?b=1"],
  );
  const headers = site.asked[1]?.headers ?? {};
  assert.match(String(headers["user-agent"]), /^demarche\/\d+\.\d+\.\d+ \(\+desk@paper\.example/);
  for (const name of ["cookie", "authorization", "x-evil"]) assert.equal(headers[name], undefined);
});

test("a name that resolves to a private address, alone or among public ones, is not connected to", async (t) => {
  const site = await serve(t, (_, response) => response.end("secret"));
  const answers = [
    ["127.0.0.1"],
    ["93.184.216.34", "127.0.0.1"],
    ["10.1.2.3"],
    ["::ffff:127.0.0.1"],
    ["::1"],
  ];
  for (const addresses of answers) {
    const message = await refused("fetch/address", "http://site.example/", {
      ...site.options,
      allowEndpoints: [],
      resolve: async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    });
    assert.match(message, /public web/);
  }
  assert.deepEqual(site.asked, []);
});

test("a resolver that changes its answer is asked and checked for every connection", async (t) => {
  const site = await serve(t, (path, response) => {
    if (path !== "/robots.txt") response.end("secret");
  });
  let n = 0;
  await refused("fetch/address", `${site.origin}/a`, {
    ...site.options,
    resolve: async () => [{ address: n++ === 0 ? "127.0.0.1" : "10.0.0.1", family: 4 }],
  });
  assert.equal(n, 2);
  assert.deepEqual(
    site.asked.map((it) => it.path),
    ["/robots.txt"],
  );
});

test("redirects are followed, at most five, and each is checked", async (t) => {
  const site = await serve(t, (path, response) => {
    const to: Record<string, string> = {
      "/meta": "http://169.254.169.254/latest/",
      "/file": "file:///etc/passwd",
      "/auth": "http://u:p@site.example/",
      "/port": "http://site.example:6379/",
      "/loop": "/loop",
      "/1": "/2",
      "/2": "/3",
      "/3": "/4",
      "/4": "/5",
      "/5": "/6",
    };
    if (path === "/6") response.setHeader("Content-Type", "text/plain").end("there");
    else if (path === "/bare") response.writeHead(302).end();
    else if (to[path] !== undefined) response.writeHead(302, { Location: to[path] }).end();
  });
  await refused("fetch/address", `${site.origin}/meta`, site.options);
  await refused("fetch/scheme", `${site.origin}/file`, site.options);
  await refused("fetch/address", `${site.origin}/auth`, site.options);
  await refused("fetch/address", `${site.origin}/port`, site.options);
  await refused("fetch/redirects", `${site.origin}/loop`, site.options);
  await refused("fetch/redirects", `${site.origin}/bare`, site.options);
  const page = await fetchPage(`${site.origin}/1`, site.options);
  assert.equal(page.url, `${site.origin}/6`);
  assert.equal(page.redirects.length, 5);
});

test("a redirect may go from http to https and not back", () => {
  const nothing = { allowHosts: [], allowEndpoints: [] };
  const secure = new URL("https://site.example/a");
  assert.equal(checkTarget("/b", secure, nothing).href, "https://site.example/b");
  assert.equal(
    checkTarget("https://site.example/", new URL("http://site.example/"), nothing).protocol,
    "https:",
  );
  for (const target of ["http://site.example/", "http://other.example/"]) {
    assert.throws(
      () => checkTarget(target, secure, nothing),
      (error) => error instanceof DemarcheError && error.code === "fetch/redirects",
    );
  }
});

test("a host that does not exist, answers nothing, or whose robots.txt takes too long", async (t) => {
  const site = await serve(t, () => undefined);
  const unknown = async (): Promise<never> => {
    throw Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" });
  };
  assert.match(
    await refused("fetch/network", "http://site.example/", { ...site.options, resolve: unknown }),
    /no such host/,
  );
  await refused("fetch/network", "http://site.example/", { ...site.options, resolve: async () => [] });
  const silent = await serveRaw(t, () => undefined, true);
  const limits = { ...silent.options.limits, idleMs: 100 };
  await refused("fetch/robots", `${silent.origin}/a`, { ...silent.options, limits });
  const never = (): Promise<never> => new Promise(() => undefined);
  const connectMs = 100;
  await refused("fetch/robots", "http://site.example/", {
    ...site.options,
    resolve: never,
    limits: { connectMs },
  });
});

test("encodings are undone, and capped on the stream", async (t) => {
  const words = Buffer.from("Talks resumed on Tuesday. ".repeat(40));
  const zeros = Buffer.alloc(8 * 1024 * 1024);
  const bodies: Record<string, readonly [string, Buffer]> = {
    "/gzip": ["gzip", zlib.gzipSync(words)],
    "/br": ["br", zlib.brotliCompressSync(words)],
    "/deflate": ["deflate", zlib.deflateSync(words)],
    "/raw": ["deflate", zlib.deflateRawSync(words)],
    "/bomb": ["gzip", zlib.gzipSync(zeros)],
    "/bomb-br": ["br", zlib.brotliCompressSync(zeros)],
    "/cut": ["gzip", zlib.gzipSync(words).subarray(0, 30)],
    "/noise": ["gzip", words],
    "/noise-br": ["br", words],
    "/unknown": ["zstd", words],
    "/twice": ["gzip, gzip", zlib.gzipSync(zlib.gzipSync(words))],
    "/large": ["identity", words],
  };
  const site = await serve(t, (path, response) => {
    const body = bodies[path];
    if (body !== undefined) response.writeHead(200, { "Content-Encoding": body[0] }).end(body[1]);
  });
  for (const path of ["/gzip", "/br", "/deflate", "/raw"]) {
    const page = await fetchPage(site.origin + path, site.options);
    assert.ok(words.equals(page.body), path);
  }
  for (const path of ["/bomb", "/bomb-br"]) {
    await refused("fetch/too-large", site.origin + path, site.options);
    const limits = { ...site.options.limits, bodyBytes: 1000 };
    await refused("fetch/too-large", site.origin + path, { ...site.options, limits });
  }
  for (const path of ["/cut", "/noise", "/noise-br", "/unknown", "/twice"]) {
    await refused("fetch/encoding", site.origin + path, site.options);
  }
  const limits = { ...site.options.limits, packedBytes: 100 };
  await refused("fetch/too-large", `${site.origin}/large`, { ...site.options, limits });
});

test("slow, silent, broken and shouting servers", async (t) => {
  const site = await serveRaw(t, (socket, path) => {
    if (path === "/header") {
      socket.write(`HTTP/1.1 200 OK\r\nX-A: ${"a".repeat(10 * 1024 * 1024)}\r\n\r\n`);
    } else if (path === "/loris") {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
      const timer = setInterval(() => socket.write("x"), 20);
      socket.on("close", () => clearInterval(timer));
    } else if (path === "/loris-header") {
      socket.write("HTTP/1.1 200 OK\r\n");
      const timer = setInterval(() => socket.write("X: y\r\n"), 20);
      socket.on("close", () => clearInterval(timer));
    } else if (path === "/half") {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
    } else if (path === "/short") {
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
    } else if (path === "/garbage") {
      socket.end("SSH-2.0-OpenSSH\r\n");
    } else if (path === "/both") {
      socket.end(
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
      );
    }
  });
  const quick = { ...site.options, limits: { connectMs: 2000, idleMs: 700, totalMs: 1500 } };
  await refused("fetch/too-large", `${site.origin}/header`, site.options);
  await Promise.all(
    ["/loris", "/loris-header", "/half", "/silent"].map((path) =>
      refused("fetch/timeout", site.origin + path, quick),
    ),
  );
  await refused("fetch/network", `${site.origin}/short`, site.options);
  await refused("fetch/network", `${site.origin}/garbage`, site.options);
  await refused("fetch/network", `${site.origin}/both`, site.options);
});

test("robots.txt: obeyed, absent, failing, read once", async (t) => {
  const robots: Record<string, readonly [number, string]> = {
    "closed.example": [200, "User-agent: *\nDisallow: /\n"],
    "ours.example": [200, "User-agent: *\nDisallow: /\n\nUser-agent: demarche\nDisallow: /private\n"],
    "gone.example": [410, ""],
    "forbidden.example": [403, ""],
    "failing.example": [503, ""],
    "endless.example": [200, `User-agent: *\nDisallow: /private\n${"# more\n".repeat(200_000)}`],
  };
  const site = await serve(t, (path, response, host) => {
    if (path !== "/robots.txt") {
      response.setHeader("Content-Type", "text/html").end("page");
      return;
    }
    const [status, body] = robots[host.split(":")[0] as string] ?? [404, ""];
    response.writeHead(status).end(body);
  });
  const at = (host: string, path: string): string => `http://${host}:${site.port}${path}`;
  await refused("fetch/robots", at("closed.example", "/a"), site.options);
  await refused("fetch/robots", at("ours.example", "/private/a"), site.options);
  await refused("fetch/robots", at("failing.example", "/a"), site.options);
  await refused("fetch/robots", at("endless.example", "/private"), site.options);
  for (const host of ["ours.example", "gone.example", "forbidden.example", "endless.example"]) {
    assert.equal((await fetchPage(at(host, "/a"), site.options)).status, 200, host);
  }
  site.asked.length = 0;
  const fetcher = createFetcher(site.options);
  await fetcher.fetchPage(at("ours.example", "/a"));
  await fetcher.fetchPage(at("ours.example", "/b"));
  assert.deepEqual(
    site.asked.map((it) => it.path),
    ["/robots.txt", "/a", "/b"],
  );
});

test("pages of one host are fetched with a delay between them, Crawl-delay before our own", async (t) => {
  const site = await serve(t, (path, response, host) => {
    if (path !== "/robots.txt") response.end("page");
    else if (host.startsWith("slow")) response.end("User-agent: *\nCrawl-delay: 7\n");
  });
  let now = 0;
  const slept: number[] = [];
  const fetcher = createFetcher({
    ...site.options,
    hostDelayMs: 1000,
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
  });
  for (const host of ["site", "site", "slow", "slow", "site"]) {
    await fetcher.fetchPage(`http://${host}.example:${site.port}/`);
  }
  assert.deepEqual(slept, [1000, 7000]);
});

test("statuses and types that are no page", async (t) => {
  const site = await serve(t, (path, response) => {
    if (path === "/film") response.setHeader("Content-Type", "video/mp4").end("x");
    else if (path !== "/robots.txt")
      response.writeHead(Number(path.slice(1)), { "Content-Type": "text/html" }).end("x");
  });
  for (const status of [404, 403, 500, 204, 206, 304]) {
    await refused("fetch/status", `${site.origin}/${status}`, site.options);
  }
  await refused("read/binary", `${site.origin}/film`, site.options);
});

test("a proxy in the environment is not used", async (t) => {
  const site = await serve(t, (path, response) => {
    if (path !== "/robots.txt") response.end("direct");
  });
  const before = { ...process.env };
  t.after(() => {
    process.env = before;
  });
  for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY"]) process.env[name] = "http://127.0.0.1:9/";
  process.env["NODE_USE_ENV_PROXY"] = "1";
  const page = await fetchPage(`${site.origin}/`, site.options);
  assert.equal(Buffer.from(page.body).toString(), "direct");
});
