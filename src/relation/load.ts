/** Reads the rules of relations from the package's `data/`. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { compileRelationRules, type RelationRule } from "./rules.ts";

/**
 * The rules of `data/relation-rules.tsv`.
 *
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function loadRelationRules(): readonly RelationRule[] {
  const folder = path.dirname(fileURLToPath(import.meta.url)); // This file runs as dist/src/relation/load.js.
  return compileRelationRules(readFileSync(path.join(folder, "../../../data/relation-rules.tsv"), "utf8"));
}
