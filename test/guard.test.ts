/** Who may come in, and what every answer carries: the lines of users.md 4.2 that bear on a server, one test each. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { addTexts } from "./kit/ledger.ts";
import { host, openSite } from "./kit/site.ts";

const hostile = `Talks stall over harbour

Ruritania's foreign minister Ada Quill said: "<script>alert(1)</script> we will not go." Officials called it <img src=x onerror=alert(2)> progress.

"=cmd|' /C calc'!A0 is what they want," the minister said.`;

test("names of this machine that are not ours are refused", async () => {
  const site = await openSite();
  for (const name of ["evil.example", "127.0.0.1:9999", "127.0.0.1.evil.example:4040", "", "localhost"]) {
    const response = await site.ask("/", { headers: { Host: name } });
    assert.equal(response.status, 421, name);
  }
  assert.equal((await site.ask("/", { headers: { Host: "localhost:4040" } })).status, 200);
});

test("without the cookie nothing is shown, whatever the path", async () => {
  const site = await openSite();
  for (const path of [
    "/",
    "/events",
    "/events.csv",
    "/api/v1/events",
    "/records/E0123456789abcdef",
    "/nowhere",
  ]) {
    assert.equal((await site.ask(path, { headers: { Cookie: "demarche=other" } })).status, 401, path);
    assert.equal((await site.ask(path, { headers: { Cookie: "a=b" } })).status, 401, path);
  }
});

test("the token opens once and leaves a cookie that scripts and other sites can't use", async () => {
  const site = await openSite();
  const knock = (token: string): Promise<Response> =>
    site.ask(`/login?token=${token}`, { headers: { Cookie: "none=1" } });
  assert.equal((await knock("wrong")).status, 401);
  assert.equal((await knock("")).status, 401);
  const first = await knock("token-of-tests");
  assert.equal(first.status, 303);
  const cookie = first.headers.get("Set-Cookie") ?? "";
  assert.match(cookie, /^demarche=session-of-tests;/);
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Lax/);
  assert.equal((await knock("token-of-tests")).status, 401, "a second time");
});

test("what another site's page asks for is refused", async () => {
  const site = await openSite();
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  const post = (headers: Record<string, string>): Promise<Response> =>
    site.ask("/records/E0123456789abcdef/review", {
      method: "POST",
      headers: { ...form, ...headers },
      body: "action=accept",
    });
  assert.equal((await post({ "Sec-Fetch-Site": "cross-site" })).status, 403);
  assert.equal((await post({ "Sec-Fetch-Site": "same-site" })).status, 403, "another port of this machine");
  assert.equal((await post({ Origin: "https://evil.example" })).status, 403);
  assert.equal((await post({ Origin: "null" })).status, 403);
  assert.equal((await post({ Origin: `http://${host}` })).status, 404, "ours: only the record is not there");
  const embedded = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors" };
  assert.equal((await site.ask("/events", { headers: embedded })).status, 403, "as an image");
  const visit = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate" };
  assert.equal((await site.ask("/events", { headers: visit })).status, 200, "by a link");
});

test("every answer has a policy without exceptions, refusals too", async () => {
  const site = await openSite();
  const paths = [
    "/",
    "/events",
    "/events.csv",
    "/api/v1/events",
    "/nowhere",
    "/api/v1/nowhere",
    "/events?since=x",
  ];
  for (const path of paths) {
    const { headers } = await site.ask(path);
    const policy = headers.get("Content-Security-Policy") ?? "";
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /object-src 'none'/);
    assert.match(policy, /base-uri 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.equal(headers.get("X-Content-Type-Options"), "nosniff");
    assert.equal(headers.get("Referrer-Policy"), "same-origin");
    assert.equal(headers.get("Access-Control-Allow-Origin"), null);
  }
});

test("what an article says is shown as text on every screen", async () => {
  const site = await openSite();
  await addTexts(site.ledger, [[hostile, { published: "2026-01-05", url: "javascript:alert(3)" }]]);
  const { items } = await site.ledger.articles({}, 1);
  const hash = items[0]?.hash as string;
  const records = await site.ledger.records({ kind: "statement" }, 10);
  assert.ok(0 < records.items.length);
  const pages = [
    "/",
    "/statements",
    `/records/${records.items[0]?.id}`,
    `/articles/${hash}`,
    "/articles",
    "/search?q=go",
  ];
  for (const path of pages) {
    const html = await site.page(path);
    assert.doesNotMatch(html, /<script>alert|<img src=x/, path);
    assert.doesNotMatch(html, /href="javascript:/i, path);
    assert.doesNotMatch(html, / style="| on[a-z]+="/, path);
  }
});

test("pages load nothing from elsewhere, and no script stands in them", async () => {
  const site = await openSite();
  for (const path of [
    "/",
    "/events",
    "/conditions",
    "/articles",
    "/actors",
    "/relations",
    "/add",
    "/try",
    "/api",
  ]) {
    const html = await site.page(path);
    for (const [, address] of html.matchAll(/<(?:script|link|img|iframe)[^>]*\s(?:src|href)="([^"]*)"/g)) {
      assert.match(address as string, /^\/(assets\/|[a-z]+\.atom)/, path);
    }
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)[^>]*>[^<]/, path);
  }
});

test("a body that is too large is refused, with and without its length", async () => {
  const site = await openSite();
  const large = new Uint8Array(21 * 1024 * 1024);
  const known = await site.ask("/add/text", {
    method: "POST",
    headers: { "Content-Length": String(large.length), "Content-Type": "application/x-www-form-urlencoded" },
    body: large,
  });
  assert.equal(known.status, 413);
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  const unknown = await site.ask("/add/text", {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: stream,
    duplex: "half",
  } as RequestInit);
  assert.equal(unknown.status, 413);
});

test("paths lead to nothing but what is listed", async () => {
  const site = await openSite();
  for (const path of [
    "/assets/../package.json",
    "/assets/x/..%2f..%2fpackage.json",
    "/assets/x/%2e%2e/package.json",
  ]) {
    assert.equal((await site.ask(path)).status, 404, path);
  }
});

test("headers can't be split by what an address says", async () => {
  const site = await openSite();
  const response = await site.ask("/events.json?q=%0d%0aSet-Cookie:%20a=b");
  assert.equal(response.headers.get("Set-Cookie"), null);
});

test("a page that has not changed is not sent again", async () => {
  const site = await openSite();
  const first = await site.ask("/events");
  const tag = first.headers.get("ETag") as string;
  assert.ok(tag);
  assert.equal((await site.ask("/events", { headers: { "If-None-Match": tag } })).status, 304);
});

test("the address bound to is this machine's", async () => {
  const { listen } = await import("../src/serve/serve.ts");
  const { request } = await import("node:http");
  const server = await listen(0, () => ({ fetch: () => new Response("here") }));
  try {
    const { hostname, pathname, port } = new URL(server.url);
    assert.equal(hostname, "127.0.0.1");
    assert.equal(pathname, "/login");
    const body = await new Promise<string>((resolve, reject) => {
      request({ host: hostname, port, path: "/" }, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => resolve(text));
      })
        .on("error", reject)
        .end();
    });
    assert.equal(body, "here");
    await assert.rejects(
      listen(Number(port), () => ({ fetch: () => new Response() })),
      (error: { code: string }) => error.code === "serve/address",
    );
  } finally {
    await server.close();
  }
});
