/** The start page: what changed since the last visit, how much there is, where most lies. */
import type { Hono } from "hono";
import { setCookie } from "hono/cookie";
import type { JSX } from "hono/jsx/jsx-runtime";
import { type ChangedItem, ChangedList } from "./changed-list.tsx";
import { Frame } from "./frame.tsx";
import type { Glance } from "./glance.ts";
import { PairTable } from "./relation-list.tsx";
import { formOf } from "./form.ts";
import { seeViews } from "./own-views.ts";
import { seenCookie, seenOnStart } from "./seen.ts";
import type { Site } from "./site.ts";
import { type SeenView, ViewList } from "./view-list.tsx";
import { whoOf } from "./visitor.ts";

const mostNews = 12;
const mostPairs = 8;

/** Adds the routes to the app. */
export function addStartRoutes(app: Hono, site: Site, look: () => Promise<Glance>): void {
  const { ledger } = site;
  app.get("/", async (context) => {
    const now = await look();
    const after = seenOnStart(context, now.seq);
    const [{ items, isPartial }, views] = await Promise.all([
      ledger.desk.changed({ after }),
      seeViews(site, whoOf(context)),
    ]);
    const shown = items.slice(0, mostNews);
    const records = await Promise.all(shown.map(({ record }) => ledger.record(record)));
    const news = shown.flatMap((change, i) => {
      const record = records[i];
      return record === null || record === undefined ? [] : [{ change, record }];
    });
    return context.html(
      <StartPage
        site={site}
        glance={now}
        news={news}
        total={{ n: items.length, isPartial }}
        views={views}
        isFirst={after === 0}
      />,
    );
  });
  app.post("/seen", async (context) => {
    const { seq = "" } = await formOf(context);
    if (/^\d{1,15}$/.test(seq)) {
      setCookie(context, seenCookie, seq, { httpOnly: true, sameSite: "Lax", path: "/", maxAge: 34_560_000 });
    }
    return context.redirect("/", 303);
  });
}

function StartPage({
  site,
  glance,
  news,
  total,
  views,
  isFirst,
}: {
  readonly site: Site;
  readonly glance: Glance;
  readonly news: readonly ChangedItem[];
  readonly total: { readonly n: number; readonly isPartial: boolean };
  readonly views: readonly SeenView[];
  readonly isFirst: boolean;
}): JSX.Element {
  const { summary, pairs, names, seq } = glance;
  if (summary.articles === 0) return <EmptyStart site={site} />;
  const figures: readonly [number, string, string][] = [
    [summary.articles, "articles", "/articles"],
    [summary.statements, "statements", "/statements"],
    [summary.events, "events", "/events"],
    [summary.conditions, "conditions", "/conditions"],
    [summary.unreviewed, "not reviewed", "/articles/next"],
  ];
  return (
    <Frame site={site} title="Demarche" here="/">
      <h1 class="hidden">Demarche</h1>
      <ul class="figures">
        {figures.map(([n, name, href]) => (
          <li>
            <a href={href}>
              <b>{n.toLocaleString("en")}</b> {name}
            </a>
          </li>
        ))}
      </ul>
      <div class="columns">
        <section aria-labelledby="news">
          <h2 id="news">{isFirst ? "What was read last" : "Since your last visit"}</h2>
          {news.length === 0 ? <p class="dim">Nothing has changed.</p> : null}
          <ChangedList items={news} />
          {total.n <= news.length ? null : (
            <p class="dim">
              <a href="/changes">
                and {total.isPartial ? "at least " : ""}
                {(total.n - news.length).toLocaleString("en")} more
              </a>
            </p>
          )}
          {news.length === 0 ? null : (
            <form method="post" action="/seen">
              <input type="hidden" name="seq" value={String(seq)} />
              <button>Mark all as seen</button>
            </form>
          )}
        </section>
        <section aria-labelledby="pairs">
          {views.length === 0 ? null : (
            <>
              <h2 id="views">Your views</h2>
              <ViewList views={views} />
            </>
          )}
          <h2 id="pairs">Relations</h2>
          {pairs.length === 0 ? (
            <p class="dim">No record names two sides yet.</p>
          ) : (
            <PairTable pairs={pairs.slice(0, mostPairs)} names={names} />
          )}
          <p>
            <a href="/relations">All relations</a>
          </p>
          <h2>Add</h2>
          <p>
            <a href="/add">Paste a text, give an address, or choose files</a>
          </p>
        </section>
      </div>
    </Frame>
  );
}

function EmptyStart({ site }: { readonly site: Site }): JSX.Element {
  return (
    <Frame site={site} title="Demarche" here="/">
      <div class="heading">
        <h1>An empty ledger</h1>
        <p class="lead">
          Demarche reads diplomatic news into records of who said what, what happened between whom, and on
          what conditions, each with its exact words.
        </p>
      </div>
      <div class="prose">
        <p>
          <a href="/add">Add the first articles</a>: paste a text, give an address, or choose files. Or{" "}
          <a href="/try">try one</a> without keeping it: it is read in this browser and goes nowhere.
        </p>
      </div>
    </Frame>
  );
}
