/** What the model of roles sees of a token in the view of a cue, and of the border before it. */
import { hashText, mix1, mix2, mix3, seedOf } from "../../linear/hashing.ts";
import type { Scene } from "./scene.ts";
import type { CueFacts, RoleView } from "./view.ts";

export const mostWordFeatures = 80;
export const mostBorderFeatures = 32;
const seeds = Int32Array.from({ length: 192 }, (_, i) => seedOf(2000 + i));
const none = hashText("<none>");
const before = hashText("<before>");

/** Puts the features of token `i` as a word of some role into `out`; gives how many. */
export function fillWordFeatures(
  scene: Scene,
  view: RoleView,
  facts: CueFacts,
  i: number,
  out: Int32Array,
): number {
  const { lemma, tag, relation, cluster, name, left, right } = scene;
  const { cue, from } = view;
  const at = i - from;
  const path = view.path[at]!;
  const level = view.level[at]!;
  const branch = view.branch[at]!;
  const depth = Math.min(3, view.depth[at]!);
  const rivals = view.rivals[at]!;
  const quoted = view.quoted[at]!;
  const rule = view.rule[at]!;
  const side = i < cue ? 1 : i === cue ? 2 : 3;
  const away = Math.abs(i - cue);
  const far =
    side * 16 + (away < 6 ? away : away < 9 ? 6 : away < 14 ? 7 : away < 24 ? 8 : away < 48 ? 9 : 10);
  const r = relation[i]!;
  const t = tag[i]!;
  const w = lemma[i]!;
  const b = level < 0 ? none : relation[branch]!;
  const bLemma = level < 0 ? none : lemma[branch]!;
  const bTag = level < 0 ? none : tag[branch]!;
  const bName = level < 0 ? 0 : name[branch]!;
  const isFirst = level >= 0 && left[branch] === i ? 1 : 0;
  const isLast = level >= 0 && right[branch] === i ? 1 : 0;
  const tp1 = 0 < i ? tag[i - 1]! : none;
  const tn1 = i + 1 < scene.n ? tag[i + 1]! : none;
  const wp1 = 0 < i ? lemma[i - 1]! : none;
  const wn1 = i + 1 < scene.n ? lemma[i + 1]! : none;
  const apart = Math.max(-4, Math.min(6, scene.sentence[i]! - scene.sentence[cue]!)) + 5;
  const n1 = name[i]!;
  const subjectSide =
    facts.subject < 0 ? 0 : i < scene.left[facts.subject]! ? 1 : i <= scene.right[facts.subject]! ? 2 : 3;

  let k = 0;
  let s = 0;
  const one = (a: number): void => {
    out[k++] = mix1(seeds[s++]!, a);
  };
  const two = (a: number, x: number): void => {
    out[k++] = mix2(seeds[s++]!, a, x);
  };
  const three = (a: number, x: number, y: number): void => {
    out[k++] = mix3(seeds[s++]!, a, x, y);
  };
  one(0);
  one(path);
  two(path, facts.lemma);
  two(path, facts.cluster);
  two(path, facts.wide);
  two(path, facts.tag);
  two(path, facts.clause);
  three(path, facts.clause, facts.lemma);
  two(path, quoted);
  three(path, quoted, facts.tag);
  two(path, bLemma);
  two(path, bTag);
  three(path, bTag, facts.tag);
  two(path, bName);
  two(path, r);
  three(path, r, depth);
  two(path, t);
  two(path, w);
  two(path, rivals);
  three(path, rivals, facts.tag);
  two(path, facts.subjectKind);
  two(path, facts.relation);
  three(path, rule, facts.tag);
  two(path, isFirst + 2 * isLast);
  three(b, side, level);
  three(b, side, facts.lemma);
  three(r, level, side);
  two(r, facts.tag);
  two(t, far);
  two(w, side);
  two(w, facts.lemma);
  three(w, level, side);
  two(w, far);
  two(far, facts.tag);
  two(far, facts.lemma);
  two(far, facts.relation);
  two(quoted, side);
  three(quoted, side, apart);
  three(quoted, facts.lemma, side);
  three(quoted, facts.tag, apart);
  three(quoted, facts.quotation, side);
  three(quoted, facts.clause, side);
  three(quoted, rivals, apart);
  two(rivals, apart);
  three(rivals, side, facts.tag);
  two(rule, facts.lemma);
  two(rule, facts.tag);
  two(rule, quoted);
  three(rule, rivals, side);
  three(rule, facts.cluster, side);
  three(rule, r, side);
  three(rule, far, facts.tag);
  two(rule, facts.clause);
  two(n1, path);
  three(n1, side, facts.tag);
  three(n1, far, facts.lemma);
  two(tp1, t);
  two(t, tn1);
  three(tp1, path, 1);
  three(tn1, path, 2);
  three(wp1, w, side);
  three(w, wn1, side);
  three(subjectSide, path, facts.tag);
  three(subjectSide, quoted, side);
  two(cluster[i]! >>> 3, path);
  three(apart, facts.quotation, facts.tag);
  three(apart, rivals, quoted);
  two(apart, facts.lemma);
  return k;
}

