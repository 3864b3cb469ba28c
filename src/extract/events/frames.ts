/**
 * Verbs with what they take to events: the frame whose words stand beside the verb, its actors and its recipients. An
 * event noun that a verb merely carries ("held talks", "launched an attack") is read with the verb as one happening.
 */
import type { EventFrame } from "../../lexicon/event-frames.ts";
import type { Stage } from "../stage.ts";
import { besideAfter, objectOf, obliqueOf } from "./arguments.ts";
import { type Actant, type EventStage, actantsOf, isPair, ownersOf } from "./parties.ts";
import { attackersOf, isOwnState, recipientsOf } from "./recipients.ts";
import {
  type Roles,
  eventNounIn,
  hasParticle,
  rolesOf,
  subjectBeside,
  themeOf,
  themeOfNoun,
} from "./roles.ts";
import { childOf, lemmaAt } from "./tree.ts";

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

/** The verb of the tables that a token is a form of; null when it is of none. */
function predicateAt(stage: Stage, token: number): string | null {
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
  // "Police mutinied" read as "police that were mutinied": a verb that takes no object.
  if (
    roles.isPassive &&
    frame.particles.length === 0 &&
    isRootParticiple(stage, verb) &&
    !frame.recipients.some((it) => it.includes("obj"))
  )
    return fillActive(stage, frame, roles, -1);
  const [particle] = frame.particles;
  if (particle !== undefined) {
    const isPreposition = hasParticle(stage, verb, particle, roles.object);
    if (isPreposition === null) return null;
    // "called the condition for talks": what has an object calls for nothing.
    if (isPreposition && 0 <= childOf(stage, verb, "obj")) return null;
    if (isPreposition && roles.isPassive && isRootParticiple(stage, verb))
      return fillActive(stage, frame, roles, obliqueOf(stage, verb, particle));
    if (isPreposition && object < 0) object = obliqueOf(stage, verb, particle);
  }
  if (object < 0 && !roles.isPassive && roles.complement < 0) object = besideAfter(stage, verb);
  // "struck out arbitrators": with a particle that the frame does not know, it is another verb.
  if (particle === undefined && isPhrasal(stage, verb)) return null;
  if (isAsking(stage, verb, roles.complement)) return null;
  if (
    frame.type === "AGREE" &&
    !frame.themes.some((it) => it.lemmas !== null) &&
    isOpinion(stage, roles.complement)
  )
    return null;
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

/** "asked whether", "asked what": a question, and no request. */
function isAsking(stage: EventStage, verb: number, complement: number): boolean {
  if (lemmaAt(stage, verb) !== "ask") return false;
  const { words, scene } = stage;
  if (0 <= obliqueOf(stage, verb, "about")) return true;
  for (let i = verb + 1; i < Math.min(words.lower.length, verb + 9); i++)
    if (/^(?:if|whether|what|why|how|[.;])$/.test(words.lower[i] as string))
      return words.lower[i] !== "." && words.lower[i] !== ";";
  if (complement < 0) return false;
  for (
    let child = scene.firstChild[complement]!;
    0 <= child && child <= complement;
    child = scene.nextSibling[child]!
  )
    if (/^(?:if|whether|what|why|how|who|when|where|which)$/.test(words.lower[child] as string)) return true;
  return false;
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

function fillActive(stage: EventStage, frame: EventFrame, roles: Roles, object: number): Match | null {
  const active = { ...roles, subject: roles.object, object, isPassive: false };
  const theme = frame.themes.length === 0 ? -1 : themeOf(stage, frame.themes, active);
  return frame.themes.length !== 0 && theme < 0 ? null : fill(stage, frame, active, theme, "event/verb");
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
  // "it" that is not the verb's own subject stands for anything.
  if (
    actors.length === 1 &&
    stage.words.lower[actors[0]?.head ?? 0] === "it" &&
    stage.words.parse.tokens.head[subject] !== verb
  )
    actors = [];
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
  const isTogether = frame.isMutual && (1 < actors.length || actors.some((actor) => isPair(stage, actor)));
  if (frame.needsRecipient && recipients.length === 0 && !isTogether) return null;
  return { frame, trigger: verb, theme, carried: -1, actors, recipients, complement, rule };
}
