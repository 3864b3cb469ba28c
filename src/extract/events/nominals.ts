/**
 * Event nouns that no verb carries: "Poland's expulsion of ten diplomats", "talks between Cuba and Canada", "Russian
 * missile strikes on the port". Only where the phrase itself says who did it, and to whom where the type asks for it.
 */
import type { EventFrame } from "../../lexicon/event-frames.ts";
import { obliqueOf } from "./arguments.ts";
import { subjectOf } from "./subjects.ts";
import { placeOf } from "./circumstances.ts";
import type { Match } from "./frames.ts";
import { type Actant, type EventStage, actantsOf, adjectivesOf, ownersOf } from "./parties.ts";
import { themeOfNoun } from "./roles.ts";
import { caseOf, isVerb, lemmaAt } from "./tree.ts";

/** The event of a noun; null where the phrase does not say enough. */
export function matchNoun(stage: EventStage, noun: number): Match | null {
  for (const frame of stage.lexicon.events.nouns.get(lemmaAt(stage, noun)) ?? []) {
    const theme = frame.themes.length === 0 ? -1 : themeOfNoun(stage, frame.themes, noun);
    if (frame.themes.length !== 0 && theme < 0) continue;
    const match = fillNoun(stage, frame, noun, theme);
    if (match !== null) return match;
  }
  return null;
}

/** Where an event noun of which no frame speaks has who did it. */
const plainActors = ["poss", "by", "adj"];

/** A frame that asks for no words, with the phrase's own actors and recipients; null where it names not both. */
export function fillPlainNoun(
  stage: EventStage,
  frame: EventFrame,
  noun: number,
  rule: string,
): Match | null {
  const places = frame.recipients.filter((it) => !/^(?:obj\+?|iobj|clause|purpose)$/.test(it));
  const recipients = places.includes("of") ? places : [...places, "of"];
  const match = fillNoun(stage, { ...frame, actors: plainActors, recipients, isBare: false }, noun, -1);
  return match === null || match.actors.length === 0 || match.recipients.length === 0
    ? null
    : { ...match, frame, rule };
}

function fillNoun(stage: EventStage, frame: EventFrame, noun: number, theme: number): Match | null {
  const actors = firstOf(stage, frame.actors, noun, theme, []);
  let recipients = firstOf(stage, frame.recipients, noun, theme, actors);
  const base = { frame, trigger: noun, theme, carried: -1, complement: -1, rule: "event/noun" };
  if (frame.isMutual) {
    // "talks between A and B": all are actors; "A's talks with B": A acts, B receives.
    if (actors.length === 0 && 1 < recipients.length && isBetween(stage, noun))
      return { ...base, actors: recipients, recipients: [] };
    // "last year's summit in Geneva": a meeting that is named by its place, whoever met.
    if (frame.isBare && actors.length === 0 && placeOf(stage, noun, -1) !== null)
      return { ...base, actors, recipients };
    return (0 < actors.length && 0 < recipients.length) || 1 < actors.length
      ? { ...base, actors, recipients }
      : null;
  }
  if (actors.length === 0) {
    const announcers = frame.isBare && 0 < recipients.length ? announcersOf(stage, noun) : [];
    return announcers.length === 0 ? null : { ...base, actors: announcers, recipients };
  }
  if (recipients.length === 0) recipients = [];
  // A noun alone says little: without both sides it is believed only where nobody is done to.
  return recipients.length === 0 && (frame.needsRecipient || 0 < frame.recipients.length)
    ? null
    : { ...base, actors, recipients };
}

/** Whether it is told between whom: a talk with two partners is somebody else's. */
function isBetween(stage: EventStage, noun: number): boolean {
  return 0 < ofRole(stage, "between", noun, -1).length || 0 < ofRole(stage, "among", noun, -1).length;
}

/**
 * Who announced or ordered, in the sentence after, what the noun tells of without saying who did it.
 *
 *     … after the start of an operation in Cuba. The Canadian president, announcing it, said …
 *                                                ^^^^^^^^^^^^^^^^^^^^^^
 */
function announcersOf(stage: EventStage, noun: number): readonly Actant[] {
  const { words } = stage;
  const next = words.parse.sentences[(words.sentence[noun] as number) + 1];
  if (next === undefined || next.from - noun > 40) return [];
  for (let i = next.from; i < Math.min(next.to - 1, next.from + 16); i++) {
    if (
      !isVerb(stage, i) ||
      !/^(?:announce|order|launch|authorize|authorise|declare|begin)$/.test(lemmaAt(stage, i))
    )
      continue;
    if (!/^(?:it|this)$/.test(words.lower[i + 1] as string)) continue;
    const subject = subjectOf(stage, i);
    if (0 <= subject) return actantsOf(stage, subject);
  }
  return [];
}

function firstOf(
  stage: EventStage,
  roles: readonly string[],
  noun: number,
  theme: number,
  taken: readonly Actant[],
): readonly Actant[] {
  for (const role of roles) {
    const found = ofRole(stage, role, noun, theme).filter(
      (it) =>
        stage.words.parse.tokens.upos[it.head] !== "PRON" &&
        !taken.some((other) => other.from < it.to && it.from < other.to),
    );
    if (0 < found.length) return found;
  }
  return [];
}

function ofRole(stage: EventStage, role: string, noun: number, theme: number): readonly Actant[] {
  const { scene, words } = stage;
  const { tokens } = words.parse;
  if (role === "poss" || role === "adj") {
    for (let child = scene.firstChild[noun]!; 0 <= child && child < noun; child = scene.nextSibling[child]!) {
      const relation = tokens.relation[child] as string;
      const found =
        role === "poss"
          ? relation === "nmod:poss"
            ? actantsOf(stage, child)
            : []
          : relation === "amod" || relation === "compound"
            ? adjectivesOf(stage, child)
            : [];
      if (0 < found.length) return found;
    }
    return [];
  }
  if (role === "obj" || role === "obj+") return theme < 0 ? [] : ownersOf(stage, theme);
  let behind = obliqueOf(stage, noun, role);
  // "Talks opened on Monday between Cuba and Canada": the verb has it.
  const verb = tokens.head[noun] as number;
  if (behind < 0 && (tokens.relation[noun] as string).startsWith("nsubj") && isVerb(stage, verb))
    behind = obliqueOf(stage, verb, role);
  return behind < 0 || isInAside(stage, behind, noun) ? [] : ownersOf(stage, behind);
}

/**
 * Whether a noun hangs on another that only gives the cause or the matter: "sanctions on Cuba for its invasion of Chile" are not of
 * Chile.
 */
function isInAside(stage: EventStage, noun: number, trigger: number): boolean {
  const { scene, words } = stage;
  let at = scene.head[noun]!;
  for (let step = 0; step < 6 && 0 <= at && at !== trigger; step++) {
    const preposition = caseOf(stage, at);
    if (
      0 <= preposition &&
      /^(?:for|over|after|amid|because|despite|during|before|since)$/.test(words.lower[preposition] as string)
    )
      return true;
    at = scene.head[at]!;
  }
  return false;
}
