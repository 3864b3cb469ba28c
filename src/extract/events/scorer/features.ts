/**
 * What the scorer of events looks at: the word itself, its frames, subject, object, what prepositions bring, what governs
 * it, and the words of its sentence; each as a hash. A change here asks for a new format version in `model-file.ts`.
 */
import { hashText, mix1, mix2, mix3, seedOf } from "../../../linear/hashing.ts";
import type { Match } from "../frames.ts";
import { canAct, mentionAt } from "../parties.ts";
import { rolesOf } from "../roles.ts";
import { caseOf, isVerb, lemmaAt } from "../tree.ts";
import type { ScorerView } from "./scorer.ts";

/** More than any word has: what is over is left out. */
export const mostFeatures = 1024;

/** Places of a word in a template: each takes four seeds, for the lemma and three widths of cluster. */
const place = {
  self: 0, selfNoun: 4, head: 8, object: 12, subject: 16, complement: 20, objectPart: 24, subjectPart: 28,
  nounPart: 32, oblique: 36,
} as const; // prettier-ignore
type Place = keyof typeof place;

const seeds = Int32Array.from({ length: 128 }, (_, i) => seedOf(200 + i));
const seed = (template: number): number => seeds[template]!;

/** Templates that are no words, from 64 on; pairs of verb and argument take four for the object, four for the subject. */
const template = {
  kind: 64, relation: 65, headRelation: 66, frameType: 67, onlyType: 68, carrier: 69, found: 70, rule: 71, tag: 72,
  depth: 73, order: 74, passive: 75, objectKind: 76, subjectKind: 77, verbObjectKind: 78, verbSubjectKind: 79,
  clusterObjectKind: 80, clusterSubjectKind: 81, objectType: 82, subjectType: 83, kinds: 84, complementRelation: 85,
  complementType: 86, partKind: 87, governor: 88, preposition: 89, verbPreposition: 90, prepositionKind: 91,
  clusterPreposition: 92, adverb: 93, verbAdverb: 94, auxiliary: 95, mark: 96, clause: 97, next: 98,
  objectPair: 100, subjectPair: 104, prepositionWord: 108, bag: 112,
} as const; // prettier-ignore

/** Where the hashes of one word are collected. */
export interface Sink {
  readonly features: Int32Array;
  count: number;
}

function put(sink: Sink, hash: number): void {
  if (sink.count < mostFeatures) sink.features[sink.count++] = hash;
}

/** The feature of a verb's or noun's own lemma. */
export function selfFeature(lemma: number, isOfVerb: boolean): number {
  return mix1(seed(isOfVerb ? place.self : place.selfNoun), lemma);
}

/** A word in a place: its lemma, and its cluster at three widths. */
export function putWord(sink: Sink, where: Place, lemma: number, cluster: number): void {
  const at = place[where];
  put(sink, mix1(seed(at), lemma));
  if (cluster === 0) return;
  put(sink, mix1(seed(at + 1), cluster));
  put(sink, mix1(seed(at + 2), cluster >>> 3));
  put(sink, mix1(seed(at + 3), cluster >>> 7));
}

/** A verb with its object or subject: clusters and lemmas crossed. */
export function putPair(
  sink: Sink,
  side: "object" | "subject",
  lemma: number,
  cluster: number,
  other: number,
  otherCluster: number,
): void {
  if (cluster === 0 || otherCluster === 0) return;
  const at = side === "object" ? template.objectPair : template.subjectPair;
  put(sink, mix2(seed(at), cluster >>> 3, otherCluster >>> 3));
  put(sink, mix2(seed(at + 1), lemma, otherCluster >>> 3));
  put(sink, mix2(seed(at + 2), cluster >>> 3, other));
  put(sink, mix2(seed(at + 3), cluster >>> 7, otherCluster >>> 7));
}

/** What is known of a predicate whatever stands beside it: its kind, itself, the types of its frames. */
export function putPredicate(
  sink: Sink,
  isOfVerb: boolean,
  lemma: number,
  cluster: number,
  types: number,
): void {
  put(sink, mix1(seed(template.kind), isOfVerb ? 1 : 0));
  putWord(sink, isOfVerb ? "self" : "selfNoun", lemma, cluster);
  putTypes(sink, template.frameType, types);
  if (types === 0 || (types & (types - 1)) === 0) put(sink, mix1(seed(template.onlyType), types));
}

