/** Records as a table, and the mark that tells what occurred from what did not. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { LedgerRecord, RecordKind } from "../model/ledger.ts";
import { proseOfDate } from "./dates.ts";
import { Pick } from "./picks.tsx";
import { Decision, hasOccurred, labelOf, Sides, When, Words } from "./words.tsx";

/** Records as a table; on a narrow screen each row becomes a block. */
export function RecordTable({
  records,
  hasPicks = false,
}: {
  readonly records: readonly LedgerRecord[];
  /** Whether each has a box to tick, for the form of `picks.tsx`. */
  readonly hasPicks?: boolean;
}): JSX.Element {
  return (
    <table class="records">
      <thead>
        <tr>
          <th scope="col">Date</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col" class="number">
            Reports
          </th>
          {hasPicks ? (
            <th scope="col">
              <span class="hidden">Choose</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr class={hasOccurred(record) ? record.kind : `${record.kind} open`}>
            <td class="date">
              <When edtf={record.date?.edtf ?? null} basis={record.date?.basis ?? null} />
            </td>
            <td class="who">
              <Sides kind={record.kind} finding={record.finding} />
            </td>
            <td>
              <a class="label" href={`/records/${record.id}`}>
                <Mark record={record} />
                {labelOf(record)}
              </a>{" "}
              <Standing record={record} />
              <Decision review={record.review} />
              <div class="words">
                <Words kind={record.kind} finding={record.finding} />
              </div>
            </td>
            <td class="number" data-label="Reports">
              {record.reports.toLocaleString("en")}
              {record.reports === record.sources ? null : (
                <span class="dim" title="sources: texts that are not copies of each other">
                  , {record.sources.toLocaleString("en")} {record.sources === 1 ? "source" : "sources"}
                </span>
              )}
            </td>
            {hasPicks ? (
              <td class="pick">
                <Pick id={record.id} label={`${labelOf(record)}: ${record.words.slice(0, 60)}`} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How a condition stands today, where it was told. */
function Standing({ record: { life } }: { readonly record: LedgerRecord }): JSX.Element | null {
  if (life === null) return null;
  return (
    <span class="decision" title={`on ${proseOfDate(life.on)}`}>
      {life.headline}
    </span>
  );
}

/** Filled for what occurred, hollow for what did not, struck for what was denied: never by colour alone. */
export function Mark({
  record,
}: {
  readonly record: { kind: RecordKind; status: string };
}): JSX.Element | null {
  if (record.kind !== "event") return null;
  const shape =
    record.status === "negated" || record.status === "denied"
      ? "struck"
      : hasOccurred(record)
        ? "filled"
        : "hollow";
  return <span class={`mark ${shape}`}></span>;
}
