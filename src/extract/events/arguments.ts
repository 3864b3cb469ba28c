/**
 * What a verb has besides its subject: its object, the clause it opens, what a preposition brings. A parser is wrong in one arc of
 * five, so where the tree has nothing the words beside are looked at.
 */
import type { Stage } from "../stage.ts";
import { sentenceOf } from "../words.ts";
import { childOf, isFinite, isNominal, isPassive, isTime, isVerb } from "./tree.ts";

/** The verb of the relative clause that a verb belongs to, itself or one it is joined to; -1 when there is none. */
export function relativeClauseOf({ words }: Stage, verb: number): number {
  const { tokens } = words.parse;
  let at = verb;
  for (let step = 0; step < 5 && 0 <= at; step++) {
    if (tokens.relation[at] === "acl:relcl") return at;
    if (!/^(?:conj|xcomp|ccomp)$/.test(tokens.relation[at] as string)) return -1;
    at = tokens.head[at] as number;
  }
  return -1;
}

/** Token of the object that stands in the clause or before it ("the envoys whom Minsk expelled"); -1 when none does. */
export function objectOf(stage: Stage, verb: number): number {
  const { tokens } = stage.words.parse;
  const object = childOf(stage, verb, "obj");
  if (0 <= object) {
    const clause = (tokens.xpos[object] as string).startsWith("W") ? relativeClauseOf(stage, verb) : -1;
    return 0 <= clause ? (tokens.head[clause] as number) : object;
  }
  const receiver = childOf(stage, verb, "iobj");
  if (0 <= receiver) return receiver;
  if (tokens.relation[verb] === "acl:relcl" && !isPassive(stage, verb)) {
    const subject = childOf(stage, verb, "nsubj");
    if (0 <= subject && !(tokens.xpos[subject] as string).startsWith("W")) return tokens.head[verb] as number;
  }
  // Of joined verbs the last has the object: "condemned and rejected the plan".
  for (const child of [childOf(stage, verb, "conj")])
    if (
      0 <= child &&
      isVerb(stage, child) &&
      tokens.xpos[child] === tokens.xpos[verb] &&
      child - verb <= 3 &&
      childOf(stage, child, "nsubj") < 0
    )
      return childOf(stage, child, "obj");
  return -1;
}

/**
 * Where the tree gives no object: the head of the noun phrase that stands straight behind the verb; -1 when none does.
 *
 *     have kidnapped up to 16 Cuban advisers
 *                                   ^^^^^^^^
 */
export function besideAfter(stage: Stage, verb: number): number {
  const { words } = stage;
  const { tokens } = words.parse;
  const to = Math.min(sentenceOf(words, verb).to, verb + 10);
  for (let i = verb + 1; i < to; i++) {
    const upos = tokens.upos[i] as string;
    if (isNominal(stage, i) && upos !== "NUM") {
      if ((tokens.xpos[i] as string).startsWith("W")) return -1;
      let last = i;
      if (upos !== "PRON")
        while (last + 1 < to && /^(?:NOUN|PROPN)$/.test(tokens.upos[last + 1] as string)) last++;
      const lower = words.lower[last] as string;
      return isTime(lower) ? -1 : last;
    }
    const isQuantity =
      (upos === "ADP" || upos === "SCONJ" || upos === "PART") &&
      (tokens.upos[i + 1] === "NUM" || i === verb + 1) &&
      /^(?:to|than|up|about|around|over|at|off|down|out|nearly)$/.test(words.lower[i] as string);
    // "dismissed as groundless a charge": what it is called stands before it.
    if (words.lower[i] === "as" && tokens.upos[i + 1] === "ADJ") continue;
    if (!/^(?:DET|ADJ|NUM|ADV)$/.test(upos) && !isQuantity && tokens.xpos[i] !== "POS") return -1;
  }
  return -1;
}

/** How far behind its verb a preposition is looked for. */
const reach = 24;

/**
 * The noun that a preposition brings to a verb or noun, first in the text; -1 when none does. It may hang on the object
 * or on another noun between: parsers often err there, but not behind another clause.
 *
 *     imposed a new round of tough sanctions on Iran
 *     ^^^^^^^ token                             ^^^^ the noun
 */
