/**
 * All checks, in the order in which they fail fastest: compile, format, lint, dead code, tests.
 * Sets the checkout up first. Extra arguments go to the test runner: `npm test -- --test-name-pattern=span`.
 */
import "./ready.mjs";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Runs one check; the first that fails ends all. */
function check(title, file, args) {
  console.log(`\n> ${title}`);
  const done = spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: "inherit" });
  if (done.status !== 0) {
    console.error(`\n${title}: failed`);
    process.exit(done.status ?? 1);
  }
}

const tool = (name) => path.join(root, "node_modules", name);
const tests = readdirSync(path.join(root, "dist/test"))
  .filter((name) => name.endsWith(".test.js"))
  .map((name) => path.join("dist/test", name));

check("format (npm run format mends it)", tool("prettier/bin/prettier.cjs"), [
  "--check",
  "--log-level=warn",
  ".",
]);
check("lint", tool("oxlint/bin/oxlint"), ["--deny-warnings"]);
check("dead code", tool("knip/bin/knip.js"), []);
check("tests", "--test", [...process.argv.slice(2), ...tests]);
