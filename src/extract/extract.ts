/**
 * A Parse to Findings: what is said, done and demanded, as spans. Who everybody is stays open (`resolve`). This
 * file is the table of rules: each construct has a file of its own.
 */
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Condition, EventStatus, Findings } from "../model/finding.ts";
import type { Parse } from "../model/parse.ts";
import { type Attributor, findAttributions } from "./attribution/attributions.ts";
import { sceneOf } from "./attribution/scene.ts";
import { findConditions } from "./conditions.ts";
import { findEvents } from "./events/events.ts";
import { statusOf } from "./events/status.ts";
import { findMentions, mentionsWithin } from "./mentions.ts";
import { innermostOf, ownedBy } from "./nesting.ts";
import type { Stage } from "./stage.ts";
import { findStatements } from "./statements.ts";
import { listWords, tokenAt } from "./words.ts";

export type { Attributor } from "./attribution/attributions.ts";

/** The findings of a parse, actors unknown. Never throws, whatever the text. */
export function extractFindings(lexicon: Lexicon, attributor: Attributor, parse: Parse): Findings {
  const words = listWords(parse);
  const scene = sceneOf(parse, attributor.clusters);
  const stage = { lexicon, words, scene, mentions: findMentions(lexicon, words) };
  const statements = findStatements(stage, findAttributions(attributor, scene));
  const contents = ownedBy(statements);
  const events = findEvents(stage);
  const conditions = findConditions(stage);
  const eventStatements = innermostOf(
    contents,
    events.map((it) => it.trigger),
  );
  const conditionStatements = innermostOf(
    contents,
    conditions.map((it) => it.cue),
  );
  return {
    actors: [],
    statements,
    events: events.map((it, i) => ({ ...it, statement: eventStatements[i] ?? null })),
    conditions: conditions
      .map((it, i) => {
        const statement = conditionStatements[i] ?? null;
        // Where the clause names nobody, who says it sets it.
        const speaker = statement === null ? null : (statements[statement]?.speaker ?? null);
        return { ...it, statement, setter: it.setter ?? speaker };
      })
      .filter((it) => isBetweenParties(stage, it)),
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

/** Whether a state or body is named in a condition: as its setter, or within its clauses. */
function isBetweenParties({ words, mentions }: Stage, it: Condition): boolean {
  if (it.setter === null && it.target === null) return false;
  const spans = [it.requirement, it.outcome, ...(it.setter === null ? [] : [it.setter])];
  return spans.some((span) => {
    const range = { from: tokenAt(words, span.start), to: tokenAt(words, span.end) };
    return 0 < mentionsWithin(mentions, range).length;
  });
}
