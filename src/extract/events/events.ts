/**
 * Who did what to whom, and did it happen: verbs and nouns of data/event-frames.tsv over the tree, what a speaker
 * promises, threatens and demands, each with its status. One happening is one event: a verb and the noun it carries,
 * an act and the verbal act that it is the content of.
 */
import type { EventFinding, EventStatus } from "../../model/finding.ts";
import type { Stage } from "../stage.ts";
import { spanOf } from "../words.ts";
import { findActs, forceOf, readinessOf } from "./acts.ts";
import { contextsOf, placeOf } from "./circumstances.ts";
import { type Match, matchVerb } from "./frames.ts";
import { matchNoun } from "./nominals.ts";
import { type EventStage, eventStageOf, partyOf } from "./parties.ts";
import { findScored, type Told } from "./scored.ts";
import type { EventScorer } from "./scorer/scorer.ts";
import { statusOf } from "./status.ts";
import { childOf, isVerb, lemmaAt } from "./tree.ts";

/** Types that are acts of speech: what they are about is told by them, and is no second event. */
const verbal = new Set(["AGREE", "THREATEN", "REQUEST", "REJECT", "CONCEDE", "ACCUSE"]);

/** All events, by start of their trigger; without a scorer, those of frames and of what is said alone. */
export function findEvents(stage: Stage, scorer: EventScorer | null): EventFinding[] {
  const eventStage = eventStageOf(stage);
  const { matches, carried } = frameMatches(eventStage);
  const tell = (match: Match): Told => ({ match, status: statusOfMatch(stage, match) });
  const told = matches.map(tell);
  if (scorer !== null) told.push(...findScored(eventStage, scorer, told, carried).map(tell));
  told.sort((a, b) => a.match.trigger - b.match.trigger);
  const absorbed = absorbedBy(eventStage, told);
  // "said that Cuba had broken the truce" accuses, and that is all.
  const accused = new Set(
    told.flatMap(({ match }) => (match.rule === "event/said-accuse" ? [match.complement] : [])),
  );
  told.forEach(({ match }, i) => {
    if (accused.has(match.trigger)) absorbed.add(i);
  });
  mergeConsequences(eventStage, told, absorbed);
  return told
    .filter((_, i) => !absorbed.has(i))
    .map(({ match, status }) => eventOf(eventStage, match, status));
}

/** What frames and the verbs of saying find, and the words that a match carries. */
export function frameMatches(eventStage: EventStage): {
  readonly matches: Match[];
  readonly carried: ReadonlySet<number>;
} {
  const { words, lexicon } = eventStage;
  const { tokens } = words.parse;
  const { nouns } = lexicon.events;
  const matches: Match[] = [];
  const carried = new Set<number>();
  const found = (match: Match | null): void => {
    if (match === null) return;
    matches.push(match);
    if (0 <= match.carried) carried.add(match.carried);
    if (0 <= match.theme) carried.add(match.theme);
  };
  for (let i = 0; i < tokens.length; i++) {
    if (isVerb(eventStage, i)) {
      const match = matchVerb(eventStage, i);
      found(match === null ? null : inWords(eventStage, forceOf(eventStage, match)));
    } else if (tokens.upos[i] === "ADJ" || tokens.xpos[i] === "VBN") found(readinessOf(eventStage, i));
  }
  matches.push(...findActs(eventStage, matches));
  for (let i = 0; i < tokens.length; i++) {
    if (tokens.upos[i] === "NOUN" && !carried.has(i) && nouns.has(lemmaAt(eventStage, i)))
      found(matchNoun(eventStage, i));
  }
  return { matches, carried };
}

/**
 * An attack that is made by talking: a person "attacked" somebody, "saying …".
 *
 *     Arnau launched an attack on Canada, calling it a thief.
 *           ^^^^^^^^ ACCUSE
 */
