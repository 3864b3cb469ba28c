/** Bundles what the browser runs, `src/ui/`, into `dist/ui/`: one script per screen that needs one, one style sheet. */
import { build } from "esbuild";
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
