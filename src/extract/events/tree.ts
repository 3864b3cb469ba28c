/** Walking a tree: children by relation, prepositions, voice and tense of a verb. */
import type { StatusWords } from "../../lexicon/event-frames.ts";
import type { Stage } from "../stage.ts";
import { isCalendarWord } from "../words.ts";

const isVerbTag = /^V/;

export function isNominal({ words }: Stage, token: number): boolean {
  const upos = words.parse.tokens.upos[token];
  return upos === "NOUN" || upos === "PROPN" || upos === "PRON" || upos === "NUM" || upos === "X";
}

export function isVerb({ words }: Stage, token: number): boolean {
  const { upos, xpos } = words.parse.tokens;
  return upos[token] === "VERB" || (upos[token] === "AUX" && isVerbTag.test(xpos[token] as string));
}

/** First child of a relation (with subtypes where `relation` ends in none); -1 when there is none. */
export function childOf({ scene, words }: Stage, token: number, relation: string): number {
  const { tokens } = words.parse;
  for (let child = scene.firstChild[token]!; 0 <= child; child = scene.nextSibling[child]!) {
    const found = tokens.relation[child] as string;
    if (found === relation) return child;
  }
  return -1;
}

/** The preposition of a noun; -1 when it has none. */
export function caseOf({ scene, words }: Stage, token: number): number {
  const { tokens } = words.parse;
  for (let child = scene.firstChild[token]!; 0 <= child; child = scene.nextSibling[child]!)
    if (tokens.relation[child] === "case" && (child < token || tokens.xpos[child] !== "POS")) return child;
  return -1;
}

/** Lemma in lower case; of the last part of a word with hyphens that the lexicon knows as one ("cease-fire"), the whole. */
export function lemmaAt({ words, lexicon }: Stage, token: number): string {
  const lemma = (words.parse.tokens.lemma[token] as string).toLowerCase();
  if (words.lower[token - 1] !== "-" || token < 2) return lemma;
  const whole = `${words.lower[token - 2]}-${lemma}`;
  return lexicon.events.classes.get("hyphenated")?.has(whole) === true ? whole : lemma;
}

/** Whether a token is of a set of words of data/factuality.tsv. */
export function isOf(stage: Stage, token: number, set: StatusWords): boolean {
  const words = stage.lexicon.events.statusWords[set];
  return words.has(lemmaAt(stage, token)) || words.has(stage.words.lower[token] as string);
}

function hasAuxiliary(stage: Stage, verb: number, lemma: string): boolean {
  const { scene, words } = stage;
  const { tokens } = words.parse;
  for (let child = scene.firstChild[verb]!; 0 <= child; child = scene.nextSibling[child]!)
    if ((tokens.relation[child] as string).startsWith("aux") && lemmaAt(stage, child) === lemma) return true;
  return false;
}

/** Whether the surface subject is who it is done to. */
export function isPassive(stage: Stage, verb: number, depth = 0): boolean {
  const { tokens } = stage.words.parse;
  if (0 <= childOf(stage, verb, "aux:pass")) return true;
  // Without "be", a verb with an object is active, whatever its subject is taken for.
  if (0 <= childOf(stage, verb, "nsubj:pass")) return childOf(stage, verb, "obj") < 0;
  if (tokens.xpos[verb] !== "VBN" || hasAuxiliary(stage, verb, "have")) return false;
  if (0 <= childOf(stage, verb, "nsubj")) return hasAuxiliary(stage, verb, "be");
  const head = tokens.head[verb] as number;
  // "The police used batons" is often read as "the police that were used".
  if (tokens.relation[verb] === "acl" && 0 <= childOf(stage, verb, "obj")) return false;
  if (tokens.relation[verb] === "conj" && 0 <= head && depth < 4)
    return tokens.xpos[head] === "VBN" ? isPassive(stage, head, depth + 1) : tokens.xpos[head] !== "VBD";
  return true;
}

/** Whether a verb has a tense of its own. */
export function isFinite(stage: Stage, verb: number): boolean {
  const { tokens } = stage.words.parse;
  const tag = tokens.xpos[verb] as string;
  if (/^(?:VBD|VBZ|VBP)$/.test(tag)) return true;
  return 0 <= childOf(stage, verb, "aux") || 0 <= childOf(stage, verb, "aux:pass");
}

/** "to leave" */
export function isToInfinitive(stage: Stage, verb: number): boolean {
  const mark = childOf(stage, verb, "mark");
  return 0 <= mark && stage.words.lower[mark] === "to";
}

const timeNoun =
  /^(?:today|yesterday|tomorrow|tonight|(?:week|month|year|day|night|morning|evening|weekend|hour)s?)$/;

/** Whether a word in lower case is a time, which neither acts nor is acted on: "Friday", "week". */
export function isTime(lower: string): boolean {
  return timeNoun.test(lower) || isCalendarWord(lower);
}
