/** Every route of the app, walked: what each answer carries, and that no path leads out of what is listed. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { type Ledger, openLedger } from "../src/store/store.ts";
import { addTexts, newFile, testTime } from "./kit/ledger.ts";
import { openSite, type TestSite } from "./kit/site.ts";

const form = { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" };

let site: TestSite;
/** What stands for the parts of paths. */
let parts: Readonly<Record<string, string>>;

let ledger: Ledger;
after(() => ledger.close());
before(async () => {
  ledger = await openLedger(newFile(), () => testTime);
  site = await openSite({ ledger });
  const text = readFileSync("examples/cuba-thaw/2015-09-29-new-york.txt", "utf8");
  await addTexts(site.ledger, [[text, { published: "2015-09-29" }]]);
  const { items } = await site.ledger.records({ kind: "event" }, 1);
  const view = await site.ledger.desk.keep({ who: "reviewer", name: "A view", list: "/events", told: null });
  const records = items.map(({ id, revision }) => ({ id, revision }));
  const { lot } = await site.ledger.desk.review({ action: "accept", who: "reviewer", note: null, records });
  parts = {
    version: "none",
    name: "style.css",
    hash: (await site.ledger.articles({}, 1)).items[0]?.hash ?? "",
    a: "USA",
    b: "CUB",
    number: String(lot),
    lot: String(lot),
  };
  const own: Record<string, string> = {
    records: items[0]?.id ?? "",
    actors: (await site.ledger.actors("Cuba"))[0]?.id ?? "",
    views: view,
    mentions: items[0]?.first.mention ?? "",
  };
  idOf = (path) => own[/(records|actors|views|mentions)\/:id/.exec(path)?.[1] ?? ""] ?? "";
  fileOf = (path) => `${view}${path.includes("atom") ? ".atom" : ".feed.json"}`;
});
let idOf: (path: string) => string;
let fileOf: (path: string) => string;

/** An address of a route, its parts filled in by what there is. */
function addressOf(path: string, fill: (name: string) => string): string {
  return path
    .replace(/:(\w+)(?:\{(?:[^{}]|\{[^{}]*\})*\})?/g, (_, name: string) => fill(name))
    .replace("/search", "/search?q=embargo");
}

const real = (path: string) => (name: string) =>
  name === "id" ? idOf(path) : name === "file" ? fileOf(path) : (parts[name] ?? "");

test("every answer of every route carries the headers of safety, and none is a fault", async () => {
  assert.ok(60 < site.routes.length, String(site.routes.length));
  // What is dropped is asked for by other routes: last.
  const order = (method: string): number => (method === "DELETE" ? 1 : 0);
  for (const { method, path } of site.routes.toSorted((a, b) => order(a.method) - order(b.method))) {
    const address = addressOf(path, real(path));
    const isWriting = method !== "GET";
    const query = path.endsWith("/review") && !isWriting ? "?action=accept" : "";
    const response = await site.ask(`${address}${query}`, {
      method,
      ...(method === "POST" ? { headers: form, body: "" } : {}),
    });
    const place = `${method} ${address}`;
    assert.ok(response.status < 500, `${place}: ${response.status}`);
    if (!isWriting && !path.startsWith("/assets/") && path !== "/login")
      assert.ok(response.status < 400, `${place}: ${response.status}`);
    const { headers } = response;
    assert.equal(headers.get("X-Content-Type-Options"), "nosniff", place);
    assert.equal(headers.get("X-Frame-Options"), "DENY", place);
    assert.equal(headers.get("Referrer-Policy"), "same-origin", place);
    assert.equal(headers.get("Cross-Origin-Resource-Policy"), "same-origin", place);
    assert.match(headers.get("Content-Security-Policy") ?? "", /^default-src 'none'/, place);
    assert.doesNotMatch(headers.get("Content-Security-Policy") ?? "", /unsafe|\*|data:|https?:/, place);
    assert.match(headers.get("Cache-Control") ?? "", /private|no-store/, place);
    assert.equal(headers.get("Access-Control-Allow-Origin"), null, place);
    await response.body?.cancel();
  }
});

test("without the cookie no route but assets shows anything", async () => {
  for (const { method, path } of site.routes) {
    if (path.startsWith("/assets/")) continue;
    const address = addressOf(path, real(path));
    const response = await site.ask(address, { method, headers: { Cookie: "", ...form } });
    assert.equal(response.status, 401, `${method} ${address}`);
    assert.doesNotMatch(await response.text(), /embargo|Cuba/, address);
  }
});

test("no writing is taken from another site's page, whatever the route", async () => {
  const seen = await site.ledger.lastChange();
  for (const { method, path } of site.routes) {
    if (method === "GET") continue;
    const address = addressOf(path, real(path));
    for (const headers of [
      { "Sec-Fetch-Site": "cross-site" },
      { Origin: "https://evil.example" },
      { Origin: "null" },
    ]) {
      const response = await site.ask(address, { method, headers, body: "action=reject" });
      assert.equal(response.status, 403, `${address} ${JSON.stringify(headers)}`);
    }
  }
  assert.equal(await site.ledger.lastChange(), seen);
});

const ways = [
  "..%2f..%2fpackage.json",
  "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
  "..%5c..%5cpackage.json",
  "..%252f..%252fpackage.json",
  "%00package.json",
  "....//package.json",
  "%2fetc%2fpasswd",
  "C:%5cboot.ini",
];

test("no part of a path leads out of what is listed", async () => {
  for (const { method, path } of site.routes) {
    if (method !== "GET" || !path.includes(":")) continue;
    for (const way of ways) {
      const response = await site.ask(addressOf(path, () => way));
      const place = `${path} with ${way}`;
      assert.ok([302, 400, 404].includes(response.status), `${place}: ${response.status}`);
      const text = await response.text();
      assert.doesNotMatch(text, /"devDependencies"|root:x:|boot loader/, place);
      const location = response.headers.get("Location") ?? "/";
      assert.match(location, /^\/(?!\/)/, place);
    }
  }
});