function inWords(stage: EventStage, match: Match): Match {
  const { words, scene, lexicon } = stage;
  const { frame, trigger, theme, actors } = match;
  const isAttack = [trigger, theme].some(
    (it) => 0 <= it && /^(?:attack|assault|hit|blast)$/.test(lemmaAt(stage, it)),
  );
  if (frame.type !== "ASSAULT" || !isAttack || !actors.some(({ head }) => scene.name[head] === 1))
    return match;
  const to = Math.min(words.lower.length, trigger + 24);
  for (let i = trigger + 1; i < to && scene.sentence[i] === scene.sentence[trigger]; i++)
    if (
      /^(?:saying|calling|claiming|accusing|labeling|labelling|describing|arguing|tweeting|writing)$/.test(
        words.lower[i] as string,
      )
    )
      return {
        ...match,
        frame: {
          ...frame,
          type: "ACCUSE",
          mode: "disapprove",
          cameo: "111",
          score: lexicon.events.scores.get("ACCUSE disapprove") ?? null,
        },
      };
  return match;
}

/** Types that are done by deciding to: "decided to allow the rally" allows it. */
const byDecision = new Set(["CONCEDE", "REJECT", "SUPPORT", "ACCUSE", "SANCTION", "COERCE"]);

function statusOfMatch(stage: Stage, match: Match): EventStatus {
  const { frame, trigger, theme, carried } = match;
  const { tokens } = stage.words.parse;
  const head = tokens.head[trigger] as number;
  const isDecided =
    byDecision.has(frame.type) &&
    0 <= head &&
    (tokens.relation[trigger] === "xcomp"
      ? /^(?:decide|choose|opt|vote|resolve)$/.test(lemmaAt(stage, head))
      : tokens.relation[trigger] === "acl" && lemmaAt(stage, head) === "decision") &&
    !isRefrained(stage, trigger);
  const own = statusOf(stage, isDecided ? head : trigger);
  const status =
    own === "conditional" && frame.type === "THREATEN" && isHeldOut(stage, match) ? "occurred" : own;
  // "imposed no sanctions", "had no talks"
  return (status === "occurred" || status === "ongoing") &&
    [theme, carried].some((it) => 0 <= it && isDenied(stage, it))
    ? "negated"
    : status;
}

