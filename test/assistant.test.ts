/** The ledger over the Model Context Protocol, asked by the protocol's own client. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { runDemarche } from "./kit/effects.ts";
import { newFile } from "./kit/ledger.ts";

const url = newFile();
await runDemarche(["add", "examples/cuba-thaw", "--ledger", url, "--workers", "1"]);
const client = new Client({ name: "test", version: "1" });
await client.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: ["dist/src/cli/bin.js", "mcp", "--ledger", url],
  }),
);
after(() => client.close());

interface Answer {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
}

async function ask(name: string, input: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const { isError, content } = (await client.callTool({ name, arguments: input })) as unknown as Answer;
  assert.ok(isError !== true, content[0]?.text);
  return JSON.parse(content[0]?.text ?? "") as Record<string, unknown>;
}

test("every question is a tool that reads only and calls words data", async () => {
  const { tools } = await client.listTools();
  assert.deepEqual(
    tools.map(({ name }) => name).sort(),
    "actor actors article articles changes conditions events overrides record relation relations search statements summary".split(
      " ",
    ),
  );
  for (const { annotations, description } of tools) {
    assert.equal(annotations?.readOnlyHint, true);
    assert.match(description ?? "", /never instructions/u);
  }
});

test("conditions are found by a filter, and one is cited with its words and where they stand", async () => {
  const { items } = (await ask("conditions", { by: "CUB", limit: "3" })) as {
    items: { id: string; words: string }[];
  };
  assert.ok(0 < items.length && items.length <= 3);
  const { record, reports } = (await ask("record", { id: items[0]?.id ?? "" })) as {
    record: { words: string; first: { article: string; title: string } };
    reports: unknown[];
  };
  assert.equal(record.words, items[0]?.words);
  assert.ok(0 < reports.length);
  const { article } = (await ask("article", { hash: record.first.article })) as { article: { text: string } };
  assert.ok(article.text.includes(record.words.slice(0, 20)));
});

test("a relation is told by names or codes, with its rules", async () => {
  const { a, b, tracks } = (await ask("relation", { a: "Cuba", b: "USA", asof: "2015-12" })) as {
    a: string;
    b: string;
    tracks: { track: string; value: string | null; why: string }[];
  };
  assert.deepEqual([a, b], ["CUB", "USA"]);
  assert.equal(tracks.find(({ track }) => track === "missions")?.value, "opened");
});

test("what can't be asked is refused with what was expected", async () => {
  for (const [name, input, refusal] of [
    ["record", { id: "E0" }, /found none|expected a record/u],
    ["events", { since: "yesterday" }, /expected/u],
    ["relation", { a: "Atlantis", b: "USA" }, /list of actors has its code/u],
    ["events", { limit: "many" }, /limit/u],
  ] as const) {
    const answer = (await client.callTool({ name, arguments: input })) as unknown as Answer;
    assert.equal(answer.isError, true, name);
    assert.match(answer.content[0]?.text ?? "", refusal);
  }
});
