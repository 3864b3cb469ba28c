/** What an app has besides where a team uses it. */
import type { Hono } from "hono";
import type { Site, TeamAccess } from "../site.ts";
import { addAccountRoutes } from "./account.tsx";
import { addAuditRoute } from "./audit.tsx";
import { addDeletionRoutes } from "./deletion.tsx";
import { addFollowRoutes } from "./follow.tsx";
import { addPeopleRoutes } from "./people.tsx";
import { addSignInRoutes, createAttempts } from "./sign-in.tsx";

/** Adds the routes to the app. */
export function addTeamRoutes(app: Hono, site: Site, access: TeamAccess): void {
  const attempt = createAttempts(site, access);
  addSignInRoutes(app, site, access, attempt);
  addAccountRoutes(app, site, attempt);
  addPeopleRoutes(app, site);
  addAuditRoute(app, site);
  addDeletionRoutes(app, site);
  addFollowRoutes(app, site);
}
