/** `demarche read --jsonl`: one line out per line in, in order, the same bytes whatever the number of workers. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import type { Reading } from "../src/model/reading.ts";
import { runDemarche } from "./kit/effects.ts";

interface Answer {
  readonly id: string | number | null;
  readonly reading?: Reading;
  readonly error?: { readonly code: string; readonly message: string };
}

const topics = ["fishing", "migration", "mail", "flights", "property", "tobacco", "baseball", "weather"];
const topic = (n: number): string => `${topics[n % 8]} and ${topics[(n >> 3) % 8]}`;
const text = (n: number): string =>
  `Ministers meet on ${topic(n)}\n\nThe foreign minister of Cuba said that talks with the United States on ${topic(n)} had resumed on Monday. ` +
  `“We will go on,” said Prudencia Lobo, a teacher, of ${topic(n)}.\n\nCuba will not sign anything on ${topic(n)} unless Washington lifts the embargo.`;

/** Good and bad lines mixed, some of one site with a tail in common. */
const input = [
  JSON.stringify({ id: "a", text: text(1), url: "https://straits.example/1", date: "2015-07-20" }),
  "{not json",
  "",
  JSON.stringify({ id: 7, text: text(2), url: "https://straits.example/2" }),
  JSON.stringify({ id: "empty", text: "" }),
  JSON.stringify({ id: "html", html: `<h1>Round three</h1><article><p>${text(3)}</p></article>` }),
  JSON.stringify({ id: "both", html: "<p>x</p>", text: "x" }),
  JSON.stringify({ id: "number", text: 5 }),
  JSON.stringify({ id: "date", text: text(4), date: "yesterday" }),
  JSON.stringify({ id: { deep: 1 }, text: text(4) }),
  "[1, 2]",
  JSON.stringify({ id: "line separator", text: `One minister\u2028said that it was over.\n\n${text(5)}` }),
  JSON.stringify({ id: "emoji", text: `😀 Ministers smile 😀\n\n${text(6)}` }),
  JSON.stringify({ id: "nul \u0000", text: `Zero\u0000 day\n\n${text(7)}` }),
  `{"id": "lone", "text": "A lone \\ud800 surrogate. ${"The minister said that it was over. ".repeat(5)}"}`,
  JSON.stringify({ id: "rtl", text: `\u202eMinisters\u202c meet\n\n${text(8)}` }),
  ...Array.from({ length: 40 }, (_, n) =>
    JSON.stringify({
      id: n,
      text: `${text(n + 16)}\n\nNine people at the desk made this page over one long night.`,
      url: `https://straits.example/n${n}`,
    }),
  ),
];
const nLines = input.length;

function parse(stdout: string): Answer[] {
  assert.ok(stdout.endsWith("\n"));
  return stdout
    .slice(0, -1)
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
}

test("exactly one line out per line in, in order, errors as lines", async () => {
  const run = await runDemarche(["read", "--jsonl"], { stdin: `${input.join("\n")}\n` });
  assert.equal(run.status, 0);
  assert.equal(run.stderr, "");
  const answers = parse(run.stdout);
  assert.equal(answers.length, nLines);
  const summary = answers.slice(0, 16).map((it) => [it.id, it.error?.code ?? "read"]);
  assert.deepEqual(summary, [
    ["a", "read"],
    [null, "jsonl/malformed"],
    [null, "jsonl/malformed"],
    [7, "read"],
    ["empty", "read/empty"],
    ["html", "read"],
    ["both", "jsonl/malformed"],
    ["number", "jsonl/malformed"],
    ["date", "jsonl/malformed"],
    [null, "jsonl/malformed"],
    [null, "jsonl/malformed"],
    ["line separator", "read"],
    ["emoji", "read"],
    ["nul \u0000", "read"],
    ["lone", "read"],
    ["rtl", "read"],
  ]);
  for (const it of answers) assert.equal((it.reading === undefined) !== (it.error === undefined), true);
});

test("no output line holds a line end of any kind, nor a lone surrogate", async () => {
  const run = await runDemarche(["read", "--jsonl"], { stdin: input.join("\n") });
  for (const line of run.stdout.slice(0, -1).split("\n")) {
    assert.doesNotMatch(line, /[\u2028\u2029\r]/);
    assert.ok(line.isWellFormed());
    assert.doesNotMatch(line, /\\ud[89a-f]/i);
  }
});

test("the last line counts without its newline; nothing in, nothing out", async () => {
  const one = await runDemarche(["read", "--jsonl"], { stdin: input[0] as string });
  assert.equal(parse(one.stdout).length, 1);
  const none = await runDemarche(["read", "--jsonl"], { stdin: "" });
  assert.deepEqual([none.status, none.stdout], [0, ""]);
});

test("the chunks of the input make no difference", async () => {
  const bytes = new TextEncoder().encode(input.join("\n"));
  const whole = await runDemarche(["read", "--jsonl"], { stdin: [bytes] });
  const pieces = Array.from({ length: Math.ceil(bytes.length / 997) }, (_, i) =>
    bytes.subarray(i * 997, (i + 1) * 997),
  );
  const cut = await runDemarche(["read", "--jsonl"], { stdin: pieces });
  assert.equal(cut.stdout, whole.stdout);
});

test("three workers give the same bytes as none", async () => {
  const alone = await runDemarche(["read", "--jsonl"], { stdin: input.join("\n") });
  const crew = await runDemarche(["read", "--jsonl", "--workers", "3"], { stdin: input.join("\n") });
  assert.equal(crew.status, 0);
  assert.equal(crew.stdout, alone.stdout);
});

test("a tail met again on the site is set aside, from the second page on", async () => {
  const run = await runDemarche(["read", "--jsonl"], { stdin: input.join("\n") });
  const answers = parse(run.stdout).slice(16);
  const roles = answers.map((it) => it.reading?.article.blocks.at(-1)?.role);
  assert.equal(roles[0], "body");
  assert.deepEqual(new Set(roles.slice(1)), new Set(["promo"]));
});

test("the program itself filters its standard input", () => {
  const done = spawnSync(process.execPath, ["dist/src/cli/bin.js", "read", "--jsonl"], {
    input: `${input[0]}\n{"id": 2}\n`,
    encoding: "utf8",
  });
  assert.equal(done.status, 0, done.stderr);
  assert.deepEqual(
    parse(done.stdout).map((it) => [it.id, it.error?.code]),
    [
      ["a", undefined],
      [2, "jsonl/malformed"],
    ],
  );
});

test("a missing input file is a broken set-up: refused, with a status of its own", async () => {
  const run = await runDemarche(["read", "--jsonl", "no-such-file.jsonl"]);
  assert.equal(run.status, 66);
  assert.match(run.stderr, /no such file: "no-such-file\.jsonl" \[cli\/no-input\]/);
});
