/** `data/` made ready for lookup. Knowledge of the world and of words, none of it in code. */
import { conditionLinks, type ConditionLink, type StatementKind, statementKinds } from "../model/finding.ts";
import { compileEventTables, eventFiles, type EventTables } from "./event-frames.ts";
import {
  compileGivenNames,
  compileSpeakerNouns,
  foldName,
  type GivenNames,
  type SpeakerNoun,
} from "./speakers.ts";
import { type DataRow, listCell, oneOf, readTable, refuse } from "./table.ts";

/** An actor that the register knows by name. */
export interface KnownActor {
  readonly code: string;
  readonly name: string;
  readonly kind: "state" | "body" | "group";
  readonly sector: string;
}

/** A name in the register. */
export interface KnownName {
  readonly actor: KnownActor;
  readonly usage: "name" | "adjective" | "capital" | "seat";
  /** Also means something else (a person, another place): believed only with support. */
  readonly isAmbiguous: boolean;
}

export interface SpeechVerb {
  readonly lemma: string;
  readonly kind: StatementKind;
  /** Whether it can introduce a quotation, a clause; whether its object is who was told. */
  readonly takesQuote: boolean;
  readonly takesClause: boolean;
  readonly takesHearer: boolean;
}

export interface ConditionCue {
  readonly words: readonly string[];
  readonly link: ConditionLink;
  readonly necessity: "necessary" | "sufficient" | "both";
  readonly shape: "after" | "way" | "refusal";
}

/** What somebody is: words of one role name the same office. */
export interface Office {
  readonly role: string;
  readonly sector: string | null;
}

export interface Lexicon {
  /** By the name as written, apostrophes straight. */
  readonly names: ReadonlyMap<string, KnownName>;
  /** First words of names, with the longest name (in characters) that begins so. */
  readonly nameStarts: ReadonlyMap<string, number>;
  /** By form, lower case. */
  readonly speechVerbs: ReadonlyMap<string, SpeechVerb>;
  readonly events: EventTables;
  readonly conditionCues: readonly ConditionCue[];
  /** By words, lower case. */
  readonly offices: ReadonlyMap<string, Office>;
  readonly givenNames: GivenNames;
  /** Nouns for people, bodies and groups, by word, lower case. */
  readonly speakerNouns: ReadonlyMap<string, SpeakerNoun>;
  /** What sort of attribution a cue makes, by part of speech and lemma: `verb say`. */
  readonly cueKinds: ReadonlyMap<string, StatementKind>;
  /** What words come through that has no name of its own (an interview, a tweet), by lemma. */
  readonly media: ReadonlyMap<string, string>;
}

export { foldName, type SpeakerNoun };

/** The files of `data/` that make a lexicon. */
export const lexiconFiles = [
  "states.tsv",
  "bodies.tsv",
  "speech-verbs.tsv",
  ...eventFiles,
  "condition-cues.tsv",
  "offices.tsv",
  "given-names.tsv",
  "speaker-nouns.tsv",
  "cue-kinds.tsv",
  "media.tsv",
] as const;
export type LexiconFile = (typeof lexiconFiles)[number];

/**
 * The lexicon of the files' texts.
 *
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function compileLexicon(files: Readonly<Record<LexiconFile, string>>): Lexicon {
  const names = new Map<string, KnownName>();
  for (const row of readTable("states.tsv", files["states.tsv"], 7)) addState(names, row);
  for (const row of readTable("bodies.tsv", files["bodies.tsv"], 5)) addBody(names, row);
  const nameStarts = new Map<string, number>();
  for (const name of names.keys()) {
    const start = firstWordOf(name);
    nameStarts.set(start, Math.max(nameStarts.get(start) ?? 0, name.length));
  }
  return {
    names,
    nameStarts,
    speechVerbs: new Map(readTable("speech-verbs.tsv", files["speech-verbs.tsv"], 4).flatMap(formsOf)),
    events: compileEventTables(files),
    conditionCues: readTable("condition-cues.tsv", files["condition-cues.tsv"], 4)
      .map(cueOf)
      .sort((a, b) => b.words.length - a.words.length),
    offices: new Map(readTable("offices.tsv", files["offices.tsv"], 3).flatMap(officesOf)),
    givenNames: compileGivenNames(files["given-names.tsv"]),
    speakerNouns: compileSpeakerNouns(files["speaker-nouns.tsv"]),
    cueKinds: new Map(readTable("cue-kinds.tsv", files["cue-kinds.tsv"], 3).flatMap(kindsOf)),
    media: new Map(
      readTable("media.tsv", files["media.tsv"], 2).flatMap(({ cells }) =>
        listCell(cells[1] as string).map((lemma): [string, string] => [lemma, cells[0] as string]),
      ),
    ),
  };
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
export function straight(text: string): string {
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
  const state: KnownActor = { code, name, kind: "state", sector: "GOV" };
  for (const word of [name, ...listCell(others)]) add("name", word, state);
  for (const word of listCell(adjectives)) add("adjective", word, state);
  for (const word of listCell(capitals)) add("capital", word, state);
  for (const seat of listCell(seats)) {
    const [word, sector] = seat.split(":");
    if (word === undefined || sector === undefined)
      refuse(row.place, "seats as name:SECTOR in column 6", `"${seat}"`);
    add("seat", word, sector === "GOV" ? state : { code, name: word, kind: "body", sector });
  }
}

function addBody(names: Map<string, KnownName>, row: DataRow): void {
  const [code, name, others, , sector] = row.cells as [string, string, string, string, string];
  const actor: KnownActor = { code, name, kind: oneOf(row, 3, ["body", "group"]), sector };
  for (const word of [name, ...listCell(others)])
    addName(names, row, word, { actor, usage: "name", isAmbiguous: false });
}

function formsOf(row: DataRow): [string, SpeechVerb][] {
  const [lemma, forms, , frames] = row.cells as [string, string, string, string];
  const kind = oneOf(row, 2, statementKinds);
  const taken = new Set(listCell(frames));
  const verb = {
    lemma,
    kind,
    takesQuote: taken.has("q"),
    takesClause: taken.has("that"),
    takesHearer: taken.has("via"),
  };
  return [lemma, ...listCell(forms)].map((form) => [form, verb]);
}

function kindsOf(row: DataRow): [string, StatementKind][] {
  const kind = oneOf(row, 0, statementKinds);
  const part = oneOf(row, 1, ["verb", "noun", "adjective"] as const);
  return listCell(row.cells[2] as string).map((lemma) => [`${part} ${lemma}`, kind]);
}

function cueOf(row: DataRow): ConditionCue {
  return {
    words: (row.cells[0] as string).split(" "),
    link: oneOf(row, 1, conditionLinks),
    necessity: oneOf(row, 2, ["necessary", "sufficient", "both"] as const),
    shape: oneOf(row, 3, ["after", "way", "refusal"] as const),
  };
}

function officesOf(row: DataRow): [string, Office][] {
  const [role, words, sector] = row.cells as [string, string, string];
  return listCell(words).map((word) => [word, { role, sector: sector === "-" ? null : sector }]);
}
