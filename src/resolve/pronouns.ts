/**
 * Whom a pronoun means: of those seen before, of its gender and number, the best remembered. Inside a quotation the
 * one who speaks it is "I" and never "he". Where nobody fits it stays open.
 */
import { foldName } from "../lexicon/lexicon.ts";
import type { TokenRange } from "../model/parse.ts";
import type { Draft } from "./cast.ts";
import { goesOnAboutThing, governingParty } from "./governing.ts";
import { namedWithin } from "./phrases.ts";
import type { Recall } from "./recall.ts";
import { quotationAt, sentenceAt } from "./scene.ts";
import { antecedentOf, type Sighting, weighSightings } from "./sightings.ts";

/** Who speaks around a pronoun. */
export interface Around {
  /** Who speaks the words that hold it; null when nobody does or it can't be told. */
  readonly outer: number | null;
}

/** By how much the best must lead. */
const leastLead = 0.1;

/** The actor of a pronoun; null when it can't be told. Relative pronouns are left to `antecedentAt`. */
export function actorOfPronoun(
  recall: Recall,
  word: string,
  { from }: TokenRange,
  { outer }: Around,
): number | null {
  const { scene, cast, parties } = recall;
  const isQuoted = 0 <= quotationAt(scene, scene.parse.tokens.start[from] as number);
  if (/^(?:i|me|my)$/.test(word)) return isQuoted ? outer : authorOf(recall, from);
  if (/^(?:we|us|our)$/.test(word)) return isQuoted && outer !== null ? sideOf(recall, outer) : null;
  const drafts = cast.drafts;
  const draft = (actor: number): Draft => drafts[actor] as Draft;
  const isOther = (actor: number): boolean => !isQuoted || actor !== outer;
  if (/^(?:he|him|his|himself)$/.test(word)) return leader(weighPeople(recall, from, "m", isOther, outer));
  if (/^(?:she|her|hers|herself)$/.test(word)) return leader(weighPeople(recall, from, "f", isOther, outer));
  if (/^(?:it|its|itself)$/.test(word)) {
    const isBody = (actor: number): boolean => canBeIt(draft(actor)) && isOther(actor);
    const governing = governingActor(recall, from, isBody);
    if (governing !== null) return governing;
    if (word === "it" && goesOnAboutThing(scene, from, false)) return null;
    return leader(weighSightings(scene, [recall.bodies(), parties], from, isBody));
  }
  if (/^(?:they|them|their|themselves)$/.test(word)) {
    const isMany = (actor: number): boolean =>
      (canBeIt(draft(actor)) || draft(actor).kind === "group") && isOther(actor);
    const governing = governingActor(recall, from, isMany);
    if (governing !== null) return governing;
    if (word === "they" && goesOnAboutThing(scene, from, true)) return null;
    const all = weighSightings(scene, [recall.bodies(), parties], from, isMany);
    const many = all.map((it) => ({
      ...it,
      weight: it.weight + (draft(it.actor).kind === "group" ? 1.5 : 0),
    }));
    const best = leader(many);
    // "Arnau met Lobo. They spoke …": two people seen as well as the body, and no group.
    const [, second] = weighPeople(recall, from, null, isOther, outer);
    const weight = many.find((it) => it.actor === best)?.weight ?? 0;
    return second !== undefined && weight < second.weight + 1.5 ? null : best;
  }
  return null;
}

/** A state or a body, but for news media: what they report is not what they do. */
function canBeIt({ kind, sector }: Draft): boolean {
  return kind === "state" || (kind === "body" && sector !== "MED");
}

/** Who by the grammar of the sentence is meant by a pronoun that is the subject of a clause; null where that tells nothing. */
function governingActor(
  { scene, parties, bodies }: Recall,
  pronoun: number,
  accepts: (actor: number) => boolean,
): number | null {
  const token = governingParty(scene, pronoun);
  if (token < 0) return null;
  for (const list of [parties, bodies()])
    for (let i = list.length - 1; 0 <= i; i--) {
      const it = list[i] as Sighting;
      if (it.from <= token && token < it.to) return accepts(it.actor) ? it.actor : null;
    }
  return null;
}

