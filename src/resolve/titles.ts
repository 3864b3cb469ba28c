/**
 * What a noun phrase says of somebody without a name: the title at its head, in whose name, one or many, known or not.
 */
import type { KnownActor, SpeakerNoun } from "../lexicon/lexicon.ts";
import type { TokenRange } from "../model/parse.ts";
import {
  formAt,
  isCapital,
  knownAt,
  lowerAt,
  type Scene,
  type TitleAt,
  titleEndingAt,
  wordsOf,
} from "./scene.ts";

export interface Title extends TokenRange {
  /** The words of the title itself, lower case: "foreign minister" of "the former Cuban foreign minister". */
  readonly words: string;
  readonly role: string | null;
  /** Roles whose bearer it may stand for besides its own; null: any. */
  readonly roles: ReadonlySet<string> | null;
  readonly kind: SpeakerNoun["kind"];
  readonly sector: string | null;
  /** In whose name: the state of a minister. Null when the words don't tell. */
  readonly known: KnownActor | null;
  /** "the minister", "Cuba's minister", "his minister"; "a minister"; "Kremlin spokesman". */
  readonly article: "definite" | "indefinite" | "none";
}

const noRoles: ReadonlySet<string> = new Set();
const indefinite =
  /^(?:a|an|one|another|some|several|many|few|two|three|four|five|six|other|no|any|various|dozens|hundreds|\d+)$/;
const partitive = /^(?:one|some|many|most|several|both|two|three|none|any|each)$/;
const definite = /^(?:the|this|that|these|those|his|her|its|their|our|my|your|both|all)$/;

/** Tokens that the name of a body in `headed-bodies.tsv` may have. */
const longestBody = 4;

/**
 * The title at the head of a noun phrase; null when its head is another word.
 *
 *     the US Ambassador to Russia     a senior Iranian military official traveling with him
 *            ^^^^^^^^^^ of the USA                              ^^^^^^^^ of Iran, not known before
 */
export function titleOf(scene: Scene, { from: first, to }: TokenRange): Title | null {
  // "one of the EU officials": the head stands behind, and one of them is a person.
  const isPart =
    first + 2 < to && partitive.test(lowerAt(scene, first)) && lowerAt(scene, first + 1) === "of";
  const from = isPart ? first + 2 : first;
  const isOne = isPart && lowerAt(scene, first) === "one";
  const head = headTitle(scene, from, to);
  if (head === null) return null;
  const at = headedTitle(scene, head, to);
  const { office, noun } = at;
  const { xpos } = scene.parse.tokens;
  // "ministers of foreign affairs" is plural by its first word, "foreign ministers" by its last.
  const counted = at.words.includes(" of ") ? at.from : at.to - 1;
  const isMany = noun?.kind === "group" || noun?.kind === "bodies" || /^NNP?S$/.test(xpos[counted] ?? "");
  const isPlural = isMany && !isOne;
  const isBody = noun?.kind === "body" || office?.role === "ministry";
  const named = knownOf(scene, from, at.from, at.to, to);
  // "the UN ambassador" is sent to it, and not by it.
  const known = office?.role === "ambassador" && named?.kind === "body" ? null : named;
  return {
    from: at.from,
    to: at.to,
    words: at.words,
    role: office?.role ?? null,
    roles: noun === null || noun.kind !== "person" ? noRoles : noun.roles,
    kind: isPlural ? (noun?.kind === "bodies" || isBody ? "bodies" : "group") : isBody ? "body" : "person",
    sector: office?.sector ?? noun?.sector ?? null,
    known,
    article: isPart ? "indefinite" : articleOf(scene, from, at.from),
  };
}

function headTitle(scene: Scene, from: number, to: number): TitleAt | null {
  const end = headEnd(scene, from, to);
  // "minister of foreign affairs", "secretary of state": titles with a preposition of their own.
  for (let e = Math.min(to, end + 3); end < e; e--) {
    const title = titleEndingAt(scene, e, from);
    if (title !== null && title.from < end) return title;
  }
  const title = titleEndingAt(scene, end, from);
  // "India’s Ministry of External Affairs spokesperson": the last word is the head, not the ministry's.
  const last =
    end + 1 < to && title !== null && !isPersonal(title) ? titleEndingAt(scene, to, end + 2) : null;
  if (last !== null && last.to === to && isPersonal(last)) return last;
  // "an official traveling with him", where the tree takes the participle for a noun.
  return title === null && from + 1 < end && lowerAt(scene, end - 1).endsWith("ing")
    ? titleEndingAt(scene, end - 1, from)
    : title;
}

