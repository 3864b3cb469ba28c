/** Views that are kept, with how much is new in each; and the forms by which one is kept or followed. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { ViewsTable } from "../store/store.ts";
import type { News } from "./watched.ts";

/** A view with what is new in it. */
export interface SeenView {
  readonly view: ViewsTable;
  readonly news: News;
  /** Of a condition: how it stands now. */
  readonly told: string | null;
}

/** "3 new, 1 changed", "open → honoured", "nothing new". */
export function newsWords({ view, news, told }: SeenView): string {
  const parts = [
    ...(told !== null && view.told !== null && told !== view.told ? [`${view.told} → ${told}`] : []),
    ...(news.nNew === 0 ? [] : [`${news.nNew} new`]),
    ...(news.nChanged === 0 ? [] : [`${news.nChanged} changed`]),
  ];
  if (parts.length === 0) return news.isPartial ? "much has changed" : "nothing new";
  return `${news.isPartial ? "at least " : ""}${parts.join(", ")}`;
}

/** Whether there is anything to look at. */
export function hasNews(seen: SeenView): boolean {
  return newsWords(seen) !== "nothing new";
}

/** The views as a list. */
export function ViewList({ views }: { readonly views: readonly SeenView[] }): JSX.Element {
  return (
    <ul class="plain views">
      {views.map((seen) => (
        <li>
          <a href={`/views/${seen.view.id}`}>{seen.view.name}</a>{" "}
          {hasNews(seen) ? <b>{newsWords(seen)}</b> : <span class="dim">{newsWords(seen)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Keeps a list under a name. */
export function KeepForm({ list }: { readonly list: string }): JSX.Element {
  return (
    <details class="keep no-print">
      <summary>Keep this view</summary>
      <form method="post" action="/views" class="as-of">
        <input type="hidden" name="list" value={list} />
        <label>
          Name
          <input name="name" maxlength={120} required />
        </label>
        <button>Keep</button>
      </form>
    </details>
  );
}

/** Follows a relation or a record: a view of its own. */
export function FollowForm({
  list,
  name,
  what,
}: {
  readonly list: string;
  readonly name: string;
  /** "this relation". */
  readonly what: string;
}): JSX.Element {
  return (
    <form method="post" action="/views" class="follow no-print">
      <input type="hidden" name="list" value={list} />
      <input type="hidden" name="name" value={name} />
      <button>Follow {what}</button>
    </form>
  );
}
