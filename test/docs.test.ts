/** The manual against the program: what exists is described, and what is described exists. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { createProgram } from "../src/cli/cli.ts";
import { errorCodes } from "../src/model/error.ts";
import { version } from "../src/version.ts";

const read = (file: string): string => readFileSync(file, "utf8");
const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);
const code = sources.map((file) => read(path.join("src", file))).join("\n");

test("every command and flag is in docs/cli.md", () => {
  const manual = read("docs/cli.md");
  const silent = { write: () => Promise.resolve(), isTerminal: false, width: 80 };
  async function* nothing(): AsyncGenerator<Uint8Array> {}
  const effects = {
    stdin: nothing(),
    isTyped: false,
    stdout: silent,
    stderr: silent,
    environment: {},
    fetcher: null,
  };
  const { commands } = createProgram(effects, () => {});
  assert.ok(0 < commands.length);
  for (const command of commands) {
    assert.ok(manual.includes(`## demarche ${command.name()}`), command.name());
    assert.notEqual(command.description(), "");
    for (const { long, description } of command.options) {
      assert.ok(manual.includes(`\`${long}\``), `${command.name()} ${long}`);
      assert.notEqual(description, "");
    }
  }
});

test("every error code is described, and no code is described that is not there", () => {
  const manual = `${read("docs/diagnostics.md")}\n${read("docs/fetching.md")}`;
  for (const name of Object.keys(errorCodes)) assert.ok(manual.includes(`\`${name}\``), name);
  const described = [
    ...read("docs/diagnostics.md").matchAll(/^\| `((?:cli|internal|lexicon|jsonl)\/[a-z-]+)`/gm),
  ];
  for (const [, name] of described) assert.ok(Object.hasOwn(errorCodes, name as string), name);
});

test("every diagnostic that the code gives is described", () => {
  const manual = `${read("docs/diagnostics.md")}\n${read("docs/fetching.md")}`;
  const given = new Set([...code.matchAll(/code: "([a-z]+\/[a-z-]+)"/g)].map((match) => match[1] as string));
  assert.ok(6 < given.size);
  for (const name of given) assert.ok(manual.includes(`\`${name}\``), name);
});

test("every rule that finds records is described", () => {
  const manual = read("docs/rules.md");
  const rules = new Set(
    [...code.matchAll(/"((?:statement|event|condition)\/[a-z-]+)"/g)].map((match) => match[1] as string),
  );
  assert.ok(8 < rules.size);
  for (const rule of rules) assert.ok(manual.includes(`\`${rule}\``), rule);
  for (const link of ["only-if", "unless", "until", "only-way"])
    assert.ok(manual.includes(`\`condition/${link}\``), link);
});

test("every rule that gives HTML blocks their roles is described", () => {
  const manual = read("docs/blocks.md");
  const classify = read("src/read/html/classify.ts");
  const whys = [...classify.matchAll(/give\([a-z]+, "[a-z]+", "([a-z-]+)"\)/g)].map(
    (match) => match[1] as string,
  );
  assert.ok(12 < whys.length);
  for (const why of whys) assert.ok(manual.includes(`\`html/${why}\``), why);
});

test("every data file is described", () => {
  const manual = read("docs/data.md");
  for (const file of readdirSync("data")) assert.ok(manual.includes(`\`${file}\``), file);
});

test("links between documents lead somewhere", () => {
  const documents = [
    ...readdirSync(".").filter((file) => file.endsWith(".md")),
    ...readdirSync("docs", { recursive: true, encoding: "utf8" })
      .filter((it) => it.endsWith(".md"))
      .map((it) => path.join("docs", it)),
  ];
  for (const file of documents) {
    for (const [, target] of read(file).matchAll(/\]\(([^)#:\s]+)\)/g)) {
      assert.ok(existsSync(path.join(path.dirname(file), target as string)), `${file}: ${target}`);
    }
  }
});

test("the version is the package's, and the README's commands are its scripts", () => {
  const manifest = JSON.parse(read("package.json")) as { version: string; scripts: Record<string, string> };
  assert.equal(version, manifest.version);
  for (const [, script] of read("README.md").matchAll(/npm run ([a-z]+)/g))
    assert.ok(script !== undefined && script in manifest.scripts, script);
  assert.match(read("README.md"), /npm run demo[^]*npm test/);
});

test("every source file opens with what it is", () => {
  for (const file of sources) assert.match(read(path.join("src", file)), /^(?:#!.*\n)?\/\*\*/, file);
});