/** The types that a noun beside the predicate would have itself. */
export function putArgumentTypes(sink: Sink, side: "object" | "subject" | "complement", types: number): void {
  const at = {
    object: template.objectType,
    subject: template.subjectType,
    complement: template.complementType,
  };
  putTypes(sink, at[side], types);
}

function putTypes(sink: Sink, at: number, types: number): void {
  for (let rest = types; rest !== 0; rest &= rest - 1) put(sink, mix1(seed(at), Math.clz32(rest & -rest)));
}

/** A preposition of a predicate. */
export function putPreposition(sink: Sink, lemma: number, cluster: number, preposition: number): void {
  put(sink, mix1(seed(template.preposition), preposition));
  put(sink, mix2(seed(template.verbPreposition), lemma, preposition));
  if (cluster !== 0) put(sink, mix2(seed(template.clusterPreposition), cluster, preposition));
}

/** The noun that a preposition brings. */
export function putOblique(sink: Sink, preposition: number, lemma: number, cluster: number): void {
  putWord(sink, "oblique", lemma, cluster);
  put(sink, mix2(seed(template.prepositionWord), preposition, lemma));
  if (cluster === 0) return;
  put(sink, mix2(seed(template.prepositionWord + 1), preposition, cluster));
  put(sink, mix2(seed(template.prepositionWord + 2), preposition, cluster >>> 3));
  put(sink, mix2(seed(template.prepositionWord + 3), preposition, cluster >>> 7));
}

/** An adverb or particle of a predicate. */
export function putAdverb(sink: Sink, lemma: number, adverb: number): void {
  put(sink, mix1(seed(template.adverb), adverb));
  put(sink, mix2(seed(template.verbAdverb), lemma, adverb));
}

/** How many words of a sentence count. */
const mostWords = 80;

/** The features of the words of a sentence; how many there are. */
export function fillSentenceFeatures({ stage, cluster, features }: ScorerView, sentence: number): number {
  const sink: Sink = { features, count: 0 };
  const { from, to } = stage.words.parse.sentences[sentence]!;
  for (let i = from; i < Math.min(to, from + mostWords); i++) {
    const c = cluster[i]!;
    if (c === 0) continue;
    put(sink, mix1(seed(template.bag), c >>> 3));
    put(sink, mix1(seed(template.bag + 1), c >>> 7));
  }
  return sink.count;
}

