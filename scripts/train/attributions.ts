/** Trains the finding of attributions on PolNeAR, parsed by our own engine: cues, then their roles. */
import {
  candidateKey,
  type CueModel,
  fillCueFeatures,
  isCandidate,
  mostCueFeatures,
  scoreCue,
} from "../../src/extract/attribution/cues.ts";
import { fillBorderFeatures, fillWordFeatures } from "../../src/extract/attribution/role-features.ts";
import {
  bestChain,
  contentRole,
  cueRole,
  newRoleScratch,
  nRoles,
  type RoleModel,
  sourceRole,
} from "../../src/extract/attribution/roles.ts";
import { nounClass, type Scene, sceneOf, verbClass } from "../../src/extract/attribution/scene.ts";
import { factsOf, lookFrom, mostRoleTokens } from "../../src/extract/attribution/view.ts";
import { type HashTable, openTable } from "../../src/linear/hash-table.ts";
import type { Span } from "../../src/model/span.ts";
import { type Engine, parseArticle } from "../../src/parse/parse.ts";
import type { AnnotatedArticle, Annotation } from "../attribution/polnear.ts";
import { type Examples, trainLogistic } from "./logistic.ts";
import { change, newPerceptron, quantize, settle } from "./perceptron.ts";
import { newRandom, shuffled } from "./random.ts";

/** An article with one annotator's attributions by token. */
export interface Lesson {
  readonly scene: Scene;
  readonly attributions: readonly TokenAttribution[];
  /** Tokens that are not part of the article. */
  readonly discarded: Uint8Array;
}

/** An attribution as sets of tokens. */
export interface TokenAttribution {
  /** Head of the cue. */
  readonly head: number;
  readonly roles: ReadonlyMap<number, number>;
}

export function lessonOf(
  engine: Engine,
  clusters: HashTable,
  article: AnnotatedArticle,
  annotation: Annotation,
): Lesson {
  const scene = sceneOf(parseArticle(engine, article.article), clusters);
  const { tokens } = scene.parse;
  const tokensOf = (spans: readonly Span[]): number[] => {
    const found: number[] = [];
    for (const span of spans)
      for (
        let i = firstEndingAfter(tokens.end, scene.n, span.start);
        i < scene.n && tokens.start[i]! < span.end;
        i++
      )
        found.push(i);
    return found;
  };
  const discarded = new Uint8Array(scene.n);
  for (const i of tokensOf(annotation.discarded)) discarded[i] = 1;
  const attributions = annotation.attributions.flatMap((it): TokenAttribution[] => {
    const cue = tokensOf(it.cue);
    if (cue.length === 0) return [];
    const roles = new Map<number, number>();
    for (const i of tokensOf(it.content)) roles.set(i, contentRole);
    for (const i of tokensOf(it.source)) roles.set(i, sourceRole);
    for (const i of cue) roles.set(i, cueRole);
    return [{ head: headOf(scene, cue), roles }];
  });
  return { scene, attributions, discarded };
}

function firstEndingAfter(ends: Int32Array, n: number, offset: number): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The token of a cue that governs the rest: of those with a governor outside a verb, else a noun, else the first. */
function headOf(scene: Scene, cue: readonly number[]): number {
  const within = new Set(cue);
  const tops = cue.filter((i) => !within.has(scene.head[i]!));
  return (
    tops.find((i) => scene.klass[i] === verbClass) ??
    tops.find((i) => scene.klass[i] === nounClass) ??
    tops.find((i) => scene.klass[i] !== 13) ??
    tops[0] ??
    cue[0]!
  );
}

