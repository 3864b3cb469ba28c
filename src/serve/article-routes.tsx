/** Routes of articles: the list, the reader, the way to the next that wants review. */
import type { Hono } from "hono";
import { ArticleList } from "./article-list.tsx";
import { articleFilterOf } from "./article-filter.ts";
import { cardFilterOf } from "./card-filter.ts";
import { refuseUnknown } from "./failures.tsx";
import { unpackPlace } from "./filter.ts";
import { pageSize } from "./lists.tsx";
import { Reader } from "./reader.tsx";
import { formOf } from "./form.ts";
import { queryOf } from "./record-routes.tsx";
import type { Site } from "./site.ts";
import { whoOf } from "./visitor.ts";

const mostOutlets = 15;

/** Adds them to the app. */
export function addArticleRoutes(app: Hono, site: Site): void {
  const { ledger } = site;
  app.get("/articles", async (context) => {
    const query = queryOf(context);
    const [page, outlets] = await Promise.all([
      ledger.articles(articleFilterOf(query), pageSize, unpackPlace(query.get("after"))),
      ledger.outlets(mostOutlets),
    ]);
    query.delete("after");
    const params = new URLSearchParams([...query].filter(([, value]) => value !== ""));
    return context.html(<ArticleList site={site} page={page} outlets={outlets} params={params} />);
  });
  app.get("/articles.json", (context) =>
    context.redirect(`/api/v1/articles${new URL(context.req.url).search}`, 307),
  );
  app.get("/articles/next", async (context) => {
    const after = queryOf(context).get("after");
    const hash = (await ledger.unreviewed(after)) ?? (after === null ? null : await ledger.unreviewed(null));
    return context.redirect(hash === null ? "/articles" : `/articles/${hash}?open=1`, 302);
  });
  app.get("/articles/:hash", async (context) => {
    const query = queryOf(context);
    const article =
      (await ledger.wholeArticle(context.req.param("hash"))) ?? refuseUnknown("an article with this hash");
    const mentions = await ledger.mentions(article.hash);
    const shown = cardFilterOf(query);
    return context.html(<Reader site={site} article={article} mentions={mentions} shown={shown} />);
  });
  app.post("/articles/:hash/mentions/:id/span", async (context) => {
    const { part = "", edge = "", by = "", revision } = await formOf(context);
    await ledger.moveSpan({
      mention: context.req.param("id"),
      part,
      edge: edge === "start" ? "start" : "end",
      by: by === "-1" ? -1 : 1,
      who: whoOf(context),
      ...(revision === undefined ? {} : { revision: Number(revision) }),
    });
    return context.redirect(`/articles/${context.req.param("hash")}#${context.req.param("id")}`, 303);
  });
}
