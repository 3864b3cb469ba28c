/** What the governor of a noun makes of the act that the noun tells of: "planned talks", "the threat of war", "an attack would …". */
import type { Factuality } from "../../lexicon/event-frames.ts";
import type { EventStatus } from "../../model/finding.ts";
import type { Stage } from "../stage.ts";
import { governorOf, isBase, isPlain, ownStatus } from "./tense.ts";
import { caseOf, childOf, isNominal, isOf, isVerb, lemmaAt } from "./tree.ts";

export interface Above {
  /** What the governor makes of the act; null where it makes nothing of it. */
  readonly status: EventStatus | null;
  /** Where to look on; -1 at the end of the climb. */
  readonly next: number;
}

export const stop: Above = { status: null, next: -1 };

/** The nearest verb that a noun hangs on; -1 when there is none. */
export function verbAbove(stage: Stage, noun: number): number {
  let at = noun;
  for (let step = 0; step < 5 && 0 <= at; step++) {
    if (isVerb(stage, at)) return at;
    at = stage.words.parse.tokens.head[at] as number;
  }
  return -1;
}

/** A noun as subject: of a verb that says that it comes about, it has that verb's status. */
export function ofSubject(stage: Stage, at: number, head: number): Above {
  if (!isNominal(stage, at)) return stop;
  const { words } = stage;
  const { tokens } = words.parse;
  const isCopular = !isVerb(stage, head);
  if (isCopular) {
    const governor = stage.lexicon.events.governors.get(`adjective ${lemmaAt(stage, head)}`);
    if (governor !== undefined && isPlain(governor.noun)) return { status: governor.noun, next: -1 };
    return unrealSubject(stage, at, head);
  }
  // "The war must end": it is on, whatever becomes of it.
  if (isOf(stage, head, "ending")) {
    if (isKnownAct(stage, at) && ownStatus(stage, head, false) === "hypothetical") return stop;
  }
  if (isOf(stage, head, "happening")) return { status: null, next: head };
  if (tokens.relation[at] === "nsubj:pass" || isPassiveSubject(stage, head)) {
    const governor = governorOf(stage, head);
    if (governor !== null && governor.noun !== "fact") {
      if (governor.noun === "same") return { status: null, next: head };
      return byNoun(stage, head, governor.noun);
    }
  }
  return unrealSubject(stage, at, head);
}

function isPassiveSubject(stage: Stage, verb: number): boolean {
  return 0 <= childOf(stage, verb, "aux:pass");
}

/** "An invasion would be a disaster": an act that is not the one known, under a modal verb. */
function unrealSubject(stage: Stage, at: number, head: number): Above {
  const own = ownStatus(stage, head, false);
  if (!isKnownAct(stage, at) && own !== null && own !== "negated" && own !== "occurred" && own !== "ongoing")
    return { status: own === "planned" ? "hypothetical" : own, next: -1 };
  return stop;
}

/** A noun under a word of the table: "planned an attack", "called for talks". */
function byNoun(stage: Stage, head: number, made: EventStatus): Above {
  const own = ownStatus(stage, head, false);
  if (own === "negated")
    return { status: made === "negated" || made === "denied" ? "hypothetical" : "negated", next: -1 };
  return { status: openUnder(made, own), next: -1 };
}

/** "may plan", "should try", "if it threatens": what is planned or threatened there is as open as the planning. */
export function openUnder(made: EventStatus, own: EventStatus | null): EventStatus {
  const isOpen = own === "hypothetical" || own === "conditional";
  return isOpen && made !== "denied" ? own : made;
}

