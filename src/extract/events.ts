/**
 * Who did what to whom: a few dozen verbs in finite past forms, an actor as subject, and an honest status. A
 * first version without trees: near words only, and no event where the subject is not sure.
 */
import type { EventFrame } from "../lexicon/lexicon.ts";
import type { EventFinding, EventStatus, Party } from "../model/finding.ts";
import type { Sentence } from "../model/parse.ts";
import { type Mention, mentionsWithin } from "./mentions.ts";
import type { Stage } from "./stage.ts";
import { hasWords, isCalendarWord, sentenceOf, spanOf, type Words } from "./words.ts";

const passive =
  /^(?:be|is|are|was|were|been|being|get|got|gets|getting|remain|remains|remained|stay|stays|stayed)$/;
const adverb = /^(?:[a-z]+ly|also|then|even|already|just|later|soon|once|twice)$/;
const modal = /^(?:will|would|could|may|might|should|shall|must|can|cannot|'ll|'d)$/;
const denial = /^(?:denied|denies|deny|refuted|disputed|rejected)$/;

/** All events, by start. */
export function findEvents(stage: Stage): EventFinding[] {
  const { words, lexicon } = stage;
  const events: EventFinding[] = [];
  for (let i = 0; i < words.lower.length; i++) {
    const frames = lexicon.framesByWord.get(words.lower[i] as string);
    if (frames === undefined) continue;
    for (const frame of frames) {
      const event = findEvent(stage, frame, i);
      if (event === null) continue;
      events.push(event);
      break;
    }
  }
  return events;
}

function findEvent(stage: Stage, frame: EventFrame, at: number): EventFinding | null {
  const { words } = stage;
  const sentence = sentenceOf(words, at);
  const verb = verbAt(words, frame, at, sentence);
  if (verb === null) return null;
  const object = objectAfter(words, frame, verb.to, sentence.to);
  if (object === null) return null;
  const actors = subjectsBefore(stage, verb.from, sentence);
  if (actors.length === 0) return null;
  const recipients = recipientsAfter(stage, frame, verb.to, object, sentence.to).filter(
    (it) => !actors.some((actor) => actor.known.actor === it.known.actor),
  );
  const needsRecipient =
    frame.recipient === "object" ||
    frame.recipient === "with" ||
    frame.recipient === "against" ||
    frame.recipient === "to";
  // "Cuba and the United States held talks": each is the other's partner.
  const isMutual = frame.recipient === "with" && 1 < actors.length;
  if (needsRecipient && recipients.length === 0 && !isMutual) return null;
  const from = Math.min(actors[0]?.from ?? at, verb.from);
  const to = Math.max(object.to, ...recipients.map((it) => it.to), verb.to);
  const party = (it: Mention): Party => ({ ...spanOf(words, it.from, it.to), actor: null });
  return {
    ...spanOf(words, from, to),
    trigger: spanOf(words, verb.from, verb.to),
    type: frame.type,
    mode: frame.mode,
    cameo: frame.cameo,
    contexts: [],
    actors: actors.map(party),
    recipients: recipients.map(party),
    date: null,
    place: null,
    status: statusOf(words, sentence, verb.from),
    score: frame.score,
    statement: null,
    rule: "event/verb-frame",
  };
}