/**
 * How a border lies to the cue: right before or after it, on its left, on its right. The last two are all but two of the
 * borders, and what hangs on nothing else of the cue is summed once for all cues of a scene (`steadyScores`).
 */
const beforeCue = 1;
const afterCue = 2;
export const leftOfCue = 3;
const rightOfCue = 4;
export const nearness = (i: number, cue: number): number =>
  i === cue ? beforeCue : i - 1 === cue ? afterCue : i < cue ? leftOfCue : rightOfCue;

/** Puts all features of the border before token `i` into `out`; gives how many. */
export function fillBorderFeatures(
  scene: Scene,
  view: RoleView,
  facts: CueFacts,
  i: number,
  out: Int32Array,
): number {
  const near = nearness(i, view.cue);
  return fillCueBorder(
    scene,
    view,
    facts,
    i,
    near,
    out,
    fillSteadyBorder(scene, i, i === view.from, near, out),
  );
}

/** The features that hang on the words and their tree, and on the cue only by its side; gives how many. */
export function fillSteadyBorder(
  scene: Scene,
  i: number,
  isFirst: boolean,
  near: number,
  out: Int32Array,
): number {
  const { lemma, tag, relation, left, right, head } = scene;
  const t = tag[i]!;
  const w = lemma[i]!;
  const tp = isFirst ? before : tag[i - 1]!;
  const wp = isFirst ? before : lemma[i - 1]!;
  const r = relation[i]!;
  const rp = isFirst ? before : relation[i - 1]!;
  // The topmost word whose stretch begins here, or ended before: where a clause or phrase opens or closes.
  let opens = i;
  while (0 <= head[opens]! && left[head[opens]!] === i) opens = head[opens]!;
  let closes = isFirst ? i : i - 1;
  if (!isFirst) while (0 <= head[closes]! && right[head[closes]!] === i - 1) closes = head[closes]!;
  const ro = relation[opens]!;
  const rc = relation[closes]!;
  out[0] = mix1(seeds[96]!, near);
  out[1] = mix2(seeds[97]!, tp, t);
  out[2] = mix2(seeds[98]!, near, w);
  out[3] = mix2(seeds[99]!, near, wp);
  out[4] = mix2(seeds[100]!, wp, w);
  out[5] = mix3(seeds[101]!, near, tp, t);
  out[6] = mix3(seeds[102]!, rp, r, near);
  out[7] = mix3(seeds[103]!, ro, tag[opens]!, near);
  out[8] = mix3(seeds[104]!, rc, tag[closes]!, near);
  out[9] = mix3(seeds[105]!, ro, rc, w);
  out[10] = mix3(seeds[106]!, ro, w, near);
  out[11] = mix3(seeds[107]!, rc, w, near);
  out[12] = mix3(seeds[108]!, wp, tag[opens]!, ro);
  return 13;
}

/** The features that hang on what the cue makes of the words; from `out[k]` on. Gives where they end. */
export function fillCueBorder(
  scene: Scene,
  view: RoleView,
  facts: CueFacts,
  i: number,
  near: number,
  out: Int32Array,
  from: number,
): number {
  const { lemma, tag, left, right, sentence } = scene;
  const at = i - view.from;
  const isFirst = at === 0;
  const t = tag[i]!;
  const w = lemma[i]!;
  const path = view.path[at]!;
  const pathBefore = isFirst ? before : view.path[at - 1]!;
  const branch = view.branch[at]!;
  const branchBefore = isFirst ? -1 : view.branch[at - 1]!;
  const same = branch === branchBefore ? 1 : 0;
  const begins = left[branch] === i ? 1 : 0;
  const ends = 0 <= branchBefore && right[branchBefore] === i - 1 ? 1 : 0;
  const quoted = view.quoted[at]!;
  const quotedBefore = isFirst ? 0 : view.quoted[at - 1]!;
  const rule = view.rule[at]!;
  const ruleBefore = isFirst ? 0 : view.rule[at - 1]!;
  const crosses = isFirst || sentence[i] !== sentence[i - 1] ? 1 : 0;
  let k = from;
  out[k++] = mix2(seeds[110]!, pathBefore, path);
  out[k++] = mix3(seeds[111]!, same, begins, ends);
  out[k++] = mix3(seeds[112]!, path, begins, t);
  out[k++] = mix3(seeds[113]!, pathBefore, ends, t);
  out[k++] = mix2(seeds[114]!, quotedBefore, quoted);
  out[k++] = mix3(seeds[115]!, quotedBefore, quoted, t);
  out[k++] = mix2(seeds[116]!, ruleBefore, rule);
  out[k++] = mix3(seeds[117]!, ruleBefore, rule, t);
  out[k++] = mix3(seeds[118]!, ruleBefore, rule, w);
  out[k++] = mix2(seeds[119]!, crosses, quoted);
  out[k++] = mix3(seeds[120]!, crosses, near, facts.quotation);
  out[k++] = mix2(seeds[121]!, near, facts.lemma);
  out[k++] = mix3(seeds[122]!, near, facts.lemma, w);
  return k;
}