/** A noun as object or after a preposition. */
export function ofPhrase(
  stage: Stage,
  at: number,
  head: number,
  governor: { clause: Factuality; noun: Factuality } | null,
): Above {
  const { words } = stage;
  const { tokens } = words.parse;
  const relation = tokens.relation[at] as string;
  const preposition = caseOf(stage, at);
  const lower = 0 <= preposition ? (words.lower[preposition] as string) : "";
  if (lower === "without" || lower === "despite" || lower === "instead")
    return lower === "despite" ? stop : { status: "negated", next: -1 };
  const isAhead = words.lower[at - 2] === "of" && words.lower[at - 3] === "ahead";
  if ((isAhead || /^(?:ahead|before|pending)$/.test(lower)) && isNominal(stage, at))
    return { status: hasComingTime(stage, at) ? "planned" : beforeNoun(stage, head), next: -1 };
  if (relation === "nmod:poss") return stop;
  // "since the annexation it has not spoken": what one reckons from has happened.
  if (/^(?:since|following|amid)$/.test(lower)) return stop;
  // "discussed Norway's sanctions": they are there, unlike "discussed sanctions".
  if (relation === "obj" && isOf(stage, head, "discussing") && (isKnownAct(stage, at) || isOwned(stage, at)))
    return stop;
  if (/^towards?$/.test(lower)) return { status: "hypothetical", next: -1 };
  // "in the event of an attack"
  if (relation === "nmod" && lower === "of" && isEventuality(stage, head))
    return { status: "conditional", next: -1 };
  // "the threat of war" is a danger, "Norway's threat of war" a threat.
  if (relation === "nmod" && lower === "of" && lemmaAt(stage, head) === "threat" && !isOwned(stage, head))
    return { status: "hypothetical", next: -1 };
  if (relation === "obj" && isOf(stage, head, "stopping") && isStillToDo(stage, head))
    return { status: "ongoing", next: -1 };
  if (relation === "obj" || relation === "iobj" || relation === "xcomp" || relation === "root") {
    if (governor === null) return unknownGovernor(stage, at, head);
    if (governor.noun === "fact") return stop;
    return governor.noun === "same" ? { status: null, next: head } : byNoun(stage, head, governor.noun);
  }
  if (relation === "compound" && isNominal(stage, head)) {
    if (governor === null || governor.noun === "fact") return stop;
    return governor.noun === "same" ? { status: null, next: head } : byNoun(stage, head, governor.noun);
  }
  if (relation.startsWith("nmod")) {
    // What tells the setting belongs to the verb above: "agree to peace through talks".
    if ((governor === null || governor.noun === "fact") && /^(?:at|in|during|through|via)$/.test(lower))
      return unknownGovernor(stage, at, verbAbove(stage, head));
    if (governor === null || governor.noun === "fact") return stop;
    // "plans for talks", "the threat of war", and not "the threat after the war".
    if (!/^(?:of|for|to|about|)$/.test(lower)) return stop;
    return governor.noun === "same" ? { status: null, next: head } : byNoun(stage, head, governor.noun);
  }
  if (relation.startsWith("obl")) {
    if (governor === null || (governor.noun !== "same" && /^(?:at|in|during|through|via|by)$/.test(lower)))
      return unknownGovernor(stage, at, head);
    if (governor.noun === "fact") return stop;
    if (governor.noun !== "same" && !/^(?:for|to|of|on|against|from|about|with)$/.test(lower)) return stop;
    // "called for talks", "prepare for war", "threatened with sanctions"
    return governor.noun === "same" ? { status: null, next: head } : byNoun(stage, head, governor.noun);
  }
  return stop;
}

/** "in the event of", "in case of". */
function isEventuality(stage: Stage, noun: number): boolean {
  const { lower } = stage.words;
  return lower[noun] === "event" || (lower[noun] === "case" && lower[caseOf(stage, noun)] === "in");
}

function isOwned(stage: Stage, noun: number): boolean {
  if (0 <= childOf(stage, noun, "nmod:poss")) return true;
  return ["amod", "compound"].some((relation) => {
    const owner = childOf(stage, noun, relation);
    return 0 <= owner && stage.words.parse.tokens.xpos[owner] === "NNP";
  });
}

/** "efforts to end the war": what is still to be ended goes on. */
function isStillToDo(stage: Stage, verb: number): boolean {
  const own = ownStatus(stage, verb, true);
  return own === "planned" || own === "hypothetical" || (own === null && isBase(stage, verb));
}

/** Under a word that is not in the table a new act is as real as what it is part of; one already known is a fact. */
function unknownGovernor(stage: Stage, at: number, head: number): Above {
  if (head < 0 || (!isVerb(stage, head) && childOf(stage, head, "cop") < 0)) return stop;
  return isKnownAct(stage, at) ? stop : { status: null, next: head };
}

/** "the attack", "its attack": one already known. */
function isKnownAct(stage: Stage, at: number): boolean {
  const det = childOf(stage, at, "det");
  return (
    (0 <= det && /^(?:the|this|that|these|those)$/.test(stage.words.lower[det] as string)) ||
    0 <= childOf(stage, at, "nmod:poss")
  );
}

/** "next week's summit", "the summit in Oslo next week". */
function hasComingTime(stage: Stage, noun: number): boolean {
  const { lower } = stage.words;
  const owner = childOf(stage, noun, "nmod:poss");
  if (0 <= owner && /^(?:next|coming|tomorrow)$/.test(lower[stage.scene.left[owner]!] as string)) return true;
  for (let i = noun + 1; i < Math.min(noun + 7, stage.scene.n); i++) {
    if (/^[,.;]$/.test(lower[i] as string)) return false;
    if (/^(?:next|tomorrow|upcoming)$/.test(lower[i] as string)) return true;
  }
  return false;
}

/** "ahead of the talks", "before the vote": still to come when it was told, unless told in the past. */
function beforeNoun(stage: Stage, head: number): EventStatus {
  // "was brewing in the weeks before the war": the verb above has the tense.
  const verb = verbAbove(stage, head);
  const isPast = 0 <= verb && /^VB[DN]$/.test(stage.words.parse.tokens.xpos[verb] as string);
  const isTold = verb !== head && 0 <= verb && ownStatus(stage, verb, true) === "occurred";
  return (verb === head && isPast) || isTold ? "occurred" : "planned";
}