/** Whom "we" stands for in the words of one who speaks for a state or body; null for anybody else. */
function sideOf({ scene, cast, outside }: Recall, speaker: number): number | null {
  const { kind, name, code, sector, office } = cast.drafts[speaker] as Draft;
  if (/^(?:state|body|group)$/.test(kind)) return speaker;
  const known = code === null ? outside.person(name, null, scene.parse.article.published) : { code, sector };
  const speaksFor = /^(?:GOV|MIL|IGO|REB)$/.test(known?.sector ?? (office === null ? "" : "GOV"));
  const side = known === null || !speaksFor ? undefined : scene.lexicon.actors.get(known.code);
  return side === undefined ? null : cast.known(side);
}

/**
 * Who "I" is in the article's own words: its author, where it has just one. Null in a paragraph that opens with a dash,
 * which is somebody's speech.
 */
function authorOf({ scene, people, cast }: Recall, token: number): number | null {
  const { article, sentences } = scene.parse;
  const [author, ...more] = article.authors;
  const block = article.blocks[sentences[sentenceAt(scene, token)]?.block ?? -1];
  if (author === undefined || 0 < more.length || block === undefined) return null;
  if (/^\s*[-–—]/.test(article.text.slice(block.start, block.start + 3))) return null;
  const named = people.find(foldName(author));
  return named ?? cast.add(`author ${foldName(author)}`, { name: author, kind: "person" });
}

/** People seen before a token, best first: of a gender where one is asked for. */
export function weighPeople(
  { scene, cast, named, parties }: Recall,
  at: number,
  gender: "m" | "f" | null,
  accepts: (actor: number) => boolean,
  outer: number | null,
): { readonly actor: number; readonly weight: number }[] {
  const draft = (actor: number): Draft => cast.drafts[actor] as Draft;
  const isFit = (actor: number): boolean => {
    const it = draft(actor);
    const isGender = gender === null || it.gender === null || it.gender === gender;
    return isGender && (it.kind === "person" || it.kind === "office") && accepts(actor);
  };
  return weighSightings(scene, [named, parties], at, isFit)
    .map(({ actor, weight }) => {
      const it = draft(actor);
      const isSure = gender !== null && it.gender === gender;
      const doubt = it.anonymous ? -0.4 : 0;
      return { actor, weight: weight + (isSure ? 0.25 : doubt) + (actor === outer ? 0.5 : 0) };
    })
    .sort((a, b) => b.weight - a.weight);
}

function leader(weighed: readonly { readonly actor: number; readonly weight: number }[]): number | null {
  const [first, second] = [...weighed].sort((a, b) => b.weight - a.weight);
  if (first === undefined) return null;
  return second !== undefined && first.weight - second.weight < leastLead ? null : first.actor;
}

/** The person or the tokens that a relative pronoun stands for; null where neither the tree nor a name tells. */
export function antecedentAt(recall: Recall, pronoun: number): number | TokenRange | null {
  const { scene, people } = recall;
  const { tokens } = scene.parse;
  const token = antecedentOf(scene.parse, pronoun);
  const at = 0 <= token && token < pronoun ? token : pronoun - (pronoun < 2 ? 1 : 2);
  if (at < 0) return null;
  const [name] = namedWithin(people.named, { from: at, to: Math.min(at + 2, pronoun) });
  if (name !== undefined) return name.person;
  let from = at;
  while (0 < from && at - from < 8 && /^(?:ADJ|NOUN|PROPN|DET|NUM)$/.test(tokens.upos[from - 1] as string))
    from--;
  return token < 0 ? null : { from, to: at + 1 };
}
