/** Merging and splitting through the API and the pages: what is shown before, what it does, and two people at one thing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { answerSchema } from "../src/serve/openapi.ts";
import { endpoints } from "../src/serve/serve.ts";
import { addTexts } from "./kit/ledger.ts";
import { openSite, type TestSite } from "./kit/site.ts";

async function twoSpellings(): Promise<{
  readonly site: TestSite;
  readonly from: string;
  readonly into: string;
}> {
  const site = await openSite();
  await addTexts(site.ledger, [
    [
      "Canal\n\nForeign Minister Marek Dvolensky of Poland said on Monday that the canal will stay open. Marek Dvolensky criticized Germany.",
      { published: "2019-03-04", outlet: "Courier" },
    ],
    [
      "Ferries\n\nForeign Minister Marek Dwolenski of Poland said that the ferries would sail again.",
      { published: "2019-03-06", outlet: "Herald" },
    ],
  ]);
  const [from] = await site.ledger.actors("Marek Dwolenski");
  const [into] = await site.ledger.actors("Marek Dvolensky");
  return { site, from: from?.id ?? "", into: into?.id ?? "" };
}

/** Asks an endpoint of the table, and holds its answer against its description. */
async function call(
  site: TestSite,
  path: string,
  values: Readonly<Record<string, string>>,
  body: object | null = null,
): Promise<Record<string, unknown>> {
  const endpoint = endpoints.find(
    (it) => it.path === path && it.method === (body === null && !path.endsWith("undo") ? "get" : "post"),
  );
  assert.ok(endpoint !== undefined, path);
  const answer = await site.json(
    `/api/v1${path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] as string)}`,
    endpoint.method === "get"
      ? {}
      : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) },
  );
  const ajv = new Ajv2020({ strict: false });
  if (answer["ok"] === true) {
    const validate = ajv.compile(answerSchema(endpoint));
    assert.ok(validate(answer), `${path}: ${ajv.errorsText(validate.errors)}`);
  }
  return answer;
}

const codeOf = (answer: Record<string, unknown>): unknown =>
  (answer["error"] as { code?: string } | undefined)?.code;

test("the API merges and splits actors, says who may be the same, and takes everything back", async () => {
  const { site, from, into } = await twoSpellings();
  const before = (await call(site, "/actors/{id}", { id: into })) as {
    actor: { revision: number };
    likely: { id: string; reason: string }[];
  };
  assert.deepEqual(
    before.likely.map(({ id, reason }) => [id, reason]),
    [[from, "same name in another spelling"]],
  );
  const { revision } = before.actor;
  const merged = await call(
    site,
    "/actors/{id}/merge",
    { id: from },
    { into, note: "one spelling", revision },
  );
  assert.equal((merged["actor"] as { articles: number }).articles, 2);
  assert.equal(codeOf(await call(site, "/actors/{id}/split", { id: from }, { revision })), "store/changed");
  const after = (await call(site, "/actors/{id}", { id: from })) as {
    actor: { id: string };
    merged: { id: string }[];
  };
  assert.deepEqual([after.actor.id, after.merged.map(({ id }) => id)], [into, [from]]);
  const split = await call(site, "/actors/{id}/split", { id: from }, { revision: revision + 1 });
  assert.equal((split["actor"] as { id: string }).id, from);
  await call(site, "/overrides/{number}/undo", { number: String(split["number"]) });
  assert.equal((await site.ledger.actors(from))[0]?.id, into);
  const { items } = (await call(site, "/overrides", {})) as {
    items: { action: string; undone_at: string | null }[];
  };
  assert.deepEqual(
    items.map((it) => [it.action, it.undone_at !== null]),
    [
      ["merge", false],
      ["split", true],
    ],
  );
  assert.equal(
    codeOf(await call(site, "/overrides/{number}/undo", { number: "99" })),
    "store/nothing-to-undo",
  );
  assert.equal((await site.ask("/api/v1/overrides/x/undo", { method: "POST" })).status, 404);
});

