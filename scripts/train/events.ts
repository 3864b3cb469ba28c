/**
 * Lessons for the scorer of events: the words of `scripts/train-events/sentences.tsv` with what they tell, and the frames of
 * `data/event-frames.tsv`, each with the words that it asks for.
 */
import { readFileSync } from "node:fs";
import { sceneOf } from "../../src/extract/attribution/scene.ts";
import { frameMatches } from "../../src/extract/events/events.ts";
import type { Match } from "../../src/extract/events/frames.ts";
import { eventStageOf } from "../../src/extract/events/parties.ts";
import {
  fillFeatures,
  fillSentenceFeatures,
  mostFeatures,
  putAdverb,
  putArgumentTypes,
  putOblique,
  putPair,
  putPredicate,
  putPreposition,
  putWord,
  type Sink,
} from "../../src/extract/events/scorer/features.ts";
import { enterSentence, type ScorerView, viewOf } from "../../src/extract/events/scorer/scorer.ts";
import { findMentions } from "../../src/extract/mentions.ts";
import { listWords } from "../../src/extract/words.ts";
import type { EventFrame } from "../../src/lexicon/event-frames.ts";
import { findKey, type HashTable } from "../../src/linear/hash-table.ts";
import { hashText } from "../../src/linear/hashing.ts";
import type { Article } from "../../src/model/article.ts";
import { eventTypes, type EventType } from "../../src/model/finding.ts";
import type { Tokens } from "../../src/model/parse.ts";
import { parseArticle } from "../../src/parse/parse.ts";
import type { Knowledge } from "../../src/pipeline.ts";
import { givenArticle } from "../eval/given.ts";
import type { Lesson } from "./softmax.ts";

/** A sentence of the file. */
export interface GoldSentence {
  readonly text: string;
  /** What it mainly tells; null where it tells of no event. */
  readonly type: EventType | null;
  /** `p` planned, `t` threatened, `h` hypothetical, `n` negated; null where it happened. */
  readonly status: string | null;
  readonly triggers: readonly { readonly start: number; readonly end: number; readonly type: EventType }[];
}

/** @throws Error naming the line that is malformed */
export function readSentences(file: string): GoldSentence[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, i): GoldSentence[] => {
      if (line === "" || line.startsWith("#")) return [];
      const [head = "", marked = ""] = line.split("\t");
      const [name = "", status = null] = head.split(" ");
      const type = name === "-" ? null : typeOf(name, file, i + 1);
      let text = "";
      const triggers: { start: number; end: number; type: EventType }[] = [];
      for (const piece of marked.split("*").entries()) {
        const [k, raw] = piece;
        const plain = raw.replace(/[<>{}]/g, "");
        if (k % 2 === 0) {
          text += plain;
          continue;
        }
        const [word = "", other] = plain.split("/");
        const told = other === undefined ? type : typeOf(other, file, i + 1);
        if (told === null) throw new Error(`${file}:${i + 1}: expected no trigger where there is no event`);
        triggers.push({ start: text.length, end: text.length + word.length, type: told });
        text += word;
      }
      return [{ text, type, status, triggers }];
    });
}

function typeOf(name: string, file: string, line: number): EventType {
  const found = eventTypes.find((it) => it === name);
  if (found === undefined)
    throw new Error(`${file}:${line}: expected a PLOVER type or "-" in column 1, found "${name}"`);
  return found;
}

/** How much what no frame tells of counts as telling of nothing beside a sentence's event: an annotator marked one only. */
const besideWeight = 0.3;

/** The lessons of a sentence: its verbs and event nouns, but for what frames take for another event of it. */
export function lessonsOf(
  knowledge: Omit<Knowledge, "readers" | "scorer">,
  clusters: HashTable,
  { text, type, triggers }: GoldSentence,
): Lesson[] {
  const { tokens, view, matchOf } = sceneFor(knowledge, clusters, givenArticle(text));
  const lessons: Lesson[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const isOfVerb = tokens.upos[i] === "VERB";
    if (!isOfVerb && tokens.upos[i] !== "NOUN" && !matchOf.has(i)) continue;
    const told = triggers.find((it) => tokens.start[i]! < it.end && it.start < tokens.end[i]!);
    const match = matchOf.get(i) ?? null;
    if (told === undefined && match !== null && type !== null) continue;
    lessons.push({
      features: featuresOf(view, i, match),
      answer: told === undefined ? 0 : eventTypes.indexOf(told.type) + 1,
      weight: told === undefined && type !== null ? besideWeight : 1,
    });
  }
  return lessons;
}

interface LessonScene {
  readonly tokens: Tokens;
  readonly view: ScorerView;
  readonly matchOf: ReadonlyMap<number, Match>;
}

