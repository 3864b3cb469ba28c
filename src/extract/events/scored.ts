/**
 * Events of sentences in which no frame fits: of each the likeliest that the trained scorer sees, where it is sure enough.
 * Verbs whose frames ask for other words than those beside them, and verbs without any, are found so. Frames still say where
 * those stand who did it, and to whom.
 */
import type { EventFrame } from "../../lexicon/event-frames.ts";
import { type EventStatus, eventTypes, type EventType } from "../../model/finding.ts";
import type { TokenRange } from "../../model/parse.ts";
import { plainCues } from "./acts.ts";
import { fillPlain, isRuledOut, type Match } from "./frames.ts";
import { fillPlainNoun } from "./nominals.ts";
import type { EventStage } from "./parties.ts";
import {
  type EventScorer,
  isPromising,
  likeliestType,
  scoreWord,
  type ScorerView,
  viewOf,
} from "./scorer/scorer.ts";
import { childOf, lemmaAt } from "./tree.ts";

/** A match with what its words say of whether it happened. */
export interface Told {
  readonly match: Match;
  readonly status: EventStatus;
}

/** What the scorer adds to what frames tell; `taken` are words that a match carries. */
export function findScored(
  stage: EventStage,
  scorer: EventScorer,
  told: readonly Told[],
  taken: ReadonlySet<number>,
): Match[] {
  const { sentences } = stage.words.parse;
  const busy = new Set<number>();
  const triggers = new Set(taken);
  for (const { match, status } of told) {
    triggers.add(match.trigger);
    // What is only wanted, feared or asked for leaves open what the sentence tells.
    if (status !== "hypothetical" && status !== "conditional") busy.add(stage.scene.sentence[match.trigger]!);
  }
  const lead = leadOf(stage);
  const view = viewOf(stage, scorer.clusters);
  const scored: Match[] = [];
  for (let n = 0; n < sentences.length; n++) {
    if (busy.has(n)) continue;
    const bar = n === lead ? scorer.leadFrom : scorer.addFrom;
    const match = likeliestOf(stage, scorer, view, sentences[n]!, triggers, bar);
    if (match !== null) scored.push(match);
  }
  return scored;
}

/** The first sentence of the body: news tells there what happened. */
function leadOf({ words }: EventStage): number {
  const { article, sentences } = words.parse;
  return sentences.findIndex((it) => article.blocks[it.block]?.role === "body");
}

/** The likeliest event of a sentence; null where nothing is likely enough. */
function likeliestOf(
  stage: EventStage,
  scorer: EventScorer,
  view: ScorerView,
  { from, to }: TokenRange,
  taken: ReadonlySet<number>,
  bar: number,
): Match | null {
  const { upos } = stage.words.parse.tokens;
  let best: Match | null = null;
  let most = bar;
  for (let word = from; word < to; word++) {
    const isOfVerb = upos[word] === "VERB";
    if (!isOfVerb && upos[word] !== "NOUN") continue;
    if (taken.has(word) || plainCues.test(lemmaAt(stage, word))) continue;
    if (!isPromising(scorer, stage, word, isOfVerb)) continue;
    scoreWord(scorer, view, word, null);
    const t = likeliestType(view);
    const chance = view.chances[t + 1]!;
    if (chance < (isOfVerb ? most : Math.max(most, nounsFrom)) || isRuledOut(stage, word)) continue;
    if (isOfVerb && isUndone(stage, word) && material.has(eventTypes[t]!)) continue;
    const match = isOfVerb ? fillScored(stage, word, t) : fillScoredNoun(stage, word, t);
    if (match === null) continue;
    best = match;
    most = chance;
  }
  return best;
}

/** How likely a type must be at least for an event that a noun tells of, in any sentence. */
const nounsFrom = 0.5;

/** An event noun with those whom its phrase names; null where it names not both sides. */
function fillScoredNoun(stage: EventStage, noun: number, t: number): Match | null {
  const type = eventTypes[t]!;
  const base = stage.lexicon.events.plain.get(type) as EventFrame;
  return fillPlainNoun(stage, base, noun, "event/noun-scored");
}

const unreal: ReadonlySet<string> = new Set(["negated", "denied", "hypothetical", "planned", "threatened"]);

const material: ReadonlySet<EventType> = new Set([
  "COOPERATE",
  "AID",
  "RETREAT",
  "PROTEST",
  "SANCTION",
  "MOBILIZE",
  "COERCE",
  "ASSAULT",
]);

/**
 * "cancelled its attack", "considered bombing the port": verbs that tell of what was not done, or not yet, do nothing to
 * anybody.
 */
function isUndone(stage: EventStage, verb: number): boolean {
  const governor = stage.lexicon.events.governors.get(`verb ${lemmaAt(stage, verb)}`);
  if (governor !== undefined && (unreal.has(governor.clause) || governor.noun === "negated")) return true;
  const particle = childOf(stage, verb, "compound:prt");
  if (particle < 0) return false;
  const phrasal = `verb ${lemmaAt(stage, verb)} ${stage.words.lower[particle] as string}`;
  return stage.lexicon.events.governors.get(phrasal)?.noun === "negated";
}

/** An event of this type with the actors and recipients that the verb's own frames, or else the type's, look for. */
function fillScored(stage: EventStage, verb: number, t: number): Match | null {
  const { verbs, plain } = stage.lexicon.events;
  const type = eventTypes[t]!;
  const own = verbs.get(lemmaAt(stage, verb))?.find((it) => it.type === type && !it.isNone);
  const base = plain.get(type) as EventFrame;
  const frame: EventFrame =
    own === undefined
      ? base
      : {
          ...own,
          particles: [],
          themes: [],
          recipients: [...own.recipients, ...base.recipients.filter((it) => !own.recipients.includes(it))],
          needsRecipient: false,
          isBare: true,
        };
  return fillPlain(stage, frame, verb, "event/verb-scored");
}
