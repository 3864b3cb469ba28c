/**
 * Given the head of a cue, what each word near it is: source, cue, content or none of them. A chain of labels over the
 * paragraph, the best by Viterbi's algorithm: weights of a label at a word (its path from the cue through the tree, its
 * place among quotations and other cues) and of a pair of labels at the border between two words.
 */
import { hashText, mix1, mix2, mix3, seedOf } from "../../linear/hashing.ts";
import { quotationBeside, subjectKind, subjectOf } from "./cues.ts";
import { markClass, type Scene } from "./scene.ts";

/** None, source, cue, content. */
export const nRoles = 4;
const nStates = 2 * nRoles;
export const sourceRole = 1;
export const cueRole = 2;
export const contentRole = 3;

export interface RoleModel {
  /** Weights of label `l` for feature `h` at `(h >>> shift) ^ l`, with 4 slots each. */
  readonly words: Int8Array;
  /** Weights of a pair of labels, the first times 4 plus the second, with 16 slots each. */
  readonly borders: Int8Array;
}

/** Tokens of a paragraph that are looked at on either side of a cue at most. */
const reach = 160;
export const mostRoleTokens = 2 * reach + 1;
export const mostWordFeatures = 80;
export const mostBorderFeatures = 32;

/** The stretch of tokens around a cue that can belong to it, and what its tree says of each. */
export interface RoleView {
  cue: number;
  from: number;
  to: number;
  /** Steps from the cue up to the word whose child the branch is; -1 in other sentences. */
  readonly level: Int32Array;
  /** Topmost token of the branch that holds the word. */
  readonly branch: Int32Array;
  readonly depth: Int32Array;
  /** Relations passed on the way up, then that of the branch. */
  readonly path: Int32Array;
  /** Heads of other cues between the cue and the word, or at it. */
  readonly rivals: Int32Array;
  /** How the word lies in quotations, seen from the cue. */
  readonly quoted: Int32Array;
  /** What simple rules take it for. */
  readonly rule: Int32Array;
}

export function newRoleView(): RoleView {
  const column = (): Int32Array => new Int32Array(mostRoleTokens + 1);
  return {
    cue: 0,
    from: 0,
    to: 0,
    level: column(),
    branch: column(),
    depth: column(),
    path: column(),
    rivals: column(),
    quoted: column(),
    rule: column(),
  };
}

const seeds = Int32Array.from({ length: 192 }, (_, i) => seedOf(2000 + i));
const h = hashText;
const rel = {
  ccomp: h("ccomp"),
  xcomp: h("xcomp"),
  obj: h("obj"),
  parataxis: h("parataxis"),
  conj: h("conj"),
  mark: h("mark"),
  acl: h("acl"),
  aclRelcl: h("acl:relcl"),
  advcl: h("advcl"),
  nsubj: h("nsubj"),
  nsubjPass: h("nsubj:pass"),
  nmod: h("nmod"),
  poss: h("nmod:poss"),
  obl: h("obl"),
  case: h("case"),
  punct: h("punct"),
  root: h("root"),
} as const;
const none = h("<none>");
const before = h("<before>");

