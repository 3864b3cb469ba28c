/** Routes of kept views: the list, one with what is new in it, its feeds; keeping, naming, dropping. */
import type { Context, Hono } from "hono";
import { DemarcheError } from "../model/error.ts";
import type { ViewsTable } from "../store/store.ts";
import { refuseUnknown } from "./failures.tsx";
import { answerFeed } from "./feeds.ts";
import { formOf } from "./form.ts";
import { type Site, teamAccess } from "./site.ts";
import { whoOf } from "./visitor.ts";
import type { SeenView } from "./view-list.tsx";
import { ViewPage, ViewsPage } from "./views.tsx";
import { addressOf, latestOf, newsOf, type Watched, watchedOf } from "./watched.ts";

const mostInFeed = 50;
const viewId = /^V[0-9a-f]{12}$/;

type Hands = Pick<Site, "ledger" | "now">;

/** What is new in a view. */
export async function seeView({ ledger, now }: Hands, view: ViewsTable): Promise<SeenView> {
  const watched = watchedOf(view.list) as Watched;
  const [news, told] = await Promise.all([
    newsOf(ledger, watched, view.seen),
    tell({ ledger, now }, watched),
  ]);
  return { view, news, told };
}

/** How a condition stands today; null of anything else. */
async function tell({ ledger, now }: Hands, watched: Watched): Promise<string | null> {
  if (watched.form !== "record" || !watched.id.startsWith("C")) return null;
  const record = await ledger.record(watched.id);
  if (record === null) return null;
  const today = Math.floor(Date.parse(now()) / 86_400_000);
  return (await ledger.withLives([record], today))[0]?.life?.headline ?? null;
}

/** Adds them to the app. */
export function addViewRoutes(app: Hono, site: Site): void {
  const { ledger } = site;
  const viewOf = async (context: Context, id: string): Promise<ViewsTable> =>
    (viewId.test(id) ? await ledger.desk.view(whoOf(context), id) : null) ?? refuseUnknown("a view of yours");
  app.get("/views", async (context) => {
    const views = await ledger.desk.views(whoOf(context));
    const seen = await Promise.all(views.map((view) => seeView(site, view)));
    return context.html(<ViewsPage site={site} views={seen} />);
  });
  app.post("/views", async (context) => {
    const { list = "", name } = await formOf(context);
    const address = await addressOf(ledger, list);
    const told = await tell(site, watchedOf(address) as Watched);
    const id = await ledger.desk.keep({ who: whoOf(context), name: nameOf(name), list: address, told });
    return context.redirect(`/views/${id}`, 303);
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
    const told = await tell(site, watchedOf(view.list) as Watched);
    await ledger.desk.look(whoOf(context), view.id, Math.min(Number(seq), await ledger.lastChange()), told);
    return context.redirect(`/views/${view.id}`, 303);
  });
  app.post("/views/:id/name", async (context) => {
    const view = await viewOf(context, context.req.param("id"));
    await ledger.desk.rename(whoOf(context), view.id, nameOf((await formOf(context))["name"]));
    return context.redirect(`/views/${view.id}`, 303);
  });
  app.post("/views/:id/drop", async (context) => {
    const view = await viewOf(context, context.req.param("id"));
    await ledger.desk.drop(whoOf(context), view.id);
    return context.redirect("/views", 303);
  });
}

/** @throws DemarcheError `serve/bad-request` */
function nameOf(text: string | undefined): string {
  const name = (text ?? "").replace(/\s+/g, " ").trim();
  if (0 < name.length && name.length <= 120) return name;
  throw new DemarcheError("serve/bad-request", "expected a name of 1 to 120 characters, found another", {
    parameter: "name",
  });
}
