/** How often the first event of a sentence is of the type that the sentence mainly tells of. */
import { extractFindings } from "../../src/extract/extract.ts";
import type { EventScorer } from "../../src/extract/events/scorer/scorer.ts";
import type { EventStatus, EventType } from "../../src/model/finding.ts";
import { parseArticle } from "../../src/parse/parse.ts";
import type { Knowledge } from "../../src/pipeline.ts";
import { givenArticle } from "../eval/given.ts";
import { ploverType } from "../eval/gsr.ts";
import type { GoldSentence } from "./events.ts";

/** In per cent. */
export interface SentenceScores {
  /** Of sentences with an event, with the scorer and by frames alone. */
  readonly type: number;
  readonly typeByFrames: number;
  /** Sentences without an event in which one is found. */
  readonly falseAlarms: number;
  readonly falseAlarmsByFrames: number;
}

const statusOf: Readonly<Record<string, EventStatus>> = {
  p: "planned",
  t: "threatened",
  h: "hypothetical",
  n: "negated",
};

export function scoreSentences(
  { lexicon, engine, attributor, scorer }: Omit<Knowledge, "readers">,
  sentences: readonly GoldSentence[],
): SentenceScores {
  const counts = { told: 0, right: 0, rightByFrames: 0, quiet: 0, alarms: 0, alarmsByFrames: 0 };
  for (const { text, type, status } of sentences) {
    const parse = parseArticle(engine, givenArticle(text));
    const find = (it: EventScorer | null): EventType | null => {
      const { events } = extractFindings(lexicon, attributor, parse, it);
      const types = (statuses: readonly EventStatus[]): EventType[] =>
        events.flatMap((event) =>
          statuses.includes(event.status) ? (ploverType(event.type, event.status) ?? []) : [],
        );
      return types(["occurred", "ongoing"])[0] ?? types(["planned", "threatened", "negated"])[0] ?? null;
    };
    const [found, byFrames] = [find(scorer), find(null)];
    if (type === null) {
      counts.quiet++;
      if (found !== null) counts.alarms++;
      if (byFrames !== null) counts.alarmsByFrames++;
      continue;
    }
    const expected = status === null ? type : (ploverType(type, statusOf[status] ?? "occurred") ?? "REJECT");
    counts.told++;
    if (found === expected) counts.right++;
    if (byFrames === expected) counts.rightByFrames++;
  }
  return {
    type: (100 * counts.right) / counts.told,
    typeByFrames: (100 * counts.rightByFrames) / counts.told,
    falseAlarms: (100 * counts.alarms) / counts.quiet,
    falseAlarmsByFrames: (100 * counts.alarmsByFrames) / counts.quiet,
  };
}
