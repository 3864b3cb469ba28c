/** Views that are kept and followed: what is new in them, their feeds, for each person their own. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseAtomFeed } from "feedsmith";
import { Ajv2020 } from "ajv/dist/2020.js";
import { answerSchema } from "../src/serve/openapi.ts";
import { addressOf, endpoints, fitting, isTold, watchedOf } from "../src/serve/serve.ts";
import { addTexts, newFile, testOnBoth, testTime } from "./kit/ledger.ts";
import { openSite, type TestSite } from "./kit/site.ts";
import { openLedger } from "../src/store/store.ts";

const read = (name: string): string => readFileSync(`examples/cuba-thaw/${name}.txt`, "utf8");
const talks = [read("2015-01-22-first-talks"), { published: "2015-01-22" }] as const;
const embassies = [read("2015-07-20-embassies"), { published: "2015-07-20" }] as const;

testOnBoth("a view is one person's, is kept once, renamed and dropped", async (ledger) => {
  await addTexts(ledger, [talks]);
  const { desk } = ledger;
  const list = "/conditions?by=CUB";
  const id = await desk.keep({ who: "me", name: "Havana's conditions", list, told: null });
  assert.equal(await desk.keep({ who: "me", name: "Cuba's conditions", list, told: null }), id);
  const other = await desk.keep({ who: "you", name: "Theirs", list, told: null });
  assert.notEqual(other, id);
  const seen = await ledger.lastChange();
  assert.deepEqual(
    (await desk.views("me")).map((view) => [view.name, view.list, view.seen, view.seen_at]),
    [["Cuba's conditions", list, seen, testTime]],
  );
  assert.equal(await desk.view("you", id), null);
  await assert.rejects(desk.rename("you", id, "mine"), { code: "store/unknown-id" });
  await assert.rejects(desk.drop("you", id), { code: "store/unknown-id" });
  await desk.rename("me", id, "Conditions");
  await desk.look("me", id, 3, "open");
  const view = await desk.view("me", id);
  assert.deepEqual([view?.name, view?.seen, view?.told], ["Conditions", 3, "open"]);
  const lines: string[] = [];
  await ledger.backUp(async (line) => void lines.push(line));
  const copy = await openLedger(newFile(), () => testTime);
  await copy.restore(
    (async function* () {
      yield* lines;
    })(),
  );
  assert.deepEqual(await copy.desk.views("me"), await desk.views("me"));
  await copy.close();
  await desk.drop("me", id);
  assert.deepEqual(await desk.views("me"), []);
});

testOnBoth("the last change before a time is found, and what changed between two", async (ledger) => {
  await addTexts(ledger, [talks]);
  const { desk } = ledger;
  assert.equal(await desk.changeBefore(testTime), 0, "all was written at that time");
  assert.equal(await desk.changeBefore("2026-01-02"), await ledger.lastChange());
  const { items, isPartial } = await desk.changed({ after: 0, between: ["CUB", "USA"] });
  assert.equal(isPartial, false);
  let n = 0;
  for (const kind of ["statement", "event", "condition"] as const)
    n += (await ledger.count({ kind, between: ["USA", "CUB"] })).distinct;
  assert.equal(items.length, n);
  assert.ok(items.every(({ actions }) => actions.includes("added")));
});

test("what can be followed is a list, a relation, a record, and nothing else", async () => {
  const { ledger } = await openSite();
  assert.equal(await addressOf(ledger, "/events?until=2016&by=CUB&after=xyz"), "/events?by=CUB&until=2016");
  assert.equal(await addressOf(ledger, "/relations/USA/CUB?asof=2015"), "/relations/USA/CUB");
  for (const list of [
    "/",
    "/articles",
    "//evil.example/events",
    "https://evil.example/events",
    "/relations/a/b",
    "",
  ])
    assert.equal(watchedOf(list), null, list);
  await assert.rejects(addressOf(ledger, "/events?since=yesterday"), { code: "serve/bad-request" });
  const one = watchedOf("/records/C0123456789abcdef");
  assert.ok(one !== null && isTold(one, { id: "C0123456789abcdef", action: "reviewed" }));
  assert.ok(!isTold(one, { id: "C0000000000000000", action: "added" }));
});

const newYork = [read("2015-09-29-new-york"), { published: "2015-09-29" }] as const;

/** Keeps a view as a page's form does. */
async function keep(site: TestSite, list: string, name: string): Promise<string> {
  const answer = await site.send("/views", { list, name });
  assert.equal(answer.status, 303, await answer.text());
  return answer.headers.get("Location") ?? "";
}