/** Words that are cues at least twice. */
export function listCandidates(lessons: readonly Lesson[], leastSeen: number): HashTable {
  const counts = new Map<number, number>();
  for (const { scene, attributions } of lessons)
    for (const { head } of attributions) {
      const key = candidateKey(scene, head);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  const keys = Int32Array.from(
    [...counts]
      .flatMap(([key, count]) => (leastSeen <= count && key !== 0 ? [key] : []))
      .sort((a, b) => a - b),
  );
  return openTable(
    keys,
    Uint16Array.from(keys, (key) => Math.min(255, counts.get(key)!)),
  );
}

const cueBits = 20;
const cueSettings = { bits: cueBits, nEpochs: 8, rate: 0.12, penalty: 2e-5, leastSeen: 2 };

/** Lessons with the probability of a cue at each token, by a model that has not seen them. */
export interface CuedLesson extends Lesson {
  readonly isCue: Uint8Array;
}

export interface CueTraining {
  readonly model: CueModel;
  /** Lessons with cues found in them by a model trained on the rest. */
  readonly cued: CuedLesson[];
  /** Model `f` has not seen the lessons `l` with `l % folds.length === f`. */
  readonly folds: readonly CueModel[];
}

export function trainCues(lessons: readonly Lesson[], threshold: number, nFolds: number): CueTraining {
  const candidates = listCandidates(lessons, 2);
  const listing: CueModel = { candidates, weights: new Int8Array(1 << 16), scale: 1 };
  const scratch = new Int32Array(mostCueFeatures);
  const rows: Int32Array[] = [];
  const answers: number[] = [];
  const owner: number[] = [];
  lessons.forEach(({ scene, attributions, discarded }, l) => {
    const heads = new Set(attributions.map(({ head }) => head));
    for (let i = 0; i < scene.n; i++) {
      if (discarded[i] === 1 || !isCandidate(listing, scene, i)) continue;
      rows.push(scratch.slice(0, fillCueFeatures(scene, i, scratch)));
      answers.push(heads.has(i) ? 1 : 0);
      owner.push(l);
    }
  });
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, e) => (starts[e + 1] = starts[e]! + row.length));
  const features = new Int32Array(starts[rows.length]!);
  rows.forEach((row, e) => features.set(row, starts[e]!));
  const examples: Examples = { features, starts, answers: Uint8Array.from(answers) };
  const all = rows.map((_, e) => e);
  const cued = lessons.map((lesson): CuedLesson => ({ ...lesson, isCue: new Uint8Array(lesson.scene.n) }));
  const folds: CueModel[] = [];
  for (let fold = 0; fold < nFolds; fold++) {
    const model = packed(
      candidates,
      trainLogistic(
        examples,
        all.filter((e) => owner[e]! % nFolds !== fold),
        cueSettings,
        1,
      ),
    );
    folds.push(model);
    cued.forEach(({ scene, isCue }, l) => {
      if (l % nFolds === fold) markCues(model, scene, threshold, isCue);
    });
  }
  const sum = trainLogistic(examples, all, cueSettings, 1);
  for (let seed = 2; seed <= 3; seed++) {
    const more = trainLogistic(examples, all, cueSettings, seed);
    for (let i = 0; i < sum.length; i++) sum[i]! += more[i]!;
  }
  for (let i = 0; i < sum.length; i++) sum[i]! /= 3;
  return { model: packed(candidates, sum), cued, folds };
}

function packed(candidates: HashTable, weights: Float32Array): CueModel {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9);
  return { candidates, weights: quantize(weights, 0), scale: largest / 127 };
}

/** Marks in `isCue` the heads whose log odds are at least `threshold`. */
export function markCues(model: CueModel, scene: Scene, threshold: number, isCue: Uint8Array): void {
  const features = new Int32Array(mostCueFeatures);
  for (let i = 0; i < scene.n; i++)
    if (isCandidate(model, scene, i) && threshold <= scoreCue(model, scene, i, features)) isCue[i] = 1;
}

const wordBits = 22;
const borderBits = 20;
const nRoleEpochs = 5;
const price = 6;

