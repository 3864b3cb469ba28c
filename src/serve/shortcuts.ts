/** The keys of the reader, from `data/shortcuts.tsv`: one list for the handler, the panel and the manual. */
import { readTable, refuse } from "../lexicon/table.ts";

export interface Shortcut {
  /** As `KeyboardEvent.key` says it. */
  readonly key: string;
  /** What the script does. */
  readonly action: string;
  /** What a person reads. */
  readonly label: string;
}

/**
 * The shortcuts of the data file.
 *
 * @throws DemarcheError `lexicon/malformed` for a line that has not three columns, or a key given twice
 */
export function parseShortcuts(text: string): readonly Shortcut[] {
  const shortcuts: Shortcut[] = [];
  for (const { cells, place } of readTable("shortcuts.tsv", text, 3)) {
    const [key = "", action = "", label = ""] = cells;
    if (shortcuts.some((it) => it.key === key)) refuse(place, "every key once", `"${key}" again`);
    shortcuts.push({ key, action, label });
  }
  return shortcuts;
}
