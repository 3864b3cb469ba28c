/**
 * Bundles what the browser runs, `src/ui/`, into `dist/ui/`: one script per screen that needs one, one style sheet. And the
 * command into `dist/program/`: two hundred small files take a tenth of its start. A file there lies as deep as it does in
 * `dist/src/`, so that it finds `data/` and `models/` (docs/decisions/0904-the-command-is-bundled.md). Beside it lies an image
 * of the weights, which `tsc` must have compiled the maker of.
 */
import { build } from "esbuild";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

await build({
  absWorkingDir: root,
  entryPoints: [
    "src/ui/review.ts",
    "src/ui/lists.ts",
    "src/ui/relation.ts",
    "src/ui/try.ts",
    "src/ui/try-worker.ts",
    "src/ui/style.css",
    "src/ui/icon.svg",
  ],
  loader: { ".svg": "copy" },
  outdir: "dist/ui",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome115", "firefox115", "safari16.4"],
  logLevel: "warning",
});

await build({
  absWorkingDir: root,
  entryPoints: ["src/cli/bin.ts", "src/cli/worker.ts"],
  outdir: "dist/program/cli",
  bundle: true,
  splitting: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "warning",
});

const { imageOfWeights } = await import("../dist/src/knowledge.js");
writeFileSync(path.join(root, "dist/program/cli/weights.image"), await imageOfWeights());
