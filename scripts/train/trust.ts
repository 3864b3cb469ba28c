/** Trains the belief in attributions: on drafts by cues and roles that have not seen the article, told apart by the gold. */
import { draftAttributions, newAttributionScratch } from "../../src/extract/attribution/attributions.ts";
import type { CueModel } from "../../src/extract/attribution/cues.ts";
import { contentRole, sourceRole } from "../../src/extract/attribution/roles.ts";
import {
  type Draft,
  fillTrustFeatures,
  gatherDrafts,
  mostTrustFeatures,
  type TrustModel,
} from "../../src/extract/attribution/trust.ts";
import type { TokenRange } from "../../src/model/parse.ts";
import { type CuedLesson, type TokenAttribution, trainRoles } from "./attributions.ts";
import { type Examples, trainLogistic } from "./logistic.ts";
import { quantize } from "./perceptron.ts";

const settings = { bits: 18, nEpochs: 6, rate: 0.08, penalty: 1e-4, leastSeen: 3 };

/** `foldCues[f]` has not seen the lessons `l` with `l % foldCues.length === f`. */
export function trainTrust(cued: readonly CuedLesson[], foldCues: readonly CueModel[]): TrustModel {
  const nFolds = foldCues.length;
  const rows: Int32Array[] = [];
  const answers: number[] = [];
  const owner: number[] = [];
  let nGold = 0;
  foldCues.forEach((cues, fold) => {
    const roles = trainRoles(
      cued.filter((_, l) => l % nFolds !== fold),
      1,
    );
    const features = new Int32Array(mostTrustFeatures);
    const scratch = newAttributionScratch();
    cued.forEach(({ scene, attributions, discarded }, l) => {
      if (l % nFolds !== fold) return;
      nGold += attributions.length;
      const list = draftAttributions(cues, roles, scene, scratch).filter(({ head }) => discarded[head] === 0);
      const drafts = gatherDrafts(scene, list);
      const isRight = judge(list, attributions);
      list.forEach((_, d) => {
        rows.push(features.slice(0, fillTrustFeatures(scene, drafts, d, features)));
        answers.push(isRight[d] ? 1 : 0);
        owner.push(l);
      });
    });
  });
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, e) => (starts[e + 1] = starts[e]! + row.length));
  const features = new Int32Array(starts[rows.length]!);
  rows.forEach((row, e) => features.set(row, starts[e]!));
  const examples: Examples = { features, starts, answers: Uint8Array.from(answers) };
  const all = rows.map((_, e) => e);
  const bar = bestBar(examples, all, owner, nFolds, nGold);
  const weights = trainLogistic(examples, all, settings, 1);
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9);
  return { weights: quantize(weights, 0), scale: largest / 127, bar };
}

/** The log odds from which on believing gives the best F1, by models that have not seen the article. */
function bestBar(
  examples: Examples,
  all: readonly number[],
  owner: readonly number[],
  nFolds: number,
  nGold: number,
): number {
  const scored: { score: number; isRight: boolean }[] = [];
  for (let fold = 0; fold < nFolds; fold++) {
    const isOut = (e: number): boolean => owner[e]! % nFolds === fold;
    const weights = trainLogistic(
      examples,
      all.filter((e) => !isOut(e)),
      settings,
      1,
    );
    for (const e of all) {
      if (!isOut(e)) continue;
      let score = 0;
      for (let k = examples.starts[e]!; k < examples.starts[e + 1]!; k++)
        score += weights[examples.features[k]! >>> (32 - settings.bits)]!;
      scored.push({ score, isRight: examples.answers[e] === 1 });
    }
  }
  scored.sort((a, b) => b.score - a.score);
  let right = 0;
  let best = 0;
  let bar = 0;
  scored.forEach(({ score, isRight }, i) => {
    if (isRight) right++;
    const f1 = (2 * right) / (i + 1 + nGold);
    if (best < f1) {
      best = f1;
      bar = score;
    }
  });
  return bar;
}

/** Which drafts match a gold attribution, each gold at most once: cues and sources touch, contents are half the same. */
function judge(drafts: readonly Draft[], golds: readonly TokenAttribution[]): boolean[] {
  const pairs: { d: number; g: number; dice: number }[] = [];
  drafts.forEach((draft, d) =>
    golds.forEach(({ roles }, g) => {
      if (!draft.cue.some((run) => holds(run, (i) => roles.get(i) === 2))) return;
      const goldSource = [...roles].some(([, role]) => role === sourceRole);
      const touch = draft.source.some((run) => holds(run, (i) => roles.get(i) === sourceRole));
      if (goldSource ? !touch : 0 < draft.source.length) return;
      let nShared = 0;
      let n = 0;
      for (const [, role] of roles) if (role === contentRole) n++;
      for (const { from, to } of draft.content) {
        n += to - from;
        for (let i = from; i < to; i++) if (roles.get(i) === contentRole) nShared++;
      }
      const dice = (2 * nShared) / n;
      if (0.5 <= dice) pairs.push({ d, g, dice });
    }),
  );
  pairs.sort((a, b) => b.dice - a.dice);
  const isRight = drafts.map(() => false);
  const taken = new Set<number>();
  for (const { d, g } of pairs) {
    if (isRight[d] || taken.has(g)) continue;
    isRight[d] = true;
    taken.add(g);
  }
  return isRight;
}

function holds({ from, to }: TokenRange, test: (i: number) => boolean): boolean {
  for (let i = from; i < to; i++) if (test(i)) return true;
  return false;
}
