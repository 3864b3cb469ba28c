/**
 * Word types met so far, each with the numbers that features are made of, so that a word is looked at once however
 * often it comes. A type is found by two hashes over the units of the text: a hit makes no string.
 */
import { findKey, type HashTable } from "../linear/hash-table.ts";
import { hashText, hashUnits, hashUnitsAgain, mix1 } from "../linear/hashing.ts";

/** Types kept; when the table is full it is emptied. A day of news has some 200,000, most of them once. */
const mostTypes = 1 << 16;
const nSlots = mostTypes << 2;

/** What is known of words from training; see `tagger.ts` for how it is used. */
export interface Vocabulary {
  /** Slots of an open table, a power of two: hashes of known words in lower case, 0 for a free slot. */
  readonly keys: Int32Array;
  /** Beside each key: which entry of `classes` lists its tags; 0 for words too rare to tell. */
  readonly classOf: Uint16Array;
  /** Tag ids of each ambiguity class; the first is empty. */
  readonly classes: readonly (readonly number[])[];
  /** The same with the tags of names: for words with a capital. */
  readonly capitalClasses: readonly (readonly number[])[];
  /** Clusters of words that are used alike, by the hash of a word in lower case: see `scripts/cluster.ts`. */
  readonly clusters: HashTable;
}

/** Columns by type id. */
export interface Forms {
  readonly vocabulary: Vocabulary;
  count: number;
  readonly slots: Int32Array;
  readonly keys: Int32Array;
  readonly otherKeys: Int32Array;
  /** The form as written. */
  readonly text: string[];
  /** Hash of the form as written, quotation marks apart; `unknown` where the word is not in the vocabulary. */
  readonly exact: Int32Array;
  /** Hash of the form in lower case, digits as 0; `unknown` as before. */
  readonly lower: Int32Array;
  /** Hash of the form in lower case, digits as they are, known or not. */
  readonly folded: Int32Array;
  /** Row of 10 hashes: suffixes of 1 to 5 characters, prefixes of 1 to 4, shape. */
  readonly affixes: Int32Array;
  /** Ambiguity class. */
  readonly klass: Uint16Array;
  /** Cluster, 0 for none; the same without its last three bits for a wider one. */
  readonly cluster: Uint16Array;
  /** 1 for a word that begins with a capital. */
  readonly isCapital: Uint8Array;
  readonly hasDigit: Uint8Array;
  /** 1 for a word that dates are made of. */
  readonly isCalendar: Uint8Array;
}

export const nAffixes = 10;
export const suffix3 = 2;
export const shapeAt = 9;

/** Stands for every word that training has not seen. */
export const unknown = hashText("<unknown>");

/** Words in small letters that a date can begin with. */
const calendarWords = new Set(
  "today yesterday tomorrow tonight last next this earlier early late mid end beginning spring summer autumn fall winter month week year day days weeks months years ago".split(
    " ",
  ),
);

export function newForms(vocabulary: Vocabulary): Forms {
  return {
    vocabulary,
    count: 0,
    slots: new Int32Array(nSlots).fill(-1),
    keys: new Int32Array(mostTypes),
    otherKeys: new Int32Array(mostTypes),
    text: [],
    exact: new Int32Array(mostTypes),
    lower: new Int32Array(mostTypes),
    folded: new Int32Array(mostTypes),
    affixes: new Int32Array(mostTypes * nAffixes),
    klass: new Uint16Array(mostTypes),
    cluster: new Uint16Array(mostTypes),
    isCapital: new Uint8Array(mostTypes),
    hasDigit: new Uint8Array(mostTypes),
    isCalendar: new Uint8Array(mostTypes),
  };
}

/** Whether `n` more types find room. Type ids hold until the table is emptied, so this is asked between batches. */
export function hasRoom(forms: Forms, n: number): boolean {
  return forms.count + n <= mostTypes;
}

