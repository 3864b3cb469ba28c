/** Makes the checkout ready to run: installs packages if the lock file is newer, compiles and bundles if a source is. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import path from "node:path";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`demarche needs Node 20.19 or later, found ${process.versions.node}: install a newer Node`);
  process.exit(78);
}

/** Runs a command with its output on stderr, so that stdout stays the program's; stops if it fails. */
function run(command, args) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

const digest = (text) => createHash("sha256").update(text).digest("hex");

function install() {
  const stamp = path.join(root, "node_modules", ".demarche-lock");
  const wanted = digest(readFileSync(path.join(root, "package-lock.json")));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  writeFileSync(stamp, wanted);
}

/** Every file that the compiler reads, with its time of change. */
function sources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function compile() {
  const stamp = path.join(root, "dist", ".sources");
  const files = ["src", "test", "scripts", "bench"].flatMap((folder) => sources(path.join(root, folder)));
  const state = digest(
    [
      ...files,
      ...["tsconfig.json", "tsconfig.ui.json", "package-lock.json"].map((file) => path.join(root, file)),
      ...readdirSync(path.join(root, "models")).map((file) => path.join(root, "models", file)),
    ]
      .map((file) => `${path.relative(root, file)} ${statSync(file).mtimeMs} ${statSync(file).size}`)
      .join("\n"),
  );
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === state) return;
  rmSync(path.join(root, "dist"), { recursive: true, force: true });
  for (const project of ["tsconfig.json", "tsconfig.ui.json"]) {
    run(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", project]);
  }
  run(process.execPath, [path.join(root, "scripts/bundle.mjs")]);
  writeFileSync(stamp, state);
}

install();
compile();
