/** Which later events bear on a condition: on its requirement, done by the target; on its outcome, done by the setter. */
import type { EventStatus, EventType } from "../../model/finding.ts";
import type { ConditionLexicon } from "../../lexicon/lexicon.ts";
import { type ConditionProfile, profileOf, type SideProfile } from "./profile.ts";

/** An event as later news tells it. Codes are those of actors. */
export interface LaterEvent {
  readonly id: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly type: EventType;
  readonly status: EventStatus;
  readonly actors: readonly string[];
  readonly recipients: readonly string[];
  /** The words of the event, "lifted the embargo". */
  readonly words: string;
  /** Code of who says so; null when the news itself does. */
  readonly source: string | null;
}

/** What an event says of one side of a condition. */
export interface Bearing {
  readonly event: string;
  readonly date: string;
  readonly side: "requirement" | "outcome";
  /**
   * `done`: it happened, as news or the other side tells; `partly`: it has begun; `claimed`: only who had to do it
   * says so; `denied`: it is said not to have happened; `contrary`: the opposite happened; `withdrawn`: the setter took
   * the condition back.
   */
  readonly effect: "done" | "partly" | "claimed" | "denied" | "contrary" | "withdrawn";
}

/** Events of these have not happened and prove nothing. */
const unproven: ReadonlySet<EventStatus> = new Set(["planned", "threatened", "conditional", "hypothetical"]);

/**
 * The bearing of an event that is later than the mention, or of the same day; null where it has none. It bears where
 * the doer is the one the side names, and the words share an act or the PLOVER types agree with a thing shared.
 */
export function bearingOf(
  lexicon: ConditionLexicon,
  condition: ConditionProfile,
  event: LaterEvent,
): Bearing | null {
  const { mention } = condition;
  if (unproven.has(event.status) || (mention.date !== null && event.date < mention.date)) return null;
  const words = sideOf(lexicon, event);
  const isBack = mention.setter !== null && event.actors.includes(mention.setter) && takesBack(words);
  if (isBack && matchOf(condition.requirement, words, event.type) !== null)
    return { event: event.id, date: event.date, side: "outcome", effect: "withdrawn" };
  for (const side of ["requirement", "outcome"] as const) {
    const doer = side === "requirement" ? mention.target : mention.setter;
    const other = side === "requirement" ? mention.setter : mention.target;
    if (doer === null || !event.actors.includes(doer)) continue;
    // "Threatened to bomb" is no bombing, nor is "readiness to talk" a talk.
    if (words.isSaid && !condition[side].isSaid) continue;
    if (isElsewhere(condition[side], event, words, doer, other)) continue;
    const match = matchOf(condition[side], asCourse(lexicon, condition[side], event, words), event.type);
    if (match === null || isElsewhen(condition, side, event, words)) continue;
    return { event: event.id, date: event.date, side, effect: effectOf(event, match, doer) };
  }
  return null;
}

/** Of "stop the tests", tests that are told without more are their going on. */
function asCourse(
  lexicon: ConditionLexicon,
  { direction }: SideProfile,
  event: LaterEvent,
  words: SideProfile,
): SideProfile {
  const isCourse = words.direction === null && (direction === "stop" || direction === "continue");
  return isCourse ? sideOf(lexicon, { ...event, words: `continue ${event.words}` }) : words;
}

const negator = /\b(?:not|never|no|without|cannot|neither|nor)\b|n['’]t\b/i;

/** The act of an event. That it did not happen is told by its status, also where its words say it once more. */
function sideOf(lexicon: ConditionLexicon, { words, status }: LaterEvent): SideProfile {
  const isSaidTwice = (status === "negated" || status === "denied") && negator.test(words);
  const blank = {
    id: "",
    date: null,
    setter: null,
    target: null,
    outcome: "",
    outcomeNegated: false,
    deadline: null,
  };
  return profileOf(lexicon, {
    ...blank,
    requirement: words,
    requirementNegated: isSaidTwice,
    link: "if",
    polarity: "offer",
    necessity: "sufficient",
  }).requirement;
}

/** "dropped its demand for", "withdrew the condition that". */
function takesBack({ terms }: SideProfile): boolean {
  const isDropping = terms.has("abandon") || terms.has("withdraw") || terms.has("stop");
  return (
    isDropping &&
    (terms.has("demand") || terms.has("condition") || terms.has("precondition") || terms.has("ultimatum"))
  );
}

/** Whether it is done to a third party, which is another matter: by its recipients, or where it has none by its words. */
function isElsewhere(
  side: SideProfile,
  { recipients }: LaterEvent,
  words: SideProfile,
  doer: string,
  other: string | null,
): boolean {
  const named = 0 < recipients.length ? recipients : [...words.codes].filter((code) => code !== doer);
  if (named.length === 0) return false;
  return !(other !== null && named.includes(other)) && !namesAny(side, named);
}

/** How long in days an event that does not tell to whom it was done may be taken for what the condition speaks of. */
const vagueDays = 90;

/**
 * Whether an event that names nobody else, and no thing of its own, is too late to be this one: "lifted sanctions" two
 * years on is anybody's.
 */
function isElsewhen(
  { mention, ...sides }: ConditionProfile,
  side: "requirement" | "outcome",
  { recipients, date }: LaterEvent,
  words: SideProfile,
): boolean {
  if (mention.date === null || 0 < recipients.length || 1 < words.codes.size) return false;
  for (const term of words.things) if (sides[side].things.has(term)) return false;
  return vagueDays < (Date.parse(date) - Date.parse(mention.date)) / 86_400_000;
}

function namesAny({ codes }: SideProfile, recipients: readonly string[]): boolean {
  return recipients.some((code) => codes.has(code));
}

/** Whether the event is what the side says, or its opposite; null when it is neither. */
function matchOf(side: SideProfile, words: SideProfile, type: EventType): "same" | "opposite" | null {
  let nShared = 0;
  for (const term of words.terms) if (side.terms.has(term) && !side.codes.has(term)) nShared++;
  const isOfType = side.act !== null && side.act.type === type;
  if (nShared === 0) return null;
  // Where a war goes on there is an attack every day: of a threat "to strike the bridges" only one on bridges tells.
  if (type === "ASSAULT" && 0 < side.things.size && ![...words.things].some((it) => side.things.has(it)))
    return null;
  if (nShared < 2 && !isOfType && words.terms.size - words.codes.size > 1) return null;
  return side.sign === words.sign ? "same" : "opposite";
}

function effectOf(
  { status, source }: LaterEvent,
  match: "same" | "opposite",
  doer: string,
): Bearing["effect"] {
  if (status === "denied" || status === "negated") return match === "same" ? "denied" : "claimed";
  if (match === "opposite") return "contrary";
  if (source === doer) return "claimed";
  return status === "ongoing" ? "partly" : "done";
}
