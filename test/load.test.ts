/** `demarche load`: what a cluster read goes in as if it had been read here, and nothing else does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openLedger } from "../src/store/store.ts";
import { runDemarche } from "./kit/effects.ts";
import { newFile } from "./kit/ledger.ts";

const document = {
  id: "a",
  text:
    "Talks in Lima\n\nThe United States imposed sanctions against Cuba on Monday. “We will not pay for coffee with our " +
    "rights,” said Marisol Quintero, a trader in Lima. 𝒟iplomats left.",
  url: "https://one.example/1",
  date: "2015-03-02",
};

async function readingOf(line: object): Promise<Record<string, unknown>> {
  const { stdout } = await runDemarche(["read", "--jsonl", "--workers", "1"], {
    stdin: `${JSON.stringify(line)}\n`,
  });
  return (JSON.parse(stdout) as { reading: Record<string, unknown> }).reading;
}

async function load(
  url: string,
  lines: readonly unknown[],
): Promise<{ status: number; tally: unknown; stderr: string }> {
  const stdin = `${lines.map((it) => (typeof it === "string" ? it : JSON.stringify(it))).join("\n")}\n`;
  const { status, stdout, stderr } = await runDemarche(["load", "--ledger", url, "--json"], { stdin });
  return { status, tally: JSON.parse(stdout), stderr };
}

test("a loaded reading gives the ledger that adding the document gives; loading again changes nothing", async () => {
  const [loaded, added] = [newFile(), newFile()];
  const line = { document, reading: await readingOf(document) };
  assert.deepEqual((await load(loaded, [line])).tally, { added: 1, again: 0, known: 0, refused: 0 });
  assert.deepEqual((await load(loaded, [line])).tally, { added: 0, again: 0, known: 1, refused: 0 });
  await runDemarche(["add", "-", "--ledger", added, "--workers", "1"], {
    stdin: `${JSON.stringify(document)}\n`,
  });
  const contents = [];
  for (const url of [loaded, added]) {
    const ledger = await openLedger(url);
    assert.deepEqual((await ledger.verify()).faults, []);
    const records = [];
    for (const kind of ["statement", "event"] as const)
      records.push(
        ...(await ledger.records({ kind }, 100)).items.map((it) => JSON.stringify(it).replaceAll(it.id, "")),
      );
    contents.push(records);
    await ledger.close();
  }
  assert.ok(0 < (contents[0]?.length ?? 0));
  assert.deepEqual(contents[0], contents[1]);
});

test("what is not this engine's reading of this document is refused, with the line's number; the rest goes in", async () => {
  const reading = await readingOf(document);
  const [event] = reading["events"] as { trigger: { exact: string } }[];
  const moved = { ...event, trigger: { ...event?.trigger, exact: "lifted" } };
  const { status, tally, stderr } = await load(newFile(), [
    { document, reading: { ...reading, engine: "0.0.1+other" } },
    { document: { ...document, text: "Other words in Lima today." }, reading },
    { document, reading: { ...reading, events: [moved] } },
    { document },
    "{",
    { document, reading },
  ]);
  assert.equal(status, 1);
  assert.deepEqual(tally, { added: 1, again: 0, known: 0, refused: 5 });
  assert.deepEqual(
    stderr.match(/line \d|\[[a-z/]+\]/gu),
    ["line 1", "[load/engine]", "line 2", "[load/mismatch]", "line 3", "[load/mismatch]", "line 4"].concat([
      "[jsonl/malformed]",
      "line 5",
      "[jsonl/malformed]",
    ]),
  );
  assert.match(stderr, /events\.0\.trigger/u);
});