test("the API merges and splits records as they were seen", async () => {
  const { site } = await twoSpellings();
  const [a, b] = (await site.ledger.records({ kind: "statement" }, 2)).items;
  assert.ok(a !== undefined && b !== undefined);
  await site.ledger.review({ record: a.id, action: "accept", who: "tomas", note: null });
  const stale = { into: b.id, revision: a.revision };
  assert.equal(codeOf(await call(site, "/records/{id}/merge", { id: a.id }, stale)), "store/changed");
  await call(site, "/records/{id}/merge", { id: a.id }, { ...stale, revision: a.revision + 1 });
  const [first] = await site.ledger.reports(b.id);
  const { revision } = (await site.ledger.record(b.id)) ?? b;
  const part = { mention: first?.mention, revision };
  assert.equal(
    codeOf(await call(site, "/records/{id}/split", { id: b.id }, { ...part, revision: revision + 1 })),
    "store/changed",
  );
  await call(site, "/records/{id}/split", { id: b.id }, part);
  assert.equal((await site.ledger.record(b.id))?.mentions, 1);
});

test("an actor's page shows likely others, a merge before it is done, and leads back", async () => {
  const { site, from, into } = await twoSpellings();
  const page = await site.page(`/actors/${into}`);
  assert.match(page, /May be the same/);
  assert.match(page, new RegExp(`href="/actors/${from}/merge\\?into=${into}"`));
  const preview = await site.page(`/actors/${from}/merge?into=${into}`);
  assert.match(preview, /will count for/);
  assert.match(preview, /1 statement made;/);
  const byName = await site.page(`/actors/${from}/merge?into=Dvolensky`);
  assert.match(byName, new RegExp(`name="into" value="${into}"`));
  assert.match(await site.page(`/actors/${from}/merge?into=Nobody`), /knows nobody else called “Nobody”/);
  const revision = /name="revision" value="(\d+)"/.exec(preview)?.[1] ?? "";
  const sent = await site.send(`/actors/${from}/merge`, { into, revision, note: "one spelling" });
  assert.deepEqual([sent.status, sent.headers.get("Location")], [303, `/actors/${into}#names`]);
  assert.equal((await site.ask(`/actors/${from}`)).headers.get("Location"), `/actors/${into}`);
  const after = await site.page(`/actors/${into}`);
  assert.match(after, /Split off Marek Dwolenski/);
  assert.match(after, /merged by reviewer/);
  assert.match(after, /“one spelling”/);
  const again = await site.send(`/actors/${from}/split`, { from: into, revision });
  assert.equal(again.status, 409, "somebody saw it before the merge");
  const now =
    /name="from" value="[^"]*"\/?><input type="hidden" name="revision" value="(\d+)"/.exec(after)?.[1] ?? "";
  assert.equal((await site.send(`/actors/${from}/split`, { from: into, revision: now })).status, 303);
  const apart = await site.page(`/actors/${from}`);
  assert.match(apart, /taken back/);
  const number = /aria-label="Undo split (\d+)"/.exec(apart)?.[1] ?? "";
  assert.equal((await site.send(`/actors/${from}/undo`, { number })).status, 303);
  assert.equal((await site.ledger.actors(from))[0]?.id, into);
  assert.equal((await site.send(`/actors/${into}/undo`, { number: "x" })).status, 400);
});

test("another site's page can't merge or split", async () => {
  const { site, from, into } = await twoSpellings();
  for (const path of [`/actors/${from}/merge`, `/actors/${from}/split`, `/actors/${from}/undo`]) {
    const response = await site.ask(path, {
      method: "POST",
      headers: { Origin: "https://evil.example", "Content-Type": "application/x-www-form-urlencoded" },
      body: `into=${into}`,
    });
    assert.equal(response.status, 403, path);
  }
  assert.equal((await site.ledger.actors(from))[0]?.id, from);
});

test("a record's page sends the revision that was seen with a merge and a split", async () => {
  const { site } = await twoSpellings();
  const [a, b] = (await site.ledger.records({ kind: "statement" }, 2)).items;
  assert.ok(a !== undefined && b !== undefined);
  const revision = /action="\/records\/\w+\/merge"><input type="hidden" name="revision" value="(\d+)"/.exec(
    await site.page(`/records/${a.id}`),
  )?.[1];
  assert.equal(revision, String(a.revision));
  await site.ledger.review({ record: a.id, action: "accept", who: "tomas", note: null });
  const stale = await site.send(`/records/${a.id}/merge`, { into: b.id, revision: revision ?? "" });
  assert.equal(stale.status, 409);
  assert.equal((await site.ledger.record(a.id))?.id, a.id);
});
