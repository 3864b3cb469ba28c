/**
 * An article's tokens as the attribution models see them: numbers in columns, made once per article. A string (lemma,
 * tag, relation) is its hash; trees are told by heads, children and the stretch of tokens each governs.
 */
import { findKey, type HashTable } from "../../linear/hash-table.ts";
import { hashText } from "../../linear/hashing.ts";
import type { Name, Parse } from "../../model/parse.ts";

export interface Scene {
  readonly parse: Parse;
  readonly n: number;
  readonly lemma: Int32Array;
  /** Hash of the Penn tag. */
  readonly tag: Int32Array;
  /** Index into `wordClasses`. */
  readonly klass: Uint8Array;
  readonly relation: Int32Array;
  /** Cluster of the lemma, 0 where it has none. */
  readonly cluster: Int32Array;
  /** Governor, -1 at roots. */
  readonly head: Int32Array;
  readonly firstChild: Int32Array;
  /** Of the same governor, to the right; -1 at the last. */
  readonly nextSibling: Int32Array;
  /** First and last token governed, itself among them. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Index into `nameClasses`. */
  readonly name: Uint8Array;
  /** Index of the outermost quotation plus 1, 0 outside. */
  readonly quotation: Int32Array;
  readonly sentence: Int32Array;
}

export const wordClasses = [
  "_", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
  "SYM", "VERB", "X",
]; // prettier-ignore
export const nameClasses: readonly ("" | Name["kind"])[] = [
  "",
  "PERSON",
  "ORG",
  "GPE",
  "LOC",
  "NORP",
  "DATE",
];

export const verbClass = wordClasses.indexOf("VERB");
export const nounClass = wordClasses.indexOf("NOUN");
export const properClass = wordClasses.indexOf("PROPN");
export const pronounClass = wordClasses.indexOf("PRON");
export const markClass = wordClasses.indexOf("PUNCT");

const classOf = new Map(wordClasses.map((name, i) => [name, i]));
const nameOf = new Map(nameClasses.map((name, i) => [name, i]));

/** The scene of a parse; `clusters` by the hash of a lemma in lower case. */
export function sceneOf(parse: Parse, clusters: HashTable): Scene {
  const { tokens, sentences, names, quotations } = parse;
  const n = tokens.length;
  const column = (): Int32Array => new Int32Array(n);
  const scene: Scene = {
    parse,
    n,
    lemma: column(),
    tag: column(),
    klass: new Uint8Array(n),
    relation: column(),
    cluster: column(),
    head: tokens.head,
    firstChild: column().fill(-1),
    nextSibling: column().fill(-1),
    left: column(),
    right: column(),
    name: new Uint8Array(n),
    quotation: column(),
    sentence: column(),
  };
  const hashes = new Map<string, number>();
  const hashOf = (text: string): number => {
    let hash = hashes.get(text);
    if (hash === undefined) hashes.set(text, (hash = hashText(text)));
    return hash;
  };
  const clusterOfHash = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const lemma = hashOf(tokens.lemma[i]!);
    scene.lemma[i] = lemma;
    scene.tag[i] = hashOf(tokens.xpos[i]!);
    scene.klass[i] = classOf.get(tokens.upos[i]!)!;
    scene.relation[i] = hashOf(tokens.relation[i]!);
    let cluster = clusterOfHash.get(lemma);
    if (cluster === undefined) {
      const slot = findKey(clusters.keys, hashText(tokens.lemma[i]!.toLowerCase()));
      clusterOfHash.set(lemma, (cluster = slot < 0 ? 0 : clusters.values[slot]!));
    }
    scene.cluster[i] = cluster;
    scene.left[i] = i;
    scene.right[i] = i;
  }
  sentences.forEach((it, s) => {
    for (let i = it.to - 1; it.from <= i; i--) {
      scene.sentence[i] = s;
      const head = scene.head[i]!;
      if (head < 0) continue;
      scene.nextSibling[i] = scene.firstChild[head]!;
      scene.firstChild[head] = i;
    }
    spread(scene, it.from, it.to);
  });
  for (const name of names) scene.name.fill(nameOf.get(name.kind)!, name.from, name.to);
  let at = 0;
  quotations.forEach((it, q) => {
    if (0 < it.depth) return;
    while (at < n && tokens.start[at]! < it.start) at++;
    for (let i = at; i < n && tokens.start[i]! < it.end; i++)
      if (scene.quotation[i] === 0) scene.quotation[i] = q + 1;
  });
  return scene;
}

/** Carries each token's place up to all who govern it. */
function spread({ head, left, right }: Scene, from: number, to: number): void {
  for (let i = from; i < to; i++)
    for (let up = head[i]!; 0 <= up; up = head[up]!) {
      if (left[up]! <= i && i <= right[up]!) break;
      if (i < left[up]!) left[up] = i;
      if (right[up]! < i) right[up] = i;
    }
}
