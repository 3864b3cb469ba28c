/**
 * Silver trees made to follow EWT's conventions: words cut, tagged and attached as a tagger and parser trained on EWT
 * would, but held to what the silver tree says. What is systematic (names, punctuation, subtypes, compounds) goes
 * EWT's way; what is hard (long distances, clauses) stays with the silver tree.
 */
import { bestClass } from "../../src/linear/best-class.ts";
import { formAt, newForms } from "../../src/parse/forms.ts";
import { fillActionFeatures, nActionFeatures, newActionView } from "../../src/parse/action-features.ts";
import { nRelationSlots, pairOf } from "../../src/parse/parser.ts";
import {
  fillRelationFeatures,
  newRelationView,
  nRelationFeatures,
} from "../../src/parse/relation-features.ts";
import {
  candidatesOf as seenTags,
  fillTagFeatures,
  newTagScratch,
  nTagFeatures,
  type Tagger,
} from "../../src/parse/tagger.ts";
import {
  allowed,
  doLeft,
  doRight,
  doShift,
  isFinal,
  left,
  newState,
  reset,
  right,
  shift,
} from "../../src/parse/transitions.ts";
import { tokenize } from "../../src/parse/tokens.ts";
import { hashText } from "../../src/linear/hashing.ts";
import type { MarkModel } from "../../src/parse/punctuation.ts";
import { attachAll } from "./marks.ts";
import { priceActions } from "./oracle.ts";
import { type FloatParser, prepare, scoreActions, unsaid } from "./parsing.ts";
import { sumScores } from "./tagging.ts";
import { type TreeSentence, weighted } from "./treebank.ts";

/** Cuts "front-runner" into three words, as EWT and our tokenizer do: the last keeps the place in the tree. */
export function cutHyphens(sentence: TreeSentence): TreeSentence {
  const n = sentence.forms.length;
  const parts = sentence.forms.map((form) =>
    /[\p{L}\d]-[\p{L}\d]/u.test(form) && !/[@/]/.test(form) ? wordsOf(form) : [form],
  );
  if (parts.every((it) => it.length === 1)) return sentence;
  const lastOf: number[] = [];
  let at = 0;
  for (const it of parts) lastOf.push((at += it.length) - 1);
  const total = at;
  const spread = <T>(column: readonly T[], rest: T): T[] =>
    column.flatMap((value, i) => [...parts[i]!.slice(1).map(() => rest), value]);
  return {
    document: sentence.document,
    id: sentence.id,
    forms: parts.flat(),
    lemmas: parts.flat(),
    upos: spread(sentence.upos, "_"),
    xpos: spread(sentence.xpos, "_"),
    heads: spread(sentence.heads, -2).map((head) =>
      head === -2 ? unsaid : head === n ? total : lastOf[head]!,
    ),
    relations: spread(sentence.relations, "_"),
    misc: spread(sentence.misc, "_"),
  };
}

function wordsOf(form: string): string[] {
  const words: string[] = [];
  tokenize(form, 0, form.length, { push: (start, end) => void words.push(form.slice(start, end)) });
  return words;
}

/** EWT's tags that a Penn tag of CoreNLP's can stand for, beside those with the same Penn tag. */
const widerTags: Readonly<Record<string, readonly string[]>> = {
  TO: ["ADP IN", "PART TO"],
  NNP: ["ADJ NNP", "ADJ JJ", "PROPN NNPS"],
  NNPS: ["NOUN NNS"],
  NNS: ["PROPN NNPS"],
  JJ: ["ADJ NNP"],
  ":": ["PUNCT ,", "PUNCT HYPH", "PUNCT NFP", "PUNCT :"],
  "``": ["PUNCT ''"],
  "''": ["PUNCT ``"],
  PRP$: ["PRON PRP"],
  SYM: ["SYM ,"],
};

/** Tags of silver sentences, each EWT's best of those the silver tag allows. */
export function retag(tagger: Tagger, sentences: readonly TreeSentence[]): string[][] {
  const forms = newForms(tagger.vocabulary);
  const scratch = newTagScratch();
  const all = tagger.tags.map((_, i) => i);
  const byXpos = new Map<string, number[]>();
  const candidatesOf = (xpos: string): number[] => {
    let list = byXpos.get(xpos);
    if (list === undefined) {
      list = tagger.tags.flatMap((tag, i) =>
        !/^(?:X|SYM) N/.test(tag) && (tag.endsWith(` ${xpos}`) || widerTags[xpos]?.includes(tag)) ? [i] : [],
      );
      byXpos.set(xpos, list);
    }
    return list;
  };
  const before = hashText("<before>");
  return sentences.map((sentence) => {
    const n = sentence.forms.length;
    const ids = Int32Array.from(sentence.forms, (form) => formAt(forms, form, 0, form.length));
    let t1 = before;
    let t2 = before;
    return sentence.forms.map((form, i) => {
      let candidates = candidatesOf(sentence.xpos[i]!);
      if (/^that$/i.test(form) && sentence.xpos[i] === "IN" && /^(?:nsubj|obj)/.test(sentence.relations[i]!))
        candidates = candidatesOf("WDT");
      if (/^[ap]\.?m\.?$/i.test(form)) candidates = [tagger.tags.indexOf("NOUN NN")];
      if (form === "-") candidates = [tagger.tags.indexOf("PUNCT HYPH"), tagger.tags.indexOf("PUNCT ,")];
      const known = seenTags(tagger.vocabulary, forms, ids[i]!);
      if (candidates.some((tag) => known.includes(tag)))
        candidates = candidates.filter((tag) => known.includes(tag));
      if (candidates.length === 0) candidates = all;
      fillTagFeatures(forms, ids, n, i, t1, t2, scratch.features);
      const best = bestClass(tagger.weights, scratch.features, nTagFeatures, candidates);
      t2 = t1;
      t1 = tagger.tagHash[best]!;
      return tagger.tags[best]!;
    });
  });
}

