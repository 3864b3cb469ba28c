/**
 * What is done by saying it: "said it would send ships" is a promise or a threat by what is to be done, "said that
 * Norway must leave" a demand, "would not" a refusal. Read from the statement's verb and the clause that it governs.
 */
import type { EventFrame } from "../../lexicon/event-frames.ts";
import type { EventType } from "../../model/finding.ts";
import { complementOf } from "./arguments.ts";
import { subjectOf } from "./subjects.ts";
import { type Match, frameOf } from "./frames.ts";
import { type Actant, type EventStage, actantsOf, mentionAt } from "./parties.ts";
import { ofClause } from "./recipients.ts";
import { sentenceOf } from "../words.ts";
import { childOf, isVerb, lemmaAt } from "./tree.ts";

/** Cues that tell of words said, without a force of their own. */
export const plainCues =
  /^(?:say|announce|declare|state|add|tell|reiterate|stress|insist|assert|signal|indicate|note|write|warn)$/;

/** Cues of what somebody holds, which tell of a demand where others "must" or "should" do something. */
const demandCues = /^(?:conclude|argue|contend|maintain|recommend)$/;

const cooperative: ReadonlySet<EventType> = new Set([
  "AGREE",
  "CONSULT",
  "SUPPORT",
  "CONCEDE",
  "COOPERATE",
  "AID",
  "RETREAT",
]);
const hostile: ReadonlySet<EventType> = new Set(["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]);

/**
 * A promise as what it is: to do harm, a threat; not to do something, a refusal.
 *
 *     vowed to destroy the fleet      THREATEN
 *     promised not to return          REJECT
 */
export function forceOf(stage: EventStage, match: Match): Match {
  const { frame, complement, trigger, actors, recipients, rule } = match;
  if (frame.type !== "AGREE" || complement < 0 || frame.themes.some((it) => it.lemmas !== null)) return match;
  const { words, scene } = stage;
  const promised = frameOf(stage, complement);
  for (let child = scene.firstChild[complement]!; 0 <= child; child = scene.nextSibling[child]!)
    if (/^(?:not|never|n't)$/.test(words.lower[child] as string))
      return promised !== null && cooperative.has(promised.type)
        ? { ...act(stage, trigger, "REJECT", null, "12", actors, recipients, complement), rule }
        : match;
  if (promised === null || !hostile.has(promised.type)) return match;
  return {
    ...act(stage, trigger, "THREATEN", threatOf(promised), "13", actors, recipients, complement),
    rule,
  };
}

/**
 * Readiness told of somebody without a verb of saying: "Norway is ready to send aid" is a promise, "ready to attack" a
 * threat; null where it is neither.
 */
export function readinessOf(stage: EventStage, adjective: number): Match | null {
  const { words } = stage;
  if (!/^(?:ready|willing|prepared)$/.test(words.lower[adjective] as string)) return null;
  if (childOf(stage, adjective, "cop") < 0 || words.parse.tokens.relation[adjective] === "ccomp") return null;
  const deed = complementOf(stage, adjective);
  const frame = deed < 0 ? null : frameOf(stage, deed);
  const subject = subjectOf(stage, adjective);
  if (frame === null || subject < 0) return null;
  const actors = actantsOf(stage, subject);
  if (actors.length === 0) return null;
  const recipients = ofClause(stage, deed, subject).filter(
    (it) => !actors.some((actor) => actor.head === it.head),
  );
  if (cooperative.has(frame.type))
    return act(stage, adjective, "AGREE", null, "03", actors, recipients, deed);
  return hostile.has(frame.type)
    ? act(stage, adjective, "THREATEN", threatOf(frame), "13", actors, recipients, deed)
    : null;
}

/** Promises, threats, refusals, demands and accusations that plain verbs of saying tell of. */
export function findActs(stage: EventStage, matches: readonly Match[]): Match[] {
  const byTrigger = new Map(matches.map((it) => [it.trigger, it]));
  const acts: Match[] = [];
  const { length } = stage.words.parse.tokens;
  for (let verb = 0; verb < length; verb++) {
    if (!isVerb(stage, verb) || byTrigger.has(verb)) continue;
    const lemma = lemmaAt(stage, verb);
    if (!plainCues.test(lemma) && !demandCues.test(lemma)) continue;
    const found = actOf(stage, verb, byTrigger);
    if (found !== null) acts.push(found);
  }
  return acts;
}

function actOf(stage: EventStage, verb: number, byTrigger: ReadonlyMap<number, Match>): Match | null {
  const said = childOf(stage, verb, "ccomp");
  const clause = 0 <= said ? said : complementOf(stage, verb);
  const speaker = subjectOf(stage, verb);
  if (clause < 0 || speaker < 0) return null;
  const subject = subjectOf(stage, clause);
  // "Norway will help, its minister said": who the minister speaks for.
  const isFor = 0 <= subject && speaksFor(stage, speaker, subject);
  const actors = actantsOf(stage, isFor ? subject : speaker);
  if (actors.length === 0) return null;
  const { words, scene } = stage;
  const { tokens } = words.parse;
  let isFuture = false;
  let isDemand = false;
  let isAdvice = false;
  let isNegated = false;
  for (let child = scene.firstChild[clause]!; 0 <= child; child = scene.nextSibling[child]!) {
    const lower = words.lower[child] as string;
    if (/^(?:not|n't|never)$/.test(lower)) isNegated = true;
    if (!(tokens.relation[child] as string).startsWith("aux")) continue;
    if (/^(?:will|would|'ll|'d|shall)$/.test(lower)) isFuture = true;
    // "Norway might cut off the gas, its minister warned."
    if (/^(?:may|might|could)$/.test(lower) && lemmaAt(stage, verb) === "warn") isFuture = true;
    if (lower === "must") isDemand = true;
    if (lower === "should") isAdvice = true;
  }
  // "ready to", "willing to", "prepared to": the act is below.
  let deed = clause;
  if (/^(?:ready|willing|prepared)$/.test(words.lower[clause] as string)) {
    const below = complementOf(stage, clause);
    if (below < 0) return null;
    isFuture = true;
    deed = below;
  } else if (lemmaAt(stage, clause) === "continue") deed = Math.max(clause, complementOf(stage, clause));
  const isOwn = isFor || isSame(stage, subject, speaker);
  if (
    (isDemand || (isAdvice && (frameOf(stage, clause) !== null || isAskedOf(stage, clause, subject)))) &&
    !isOwn &&
    !isNegated &&
    isVerb(stage, clause)
  ) {
    const recipients = 0 <= subject && tokens.upos[subject] !== "PRON" ? actantsOf(stage, subject) : [];
    if (recipients.length === 0) return null;
    return act(stage, verb, "REQUEST", null, "02", actors, recipients, clause);
  }
  if (demandCues.test(lemmaAt(stage, verb))) return null;
  // "said that a truce was out of the question": a refusal.
  if (!isNegated && isOutOfTheQuestion(stage, clause))
    return act(stage, verb, "REJECT", null, "12", actors, [], clause);
  // "said that Belarus had violated the truce": an accusation.
  if (!isOwn && !isNegated && !isFuture && /^(?:violate|breach|break)$/.test(lemmaAt(stage, clause))) {
    const accused = byTrigger.get(clause);
    if (accused?.frame.type !== "REJECT" || accused.actors.length === 0) return null;
    return act(stage, verb, "ACCUSE", "allege", "112", actors, accused.actors, clause);
  }
  if (!isFuture || !isOwn) return null;
  const match = byTrigger.get(deed);
  const frame = match?.frame ?? frameOf(stage, deed);
  if (frame === null) return null;
  const recipients =
    match !== undefined && 0 < match.recipients.length ? match.recipients : ofClause(stage, deed, subject);
  const others = recipients.filter((it) => !actors.some((actor) => actor.head === it.head));
  // "said it would leave unless …": whatever it is, a threat.
  if (holdsUnless(stage, clause))
    return act(stage, verb, "THREATEN", threatOf(frame), "13", actors, others, clause);
  if (isNegated)
    return cooperative.has(frame.type)
      ? act(stage, verb, "REJECT", null, "12", actors, others, clause)
      : null;
  if (cooperative.has(frame.type)) return act(stage, verb, "AGREE", null, "03", actors, others, clause);
  if (!hostile.has(frame.type) && frame.type !== "THREATEN") return null;
  return act(stage, verb, "THREATEN", threatOf(frame), "13", actors, others, clause);
}

function isOutOfTheQuestion({ words }: EventStage, clause: number): boolean {
  return words.lower.slice(Math.max(0, clause - 3), clause + 1).join(" ") === "out of the question";
}

/** The mode of a threat by what is threatened. */
function threatOf({ type, mode }: EventFrame): string | null {
  switch (type) {
    case "ASSAULT":
    case "MOBILIZE":
      return "violence";
    case "SANCTION":
      return mode === "expel" ? "expel" : "relations";
    case "COERCE":
      return mode === "arrest" ? "arrest" : "restrict";
    default:
      return null;
  }
}

/** Whether the subject of what is said is the speaker: it, they, he, we; or the speaker's own state. */
function isSame(stage: EventStage, subject: number, speaker: number): boolean {
  if (subject < 0) return false;
  if (subject === speaker) return true;
  if (/^(?:it|they|he|she|we|i)$/.test(stage.words.lower[subject] as string)) return true;
  const one = codeAt(stage, subject);
  return one !== null && one === codeAt(stage, speaker);
}

/** Whether "unless" stands in the rest of the sentence. */
function holdsUnless({ words }: EventStage, clause: number): boolean {
  const { to } = sentenceOf(words, clause);
  for (let i = clause + 1; i < to; i++) if (words.lower[i] === "unless") return true;
  return false;
}

/** "Norway should stop sheltering pirates": what a state or body is told to leave off or to do, whatever it is. */
function isAskedOf(stage: EventStage, clause: number, subject: number): boolean {
  return (
    /^(?:stop|cease|quit|refrain|respect|halt|abandon|explain)$/.test(lemmaAt(stage, clause)) &&
    0 <= subject &&
    codeAt(stage, subject) !== null
  );
}

/** Offices whose bearers speak for a state or body. */
const speakers =
  /^(?:minister|official|spokesman|spokeswoman|spokesperson|commissioner|delegate|envoy|ambassador|diplomat|premier|president|commander|negotiator|ministry|secretary)$/;

/** "its minister", "their spokesman", and after a clause about a state "the minister" of no other: speaks for whom it is about. */
function speaksFor(stage: EventStage, speaker: number, subject: number): boolean {
  const owner = childOf(stage, speaker, "nmod:poss");
  if (0 <= owner) return /^(?:its|their)$/.test(stage.words.lower[owner] as string);
  return (
    subject < speaker &&
    speakers.test(lemmaAt(stage, speaker)) &&
    codeAt(stage, speaker) === null &&
    codeAt(stage, subject) !== null
  );
}

function codeAt(stage: EventStage, head: number): string | null {
  const [actant] = actantsOf(stage, head);
  if (actant === undefined) return null;
  for (let i = actant.from; i < actant.to; i++) {
    const mention = mentionAt(stage, i);
    if (mention !== null) return mention.known.actor.code;
  }
  return null;
}

function act(
  stage: EventStage,
  trigger: number,
  type: EventType,
  mode: string | null,
  cameo: string,
  actors: readonly Actant[],
  recipients: readonly Actant[],
  complement: number,
): Match {
  const key = mode === null ? type : `${type} ${mode}`;
  const frame: EventFrame = {
    particles: [],
    themes: [],
    type,
    mode,
    cameo,
    score: stage.lexicon.events.scores.get(key) ?? null,
    actors: [],
    recipients: [],
    needsRecipient: false,
    isBare: false,
    isMutual: false,
    isActive: false,
    isNone: false,
  };
  return {
    frame,
    trigger,
    theme: -1,
    carried: -1,
    actors,
    recipients,
    complement,
    rule: `event/said-${type.toLowerCase()}`,
  };
}
