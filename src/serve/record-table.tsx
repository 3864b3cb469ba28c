/** Records as a table, and the mark that tells what occurred from what did not. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { LedgerRecord, RecordKind } from "../model/ledger.ts";
import { Counts, Decision, hasOccurred, labelOf, Sides, When, Words } from "./words.tsx";

/** Records as a table; on a narrow screen each row becomes a block. */
export function RecordTable({ records }: { readonly records: readonly LedgerRecord[] }): JSX.Element {
  return (
    <table class="records">
      <thead>
        <tr>
          <th scope="col">Date</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Reports</th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr class={hasOccurred(record) ? record.kind : `${record.kind} open`}>
            <td class="date">
              <When edtf={record.date?.edtf ?? null} basis={record.date?.basis ?? null} />
            </td>
            <td>
              <Sides kind={record.kind} finding={record.finding} />
            </td>
            <td>
              <a class="label" href={`/records/${record.id}`}>
                <Mark record={record} />
                {labelOf(record)}
              </a>{" "}
              <Decision review={record.review} />
              <div class="words">
                <Words kind={record.kind} finding={record.finding} />
              </div>
            </td>
            <td class="number">
              <Counts reports={record.reports} sources={record.sources} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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
  return <span class={`mark ${shape}`} aria-hidden="true"></span>;
}
