/**
 * What the grammar of its own sentence tells of a pronoun: the subject of the verb that governs its clause, and whether
 * a sentence that begins with one goes on about a thing.
 */
import type { TokenRange } from "../model/parse.ts";
import { lowerAt, type Scene, sentenceAt } from "./scene.ts";
import { titleOf } from "./titles.ts";

/** Verbs with somebody as object whom a condition in what follows is put to. */
const addressing = /^(?:warn|threaten|tell|caution|urge|remind|assure|punish|sanction)$/;

/**
 * The token of who is most likely meant by a pronoun that is the subject of a clause: the subject of the verb above, or
 * who is warned where it stands under "if"; -1 where the pronoun is no such subject.
 *
 *     a few hours after Canada announced that it will not extend the waivers
 *                       ^^^^^^                ^^ pronoun
 *     Canada warned Cuba of consequences if it did not release the ship
 *                   ^^^^                    ^^ pronoun
 */
export function governingParty(scene: Scene, pronoun: number): number {
  const { tokens } = scene.parse;
  if (tokens.relation[pronoun]?.startsWith("nsubj") !== true) return -1;
  const clause = tokens.head[pronoun] as number;
  if (clause < 0) return -1;
  const above = tokens.head[clause] as number;
  const relation = tokens.relation[clause] as string;
  if (above < 0 || pronoun < above || !/^(?:ccomp|advcl)$/.test(relation)) return -1;
  const sentence = scene.parse.sentences[sentenceAt(scene, pronoun)] as TokenRange;
  const mark = childOf(scene, sentence, clause, /^mark$/);
  const isUnderIf = 0 <= mark && /^(?:if|unless|until)$/.test(lowerAt(scene, mark));
  if (isUnderIf && addressing.test((tokens.lemma[above] as string).toLowerCase())) {
    const object = childOf(scene, sentence, above, /^i?obj$/);
    if (0 <= object && object < pronoun) return object;
  }
  if (relation !== "ccomp") return -1;
  // The noun straight before the verb, adverbs and auxiliaries aside; else the subject by the tree.
  let i = above - 1;
  while (sentence.from <= i && /^(?:ADV|AUX)$/.test(tokens.upos[i] as string)) i--;
  if (sentence.from <= i && tokens.upos[i] === "PROPN") return i;
  return childOf(scene, sentence, above, /^nsubj/);
}

/** Whether the subject of the sentence before is a thing in the number of the pronoun: what "It also brings …" goes on about. */
export function goesOnAboutThing(scene: Scene, pronoun: number, isMany: boolean): boolean {
  const { sentences, tokens } = scene.parse;
  const sentence = sentenceAt(scene, pronoun);
  const here = sentences[sentence];
  const before = sentences[sentence - 1];
  if (here === undefined || before === undefined || here.from !== pronoun) return false;
  for (let i = before.from; i < before.to; i++) {
    if (!(tokens.relation[i] as string).startsWith("nsubj")) continue;
    const verb = tokens.head[i] as number;
    if (verb < 0 || tokens.relation[verb] !== "root") continue;
    return tokens.xpos[i] === (isMany ? "NNS" : "NN") && isThing(scene, i);
  }
  return false;
}

/** Whether a noun is nobody who can act. */
function isThing(scene: Scene, token: number): boolean {
  const { lexicon, parse } = scene;
  const { tokens } = parse;
  const lemma = (tokens.lemma[token] as string).toLowerCase();
  return (
    !lexicon.agents.has(lemma) &&
    !lexicon.offices.has(lemma) &&
    !lexicon.speakerNouns.has(lemma) &&
    lexicon.events.classes.get("agents")?.has(lemma) !== true &&
    titleOf(scene, { from: token, to: token + 1 }) === null
  );
}

function childOf({ parse }: Scene, { from, to }: TokenRange, head: number, relation: RegExp): number {
  const { tokens } = parse;
  for (let i = from; i < to; i++)
    if (tokens.head[i] === head && relation.test(tokens.relation[i] as string)) return i;
  return -1;
}
