/**
 * Verbs with what they take to events: the frame whose words stand beside the verb, its actors and its recipients. An
 * event noun that a verb merely carries ("held talks", "launched an attack") is read with the verb as one happening.
 */
import type { EventFrame, Theme } from "../../lexicon/event-frames.ts";
import type { Stage } from "../stage.ts";
import {
  type Actant,
  actantsOf,
  adjectivesOf,
  canAct,
  type EventStage,
  mentionAt,
  ownersOf,
} from "./parties.ts";
import { sentenceOf } from "../words.ts";
import {
  agentOf,
  besideAfter,
  caseOf,
  childOf,
  complementOf,
  isNominal,
  isPassive,
  lemmaAt,
  objectOf,
  obliqueOf,
  purposeOf,
  subjectOf,
} from "./tree.ts";

/** A frame that fits, with who stands where. */
export interface Match {
  readonly frame: EventFrame;
  readonly trigger: number;
  /** The noun that makes the frame fit; -1 when it asks for none. */
  readonly theme: number;
  /** An event noun that the verb carries: it is read with the verb, and not again. */
  readonly carried: number;
  readonly actors: readonly Actant[];
  readonly recipients: readonly Actant[];
  /** The clause that the act is about ("agreed to …"); -1 when there is none. */
  readonly complement: number;
  readonly rule: string;
}

/** Nouns that stand for what follows "of": "dozens of diplomats". */
const transparent =
  /^(?:number|dozen|hundred|thousand|million|score|series|round|group|set|package|part|member|wave|couple|majority|kind|type|form|handful|pair|string|spate|barrage|range|portion|host|most|some|many|several|all|one|two|three|none|few|more|rest|batch|ton|day|week|month|year|hour|state|resumption|imposition|start|continuation)$/;

/** Where a verb's object and subject are, voice aside. */
interface Roles {
  readonly verb: number;
  readonly subject: number;
  readonly object: number;
  readonly isPassive: boolean;
  readonly complement: number;
}

/** The verb of the tables that a token is a form of; null when it is of none. */
export function predicateAt(stage: Stage, token: number): string | null {
  const { verbs, carriers, verbOfForm } = stage.lexicon.events;
  const lemma = lemmaAt(stage, token);
  if (verbs.has(lemma) || carriers.has(lemma)) return lemma;
  return verbOfForm.get(stage.words.lower[token] as string) ?? null;
}

/** The events of a verb: at most one. */
export function matchVerb(stage: EventStage, verb: number): Match | null {
  const { events } = stage.lexicon;
  const lemma = predicateAt(stage, verb);
  if (lemma === null) return null;
  const frames = events.verbs.get(lemma);
  const carries = events.carriers.get(lemma);
  const { tokens } = stage.words.parse;
  // "the attacked ships" tells of ships. And "have" before a participle carries nothing.
  if (tokens.relation[verb] === "amod" && subjectBeside(stage, verb) < 0) return null;
  if (lemma === "have" && tokens.xpos[verb + 1] === "VBN") return null;
  const roles = rolesOf(stage, verb);
  const isParticiple = roles.isPassive && /^(?:acl|advcl)$/.test(tokens.relation[verb] as string);
  for (const frame of frames ?? []) {
    if (frame.isActive && isParticiple) continue;
    if (frame.isNone) {
      if (fits(stage, frame, roles)) return null;
      continue;
    }
    const match = matchFrame(stage, frame, roles);
    if (match !== null) return match;
  }
  return carries === undefined ? null : matchCarried(stage, carries, roles);
}

/**
 * The frame of a verb by its words alone, whoever does it to whom: what a promise is a promise of; null when none fits.
 */
export function frameOf(stage: EventStage, verb: number): EventFrame | null {
  const lemma = predicateAt(stage, verb) ?? "";
  const frames = stage.lexicon.events.verbs.get(lemma) ?? [];
  const object = objectOf(stage, verb) < 0 ? besideAfter(stage, verb) : objectOf(stage, verb);
  const roles = { ...rolesOf(stage, verb), object };
  const found = frames.find((frame) => fits(stage, frame, roles));
  if (found !== undefined) return found.isNone ? null : found;
  if (!stage.lexicon.events.carriers.has(lemma) || object < 0) return null;
  const noun = eventNounIn(stage, object);
  return noun < 0 ? null : (stage.lexicon.events.nouns.get(lemmaAt(stage, noun))?.[0] ?? null);
}