/** Fills the view of the cue at token `cue`; `isCue` marks the heads of all cues of the article. */
export function lookFrom(scene: Scene, isCue: Uint8Array, cue: number, view: RoleView): void {
  const { sentences, quotations } = scene.parse;
  const own = scene.sentence[cue]!;
  const sentence = sentences[own]!;
  let first = own;
  while (0 < first && sentences[first - 1]!.block === sentence.block && own - first < 4) first--;
  let last = own;
  // A colon at the end of a paragraph hands over to the next: what stands there is what was said.
  let next = sentence.block;
  while (last + 1 < sentences.length && last - own < 6) {
    const { block } = sentences[last + 1]!;
    if (block !== next) {
      if (next !== sentence.block || !endsInColon(scene, last)) break;
      next = block;
    }
    last++;
  }
  const from = Math.max(sentences[first]!.from, cue - reach);
  const to = Math.min(sentences[last]!.to, cue + reach);
  view.cue = cue;
  view.from = from;
  view.to = to;
  climb(scene, sentence.from, sentence.to, view);

  const cueQuote = scene.quotation[cue]!;
  const left = quotationNear(scene, cue, -1, from);
  const right = quotationNear(scene, cue, 1, to);
  let rivals = 0;
  for (let i = cue; i < to; i++) {
    if (isCue[i] === 1 && i !== cue) rivals++;
    view.rivals[i - from] = Math.min(3, rivals);
  }
  rivals = 0;
  for (let i = cue - 1; from <= i; i--) {
    if (isCue[i] === 1) rivals++;
    view.rivals[i - from] = Math.min(3, rivals);
  }
  for (let i = from; i < to; i++) {
    const k = i - from;
    const q = scene.quotation[i]!;
    let quoted = 0;
    if (q !== 0) {
      const kind = quotations[q - 1]!.kind === "speech" ? 0 : 1;
      const where =
        q === cueQuote
          ? 1
          : q === left
            ? 2
            : q === right
              ? 3
              : q < cueQuote || (left !== 0 && q < left)
                ? 4
                : 5;
      quoted = 1 + kind * 8 + where;
    }
    view.quoted[k] = quoted;
    const s = scene.sentence[i]!;
    if (s === own) continue;
    view.level[k] = -1;
    view.depth[k] = 0;
    view.branch[k] = i;
    view.path[k] = mix1(before, Math.max(-3, Math.min(3, s - own)));
  }
  applyRules(scene, view, left, right);
}

function endsInColon({ parse: { article, sentences } }: Scene, sentence: number): boolean {
  const { start, end } = sentences[sentence]!;
  return start < end && article.text.charAt(end - 1) === ":";
}

/** Of the quotations outside of which the cue stands: the nearest on a side, 0 when there is none. */
function quotationNear(scene: Scene, cue: number, step: number, end: number): number {
  const own = scene.quotation[cue]!;
  for (let i = cue + step; i !== end && 0 <= i && i < scene.n; i += step) {
    const q = scene.quotation[i]!;
    if (q !== 0 && q !== own) return q;
  }
  return 0;
}

/** Level, branch, depth and path of the tokens of the cue's sentence. */
function climb(scene: Scene, from: number, to: number, view: RoleView): void {
  const { head, relation } = scene;
  const { cue, level, branch, depth, path } = view;
  const low = Math.max(from, view.from);
  const high = Math.min(to, view.to);
  for (let i = low; i < high; i++) level[i - view.from] = -2;
  let up = cue;
  let ups = h("<cue>");
  for (let steps = 0; 0 <= up && steps < 40; steps++) {
    if (view.from <= up && up < view.to) {
      const k = up - view.from;
      level[k] = steps;
      branch[k] = up;
      depth[k] = 0;
      path[k] = mix2(ups, 7, steps);
    }
    if (steps < 4) ups = mix2(ups, relation[up]!, 1);
    up = head[up]!;
  }
  for (let i = low; i < high; i++) {
    if (level[i - view.from] !== -2) continue;
    let at = i;
    let steps = 0;
    while (0 <= head[at]! && isOpen(view, head[at]!)) {
      at = head[at]!;
      steps++;
    }
    const top = head[at]!;
    const inside = 0 <= top && view.from <= top && top < view.to;
    const k = i - view.from;
    if (inside && branch[top - view.from] !== top) {
      // The governor lies in a branch that is known already.
      level[k] = level[top - view.from]!;
      branch[k] = branch[top - view.from]!;
      depth[k] = depth[top - view.from]! + steps + 1;
      path[k] = path[top - view.from]!;
      continue;
    }
    level[k] = inside ? level[top - view.from]! : 9;
    branch[k] = at;
    depth[k] = steps;
    path[k] = mix3(17, inside ? path[top - view.from]! : none, relation[at]!, at < cue ? 1 : 2);
  }
}

