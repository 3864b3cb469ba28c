/** The keys of the reader, from `data/shortcuts.tsv`: one list for the handler, the panel and the manual. */
import { DemarcheError } from "../model/error.ts";

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
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const cells = line.split("\t").map((cell) => cell.trim());
    const [key = "", action = "", label = ""] = cells;
    const place = `data/shortcuts.tsv:${i + 1}`;
    if (cells.length !== 3 || cells.includes("")) {
      throw new DemarcheError("lexicon/malformed", `${place}: expected 3 columns, found ${cells.length}`);
    }
    if (shortcuts.some((it) => it.key === key)) {
      throw new DemarcheError("lexicon/malformed", `${place}: expected every key once, found "${key}" again`);
    }
    shortcuts.push({ key, action, label });
  }
  return shortcuts;
}