/** EWT's relations that a silver relation can stand for, beside itself. */
const widerRelations: Readonly<Record<string, readonly string[]>> = {
  "obl:tmod": ["obl:unmarked"],
  "obl:npmod": ["obl:unmarked", "nmod:unmarked"],
  obl: ["obl:agent"],
  compound: ["flat", "nmod:desc", "nmod:unmarked", "amod"],
  flat: ["compound", "nmod:desc"],
  appos: ["nmod:desc", "flat"],
  aux: ["aux:pass"],
  nummod: ["compound", "nmod:unmarked"],
  amod: ["compound"],
  acl: ["acl:relcl"],
  advcl: ["advcl:relcl"],
  nsubj: ["nsubj:outer"],
};

/** What losing a silver arc costs, in the parser's score. At 20 too much is lost, at 1,000 nothing is mended. */
const arcPrice = 60;
/** What a relation other than silver's costs. */
const relationPrice = 20;

/** The silver sentences parsed anew by EWT's parser, each arc of the silver tree that is lost at a price. */
export function reparse(
  tagger: Tagger,
  parser: FloatParser,
  markModel: MarkModel,
  sentences: readonly TreeSentence[],
  tags: readonly (readonly string[])[],
): TreeSentence[] {
  const prepared = prepare(tagger, parser.relations, weighted(sentences, 1), tags);
  const state = newState();
  const view = newActionView();
  const relationView = newRelationView();
  const features = new Int32Array(nActionFeatures);
  const scores = new Float64Array(nRelationSlots);
  const costs = new Int32Array(3);
  const onStack = new Uint8Array(1024);
  const welcome = new Map<string, Set<number>>();
  const welcomeOf = (relation: string): Set<number> => {
    let set = welcome.get(relation);
    if (set === undefined) {
      const names = [relation, ...(widerRelations[relation] ?? [])];
      set = new Set(names.map((name) => parser.relations.indexOf(name)));
      welcome.set(relation, set);
    }
    return set;
  };
  const trees = sentences.map((sentence, s) => {
    const { words, n, kept, heads: known } = prepared[s]!;
    const relationOf = kept.map((i) => sentence.relations[i]!);
    const heads = known.map((head) => (head === unsaid ? n + 1 : head));
    const dependents: number[][] = Array.from({ length: n + 1 }, () => []);
    heads.forEach((head, d) => dependents[head]?.push(d));
    reset(state, n);
    while (!isFinal(state)) {
      const actions = allowed(state);
      let action: number;
      if ((actions & (actions - 1)) === 0) action = 31 - Math.clz32(actions);
      else {
        priceActions({ heads, dependents }, state, onStack, costs);
        const s0 = state.stack[state.depth - 1]!;
        if (0 < state.depth && heads[s0] === n + 1) {
          // A word without a silver head can't lose it.
          costs[left] = dependents[s0]!.filter((d) => state.next <= d).length;
          costs[right] = costs[left]!;
        }
        const k = fillActionFeatures(words, parser.relationHash, state, view, features);
        scoreActions(parser.actionWeights, features, k, scores);
        action = -1;
        for (let a = 0; a < 3; a++) {
          if ((actions & (1 << a)) === 0) continue;
          scores[a]! -= arcPrice * costs[a]!;
          if (action < 0 || scores[action]! < scores[a]!) action = a;
        }
      }
      if (action === shift) {
        doShift(state);
        continue;
      }
      const d = state.stack[state.depth - 1]!;
      const h = action === left ? state.next : state.stack[state.depth - 2]!;
      const candidates = parser.candidates[pairOf(words.upos[h]!, words.upos[d]!, d < h)]!;
      fillRelationFeatures(words, parser.relationHash, state, h, d, relationView);
      sumScores(parser.relationWeights, relationView.features, candidates, scores, nRelationFeatures);
      const wanted = relationOf[d]!;
      const isSaid = heads[d] === h && wanted !== "dep" && wanted !== "_";
      let best = 0;
      for (let c = 0; c < candidates.length; c++) {
        if (isSaid && !welcomeOf(wanted).has(candidates[c]!)) scores[c]! -= relationPrice;
        if (scores[best]! < scores[c]!) best = c;
      }
      if (action === left) doLeft(state, candidates[best]!);
      else doRight(state, candidates[best]!);
    }
    const relations = sentence.forms.map(() => "punct");
    const whole = sentence.forms.map(() => -1);
    kept.forEach((i, k) => {
      relations[i] = parser.relations[state.relation[k]!]!;
      whole[i] = state.head[k] === n ? sentence.forms.length : kept[state.head[k]!]!;
    });
    return {
      document: sentence.document,
      id: sentence.id,
      forms: sentence.forms,
      lemmas: sentence.lemmas,
      upos: tags[s]!.map((tag) => tag.split(" ")[0]!),
      xpos: tags[s]!.map((tag) => tag.split(" ")[1]!),
      heads: whole,
      relations,
      misc: sentence.misc,
    };
  });
  return attachAll(markModel, tagger, trees);
}
