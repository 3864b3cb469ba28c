/**
 * Where a verb's subject, object and clause are, and what of the words beside it a frame asks for: particles, themes.
 */
import type { Theme } from "../../lexicon/event-frames.ts";
import type { Stage } from "../stage.ts";
import { agentOf, complementOf, objectOf, obliqueOf } from "./arguments.ts";
import { subjectOf } from "./subjects.ts";
import { type EventStage, canAct, mentionAt } from "./parties.ts";
import { caseOf, childOf, isNominal, isPassive, lemmaAt } from "./tree.ts";

/** Nouns that stand for what follows "of": "dozens of diplomats". */
const transparent =
  /^(?:number|dozen|hundred|thousand|million|score|series|round|group|set|package|part|member|wave|couple|majority|kind|type|form|handful|pair|string|spate|barrage|range|portion|host|most|some|many|several|all|one|two|three|none|few|more|rest|batch|ton|day|week|month|year|hour|state|resumption|imposition|start|continuation)$/;

/** Where a verb's object and subject are, voice aside. */
export interface Roles {
  readonly verb: number;
  readonly subject: number;
  readonly object: number;
  readonly isPassive: boolean;
  readonly complement: number;
}

/**
 * The subject of a participle that the tree takes for an adjective though a name or "have" stands before it; -1 where
 * it is an adjective indeed.
 *
 *     Havana expressed concern · will have imposed sanctions
 *     ^^^^^^
 */
export function subjectBeside(stage: EventStage, participle: number): number {
  const { tokens } = stage.words.parse;
  const before = participle - 1;
  if (tokens.xpos[participle] !== "VBN" || before < 0) return -1;
  if (/^(?:have|has|had)$/.test(stage.words.lower[before] as string)) return subjectOf(stage, before);
  if (stage.scene.sentence[before] !== stage.scene.sentence[participle]) return -1;
  const mention = mentionAt(stage, before);
  const isName =
    mention === null
      ? tokens.upos[before] === "PROPN" || tokens.upos[before] === "PRON"
      : mention.known.usage !== "adjective";
  return isName && canAct(stage, before) ? before : -1;
}

export function rolesOf(stage: EventStage, verb: number): Roles {
  const { tokens } = stage.words.parse;
  if (tokens.relation[verb] === "amod")
    return {
      verb,
      subject: subjectBeside(stage, verb),
      object: tokens.head[verb] as number,
      isPassive: false,
      complement: -1,
    };
  const passive = isPassive(stage, verb);
  const surface = subjectOf(stage, verb);
  const complement = complementOf(stage, verb);
  if (!passive)
    return { verb, subject: surface, object: objectOf(stage, verb), isPassive: false, complement };
  return { verb, subject: agentOf(stage, verb), object: surface, isPassive: true, complement };
}

/**
 * Whether the particle of a phrasal verb is there: true where it is a preposition, false where it is an adverb, null
 * where it is missing.
 */
export function hasParticle(stage: Stage, verb: number, particle: string, object: number): boolean | null {
  const { words } = stage;
  const { tokens } = words.parse;
  const limit = Math.min(words.lower.length, verb + 4);
  for (let i = verb + 1; i < limit; i++) {
    if (words.lower[i] === particle) {
      if (tokens.relation[i] === "case") return true;
      if (/^(?:ADP|ADV|SCONJ|ADJ|PART)$/.test(tokens.upos[i] as string)) return tokens.relation[i] === "mark";
    }
    if (/^(?:VERB|PUNCT)$/.test(tokens.upos[i] as string)) break;
  }
  // "took the envoy hostage", "found the general guilty"
  if (/^(?:hostage|captive|free|guilty)$/.test(particle))
    for (let i = verb + 1; i < Math.min(words.lower.length, verb + 12); i++) {
      if (words.lower[i] === particle) return false;
      if (tokens.upos[i] === "VERB" || tokens.upos[i] === "PUNCT") break;
    }
  const part = childOf(stage, verb, "compound:prt");
  if (0 <= part && words.lower[part] === particle) return false;
  return 0 <= object && words.lower[object + 1] === particle ? false : null;
}