/**
 * The subject of a participle that the tree takes for an adjective though a name or "have" stands before it; -1 where
 * it is an adjective indeed.
 *
 *     Havana expressed concern · will have imposed sanctions
 *     ^^^^^^
 */
function subjectBeside(stage: EventStage, participle: number): number {
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

function rolesOf(stage: EventStage, verb: number): Roles {
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

/** Whether the words of a frame are there, whoever acts. */
function fits(stage: EventStage, { particles: [particle], themes }: EventFrame, roles: Roles): boolean {
  if (particle !== undefined && hasParticle(stage, roles.verb, particle, roles.object) === null) return false;
  const object =
    roles.object < 0 && !roles.isPassive && roles.complement < 0
      ? besideAfter(stage, roles.verb)
      : roles.object;
  return themes.length === 0 || 0 <= themeOf(stage, themes, { ...roles, object });
}

function matchFrame(stage: EventStage, frame: EventFrame, roles: Roles): Match | null {
  const { verb } = roles;
  let { object } = roles;
  const [particle] = frame.particles;
  if (particle !== undefined) {
    const isPreposition = hasParticle(stage, verb, particle, roles.object);
    if (isPreposition === null) return null;
    // "called the condition for talks": what has an object calls for nothing.
    if (isPreposition && 0 <= childOf(stage, verb, "obj")) return null;
    if (isPreposition && roles.isPassive && isRootParticiple(stage, verb))
      return fillParticle(stage, frame, roles, obliqueOf(stage, verb, particle));
    if (isPreposition && object < 0) object = obliqueOf(stage, verb, particle);
  }
  if (object < 0 && !roles.isPassive && roles.complement < 0) object = besideAfter(stage, verb);
  // "struck out arbitrators": with a particle that the frame does not know, it is another verb.
  if (particle === undefined && frame.themes.length === 0 && isPhrasal(stage, verb)) return null;
  if (frame.type === "AGREE" && frame.themes.length === 0 && isOpinion(stage, roles.complement)) return null;
  // "has declined": with nothing that is refused.
  if (frame.type === "REJECT" && frame.themes.length === 0 && object < 0 && roles.complement < 0) return null;
  const theme = frame.themes.length === 0 ? -1 : themeOf(stage, frame.themes, { ...roles, object });
  if (frame.themes.length !== 0 && theme < 0) return null;
  return fill(stage, frame, { ...roles, object }, theme, "event/verb");
}

/** Whether a particle belongs to a verb: "struck out", but not "struck up to ten". */
function isPhrasal(stage: Stage, verb: number): boolean {
  const particle = childOf(stage, verb, "compound:prt");
  return 0 <= particle && stage.words.lower[particle + 1] !== "to";
}

/** "agree that the paper is good" is no promise: a finite clause with nothing to come in it. */
function isOpinion({ words, scene }: EventStage, complement: number): boolean {
  if (complement < 0) return false;
  const { tokens } = words.parse;
  if (tokens.relation[complement] !== "ccomp") return false;
  let hasSubject = false;
  for (let child = scene.firstChild[complement]!; 0 <= child; child = scene.nextSibling[child]!) {
    if (/^(?:will|would|'ll|'d|should|shall|must)$/.test(words.lower[child] as string)) return false;
    if ((tokens.relation[child] as string).startsWith("nsubj")) hasSubject = true;
  }
  return hasSubject;
}

/** "The union called for a vote" read as "the union that was called": the whole sentence hangs on the noun. */
function isRootParticiple({ words }: Stage, verb: number): boolean {
  const { tokens } = words.parse;
  const head = tokens.head[verb] as number;
  return tokens.relation[verb] === "acl" && 0 <= head && tokens.relation[head] === "root";
}

function fillParticle(stage: EventStage, frame: EventFrame, roles: Roles, object: number): Match | null {
  const active = { ...roles, subject: roles.object, object, isPassive: false };
  const theme = frame.themes.length === 0 ? -1 : themeOf(stage, frame.themes, active);
  return frame.themes.length !== 0 && theme < 0 ? null : fill(stage, frame, active, theme, "event/verb");
}

/**
 * Whether the particle of a phrasal verb is there: true where it is a preposition, false where it is an adverb, null
 * where it is missing.
 */
function hasParticle(stage: Stage, verb: number, particle: string, object: number): boolean | null {
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

function themeOf(
  stage: EventStage,
  themes: readonly Theme[],
  { verb, subject, object, complement }: Roles,
): number {
  for (const { preposition, lemmas, sort } of themes) {
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
function secondObject({ scene, words }: Stage, verb: number, first: number): number {
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
  if (sort === "person") return isPerson(stage, noun);
  if (sort === "place")
    return 0 < stage.mentionOf[noun]! || stage.scene.name[noun] === 3 || stage.scene.name[noun] === 4;
  return canAct(stage, noun) && stage.words.lower[noun] !== "it";
}

function isPerson(stage: EventStage, noun: number): boolean {
  const { tokens } = stage.words.parse;
  if (tokens.upos[noun] === "PRON")
    return /^(?:he|she|him|her|me|himself|herself)$/.test(stage.words.lower[noun] as string);
  return stage.scene.name[noun] === 1;
}

/** A verb that carries an event noun: the noun's frame with the verb's subject. */
function matchCarried(
  stage: EventStage,
  carries: readonly (readonly string[])[],
  roles: Roles,
): Match | null {
  const isCarrier = carries.some(
    ([particle]) => particle === undefined || hasParticle(stage, roles.verb, particle, roles.object) !== null,
  );
  if (!isCarrier) return null;
  let noun = roles.object;
  if (noun < 0 && !roles.isPassive) noun = obliqueOf(stage, roles.verb, "in");
  if (noun < 0) return null;
  const found = eventNounIn(stage, noun);
  if (found < 0) return null;
  for (const frame of stage.lexicon.events.nouns.get(lemmaAt(stage, found)) ?? []) {
    if (frame.themes.length !== 0 && themeOfNoun(stage, frame.themes, found) < 0) continue;
    const match = fill(stage, frame, roles, found, "event/carried-noun");
    if (match !== null) return { ...match, carried: found };
  }
  return null;
}

function eventNounIn(stage: Stage, head: number): number {
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

/** The frame with its actors and recipients; null where somebody is missing who must be there. */
function fill(stage: EventStage, frame: EventFrame, roles: Roles, theme: number, rule: string): Match | null {
  const { verb, subject, object } = roles;
  let actors: readonly Actant[] = [];
  for (const role of frame.actors.length === 0 || rule === "event/carried-noun"
    ? ["subj", ...frame.actors]
    : frame.actors) {
    if (role === "subj") actors = 0 <= subject ? ownersOf(stage, subject) : [];
    else if (role === "obj") actors = 0 <= object ? actantsOf(stage, object) : [];
    else if (role === "attack") actors = attackersOf(stage, verb);
    else if (role === "poss" || role === "adj")
      actors = 0 <= theme && roles.isPassive ? ownersOf(stage, theme) : [];
    else {
      const noun = obliqueOf(stage, verb, role);
      actors = noun < 0 ? [] : ownersOf(stage, noun);
    }
    if (0 < actors.length) break;
  }
  const { complement } = roles;
  const isTaken = (it: Actant): boolean =>
    actors.some((actor) => actor.from < it.to && it.from < actor.to) || stage.words.lower[it.head] === "it";
  let recipients: readonly Actant[] = [];
  for (const role of frame.recipients) {
    // Two who agree agree with one another: what it is about is nobody's part.
    if (role === "clause" && frame.isMutual && 1 < actors.length) continue;
    recipients = recipientsOf(stage, role, roles, theme, frame.isMutual).filter((it) => !isTaken(it));
    if (role === "clause") recipients = recipients.filter((it) => !isOwnState(stage, it, actors));
    if (0 < recipients.length) break;
  }
  if (actors.length === 0 && !(frame.isBare && 0 < recipients.length)) {
    // "Talks were held between Cuba and Canada": all are actors.
    if (!frame.isMutual || recipients.length < 2) return null;
    return { frame, trigger: verb, theme, carried: -1, actors: recipients, recipients: [], complement, rule };
  }
  const isTogether = frame.isMutual && 1 < actors.length;
  if (frame.needsRecipient && recipients.length === 0 && !isTogether) return null;
  return { frame, trigger: verb, theme, carried: -1, actors, recipients, complement, rule };
}

/** Whether somebody is the bare state that one of the actors acts for: "Kenya's president promised to reform Kenya". */
function isOwnState(stage: EventStage, actant: Actant, actors: readonly Actant[]): boolean {
  const mention = mentionAt(stage, actant.head);
  if (mention === null || mention.to < actant.to || mention.known.usage === "adjective") return false;
  return actors.some((actor) => {
    for (let i = actor.from; i < actor.to; i++)
      if (mentionAt(stage, i)?.known.actor.code === mention.known.actor.code) return true;
    return false;
  });
}

/** Whose attack it was that somebody was killed in: "killed in a Norwegian air strike". */
function attackersOf(stage: EventStage, verb: number): readonly Actant[] {
  const noun = obliqueOf(stage, verb, "in");
  if (noun < 0 || stage.lexicon.events.classes.get("attacks")?.has(lemmaAt(stage, noun)) !== true) return [];
  for (
    let child = stage.scene.firstChild[noun]!;
    0 <= child && child < noun;
    child = stage.scene.nextSibling[child]!
  ) {
    const relation = stage.words.parse.tokens.relation[child] as string;
    const found =
      relation === "nmod:poss"
        ? actantsOf(stage, child)
        : /^(?:amod|compound)$/.test(relation)
          ? adjectivesOf(stage, child)
          : [];
    if (0 < found.length) return found;
  }
  return [];
}

function recipientsOf(
  stage: EventStage,
  role: string,
  { verb, object, subject, isPassive, complement }: Roles,
  theme: number,
  isMutual: boolean,
): readonly Actant[] {
  switch (role) {
    case "subj":
      return subject < 0 ? [] : ownersOf(stage, subject);
    case "obj":
      return object < 0 ? [] : actantsOf(stage, object);
    case "obj+":
      return object < 0 ? [] : ownersOf(stage, object);
    case "iobj": {
      const receiver = childOf(stage, verb, "iobj");
      if (0 <= receiver) return ownersOf(stage, receiver);
      if (0 <= object && object < theme && 0 <= secondObject(stage, verb, object))
        return actantsOf(stage, object);
      // "was given aid": the subject receives it.
      return isPassive && 0 <= object && object < verb ? actantsOf(stage, object) : [];
    }
    case "poss":
    case "adj":
      return theme < 0 ? [] : ownersOf(stage, theme);
    case "clause":
      return ofClause(stage, clauseStart(stage, verb, complement), subject);
    case "condition": {
      const condition = conditionAfter(stage, verb);
      return condition < 0 ? [] : ofClause(stage, condition, subject);
    }
    case "purpose": {
      const purpose = purposeOf(stage, verb);
      return purpose < 0 ? [] : ofClause(stage, purpose, subject);
    }
    default: {
      const noun = obliqueOf(stage, verb, role);
      // Who one meets is named; what one meets with is none.
      if (isMutual && (role === "with" || role === "between")) {
        const partner = noun < 0 && 0 <= theme ? obliqueOf(stage, theme, role) : noun;
        return partner < 0 ? [] : actantsOf(stage, partner);
      }
      const near = noun < 0 && 0 <= theme ? obliqueOf(stage, theme, role) : noun;
      const found = near < 0 ? [] : ownersOf(stage, near);
      return 0 < found.length || role !== "in" || near < 0 ? found : placeAt(stage, near);
    }
  }
}

/** A place of a state named after "in": what happens there happens to it. */
function placeAt(stage: EventStage, noun: number): readonly Actant[] {
  return 0 < stage.scene.name[noun]! && stage.scene.name[noun]! < 5
    ? [{ from: noun, to: noun + 1, head: noun }]
    : [];
}

/** The token behind "if" or "unless" in the rest of the sentence: a threat is to who can avert it; -1 when there is none. */
function conditionAfter({ words }: EventStage, verb: number): number {
  const { to } = sentenceOf(words, verb);
  for (let i = verb + 1; i < to - 1; i++)
    if (/^(?:if|unless|until)$/.test(words.lower[i] as string)) return i + 1;
  return -1;
}

/** Where the content of a verb begins: at its clause, or behind a "that" the tree does not know. */
function clauseStart(stage: EventStage, verb: number, complement: number): number {
  const { scene, words } = stage;
  if (0 <= complement)
    return verb < complement ? Math.min(complement, Math.max(verb + 1, scene.left[complement]!)) : complement;
  const { to } = sentenceOf(words, verb);
  for (let i = verb + 1; i < Math.min(to, verb + 8); i++) {
    if (words.lower[i] === "that") return i + 1;
    if (words.lower[i] === ",") return -1;
  }
  return -1;
}

/** How far into a clause those whom it concerns are looked for. */
const clauseReach = 24;

/**
 * Who a clause concerns: those first named in it but for the speaker, and who is somebody's own ("its citizens") only
 * where nobody else is; what hangs on a condition is left out.
 *
 *     demanded that Norway withdraw · agreed to lend Norway ships
 *                   ^^^^^^                         ^^^^^^
 */
export function ofClause(stage: EventStage, from: number, speaker: number): readonly Actant[] {
  if (from < 0) return [];
  const { words } = stage;
  const { tokens } = words.parse;
  const to = Math.min(sentenceOf(words, from).to, from + clauseReach);
  let own: readonly Actant[] = [];
  for (let i = from; i < to; i++) {
    const lower = words.lower[i] as string;
    if (from < i && /^(?:if|unless|until|because|after|before|when|while|who|which|;|—|–|")$/.test(lower))
      break;
    if (lower === "as" && tokens.relation[i] === "mark") break;
    if (tokens.upos[i] === "PRON" || tokens.upos[i] === "VERB") continue;
    const end = nameEndAt(stage, i);
    if (i === speaker || (i < speaker && speaker < end)) continue;
    if (end <= i + 1 && !canAct(stage, i) && stage.mentionOf[i] === 0) continue;
    const last = Math.max(i, end - 1);
    const found = namedAt(stage, i, last);
    if (found.length === 0) continue;
    const head = found[0]?.head ?? last;
    const owner = childOf(stage, head, "nmod:poss");
    const isOwn = 0 <= owner && tokens.upos[owner] === "PRON";
    if (!isOwn && !isForce(stage, head)) return found;
    if (own.length === 0) own = isForce(stage, head) ? [] : found;
    i = Math.max(i, (found.at(-1)?.to ?? i) - 1);
  }
  return own;
}

/** The token behind the name or mention that begins at a token; the token itself where none does. */
function nameEndAt({ scene, mentionOf, mentions }: EventStage, token: number): number {
  const mention = mentions[mentionOf[token]! - 1];
  if (mention !== undefined) return mention.to;
  const kind = scene.name[token]!;
  if (kind === 0 || kind === 6) return token;
  let end = token + 1;
  while (end < scene.n && scene.name[end] === kind && scene.sentence[end] === scene.sentence[token]) end++;
  return end;
}

/** Those that a name, or a noun of people, stands for in a clause. */
function namedAt(stage: EventStage, from: number, last: number): readonly Actant[] {
  const { tokens } = stage.words.parse;
  const mention = mentionAt(stage, last);
  // "the Gulf war" names no party.
  if (mention === null && tokens.relation[last] === "compound") return [];
  const direct = actantsOf(stage, last);
  if (0 < direct.length) return direct;
  if (mention?.known.actor.sector === "MED") return [];
  const head = tokens.head[last] as number;
  if (0 <= head && /^(?:amod|compound)$/.test(tokens.relation[last] as string) && canAct(stage, head))
    return actantsOf(stage, head);
  return mention === null ? [] : [{ from, to: last + 1, head: last }];
}

function isForce(stage: EventStage, head: number): boolean {
  const { classes } = stage.lexicon.events;
  return (
    classes.get("forces")?.has(lemmaAt(stage, head)) === true &&
    stage.mentionOf[head] === 0 &&
    scenePlain(stage, head)
  );
}

/** Whether no state stands before a noun: "Norwegian troops" are Norway's, "troops" one's own. */
function scenePlain(stage: EventStage, head: number): boolean {
  for (let i = stage.scene.left[head]!; i < head; i++) if (stage.mentionOf[i] !== 0) return false;
  return true;
}