function sceneFor(
  { lexicon, engine, attributor }: Omit<Knowledge, "readers" | "scorer">,
  clusters: HashTable,
  article: Article,
): LessonScene {
  const parse = parseArticle(engine, article);
  const words = listWords(parse);
  const scene = sceneOf(parse, attributor.clusters);
  const stage = eventStageOf({ lexicon, words, scene, mentions: findMentions(lexicon, words) });
  const { matches } = frameMatches(stage);
  const matchOf = new Map(matches.map((it) => [it.trigger, it]));
  return { tokens: parse.tokens, view: viewOf(stage, clusters), matchOf };
}

/**
 * Lessons of news whose events nobody marked: verbs of sentences in which no frame fits, as telling of nothing. Some do tell of
 * something, so each counts little; together they say how seldom that is.
 */
export function lessonsOfNews(
  knowledge: Omit<Knowledge, "readers" | "scorer">,
  clusters: HashTable,
  article: Article,
  weight: number,
): Lesson[] {
  const { tokens, view, matchOf } = sceneFor(knowledge, clusters, article);
  const { sentence } = view.stage.scene;
  const busy = new Set([...matchOf.keys()].map((it) => sentence[it]!));
  const lessons: Lesson[] = [];
  for (let i = 0; i < tokens.length; i++)
    if (tokens.upos[i] === "VERB" && !busy.has(sentence[i]!))
      lessons.push({ features: featuresOf(view, i, null), answer: 0, weight });
  return lessons;
}

function featuresOf(view: ScorerView, token: number, match: Match | null): Int32Array {
  const sentence = view.stage.scene.sentence[token]!;
  if (view.sentence !== sentence) enterSentence(view, sentence);
  const own = view.features.slice(0, fillFeatures(view, token, match));
  const around = view.features.slice(0, fillSentenceFeatures(view, sentence));
  const features = new Int32Array(own.length + around.length);
  features.set(own);
  features.set(around, own.length);
  return features;
}

/** The lessons of the tables: each predicate with each word that a frame of it asks for. */
export function lessonsOfFrames(
  { lexicon }: Pick<Knowledge, "lexicon">,
  clusters: HashTable,
  weight: number,
): Lesson[] {
  const { verbs, nouns, verbTypes, nounTypes } = lexicon.events;
  const lessons: Lesson[] = [];
  const clusterOf = (lemma: number): number => {
    const slot = findKey(clusters.keys, lemma);
    return slot < 0 ? 0 : clusters.values[slot]!;
  };
  const sink: Sink = { features: new Int32Array(mostFeatures), count: 0 };
  for (const [isOfVerb, predicates] of [
    [true, verbs],
    [false, nouns],
  ] as const)
    for (const [predicate, frames] of predicates) {
      const seen = new Set<string>();
      for (const frame of frames)
        for (const { preposition, word } of themesOf(frame)) {
          // The first frame that fits is the one that counts.
          const key = `${frame.particles[0] ?? ""} ${preposition ?? ""} ${word ?? ""}`;
          if (seen.has(key)) continue;
          seen.add(key);
          sink.count = 0;
          const lemma = hashText(predicate);
          const c = clusterOf(lemma);
          putPredicate(sink, isOfVerb, lemma, c, (isOfVerb ? verbTypes : nounTypes).get(predicate) ?? 0);
          const [particle] = frame.particles;
          if (particle !== undefined) putAdverb(sink, lemma, hashText(particle));
          const theme = word === null ? 0 : hashText(word);
          const side = preposition === null ? "object" : "subject";
          if (!isOfVerb) {
            if (word !== null) putWord(sink, "nounPart", theme, clusterOf(theme));
          } else if (word !== null && (preposition === null || preposition === "subj")) {
            putWord(sink, side, theme, clusterOf(theme));
            putPair(sink, side, lemma, c, theme, clusterOf(theme));
            putArgumentTypes(sink, side, nounTypes.get(word) ?? 0);
          } else if (word !== null && preposition === "clause")
            putWord(sink, "complement", theme, clusterOf(theme));
          else if (preposition !== null && preposition !== "subj" && preposition !== "clause") {
            putPreposition(sink, lemma, c, hashText(preposition));
            if (word !== null) putOblique(sink, hashText(preposition), theme, clusterOf(theme));
          }
          lessons.push({
            features: sink.features.slice(0, sink.count),
            answer: frame.isNone ? 0 : eventTypes.indexOf(frame.type) + 1,
            weight: weight / Math.sqrt(Math.max(1, frame.themes.length)),
          });
        }
    }
  return lessons;
}

interface ThemeWord {
  readonly preposition: string | null;
  readonly word: string | null;
}

function themesOf({ themes }: EventFrame): ThemeWord[] {
  if (themes.length === 0) return [{ preposition: null, word: null }];
  return themes.flatMap(({ preposition, lemmas }) =>
    lemmas === null
      ? [{ preposition, word: null }]
      : [...lemmas].map((word): ThemeWord => ({ preposition, word })),
  );
}