test("the start page and the view tell how many are new since it was looked at", async () => {
  const site = await openSite();
  await addTexts(site.ledger, [talks]);
  const view = await keep(site, "/statements?by=CUB", "What Havana says");
  assert.match(await site.page("/"), /What Havana says<\/a> <span class="dim">nothing new/);
  await addTexts(site.ledger, [embassies]);
  const sides = await site.ledger.sides("CUB");
  const { distinct } = await site.ledger.count({
    kind: "statement",
    by: sides ?? { codes: [], actors: [] },
    since: 16600,
  });
  assert.ok(0 < distinct);
  assert.match(await site.page("/"), new RegExp(`What Havana says</a> <b>${distinct} new`));
  const page = await site.page(view);
  assert.equal(page.match(/, new/g)?.length, distinct);
  assert.match(page, /demarche alert add --ledger \S+ --on &#39;\/statements\?by=CUB&#39; --to/);
  const seq = String(await site.ledger.lastChange());
  assert.equal((await site.send(`${view}/seen`, { seq })).status, 303);
  assert.match(await site.page(view), /nothing new/);
  await site.send(`${view}/name`, { name: "  Havana \n speaks " });
  assert.match(await site.page("/views"), /Havana speaks/);
  await site.send(`${view}/drop`, {});
  assert.match(await site.page("/views"), /None is kept yet/);
  assert.equal((await site.ask(view)).status, 404);
  for (const fields of [
    { list: "/articles", name: "x" },
    { list: "/events", name: " " },
    { list: "/events" },
  ])
    assert.equal((await site.send("/views", fields as Record<string, string>)).status, 400);
  assert.equal((await site.send("/views/V000000000000/seen", { seq: "1" })).status, 404);
});

test("a relation and a condition are followed, each with its feeds", async () => {
  const site = await openSite();
  await addTexts(site.ledger, [talks]);
  const relation = await keep(site, "/relations/USA/CUB", "United States – Cuba");
  await addTexts(site.ledger, [embassies, newYork]);
  const [condition] = (await site.ledger.records({ kind: "condition" }, 1)).items;
  const one = await keep(site, `/records/${condition?.id}`, "The base");
  const watched = watchedOf("/relations/USA/CUB");
  assert.ok(watched !== null);
  const { items } = await site.ledger.desk.changed({ after: 0 });
  const between = await fitting(
    site.ledger,
    watched,
    items.map(({ record }) => record),
  );
  const atom = parseAtomFeed(await (await site.ask(`${relation}.atom`)).text());
  assert.deepEqual(
    atom.entries?.map(({ id }) => id).sort(),
    between.map(({ id }) => `urn:demarche:${id}`).sort(),
  );
  const json = await site.json(`${one}.feed.json`);
  assert.equal((json["items"] as unknown[]).length, 1);
  assert.match(await site.page("/"), /United States – Cuba<\/a> <b>\d+ new/);
  assert.match(await site.page("/"), /The base<\/a> <span class="dim">nothing new/);
  await site.ledger.review({ record: condition?.id ?? "", action: "accept", who: "colleague", note: null });
  assert.match(await site.page(one), /1 changed/);
  assert.equal((await site.ask("/views/V000000000000.atom")).status, 404);
  assert.match(await site.page("/relations/USA/CUB"), /Follow this relation/);
});

test("all that changed is read to its end, and since the last visit alone", async () => {
  const site = await openSite();
  const more = ["2014-12-17-announcement", "2015-05-29-terrorism-list", "2015-01-22-first-talks"];
  await addTexts(site.ledger, [talks, embassies, newYork]);
  for (const name of more) await addTexts(site.ledger, [[read(name), { published: name.slice(0, 10) }]]);
  assert.match(await site.page("/"), /<a href="\/changes">and [\d,]+ more<\/a>/);
  const { items } = await site.ledger.desk.changed({ after: 0 });
  const seen = new Set<string>();
  let next: string | undefined = "/changes";
  let nPages = 0;
  while (next !== undefined && nPages++ < 20) {
    const page: string = await site.page(next);
    for (const [, id = ""] of page.matchAll(/class="label" href="\/records\/(\w+)"/g)) seen.add(id);
    next = /<a href="(\/changes\?[^"]+)" rel="next">/.exec(page)?.[1]?.replaceAll("&amp;", "&");
  }
  assert.equal(seen.size, items.length);
  assert.ok(1 < nPages);
  const last = await site.ledger.lastChange();
  assert.match(await site.page(`/changes?after=${last}`), /Nothing has changed/);
  assert.equal((await site.ask("/changes?after=x")).status, 400);
});

