/**
 * The main job on the bundled examples: prints what two articles say, writes all of them as one page.
 * Sets the checkout up first, so that it is the only command a fresh clone needs.
 */
import "./ready.mjs";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const program = path.join(root, "dist/program/cli/bin.js");

/** Runs the program as a user would; stops if it fails. */
function demarche(args, output) {
  const done = spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    stdio: ["ignore", output, "inherit"],
    maxBuffer: 1 << 28,
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
  return done.stdout;
}

demarche(["read", "examples/cuba-thaw"], "inherit");
const page = path.join("dist", "demo.html");
writeFileSync(path.join(root, page), demarche(["read", "--format", "html", "examples/cuba-thaw"], "pipe"));
console.log(`
All of them with their words highlighted: open ${page} in a browser.
Read something of your own: node dist/program/cli/bin.js read FILE, or an address, or - for standard input.`);
