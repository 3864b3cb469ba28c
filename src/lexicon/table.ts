/** Tab-separated data files to rows. A malformed line is refused by file and line. */
import { DemarcheError } from "../model/error.ts";

/** One line of a data file, with where it stands. */
export interface DataRow {
  readonly cells: readonly string[];
  /** `data/states.tsv:41`. */
  readonly place: string;
}

/**
 * The rows of a file: lines but for empty ones and those that begin with `#`.
 *
 * @throws DemarcheError `lexicon/malformed` for a line with other than `nColumns` columns, or an empty cell
 */
export function readTable(name: string, text: string, nColumns: number): DataRow[] {
  const rows: DataRow[] = [];
  for (const [i, ended] of text.split("\n").entries()) {
    const line = ended.endsWith("\r") ? ended.slice(0, -1) : ended;
    if (line === "" || line.startsWith("#")) continue;
    const place = `data/${name}:${i + 1}`;
    const cells = line.split("\t");
    for (let at = 0; at < cells.length; at++) cells[at] = (cells[at] as string).trim();
    if (cells.length !== nColumns) refuse(place, `${nColumns} columns`, String(cells.length));
    const empty = cells.indexOf("");
    if (0 <= empty) refuse(place, `a value or "-" in column ${empty + 1}`, "nothing");
    rows.push({ cells, place });
  }
  return rows;
}

/** The entries of a list cell: parted by ";", none for "-". */
export function listCell(cell: string): string[] {
  return cell === "-" ? [] : cell.split(";").map((entry) => entry.trim());
}

/** The one of `allowed` that the cell is. */
export function oneOf<Value extends string>(row: DataRow, column: number, allowed: readonly Value[]): Value {
  const cell = row.cells[column] as string;
  const found = allowed.find((value) => value === cell);
  return found ?? refuse(row.place, `one of ${allowed.join(", ")} in column ${column + 1}`, `"${cell}"`);
}

/** @throws DemarcheError `lexicon/malformed`, always */
export function refuse(place: string, expected: string, found: string): never {
  throw new DemarcheError("lexicon/malformed", `${place}: expected ${expected}, found ${found}`, { place });
}
