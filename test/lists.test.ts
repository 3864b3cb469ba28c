/** Lists as pages and as files, and the API: the same filters, all rows, one shape of refusal. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { endpoints } from "../src/serve/endpoints.ts";
import { answerSchema, openApiDocument } from "../src/serve/openapi.ts";
import { addTexts } from "./kit/ledger.ts";
import { openSite, type TestSite } from "./kit/site.ts";

const read = (name: string): string => readFileSync(`examples/cuba-thaw/${name}`, "utf8");

async function filledSite(): Promise<TestSite> {
  const site = await openSite();
  await addTexts(site.ledger, [
    [read("2015-09-29-new-york.txt"), { published: "2015-09-29", outlet: "Straits Courier" }],
    [read("2015-07-20-embassies.txt"), { published: "2015-07-20", outlet: "Harbour Gazette" }],
    [read("2014-12-17-announcement.txt"), { published: "2014-12-17" }],
  ]);
  return site;
}

test("a list shows every record of its filter, page after page, and so do its files", async () => {
  const site = await filledSite();
  const { distinct } = await site.ledger.count({ kind: "statement" });
  assert.ok(10 < distinct);
  const csv = await (await site.ask("/statements.csv")).text();
  const lines = csv.trimEnd().split("\n");
  assert.equal(lines.length, distinct + 1);
  assert.match(lines[0] as string, /^id,date,date_basis/);
  const jsonl = (await (await site.ask("/statements.jsonl")).text()).trimEnd().split("\n");
  assert.equal(jsonl.length, distinct);
  const seen = new Set<string>();
  for (let after = ""; ;) {
    const page = await site.json(`/api/v1/statements?limit=4${after}`);
    for (const { id } of page["items"] as { id: string }[]) seen.add(id);
    if (page["next"] === null) break;
    after = `&after=${encodeURIComponent(page["next"] as string)}`;
  }
  assert.equal(seen.size, distinct);
});

test("a filter narrows page, count, file and API alike", async () => {
  const site = await filledSite();
  const query = "by=CUB&since=2015-08&until=2015-12";
  const api = await site.json(`/api/v1/conditions?${query}`);
  const items = api["items"] as { id: string; finding: { setter: { code: string } } }[];
  assert.ok(0 < items.length);
  for (const { finding } of items) assert.equal(finding.setter.code, "CUB");
  const html = await site.page(`/conditions?${query}`);
  for (const { id } of items) assert.ok(html.includes(`/records/${id}`));
  assert.match(html, new RegExp(`<strong>${items.length}</strong> distinct`));
  const rows = (await (await site.ask(`/conditions.jsonl?${query}`)).text()).trimEnd().split("\n");
  assert.deepEqual(
    rows.map((row) => (JSON.parse(row) as { id: string }).id),
    items.map(({ id }) => id),
  );
  const nobody = await site.page("/events?by=Ruritania");
  assert.match(nobody, /The ledger knows nobody called “Ruritania”/);
});

test("words are searched within the filter, and the question is shown as it was understood", async () => {
  const site = await filledSite();
  const html = await site.page("/statements?q=the+embargo");
  assert.match(html, /read as <code>embargo<\/code>/);
  assert.match(
    await site.page("/statements?q=zeppelin"),
    /these words together[^<]*<a href="\/search\?q=zeppelin">/,
  );
});

test("what is not understood is refused in one shape, naming the parameter", async () => {
  const site = await openSite();
  for (const query of ["since=yesterday", "review=perhaps", "cameo=x", "after=%00", "limit=0", "by=a&by=b"]) {
    const response = await site.ask(`/api/v1/events?${query}`);
    assert.equal(response.status, 400, query);
    const { ok, error } = (await response.json()) as { ok: boolean; error: Record<string, unknown> };
    assert.equal(ok, false);
    assert.deepEqual(Object.keys(error), ["code", "message", "details"]);
    assert.equal(error["code"], "serve/bad-request");
  }
  const page = await site.ask("/events?since=yesterday");
  assert.equal(page.status, 400);
  assert.match(await page.text(), /expected for &quot;since&quot;|Expected for &quot;since&quot;/);
});

test("CSV for Excel begins with a byte-order mark, plain CSV with a letter", async () => {
  const site = await openSite();
  const bytes = new Uint8Array(await (await site.ask("/events.excel.csv")).arrayBuffer());
  assert.deepEqual(Array.from(bytes.subarray(0, 3)), [0xef, 0xbb, 0xbf]);
  const plain = new Uint8Array(await (await site.ask("/events.csv")).arrayBuffer());
  assert.equal(plain[0], "i".charCodeAt(0));
});

test("the API answers as its description says", async () => {
  const site = await filledSite();
  const ajv = new Ajv2020({ strict: false });
  const { items } = await site.ledger.records({ kind: "condition" }, 1);
  const { items: articles } = await site.ledger.articles({}, 1);
  const values: Record<string, string> = {
    id: items[0]?.id ?? "",
    hash: articles[0]?.hash ?? "",
    a: "CUB",
    b: "USA",
  };
  const actors = await site.ledger.actorList("person", 1, null);
  const [other] = (await site.ledger.records({ kind: "event" }, 1)).items;
  const many = { action: "reject", who: "reviewer", note: null } as const;
  const { lot } = await site.ledger.desk.review({
    ...many,
    records: [{ id: other?.id ?? "", revision: other?.revision ?? 0 }],
  });
  values["lot"] = String(lot);
  // Merging, splitting and views are held against their description in joining.test.ts and views.test.ts.
  for (const endpoint of endpoints.filter(
    (it) => it.isOwn !== true && (it.method === "get" || !/merge|split|overrides/.test(it.path)),
  )) {
    values["id"] = (endpoint.path.startsWith("/actors/") ? actors.items[0]?.id : items[0]?.id) ?? "";
    const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] as string);
    const init: RequestInit =
      endpoint.method === "get"
        ? {}
        : {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({
              action: "accept",
              ...(endpoint.path === "/reviews" ? { records: [{ id: values["id"], revision: 1 }] } : {}),
            }),
          };
    const answer = await site.json(`/api/v1${path}${endpoint.path === "/search" ? "?q=embargo" : ""}`, init);
    const validate = ajv.compile(answerSchema(endpoint));
    assert.ok(validate(answer), `${endpoint.path}: ${ajv.errorsText(validate.errors)}`);
  }
  const document = openApiDocument() as { paths: Record<string, unknown> };
  assert.equal(Object.keys(document.paths).length, new Set(endpoints.map(({ path }) => path)).size);
});

test("a decision holds only for the record as it was seen", async () => {
  const site = await filledSite();
  const { items } = await site.ledger.records({ kind: "event" }, 1);
  const { id, revision } = items[0] as { id: string; revision: number };
  const decide = (action: string): Promise<Response> =>
    site.ask(`/api/v1/records/${id}/reviews`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ action, revision }),
    });
  assert.equal((await decide("accept")).status, 200);
  const second = await decide("reject");
  assert.equal(second.status, 409);
  assert.equal(((await second.json()) as { error: { code: string } }).error.code, "store/changed");
  assert.equal((await site.ledger.record(id))?.review, "accept");
  const form = await site.send(`/records/${id}/review`, { action: "undo" });
  assert.equal(form.status, 303);
  assert.equal((await site.ledger.record(id))?.review, null);
  assert.match(await site.page(`/records/${id}`), /<b>taken back<\/b> by reviewer/);
});

test("taking back spares what somebody else has decided meanwhile", async () => {
  const site = await filledSite();
  const { items } = await site.ledger.records({ kind: "event" }, 1);
  const id = items[0]?.id as string;
  await site.ledger.review({ record: id, action: "accept", who: "reviewer", note: null });
  const seen = (await site.ledger.record(id))?.revision as number;
  await site.ledger.review({ record: id, action: "reject", who: "colleague", note: "the other port" });
  const undo = (revision: string): Promise<Response> =>
    site.ask(`/api/v1/records/${id}/undo?revision=${revision}`, { method: "POST" });
  const late = await undo(String(seen));
  assert.equal(late.status, 409);
  const { error } = (await late.json()) as { error: { code: string; message: string } };
  assert.equal(error.code, "store/changed");
  assert.match(error.message, /changed meanwhile, look at it again/);
  const form = await site.send(`/records/${id}/review`, { action: "undo", revision: String(seen) });
  assert.equal(form.status, 409);
  assert.match(await form.text(), /Changed meanwhile/);
  assert.equal((await site.ledger.record(id))?.review, "reject", "the colleague's decision stands");
  for (const wrong of ["", "-1", "x", "1e9", "99999999999"])
    assert.equal((await undo(wrong)).status, 400, wrong);
  assert.equal((await undo(String(seen + 1))).status, 200);
  assert.equal((await site.ledger.record(id))?.review, "accept");
});
