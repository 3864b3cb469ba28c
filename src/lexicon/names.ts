/** Names of states and bodies to the actors that they lead to. */
import type { KnownActor, KnownName } from "./lexicon.ts";
import { type DataRow, listCell, oneOf, refuse } from "./table.ts";

/** All names by how they are written, apostrophes straight. A name leads to one actor only. */
export function compileNames(states: readonly DataRow[], bodies: readonly DataRow[]): Map<string, KnownName> {
  const names = new Map<string, KnownName>();
  for (const row of states) addState(names, row);
  for (const row of bodies) addBody(names, row);
  return names;
}

/** The word that a name begins with: up to the first space or hyphen. */
export function firstWordOf(name: string): string {
  return /^[^\s-]+/.exec(name)?.[0] ?? name;
}

function addName(names: Map<string, KnownName>, row: DataRow, name: string, known: KnownName): void {
  const before = names.get(straight(name));
  if (before !== undefined && before.actor.code !== known.actor.code) {
    refuse(row.place, "a name of one actor", `"${name}", which ${before.actor.code} has too`);
  }
  if (before === undefined) names.set(straight(name), known);
}

/** Apostrophes as typed. */
function straight(text: string): string {
  return text.includes("’") ? text.replaceAll("’", "'") : text;
}

function addState(names: Map<string, KnownName>, row: DataRow): void {
  const [code, name, others, adjectives, capitals, seats, ambiguous] = row.cells as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (!/^[A-Z]{3}$/.test(code)) refuse(row.place, "an ISO 3166 alpha-3 code in column 1", `"${code}"`);
  const doubtful = new Set(listCell(ambiguous));
  const add = (usage: KnownName["usage"], word: string, actor: KnownActor): void =>
    addName(names, row, word, { actor, usage, isAmbiguous: doubtful.has(word) });
  const state: KnownActor = { code, name, kind: "state", sector: "GOV", home: code, exchange: null };
  for (const word of [name, ...listCell(others)]) add("name", word, state);
  for (const word of listCell(adjectives)) add("adjective", word, state);
  for (const word of listCell(capitals)) add("capital", word, state);
  for (const seat of listCell(seats)) {
    const [word, sector] = seat.split(":");
    if (word === undefined || sector === undefined)
      refuse(row.place, "seats as name:SECTOR in column 6", `"${seat}"`);
    add("seat", word, sector === "GOV" ? state : { ...state, name: word, kind: "body", sector });
  }
}

function addBody(names: Map<string, KnownName>, row: DataRow): void {
  const [code, name, others, , sector, home, exchange] = row.cells as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (home !== "-" && !/^[A-Z]{3}$/.test(home))
    refuse(row.place, 'an ISO 3166 alpha-3 code or "-" in column 6', `"${home}"`);
  const actor: KnownActor = {
    code,
    name,
    kind: oneOf(row, 3, ["body", "group"]),
    sector,
    home: home === "-" ? null : home,
    exchange: exchange === "-" ? null : exchange,
  };
  for (const word of [name, ...listCell(others)])
    addName(names, row, word, { actor, usage: "name", isAmbiguous: false });
}