function isOpen(view: RoleView, i: number): boolean {
  return view.from <= i && i < view.to && view.level[i - view.from] === -2;
}

/** What simple rules take for source (1 and on) and content (8 and on) of the cue. */
function applyRules(scene: Scene, view: RoleView, left: number, right: number): void {
  const { relation, firstChild, nextSibling, head, quotation, klass } = scene;
  const { cue, from, to, rule } = view;
  rule.fill(0, 0, to - from);
  const fill = (a: number, b: number, value: number): void => {
    for (let i = Math.max(a, from); i <= b && i < to; i++) rule[i - from] = value;
  };
  const fillTree = (top: number, value: number): void => fill(scene.left[top]!, scene.right[top]!, value);
  let content = -1;
  let rank = 9;
  for (let child = firstChild[cue]!; 0 <= child; child = nextSibling[child]!) {
    const r = relation[child]!;
    const order =
      r === rel.ccomp ? 1 : r === rel.parataxis ? 2 : r === rel.xcomp ? 3 : r === rel.acl ? 3 : r === rel.obj ? 4 : r === rel.nmod ? 5 : r === rel.obl ? 6 : r === rel.advcl ? 7 : 9; // prettier-ignore
    if (order < rank) {
      rank = order;
      content = child;
    }
  }
  const cueRelation = relation[cue]!;
  const up = head[cue]!;
  if (0 <= up && (cueRelation === rel.parataxis || (cueRelation === rel.advcl && rank > 3))) {
    fillTree(up, 8);
    fillTree(cue, 0);
  } else if (0 <= content) fillTree(content, 8 + rank);
  // Quotations that stand beside the clause of the cue, with no more than a comma or a dash between.
  const clauseFrom = Math.max(from, scene.left[cue]!);
  const clauseTo = Math.min(to - 1, scene.right[cue]!);
  const bare = (a: number, b: number): boolean => {
    for (let i = a; i < b; i++) if (klass[i] !== markClass) return false;
    return true;
  };
  if (right !== 0) {
    let a = cue;
    while (a < to && quotation[a] !== right) a++;
    if (a < to && (bare(clauseTo + 1, a) || a <= clauseTo || bare(cue + 1, a))) {
      let b = a;
      while (b < to && quotation[b] === right) rule[b++ - from] = 17;
    }
  }
  if (left !== 0) {
    let b = cue;
    while (from <= b && quotation[b] !== left) b--;
    if (from <= b && (bare(b + 1, clauseFrom) || clauseFrom <= b || cue - b < 8))
      while (from <= b && quotation[b] === left) rule[b-- - from] = 18;
  }
  const subject = subjectOf(scene, cue);
  if (0 <= subject) fillTree(subject, head[subject] === cue ? 1 : 2);
  else
    for (let child = firstChild[cue]!; 0 <= child; child = nextSibling[child]!)
      if (relation[child] === rel.poss) fillTree(child, 3);
  if (from <= cue && cue < to) rule[cue - from] = 4;
}

/** Features that all words of a view share with the cue; filled once per cue. */
export interface CueFacts {
  lemma: number;
  cluster: number;
  wide: number;
  tag: number;
  relation: number;
  subject: number;
  subjectKind: number;
  quotation: number;
  /** Whether it governs a clause, and of what kind. */
  clause: number;
}

export function factsOf(scene: Scene, cue: number): CueFacts {
  const subject = subjectOf(scene, cue);
  let clause = none;
  for (let child = scene.firstChild[cue]!; 0 <= child; child = scene.nextSibling[child]!) {
    const r = scene.relation[child]!;
    if (r === rel.ccomp || r === rel.xcomp || r === rel.parataxis || r === rel.acl)
      clause = mix2(clause, r, child < cue ? 1 : 2);
  }
  const cluster = scene.cluster[cue]!;
  return {
    lemma: scene.lemma[cue]!,
    cluster,
    wide: cluster >>> 3,
    tag: scene.tag[cue]!,
    relation: scene.relation[cue]!,
    subject,
    subjectKind: subject < 0 ? none : subjectKind(scene, subject),
    quotation: quotationBeside(scene, cue, 12),
    clause,
  };
}

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

