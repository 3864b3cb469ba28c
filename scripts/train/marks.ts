/** Trains where punctuation hangs, on gold trees. */
import { formAt, newForms } from "../../src/parse/forms.ts";
import { hashText } from "../../src/linear/hashing.ts";
import {
  attachMarks,
  completePunctuated,
  fillMarkFeatures,
  listReachable,
  type MarkModel,
  newPunctuated,
  nMarkFeatures,
  type Punctuated,
} from "../../src/parse/punctuation.ts";
import type { Tagger } from "../../src/parse/tagger.ts";
import { change, newPerceptron, quantize, settle } from "./perceptron.ts";
import { newRandom, shuffled } from "./random.ts";
import { tagOf } from "./tagging.ts";
import type { TreeSentence } from "./treebank.ts";

const bits = 20;
const nEpochs = 5;
const margin = 5;

/** Sentences with the trees of their words, the marks' heads to be found. */
function punctuate(tagger: Tagger, sentences: readonly TreeSentence[]): Punctuated[] {
  const forms = newForms(tagger.vocabulary);
  return sentences.map((sentence) => {
    const n = sentence.forms.length;
    const it = newPunctuated(n);
    it.n = n;
    const ids = Int32Array.from(sentence.forms, (form) => formAt(forms, form, 0, form.length));
    sentence.upos.forEach((upos, i) => {
      it.isMark[i] = upos === "PUNCT" ? 1 : 0;
      it.tag[i] = hashText(tagOf(sentence, i));
      it.relation[i] = hashText(sentence.relations[i]!);
      it.word[i] = forms.lower[ids[i]!]!;
    });
    // A word that hangs on a mark hangs on what the mark hangs on.
    for (let i = 0; i < n; i++) {
      let head = sentence.heads[i]!;
      for (let steps = 0; 0 <= head && head < n && it.isMark[head] === 1 && steps < n; steps++)
        head = sentence.heads[head]!;
      it.head[i] = it.isMark[i] === 1 ? -1 : head;
    }
    completePunctuated(it, forms, ids);
    return it;
  });
}

export function trainMarks(tagger: Tagger, sentences: readonly TreeSentence[]): MarkModel {
  const data = punctuate(tagger, sentences);
  const perceptron = newPerceptron(1 << bits);
  const random = newRandom(1);
  const features = new Int32Array(nMarkFeatures);
  const scoreOf = (it: Punctuated, mark: number, k: number, c: number): number => {
    fillMarkFeatures(it, mark, it.reachable, k, c, features);
    let sum = 0;
    for (const feature of features) sum += perceptron.weights[feature >>> (32 - bits)]!;
    return sum;
  };
  const learn = (it: Punctuated, mark: number, k: number, c: number, by: number): void => {
    fillMarkFeatures(it, mark, it.reachable, k, c, features);
    for (const feature of features) change(perceptron, feature >>> (32 - bits), by);
  };
  for (let epoch = 1; epoch <= nEpochs; epoch++) {
    for (const s of shuffled(data.length, random)) {
      const it = data[s]!;
      for (let mark = 0; mark < it.n; mark++) {
        if (it.isMark[mark] === 0) continue;
        const k = listReachable(it, mark, it.reachable);
        const good = it.reachable.subarray(0, k).indexOf(sentences[s]!.heads[mark]!);
        if (good < 0 || k === 1) continue;
        let rival = -1;
        let rivalScore = -Infinity;
        for (let c = 0; c < k; c++) {
          if (c === good) continue;
          const score = scoreOf(it, mark, k, c);
          if (rivalScore < score) {
            rival = c;
            rivalScore = score;
          }
        }
        perceptron.step++;
        if (margin < scoreOf(it, mark, k, good) - rivalScore) continue;
        learn(it, mark, k, good, 1);
        learn(it, mark, k, rival, -1);
      }
    }
  }
  return { weights: quantize(settle(perceptron), 0) };
}

/** The sentences with heads for their punctuation. */
export function attachAll(
  model: MarkModel,
  tagger: Tagger,
  sentences: readonly TreeSentence[],
): TreeSentence[] {
  return punctuate(tagger, sentences).map((it, s) => {
    attachMarks(model, it);
    return { ...sentences[s]!, heads: Array.from(it.head.subarray(0, it.n)) };
  });
}
