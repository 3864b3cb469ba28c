/** The one-way order of the folders, checked on the import lines of every source file. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

/** What a folder (or a file beside the folders) may import of the others. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  lexicon: ["model"],
  linear: ["model"],
  read: ["model"],
  parse: ["model", "lexicon", "linear"],
  extract: ["model", "lexicon", "linear"],
  resolve: ["model", "lexicon"],
  publish: ["model"],
  render: ["model"],
  merge: ["model", "lexicon"],
  fetch: ["model", "version.ts"],
  relation: ["model", "lexicon", "merge"],
  store: ["model", "lexicon", "merge"],
  export: ["model", "merge", "store", "version.ts"],
  serve: ["model", "lexicon", "merge", "render", "store", "relation", "export", "version.ts"],
  assist: ["model", "serve", "version.ts"],
  ui: ["model", "lexicon", "read", "parse", "extract", "render", "pipeline.ts"],
  "version.ts": [],
  "pipeline.ts": ["model", "lexicon", "read", "parse", "extract", "resolve", "publish", "version.ts"],
  "knowledge.ts": ["model", "lexicon", "linear", "read", "parse", "extract", "pipeline.ts"],
  "index.ts": ["model", "read", "parse", "render", "store", "pipeline.ts", "knowledge.ts", "version.ts"],
  cli: [
    "model",
    "read",
    "parse",
    "render",
    "fetch",
    "merge",
    "relation",
    "store",
    "export",
    "serve",
    "assist",
    "pipeline.ts",
    "knowledge.ts",
    "version.ts",
  ],
};

/** Where `node:` may be imported: everything else runs unchanged in a browser worker. */
const outside = [
  "extract/load.ts",
  "lexicon/load.ts",
  "lexicon/pairs.ts",
  "linear/load.ts",
  "parse/load.ts",
  "relation/load.ts",
  "knowledge.ts",
  "fetch/",
  "store/",
  "serve/listen.ts",
  "cli/",
];

/** Folders of small files of equal rank: each may be entered. */
const openFolders = ["model", "linear", "merge"];

/** Files that may be entered besides a folder's door, because they are loaded apart from it, hold its data types, or are what two stages ask of it. */
const secondDoors = [
  "extract/load.ts",
  "fetch/send.ts",
  "lexicon/condition-sides.ts",
  "lexicon/condition-words.ts",
  "lexicon/event-frames.ts",
  "lexicon/load.ts",
  "lexicon/pairs.ts",
  "lexicon/people.ts",
  "lexicon/phrasing.ts",
  "lexicon/table.ts",
  "merge/conditions/conditions.ts",
  "relation/load.ts",
  "relation/rules.ts",
  "parse/load.ts",
  "read/container.ts",
  "read/decode.ts",
  "read/detector.ts",
  "read/draft.ts",
  "read/feed.ts",
  "read/html/html.ts",
  "read/jsonl.ts",
  "read/opml.ts",
  "read/warc.ts",
  "export/columns.ts",
  "render/describe.ts",
  "render/segments.ts",
];

const root = "src";
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((file) => file.split(path.sep).join("/"))
  .filter((file) => /\.tsx?$/.test(file));

const areaOf = (file: string): string => file.split("/")[0] as string;
const importLine = /^(?:import|export)\s[^"]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm;

interface Import {
  readonly from: string;
  readonly target: string;
  readonly isDynamic: boolean;
}

function listImports(file: string): Import[] {
  const code = readFileSync(path.join(root, file), "utf8");
  return [...code.matchAll(importLine)].map((match) => ({
    from: file,
    target: (match[1] ?? match[2] ?? match[3]) as string,
    isDynamic: match[3] !== undefined,
  }));
}

const imports = files.flatMap(listImports);

test("every folder stands in the table of layers", () => {
  assert.deepEqual(
    files.map(areaOf).filter((area) => mayImport[area] === undefined),
    [],
  );
  assert.ok(40 < imports.length, "the import lines were found");
});

test("folders import only what stands before them, through its door", () => {
  const faults: string[] = [];
  for (const { from, target } of imports) {
    if (!target.startsWith(".")) continue;
    const to = path.posix.join(path.posix.dirname(from), target);
    const [here, there] = [areaOf(from), areaOf(to)];
    if (here === there) continue;
    if (!(mayImport[here] ?? []).includes(there)) faults.push(`${from} may not import ${to}`);
    const isDoor = openFolders.includes(there) || to === there || to === `${there}/${there}.ts`;
    if (!isDoor && !secondDoors.includes(to)) faults.push(`${from} enters ${to}, not the door of ${there}`);
  }
  assert.deepEqual(faults, []);
});

test("only the edges touch Node or load code late", () => {
  const faults = imports.filter(({ from, target, isDynamic }) => {
    const isEdge = outside.some((place) => from === place || (place.endsWith("/") && from.startsWith(place)));
    return (target.startsWith("node:") && !isEdge) || (isDynamic && !isEdge);
  });
  assert.deepEqual(faults, []);
});

test("the stages read no clock and print nothing", () => {
  const pure = files.filter((file) => ![...outside, "ui/"].some((place) => file.startsWith(place)));
  const forbidden =
    /\bDate\.now\(|\bnew Date\(\)|\bconsole\.|\bperformance\.|\bMath\.random\(|\bfetch\(|\bprocess\./;
  const faults = pure.filter((file) => forbidden.test(readFileSync(path.join(root, file), "utf8")));
  assert.deepEqual(faults, []);
});