export function trainRoles(lessons: readonly CuedLesson[], nSeeds: number): RoleModel {
  const words = new Float32Array(1 << wordBits);
  const borders = new Float32Array(1 << borderBits);
  for (let seed = 1; seed <= nSeeds; seed++) {
    const model = trainRolesOnce(lessons, seed);
    for (let i = 0; i < words.length; i++) words[i]! += model.words[i]!;
    for (let i = 0; i < borders.length; i++) borders[i]! += model.borders[i]!;
  }
  // Both tables on one scale: their scores are summed.
  const largest = [words, borders].map((table) =>
    table.reduce((most, it) => Math.max(most, Math.abs(it)), 0),
  );
  const scale = 127 / Math.max(...largest);
  const bytes = (table: Float32Array): Int8Array => Int8Array.from(table, (it) => Math.round(it * scale));
  return { words: bytes(words), borders: bytes(borders) };
}

/** A structured perceptron with a margin: the chain that is best when each wrong label is worth `price` is learnt from. */
function trainRolesOnce(
  lessons: readonly CuedLesson[],
  seed: number,
): { words: Float32Array; borders: Float32Array } {
  const random = newRandom(seed);
  const words = newPerceptron(1 << wordBits);
  const borders = newPerceptron(1 << borderBits);
  const scratch = newRoleScratch();
  const { view, labels, wordScores, borderScores } = scratch;
  const wordRows: Int32Array[] = Array.from({ length: mostRoleTokens }, () => new Int32Array(80));
  const wordCounts = new Int32Array(mostRoleTokens);
  const borderRows: Int32Array[] = Array.from({ length: mostRoleTokens }, () => new Int32Array(32));
  const borderCounts = new Int32Array(mostRoleTokens);
  const gold = new Uint8Array(mostRoleTokens);
  const cases = lessons.flatMap((lesson, l) =>
    lesson.attributions.map((attribution) => ({ l, attribution })),
  );
  for (let epoch = 0; epoch < nRoleEpochs; epoch++) {
    for (const c of shuffled(cases.length, random)) {
      const { l, attribution } = cases[c]!;
      const { scene, isCue } = lessons[l]!;
      learn(scene, isCue, attribution);
    }
  }
  return { words: settle(words), borders: settle(borders) };

  function learn(scene: Scene, isCue: Uint8Array, { head, roles }: TokenAttribution): void {
    lookFrom(scene, isCue, head, view);
    const facts = factsOf(scene, head);
    const n = view.to - view.from;
    borderScores.fill(0, 0, n * nRoles * nRoles);
    for (let k = 0; k < n; k++) {
      const i = view.from + k;
      gold[k] = roles.get(i) ?? 0;
      wordCounts[k] = fillWordFeatures(scene, view, facts, i, wordRows[k]!);
      borderCounts[k] = fillBorderFeatures(scene, view, facts, i, borderRows[k]!);
      for (let role = 0; role < nRoles; role++) wordScores[k * nRoles + role] = role === gold[k] ? 0 : price;
      for (let f = 0; f < wordCounts[k]!; f++) {
        const row = (wordRows[k]![f]! >>> (32 - wordBits)) & ~3;
        wordRows[k]![f] = row;
        for (let role = 0; role < nRoles; role++)
          wordScores[k * nRoles + role]! += words.weights[row + role]!;
      }
      for (let f = 0; f < borderCounts[k]!; f++) {
        const row = (borderRows[k]![f]! >>> (32 - borderBits)) & ~15;
        borderRows[k]![f] = row;
        for (let p = 0; p < 16; p++) borderScores[k * 16 + p]! += borders.weights[row + p]!;
      }
    }
    bestChain(n, head - view.from, scratch);
    words.step++;
    borders.step = words.step;
    for (let k = 0; k < n; k++) {
      const was = labels[k]!;
      const is = gold[k]!;
      if (was !== is)
        for (let f = 0; f < wordCounts[k]!; f++) {
          change(words, wordRows[k]![f]! + is, 1);
          change(words, wordRows[k]![f]! + was, -1);
        }
      const wasPair = (k === 0 ? 0 : labels[k - 1]!) * 4 + was;
      const isPair = (k === 0 ? 0 : gold[k - 1]!) * 4 + is;
      if (wasPair !== isPair)
        for (let f = 0; f < borderCounts[k]!; f++) {
          change(borders, borderRows[k]![f]! + isPair, 1);
          change(borders, borderRows[k]![f]! + wasPair, -1);
        }
    }
  }
}
