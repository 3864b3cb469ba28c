/** A kept view: what is new since it was looked at, its feeds, the command that sends it, its name. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { minuteOf } from "./dates.ts";
import { ChangedList } from "./changed-list.tsx";
import { Frame } from "./frame.tsx";
import type { Site } from "./site.ts";
import { hasNews, newsWords, type SeenView, ViewList } from "./view-list.tsx";

/** Records shown of what is new. */
const mostShown = 100;

/** All views of a person. */
export function ViewsPage({
  site,
  views,
}: {
  readonly site: Site;
  readonly views: readonly SeenView[];
}): JSX.Element {
  return (
    <Frame site={site} title="Views" here="/">
      <div class="heading">
        <h1>Views</h1>
        <p class="lead">Lists that you keep under a name, relations and conditions that you follow.</p>
      </div>
      {views.length === 0 ? (
        <div class="nothing">
          <p>None is kept yet.</p>
          <p>
            Choose filters on <a href="/conditions">conditions</a>, <a href="/events">events</a> or{" "}
            <a href="/statements">statements</a> and press “Keep this view”; or follow one of the{" "}
            <a href="/relations">relations</a>.
          </p>
        </div>
      ) : (
        <ViewList views={views} />
      )}
    </Frame>
  );
}

/** One of them. */
export function ViewPage({
  site,
  seen,
  ledger,
  lastChange,
}: {
  readonly site: Site;
  readonly seen: SeenView;
  /** The ledger as a command names it. */
  readonly ledger: string;
  /** Number up to which "mark as seen" sees. */
  readonly lastChange: number;
}): JSX.Element {
  const { view, news } = seen;
  const path = `/views/${view.id}`;
  return (
    <Frame site={site} title={view.name} here="/" feed={`${path}.atom`}>
      <div class="heading">
        <h1>{view.name}</h1>
        <p class="lead">
          Since {minuteOf(view.seen_at)}: {newsWords(seen)}
        </p>
        <nav class="tabs" aria-label="This view">
          <a href={view.list}>All of it</a>
          <a href={`${path}.atom`}>Atom feed</a>
          <a href={`${path}.feed.json`}>JSON feed</a>
          <a href="/views">All views</a>
        </nav>
        {hasNews(seen) ? (
          <form method="post" action={`${path}/seen`} class="as-of">
            <input type="hidden" name="seq" value={String(lastChange)} />
            <button class="main">Mark as seen</button>
          </form>
        ) : null}
      </div>
      {news.items.length === 0 ? null : (
        <section aria-labelledby="news">
          <h2 id="news">What is new</h2>
          <ChangedList items={news.items.slice(0, mostShown)} />
          {news.items.length <= mostShown ? null : (
            <p class="dim">and {(news.items.length - mostShown).toLocaleString("en")} more</p>
          )}
        </section>
      )}
      <section aria-labelledby="told">
        <h2 id="told">Be told elsewhere</h2>
        <p>
          Feed readers take the feeds above. To have what is new sent to a chat or a program, run this where
          the ledger is; <code>demarche watch</code> sends it.
        </p>
        <pre class="command" tabindex={0}>
          demarche alert add --ledger {quoted(ledger)} --on {quoted(view.list)} --to https://…
        </pre>
      </section>
      <section aria-labelledby="settings" class="no-print">
        <h2 id="settings">Name</h2>
        <form method="post" action={`${path}/name`} class="as-of">
          <label>
            Name
            <input name="name" value={view.name} maxlength={120} required />
          </label>
          <button>Rename</button>
        </form>
        <form method="post" action={`${path}/drop`} class="follow">
          <button class="quiet">Drop this view</button>
        </form>
      </section>
    </Frame>
  );
}

/** A word of a shell's command line. */
function quoted(word: string): string {
  return /^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
