/**
 * A Parse to Findings: what is said, done and demanded, as spans. Who everybody is stays open (`resolve`). This
 * file is the table of rules: each construct has a file of its own.
 */
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { EventStatus, Findings } from "../model/finding.ts";
import type { Parse } from "../model/parse.ts";
import { type Attributor, findAttributions } from "./attribution/attributions.ts";
import { sceneOf } from "./attribution/scene.ts";
import { findConditions } from "./conditions/conditions.ts";
import { timeOfSaying, timeOfSpan } from "./dating.ts";
import { findEvents } from "./events/events.ts";
import type { EventScorer } from "./events/scorer/scorer.ts";
import { statusOf } from "./events/status.ts";
import { findMentions } from "./mentions.ts";
import { innermostOf, ownedBy } from "./nesting.ts";
import { findStatements } from "./statements.ts";
import { findTimes } from "./times.ts";
import { listWords, tokenAt } from "./words.ts";

export type { Attributor } from "./attribution/attributions.ts";
export { decodeAttributor } from "./attribution/model-file.ts";
export type { EventScorer } from "./events/scorer/scorer.ts";
export { decodeScorer } from "./events/scorer/model-file.ts";

/**
 * The findings of a parse, actors unknown. Never throws, whatever the text.
 *
 * @param scorer without one, events are those that frames tell
 */
export function extractFindings(
  lexicon: Lexicon,
  attributor: Attributor,
  parse: Parse,
  scorer: EventScorer | null = null,
): Findings {
  const words = listWords(parse);
  const scene = sceneOf(parse, attributor.clusters);
  const stage = { lexicon, words, scene, mentions: findMentions(lexicon, words) };
  const statements = findStatements(stage, findAttributions(attributor, scene));
  const contents = ownedBy(statements);
  const events = findEvents(stage, scorer);
  const conditions = findConditions(stage, statements);
  const times = findTimes(words, lexicon.times);
  const eventStatements = innermostOf(
    contents,
    events.map((it) => it.trigger),
  );
  return {
    actors: [],
    statements: statements.map((it) => ({ ...it, when: timeOfSaying(words, times, it.cue) })),
    events: events.map((it, i) => ({
      ...it,
      statement: eventStatements[i] ?? null,
      when: timeOfSpan(words, times, it.trigger),
    })),
    conditions,
    times,
    diagnostics: [],
  };
}

/**
 * The status of the act told by the word at a character, whether or not an event is found there: for measuring.
 *
 *     Norway will expel two diplomats.
 *                 ^ planned
 */
export function statusAt(
  lexicon: Lexicon,
  attributor: Attributor,
  parse: Parse,
  offset: number,
): EventStatus {
  const words = listWords(parse);
  const scene = sceneOf(parse, attributor.clusters);
  return statusOf({ lexicon, words, scene, mentions: [] }, tokenAt(words, offset));
}