/** Puts the features of the border before token `i` into `out`; gives how many. */
export function fillBorderFeatures(
  scene: Scene,
  view: RoleView,
  facts: CueFacts,
  i: number,
  out: Int32Array,
): number {
  const { lemma, tag, relation, left, right, sentence } = scene;
  const { cue, from } = view;
  const at = i - from;
  const isFirst = at === 0;
  const t = tag[i]!;
  const w = lemma[i]!;
  const tp = isFirst ? before : tag[i - 1]!;
  const wp = isFirst ? before : lemma[i - 1]!;
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
  const near = i === cue ? 1 : i - 1 === cue ? 2 : i < cue ? 3 : 4;
  const crosses = isFirst || sentence[i] !== sentence[i - 1] ? 1 : 0;
  const r = relation[i]!;
  const rp = isFirst ? before : relation[i - 1]!;
  // The topmost word whose stretch begins here, or ended before: where a clause or phrase opens or closes.
  let opens = i;
  while (0 <= scene.head[opens]! && left[scene.head[opens]!] === i) opens = scene.head[opens]!;
  let closes = isFirst ? i : i - 1;
  if (!isFirst)
    while (0 <= scene.head[closes]! && right[scene.head[closes]!] === i - 1) closes = scene.head[closes]!;
  let k = 0;
  let s = 96;
  const one = (a: number): void => {
    out[k++] = mix1(seeds[s++]!, a);
  };
  const two = (a: number, x: number): void => {
    out[k++] = mix2(seeds[s++]!, a, x);
  };
  const three = (a: number, x: number, y: number): void => {
    out[k++] = mix3(seeds[s++]!, a, x, y);
  };
  one(near);
  two(tp, t);
  two(near, w);
  two(near, wp);
  two(wp, w);
  three(near, tp, t);
  two(pathBefore, path);
  three(same, begins, ends);
  three(path, begins, t);
  three(pathBefore, ends, t);
  two(quotedBefore, quoted);
  three(quotedBefore, quoted, t);
  two(ruleBefore, rule);
  three(ruleBefore, rule, t);
  three(ruleBefore, rule, w);
  three(rp, r, near);
  two(crosses, quoted);
  three(crosses, near, facts.quotation);
  three(relation[opens]!, tag[opens]!, near);
  three(relation[closes]!, tag[closes]!, near);
  three(relation[opens]!, relation[closes]!, w);
  three(relation[opens]!, w, near);
  three(relation[closes]!, w, near);
  two(near, facts.lemma);
  three(near, facts.lemma, w);
  three(wp, tag[opens]!, relation[opens]!);
  return k;
}

/** What finding roles needs while it works; one for a thread. */
export interface RoleScratch {
  readonly view: RoleView;
  readonly features: Int32Array;
  readonly wordScores: Float64Array;
  readonly borderScores: Float64Array;
  readonly back: Uint8Array;
  /** Scores of the states after a word, and after the next. */
  readonly now: Float64Array;
  readonly after: Float64Array;
  readonly labels: Uint8Array;
}

export function newRoleScratch(): RoleScratch {
  return {
    view: newRoleView(),
    features: new Int32Array(mostWordFeatures + mostBorderFeatures),
    wordScores: new Float64Array((mostRoleTokens + 1) * nRoles),
    borderScores: new Float64Array((mostRoleTokens + 1) * nRoles * nRoles),
    back: new Uint8Array((mostRoleTokens + 1) * nStates),
    now: new Float64Array(nStates),
    after: new Float64Array(nStates),
    labels: new Uint8Array(mostRoleTokens + 1),
  };
}

