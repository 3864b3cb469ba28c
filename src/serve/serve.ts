/**
 * The door of the web app: a function from Request to Response over a ledger. No socket here (`listen.ts`), no
 * state but the list of what is being added; what a screen shows is in its address.
 */
import { Hono } from "hono";
import { contextStorage } from "hono/context-storage";
import { etag } from "hono/etag";
import { addActorRoutes } from "./actor.tsx";
import { addAlertRoutes } from "./alerts.tsx";
import { addIntakeRoutes } from "./add.tsx";
import { addApi } from "./api.tsx";
import { answerFailure, refuseUnknown } from "./failures.tsx";
import { openGlance } from "./glance.ts";
import { guard, guardTeam, limitSize, withHeaders } from "./guard.ts";
import { addHealthRoutes } from "./health.tsx";
import { addKinshipRoutes } from "./kinship.tsx";
import { addMetricsRoute } from "./metrics.ts";
import { addQueueRoutes } from "./queue.tsx";
import { addArticleRoutes } from "./article-routes.tsx";
import { addLotRoutes } from "./lot-routes.tsx";
import { addRecordRoutes } from "./record-routes.tsx";
import { addRelationRoutes } from "./relation-routes.tsx";
import { addSearchRoute } from "./search.tsx";
import { addStartRoutes } from "./start.tsx";
import { addTryRoute } from "./try.tsx";
import { addChangesRoute } from "./changes.tsx";
import { addViewRoutes } from "./view-routes.tsx";
import { gate } from "./team/gate.ts";
import { addTeamRoutes } from "./team/team.ts";
import { type Access, type Asset, type Site, teamAccess } from "./site.ts";

export { addressOf, fitting, isTold, watchedOf } from "./watched.ts";
export { type Asking, type Endpoint, endpoints } from "./endpoints.ts";
export { listen, listenForTeam, loadAssets } from "./listen.ts";
export type { Alerting, FetchedPage, Site, TeamAccess } from "./site.ts";

/** The app. What a request may not do is refused before anything is looked up. */
export function createApp(site: Site): {
  /** @param peer the network address of the other end */
  readonly fetch: (request: Request, peer?: string) => Response | Promise<Response>;
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  /** Looks at the whole of the ledger, so that the first reader of the start page need not wait; failures are reported. */
  readonly prepare: () => Promise<void>;
} {
  const app = new Hono();
  app.use(contextStorage());
  app.use(withHeaders);
  app.onError((error, context) => answerFailure(site, error, context));
  app.notFound(() => refuseUnknown("a page at this address"));
  const access = teamAccess(site);
  if (access !== null) app.use(guardTeam(access), gate(site, access));
  else app.use(guard(site.access as Access, site.who));
  app.use(limitSize);
  app.use(etag());
  app.get("/assets/:version/:name{.+}", (context) => {
    const asset = site.assets.get(context.req.param("name"));
    if (asset === undefined || context.req.param("version") !== site.assetVersion) {
      return refuseUnknown("a file of this name and version");
    }
    return answerAsset(asset);
  });
  const look = openGlance(site);
  addApi(app, site);
  addStartRoutes(app, site, look);
  addRecordRoutes(app, site);
  addArticleRoutes(app, site);
  addLotRoutes(app, site);
  addRelationRoutes(app, site, look);
  addActorRoutes(app, site);
  addKinshipRoutes(app, site);
  addSearchRoute(app, site);
  addIntakeRoutes(app, site);
  addTryRoute(app, site);
  addViewRoutes(app, site);
  addChangesRoute(app, site);
  addHealthRoutes(app, site);
  addAlertRoutes(app, site);
  addQueueRoutes(app, site);
  addMetricsRoute(app, site);
  if (access !== null) addTeamRoutes(app, site, access);
  const { fetch: answer } = app;
  return {
    fetch: (request, peer = "") => answer(request, { peer }),
    routes: app.routes.filter(({ method }) => method !== "ALL"),
    prepare: () => look().then(() => undefined, site.report),
  };
}

function answerAsset({ type, bytes }: Asset): Response {
  return new Response(bytes, {
    headers: { "Content-Type": type, "Cache-Control": "private, max-age=31536000, immutable" },
  });
}
