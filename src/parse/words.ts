/** The words of a sentence as the parser sees them: without punctuation, which is seen as what stands before the next word. */
import { hashText, mix2 } from "../linear/hashing.ts";
import { type Forms, nAffixes, suffix3 } from "./forms.ts";

export const nUpos = 18;
/** UPOS number of the root. */
const rootUpos = 17;

/** What the parser looks at, by word; index `n` is the root. */
export interface Words {
  /** Hash of the word in lower case. */
  readonly word: Int32Array;
  /** Hash of UPOS and Penn tag. */
  readonly tag: Int32Array;
  /** The first verb or auxiliary at or after each word, `n` for none. */
  readonly nextVerb: Int32Array;
  /** UPOS by number. */
  readonly upos: Uint8Array;
  readonly suffix: Int32Array;
  /** Wider cluster, 0 for none. */
  readonly cluster: Uint16Array;
  /** Hash of the punctuation that stands before each word, 0 for none. */
  readonly before: Int32Array;
  /** Marks before each word and in all before that: commas in the low ten bits, quotation marks in the next ten, others above. */
  readonly marks: Int32Array;
}

const rootHash = hashText("<root>");
/** Stands for a word, tag or relation where there is none. */
export const noneHash = hashText("<none>");

export function newWords(capacity: number): Words {
  const column = (): Int32Array => new Int32Array(capacity + 1);
  return {
    word: column(),
    tag: column(),
    nextVerb: column(),
    upos: new Uint8Array(capacity + 1),
    suffix: column(),
    cluster: new Uint16Array(capacity + 1),
    before: column(),
    marks: column(),
  };
}

const uposNames = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split(" ");

/** UPOS numbers of tags (`NOUN NN`). */
export function uposTable(tags: readonly string[]): Uint8Array {
  return Uint8Array.from(tags, (tag) => uposNames.indexOf(tag.split(" ")[0]!));
}

/** What punctuation stands between two words, of which `a` is the first: up to three of each kind. */
export function marksBetween(marks: Int32Array, a: number, b: number): number {
  const commas = (marks[b]! & 1023) - (marks[a]! & 1023);
  const quotes = ((marks[b]! >>> 10) & 1023) - ((marks[a]! >>> 10) & 1023);
  const others = (marks[b]! >>> 20) - (marks[a]! >>> 20);
  return (Math.min(commas, 3) * 4 + Math.min(quotes, 3)) * 4 + Math.min(others, 3);
}

/** A distance of words, told the less exactly the greater it is. */
export function bucket(distance: number): number {
  return distance < 6 ? distance : distance < 9 ? 6 : distance < 14 ? 7 : 8;
}

/**
 * Fills the columns of one sentence from its type ids and tags. Punctuation gets no column: it is seen as what
 * stands before the next word.
 *
 * @param kept where the words that are kept stand in the sentence; filled here
 * @returns how many words are kept
 */
export function fillWords(
  words: Words,
  forms: Forms,
  ids: Int32Array,
  tagIds: Int32Array,
  tagHash: Int32Array,
  uposOf: Uint8Array,
  n: number,
  kept: Int32Array,
): number {
  let k = 0;
  let before = 0;
  let marks = 0;
  for (let i = 0; i < n; i++) {
    const id = ids[i]!;
    const upos = uposOf[tagIds[i]!]!;
    if (upos === punctUpos) {
      const form = forms.lower[id]!;
      before = mix2(6, before, form);
      marks += form === comma ? 1 : form === quote ? 1 << 10 : 1 << 20;
      continue;
    }
    kept[k] = i;
    words.word[k] = forms.lower[id]!;
    words.suffix[k] = forms.affixes[id * nAffixes + suffix3]!;
    words.cluster[k] = forms.cluster[id]! >>> 3;
    words.tag[k] = tagHash[tagIds[i]!]!;
    words.upos[k] = upos;
    words.before[k] = before;
    words.marks[k] = marks;
    before = 0;
    k++;
  }
  words.word[k] = rootHash;
  words.tag[k] = rootHash;
  words.suffix[k] = rootHash;
  words.cluster[k] = rootCluster;
  words.upos[k] = rootUpos;
  words.before[k] = before;
  words.marks[k] = marks;
  words.nextVerb[k] = k;
  for (let i = k - 1; 0 <= i; i--) {
    const upos = words.upos[i]!;
    words.nextVerb[i] = upos === verbUpos || upos === auxUpos ? i : words.nextVerb[i + 1]!;
  }
  return k;
}

/** UPOS number of punctuation. */
const punctUpos = 12;
const rootCluster = 2;
const verbUpos = 15;
const auxUpos = 3;
const comma = hashText(",");
const quote = hashText('"');