export function obliqueOf(
  stage: Stage,
  token: number,
  preposition: string,
  before = -1,
  after = token,
): number {
  const { scene, words } = stage;
  const { tokens } = words.parse;
  const limit = Math.min(scene.right[token]! + 1, token + reach, 0 <= before ? before : Infinity);
  for (let i = after + 1; i < limit; i++) {
    if (words.lower[i] !== preposition) continue;
    const noun = tokens.head[i] as number;
    if (tokens.relation[i] === "mark" && words.lower[i + 1] === "neighboring") {
      // "from neighboring Norway", which is often read as a verb.
      const object = childOf(stage, i + 1, "obj");
      if (0 <= object) return object;
    }
    // "the invasion and the war | in Cuba": what is joined with a "the" of its own has it.
    const isOfJoined =
      token < i - 1 && tokens.relation[i - 1] === "conj" && 0 <= childOf(stage, i - 1, "det");
    if (isOfJoined && !isVerb(stage, token)) continue;
    if (tokens.relation[i] === "case" && i < noun && isBelow(stage, noun, token)) return noun;
  }
  return -1;
}

/** Who did it, of a passive: the noun behind "by", even where the tree hangs it on a clause below. */
export function agentOf(stage: Stage, verb: number): number {
  const found = obliqueOf(stage, verb, "by");
  if (0 <= found) return found;
  const { words } = stage;
  const { tokens } = words.parse;
  const to = Math.min(sentenceOf(words, verb).to, verb + 14);
  for (let i = verb + 1; i < to; i++) {
    if (words.lower[i] === "by" && tokens.relation[i] === "case") {
      const noun = tokens.head[i] as number;
      return i < noun && isNominal(stage, noun) && tokens.upos[noun] === "PROPN" ? noun : -1;
    }
    if (tokens.upos[i] === "PUNCT" || (isVerb(stage, i) && isFinite(stage, i))) return -1;
  }
  return -1;
}

/** Whether a noun hangs on a token with nothing but nouns between. */
function isBelow(stage: Stage, noun: number, token: number): boolean {
  const { tokens } = stage.words.parse;
  let at = noun;
  for (let step = 0; step < 6; step++) {
    const relation = tokens.relation[at] as string;
    if (/^(?:advcl|acl|ccomp|parataxis|csubj|acl:relcl)$/.test(relation)) return false;
    at = tokens.head[at] as number;
    if (at === token) return true;
    if (at < 0 || isVerb(stage, at)) return false;
  }
  return false;
}

/** The clause that a verb governs as its content, or an infinitive that stands straight behind it; -1 when there is none. */
export function complementOf(stage: Stage, verb: number): number {
  const { scene, words } = stage;
  const { tokens } = words.parse;
  for (let child = scene.firstChild[verb]!; 0 <= child; child = scene.nextSibling[child]!)
    if (
      /^(?:xcomp|ccomp)$/.test(tokens.relation[child] as string) &&
      (verb < child || tokens.xpos[child] === "VBG")
    )
      return child;
  const to = Math.min(sentenceOf(words, verb).to, verb + 6);
  for (let i = verb + 1; i < to; i++) {
    if (words.lower[i] === "to") {
      let base = i + 1;
      while (base < to && tokens.upos[base] === "ADV") base++;
      return base < to && /^(?:VB|NN)$/.test(tokens.xpos[base] as string) && tokens.upos[base] !== "PROPN"
        ? base
        : -1;
    }
    if (tokens.upos[i] === "VERB" || tokens.upos[i] === "PUNCT") return -1;
  }
  return -1;
}

/** The infinitive that tells what a verb was done for; -1 when there is none. */
export function purposeOf(stage: Stage, verb: number): number {
  const { scene, words } = stage;
  const { tokens } = words.parse;
  const to = Math.min(scene.right[verb]! + 1, verb + 20);
  for (let i = verb + 1; i < to - 1; i++)
    if (words.lower[i] === "to" && tokens.xpos[i + 1] === "VB") return i + 1;
  return -1;
}
