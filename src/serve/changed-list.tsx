/** Records that changed, each with what happened to it and its words. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { LedgerRecord } from "../model/ledger.ts";
import type { ChangedRecord } from "../store/store.ts";
import { actionWords } from "./change-words.ts";
import { proseOfDate } from "./dates.ts";
import { labelOf, Sides, Words } from "./words.tsx";

/** A record with what happened to it. */
export interface ChangedItem {
  readonly change: ChangedRecord;
  readonly record: LedgerRecord;
}

/** The list, in the order that is given. */
export function ChangedList({ items }: { readonly items: readonly ChangedItem[] }): JSX.Element {
  return (
    <ul class="plain">
      {items.map(({ change, record }) => (
        <li>
          <p>
            <a class="label" href={`/records/${record.id}`}>
              {labelOf(record)}
            </a>{" "}
            <span class="dim">
              {record.kind}, {actionWords(change.actions)}
              {record.date === null ? "" : `, ${proseOfDate(record.date.edtf)}`}
            </span>
          </p>
          <p>
            <Sides kind={record.kind} finding={record.finding} />
          </p>
          <p class="snippet">
            <a class="text" href={`/articles/${record.first.article}#${record.first.mention}`}>
              <Words kind={record.kind} finding={record.finding} />
            </a>
          </p>
        </li>
      ))}
    </ul>
  );
}
