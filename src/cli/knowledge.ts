/** What the program knows, loaded from the package's own `data/` and `models/`. */
import { loadLexicon } from "../lexicon/load.ts";
import type { Knowledge } from "../pipeline.ts";
import { emptyEngine } from "../parse/parse.ts";

/** @throws DemarcheError `lexicon/malformed`: a data file has been changed and is wrong at a line */
export function loadKnowledge(): Knowledge {
  return { lexicon: loadLexicon(), engine: emptyEngine() };
}
