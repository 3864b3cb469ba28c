/** The command line as a user meets it: what it prints, what it refuses, and with which status. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Page } from "../src/fetch/fetch.ts";
import { DemarcheError } from "../src/model/error.ts";
import type { Reading } from "../src/model/reading.ts";
import { runDemarche } from "./kit/effects.ts";

let folder = "";
const write = (name: string, content: string | Uint8Array): string => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), "demarche-"));
});
after(() => rmSync(folder, { recursive: true }));

const words =
  "Envoys meet in the port\n\nThe Cuban foreign minister said that talks with Canada had resumed in the port on Monday. “We will go on,” she said.";
const page = `<html><body><article><h1>Envoys meet in the port</h1>${words
  .split("\n\n")
  .slice(1)
  .map((it) => `<p>${it}</p>`)
  .join("")}</article></body></html>`;
const titlesOf = (stdout: string): (string | null)[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as Reading).article.title);

test("standard input, a file, a page, a folder and their gzipped forms give the same title", async () => {
  const inputs = [
    write("a.txt", words),
    write("b.html", page),
    write("c.txt.gz", gzipSync(words)),
    write("d.html.gz", gzipSync(page)),
  ];
  const files = await runDemarche(["read", "--format", "jsonl", ...inputs]);
  assert.deepEqual([files.status, files.stderr], [0, ""]);
  assert.deepEqual(new Set(titlesOf(files.stdout)), new Set(["Envoys meet in the port"]));
  const all = await runDemarche(["read", "--format", "jsonl", folder]);
  assert.equal(titlesOf(all.stdout).length, 4);
  const piped = await runDemarche(["read", "--format", "jsonl", "-"], { stdin: words });
  assert.deepEqual(titlesOf(piped.stdout), ["Envoys meet in the port"]);
});

test("--date and --url fill what the input leaves open", async () => {
  const run = await runDemarche(
    ["read", "--format", "json", "--date", "2016-03", "--url", "https://straits.example/1"],
    { stdin: words },
  );
  const { article } = JSON.parse(run.stdout) as Reading;
  assert.deepEqual([article.published, article.url], ["2016-03", "https://straits.example/1"]);
});

test("a bad input is reported and the rest goes on; the status says so", async () => {
  const good = write("good.txt", words);
  const pdf = write("bad.txt", "%PDF-1.7 \u0000\u0001");
  const empty = write("empty.txt", "  \n ");
  const run = await runDemarche([
    "read",
    "--format",
    "jsonl",
    pdf,
    path.join(folder, "none.txt"),
    empty,
    good,
  ]);
  assert.equal(run.status, 1);
  assert.equal(titlesOf(run.stdout).length, 1);
  assert.match(run.stderr, /bad\.txt: expected plain text or HTML, found a PDF file.* \[read\/binary\]/);
  assert.match(run.stderr, /none\.txt: .*no such file.* \[cli\/no-input\]/);
  assert.match(run.stderr, /empty\.txt: expected an article, found no words.* \[read\/empty\]/);
});

test("text in another language is recognised and refused, not misread", async () => {
  const text =
    "El ministro de Relaciones Exteriores dijo el lunes que las conversaciones con el gobierno de Canadá se reanudarán en el puerto antes del invierno, y que nadie sabe todavía cuándo.\n\nLa delegación llegó ayer por la tarde.";
  const run = await runDemarche(["read", "--format", "json"], { stdin: text });
  const reading = JSON.parse(run.stdout) as Reading;
  assert.equal(run.status, 1);
  assert.equal(reading.article.language, "es");
  assert.equal(reading.statements.length, 0);
  assert.ok(reading.diagnostics.some((it) => it.code === "language/not-english" && it.severity === "error"));
});

test("one article is an object, several an array, a container of one an array too", async () => {
  const one = await runDemarche(["read", "--format", "json"], { stdin: words });
  assert.equal(Array.isArray(JSON.parse(one.stdout)), false);
  const lines = write("one.jsonl", `${JSON.stringify({ id: 1, text: words })}\n`);
  const contained = await runDemarche(["read", "--format", "json", lines]);
  assert.equal((JSON.parse(contained.stdout) as Reading[]).length, 1);
});

test("a JSONL file names the bad line; a feed gives its items", async () => {
  const lines = write("two.jsonl", `${JSON.stringify({ id: 1, text: words })}\n{"id": 2}\n`);
  const run = await runDemarche(["read", "--format", "jsonl", lines]);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /two\.jsonl:2: expected "text" or "html", found neither/);
  const feed = await runDemarche(["read", "--format", "jsonl", "examples/cuba-thaw/feed.xml"]);
  assert.equal(titlesOf(feed.stdout).length, 3);
});

test("an address is fetched and read; what the fetcher refuses is reported", async () => {
  const fetchPage = (url: string): Promise<Page> =>
    url.includes("private")
      ? Promise.reject(new DemarcheError("fetch/address", "expected a public address, found 127.0.0.1"))
      : Promise.resolve({
          url,
          contentType: "text/html; charset=utf-8",
          body: new TextEncoder().encode(page),
          redirects: [],
        });
  const run = await runDemarche(
    ["read", "--format", "jsonl", "https://straits.example/1", "http://private.example/"],
    { fetcher: { fetchPage } },
  );
  assert.equal(run.status, 1);
  assert.equal((JSON.parse(run.stdout) as Reading).article.url, "https://straits.example/1");
  assert.match(
    run.stderr,
    /private\.example\/: expected a public address, found 127\.0\.0\.1 \[fetch\/address\]/,
  );
});

test("colour on a terminal only, and never against NO_COLOR", async () => {
  const colored = async (isTerminal: boolean, environment: Record<string, string>): Promise<boolean> =>
    (await runDemarche(["read"], { stdin: words, isTerminal, environment })).stdout.includes("\u001b[");
  assert.equal(await colored(true, {}), true);
  assert.equal(await colored(false, {}), false);
  assert.equal(await colored(true, { NO_COLOR: "1" }), false);
  assert.equal(await colored(false, { FORCE_COLOR: "1" }), true);
});

const refusals: readonly (readonly [string[], number, RegExp])[] = [
  [
    ["read", "--date", "yesterday"],
    64,
    /--date: expected a day, month or year such as .*, found "yesterday"/,
  ],
  [["read", "--format", "pdf"], 64, /'pdf' is invalid/],
  [["read", "--jsonl", "--workers", "0"], 64, /expected a whole number from 1 to 64, found "0"/],
  [["reed"], 64, /unknown command 'reed'.*Did you mean read/s],
  [["read", "--nonsense"], 64, /unknown option '--nonsense'/],
];
for (const [argv, status, message] of refusals) {
  test(`refused: demarche ${argv.join(" ")}`, async () => {
    const run = await runDemarche(argv, { stdin: words });
    assert.equal(run.status, status);
    assert.match(run.stderr, message);
    assert.equal(run.stdout, "");
  });
}

test("nothing named and nothing piped: says what is expected instead of waiting", async () => {
  const run = await runDemarche(["read"], { isTyped: true });
  assert.equal(run.status, 64);
  assert.match(run.stderr, /expected a file, a folder, an address, or something piped in/);
});

test("--help and --version answer on standard output with status 0", async () => {
  const help = await runDemarche(["read", "--help"]);
  assert.deepEqual([help.status, help.stdout.startsWith("Usage: demarche read")], [0, true]);
  const version = await runDemarche(["--version"]);
  assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
});

test("a private address is refused, unless its host is allowed on purpose", async () => {
  const server = createServer((_, response) => response.end(page)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const refused = await runDemarche(["read", "--format", "jsonl", `http://${host}/1`]);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /\[fetch\/address\]/);
    const allowed = await runDemarche([
      "read",
      "--format",
      "jsonl",
      "--allow-host",
      host,
      `http://${host}/1`,
    ]);
    assert.equal(allowed.status, 0, allowed.stderr);
    assert.deepEqual(titlesOf(allowed.stdout), ["Envoys meet in the port"]);
  } finally {
    server.close();
  }
});
