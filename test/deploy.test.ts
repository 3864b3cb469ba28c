/** What `deploy/` starts is there: commands, flags, and the files that the image takes. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { createProgram } from "../src/cli/cli.ts";
import type { Effects } from "../src/cli/effects.ts";

const silent = { write: () => Promise.resolve(), isTerminal: false, width: 80 };
const { commands } = createProgram(
  { stdout: silent, stderr: silent, environment: {} } as unknown as Effects,
  () => {},
);

/** Checks that a command line after the program's name is one that it takes. */
function checkCommand(words: readonly string[], where: string): void {
  const command = commands.find((it) => it.name() === words[0]);
  assert.ok(command !== undefined, `${where}: ${words.join(" ")}`);
  for (const word of words.filter((it) => it.startsWith("--")))
    assert.ok(
      command.options.some((it) => it.long === word),
      `${where}: ${words[0]} ${word}`,
    );
}

test("systemd units start commands with flags that the program has, and confine them", () => {
  const units = readdirSync("deploy/systemd").filter((it) => it.endsWith(".service"));
  assert.ok(0 < units.length);
  for (const unit of units) {
    const text = readFileSync(path.join("deploy/systemd", unit), "utf8");
    const [, started] = /^ExecStart=\S*node \S*dist\/program\/cli\/bin\.js (.+)$/mu.exec(text) ?? [];
    checkCommand((started ?? "").split(" "), unit);
    for (const wall of ["NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes"])
      assert.ok(text.includes(wall), `${unit}: ${wall}`);
  }
});

test("the image takes files that are there and runs as an ordinary user", () => {
  const text = readFileSync("deploy/container/Containerfile", "utf8");
  const taken = [...text.matchAll(/^COPY --from=build (.+) \S+$/gmu)].flatMap(([, files]) =>
    (files ?? "").split(" ").map((it) => it.replace("/build/", "")),
  );
  assert.ok(taken.includes("models"));
  for (const file of taken) assert.ok(existsSync(file), file);
  assert.match(text, /^USER node$/mu);
});

test("the Spark job gives the program what it takes, and lets no failure pass", () => {
  const text = readFileSync("deploy/spark/read_articles.py", "utf8");
  checkCommand(["read", "--jsonl", "--format"], "read_articles.py");
  for (const part of ["read --jsonl", "checkCode=True", '.option("lineSep", "\\n")', "`demarche load`"])
    assert.ok(text.includes(part), part);
  checkCommand(["load", "--ledger"], "read_articles.py");
});
