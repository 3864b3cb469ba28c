/** Choosing records of a list or an article for one decision: boxes to tick, and the way to the preview. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { mayHere } from "./visitor.ts";

/** The form to which every box belongs, wherever it stands on the page. */
const formId = "lot";

/** A box beside a record, for those who may decide. */
export function Pick({ id, label }: { readonly id: string; readonly label: string }): JSX.Element | null {
  if (!mayHere("reviewer")) return null;
  return (
    <label class="pick">
      <input type="checkbox" name="id" value={id} form={formId} aria-label={`Choose ${label}`} />
    </label>
  );
}

/**
 * What can be done with what is ticked, or with all that fit. Both lead to a preview, which changes nothing.
 *
 * @param all address of the preview of all that fit, without what is to be done
 * @param from address of the page, to come back to
 */
export function PickBar({
  all,
  from,
  hasKeys,
}: {
  readonly all: string;
  readonly from: string;
  /** Whether the page's script brings keys, which are told behind a link. */
  readonly hasKeys: boolean;
}): JSX.Element {
  const separator = all.includes("?") ? "&" : "?";
  const keys = hasKeys ? (
    <a href="#shortcuts" id="help" hidden>
      keys
    </a>
  ) : null;
  if (!mayHere("reviewer")) return <p class="pick-bar no-print">{keys}</p>;
  return (
    <form class="pick-bar no-print" id={formId} action="/review">
      <input type="hidden" name="from" value={from} />
      <span class="dim">
        Ticked<span id="picked"></span>
      </span>
      <button name="action" value="accept">
        Accept…
      </button>
      <button name="action" value="reject">
        Reject…
      </button>
      <span class="dim">All that fit</span>
      <a href={`${all}${separator}action=accept`}>accept…</a>
      <a href={`${all}${separator}action=reject`}>reject…</a>
      {keys}
    </form>
  );
}
