/** The page around every screen: title, style, navigation, search. No inline script or style anywhere. */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { assetUrl, type Site } from "./site.ts";
import { Badge, TeamLinks } from "./team/badge.tsx";
import { mayHere } from "./visitor.ts";

/** Screens in the order of the navigation. */
const screens = [
  ["/relations", "Relations"],
  ["/conditions", "Conditions"],
  ["/events", "Events"],
  ["/statements", "Statements"],
  ["/actors", "Actors"],
  ["/articles", "Articles"],
] as const;

export interface FrameProps {
  readonly site: Pick<Site, "assetVersion">;
  readonly title: string;
  /** Path of the screen that the page belongs to. */
  readonly here: string;
  /** Question in the search box. */
  readonly q?: string;
  /** Name of a script of `src/ui/`. */
  readonly script?: string;
  /** Address of a feed of this page. */
  readonly feed?: string | undefined;
  /** Seconds after which the page is loaded again. */
  readonly refresh?: number;
  /** For who is not signed in: nothing leads anywhere. */
  readonly isBare?: boolean;
  readonly children?: Child;
}

/** A whole document. */
export function Frame(props: FrameProps): JSX.Element {
  const { site, title, here, q, script, feed, refresh, isBare = false, children } = props;
  return (
    <>
      {raw("<!doctype html>")}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          {refresh === undefined ? null : <meta http-equiv="refresh" content={String(refresh)} />}
          <title>{title === "Demarche" ? title : `${title} · Demarche`}</title>
          <link rel="stylesheet" href={assetUrl(site, "style.css")} />
          <link rel="icon" href={assetUrl(site, "icon.svg")} type="image/svg+xml" />
          {feed === undefined ? null : (
            <link rel="alternate" type="application/atom+xml" title={title} href={feed} />
          )}
          {script === undefined ? null : <script type="module" src={assetUrl(site, script)}></script>}
        </head>
        <body>
          <a class="skip" href="#main">
            Skip to the content
          </a>
          <header class="top">
            <a class="wordmark" href="/" aria-current={here === "/" ? "page" : undefined}>
              Demarche
            </a>
            {isBare ? null : (
              <>
                <nav aria-label="Screens">
                  {screens.map(([path, name]) => (
                    <a href={path} aria-current={here === path ? "page" : undefined}>
                      {name}
                    </a>
                  ))}
                </nav>
                <form class="search" action="/search" role="search">
                  <label class="hidden" for="q">
                    Search the words of statements and conditions
                  </label>
                  <input id="q" name="q" type="search" placeholder="Search" value={q ?? ""} />
                </form>
              </>
            )}
            <Badge />
          </header>
          <main id="main" tabindex={-1}>
            {children}
          </main>
          {isBare ? null : (
            <footer>
              {mayHere("reviewer") ? <a href="/add">Add articles</a> : null} <a href="/try">Try an article</a>{" "}
              <a href="/views">Views</a> <a href="/changes">Changes</a> <a href="/health/feeds">Feeds</a>{" "}
              {mayHere("reviewer") ? <a href="/queue">Queue</a> : null}{" "}
              {mayHere("admin") ? <a href="/alerts">Alerts</a> : null} <a href="/api">API</a>
              <TeamLinks />
            </footer>
          )}
        </body>
      </html>
    </>
  );
}
