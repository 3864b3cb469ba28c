/** Trying an article: it is read in the browser by a worker, and nothing of it is sent. The script is `ui/try.ts`. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { Frame } from "./frame.tsx";
import { assetUrl, type Site } from "./site.ts";

/** Adds the route to the app. */
export function addTryRoute(app: Hono, site: Site): void {
  app.get("/try", (context) => context.html(<TryPage site={site} />));
}

function TryPage({ site }: { readonly site: Site }): JSX.Element {
  return (
    <Frame site={site} title="Try an article" here="" script="try.js">
      <div class="heading">
        <h1>Try an article</h1>
        <p class="lead">
          It is read in this browser, by the same engine. Nothing is sent anywhere and nothing is kept.
        </p>
      </div>
      <form id="try" class="try-form" data-assets={assetUrl(site, "")}>
        <label>
          Text of an article
          <textarea name="text" required></textarea>
        </label>
        <label>
          Published
          <input name="date" placeholder="2015-07-20" pattern="\d{4}(-\d{2}(-\d{2})?)?" />
        </label>
        <button class="main">Read it</button>
        <p id="try-state" role="status" class="dim">
          The engine is loaded when you begin to type: 7 MB, from this machine.
        </p>
        <noscript>
          <p>This page needs its script; the other screens do not.</p>
        </noscript>
      </form>
      <div id="try-result" class="reader"></div>
    </Frame>
  );
}
