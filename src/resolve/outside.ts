/**
 * What is known from outside the article: the seam for a register of people, offices and bodies. The article's own
 * words always come first; the register is asked where they don't tell.
 */
import type { KnownActor } from "../lexicon/lexicon.ts";
import type { Actor } from "../model/actor.ts";

/** In whose name somebody stood on a day. */
export interface Standing {
  readonly code: string;
  /** PLOVER sector; null when open. */
  readonly sector: string | null;
  /** The role of the office held (`data/offices.tsv`), and a word for it; null where none is held for sure. */
  readonly role: string | null;
  readonly office: string | null;
}

/** A state, body or force: what an actor of the article is made of. */
export type Outsider = Pick<KnownActor, "code" | "name" | "kind" | "sector">;

export interface Outside {
  /**
   * The standing of a person; null when nobody is known by the name, or more than one.
   *
   * @param name as the article has it in full: "Celia Arnau", or only "Arnau"
   * @param role the role that the article gives (`data/offices.tsv`); null when it gives none
   * @param day EDTF, the day of publication; null when unknown
   */
  person(name: string, role: string | null, day: string | null): Standing | null;
  /** The state, body or force that a phrase names or describes ("Israeli troops"); null when none is known. */
  phrase(words: string, day: string | null): Outsider | null;
  /** The actor of an article, its nulls filled with what is known at the day. */
  complete(actor: Actor, day: string | null): Actor;
}
