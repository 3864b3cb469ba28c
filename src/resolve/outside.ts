/**
 * What is known from outside the article: the seam for a register of people, offices and bodies. The article's own
 * words always come first; the register is asked where they don't tell.
 */
import type { KnownActor } from "../lexicon/lexicon.ts";

/** In whose name somebody stood on a day. */
export interface Standing {
  readonly code: string;
  /** PLOVER sector; null when open. */
  readonly sector: string | null;
}

export interface Outside {
  /**
   * The standing of a person; null when nobody is known by the name, or more than one.
   *
   * @param name as the article has it in full: "Celia Arnau", or only "Arnau"
   * @param role the role that the article gives (`data/offices.tsv`); null when it gives none
   * @param day EDTF, the day of publication; null when unknown
   */
  person(name: string, role: string | null, day: string | null): Standing | null;
  /** The state or body that a phrase names or describes ("the presidential palace in Havana"); null when none is known. */
  phrase(words: string, day: string | null): KnownActor | null;
}

/** No register at all: the article alone. */
export const nothingOutside: Outside = { person: () => null, phrase: () => null };
