/**
 * Where an article introduces people: an office before a name, or a name and its office in apposition. These teach
 * offices and codes to the surnames and titles that speak later, with the words as evidence.
 */
import type { KnownActor } from "../lexicon/lexicon.ts";
import type { HeldOffice } from "../model/actor.ts";
import type { TokenRange } from "../model/parse.ts";
import type { NamedAt, People } from "./people.ts";
import {
  formAt,
  isCapital,
  knownAt,
  lowerAt,
  sentenceAt,
  type Scene,
  spanOf,
  titleEndingAt,
} from "./scene.ts";
import { headEnd, isPersonal, type Title, titleOf } from "./titles.ts";

/** An office given to a person. */
export interface Introduction extends HeldOffice {
  readonly person: number;
  readonly title: Title;
  /** "The spokesman, Celia Arnau, …": a title spoken of before gets its name. */
  readonly reveals: boolean;
}

/** Introductions by the index of the name that they are given to. */
export type Introduced = ReadonlyMap<number, readonly Introduction[]>;

/** Tokens that an office beside a name may have at most. */
const longestOffice = 18;
const chainWords = /^(?:of|for|to|on|the|and|in|at|[’']s?|&|-|,)$/;
/** Ranks that stand before a name as a part of it: "the leader of the revolution Ayatollah …". */
const ranks = /^(?:ayatollah|general|gen\.?|colonel|col\.?|admiral|adm\.?|major|captain|sheikh|king|prince)$/;
const modifiers =
  /^(?:former|ex|deputy|acting|vice|first|chief|senior|then|special|permanent|national|interim|outgoing|incoming|new|late|longtime|long-time|veteran|top|leading|right-wing|left-wing|far-right|opposition|federal|foreign|military|presidential|official|honorary|then-president|so-called|newly|elected|onetime|one-time|ousted|exiled)$/;

/**
 * All introductions, by the name that they are given to; the first of a name's is the one right before it.
 *
 *     Cuban Foreign Minister Celia Arnau met Bruno Lobo, the head of the ministry.
 *     ^^^^^^^^^^^^^^^^^^^^^^ office of Celia Arnau       ^^^^^^^^^^^^^^^^^^^^ office of Bruno Lobo, without the article
 */
export function findIntroductions(scene: Scene, { named }: People): Introduced {
  const nameAt = new Map(named.map((it, i) => [it.from, i]));
  const introduced = new Map<number, Introduction[]>();
  for (const [i, it] of named.entries()) {
    const sentence = scene.parse.sentences[sentenceAt(scene, it.from)];
    if (sentence === undefined || sentence.to < it.to) continue;
    const floor = Math.max(sentence.from, 0 < i ? (named[i - 1] as NamedAt).to : 0, it.from - longestOffice);
    const before = officeBefore(scene, it.from, floor);
    // "the head of the committee, General Celia Arnau": two offices before one name.
    const isSecond = before !== null && floor < before.from && formAt(scene, before.from - 1) === ",";
    const found = [
      before,
      isSecond ? definiteBefore(scene, before.from, floor) : null,
      officeAfter(scene, it.to, Math.min(sentence.to, it.to + longestOffice), nameAt),
      whoClause(scene, it.to, Math.min(sentence.to, it.to + longestOffice)),
    ].flatMap((range, place) => {
      const title = range === null ? null : titleOf(scene, range);
      if (range === null || title === null || title.kind !== "person") return [];
      const { start, end } = spanOf(scene, range.from, range.to);
      const known = title.known ?? memberOf(scene, it.end) ?? stateBehind(scene, it.to, sentence.to);
      const reveals = place === 0 && isRevealed(scene, range, it.from);
      return [
        {
          person: it.person,
          title: { ...title, known },
          reveals,
          start,
          end,
          role: title.role,
          code: known?.code ?? null,
        },
      ];
    });
    if (0 < found.length) introduced.set(i, found);
  }
  return introduced;
}

/** Whether a name stands behind a bare title, its article and a comma: "The spokesman, Celia Arnau, …". */
function isRevealed(scene: Scene, { from, to }: TokenRange, name: number): boolean {
  return (
    to < name && formAt(scene, to) === "," && 0 < from && lowerAt(scene, from - 1) === "the" && to - from <= 3
  );
}

/** American legislators carry party and state behind their names: "Sen. Celia Arnau (R-Ohio)", "Arnau, D-N.J.,". */
function memberOf({ lexicon, text }: Scene, end: number): KnownActor | null {
  const isMember = /^,? \(?[RDI]-\p{Lu}/u.test(text.slice(end, end + 8));
  return isMember ? (lexicon.names.get("United States")?.actor ?? null) : null;
}

/** The state behind a name: "President Celia Arnau of Cuba". */
function stateBehind(scene: Scene, to: number, ceiling: number): KnownActor | null {
  if (ceiling <= to + 1 || lowerAt(scene, to) !== "of") return null;
  const from = lowerAt(scene, to + 1) === "the" ? to + 2 : to + 1;
  const known = from < ceiling ? (knownAt(scene, from, ceiling)?.known ?? null) : null;
  return known !== null && known.usage === "name" && known.actor.kind === "state" ? known.actor : null;
}

/**
 * The office that ends right before a name.
 *
 *     the press secretary of the President of Russia Dmitry Peskov     Russia’s deputy foreign minister, Sergei Ryabkov
 *         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 */
function officeBefore(scene: Scene, name: number, floor: number): TokenRange | null {
  let to = name;
  while (floor < to && /^(?:Mr|Mrs|Ms|Dr|Sir|Lord)\.?$/.test(formAt(scene, to - 1))) to--;
  let hasComma = false;
  if (floor < to && formAt(scene, to - 1) === ",") [hasComma, to] = [true, to - 1];
  if (floor < to && formAt(scene, to - 1) === ")") {
    // "the Atomic Energy Organization of Iran (AEOI), Celia Arnau": what stands in brackets is passed over.
    let open = to - 2;
    while (floor < open && to - open < 5 && formAt(scene, open) !== "(") open--;
    if (formAt(scene, open) !== "(") return null;
    to = open;
    if (floor < to && formAt(scene, to - 1) === ",") to--;
  }
  const adjacent = titleEndingAt(scene, to, floor);
  const chained = chainBefore(scene, to, floor);
  // "ambassador to the United Nations Celia Arnau": nations are nobody's title.
  const isOther = adjacent?.office?.role === "ministry" || (adjacent?.noun?.kind ?? "person") !== "person";
  const isPart = adjacent !== null && (isOfBearer(scene, adjacent.from) || ranks.test(adjacent.words));
  if (adjacent === null || isOther || (chained !== null && isPart)) {
    if (chained === null || (hasComma && !hasArticle(scene, chained.from, floor))) return null;
    return chained;
  }
  // "a Trump campaign": a noun that says less than an office needs a state or a capital before it.
  const from = extendLeft(scene, adjacent.from, floor);
  if (adjacent.office === null && from === adjacent.from && hasComma) return null;
  if (hasComma && !hasArticle(scene, from, floor) && !isTitleCase(scene, from, to)) return null;
  return { from, to };
}

/** The office before an office, a comma between: only one that is somebody's own, not "a senator, Minister Arnau". */
function definiteBefore(scene: Scene, name: number, floor: number): TokenRange | null {
  const range = officeBefore(scene, name, floor);
  if (range === null) return null;
  const isDefinite = floor < range.from && lowerAt(scene, range.from - 1) === "the";
  return isDefinite || isTitleCase(scene, range.from, range.to) ? range : null;
}

/** Whether a title in small letters is the end of another's office: "the press secretary of the Cuban president". */
function isOfBearer(scene: Scene, title: number): boolean {
  return !isCapital(formAt(scene, title));
}

function hasArticle(scene: Scene, from: number, floor: number): boolean {
  if (floor < from && /^(?:the|a|an|its|his|her|their)$/i.test(formAt(scene, from - 1))) return true;
  return /^[’']s?$/.test(formAt(scene, from + 1)) || /^[’']s?$/.test(formAt(scene, from + 2));
}

function isTitleCase(scene: Scene, from: number, to: number): boolean {
  for (let i = from; i < to; i++)
    if (!isCapital(formAt(scene, i)) && !chainWords.test(lowerAt(scene, i))) return false;
  return true;
}

/** An office that reaches the name through "of" and "for": from its title on. */
function chainBefore(scene: Scene, to: number, floor: number): TokenRange | null {
  const { tokens } = scene.parse;
  // "a spokesman for Arnau" is Arnau's, and not Arnau.
  if (floor < to && /^(?:of|for|to|on|at|in|the|and)$/.test(lowerAt(scene, to - 1))) return null;
  let found: TokenRange | null = null;
  for (let i = to - 1; floor <= i; i--) {
    const lower = lowerAt(scene, i);
    const part = tokens.upos[i];
    if (lower === "," && !isCapital(formAt(scene, i + 1))) break;
    if (!chainWords.test(lower) && part !== "NOUN" && part !== "PROPN" && part !== "ADJ" && part !== "NUM")
      break;
    if (i + 1 < to && /^(?:of|for|to|on|at|in)$/.test(lowerAt(scene, i + 1))) {
      const title = titleEndingAt(scene, i + 1, floor);
      if (title !== null && (title.noun === null || title.noun.kind === "person"))
        found = { from: extendLeft(scene, title.from, floor), to };
    }
  }
  return found;
}

/** An office's modifiers before its title: adjectives of states, names of bodies, "former", "deputy". */
function extendLeft(scene: Scene, title: number, floor: number): number {
  const { upos, xpos, start, end } = scene.parse.tokens;
  let from = title;
  while (floor < from) {
    const i = from - 1;
    const form = formAt(scene, i);
    const isWord =
      upos[i] === "ADJ" || upos[i] === "NOUN" || upos[i] === "PROPN" || (xpos[i] as string).startsWith("JJ");
    const isJoined = form !== "-" || (end[i - 1] === start[i] && end[i] === start[i + 1]);
    const isLink =
      /^(?:[’']s?|-|and|&)$/.test(form) && isJoined && floor < i && isCapital(formAt(scene, i - 1));
    if (!isLink && !modifiers.test(form.toLowerCase()) && !(isWord && /^[\p{L}.]/u.test(form))) break;
    from--;
  }
  // "Canada’s Ministry of External Affairs spokesperson": over the "of" of a body.
  if (floor + 1 < from && lowerAt(scene, from - 1) === "of") {
    const body = titleEndingAt(scene, from - 1, floor);
    if (body !== null && !isPersonal(body)) return extendLeft(scene, body.from, floor);
  }
  while (from < title && /^(?:[’']s?|-|and|&)$/.test(formAt(scene, from))) from++;
  return from;
}

/**
 * The office in apposition or in brackets after a name.
 *
 *     Celia Arnau, the deputy head of the Cuban ministry, said …     Bruno Lobo (the Cuban foreign minister) left.
 *                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^                         ^^^^^^^^^^^^^^^^^^^^^^
 */
function officeAfter(
  scene: Scene,
  at: number,
  ceiling: number,
  nameAt: ReadonlyMap<number, number>,
): TokenRange | null {
  const { tokens } = scene.parse;
  const opening = at < ceiling ? formAt(scene, at) : "";
  if (!/^[,(—–]$/.test(opening) || ceiling <= at + 1) return null;
  let from = at + 1;
  if (/^(?:the|a|an|his|her|its|their)$/i.test(formAt(scene, from))) from++;
  let to = from;
  while (to < ceiling && !/^[,.;:()—–“”"]$/.test(formAt(scene, to))) {
    // Where a clause begins no apposition goes on: "Arnau, the minister said".
    if (/^(?:VBD|VBZ|VBP|MD|WP|WDT|WRB|PRP)$/.test(tokens.xpos[to] as string)) {
      if (!(tokens.xpos[to] as string).startsWith("W")) return null;
      break;
    }
    to++;
  }
  if (to <= from || ceiling < to) return null;
  const head = headEnd(scene, from, to);
  for (let i = from; i < head; i++) {
    // "Arnau, President Bruno Lobo and others": the title is the next one's.
    if (nameAt.has(i) && !/^[’']s?$/.test(formAt(scene, i + 1)) && !/^[’']s?$/.test(formAt(scene, i + 2)))
      return null;
  }
  return titleEndingAt(scene, head, from) === null && titleOf(scene, { from, to }) === null
    ? null
    : { from, to };
}

/** "Celia Arnau, who heads the Cuban delegation": the words after the verb are no office, those with it are. */
function whoClause(scene: Scene, at: number, ceiling: number): TokenRange | null {
  if (ceiling <= at + 4 || formAt(scene, at) !== "," || lowerAt(scene, at + 1) !== "who") return null;
  if (!/^(?:serves|served|works|worked|acts|acted)$/.test(lowerAt(scene, at + 2))) return null;
  if (lowerAt(scene, at + 3) !== "as") return null;
  let from = at + 4;
  if (/^(?:the|a|an|his|her|its|their)$/.test(lowerAt(scene, from))) from++;
  let to = from;
  while (to < ceiling && !/^[,.;:()—–]$/.test(formAt(scene, to))) to++;
  return from < to && titleOf(scene, { from, to }) !== null ? { from, to } : null;
}

/** The words of an office as one line. */
export function officeWords(scene: Scene, { start, end }: HeldOffice): string {
  return scene.text.slice(start, end).replace(/\s+/g, " ");
}
