/** Alerts: who is told of what is new in which list, how that goes, and the forms to add, try and remove one. */
import type { Context, Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { utcMinuteOf } from "./dates.ts";
import { DemarcheError } from "../model/error.ts";
import type { AlertsTable } from "../store/store.ts";
import { refuseUnknown } from "./failures.tsx";
import { Frame } from "./frame.tsx";
import { formOf } from "./form.ts";
import { queryOf } from "./record-routes.tsx";
import type { Site } from "./site.ts";

/** What was just done, told above the list. */
type Notice =
  | { readonly kind: "added"; readonly id: string; readonly secret: string }
  | { readonly kind: "taken"; readonly id: string }
  | { readonly kind: "refused"; readonly id: string | null; readonly code: string; readonly message: string };

/** Adds the routes to the app. */
export function addAlertRoutes(app: Hono, site: Site): void {
  const { live } = site.ledger;
  const show = async (
    context: Context,
    notice: Notice | null,
    draft: Draft,
    status = 200,
  ): Promise<Response> =>
    context.html(
      <AlertsPage site={site} alerts={await live.alerts()} notice={notice} draft={draft} />,
      status as 200,
    );
  app.get("/alerts", (context) =>
    show(context, null, { list: queryOf(context).get("on") ?? "", target: "" }),
  );
  // Answered with the page itself: the key is shown once and is in no address.
  app.post("/alerts/add", async (context) => {
    const { list = "", target = "" } = await formOf(context);
    const draft = { list: list.trim(), target: target.trim() };
    if (site.alerting === undefined) return refuseUnknown("a server that sends alerts");
    try {
      const { id, secret } = await site.alerting.add(draft.list, draft.target);
      return await show(context, { kind: "added", id, secret }, noDraft);
    } catch (error) {
      if (!(error instanceof DemarcheError)) throw error;
      const { code, message } = error;
      return show(context, { kind: "refused", id: null, code, message }, draft, 400);
    }
  });
  app.post("/alerts/:id/test", async (context) => {
    const id = context.req.param("id");
    if (site.alerting === undefined) return refuseUnknown("a server that sends alerts");
    try {
      await site.alerting.test(id);
      return await show(context, { kind: "taken", id }, noDraft);
    } catch (error) {
      if (!(error instanceof DemarcheError) || error.code === "store/unknown-id") throw error;
      return show(context, { kind: "refused", id, code: error.code, message: error.message }, noDraft);
    }
  });
  app.post("/alerts/:id/resume", async (context) => {
    await live.resumeAlert(context.req.param("id"));
    return context.redirect("/alerts", 303);
  });
  app.post("/alerts/:id/remove", async (context) => {
    await live.removeAlert(context.req.param("id"));
    return context.redirect("/alerts", 303);
  });
}

/** What stands in the form. */
interface Draft {
  readonly list: string;
  readonly target: string;
}

const noDraft: Draft = { list: "", target: "" };

interface AlertsPageProps {
  readonly site: Site;
  readonly alerts: readonly AlertsTable[];
  readonly notice: Notice | null;
  readonly draft: Draft;
}

function AlertsPage({ site, alerts, notice, draft }: AlertsPageProps): JSX.Element {
  const nGivenUp = alerts.filter((it) => it.quarantined_at !== null).length;
  const canSend = site.alerting !== undefined;
  return (
    <Frame site={site} title="Alerts" here="">
      <div class="heading">
        <h1>Alerts</h1>
        <p class="lead">
          {alerts.length === 0
            ? "Nobody is told of anything yet. An alert posts what is new in a list, signed, to an address."
            : `${alerts.length} ${alerts.length === 1 ? "alert" : "alerts"}${nGivenUp === 0 ? "" : `, ${nGivenUp} given up`}.`}{" "}
          <code>demarche watch</code> sends them, and <code>demarche worker --alerts</code>.
        </p>
      </div>
      {notice === null ? null : <Told notice={notice} />}
      {alerts.length === 0 ? null : <AlertTable alerts={alerts} canSend={canSend} />}
      {canSend ? (
        <AlertForm draft={draft} />
      ) : (
        <p class="dim">
          This server sends nothing: add alerts by <code>demarche alert add</code>.
        </p>
      )}
    </Frame>
  );
}

function Told({ notice }: { readonly notice: Notice }): JSX.Element {
  if (notice.kind === "added") {
    return (
      <div class="told" role="status">
        <p>
          {notice.id} tells of what is new from now on. The key of its signature is shown only now; the
          receiver needs it:
        </p>
        <p>
          <code class="key">{notice.secret}</code>
        </p>
      </div>
    );
  }
  if (notice.kind === "taken") {
    return (
      <p class="told" role="status">
        The receiver of {notice.id} took a message without records.
      </p>
    );
  }
  return (
    <p class="told state-failed" role="alert">
      {notice.id === null ? "Not added" : `The receiver of ${notice.id} took nothing`}: {notice.message}{" "}
      <code>{notice.code}</code>
    </p>
  );
}

function AlertTable({
  alerts,
  canSend,
}: {
  readonly alerts: readonly AlertsTable[];
  readonly canSend: boolean;
}): JSX.Element {
  return (
    <table class="records live">
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">List</th>
          <th scope="col">To</th>
          <th scope="col" class="number">
            Messages
          </th>
          <th scope="col">
            <span class="hidden">What can be done</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert) => (
          <tr>
            <td data-label="State">
              {stateOf(alert)}
              <div class="dim">{alert.id}</div>
            </td>
            <td data-label="List">
              <a href={alert.list}>{alert.list}</a>
            </td>
            <td data-label="To">
              {alert.target}
              {alert.message === null ? null : (
                <div class="words">
                  failed {alert.n_failures === 1 ? "once" : `${alert.n_failures} times`}: {alert.message}
                </div>
              )}
            </td>
            <td class="number" data-label="Messages">
              {alert.n_sent}
              <div class="dim">
                {alert.sent_at === null ? "none yet" : `last ${utcMinuteOf(alert.sent_at)}`}
              </div>
            </td>
            <td>
              <div class="acts">
                {canSend ? <Act alert={alert} what="test" label="Test" /> : null}
                {alert.quarantined_at === null ? null : <Act alert={alert} what="resume" label="Try again" />}
                <Act alert={alert} what="remove" label="Remove" />
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Act({
  alert,
  what,
  label,
}: {
  readonly alert: AlertsTable;
  readonly what: "test" | "resume" | "remove";
  readonly label: string;
}): JSX.Element {
  return (
    <form method="post" action={`/alerts/${alert.id}/${what}`}>
      <button aria-label={`${label} ${alert.id}`}>{label}</button>
    </form>
  );
}

function AlertForm({ draft }: { readonly draft: Draft }): JSX.Element {
  return (
    <section aria-labelledby="add">
      <h2 id="add">Add an alert</h2>
      <form method="post" action="/alerts/add" class="lone">
        <label>
          List: its address with the filter, from the browser
          <input
            name="list"
            required
            placeholder="/conditions?by=CUB&to=USA"
            value={draft.list}
            maxlength={2000}
          />
        </label>
        <label>
          Where to send
          <input
            name="target"
            type="url"
            required
            placeholder="https://desk.example/hook"
            value={draft.target}
            maxlength={2000}
          />
        </label>
        <button class="main">Add the alert</button>
      </form>
    </section>
  );
}

function stateOf({ quarantined_at: given, n_failures: n }: AlertsTable): string {
  if (given !== null) return "given up";
  return 0 < n ? "failing" : "well";
}
