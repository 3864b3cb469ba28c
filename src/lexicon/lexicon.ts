/** `data/` made ready for lookup. Knowledge of the world and of words, none of it in code. */
import { type StatementKind, statementKinds } from "../model/finding.ts";
import {
  type ConditionCue,
  type ConditionWords,
  compileConditionCues,
  compileConditionWords,
} from "./condition-words.ts";
import { type ConditionSides, compileConditionSides } from "./condition-sides.ts";
import { compileEventTables, eventFiles, type EventTables } from "./event-frames.ts";
import { digestOf } from "../model/digest.ts";
import { compileNames, firstWordOf } from "./names.ts";
import { compilePeople, type People } from "./people.ts";
import {
  type Agent,
  compileAgents,
  compilePlaces,
  compileReadings,
  compileTerritories,
  type NameReading,
} from "./phrasing.ts";
import {
  compileGivenNames,
  compileSpeakerNouns,
  foldName,
  type GivenNames,
  type SpeakerNoun,
} from "./speakers.ts";
import { type DataRow, listCell, oneOf, readTable } from "./table.ts";
import { compileTimeWords, type TimeWords } from "./times.ts";

export type { TimeRole, TimeWord, TimeWords } from "./times.ts";

/** An actor that the register knows by name. */
export interface KnownActor {
  readonly code: string;
  readonly name: string;
  readonly kind: "state" | "body" | "group";
  readonly sector: string;
  /** The state it is of: its own code for a state, the home of an armed group or party; null for who is of none. */
  readonly home: string | null;
  /** Code for exchange with other event data, in CAMEO's style (`IGO-UN`, `EUR`); null: home and sector say it. */
  readonly exchange: string | null;
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

/** What two are who were named before: "the two countries", "both sides", "the two leaders". */
export const pairKinds = ["states", "sides", "leaders", "people"] as const;
export type PairKind = (typeof pairKinds)[number];

/** What somebody is: words of one role name the same office. */
export interface Office {
  readonly role: string;
  readonly sector: string | null;
}

export interface Lexicon {
  /** SHA-256 of the files that it was made of. */
  readonly digest: string;
  /** By the name as written, apostrophes straight. */
  readonly names: ReadonlyMap<string, KnownName>;
  /** First words of names, with the longest name (in characters) that begins so. */
  readonly nameStarts: ReadonlyMap<string, number>;
  /** By form, lower case. */
  readonly speechVerbs: ReadonlyMap<string, SpeechVerb>;
  readonly events: EventTables;
  /** By their first word, the longest first. */
  readonly conditionCues: ReadonlyMap<string, readonly ConditionCue[]>;
  readonly conditionWords: ConditionWords;
  readonly conditionSides: ConditionSides;
  /** By words, lower case. */
  readonly offices: ReadonlyMap<string, Office>;
  readonly givenNames: GivenNames;
  /** Nouns for people, bodies and groups, by word, lower case. */
  readonly speakerNouns: ReadonlyMap<string, SpeakerNoun>;
  /** What sort of attribution a cue makes, by part of speech and lemma: `verb say`. */
  readonly cueKinds: ReadonlyMap<string, StatementKind>;
  /** What words come through that has no name of its own (an interview, a tweet), by lemma. */
  readonly media: ReadonlyMap<string, string>;
  readonly times: TimeWords;
  /** Words for a role, the first of its line. */
  readonly roleWords: ReadonlyMap<string, string>;
  /** States and bodies by code. */
  readonly actors: ReadonlyMap<string, KnownActor>;
  /** Sector by code: `GOV` for all states. */
  readonly codes: ReadonlyMap<string, string>;
  readonly people: People;
  readonly agents: ReadonlyMap<string, Agent>;
  /** Codes of states by place. */
  readonly places: ReadonlyMap<string, string>;
  /** What an ambiguous name may mean. */
  readonly readings: ReadonlyMap<string, readonly NameReading[]>;
  /** Codes of sovereign states by code of a territory. */
  readonly sovereigns: ReadonlyMap<string, string>;
  /** What "the two …" and "both …" are, by the noun in the plural. */
  readonly pairNouns: ReadonlyMap<string, PairKind>;
  /** The title of who heads a body, by the body in lower case: "diplomacy" leads to "top diplomat". */
  readonly headedBodies: ReadonlyMap<string, string>;
}

/** What conditions are compared by: names of states and bodies, and the words of the two sides. */
export type ConditionLexicon = Pick<Lexicon, "names" | "conditionSides">;

export { foldName, type SpeakerNoun };

/** The files that conditions are compared by. */
export const conditionFiles = [
  "states.tsv",
  "bodies.tsv",
  "condition-synonyms.tsv",
  "condition-acts.tsv",
  "condition-grades.tsv",
] as const;

/**
 * The part of the lexicon that comparing conditions needs: it is made in a tenth of the time of the whole.
 *
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function compileConditionLexicon(
  files: Readonly<Record<(typeof conditionFiles)[number], string>>,
): ConditionLexicon {
  return {
    names: compileNames(
      readTable("states.tsv", files["states.tsv"], 7),
      readTable("bodies.tsv", files["bodies.tsv"], 7),
    ),
    conditionSides: compileConditionSides(
      files["condition-synonyms.tsv"],
      files["condition-acts.tsv"],
      files["condition-grades.tsv"],
    ),
  };
}

/** The files of `data/` that make a lexicon. */
export const lexiconFiles = [
  "states.tsv",
  "bodies.tsv",
  "speech-verbs.tsv",
  ...eventFiles,
  "condition-cues.tsv",
  "condition-words.tsv",
  "condition-synonyms.tsv",
  "condition-acts.tsv",
  "condition-grades.tsv",
  "offices.tsv",
  "given-names.tsv",
  "speaker-nouns.tsv",
  "cue-kinds.tsv",
  "media.tsv",
  "time-words.tsv",
  "named-days.tsv",
  "leaders.tsv",
  "leader-names.tsv",
  "spellings.tsv",
  "agents.tsv",
  "places.tsv",
  "ambiguous-names.tsv",
  "territories.tsv",
  "pair-nouns.tsv",
  "headed-bodies.tsv",
] as const;
export type LexiconFile = (typeof lexiconFiles)[number];

/**
 * The lexicon of the files' texts.
 *
 * @param digest SHA-256 of a text in UTF-8, where the platform has a faster one
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function compileLexicon(
  files: Readonly<Record<LexiconFile, string>>,
  digest: (text: string) => string = digestOf,
): Lexicon {
  const { names, conditionSides } = compileConditionLexicon(files);
  const actors = new Map<string, KnownActor>();
  for (const { actor } of names.values()) if (!actors.has(actor.code)) actors.set(actor.code, actor);
  const codes = new Map(
    [...actors].map(([code, { kind, sector }]) => [code, kind === "state" ? "GOV" : sector]),
  );
  const officeRows = readTable("offices.tsv", files["offices.tsv"], 3);
  const nameStarts = new Map<string, number>();
  for (const name of names.keys()) {
    const start = firstWordOf(name);
    nameStarts.set(start, Math.max(nameStarts.get(start) ?? 0, name.length));
  }
  return {
    digest: digest(lexiconFiles.map((name) => files[name]).join("\0")),
    names,
    nameStarts,
    speechVerbs: new Map(readTable("speech-verbs.tsv", files["speech-verbs.tsv"], 4).flatMap(formsOf)),
    events: compileEventTables(files),
    conditionCues: compileConditionCues(files["condition-cues.tsv"]),
    conditionWords: compileConditionWords(files["condition-words.tsv"]),
    conditionSides,
    givenNames: compileGivenNames(files["given-names.tsv"]),
    speakerNouns: compileSpeakerNouns(files["speaker-nouns.tsv"]),
    cueKinds: new Map(readTable("cue-kinds.tsv", files["cue-kinds.tsv"], 3).flatMap(kindsOf)),
    media: new Map(
      readTable("media.tsv", files["media.tsv"], 2).flatMap(({ cells }) =>
        listCell(cells[1] as string).map((lemma): [string, string] => [lemma, cells[0] as string]),
      ),
    ),
    times: compileTimeWords(files["time-words.tsv"], files["named-days.tsv"]),
    offices: new Map(officeRows.flatMap(officesOf)),
    roleWords: new Map(
      officeRows.map(({ cells }) => [cells[0] as string, listCell(cells[1] as string)[0] as string]),
    ),
    actors,
    codes,
    people: compilePeople({
      leaders: readTable("leaders.tsv", files["leaders.tsv"], 6),
      names: readTable("leader-names.tsv", files["leader-names.tsv"], 3),
      spellings: readTable("spellings.tsv", files["spellings.tsv"], 1),
      roles: new Map(officeRows.map(({ cells }) => [cells[0] as string, cells[2] as string])),
      codes,
    }),
    agents: compileAgents(readTable("agents.tsv", files["agents.tsv"], 4)),
    places: compilePlaces(readTable("places.tsv", files["places.tsv"], 2), codes),
    readings: compileReadings(readTable("ambiguous-names.tsv", files["ambiguous-names.tsv"], 3), codes),
    sovereigns: compileTerritories(readTable("territories.tsv", files["territories.tsv"], 2), codes),
    pairNouns: new Map(
      readTable("pair-nouns.tsv", files["pair-nouns.tsv"], 2).map((row) => [
        row.cells[0] as string,
        oneOf(row, 1, pairKinds),
      ]),
    ),
    headedBodies: new Map(
      readTable("headed-bodies.tsv", files["headed-bodies.tsv"], 2).flatMap(({ cells: [title, bodies] }) =>
        listCell(bodies as string).map((body): [string, string] => [body, title as string]),
      ),
    ),
  };
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

function officesOf(row: DataRow): [string, Office][] {
  const [role, words, sector] = row.cells as [string, string, string];
  return listCell(words).map((word) => [word, { role, sector: sector === "-" ? null : sector }]);
}
