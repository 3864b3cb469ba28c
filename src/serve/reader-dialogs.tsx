/** What opens over the article reader: the panel of keys, the editor of a record, the note with a decision. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { conditionLinks, eventStatuses, eventTypes } from "../model/finding.ts";
import type { RecordKind } from "../model/ledger.ts";
import { KeysPanel } from "./keys-panel.tsx";
import type { Site } from "./site.ts";

/** All of them, closed. */
export function ReaderDialogs({ site }: { readonly site: Site }): JSX.Element {
  return (
    <>
      <KeysPanel site={site} only={null} />
      <dialog id="editor" aria-labelledby="editor-title">
        <h2 id="editor-title">Correct the record</h2>
        <form method="dialog" class="filter">
          <label>
            Type
            <select name="type"></select>
          </label>
          <label>
            Status
            <select name="status"></select>
          </label>
          <label>
            Date (EDTF)
            <input name="edtf" placeholder="2015-07-20" />
          </label>
          <label>
            Note
            <input name="note" maxlength={2000} />
          </label>
          <div class="buttons">
            <button value="save" class="main">
              Save
            </button>
            <button value="cancel">Cancel</button>
          </div>
        </form>
      </dialog>
      <dialog id="noter" aria-labelledby="noter-title">
        <h2 id="noter-title">Accept with a note</h2>
        <form method="dialog">
          <label>
            Note
            <input name="note" maxlength={2000} required />
          </label>
          <div class="buttons">
            <button value="accept" class="main">
              Accept
            </button>
            <button value="reject">Reject</button>
            <button value="cancel" formnovalidate>
              Cancel
            </button>
          </div>
        </form>
      </dialog>
      <Choices id="event" types={eventTypes} statuses={eventStatuses} />
      <Choices
        id="statement"
        types={["direct", "indirect", "mixed"]}
        statuses={["speech", "thought", "attitude", "intention"]}
      />
      <Choices id="condition" types={conditionLinks} statuses={["offer", "threat"]} />
    </>
  );
}

/** The values that a kind's fields may have, for the editor. */
function Choices({
  id,
  types,
  statuses,
}: {
  readonly id: RecordKind;
  readonly types: readonly string[];
  readonly statuses: readonly string[];
}): JSX.Element {
  const options = (values: readonly string[]): JSX.Element[] =>
    values.map((value) => <option value={value}>{value}</option>);
  return (
    <>
      <template id={`types-${id}`}>{options(types)}</template>
      <template id={`statuses-${id}`}>{options(statuses)}</template>
    </>
  );
}
