/** Taking an article out, by an admin: shown what goes first, and asked. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import type { WholeArticle } from "../../store/store.ts";
import { refuseUnknown } from "../failures.tsx";
import { Frame } from "../frame.tsx";
import type { Site } from "../site.ts";
import { visitorHere } from "../visitor.ts";

/** Adds the routes to the app. */
export function addDeletionRoutes(app: Hono, site: Site): void {
  const { ledger } = site;
  app.get("/articles/:hash/delete", async (context) => {
    const article =
      (await ledger.wholeArticle(context.req.param("hash"))) ?? refuseUnknown("an article with this hash");
    const mentions = await ledger.mentions(article.hash);
    return context.html(<DeletionPage site={site} article={article} n={mentions.length} />);
  });
  app.post("/articles/:hash/delete", async (context) => {
    await ledger.deleteArticle(context.req.param("hash"));
    return context.redirect("/articles", 303);
  });
}

/** For admins of a team, beside an article. */
export function DeletionLink({ article }: { readonly article: string }): JSX.Element | null {
  return visitorHere()?.role === "admin" ? (
    <a href={`/articles/${article}/delete`}>delete this article</a>
  ) : null;
}

function DeletionPage({
  site,
  article: { hash, title },
  n,
}: {
  readonly site: Site;
  readonly article: WholeArticle;
  readonly n: number;
}): JSX.Element {
  return (
    <Frame site={site} title="Delete an article" here="/articles">
      <div class="heading">
        <h1>Delete “{title ?? "Untitled article"}”?</h1>
        <p class="lead">
          Its words, its captures and {n === 1 ? "its one report" : `its ${n} reports`} go for good; records
          that nobody else reports go with them. Its hash stays, so that it is not added again. Backups made
          before still hold it.
        </p>
      </div>
      <form method="post" action={`/articles/${hash}/delete`}>
        <div class="buttons">
          <button>Delete it</button>
          <a class="button-like" href={`/articles/${hash}`}>
            Keep it
          </a>
        </div>
      </form>
    </Frame>
  );
}
