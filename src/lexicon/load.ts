/** Reads `data/` from the package's folder: the one place where the lexicon touches files. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import {
  compileConditionLexicon,
  compileLexicon,
  conditionFiles,
  type ConditionLexicon,
  type Lexicon,
  lexiconFiles,
} from "./lexicon.ts";
import { familyNames } from "./people.ts";
import { readTable } from "./table.ts";

/**
 * The lexicon of a folder of data files; by default the package's own.
 *
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function loadLexicon(folder: string = packagedData()): Lexicon {
  const digest = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
  return compileLexicon(readFiles(folder, lexiconFiles), digest);
}

/**
 * What conditions are compared by, from the package's own files.
 *
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function loadConditionLexicon(): ConditionLexicon {
  return compileConditionLexicon(readFiles(packagedData(), conditionFiles));
}

/** The family names of the people of the register, without case and marks. */
export function loadFamilyNames(): ReadonlySet<string> {
  const files = readFiles(packagedData(), ["leaders.tsv", "leader-names.tsv"]);
  return familyNames(
    readTable("leaders.tsv", files["leaders.tsv"], 6),
    readTable("leader-names.tsv", files["leader-names.tsv"], 3),
  );
}

function readFiles<Name extends string>(folder: string, names: readonly Name[]): Record<Name, string> {
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
  ) as Record<Name, string>;
}

/** `data/` beside `package.json`: this file runs as `dist/src/lexicon/load.js`. */
function packagedData(): string {
  return path.join(path.dirname(fileURLToPath(import.meta.url)), "../../../data");
}
