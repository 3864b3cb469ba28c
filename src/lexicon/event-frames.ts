/**
 * The tables of events made ready for lookup: predicates with what they take, PLOVER's modes with their scores, words
 * by class, contexts, and what a word makes of the act that it governs. Formats: docs/data.md.
 */
import { type EventStatus, eventStatuses, eventTypes, type EventType } from "../model/finding.ts";
import { type DataRow, listCell, oneOf, readTable, refuse } from "./table.ts";

const sorts = ["person", "actor", "place", "infinitive", "clause", "any"] as const;

/** What must stand beside a predicate: a word of a set as its object, or after a preposition. */
export interface Theme {
  /** Null for the object. */
  readonly preposition: string | null;
  /** Lemmas; null where only what sort of thing it is counts. */
  readonly lemmas: ReadonlySet<string> | null;
  /** `person`: a person by name, or he and she; `actor`: anybody who can act; `place`: a named place; `infinitive`: a clause with "to"; `clause`: any. */
  readonly sort: (typeof sorts)[number] | null;
}

/** One reading of a predicate. */
export interface EventFrame {
  /** Words that go with the predicate: the "out" of "pull out"; none for most. */
  readonly particles: readonly string[];
  /** One must be there; none: nothing is asked for. */
  readonly themes: readonly Theme[];
  readonly type: EventType;
  readonly mode: string | null;
  readonly cameo: string | null;
  /** PLOVER score; null where the manual gives none. */
  readonly score: number | null;
  /** Where to look for those who act, and for those it is done to, first match first: `subj`, `obj`, `obj+`, `poss`, … */
  readonly actors: readonly string[];
  readonly recipients: readonly string[];
  readonly needsRecipient: boolean;
  /** Whether it is believed although nobody is said to do it ("was arrested"). */
  readonly isBare: boolean;
  /** Whether those who do it do it with one another ("talks", "met"). */
  readonly isMutual: boolean;
  /** Where it fits the predicate tells of no event: "met the conditions". */
  readonly isNone: boolean;
  /** Not believed of a participle behind a noun: "rebels backed by Norway" tells who they are. */
  readonly isActive: boolean;
}

/** What a word makes of an act: a status; the same as its own; or nothing, the act being taken for granted. */
export type Factuality = EventStatus | "same" | "fact";

/** What a governing word makes of a clause, and of a noun, that it governs. */
export interface Governor {
  readonly clause: Factuality;
  readonly noun: Factuality;
}

/** The sets of words that rules of status ask for; what each is good for stands beside it in data/factuality.tsv. */
export const statusWordSets = [
  "dismissal",
  "rebuttal",
  "telling",
  "report",
  "true",
  "untrue",
  "thought",
  "announcement",
  "pondering",
  "chance",
  "taking",
  "prevention",
  "stopping",
  "decided",
  "wanting",
  "omission",
  "suspicion",
  "rank",
  "calling-off",
  "happening",
  "ending",
  "staged",
  "discussing",
  "amount",
  "issuing",
  "issued",
  "same-past",
] as const;
export type StatusWords = (typeof statusWordSets)[number];

export interface EventTables {
  /** By the first word of the lemma; most particular first. */
  readonly verbs: ReadonlyMap<string, readonly EventFrame[]>;
  readonly nouns: ReadonlyMap<string, readonly EventFrame[]>;
  /** Verbs that do no more than carry an event noun ("hold talks"), by lemma, with their particles. */
  readonly carriers: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Which types a predicate has frames of, by lemma: bit `t` for `eventTypes[t]`. */
  readonly verbTypes: ReadonlyMap<string, number>;
  readonly nounTypes: ReadonlyMap<string, number>;
  /** Where to look for those who act and whom it is done to where no frame of the predicate says so. */
  readonly plain: ReadonlyMap<EventType, EventFrame>;
  /** Verbs of both by their forms, irregular ones among them: taggers make "severe" of "severed" and leave "tore" as it is. */
  readonly verbOfForm: ReadonlyMap<string, string>;
  /** By part of speech and lemma: `verb plan`. */
  readonly governors: ReadonlyMap<string, Governor>;
  /** Words that rules of status ask for, by the name of their set: `omission`. */
  readonly statusWords: Readonly<Record<StatusWords, ReadonlySet<string>>>;
  readonly classes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Contexts by lemma. */
  readonly contexts: ReadonlyMap<string, readonly string[]>;
  readonly scores: ReadonlyMap<string, number | null>;
}

export const eventFiles = [
  "event-frames.tsv",
  "event-words.tsv",
  "event-modes.tsv",
  "event-contexts.tsv",
  "factuality.tsv",
  "irregular-forms.tsv",
] as const;
type EventFile = (typeof eventFiles)[number];

