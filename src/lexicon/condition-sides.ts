/** What the two sides of a condition are compared by: sets of synonyms, the events they would be, grades of strictness. */
import { eventTypes, type EventType } from "../model/finding.ts";
import { listCell, oneOf, readTable, refuse } from "./table.ts";

export interface SynonymSet {
  /** The set's name; of two opposites both go by the name of the one that the table lists first. */
  readonly name: string;
  /** Whether it has an opposite, so that it tells a direction. */
  readonly isDirected: boolean;
  /** Whether it is the second of two opposites: the same, turned round. */
  readonly isTurned: boolean;
}

/** What words would be as an event. */
export interface SideAct {
  readonly type: EventType;
  readonly mode: string;
  /** Names of sets, and stems of other words. */
  readonly acts: ReadonlySet<string>;
  /** One of these must stand beside the act; empty: none need. */
  readonly things: ReadonlySet<string>;
}

export interface ConditionSides {
  /** By stems, several joined by a space. */
  readonly synonyms: ReadonlyMap<string, SynonymSet>;
  /** Stems of an entry of `synonyms` at most. */
  readonly longest: number;
  readonly acts: readonly SideAct[];
  readonly stricter: ReadonlySet<string>;
  readonly milder: ReadonlySet<string>;
  /** Stems of words of who only speaks of an act: "threaten", "readiness". */
  readonly said: ReadonlySet<string>;
}

/** @throws DemarcheError `lexicon/malformed` naming file and line */
export function compileConditionSides(synonyms: string, acts: string, grades: string): ConditionSides {
  const rows = readTable("condition-synonyms.tsv", synonyms, 3);
  const names = new Set(rows.map(({ cells }) => cells[0] as string));
  const order = [...names];
  const sets = new Map<string, SynonymSet>();
  let longest = 1;
  for (const { cells, place } of rows) {
    const [name, opposite, words] = cells as [string, string, string];
    if (opposite !== "-" && !names.has(opposite))
      refuse(place, "the name of another set, or -, in column 2", `"${opposite}"`);
    for (const entry of listCell(words)) {
      const stems = entry.toLowerCase().split(" ").map(stemOf);
      longest = Math.max(longest, stems.length);
      const key = stems.join(" ");
      const isTurned = opposite !== "-" && order.indexOf(opposite) < order.indexOf(name);
      const set = { name: isTurned ? opposite : name, isDirected: opposite !== "-", isTurned };
      if (!sets.has(key)) sets.set(key, set);
    }
  }
  const opposites = new Map(rows.map(({ cells }) => [cells[0] as string, cells[1] as string]));
  const known = (cell: string): ReadonlySet<string> =>
    new Set(
      listCell(cell).map((word) => {
        const opposite = opposites.get(word) ?? "-";
        const isTurned = opposite !== "-" && order.indexOf(opposite) < order.indexOf(word);
        return isTurned ? `not ${opposite}` : names.has(word) ? word : stemOf(word);
      }),
    );
  const byGrade = (grade: string): ReadonlySet<string> =>
    new Set(
      readTable("condition-grades.tsv", grades, 2)
        .filter((row) => oneOf(row, 0, ["stricter", "milder", "said"] as const) === grade)
        .flatMap(({ cells }) => listCell(cells[1] as string)),
    );
  return {
    synonyms: sets,
    longest,
    acts: readTable("condition-acts.tsv", acts, 4).map((row) => ({
      type: oneOf(row, 0, eventTypes),
      mode: row.cells[1] as string,
      acts: known(row.cells[2] as string),
      things: known(row.cells[3] as string),
    })),
    stricter: byGrade("stricter"),
    milder: byGrade("milder"),
    said: new Set([...byGrade("said")].map(stemOf)),
  };
}

const endings = [
  "isations", "izations", "isation", "ization", "ational", "ations", "ation", "ments", "ment", "ness", "istic", "isms",
  "ism", "ists", "ist", "ities", "ity", "ions", "ings", "ing", "ion", "edly", "ied", "ies", "ed", "ic", "al", "es", "s", "y", "e",
]; // prettier-ignore

/**
 * What is left of a word without its ending, so that forms and kin meet: "hegemony", "hegemonism" and "hegemonic" are
 * "hegemon"; "withdrawing" and "withdraw" are "withdraw". At least four letters stay.
 */
export function stemOf(word: string): string {
  const lower = word.toLowerCase();
  for (const ending of endings) {
    if (!lower.endsWith(ending) || lower.length - ending.length < 4) continue;
    const stem = lower.slice(0, -ending.length);
    // "stopped" is "stop".
    return /([bdgklmnprt])\1$/.test(stem) && 4 < stem.length ? stem.slice(0, -1) : stem;
  }
  return lower;
}
