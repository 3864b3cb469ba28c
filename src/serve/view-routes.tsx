/** Routes of kept views: the list, one with what is new in it, its feeds; keeping, naming, dropping. */
import type { Context, Hono } from "hono";
import { DemarcheError } from "../model/error.ts";
import type { ViewsTable } from "../store/store.ts";
import { answerFeed } from "./feeds.ts";
import { formOf } from "./form.ts";
import { keepView, markSeen, ownView, renameView, seeView, seeViews } from "./own-views.ts";
import { type Site, teamAccess } from "./site.ts";
import { whoOf } from "./visitor.ts";
import { ViewPage, ViewsPage } from "./views.tsx";
import { latestOf, type Watched, watchedOf } from "./watched.ts";

const mostInFeed = 50;

/** Adds them to the app. */
export function addViewRoutes(app: Hono, site: Site): void {
  const { ledger } = site;
  const viewOf = (context: Context, id: string): Promise<ViewsTable> => ownView(site, whoOf(context), id);
  app.get("/views", async (context) =>
    context.html(<ViewsPage site={site} views={await seeViews(site, whoOf(context))} />),
  );
  app.post("/views", async (context) => {
    const { list = "", name } = await formOf(context);
    return context.redirect(`/views/${await keepView(site, whoOf(context), { list, name })}`, 303);
  });
  for (const form of ["atom", "feed.json"] as const) {
    app.get(`/views/:file{V[0-9a-f]+\\.${form.replace(".", "\\.")}}`, async (context) => {
      const view = await viewOf(context, context.req.param("file").slice(0, 13));
      const { origin, pathname } = new URL(context.req.url);
      const records = await latestOf(ledger, watchedOf(view.list) as Watched, mostInFeed);
      return answerFeed(context, form, {
        title: view.name,
        origin: teamAccess(site)?.origin ?? origin,
        page: view.list,
        self: pathname,
        now: site.now(),
        records,
      });
    });
  }
  app.get("/views/:id", async (context) => {
    const view = await viewOf(context, context.req.param("id"));
    const lastChange = await ledger.lastChange();
    const seen = await seeView(site, view);
    return context.html(<ViewPage site={site} seen={seen} ledger={ledger.label} lastChange={lastChange} />);
  });
  app.post("/views/:id/seen", async (context) => {
    const view = await viewOf(context, context.req.param("id"));
    const { seq = "" } = await formOf(context);
    if (!/^\d{1,15}$/.test(seq))
      throw new DemarcheError("serve/bad-request", "expected the number of a change, found another");
    await markSeen(site, whoOf(context), view, Number(seq));
    return context.redirect(`/views/${view.id}`, 303);
  });
  app.post("/views/:id/name", async (context) => {
    const view = await viewOf(context, context.req.param("id"));
    await renameView(site, whoOf(context), view.id, (await formOf(context))["name"]);
    return context.redirect(`/views/${view.id}`, 303);
  });
  app.post("/views/:id/drop", async (context) => {
    const view = await viewOf(context, context.req.param("id"));
    await ledger.desk.drop(whoOf(context), view.id);
    return context.redirect("/views", 303);
  });
}