export function themeOf(
  stage: EventStage,
  themes: readonly Theme[],
  { verb, subject, object, complement }: Roles,
): number {
  for (const { preposition, lemmas, sort } of themes) {
    if (sort === "clause") {
      if (0 <= complement) return complement;
      continue;
    }
    if (sort === "infinitive") {
      if (isInfinitive(stage, complement)) return complement;
      continue;
    }
    if (preposition === "clause") {
      if (0 <= complement && lemmas?.has(lemmaAt(stage, complement)) === true) return complement;
      continue;
    }
    if (preposition === null && 0 <= object) {
      // "gave the rebels two days": of two objects either may be it.
      const second = secondObject(stage, verb, object);
      if (0 <= second && lemmas !== null && nounAmong(stage, second, lemmas) >= 0)
        return nounAmong(stage, second, lemmas);
    }
    let noun =
      preposition === null ? object : preposition === "subj" ? subject : obliqueOf(stage, verb, preposition);
    while (0 <= noun) {
      const found =
        lemmas === null ? (isOfSort(stage, noun, sort) ? noun : -1) : nounAmong(stage, noun, lemmas);
      // Who acts is no theme, but makes the frame fit.
      if (0 <= found) return preposition === "subj" ? verb : found;
      // "for Havana … for talks": a preposition may come twice.
      noun =
        preposition === null || preposition === "subj" ? -1 : obliqueOf(stage, verb, preposition, -1, noun);
    }
  }
  return -1;
}

/** The noun of a set in a phrase: its head, what it is joined to, a name before it, what stands behind "of". */
function nounAmong(stage: EventStage, head: number, lemmas: ReadonlySet<string>, depth = 0): number {
  // "the United States" is no state of emergency.
  if (stage.mentionOf[head] === 0 && lemmas.has(lemmaAt(stage, head))) return head;
  if (2 < depth) return -1;
  const { scene, words } = stage;
  const { tokens } = words.parse;
  const isThin = transparent.test(lemmaAt(stage, head));
  for (let child = scene.firstChild[head]!; 0 <= child; child = scene.nextSibling[child]!) {
    const relation = tokens.relation[child] as string;
    if (relation === "conj" && isNominal(stage, child) && lemmas.has(lemmaAt(stage, child))) return child;
    if (relation === "compound" && lemmas.has(lemmaAt(stage, child))) return child;
    if (isThin && relation === "nmod" && words.lower[caseOf(stage, child)] === "of") {
      const found = nounAmong(stage, child, lemmas, depth + 1);
      if (0 <= found) return found;
    }
  }
  return -1;
}

/** The other object of a verb with two; -1 when it has one. */
export function secondObject({ scene, words }: Stage, verb: number, first: number): number {
  const { tokens } = words.parse;
  for (let child = scene.firstChild[verb]!; 0 <= child; child = scene.nextSibling[child]!)
    if (child !== first && verb < child && /^i?obj$/.test(tokens.relation[child] as string)) return child;
  return -1;
}

/** Whether "to" stands before the verb of a clause, adverbs aside. */
function isInfinitive(stage: Stage, clause: number): boolean {
  if (clause < 1) return false;
  const { words } = stage;
  const mark = childOf(stage, clause, "mark");
  return words.lower[clause - 1] === "to" || (0 <= mark && words.lower[mark] === "to");
}

function isOfSort(stage: EventStage, noun: number, sort: Theme["sort"]): boolean {
  if (sort === "any") return true;
  if (sort === "person") return isPerson(stage, noun);
  if (sort === "place") {
    const mention = mentionAt(stage, noun);
    return mention === null
      ? stage.scene.name[noun] === 3 || stage.scene.name[noun] === 4
      : mention.known.actor.kind === "state";
  }
  return canAct(stage, noun) && stage.words.lower[noun] !== "it";
}

function isPerson(stage: EventStage, noun: number): boolean {
  const { tokens } = stage.words.parse;
  if (tokens.upos[noun] === "PRON")
    return /^(?:he|she|him|her|me|himself|herself)$/.test(stage.words.lower[noun] as string);
  return stage.scene.name[noun] === 1;
}

export function eventNounIn(stage: Stage, head: number): number {
  const { nouns } = stage.lexicon.events;
  if (nouns.has(lemmaAt(stage, head))) return head;
  if (!transparent.test(lemmaAt(stage, head))) return -1;
  const inner = obliqueOf(stage, head, "of");
  return 0 <= inner && nouns.has(lemmaAt(stage, inner)) ? inner : -1;
}

/** The word that an event noun asks for: before it ("missile test"), or behind "of" ("withdrawal of troops"). */
export function themeOfNoun(stage: EventStage, themes: readonly Theme[], noun: number): number {
  const { scene, words } = stage;
  const { tokens } = words.parse;
  for (const { preposition, lemmas, sort } of themes) {
    const behind = obliqueOf(stage, noun, preposition ?? "of");
    if (0 <= behind) {
      const found = lemmas === null ? isOfSort(stage, behind, sort) : 0 <= nounAmong(stage, behind, lemmas);
      if (found) return behind;
    }
    if (preposition !== null || lemmas === null) continue;
    for (let child = scene.firstChild[noun]!; 0 <= child && child < noun; child = scene.nextSibling[child]!)
      if (
        /^(?:compound|amod|nmod:poss)$/.test(tokens.relation[child] as string) &&
        lemmas.has(lemmaAt(stage, child))
      )
        return child;
  }
  return -1;
}
