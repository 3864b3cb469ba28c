/**
 * A noun phrase cut into the pieces that tell whose actor it is: names of the register, people, places, nouns of actors,
 * offices, prepositions. Longest piece first, none overlapping; linear in the phrase.
 */
import type { KnownName, Lexicon, Office } from "../../lexicon/lexicon.ts";
import { type KnownPerson, peopleNamed } from "../../lexicon/people.ts";
import type { Agent } from "../../lexicon/phrasing.ts";

export interface Segment {
  readonly kind: "name" | "person" | "place" | "agent" | "joint" | "preposition" | "word";
  /** As written, without a possessive ending. */
  readonly text: string;
  readonly isPossessive: boolean;
  readonly isCapitalized: boolean;
  readonly name: KnownName | null;
  readonly people: readonly KnownPerson[];
  /** Code of the state that a place lies in. */
  readonly place: string | null;
  readonly agent: Agent | null;
  readonly office: Office | null;
}

/** A piece has at most this many words. */
const longestPiece = 8;

interface Word {
  readonly text: string;
  readonly isPossessive: boolean;
}

/** The pieces of a phrase, in order. Commas, "and" and their like are joints. */
export function segmentPhrase(lexicon: Lexicon, phrase: string): Segment[] {
  const words = wordsOf(phrase);
  const segments: Segment[] = [];
  for (let i = 0; i < words.length;) {
    const piece = longestAt(lexicon, words, i);
    segments.push(piece.segment);
    i = piece.to;
  }
  return segments;
}

/** Words with commas, slashes and ampersands as words of their own, possessive endings taken off. */
function wordsOf(phrase: string): Word[] {
  const words: Word[] = [];
  const text = phrase.replaceAll("’", "'").replace(/[“”"()[\]]/g, " ");
  for (const [raw] of text.matchAll(/[,;&/]|[^\s,;&/]+/g)) {
    const possessive = /^(.+?)(?:'s|(?<=s)')$/i.exec(raw);
    const isPossessive = possessive !== null && !/^(?:Qur|Sa|Ra)$/i.test(possessive[1] as string);
    const bare = (isPossessive ? (possessive[1] as string) : raw).replace(/^[-–—']+|[-–—:!?]+$/g, "");
    if (bare !== "") words.push({ text: bare, isPossessive });
  }
  return words;
}

function longestAt(lexicon: Lexicon, words: readonly Word[], from: number): { segment: Segment; to: number } {
  const first = words[from] as Word;
  const most = Math.min(words.length, from + longestPiece);
  let text = "";
  let best: { segment: Segment; to: number } | null = null;
  for (let to = from + 1; to <= most; to++) {
    text = to === from + 1 ? first.text : `${text} ${(words[to - 1] as Word).text}`;
    const segment = pieceOf(lexicon, text, words[to - 1] as Word);
    if (segment !== null) best = { segment, to };
    // A piece goes on neither past a possessive nor past a joint, but "and" ("Trinidad and Tobago").
    if ((words[to - 1] as Word).isPossessive || /^[,;&/]$/.test((words[to - 1] as Word).text)) break;
  }
  if (best !== null) return best;
  const isJoint = /^(?:[,;&/]|and|or|plus|nor)$/i.test(first.text);
  const isPreposition =
    /^(?:of|for|in|from|at|to|with|on|under|by|near|against|throughout|across|inside|within|outside|around|who|which|that|whose|where|based|during|over|about|after|before|between|among|as|than|including|ordered|held|living|fleeing|fighting|loyal|backed|led)$/.test(
      first.text,
    );
  return {
    segment: {
      ...blank(first.text, first.isPossessive),
      kind: isJoint ? "joint" : isPreposition ? "preposition" : "word",
    },
    to: from + 1,
  };
}

function blank(text: string, isPossessive: boolean): Segment {
  return {
    kind: "word",
    text,
    isPossessive,
    isCapitalized: /^\p{Lu}/u.test(text),
    name: null,
    people: [],
    place: null,
    agent: null,
    office: null,
  };
}

/** The piece that a text is; null for none. A comma or "and" on its own is none. */
function pieceOf(lexicon: Lexicon, text: string, last: Word): Segment | null {
  const base = blank(text, last.isPossessive);
  // Sentences and stray periods: "U.S." is a name with them, "Moscow." without.
  const name = lexicon.names.get(text) ?? lexicon.names.get(text.replace(/\.$/, ""));
  if (name !== undefined) return { ...base, kind: "name", name };
  if (base.isCapitalized && text.includes(" ")) {
    const people = peopleNamed(lexicon.people, text);
    if (0 < people.length) return { ...base, kind: "person", people };
  }
  const place = lexicon.places.get(text);
  if (place !== undefined) return { ...base, kind: "place", place };
  if (lexicon.readings.has(text)) return { ...base, kind: "name" };
  const lower = text.toLowerCase();
  const agent = lexicon.agents.get(lower) ?? null;
  const office = lexicon.offices.get(lower) ?? null;
  // "Khan" is no office, and "party" no person: what is neither is no piece.
  if (agent === null && office === null) return null;
  return { ...base, kind: "agent", agent, office };
}
