/** How to read a list: what its columns, marks and words mean, folded away until somebody asks. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { RecordKind } from "../model/ledger.ts";
import { Mark } from "./record-table.tsx";

const kindWords: Readonly<Record<RecordKind, readonly (readonly [string, string])[]>> = {
  statement: [
    ["direct, indirect, mixed", "in quotation marks, in the reporter's words, or both"],
    ["speech, thought, attitude, intention", "what sort of saying the article reports"],
  ],
  event: [
    ["the type", "one of PLOVER's 16, with its mode: “Sanction, expel”"],
    ["negated, denied", "the article says that it did not happen, or that somebody says so"],
  ],
  condition: [
    ["offer, threat", "what is held out is good for the other side, or bad"],
    ["necessary, sufficient", "without it nothing will be done; with it, it will be done"],
    ["withheld", "what these words name is not done unless the requirement is met"],
    ["to be prevented", "what these words name is what must not happen"],
  ],
};

/** The explanation. */
export function ListHelp({ kind }: { readonly kind: RecordKind }): JSX.Element {
  return (
    <details class="list-help no-print">
      <summary>How to read this</summary>
      <dl>
        {kind === "event" ? (
          <>
            {(
              [
                ["occurred", "occurred or is going on"],
                ["planned", "planned, threatened, conditional or hypothetical"],
                ["denied", "negated or denied"],
              ] as const
            ).map(([status, meaning]) => (
              <>
                <dt>
                  <Mark record={{ kind, status }} />
                </dt>
                <dd>{meaning}</dd>
              </>
            ))}
          </>
        ) : null}
        {kindWords[kind].map(([word, meaning]) => (
          <>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </>
        ))}
        <dt>distinct</dt>
        <dd>one for whatever several articles report of the same thing</dd>
        <dt>reports, sources</dt>
        <dd>articles that carry it, and of them those that are not copies of each other</dd>
        <dt>published</dt>
        <dd>no text dates it: this is the day of publication</dd>
      </dl>
    </details>
  );
}
