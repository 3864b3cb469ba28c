/**
 * Noun phrases about a clause: its subject before the verb, the one that begins it, and whether a phrase is a party.
 * By position first, since a single arc of a tree is wrong one time in five; by the tree where position says nothing.
 */
import type { TokenRange } from "../../model/parse.ts";
import { nameClasses } from "../attribution/scene.ts";
import { mentionsWithin } from "../mentions.ts";
import type { Stage } from "../stage.ts";
import { isCalendarWord, isCapitalized } from "../words.ts";
import { isOf } from "./ground.ts";

const dateName = nameClasses.indexOf("DATE");
const personal = /^(?:i|we|you|he|she|it|they|who|us|them|him|her)$/;
const connecting =
  /^(?:of|for|from|in|at|against|to|on|with|by|between|within|via|through|towards?|over|into|about|among|under|inside|outside|across)$/;
/** Tokens of a noun phrase at most. */
const longest = 16;

export function isPronoun({ words }: Stage, { from, to }: TokenRange): boolean {
  return to - from === 1 && personal.test(words.lower[from]!);
}

function isNominal({ words, scene }: Stage, i: number): boolean {
  const { upos, xpos } = words.parse.tokens;
  const tag = upos[i]!;
  return (
    tag === "NOUN" || tag === "PROPN" || tag === "PRON" || tag === "DET" || tag === "ADJ" || tag === "NUM" ||
    xpos[i] === "POS" || (0 < scene.name[i]! && scene.name[i] !== dateName) ||
    (tag === "VERB" && isCapitalized(words.form[i]!) && upos[i - 1] === "PROPN") || /^(?:-|["“”«»]|&|\.)$/.test(words.lower[i]!)
  ); // prettier-ignore
}

/** Whether a token between a subject and its verb is passed over: auxiliaries, negation, adverbs. */
function isBetween({ words }: Stage, i: number): boolean {
  const { upos, xpos } = words.parse.tokens;
  const lower = words.lower[i]!;
  return (
    upos[i] === "AUX" || upos[i] === "ADV" || xpos[i] === "MD" || xpos[i] === "RB" ||
    /^(?:not|n't|only|also|even|both|then|be|been|being|is|are|was|were|has|have|had|repeatedly)$/.test(lower)
  ); // prettier-ignore
}

/**
 * The subject of the verb at `verb`, looked for from `floor` on; null when there is none.
 *
 *     Prime Minister Celia Arnau said that Cuba would not sign
 *                                          ^^^^ of "would"
 */
export function subjectBefore(stage: Stage, verb: number, floor: number): TokenRange | null {
  let to = verb;
  while (floor < to && (isBetween(stage, to - 1) || /^["“]$/.test(stage.words.lower[to - 1]!))) to--;
  if (stage.words.lower[to - 1] === "circumstances" && stage.words.lower[to - 3] === "under") {
    to -= 3;
    while (floor < to && /^["“]$/.test(stage.words.lower[to - 1]!)) to--;
  }
  // "will Havana reopen": the subject stands behind its auxiliary.
  if (to === floor || !isNominal(stage, to - 1)) return subjectByTree(stage, verb, floor);
  const near = phraseEndingAt(stage, to, floor);
  return near === null ? subjectByTree(stage, verb, floor) : widened(stage, near, verb, floor);
}

/** "no talks on leaving the bloc could": by the tree the subject begins before the phrase that stands at the verb. */
function widened(stage: Stage, near: TokenRange, verb: number, floor: number): TokenRange {
  const { words, scene } = stage;
  const { head, relation, upos } = words.parse.tokens;
  let at = relation[verb]!.startsWith("aux") ? head[verb]! : verb;
  if (at < 0) return near;
  for (let child = scene.firstChild[at]!; 0 <= child; child = scene.nextSibling[child]!) {
    if (!relation[child]!.startsWith("nsubj") || near.from <= child || child < floor) continue;
    if (scene.right[child]! !== near.to - 1 || !isNoun(upos[child])) continue;
    at = Math.max(floor, scene.left[child]!);
    if (longest < near.to - at) return near;
    // "the administration in working with allies would": what it does meanwhile is not its name.
    for (let i = at + 1; i < near.to - 1; i++)
      if (upos[i] === "ADP" && upos[i + 1] === "VERB") return { from: at, to: i };
    return { from: behindGlued(stage, at, near.to), to: near.to };
  }
  return near;
}

/** The noun phrase whose last token is before `to`. */
function phraseEndingAt(stage: Stage, to: number, floor: number): TokenRange | null {
  const { words } = stage;
  const { upos, xpos } = words.parse.tokens;
  if (personal.test(words.lower[to - 1]!)) return { from: to - 1, to };
  let from = to;
  let isList = false;
  while (floor < from && to - from < longest) {
    const i = from - 1;
    const lower = words.lower[i]!;
    if (isCalendarWord(lower)) break;
    // "made clear the ban": an article begins the phrase.
    if (
      from < to &&
      upos[from] === "DET" &&
      !/^(?:of|and|for|in|all|both|half|to|on|with|from)$/.test(lower) &&
      xpos[i] !== "POS"
    )
      break;
    if (personal.test(lower) && lower !== "her") break;
    if (isNominal(stage, i) && lower !== "that") from--;
    else if (
      lower === "and" &&
      floor < i &&
      isNominal(stage, i - 1) &&
      !isCalendarWord(words.lower[i - 1]!)
    ) {
      isList = true;
      from--;
    } else if (connecting.test(lower) && floor < i && isNoun(upos[i - 1])) from--;
    else if (
      lower === "," &&
      isList &&
      floor < i &&
      upos[i - 1] === "PROPN" &&
      isCapitalized(words.form[from]!)
    )
      from--;
    else if (xpos[i] === "VBN" && floor < i && (upos[i - 1] === "DET" || words.lower[i - 1] === "-")) from--;
    else break;
  }
  from = behindGlued(stage, from, to);
  while (
    from < to &&
    (connecting.test(words.lower[from]!) || /^(?:and|-|["“”«»]|\.|&|'s)$/.test(words.lower[from]!))
  )
    from++;
  return from < to && holdsNoun(stage, from, to) ? { from, to } : null;
}

/**
 * Where a phrase begins that nothing parts from the one before it: at the last name right behind another name or a
 * noun that is no office, "told the newspaper Havana", "for two weeks Havana", "talks with Canada Cuban officials".
 */
function behindGlued(stage: Stage, from: number, to: number): number {
  const { words, mentions, lexicon } = stage;
  const { upos } = words.parse.tokens;
  const last = mentionsWithin(mentions, { from, to }).at(-1);
  if (last === undefined || last.from === from) return from;
  const before = last.from - 1;
  const earlier = mentionsWithin(mentions, { from, to: last.from }).at(-1);
  const isName = earlier?.to === last.from && earlier.known.usage !== "adjective";
  const isEnd = last.to === to && last.known.usage !== "adjective";
  const isNounBefore =
    isEnd &&
    isNoun(upos[before]) &&
    !isCapitalized(words.form[before]!) &&
    !lexicon.offices.has(words.lower[before]!) &&
    !isOf(stage, before, "party");
  return isName || isNounBefore ? last.from : from;
}

const isNoun = (tag: string | undefined): boolean => tag === "NOUN" || tag === "PROPN";

function holdsNoun({ words }: Stage, from: number, to: number): boolean {
  const { upos } = words.parse.tokens;
  for (let i = from; i < to; i++) if (isNoun(upos[i]) || upos[i] === "PRON" || upos[i] === "DET") return true;
  return false;
}

/** The `nsubj` of the verb, or of those it hangs on, within the window. */
function subjectByTree(stage: Stage, verb: number, floor: number): TokenRange | null {
  const { tokens } = stage.words.parse;
  const { firstChild, nextSibling, left } = stage.scene;
  let at = tokens.relation[verb]!.startsWith("aux") ? tokens.head[verb]! : verb;
  for (let step = 0; step < 4 && floor <= at; step++) {
    for (let child = firstChild[at]!; 0 <= child; child = nextSibling[child]!) {
      if (!/^(?:nsubj|expl)/.test(tokens.relation[child]!) || child < floor || at < child) continue;
      const phrase = phraseEndingAt(stage, child + 1, Math.max(floor, left[child]!));
      if (phrase !== null) return phrase;
    }
    if (!/^(?:xcomp|conj|advcl|acl|parataxis|ccomp)$/.test(tokens.relation[at]!)) return null;
    at = tokens.head[at]!;
  }
  return null;
}

/**
 * The noun phrase that begins at `from`: the subject of a clause behind its cue; null when it begins otherwise.
 *
 *     … unless Iraq's three main groups agreed on a government
 *              ^^^^^^^^^^^^^^^^^^^^^^^^
 */
export function phraseFrom(stage: Stage, from: number, ceiling: number): TokenRange | null {
  const { words } = stage;
  const { upos, xpos } = words.parse.tokens;
  if (from < ceiling && personal.test(words.lower[from]!) && words.lower[from] !== "her")
    return { from, to: from + 1 };
  let to = from;
  while (to < ceiling && to - from < longest) {
    const lower = words.lower[to]!;
    // "the council a year ago", "key allies they could": another phrase begins.
    if (
      from < to &&
      isNoun(upos[to - 1]) &&
      (upos[to] === "DET" || personal.test(lower)) &&
      xpos[to] !== "POS"
    )
      break;
    // "the rebels free all the men": a verb taken for an adjective.
    const isVerb =
      from < to &&
      upos[to] === "ADJ" &&
      isNoun(upos[to - 1]) &&
      /^(?:DET|PRON|ADV)$/.test(upos[to + 1] ?? "");
    if (isVerb && !isCapitalized(words.form[to]!)) break;
    if (isNominal(stage, to) && lower !== "that" && lower !== "who" && lower !== "which") to++;
    else if (lower === "and" && to > from && to + 1 < ceiling && isNominal(stage, to + 1)) to++;
    else if (/^(?:of|for|from|in)$/.test(lower) && from < to && isNoun(upos[to - 1])) to++;
    else if (xpos[to] === "VBN" && from < to && upos[to - 1] !== "PRON" && isNoun(upos[to + 1])) to++;
    else if (xpos[to] === "VBG" && from < to && upos[to - 1] === "DET" && isNoun(upos[to + 1])) to++;
    else break;
  }
  while (
    from < to &&
    (connecting.test(words.lower[to - 1]!) || /^(?:and|-|["“”«»]|\.)$/.test(words.lower[to - 1]!))
  )
    to--;
  if (to <= from || !holdsNoun(stage, from, to)) return null;
  const end = verbTakenForNoun(stage, from, to, ceiling) ?? verbBehindParty(stage, from, to, ceiling);
  return { from, to: end ?? to };
}

/**
 * Where a name ends before a verb that was taken for a noun; null where there is none such.
 *
 *     if Havana withdraws from the whole of the base
 *               ^
 */
function verbTakenForNoun(stage: Stage, from: number, to: number, ceiling: number): number | null {
  const { words, mentions } = stage;
  const { upos } = words.parse.tokens;
  if (to < ceiling && /^(?:VERB|AUX)$/.test(upos[to]!)) return null;
  const start = words.lower[from] === "the" ? from + 1 : from;
  const [name] = mentionsWithin(mentions, { from: start, to: Math.min(to, start + 6) });
  if (name === undefined || name.from !== start || name.known.usage === "adjective") return null;
  const verb = name.to;
  const isNoun = verb < to && upos[verb] === "NOUN" && !isCapitalized(words.form[verb]!);
  // An object or an adverbial follows a verb right away.
  const next = upos[verb + 1] ?? "";
  const isFollowed = verb + 1 < ceiling && /^(?:DET|PRON|ADV|PART)$|^ADP$/.test(next);
  return isNoun && isFollowed && !isHeadNoun(stage, verb) ? verb : null;
}

/**
 * Where a party in the singular ends before a verb in -s that was taken for a noun, in a clause with no other verb.
 *
 *     provided the royal army stays in its barracks
 *                             ^
 */
function verbBehindParty(stage: Stage, from: number, to: number, ceiling: number): number | null {
  const { words } = stage;
  const { upos, xpos } = words.parse.tokens;
  for (let i = from; i < Math.min(ceiling, to + 8); i++) if (/^(?:VERB|AUX)$/.test(upos[i]!)) return null;
  for (let i = from + 1; i < to; i++) {
    const isVerb = xpos[i] === "NNS" && words.lower[i]!.endsWith("s") && xpos[i - 1] === "NN";
    const next = upos[i + 1] ?? "";
    const isFollowed = i + 1 < ceiling && /^(?:DET|PRON|ADV|ADP)$/.test(next) && words.lower[i + 1] !== "of";
    if (isVerb && isFollowed && isOf(stage, i - 1, "party") && !isHeadNoun(stage, i)) return i;
  }
  return null;
}

/** Nouns that stand right behind the name of a state: "Cuba talks", "Cuba policy". */
function isHeadNoun(stage: Stage, i: number): boolean {
  return (["party", "act", "severe"] as const).some((name) => isOf(stage, i, name));
}

/** The head of a noun phrase: its last noun before "of", "in", "against" … */
export function headOf({ words }: Stage, { from, to }: TokenRange): number {
  const { upos, xpos } = words.parse.tokens;
  let head = from;
  for (let i = from; i < to; i++) {
    if (from < i && connecting.test(words.lower[i]!) && isNoun(upos[head])) break;
    if (words.lower[i] === "," && isNoun(upos[head])) break;
    if ((isNoun(upos[i]) || upos[i] === "PRON" || upos[i] === "NUM") && xpos[i + 1] !== "POS") head = i;
  }
  return head;
}

/**
 * Whether a noun may be the verb of its clause: the last word behind a plural, or one in -s before a particle.
 *
 *     until the bombings end      until President Arnau steps down
 *                        ^^^                            ^^^^^
 */
export function isBareVerb({ words }: Stage, i: number): boolean {
  const { xpos, upos } = words.parse.tokens;
  const isPlural = xpos[i - 1] === "NNS";
  const lower = words.lower[i] ?? "";
  if (/^(?:down|aside|back|away|out)$/.test(lower))
    return upos[i - 1] === "NOUN" && words.lower[i - 1]!.endsWith("s") && upos[i - 2] === "PROPN";
  return isPlural && /^(?:end|stop|cease|resume|leave|change|return|withdraw|continue|stay)$/.test(lower);
}
