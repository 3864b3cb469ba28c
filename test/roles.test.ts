/** The table of roles against the app: every route stands in it, and each lets in whom it says and nobody below. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { loadRelationRules } from "../src/relation/load.ts";
import { createApp, endpoints, type Site } from "../src/serve/serve.ts";
import { openApiDocument } from "../src/serve/openapi.ts";
import { rules } from "../src/serve/team/roles.ts";
import { openLedger, type Ledger } from "../src/store/store.ts";
import { newFile, testTime } from "./kit/ledger.ts";
import { type Name, openTeamSite } from "./kit/team.ts";

let ledger: Ledger;
before(async () => {
  ledger = await openLedger(newFile(), () => testTime);
});
after(() => ledger.close());

function routesOf(access: Site["access"]): readonly string[] {
  const unread: Site["analyze"] = () => Promise.reject(new Error("this test reads nothing"));
  const { routes } = createApp({
    ledger,
    analyze: unread,
    fetchPage: null,
    access,
    assets: new Map(),
    assetVersion: "1",
    shortcuts: [],
    codeNames: { sides: new Map(), sectors: new Map() },
    relationRules: loadRelationRules(),
    who: "nobody",
    now: () => testTime,
    report: () => {},
  });
  return [...new Set(routes.map(({ method, path }) => `${method} ${path}`))];
}

const team = { origin: "https://desk.example", hosts: ["desk.example"], trustsProxy: false };

test("every route of the app stands in the table, and nothing else does", () => {
  const routes = routesOf(team);
  assert.ok(60 < routes.length);
  assert.deepEqual(
    routes.filter((route) => rules[route] === undefined),
    [],
    "add them to src/serve/team/roles.ts",
  );
  assert.deepEqual(
    Object.keys(rules).filter((route) => !routes.includes(route)),
    [],
    "gone: take them out of src/serve/team/roles.ts",
  );
});

test("only the page to sign in, and what it is drawn with, needs nobody", () => {
  const open = Object.keys(rules).filter((route) => rules[route]?.role === "anyone");
  assert.deepEqual(open, ["GET /assets/:version/:name{.+}", "GET /sign-in", "POST /sign-in"]);
});

test("readers change nothing but what is their own", () => {
  const own = /^(?:POST|DELETE) \/(?:sign-out|seen|account\/|views|api\/v1\/views)/;
  for (const [route, { role }] of Object.entries(rules)) {
    if (!route.startsWith("GET ") && role === "reader") assert.match(route, own);
  }
  for (const { method, path, isOwn = false } of endpoints) {
    const { role } = rules[`${method.toUpperCase()} /api/v1${path.replace(/\{(\w+)\}/g, ":$1")}`] ?? {};
    assert.equal(role, method === "get" || isOwn ? "reader" : "reviewer", path);
  }
});

test("the description of the API says how one comes in, and which role each endpoint asks for", () => {
  type Operation = { readonly description: string };
  const { paths, security, components } = openApiDocument() as {
    paths: Record<string, Record<string, Operation>>;
    security: readonly Record<string, unknown>[];
    components: { securitySchemes: Record<string, { type: string; scheme?: string; in?: string }> };
  };
  const { securitySchemes: schemes } = components;
  assert.deepEqual(security.flatMap(Object.keys), Object.keys(schemes));
  assert.deepEqual([schemes["token"]?.type, schemes["token"]?.scheme], ["http", "bearer"]);
  assert.equal(schemes["session"]?.in, "cookie");
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { description }] of Object.entries(operations)) {
      const { role } = rules[`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`] ?? {};
      assert.match(description, new RegExp(`for the role ${role} `), path);
    }
  }
});

test("where there are no accounts, there are no routes of a team", () => {
  const routes = routesOf({ token: "t", session: "s", hosts: ["127.0.0.1:4040"] });
  for (const path of ["/sign-in", "/account", "/team"])
    assert.ok(!routes.some((route) => route.includes(` ${path}`)), path);
});

test(
  "each role gets to its own routes and to no others, by cookie and by token",
  { timeout: 120_000 },
  async () => {
    const site = await openTeamSite({ requests: { burst: 10_000, perSecond: 1000, mostKeys: 100 } });
    const rank = { reader: 0, reviewer: 1, admin: 2 } as const;
    const people: readonly (readonly [Name, keyof typeof rank])[] = [
      ["rob", "reader"],
      ["rita", "reviewer"],
      ["ada", "admin"],
    ];
    const scoped = new Map<string, string>();
    for (const scope of Object.keys(rank) as (keyof typeof rank)[])
      scoped.set(scope, await site.tokenOf("ada", scope));
    // Those that end what the test goes on with.
    const spared = /sign-out|sign-in|account\/password/;
    for (const [route, { role, isByHand = false }] of Object.entries(rules)) {
      if (role === "anyone" || spared.test(route)) continue;
      const [method = "", pattern = ""] = route.split(" ");
      const path = pattern.replace(/:\w+(?:\{(?:[^{}]|\{[^{}]*\})*\})?/g, (it) =>
        it.includes("\\d") ? "1" : "x",
      );
      const asked = (headers: Readonly<Record<string, string>>) => ({
        method,
        headers: {
          ...headers,
          ...(method === "POST" && path.startsWith("/api/")
            ? { "Content-Type": "application/json" }
            : { "Content-Type": "application/x-www-form-urlencoded" }),
        },
        ...(method === "POST" ? { body: path.startsWith("/api/") ? "{}" : "" } : {}),
      });
      const strange = await site.ask(path, asked({ "Sec-Fetch-Site": "same-origin" }));
      assert.ok(
        strange.status === 401 || strange.status === 303,
        `${route} to a stranger: ${strange.status}`,
      );
      if (strange.status === 303) assert.match(String(strange.headers["location"]), /^\/sign-in/, route);
      for (const [name, own] of people) {
        const Cookie = await site.cookieOf(name);
        const { status, text } = await site.ask(path, asked({ Cookie, "Sec-Fetch-Site": "same-origin" }));
        const isRefused: boolean = rank[own] < rank[role];
        assert.equal(status === 403, isRefused, `${route} to ${name}: ${status} ${text.slice(0, 300)}`);
      }
      for (const [scope, token] of scoped) {
        const { status, text } = await site.ask(path, asked({ Authorization: `Bearer ${token}` }));
        const isRefused: boolean = rank[scope as keyof typeof rank] < rank[role] || isByHand;
        assert.equal(
          status === 403,
          isRefused,
          `${route} to a token for ${scope}: ${status} ${text.slice(0, 300)}`,
        );
      }
    }
  },
);

test("who decides is taken from the request's visitor, by every part that writes", () => {
  const folder = "src/serve";
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((it) => /\.tsx?$/.test(it));
  const askers = files.filter((file) => /\bsite\.who\b/.test(readFileSync(`${folder}/${file}`, "utf8")));
  assert.deepEqual(askers, ["serve.ts"], "take whoOf(context), or who of the Asking");
});
