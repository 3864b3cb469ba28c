/** Knowledge of those who speak: given names, and nouns that stand for people, bodies and groups. */
import { listCell, oneOf, readTable, refuse } from "./table.ts";

/** What given names tell. All names are folded as `foldName` does. */
export interface GivenNames {
  readonly genders: ReadonlyMap<string, "f" | "m">;
  /** The form that stands for all forms of one name: "serhiy" leads to "sergei". */
  readonly forms: ReadonlyMap<string, string>;
  /** Family names that stand first: "kim", "xi". */
  readonly familyFirst: ReadonlySet<string>;
}

/** A noun for whoever speaks that says less than an office does: "the politician", "the company", "experts". */
export interface SpeakerNoun {
  /** `group`: many people; `bodies`: many bodies. */
  readonly kind: "person" | "body" | "group" | "bodies";
  readonly sector: string | null;
  /** Roles (`data/offices.tsv`) whose bearer it may stand for; null: any. */
  readonly roles: ReadonlySet<string> | null;
}

/** Letters that no decomposition makes plain. */
const plainLetters: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
};

/**
 * A name in lower case without accents and apostrophes, hyphens as spaces, so that spellings meet.
 *
 *     from:  Oleh Nikołenko   Ri Yong-ho   Hamze’ei
 *     to:    oleh nikolenko   ri yong ho   hamzeei
 */
export function foldName(name: string): string {
  const lower = name.toLowerCase();
  if (/^[a-z ]*$/.test(lower)) return lower;
  return lower
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’‘`.]/g, "")
    .replace(/[-‐‑–]/g, " ")
    .replace(/[łøđðıßæœþ]/g, (letter) => plainLetters[letter] ?? letter);
}

/**
 * The given names of `data/given-names.tsv`.
 *
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function compileGivenNames(text: string): GivenNames {
  const genders = new Map<string, "f" | "m">();
  const forms = new Map<string, string>();
  const familyFirst = new Set<string>();
  for (const row of readTable("given-names.tsv", text, 2)) {
    const kind = oneOf(row, 0, ["f", "m", "same", "family"] as const);
    const names = listCell(row.cells[1] as string).map(foldName);
    for (const name of names) {
      if (kind === "family") familyFirst.add(name);
      else if (kind === "same") forms.set(name, forms.get(name) ?? (names[0] as string));
      else if ((genders.get(name) ?? kind) !== kind)
        refuse(row.place, "a name of one gender", `"${name}", which stands under the other too`);
      else genders.set(name, kind);
    }
  }
  return { genders, forms, familyFirst };
}

/**
 * The nouns of `data/speaker-nouns.tsv` by word, lower case.
 *
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function compileSpeakerNouns(text: string): ReadonlyMap<string, SpeakerNoun> {
  const nouns = new Map<string, SpeakerNoun>();
  for (const row of readTable("speaker-nouns.tsv", text, 4)) {
    const [, sector, roles, words] = row.cells as [string, string, string, string];
    const noun = {
      kind: oneOf(row, 0, ["person", "body", "group", "bodies"] as const),
      sector: sector === "-" ? null : sector,
      roles: roles === "*" ? null : new Set(listCell(roles)),
    };
    for (const word of listCell(words)) {
      if (nouns.has(word)) refuse(row.place, "a noun of one line", `"${word}" again`);
      nouns.set(word, noun);
    }
  }
  return nouns;
}
