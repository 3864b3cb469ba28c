/** What conditions are known by: the cues that link two acts, and classes of words that tell what the acts are. */
import { type ConditionLink, conditionLinks } from "../model/finding.ts";
import { listCell, oneOf, readTable } from "./table.ts";

/** Where requirement and outcome stand about a cue; what each means heads `data/condition-cues.tsv`. */
export const cueShapes = [
  "clause",
  "only",
  "until",
  "while",
  "inverted",
  "way",
  "exchange",
  "reply",
  "hinge",
  "noun",
  "before",
  "without",
  "only-then",
  "ultimatum",
  "bind",
  "purpose",
] as const;
export type CueShape = (typeof cueShapes)[number];

export interface ConditionCue {
  readonly words: readonly string[];
  readonly link: ConditionLink;
  readonly necessity: "necessary" | "sufficient" | "both";
  readonly shape: CueShape;
}

export const conditionWordClasses = [
  "ready", "bound", "commit", "give", "intent", "refuse", "demand", "suffer", "hostile", "severe", "ease", "harmful", "welcome",
  "party", "act", "expert", "force", "institute", "domestic", "asking", "indirect", "idle", "lack", "denied", "drop", "time", "goal",
  "election", "contingency", "predict", "view",  "accord", "peaceful", "rebel",  "given",  "last",  "unit", "reply", "keep", "slight", "guess", "matter", "blunder", "offer", "check", "related", "outlet", "deem", "curb", "insurgent", "authority", "army", "chamber", "police",
] as const; // prettier-ignore
export type ConditionWordClass = (typeof conditionWordClasses)[number];

/** Lemmas in lower case, by class. */
export type ConditionWords = Readonly<Record<ConditionWordClass, ReadonlySet<string>>>;

/**
 * Cues by their first word, the longest first.
 *
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function compileConditionCues(text: string): ReadonlyMap<string, readonly ConditionCue[]> {
  const cues = readTable("condition-cues.tsv", text, 4).map((row): ConditionCue => ({
    words: (row.cells[0] as string).split(" "),
    link: oneOf(row, 1, conditionLinks),
    necessity: oneOf(row, 2, ["necessary", "sufficient", "both"] as const),
    shape: oneOf(row, 3, cueShapes),
  }));
  const byWord = new Map<string, ConditionCue[]>();
  for (const cue of cues.sort((a, b) => b.words.length - a.words.length)) {
    const first = cue.words[0] as string;
    byWord.set(first, [...(byWord.get(first) ?? []), cue]);
  }
  return byWord;
}

/** @throws DemarcheError `lexicon/malformed` naming file and line */
export function compileConditionWords(text: string): ConditionWords {
  const classes = Object.fromEntries(conditionWordClasses.map((name) => [name, new Set<string>()])) as Record<
    ConditionWordClass,
    Set<string>
  >;
  for (const row of readTable("condition-words.tsv", text, 2)) {
    const words = classes[oneOf(row, 0, conditionWordClasses)];
    for (const word of listCell(row.cells[1] as string)) words.add(word);
  }
  return classes;
}
