/**
 * Lemmas: what a form is listed under in a dictionary, from the form and its tags. Rules of English spelling undo
 * endings, and look whether what is left is a word that training has met; forms that go by no rule are listed.
 *
 *     hoping VBG → hope     hopping VBG → hop     went VBD → go     Peskov's POS → 's     States NNPS → State
 */
import { lowerForm, plainForm, type Vocabulary } from "./forms.ts";
import { findKey } from "../linear/hash-table.ts";
import { hashText } from "../linear/hashing.ts";

/** Lemmas that the rules get wrong, by `form TAG`, the form in lower case. */
export type LemmaExceptions = ReadonlyMap<string, string>;

/** The lemma of a form. Proper nouns keep their capitals, all others lose them. */
export function lemmaOf(
  vocabulary: Vocabulary,
  exceptions: LemmaExceptions,
  form: string,
  upos: string,
  xpos: string,
): string {
  const plain = plainForm(form);
  const lower = plain.toLowerCase();
  const listed = exceptions.get(`${lower} ${xpos}`);
  const isName = xpos === "NNP" || xpos === "NNPS";
  if (listed !== undefined) return isName ? capitalized(listed, plain) : listed;
  const isWord = (word: string): boolean => 0 <= findKey(vocabulary.keys, hashText(lowerForm(word)));
  if (upos === "PUNCT" || upos === "SYM" || upos === "X") return form;
  if (isName) return xpos === "NNPS" ? capitalized(withoutS(lower, isWord), plain) : plain;
  switch (xpos) {
    case "NNS":
    case "VBZ":
      return withoutS(lower, isWord);
    case "VBG":
      return lower.endsWith("ing") && 4 < lower.length ? baseOf(lower.slice(0, -3), isWord) : lower;
    case "VBD":
    case "VBN":
      if (lower.endsWith("ied")) return lower.length < 5 ? lower.slice(0, -1) : `${lower.slice(0, -3)}y`;
      return lower.endsWith("ed") && 3 < lower.length ? baseOf(lower.slice(0, -2), isWord) : lower;
    case "JJR":
    case "RBR":
      return lower.endsWith("er") ? positiveOf(lower.slice(0, -2), lower, isWord) : lower;
    case "JJS":
    case "RBS":
      return lower.endsWith("est") ? positiveOf(lower.slice(0, -3), lower, isWord) : lower;
    default:
      return lower;
  }
}

/** A lemma in the capitals of its form: "Territories" is of "Territory". */
function capitalized(lemma: string, plain: string): string {
  let same = 0;
  while (same < lemma.length && lemma[same]!.toLowerCase() === plain[same]?.toLowerCase()) same++;
  return plain.slice(0, same) + lemma.slice(same);
}

function withoutS(lower: string, isWord: (word: string) => boolean): string {
  if (!lower.endsWith("s") || lower.endsWith("ss") || lower.length < 3) return lower;
  if (lower.endsWith("'s")) return lower.slice(0, -2);
  if (lower.endsWith("ies")) return lower.length < 5 ? lower.slice(0, -1) : `${lower.slice(0, -3)}y`;
  const bare = lower.slice(0, -1);
  if (/(?:ss|sh|ch|x|zz|o|s|z)es$/.test(lower)) {
    const shorter = lower.slice(0, -2);
    // "houses" is of "house", "buses" of "bus": what is a word decides, then what the spelling wants.
    const wantsShorter = /(?:ss|sh|ch|x|zz|o)$/.test(shorter);
    if (isWord(shorter) !== isWord(bare)) return isWord(shorter) ? shorter : bare;
    return wantsShorter ? shorter : bare;
  }
  return bare;
}

const vowel = /[aeiouy]/;

/** The verb whose ending has been cut off: "hop" of "hopp", "hope" of "hop", "visit" of "visit". */
function baseOf(stem: string, isWord: (word: string) => boolean): string {
  if (!vowel.test(stem)) return stem;
  const last = stem.charAt(stem.length - 1);
  const before = stem.charAt(stem.length - 2);
  const withE = `${stem}e`;
  if (last === before && !/[aeiouy]/.test(last)) {
    const single = stem.slice(0, -1);
    if (isWord(stem) !== isWord(single)) return isWord(stem) ? stem : single;
    return /[lsfz]/.test(last) ? stem : single;
  }
  // One vowel before one consonant: had the verb no e, the consonant would stand twice.
  const isShort = /^[^aeiou]*[aeiouy][^aeiouywx]$/.test(stem);
  if (isShort && isWord(withE)) return withE;
  if (isWord(stem) && isWord(withE))
    return /(?:[cgsvzu]|[^aeiou]l|[^aeiouln]r|at|iz|ut)$/.test(stem) ? withE : stem;
  if (isWord(stem)) return stem;
  if (isWord(withE)) return withE;
  return isShort || /(?:[cvu]|[^s]s|[aeiou]z|[^n]g|dg|[^aeiou]l|[^aeiou]at|iat|at)$/.test(stem)
    ? withE
    : stem;
}

/** The adjective or adverb of a comparison. */
function positiveOf(stem: string, lower: string, isWord: (word: string) => boolean): string {
  if (stem.endsWith("i")) return `${stem.slice(0, -1)}y`;
  const last = stem.charAt(stem.length - 1);
  if (last === stem.charAt(stem.length - 2) && isWord(stem.slice(0, -1)) && !isWord(stem))
    return stem.slice(0, -1);
  if (isWord(`${stem}e`) && !isWord(stem)) return `${stem}e`;
  return isWord(stem) || 2 < stem.length ? stem : lower;
}
