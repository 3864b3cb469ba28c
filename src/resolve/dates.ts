/** Findings with the dates of their times. */
import type { Condition, DateValue, EventFinding, Findings, Statement } from "../model/finding.ts";
import type { Parse } from "../model/parse.ts";
import { overlapsSpan } from "../model/span.ts";
import { publicationDate } from "./publication.ts";
import { beginsAfter, resolveTimes } from "./times.ts";

/** The same findings, statements, events and deadlines dated by the times they are bound to; null stays where none tells. */
export function dateFindings(parse: Parse, findings: Findings): Findings {
  const { published } = parse.article;
  const dates = resolveTimes(findings.times, published);
  /** What has been said or done was not so after publication: the time is then of something else. */
  const dateOf = (when: number | null | undefined, isPast: boolean): DateValue | null => {
    const date = dates[when ?? -1] ?? null;
    return date !== null && isPast && beginsAfter(date.edtf, published) ? null : date;
  };
  return {
    ...findings,
    statements: findings.statements.map((it): Statement => ({
      ...it,
      date: it.date ?? dateOf(it.when, true),
    })),
    events: findings.events.map((it): EventFinding => ({
      ...it,
      date:
        it.date ?? dateOf(it.when, it.status === "occurred") ?? publicationDate(parse, findings.times, it),
    })),
    conditions: findings.conditions.map((it): Condition => {
      const { dueAt } = it;
      const due = dueAt === null ? -1 : findings.times.findIndex((time) => overlapsSpan(time, dueAt));
      return { ...it, deadline: it.deadline ?? dates[due] ?? null };
    }),
  };
}
