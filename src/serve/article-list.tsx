/** The list of articles. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { Page } from "../model/ledger.ts";
import type { FacetValue, ArticleRow } from "../store/store.ts";
import { proseOfDate } from "./dates.ts";
import { addressWith } from "./filter.ts";
import { Frame } from "./frame.tsx";
import { Paging } from "./lists.tsx";
import type { Site } from "./site.ts";

/** The page of the list. */
export function ArticleList({
  site,
  page,
  outlets,
  params,
}: {
  readonly site: Site;
  readonly page: Page<ArticleRow>;
  readonly outlets: readonly FacetValue[];
  readonly params: URLSearchParams;
}): JSX.Element {
  const value = (name: string): string => params.get(name) ?? "";
  return (
    <Frame site={site} title="Articles" here="/articles">
      <div class="heading">
        <h1>Articles</h1>
        <p class="lead">
          Every text that was added, once.{" "}
          {page.items.length === 0 ? null : <a href="/articles/next">Review the next one</a>}
        </p>
      </div>
      <div class="with-facets">
        <aside aria-label="Filters">
          <form class="filter" action="/articles">
            {params.has("outlet") ? <input type="hidden" name="outlet" value={value("outlet")} /> : null}
            <label>
              Title
              <input name="title" type="search" value={value("title")} />
            </label>
            <div class="pair">
              <label>
                From
                <input name="since" value={value("since")} placeholder="2015-01" />
              </label>
              <label>
                To
                <input name="until" value={value("until")} placeholder="2016" />
              </label>
            </div>
            <button>Filter</button>
          </form>
          {outlets.length === 0 ? null : (
            <section class="facet">
              <h2>Outlet</h2>
              <ul>
                {outlets.map(({ value: outlet, n }) => (
                  <li>
                    <a
                      href={addressWith(
                        "/articles",
                        params,
                        "outlet",
                        params.get("outlet") === outlet ? null : outlet,
                      )}
                      aria-current={params.get("outlet") === outlet ? "true" : undefined}
                    >
                      <span>{outlet}</span>
                      <span class="n">{n.toLocaleString("en")}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </aside>
        <section aria-label="Articles">
          {page.items.length === 0 ? (
            <div class="nothing">
              {params.toString() === "" ? (
                <p>
                  No article yet. <a href="/add">Add articles</a>
                </p>
              ) : (
                <p>
                  No article fits. <a href="/articles">All articles</a>
                </p>
              )}
            </div>
          ) : (
            <ArticleTable articles={page.items} />
          )}
          <Paging path="/articles" params={params} next={page.next} />
        </section>
      </div>
    </Frame>
  );
}

function ArticleTable({ articles }: { readonly articles: readonly ArticleRow[] }): JSX.Element {
  return (
    <table class="records">
      <thead>
        <tr>
          <th scope="col">Published</th>
          <th scope="col">Outlet</th>
          <th scope="col">Title</th>
          <th scope="col" class="number">
            Records
          </th>
        </tr>
      </thead>
      <tbody>
        {articles.map(({ hash, published, outlet, title, mentions, reports, language }) => (
          <tr>
            <td class="date">
              {published === null ? <span class="dim">undated</span> : proseOfDate(published)}
            </td>
            <td class="who">{outlet ?? <span class="dim">unknown</span>}</td>
            <td>
              <a href={`/articles/${hash}`}>{title ?? "Untitled article"}</a>
              {language === null || language === "en" ? null : (
                <span class="dim"> in {language}, not read</span>
              )}
              {reports === 1 ? null : <span class="dim"> carried {reports} times</span>}
            </td>
            <td class="number" data-label="Records">
              {mentions.toLocaleString("en")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