/** The features of a verb or noun; how many there are. */
export function fillFeatures(view: ScorerView, token: number, match: Match | null): number {
  const { stage, cluster, features, order } = view;
  const sink: Sink = { features, count: 0 };
  const { scene, words, lexicon } = stage;
  const { tokens } = words.parse;
  const { verbTypes, nounTypes, carriers } = lexicon.events;
  const isOfVerb = isVerb(stage, token);
  const lemma = scene.lemma[token]!;
  const c = cluster[token]!;
  const word = lemmaAt(stage, token);
  putPredicate(sink, isOfVerb, lemma, c, (isOfVerb ? verbTypes : nounTypes).get(word) ?? 0);
  const relation = scene.relation[token]!;
  put(sink, mix1(seed(template.relation), relation));
  const head = scene.head[token]!;
  if (0 <= head) {
    putWord(sink, "head", scene.lemma[head]!, cluster[head]!);
    put(sink, mix2(seed(template.headRelation), relation, scene.lemma[head]!));
  }
  if (carriers.has(word)) put(sink, mix1(seed(template.carrier), 1));
  put(sink, mix1(seed(template.found), match === null ? 0 : hashText(match.frame.type)));
  if (match !== null) put(sink, mix1(seed(template.rule), hashText(match.rule)));
  put(sink, mix1(seed(template.tag), scene.tag[token]!));
  let depth = 0;
  for (let up = head; 0 <= up && depth < 4; up = scene.head[up]!) depth++;
  put(sink, mix1(seed(template.depth), depth));
  if (isOfVerb) {
    put(sink, mix1(seed(template.order), order[token]!));
    const { subject, object, complement, isPassive } = rolesOf(stage, token);
    put(sink, mix1(seed(template.passive), isPassive ? 1 : 0));
    const objectKind = putRole(sink, view, "object", token, object);
    const subjectKind = putRole(sink, view, "subject", token, subject);
    put(sink, mix2(seed(template.kinds), objectKind, subjectKind));
    if (0 <= complement) {
      putWord(sink, "complement", scene.lemma[complement]!, cluster[complement]!);
      put(sink, mix1(seed(template.complementRelation), scene.relation[complement]!));
      putArgumentTypes(sink, "complement", verbTypes.get(lemmaAt(stage, complement)) ?? 0);
    }
  } else {
    if (0 <= head && isVerb(stage, head)) put(sink, mix1(seed(template.governor), relation));
    for (let child = scene.firstChild[token]!; 0 <= child; child = scene.nextSibling[child]!) {
      if (!/^(?:compound|amod|nmod:poss|nmod)$/.test(tokens.relation[child] as string)) continue;
      const preposition = caseOf(stage, child);
      const before = preposition < 0 ? 0 : scene.lemma[preposition]!;
      put(sink, mix3(seed(template.partKind), scene.relation[child]!, before, kindOf(view, child)));
      putWord(sink, "nounPart", scene.lemma[child]!, cluster[child]!);
    }
  }
  for (let child = scene.firstChild[token]!; 0 <= child; child = scene.nextSibling[child]!) {
    const name = tokens.relation[child] as string;
    const own = scene.lemma[child]!;
    if (name === "obl" || name === "nmod") {
      const at = caseOf(stage, child);
      const preposition = at < 0 ? 0 : scene.lemma[at]!;
      putPreposition(sink, lemma, c, preposition);
      put(sink, mix2(seed(template.prepositionKind), preposition, kindOf(view, child)));
      if (stage.mentionOf[child] === 0) putOblique(sink, preposition, own, cluster[child]!);
    } else if (name === "compound:prt" || name === "advmod") putAdverb(sink, lemma, own);
    else if (name.startsWith("aux")) put(sink, mix1(seed(template.auxiliary), own));
    else if (name === "mark") put(sink, mix1(seed(template.mark), own));
    else if (name === "xcomp" || name === "ccomp" || name === "advcl")
      put(sink, mix1(seed(template.clause), scene.relation[child]!));
  }
  if (token + 1 < scene.n) put(sink, mix1(seed(template.next), scene.lemma[token + 1]!));
  return sink.count;
}

/** A verb's object or subject; its kind, 0 where there is none. */
function putRole(
  sink: Sink,
  view: ScorerView,
  side: "object" | "subject",
  verb: number,
  noun: number,
): number {
  const { stage, cluster } = view;
  const { scene, words, lexicon } = stage;
  const kind = noun < 0 ? 0 : kindOf(view, noun);
  const isObject = side === "object";
  const lemma = scene.lemma[verb]!;
  const c = cluster[verb]!;
  put(sink, mix1(seed(isObject ? template.objectKind : template.subjectKind), kind));
  put(sink, mix2(seed(isObject ? template.verbObjectKind : template.verbSubjectKind), lemma, kind));
  if (c !== 0)
    put(sink, mix2(seed(isObject ? template.clusterObjectKind : template.clusterSubjectKind), c, kind));
  if (noun < 0) return 0;
  if (stage.mentionOf[noun] === 0 && scene.name[noun] === 0) {
    putWord(sink, side, scene.lemma[noun]!, cluster[noun]!);
    putPair(sink, side, lemma, c, scene.lemma[noun]!, cluster[noun]!);
    putArgumentTypes(sink, side, lexicon.events.nounTypes.get(lemmaAt(stage, noun)) ?? 0);
  }
  for (let child = scene.firstChild[noun]!; 0 <= child; child = scene.nextSibling[child]!)
    if (/^(?:compound|amod|nmod)$/.test(words.parse.tokens.relation[child] as string))
      putWord(sink, isObject ? "objectPart" : "subjectPart", scene.lemma[child]!, cluster[child]!);
  return kind;
}

/** What a noun names: somebody of the register by kind and sector, a name of its kind, who can act, else its word class. */
function kindOf({ stage }: ScorerView, noun: number): number {
  const mention = mentionAt(stage, noun);
  if (mention !== null) {
    const { kind, sector } = mention.known.actor;
    return mix2(1, hashText(kind), sector === null ? 0 : hashText(sector));
  }
  const name = stage.scene.name[noun]!;
  if (name !== 0) return name;
  return canAct(stage, noun) ? 64 : 128 + stage.scene.klass[noun]!;
}