/**
 * Fills `scratch.labels` with the roles of the tokens of `scratch.view`, at least one of them content; gives how much
 * more they weigh than the best roles without content.
 */
export function labelRoles(
  model: RoleModel,
  scene: Scene,
  isCue: Uint8Array,
  cue: number,
  scratch: RoleScratch,
): number {
  const { view, features, wordScores, borderScores } = scratch;
  lookFrom(scene, isCue, cue, view);
  const facts = factsOf(scene, cue);
  const wordsDown = Math.clz32(model.words.length) + 1;
  const bordersDown = Math.clz32(model.borders.length) + 1;
  for (let i = view.from; i < view.to; i++) {
    const at = (i - view.from) * nRoles;
    let n = fillWordFeatures(scene, view, facts, i, features);
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let k = 0; k < n; k++) {
      const row = ((features[k]! >>> wordsDown) & ~3) >>> 0;
      a += model.words[row]!;
      b += model.words[row + 1]!;
      c += model.words[row + 2]!;
      d += model.words[row + 3]!;
    }
    wordScores[at] = a;
    wordScores[at + 1] = b;
    wordScores[at + 2] = c;
    wordScores[at + 3] = d;
    n = fillBorderFeatures(scene, view, facts, i, features);
    const pairs = at * nRoles;
    borderScores.fill(0, pairs, pairs + nRoles * nRoles);
    for (let k = 0; k < n; k++) {
      const row = ((features[k]! >>> bordersDown) & ~15) >>> 0;
      for (let p = 0; p < nRoles * nRoles; p++) borderScores[pairs + p]! += model.borders[row + p]!;
    }
  }
  const n = view.to - view.from;
  const at = cue - view.from;
  const without = bestChain(n, at, scratch, "without content");
  return bestChain(n, at, scratch, "with content") - without;
}

/**
 * The chain of labels whose scores sum highest, by Viterbi's algorithm, into `scratch.labels`; gives the sum. The head of
 * the cue has the role of a cue.
 */
export function bestChain(
  n: number,
  cue: number,
  scratch: RoleScratch,
  which: "any" | "with content" | "without content" = "any",
): number {
  const { wordScores, borderScores, back, labels, now, after } = scratch;
  for (let l = 0; l < nRoles; l++) if (l !== cueRole) wordScores[cue * nRoles + l] = -1e9;
  // State: the label of the word before, plus 4 once there was content. Before the first word stands none.
  const nLabels = which === "without content" ? contentRole : nRoles;
  let last = now.fill(-1e12);
  let next = after.fill(-1e12);
  last[0] = 0;
  for (let i = 0; i < n; i++) {
    for (let l = 0; l < nLabels; l++) {
      const isContent = l === contentRole;
      let fresh = -Infinity;
      let freshFrom = 0;
      let met = -Infinity;
      let metFrom = nRoles;
      for (let p = 0; p < nRoles; p++) {
        const border = borderScores[(i * nRoles + p) * nRoles + l]!;
        if (fresh < last[p]! + border) {
          fresh = last[p]! + border;
          freshFrom = p;
        }
        if (met < last[p + nRoles]! + border) {
          met = last[p + nRoles]! + border;
          metFrom = p + nRoles;
        }
      }
      const word = wordScores[i * nRoles + l]!;
      if (isContent && met < fresh) {
        met = fresh;
        metFrom = freshFrom;
      }
      next[l] = isContent ? -1e12 : fresh + word;
      next[l + nRoles] = met + word;
      back[i * nStates + l] = freshFrom;
      back[i * nStates + l + nRoles] = metFrom;
    }
    [last, next] = [next, last];
  }
  let state = which === "with content" ? nRoles : 0;
  const end = which === "without content" ? nRoles : nStates;
  for (let p = state; p < end; p++) if (last[state]! < last[p]!) state = p;
  const score = last[state]!;
  for (let i = n - 1; 0 <= i; i--) {
    labels[i] = state & 3;
    state = back[i * nStates + state]!;
  }
  return score;
}