/**
 * The tables of the files' texts.
 *
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function compileEventTables(files: Readonly<Record<EventFile, string>>): EventTables {
  const classes = new Map<string, ReadonlySet<string>>();
  for (const row of readTable("event-words.tsv", files["event-words.tsv"], 2)) {
    const name = row.cells[0] as string;
    classes.set(name, new Set([...(classes.get(name) ?? []), ...listCell(row.cells[1] as string)]));
  }
  const scores = new Map(
    readTable("event-modes.tsv", files["event-modes.tsv"], 3).map((row): [string, number | null] => {
      const [, mode, score] = row.cells as [string, string, string];
      return [modeKey(oneOf(row, 0, eventTypes), mode === "-" ? null : mode), scoreOf(row, score)];
    }),
  );
  const setOf = openLemmaSets(classes);
  const verbs = new Map<string, EventFrame[]>();
  const nouns = new Map<string, EventFrame[]>();
  const carriers = new Map<string, string[][]>();
  const plain = new Map<EventType, EventFrame>();
  for (const row of readTable("event-frames.tsv", files["event-frames.tsv"], 9)) {
    const part = oneOf(row, 1, ["verb", "noun", "carrier", "none", "plain"] as const);
    // A row's predicates have all but their particles in common; what is read once costs a tenth.
    const frame = part === "carrier" ? null : frameOf(row, setOf, scores);
    if (frame !== null && part === "plain") {
      plain.set(frame.type, frame);
      continue;
    }
    for (const predicate of listCell(row.cells[0] as string)) {
      const [first, ...particles] = predicate.split(" ") as [string, ...string[]];
      if (frame === null) add(carriers, first, particles);
      else add(part === "noun" ? nouns : verbs, first, { ...frame, particles });
    }
  }
  for (const frames of [...verbs.values(), ...nouns.values()])
    frames.sort((a, b) => weightOf(b) - weightOf(a));
  for (const type of eventTypes)
    if (!plain.has(type))
      refuse("data/event-frames.tsv", `a line "*", part "plain", for each type`, `none for "${type}"`);
  const contexts = new Map<string, string[]>();
  for (const row of readTable("event-contexts.tsv", files["event-contexts.tsv"], 2))
    for (const word of listCell(row.cells[1] as string)) add(contexts, word, row.cells[0] as string);
  const governors = new Map<string, Governor>();
  const statusWords = new Map<StatusWords, ReadonlySet<string>>();
  for (const row of readTable("factuality.tsv", files["factuality.tsv"], 4)) {
    const part = oneOf(row, 0, ["verb", "noun", "adjective", "set"] as const);
    if (part === "set") {
      statusWords.set(oneOf(row, 2, statusWordSets), new Set(listCell(row.cells[1] as string)));
      continue;
    }
    const governor = {
      clause: oneOf(row, 2, [...eventStatuses, "same", "fact"] as const),
      noun: oneOf(row, 3, [...eventStatuses, "same", "fact"] as const),
    };
    for (const word of listCell(row.cells[1] as string)) {
      const key = `${part} ${word}`;
      if (governors.has(key)) refuse(row.place, "each word once", `"${key}" again`);
      governors.set(key, governor);
    }
  }
  const setNamed = (name: StatusWords): ReadonlySet<string> =>
    statusWords.get(name) ?? refuse("data/factuality.tsv", `a set "${name}"`, "none");
  const verbOfForm = new Map(
    [...verbs.keys(), ...carriers.keys()].flatMap((lemma) =>
      regularForms(lemma).map((form) => [form, lemma]),
    ),
  );
  for (const { cells } of readTable("irregular-forms.tsv", files["irregular-forms.tsv"], 3)) {
    const [form, tag, lemma] = cells as [string, string, string];
    if (/^VB[DN]$/.test(tag) && (verbs.has(lemma) || carriers.has(lemma))) verbOfForm.set(form, lemma);
  }
  const verbTypes = typesOf(verbs);
  const nounTypes = typesOf(nouns);
  return {
    verbs,
    nouns,
    carriers,
    verbTypes,
    nounTypes,
    plain,
    verbOfForm,
    governors,
    statusWords: Object.fromEntries(
      statusWordSets.map((name) => [name, setNamed(name)]),
    ) as EventTables["statusWords"],
    classes,
    contexts,
    scores,
  };
}

function typesOf(predicates: ReadonlyMap<string, readonly EventFrame[]>): Map<string, number> {
  const types = new Map<string, number>();
  for (const [lemma, frames] of predicates) {
    let bits = 0;
    for (const { type, isNone } of frames) if (!isNone) bits |= 1 << eventTypes.indexOf(type);
    types.set(lemma, bits);
  }
  return types;
}

/** The forms that spelling rules give a verb: condemn, condemns, condemned, condemning. */
function regularForms(lemma: string): string[] {
  if (lemma.endsWith("e")) return [lemma, `${lemma}s`, `${lemma}d`, `${lemma.slice(0, -1)}ing`];
  if (/[^aeiou]y$/.test(lemma))
    return [lemma, `${lemma.slice(0, -1)}ies`, `${lemma.slice(0, -1)}ied`, `${lemma}ing`];
  const s = /(?:[sxz]|ch|sh)$/.test(lemma) ? `${lemma}es` : `${lemma}s`;
  const doubled = /[^aeiou][aeiou][bdglmnprt]$/.test(lemma) ? lemma + lemma.slice(-1) : lemma;
  return [lemma, s, `${lemma}ed`, `${lemma}ing`, `${doubled}ed`, `${doubled}ing`];
}

