/** The lemmas that no rule gives, from gold trees. */
import { plainForm, type Vocabulary } from "../../src/parse/forms.ts";
import { lemmaOf } from "../../src/parse/lemmas.ts";
import { readTable } from "../../src/lexicon/table.ts";
import type { TreeSentence } from "./treebank.ts";

/** The lines of `data/irregular-forms.tsv`. */
export function readIrregulars(text: string): Map<string, string> {
  return new Map(
    readTable("irregular-forms.tsv", text, 3).map(({ cells }) => [`${cells[0]!} ${cells[1]!}`, cells[2]!]),
  );
}

/** By `form TAG`, where the rules are wrong and the treebank does not waver. */
export function listExceptions(
  vocabulary: Vocabulary,
  sentences: readonly TreeSentence[],
  irregulars: ReadonlyMap<string, string>,
): Map<string, string> {
  const counts = new Map<string, { upos: string; form: string; xpos: string; lemmas: Map<string, number> }>();
  for (const { forms, lemmas, upos, xpos } of sentences)
    forms.forEach((form, i) => {
      const key = `${plainForm(form).toLowerCase()} ${xpos[i]!}`;
      let entry = counts.get(key);
      if (entry === undefined)
        counts.set(key, (entry = { upos: upos[i]!, form, xpos: xpos[i]!, lemmas: new Map() }));
      const lemma = plainForm(lemmas[i]!);
      entry.lemmas.set(lemma, (entry.lemmas.get(lemma) ?? 0) + 1);
    });
  const none = new Map<string, string>();
  const exceptions = new Map(irregulars);
  for (const [key, { upos, form, xpos, lemmas }] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (/^(?:PUNCT|SYM|X|PROPN)$/.test(upos) || xpos === "NNP") continue;
    const [lemma, n] = [...lemmas].reduce((a, b) => (a[1] < b[1] ? b : a));
    const isSure = [...lemmas.values()].reduce((a, b) => a + b, 0) * 0.6 <= n;
    if (!isSure) continue;
    if (lemmaOf(vocabulary, none, form, upos, xpos) === lemma) exceptions.delete(key);
    else exceptions.set(key, lemma);
  }
  return exceptions;
}