export function clearForms(forms: Forms): void {
  forms.count = 0;
  forms.text.length = 0;
  forms.slots.fill(-1);
}

/** The type id of a stretch of text. */
export function formAt(forms: Forms, text: string, start: number, end: number): number {
  const key = hashUnits(text, start, end);
  const other = hashUnitsAgain(text, start, end);
  const mask = nSlots - 1;
  let slot = key & mask;
  for (;;) {
    const id = forms.slots[slot]!;
    if (id < 0) break;
    if (forms.keys[id] === key && forms.otherKeys[id] === other) return id;
    slot = (slot + 1) & mask;
  }
  const id = forms.count++;
  forms.slots[slot] = id;
  forms.keys[id] = key;
  forms.otherKeys[id] = other;
  describe(forms, id, text.slice(start, end));
  return id;
}

function describe(forms: Forms, id: number, form: string): void {
  const plain = plainForm(form);
  const lower = lowerForm(plain);
  forms.text[id] = form;
  const lowerHash = hashText(lower);
  const found = findKey(forms.vocabulary.keys, lowerHash);
  const isKnown = 0 <= found;
  forms.exact[id] = isKnown ? hashText(plain) : unknown;
  forms.lower[id] = isKnown ? lowerHash : unknown;
  forms.folded[id] = hashText(plain.toLowerCase());
  const { clusters } = forms.vocabulary;
  const cluster = findKey(clusters.keys, forms.folded[id]!);
  forms.cluster[id] = cluster < 0 ? 0 : clusters.values[cluster]!;
  forms.klass[id] = isKnown ? forms.vocabulary.classOf[found]! : 0;
  const base = id * nAffixes;
  const n = lower.length;
  for (let k = 1; k <= 5; k++) forms.affixes[base + k - 1] = hashUnits(lower, Math.max(0, n - k), n);
  for (let k = 1; k <= 4; k++) forms.affixes[base + 4 + k] = mix1(77, hashUnits(lower, 0, Math.min(k, n)));
  const shape = shapeOf(plain);
  forms.affixes[base + shapeAt] = hashText(shape);
  forms.isCapital[id] = shape.startsWith("X") ? 1 : 0;
  forms.hasDigit[id] = shape.includes("0") ? 1 : 0;
  forms.isCalendar[id] = calendarWords.has(lower) ? 1 : 0;
}

/** The form with typographic marks as typewriters have them; which way a quotation mark faces is kept. */
export function plainForm(form: string): string {
  if (form.length === 1) {
    const unit = form.charCodeAt(0);
    if (unit === 0x201e || unit === 0xab) return "“";
    if (unit === 0xbb) return "”";
    if (unit === 0x2013 || unit === 0x2014) return "--";
    return form;
  }
  return form.replace(/’/g, "'");
}

/** Lower case, digits as 0, all double quotation marks alike. */
export function lowerForm(plain: string): string {
  if (plain === "“" || plain === "”" || plain === "''" || plain === "``") return '"';
  return plain.toLowerCase().replace(/\d/g, "0");
}

/** Runs of capitals, small letters, digits and others, each run up to two: "McDonald's" is XxXxx.x. */
export function shapeOf(plain: string): string {
  let shape = "";
  let last = "";
  let run = 0;
  for (let i = 0; i < plain.length && shape.length < 10; i++) {
    const c = kindOfUnit(plain.charCodeAt(i), plain, i);
    run = c === last ? run + 1 : 0;
    last = c;
    if (run < 2) shape += c;
  }
  return shape;
}

function kindOfUnit(unit: number, text: string, i: number): string {
  if (97 <= unit && unit <= 122) return "x";
  if (65 <= unit && unit <= 90) return "X";
  if (48 <= unit && unit <= 57) return "0";
  if (unit < 128) return text.charAt(i);
  const c = text.charAt(i);
  const lower = c.toLowerCase();
  if (lower !== c) return "X";
  return lower !== c.toUpperCase() ? "x" : "?";
}
