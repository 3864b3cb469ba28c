/** Reads `data/` from the package's folder: the one place where the lexicon touches files. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { compileLexicon, type Lexicon, type LexiconFile, lexiconFiles } from "./lexicon.ts";

/**
 * The lexicon of a folder of data files; by default the package's own.
 *
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function loadLexicon(folder: string = packagedData()): Lexicon {
  const files = Object.fromEntries(
    lexiconFiles.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
  ) as Record<LexiconFile, string>;
  return compileLexicon(files);
}

/** `data/` beside `package.json`: this file runs as `dist/src/lexicon/load.js`. */
function packagedData(): string {
  return path.join(path.dirname(fileURLToPath(import.meta.url)), "../../../data");
}
