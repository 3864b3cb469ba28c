/**
 * Words and names that tell whose an actor is within a noun phrase: nouns of actors ("troops", "lawmakers"), places, and
 * names that may mean several.
 */
import { type DataRow, listCell, oneOf, refuse } from "./table.ts";

/** A noun that makes an actor of an adjective or possessive: "Israeli troops". */
export interface Agent {
  /** PLOVER sector. */
  readonly sector: string;
  /** Whether it acts in the state's name, or is of the people in it. */
  readonly standsFor: "state" | "people";
  /** Decides only where no other word of the phrase does: "rebel leaders" are rebels. */
  readonly isFiller: boolean;
}

/** One meaning of an ambiguous name. */
export interface NameReading {
  /** Null: somebody or something that is no actor of the register. */
  readonly code: string | null;
  /** Words of an article that speak for it. */
  readonly support: readonly string[];
  /** Meant where no word speaks for another. */
  readonly isDefault: boolean;
  /** A given name before it speaks for it ("Tara Jordan"). */
  readonly isSurname: boolean;
}

/** By words, lower case. */
export function compileAgents(rows: readonly DataRow[]): Map<string, Agent> {
  const agents = new Map<string, Agent>();
  for (const row of rows) {
    const [words, sector] = row.cells as [string, string];
    if (!/^[A-Z]{3}$/.test(sector)) refuse(row.place, "a PLOVER sector in column 2", `"${sector}"`);
    const standsFor = oneOf(row, 2, ["state", "people"] as const);
    const isFiller = oneOf(row, 3, ["head", "filler"] as const) === "filler";
    for (const word of listCell(words)) {
      if (agents.has(word)) refuse(row.place, "a word once", `"${word}" again`);
      agents.set(word, { sector, standsFor, isFiller });
    }
  }
  return agents;
}

/** Codes of states by place. */
export function compilePlaces(
  rows: readonly DataRow[],
  codes: ReadonlyMap<string, string>,
): Map<string, string> {
  const places = new Map<string, string>();
  for (const row of rows) {
    const [code, names] = row.cells as [string, string];
    if (codes.get(code) !== "GOV") refuse(row.place, "a code of states.tsv in column 1", `"${code}"`);
    for (const name of listCell(names)) {
      if (places.has(name)) refuse(row.place, "a place once", `"${name}" again`);
      places.set(name, code);
    }
  }
  return places;
}

/** Readings by name. */
export function compileReadings(
  rows: readonly DataRow[],
  codes: ReadonlyMap<string, string>,
): Map<string, NameReading[]> {
  const readings = new Map<string, NameReading[]>();
  for (const row of rows) {
    const [name, code, words] = row.cells as [string, string, string];
    if (code !== "-" && !codes.has(code))
      refuse(row.place, 'a code of states.tsv or bodies.tsv, or "-", in column 2', `"${code}"`);
    const all = listCell(words);
    const reading: NameReading = {
      code: code === "-" ? null : code,
      support: all.filter((word) => word !== "*" && word !== "?name"),
      isDefault: all.includes("*"),
      isSurname: all.includes("?name"),
    };
    const list = readings.get(name);
    if (list === undefined) readings.set(name, [reading]);
    else list.push(reading);
  }
  return readings;
}

/** Codes of sovereign states by code of a territory. */
export function compileTerritories(
  rows: readonly DataRow[],
  codes: ReadonlyMap<string, string>,
): Map<string, string> {
  const sovereigns = new Map<string, string>();
  for (const row of rows) {
    const [territory, state] = row.cells as [string, string];
    for (const [code, column] of [
      [territory, 1],
      [state, 2],
    ] as const)
      if (codes.get(code) !== "GOV")
        refuse(row.place, `a code of states.tsv in column ${column}`, `"${code}"`);
    if (sovereigns.has(territory)) refuse(row.place, "a territory once", `"${territory}" again`);
    sovereigns.set(territory, state);
  }
  return sovereigns;
}