/** The key of a type and mode in `EventTables.scores`. */
export function modeKey(type: EventType, mode: string | null): string {
  return mode === null ? type : `${type} ${mode}`;
}

/** Frames that ask for more come first: particles, words as object, words behind prepositions, sorts of things. */
function weightOf({ particles, themes, isNone }: EventFrame): number {
  const weights = themes.map(({ lemmas, preposition }) =>
    lemmas === null ? 1 : preposition === "subj" ? 4 : preposition === null ? 3 : 2,
  );
  return (isNone ? 10 : 0) + particles.length * 5 + Math.max(0, ...weights);
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function scoreOf(row: DataRow, cell: string): number | null {
  if (cell === "-") return null;
  const score = Number(cell);
  if (!(-10 <= score && score <= 10)) refuse(row.place, "a score from -10 to 10 in column 3", `"${cell}"`);
  return score;
}

const roles =
  /^(?:subj|obj|obj\+|iobj|poss|adj|clause|purpose|condition|attack|at|by|of|from|with|between|among|against|on|upon|over|to|toward|for|in|into|into|within|off|about|around|inside|outside|behind|along|around|through|near)$/;

function rolesOf(row: DataRow, column: number): string[] {
  const list = listCell((row.cells[column] as string).replace(/!$/, ""));
  for (const role of list)
    if (!roles.test(role)) refuse(row.place, `roles and prepositions in column ${column + 1}`, `"${role}"`);
  return list;
}

function frameOf(row: DataRow, setOf: LemmaSets, scores: ReadonlyMap<string, number | null>): EventFrame {
  const [, , themes, , mode, cameo, , recipient, flagCell] = row.cells as [
    string, string, string, string, string, string, string, string, string,
  ]; // prettier-ignore
  const type = oneOf(row, 3, eventTypes);
  const key = modeKey(type, mode === "-" ? null : mode);
  const score = scores.get(key);
  if (score === undefined)
    return refuse(row.place, "a type and mode of data/event-modes.tsv in columns 4 and 5", `"${key}"`);
  if (cameo !== "-" && !/^\d{2,4}$/.test(cameo))
    refuse(row.place, 'a CAMEO code or "-" in column 6', `"${cameo}"`);
  const flags = listCell(flagCell);
  for (const flag of flags)
    if (!/^(?:bare|mutual|active)$/.test(flag))
      refuse(row.place, "flags of bare, mutual, active in column 9", `"${flag}"`);
  return {
    particles: [],
    themes: themesOf(row, themes, setOf),
    type,
    mode: mode === "-" ? null : mode,
    cameo: cameo === "-" ? null : cameo,
    score,
    actors: rolesOf(row, 6),
    recipients: rolesOf(row, 7),
    needsRecipient: recipient.endsWith("!"),
    isBare: flags.includes("bare"),
    isMutual: flags.includes("mutual"),
    isActive: flags.includes("active"),
    isNone: row.cells[1] === "none",
  };
}

/** The set of words, among them classes (`@pact`): the same words give the same set, which frames have in common. */
type LemmaSets = (row: DataRow, words: readonly string[]) => ReadonlySet<string>;

function openLemmaSets(classes: ReadonlyMap<string, ReadonlySet<string>>): LemmaSets {
  const sets = new Map<string, ReadonlySet<string>>();
  return (row, words) => {
    const key = words.join(";");
    const made = sets.get(key);
    if (made !== undefined) return made;
    const set = new Set<string>();
    for (const word of words) {
      if (!word.startsWith("@")) set.add(word);
      else {
        const members = classes.get(word.slice(1));
        if (members === undefined)
          return refuse(row.place, "a class of data/event-words.tsv in column 3", `"${word}"`);
        for (const member of members) set.add(member);
      }
    }
    sets.set(key, set);
    return set;
  };
}

/** Words of a theme cell by preposition: `@pact; from:@pact; %person`. */
function themesOf(row: DataRow, cell: string, setOf: LemmaSets): Theme[] {
  const lemmas = new Map<string, string[]>();
  const themes: Theme[] = [];
  for (const entry of listCell(cell)) {
    const [, preposition = "", word] = /^(?:([a-z]+):)?(.+)$/.exec(entry) as unknown as [
      string,
      string | undefined,
      string,
    ];
    if (word.startsWith("%")) {
      const sort = sorts.find((it) => it === word.slice(1));
      if (sort === undefined)
        return refuse(row.place, `one of %${sorts.join(", %")} in column 3`, `"${word}"`);
      themes.push({ preposition: preposition === "" ? null : preposition, lemmas: null, sort });
      continue;
    }
    add(lemmas, preposition, word);
  }
  for (const [preposition, words] of lemmas)
    themes.push({
      preposition: preposition === "" ? null : preposition,
      lemmas: setOf(row, words),
      sort: null,
    });
  return themes;
}
