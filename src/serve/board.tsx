/** Conditions as cards: who wants what of whom, what hangs on it, until when, and how often it was said. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { LedgerCondition, LedgerRecord } from "../model/ledger.ts";
import { isoOfDay, proseOfDate } from "./dates.ts";
import { Pick } from "./picks.tsx";
import { Counts, Decision, labelOf, Quote, Sides, When } from "./words.tsx";

/** The cards, in the order of the list. */
export function Board({ records }: { readonly records: readonly LedgerRecord[] }): JSX.Element {
  return (
    <ul class="board">
      {records.map((record) => (
        <Card record={record} condition={record.finding as LedgerCondition} />
      ))}
    </ul>
  );
}

function Card({
  record,
  condition,
}: {
  readonly record: LedgerRecord;
  readonly condition: LedgerCondition;
}): JSX.Element {
  const { requirement, outcome, cue, requirementNegated, outcomeNegated, deadline } = condition;
  const isRestated = record.lastDay !== null && record.day !== null && record.day < record.lastDay;
  return (
    <li>
      <p class="card-head">
        <Pick id={record.id} label={`${labelOf(record)}: ${record.words.slice(0, 60)}`} />
        <Sides kind="condition" finding={condition} />
      </p>
      <dl>
        <dt>
          {cue.exact}
          {requirementNegated ? " (to be prevented)" : ""}
        </dt>
        <dd class="words">
          <Quote exact={requirement.exact} />
        </dd>
        <dt>{outcomeNegated ? "withheld" : record.status === "threat" ? "threatened" : "offered"}</dt>
        <dd class="words">
          <Quote exact={outcome.exact} />
        </dd>
        {deadline === null ? null : (
          <>
            <dt>by</dt>
            <dd>{proseOfDate(deadline.edtf)}</dd>
          </>
        )}
      </dl>
      <p class="dim">
        <a href={`/records/${record.id}`}>{labelOf(record)}</a> ·{" "}
        <When edtf={record.date?.edtf ?? null} basis={record.date?.basis ?? null} />
        {isRestated ? `, said again ${proseOfDate(isoOfDay(record.lastDay as number))}` : ""} ·{" "}
        <Counts reports={record.reports} sources={record.sources} /> <Decision review={record.review} />
      </p>
    </li>
  );
}