/** "is threatening to leave unless …": the condition is of what is threatened, and the threat is made. */
function isHeldOut({ words, scene }: Stage, { trigger, complement }: Match): boolean {
  if (complement < trigger) return false;
  const { tokens } = words.parse;
  let isAfter = false;
  for (let child = scene.firstChild[trigger]!; 0 <= child; child = scene.nextSibling[child]!) {
    if (/^(?:will|would|may|might|could|should|not|n't|never)$/.test(words.lower[child] as string))
      return false;
    if (tokens.relation[child] === "advcl") {
      if (child < trigger) return false;
      isAfter = true;
    }
  }
  return isAfter;
}

/** "decided not to expel" */
function isRefrained({ words, scene }: Stage, verb: number): boolean {
  for (let child = scene.firstChild[verb]!; 0 <= child; child = scene.nextSibling[child]!)
    if (/^(?:not|never)$/.test(words.lower[child] as string)) return true;
  return false;
}

function isDenied(stage: Stage, noun: number): boolean {
  const determiner = childOf(stage, noun, "det");
  return 0 <= determiner && stage.words.lower[determiner] === "no";
}

/** Acts that are the content of a verbal act, and did not happen: "agreed to withdraw" is one AGREE. */
function absorbedBy({ scene, words }: EventStage, told: readonly Told[]): Set<number> {
  const absorbed = new Set<number>();
  const { tokens } = words.parse;
  const content = new Map<number, number>();
  for (const { match } of told) {
    if (!verbal.has(match.frame.type)) continue;
    if (0 <= match.complement) content.set(match.complement, match.trigger);
    if (0 <= match.theme) content.set(match.theme, match.trigger);
  }
  const types = new Map(told.map(({ match }) => [match.trigger, match.frame.type]));
  told.forEach(({ match, status }, i) => {
    if (status === "occurred" || status === "ongoing") return;
    // "met to discuss the deal": one meeting.
    const above = types.get(scene.head[match.trigger]!);
    if (above === match.frame.type && /^(?:advcl|xcomp)$/.test(tokens.relation[match.trigger] as string)) {
      absorbed.add(i);
      return;
    }
    let at = match.trigger;
    for (let step = 0; step < 6 && 0 <= at; step++) {
      if (content.has(at) && content.get(at) !== match.trigger) {
        absorbed.add(i);
        return;
      }
      if (/^(?:advcl|acl:relcl|parataxis)$/.test(tokens.relation[at] as string)) return;
      at = scene.head[at]!;
    }
  });
  return absorbed;
}

/**
 * What a participle tells of the same attack is no second one: "opened fire on the crowd, killing two". The first event
 * takes over whom it hit where it names nobody.
 */
function mergeConsequences({ words, scene }: EventStage, told: readonly Told[], absorbed: Set<number>): void {
  const { tokens } = words.parse;
  const byTrigger = new Map(told.map(({ match }, i) => [match.trigger, i]));
  told.forEach(({ match }, i) => {
    if (match.frame.type !== "ASSAULT" || tokens.relation[match.trigger] !== "advcl") return;
    if (tokens.xpos[match.trigger] !== "VBG") return;
    const main = byTrigger.get(scene.head[match.trigger]!);
    if (main !== undefined && told[main]?.match.frame.type === "ASSAULT") absorbed.add(i);
  });
}

function eventOf(stage: EventStage, match: Match, status: EventStatus): EventFinding {
  const { words, scene } = stage;
  const { frame, trigger, theme, actors, recipients, carried } = match;
  const tokens = [trigger, trigger + 1];
  for (const noun of [theme, carried]) if (0 <= noun) tokens.push(noun, noun + 1);
  // Who is named in another sentence is a party, but its words are not the event's.
  for (const { from, to } of [...actors, ...recipients])
    if (scene.sentence[from] === scene.sentence[trigger]) tokens.push(from, to);
  return {
    ...spanOf(words, Math.min(...tokens), wholeEnd(stage, trigger, Math.max(...tokens))),
    trigger: spanOf(words, trigger, trigger + 1),
    type: frame.type,
    mode: frame.mode,
    cameo: frame.cameo,
    contexts: contextsOf(stage, trigger, frame.mode),
    actors: actors.map((it) => partyOf(stage, it)),
    recipients: recipients.map((it) => partyOf(stage, it)),
    date: null,
    place: placeOf(stage, trigger, theme),
    status,
    score: frame.score,
    statement: null,
    rule: match.rule,
  };
}

/** How many tokens at most are added to make the words of an event whole. */
const mostAdded = 16;

/**
 * The end of an event's words, moved on where they would break off: at an owner or an adjective without its noun, and at
 * the subject of a clause without its verb.
 *
 *     Arnau warned that Canada would close the port.
 *           ^^^^^^^^^^^^^^^^^^ → to the end of the clause
 */
function wholeEnd({ scene, words }: EventStage, trigger: number, end: number): number {
  const { relation } = words.parse.tokens;
  let whole = end;
  let at = end - 1;
  for (let step = 0; step < 12; step++) {
    const head = scene.head[at]!;
    if (head < 0 || head === trigger || scene.sentence[head] !== scene.sentence[trigger]) break;
    if (whole <= head) {
      const isOwner = /^(?:nmod:poss|amod|compound)$/.test(relation[at] as string);
      const isSubject = (relation[at] as string).startsWith("nsubj") && trigger < head;
      if (!isOwner && !isSubject) break;
      whole = isOwner ? head + 1 : Math.max(whole, scene.right[head]! + 1);
    }
    at = head;
  }
  while (end < whole && /^[.,;:!?"”]$/.test(words.form[whole - 1] as string)) whole--;
  return mostAdded < whole - end ? end : whole;
}
