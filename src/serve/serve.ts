/**
 * The door of the web app: a function from Request to Response over a ledger. No socket here (`listen.ts`), no
 * state but the list of what is being added; what a screen shows is in its address.
 */
import { Hono } from "hono";
import { etag } from "hono/etag";
import { addActorRoutes } from "./actor.tsx";
import { addAlertRoutes } from "./alerts.tsx";
import { addIntakeRoutes } from "./add.tsx";
import { addApi } from "./api.tsx";
import { answerFailure, refuseUnknown } from "./failures.tsx";
import { openGlance } from "./glance.ts";
import { guard, limitSize, withHeaders } from "./guard.ts";
import { addHealthRoutes } from "./health.tsx";
import { addMetricsRoute } from "./metrics.ts";
import { addQueueRoutes } from "./queue.tsx";
import { addArticleRoutes } from "./article-routes.tsx";
import { addRecordRoutes } from "./record-routes.tsx";
import { addRelationRoutes } from "./relation-routes.tsx";
import { addSearchRoute } from "./search.tsx";
import { addStartRoutes } from "./start.tsx";
import { addTryRoute } from "./try.tsx";
import type { Asset, Site } from "./site.ts";

export { readFilter } from "./filter.ts";
export { questionOfList } from "./list-address.ts";
export { type Asking, type Endpoint, endpoints } from "./endpoints.ts";
export { listen, loadAssets } from "./listen.ts";
export type { Alerting, FetchedPage, Site } from "./site.ts";

/** The app. What a request may not do is refused before anything is looked up. */
export function createApp(site: Site): {
  readonly fetch: (request: Request) => Response | Promise<Response>;
} {
  const app = new Hono();
  app.use(withHeaders);
  app.onError((error, context) => answerFailure(site, error, context));
  app.notFound(() => refuseUnknown("a page at this address"));
  app.use(guard(site.access));
  app.use(limitSize);
  app.use(etag());
  app.get("/assets/:version/:name{.+}", (context) => {
    const asset = site.assets.get(context.req.param("name"));
    if (asset === undefined || context.req.param("version") !== site.assetVersion) {
      return refuseUnknown("a file of this name and version");
    }
    return answerAsset(asset);
  });
  const look = openGlance(site.ledger, site.report);
  addApi(app, site);
  addStartRoutes(app, site, look);
  addRecordRoutes(app, site);
  addArticleRoutes(app, site);
  addRelationRoutes(app, site, look);
  addActorRoutes(app, site);
  addSearchRoute(app, site);
  addIntakeRoutes(app, site);
  addTryRoute(app, site);
  addHealthRoutes(app, site);
  addAlertRoutes(app, site);
  addQueueRoutes(app, site);
  addMetricsRoute(app, site);
  return { fetch: app.fetch };
}

function answerAsset({ type, bytes }: Asset): Response {
  return new Response(bytes, {
    headers: { "Content-Type": type, "Cache-Control": "private, max-age=31536000, immutable" },
  });
}
