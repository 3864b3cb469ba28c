/** For admins: a feed more to follow. Alerts have a page of their own. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { DemarcheError } from "../../model/error.ts";
import { Frame } from "../frame.tsx";
import { formOf } from "../form.ts";
import type { Site } from "../site.ts";

/** Adds the routes to the app. */
export function addFollowRoutes(app: Hono, site: Site): void {
  const { live } = site.ledger;
  app.get("/team/feeds", async (context) =>
    context.html(<FollowPage site={site} nFeeds={(await live.feeds()).length} />),
  );
  app.post("/team/feeds", async (context) => {
    const { url = "" } = await formOf(context);
    const address = URL.canParse(url.trim()) ? new URL(url.trim()) : null;
    if (address === null || !/^https?:$/.test(address.protocol)) {
      throw new DemarcheError(
        "fetch/scheme",
        `expected an http or https address, found "${url.slice(0, 120)}"`,
      );
    }
    await live.follow([address.href]);
    return context.redirect("/health/feeds", 303);
  });
}

function FollowPage({ site, nFeeds }: { readonly site: Site; readonly nFeeds: number }): JSX.Element {
  return (
    <Frame site={site} title="Follow a feed" here="/team/feeds">
      <div class="heading">
        <h1>Follow a feed</h1>
        <p class="lead">
          {nFeeds === 1 ? "One feed is followed" : `${nFeeds} feeds are followed`}:{" "}
          <a href="/health/feeds">how they fare</a>.
        </p>
      </div>
      <form class="account" method="post" action="/team/feeds">
        <label>
          Address of a feed to follow; demarche watch asks it
          <input name="url" type="url" required placeholder="https://…" />
        </label>
        <button>Follow it</button>
      </form>
    </Frame>
  );
}