/** The verb of the frame at a token: a finite past form, not passive, or its base after "began to". */
function verbAt(
  words: Words,
  frame: EventFrame,
  at: number,
  sentence: Sentence,
): { from: number; to: number } | null {
  let before = at - 1;
  while (sentence.from <= before && adverb.test(words.lower[before] as string)) before--;
  const previous = sentence.from <= before ? (words.lower[before] as string) : "";
  if (frame.bases.includes(words.lower[at] as string)) {
    const isBegun =
      previous === "to" &&
      /^(?:began|started|continued|proceeded|managed)$/.test(words.lower[before - 1] ?? "");
    return isBegun ? { from: at, to: at + 1 } : null;
  }
  const form = frame.verbs
    .filter((it) => hasWords(words, at, it) && at + it.length <= sentence.to)
    .sort((a, b) => b.length - a.length)[0];
  if (form === undefined || passive.test(previous)) return null;
  // After a determiner or a possessive it is an adjective ("the attacked ships"); after "by" a passive's agent.
  if (/^(?:the|a|an|this|these|those|its|his|her|their|newly|'s|by|of|and\/or)$/.test(previous)) return null;
  return { from: at, to: at + form.length };
}

/** The object that the frame asks for, within the clause; an empty range where it asks for none. */
function objectAfter(
  words: Words,
  frame: EventFrame,
  from: number,
  to: number,
): { from: number; to: number } | null {
  if (frame.objects.length === 0) return { from, to: from };
  const limit = Math.min(to, from + 8);
  for (let i = from; i < limit; i++) {
    if (/^(?:[,;:.]|—|–|that|who|which|when|after|before|while)$/.test(words.lower[i] as string)) return null;
    const object = frame.objects.find((it) => hasWords(words, i, it) && i + it.length <= to);
    if (object !== undefined) return { from: i, to: i + object.length };
  }
  return null;
}

const joint =
  /^(?:,|and|, and|in particular|, in particular|, including|including|, in particular the|, the|and the|, including the|or|'s|as well as)$/;

/**
 * The subject: the nearest mention before the verb that no preposition governs, with those it is joined to.
 *
 *     Western countries, in particular the United States, have imposed sanctions
 *     ^^^^^^^^^^^^^^^^^                    ^^^^^^^^^^^^^
 */
function subjectsBefore(stage: Stage, verb: number, sentence: Sentence): Mention[] {
  const { words, mentions } = stage;
  const before = mentionsWithin(mentions, { from: sentence.from, to: verb }).filter(
    (it) => it.known.actor.sector !== "MED",
  );
  const nearest = before.findLast((it) => canAct(stage, it, verb, sentence));
  if (nearest === undefined) return [];
  const subjects = [nearest];
  for (const other of before.slice(0, before.indexOf(nearest)).toReversed()) {
    const next = subjects[0] as Mention;
    const between = words.lower.slice(other.to, next.from).join(" ");
    if (!joint.test(between) || other.known.usage === "adjective") break;
    subjects.unshift(other);
  }
  return subjects;
}

const opening =
  /^(?:and|but|or|as|that|when|while|because|if|although|though|where|how|why|whereas|meanwhile|however|[,;:—–“"‘(«-]|--)$/;
const temporal = /^(?:after|before|since|until|once|for)$/;

/**
 * Whether a mention can be the verb's subject: a name that begins a clause, with no other clause between. What
 * stands after a verb or a preposition is somebody's object.
 *
 *     … who visited Washington and met with the president
 *                   ^^^^^^^^^^ cannot be who met
 */
function canAct({ words, lexicon }: Stage, it: Mention, verb: number, sentence: Sentence): boolean {
  if (it.known.usage === "adjective" && !isPlural(words.form[it.to - 1] as string)) return false;
  if (words.lower[it.to] === "'s" || words.lower[it.to] === "-") return false;
  const between = words.lower.slice(it.to, verb);
  if (16 < between.length) return false;
  const isInterrupted = between.some(
    (word, i) =>
      /^(?:that|who|which|whose|said|says|told|[;:“"]|—|–)$/.test(word) ||
      (word === "," && /^(?:but|while|as|when|if|after|although)$/.test(between[i + 1] ?? "")),
  );
  if (isInterrupted) return false;
  let before = it.from - 1;
  while (
    sentence.from <= before &&
    /^(?:the|a|an|particular|today|yesterday)$/.test(words.lower[before] as string)
  )
    before--;
  if (before < sentence.from) return true;
  const previous = words.lower[before] as string;
  const isAdjacent = between.every(
    (word) =>
      adverb.test(word) || modal.test(word) || /^(?:has|have|had|not|n't|never|did|do|does)$/.test(word),
  );
  if (isAdjacent && temporal.test(previous)) return true;
  const verbOfSaying = lexicon.speechVerbs.get(previous);
  return (
    opening.test(previous) ||
    isCalendarWord(previous) ||
    previous === "including" ||
    (previous === "in" && words.lower[before + 1] === "particular") ||
    verbOfSaying?.takesClause === true
  );
}

function isPlural(form: string): boolean {
  return form.endsWith("s");
}

/** What may stand between a verb and the name that is its object. */
const determiner =
  /^(?:the|a|an|all|some|several|both|its|their|his|her|former|new|more|than|about|with|top|senior|many|most|two|three|four|five|dozens|hundreds|of|\d.*)$/;

function recipientsAfter(
  { words, mentions }: Stage,
  frame: EventFrame,
  from: number,
  object: { from: number; to: number },
  to: number,
): Mention[] {
  const clauseEnd = endOfClause(words, object.to, to);
  const after = mentionsWithin(mentions, { from, to: clauseEnd }).filter(
    (it) => it.known.actor.sector !== "MED",
  );
  const governedBy = (it: Mention, pattern: RegExp): boolean => {
    let before = it.from - 1;
    while (
      from <= before &&
      /^(?:the|a|an|certain|some|several|senior|new|top|of|a|number)$/.test(words.lower[before] as string)
    )
      before--;
    return pattern.test(words.lower[before] ?? "");
  };
  const first = (pattern: RegExp): Mention[] => {
    const found = after.find((it) => object.to <= it.from && governedBy(it, pattern));
    return found === undefined ? [] : [found, ...joinedTo(words, after, found)];
  };
  switch (frame.recipient) {
    case "object": {
      const found = after.find(
        (it) =>
          it.from - from <= 4 && words.lower.slice(from, it.from).every((word) => determiner.test(word)),
      );
      return found === undefined ? [] : [found, ...joinedTo(words, after, found)];
    }
    case "with":
      return first(/^(?:with|between)$/);
    case "against":
      return first(/^(?:against|on|upon)$/);
    case "from":
      return first(/^from$/);
    case "to":
      return first(/^(?:to|for)$/);
    case "in":
      return first(/^in$/);
    case "from-owner": {
      const owner = after.find(
        (it) =>
          (it.to <= object.from && it.known.usage === "adjective") ||
          (object.to <= it.from && it.from - object.to <= 3),
      );
      return owner === undefined ? [] : [owner];
    }
    case "none":
      return [];
  }
}

function joinedTo(words: Words, after: readonly Mention[], first: Mention): Mention[] {
  const joined: Mention[] = [];
  let last = first;
  for (const it of after.slice(after.indexOf(first) + 1)) {
    if (!/^(?:,|and|, and|and the|, the)$/.test(words.lower.slice(last.to, it.from).join(" "))) break;
    joined.push(it);
    last = it;
  }
  return joined;
}

function endOfClause(words: Words, from: number, to: number): number {
  for (let i = from; i < Math.min(to, from + 14); i++) {
    if (
      /^(?:;|:|—|–|that|who|which|after|before|when|while|because|if|unless|but)$/.test(
        words.lower[i] as string,
      )
    )
      return i;
  }
  return Math.min(to, from + 14);
}

/** Whether it happened, as far as the words around the verb tell. What is not plainly told as done is not `occurred`. */
function statusOf(words: Words, sentence: Sentence, verb: number): EventStatus {
  const before = words.lower.slice(sentence.from, verb);
  const near = before.slice(-7);
  if (near.some((word) => /^(?:not|never|n't|no|neither|nor|without)$/.test(word))) return "negated";
  if (before.some((word, i) => denial.test(word) && before.slice(i + 1, i + 4).includes("that")))
    return "denied";
  if (before.some((word) => /^(?:if|unless|until|whether|provided)$/.test(word))) return "conditional";
  const nearForms = words.form.slice(Math.max(sentence.from, verb - 7), verb);
  if (nearForms.some((form) => modal.test(form.toLowerCase()) && form !== "May")) return "hypothetical";
  if (near.some((word) => /^(?:allegedly|reportedly|supposedly|possibly|perhaps|hypothetically)$/.test(word)))
    return "hypothetical";
  if (
    near.some((word) =>
      /^(?:planned|plans|threatened|threatens|vowed|promised|wants|wanted|hopes|hoped|seeks|sought|tried|asked|urged|agreed)$/.test(
        word,
      ),
    ) &&
    near.includes("to")
  )
    return "planned";
  if (words.lower[sentence.to - 1] === "?") return "hypothetical";
  return "occurred";
}