/**
 * The title by which who heads a body is known, by the words behind "of"; a title as it is where they name no such body.
 *
 *     the head of Russian diplomacy     chief of the Cuban Foreign Ministry
 *         ^^^^            ^^^^^^^^^     ^^^^^              ^^^^^^^^^^^^^^^^ foreign minister
 */
function headedTitle(scene: Scene, title: TitleAt, to: number): TitleAt {
  const { headedBodies, offices, speakerNouns } = scene.lexicon;
  if (!/^(?:head|chief|boss)$/.test(title.words) || lowerAt(scene, title.to) !== "of") return title;
  for (let from = title.to + 1; from < to && !/^[,(]$/.test(formAt(scene, from)); from++) {
    for (let end = Math.min(to, from + longestBody); from < end; end--) {
      const words = headedBodies.get(wordsOf(scene, from, end).toLowerCase());
      if (words === undefined) continue;
      return {
        ...title,
        words,
        office: offices.get(words) ?? null,
        noun: speakerNouns.get(words) ?? null,
      };
    }
  }
  return title;
}

/** Whether a title is a person's or people's, not a body's. */
export function isPersonal({ office, noun }: TitleAt): boolean {
  return noun === null ? office?.role !== "ministry" : noun.kind === "person" || noun.kind === "group";
}

/** Where the head of a noun phrase ends: before the first preposition, clause or participle. */
export function headEnd({ parse: { tokens } }: Scene, from: number, to: number): number {
  for (let i = from + 1; i < to; i++) {
    const tag = tokens.xpos[i] as string;
    const part = tokens.upos[i];
    if (part === "ADP" || tag === "IN" || tag === "TO" || part === "PUNCT" || tag.startsWith("W")) {
      if (tokens.end[i - 1] === tokens.start[i] && part === "PUNCT" && tokens.end[i] === tokens.start[i + 1])
        continue; // A hyphen within a word.
      return i;
    }
    if (/^VB[GN]$/.test(tag) && (tokens.xpos[i - 1] as string).startsWith("NN")) return i;
  }
  return to;
}

function articleOf(scene: Scene, from: number, to: number): Title["article"] {
  const first = lowerAt(scene, from);
  if (from < to && indefinite.test(first)) return "indefinite";
  if (from < to && definite.test(first)) return "definite";
  for (let i = from; i < to; i++) if (/^['’]s?$/.test(formAt(scene, i))) return "definite";
  return "none";
}

/**
 * The actor in whose name a title is held: named before it, or after "of" and "for". Whom an ambassador is sent to is
 * another's.
 *
 *     US Ambassador to Russia     the foreign minister of Cuba     the permanent representative to the UN of Cuba
 *     ^^                                              ^^^^                                                   ^^^^
 */
export function knownOf(
  scene: Scene,
  from: number,
  titleFrom: number,
  titleTo: number,
  to: number,
): KnownActor | null {
  for (let i = from; i < titleFrom; i++) {
    const found = knownAt(scene, i, titleFrom);
    if (found === null) continue;
    // "Ukraine war reporter": of the war, not of the state.
    if (
      found.known.usage === "name" &&
      /^(?:war|crisis|conflict|policy|talks|deal|affairs)$/.test(lowerAt(scene, found.to))
    )
      continue;
    // "the Iranian and Saudi foreign ministers": of two, so of neither.
    if (lowerAt(scene, found.to) === "and" && knownAt(scene, found.to + 1, titleFrom) !== null) return null;
    if (found.known.actor.sector !== "MED") return found.known.actor;
    i = found.to - 1;
  }
  let isHis = false;
  for (let i = titleTo; i < to; i++) {
    const lower = lowerAt(scene, i);
    if (/^(?:of|for|from)$/.test(lower)) isHis = true;
    else if (/^(?:to|in|at|with|on|against|by|,|\(|who|which)$/.test(lower)) isHis = false;
    if (!isHis || !isCapital(formAt(scene, i))) continue;
    const found = knownAt(scene, i, to);
    if (found === null || found.known.actor.sector === "MED") continue;
    // "of Georgetown University": a place in another's name.
    if (found.to < to && isCapital(formAt(scene, found.to)) && found.known.usage !== "adjective") continue;
    return found.known.actor;
  }
  return null;
}
