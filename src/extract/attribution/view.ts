/**
 * The stretch of tokens around a cue that can belong to it, and what its tree, the quotations and the other cues say of each:
 * made once per cue, before its tokens are given roles.
 */
import { hashText, mix1, mix2, mix3 } from "../../linear/hashing.ts";
import { quotationBeside, subjectKind, subjectOf } from "./cues.ts";
import { markClass, type Scene } from "./scene.ts";

/** Tokens of a paragraph that are looked at on either side of a cue at most. */
const reach = 160;
export const mostRoleTokens = 2 * reach + 1;

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
  while (0 < first && sentences[first - 1]!.block === sentence.block && own - first < 2) first--;
  let last = own;
  // A colon at the end of a paragraph hands over to the next: what stands there is what was said.
  let next = sentence.block;
  while (last + 1 < sentences.length && last - own < 4) {
    const { block } = sentences[last + 1]!;
    if (block !== next) {
      if (next !== sentence.block || !endsInColon(scene, last)) break;
      next = block;
    }
    last++;
  }
  const from = upToRivals(isCue, cue, -1, Math.max(sentences[first]!.from, cue - reach));
  const to = upToRivals(isCue, cue, 1, Math.min(sentences[last]!.to, cue + reach));
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

/** Other cues on a side that a source or content can lie behind; bounds what a text made of cues costs. */
const mostRivals = 12;

/** How far a view goes on one side: to its end, or to the last of too many other cues. */
function upToRivals(isCue: Uint8Array, cue: number, step: -1 | 1, end: number): number {
  let seen = 0;
  for (let i = cue + step; step < 0 ? end <= i : i < end; i += step)
    if (isCue[i] === 1 && mostRivals < ++seen) return i;
  return end;
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