test("programs list, keep, name, look at and drop views, each person their own", async () => {
  const site = await openSite();
  await addTexts(site.ledger, [talks]);
  const ajv = new Ajv2020({ strict: false });
  const call = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const answer = await site.json(`/api/v1${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
    const pattern = path.replace(/V\w+/, "{id}");
    const endpoint = endpoints.find((it) => it.method === method.toLowerCase() && it.path === pattern);
    assert.ok(endpoint !== undefined, `${method} ${path}`);
    const validate = ajv.compile(answerSchema(endpoint));
    if (answer["ok"] === true) assert.ok(validate(answer), `${path}: ${ajv.errorsText(validate.errors)}`);
    return answer;
  };
  const codeOf = (answer: Record<string, unknown>): unknown => (answer["error"] as { code?: string }).code;
  const kept = await call("POST", "/views", {
    list: "/conditions?to=USA&by=CUB",
    name: " What Havana asks ",
  });
  const view = kept["view"] as { id: string; name: string; list: string; new: number };
  assert.deepEqual([view.name, view.list, view.new], ["What Havana asks", "/conditions?by=CUB&to=USA", 0]);
  assert.match(await site.page(`/views/${view.id}`), /What Havana asks/, "the pages show the same view");
  await site.ledger.desk.look("reviewer", view.id, 0, null);
  const { items } = await call("GET", "/views");
  assert.deepEqual(
    (items as { id: string }[]).map(({ id }) => id),
    [view.id],
  );
  const told = await call("GET", `/views/${view.id}`);
  const news = told["items"] as { actions: string[]; record: { kind: string } }[];
  assert.equal(news.length, (told["view"] as { new: number }).new);
  assert.ok(news.every(({ actions, record }) => actions.includes("added") && record.kind === "condition"));
  await call("POST", `/views/${view.id}/seen`, {});
  assert.equal(((await call("GET", `/views/${view.id}`))["view"] as { new: number }).new, 0);
  const renamed = await call("POST", `/views/${view.id}/name`, { name: "Havana" });
  assert.equal((renamed["view"] as { name: string }).name, "Havana");
  const other = await site.ledger.desk.keep({ who: "you", name: "Theirs", list: "/events", told: null });
  for (const [method, path, body] of [
    ["GET", `/views/${other}`, undefined],
    ["POST", `/views/${other}/name`, { name: "mine" }],
    ["POST", `/views/${other}/seen`, {}],
    ["DELETE", `/views/${other}`, undefined],
  ] as const)
    assert.equal(codeOf(await call(method, path, body)), "serve/not-found", `${method} ${path}`);
  assert.equal(
    codeOf(await call("POST", "/views", { list: "//elsewhere/events", name: "x" })),
    "serve/bad-request",
  );
  assert.equal(codeOf(await call("POST", "/views", { list: "/events", name: " " })), "serve/bad-request");
  assert.equal((await call("DELETE", `/views/${view.id}`))["ok"], true);
  assert.deepEqual((await call("GET", "/views"))["items"], []);
  assert.equal((await site.ledger.desk.views("you")).length, 1);
});
