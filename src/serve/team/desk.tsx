/** Feeds and alerts for admins: a feed more to follow, alerts to let go on or to end. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { DemarcheError } from "../../model/error.ts";
import type { AlertsTable } from "../../store/store.ts";
import { Frame } from "../frame.tsx";
import { formOf } from "../form.ts";
import type { Site } from "../site.ts";
import { dayAndTime } from "./times.ts";

/** Adds the routes to the app. */
export function addDeskRoutes(app: Hono, site: Site): void {
  const { live } = site.ledger;
  app.get("/team/feeds", async (context) =>
    context.html(<DeskPage site={site} nFeeds={(await live.feeds()).length} alerts={await live.alerts()} />),
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
  app.post("/team/alerts/:id/resume", async (context) => {
    await live.resumeAlert(context.req.param("id"));
    return context.redirect("/team/feeds", 303);
  });
  app.post("/team/alerts/:id/remove", async (context) => {
    await live.removeAlert(context.req.param("id"));
    return context.redirect("/team/feeds", 303);
  });
}

function DeskPage({
  site,
  nFeeds,
  alerts,
}: {
  readonly site: Site;
  readonly nFeeds: number;
  readonly alerts: readonly AlertsTable[];
}): JSX.Element {
  return (
    <Frame site={site} title="Feeds and alerts" here="/team/feeds">
      <div class="heading">
        <h1>Feeds and alerts</h1>
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
      <section aria-labelledby="alerts">
        <h2 id="alerts">Alerts</h2>
        {alerts.length === 0 ? (
          <p class="dim">Nobody is told of anything. demarche alert add makes one.</p>
        ) : (
          <table class="records labelled">
            <thead>
              <tr>
                <th scope="col">List</th>
                <th scope="col">Sent to</th>
                <th scope="col">Last sent</th>
                <th scope="col">State</th>
                <th scope="col">
                  <span class="hidden">Do</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {alerts.map((alert) => (
                <AlertRow alert={alert} />
              ))}
            </tbody>
          </table>
        )}
      </section>
    </Frame>
  );
}

function AlertRow({ alert }: { readonly alert: AlertsTable }): JSX.Element {
  const { id, list, target, sent_at: sent, quarantined_at: given, n_failures: n, message } = alert;
  return (
    <tr>
      <td data-label="List">
        <a href={list}>{list}</a>
      </td>
      <td data-label="Sent to">{new URL(target).host}</td>
      <td data-label="Last sent">{dayAndTime(sent) ?? "never"}</td>
      <td data-label="State">
        {given === null ? (n === 0 ? "well" : "failing") : "given up"}
        {message === null ? null : <div class="words">{message}</div>}
      </td>
      <td>
        {given === null ? null : (
          <form method="post" action={`/team/alerts/${id}/resume`}>
            <button class="quiet" aria-label={`Try the alert ${id} again`}>
              Try again
            </button>
          </form>
        )}
        <form method="post" action={`/team/alerts/${id}/remove`}>
          <button class="quiet" aria-label={`Remove the alert ${id}`}>
            Remove
          </button>
        </form>
      </td>
    </tr>
  );
}
