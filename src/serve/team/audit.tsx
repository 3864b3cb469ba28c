/** The log of who did what when from where, for admins: narrowed by the address, the last first. */
import type { Hono } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { utcMinuteOf } from "../dates.ts";
import { DemarcheError } from "../../model/error.ts";
import type { AuditFilter, AuditTable } from "../../store/store.ts";
import { Frame } from "../frame.tsx";
import { queryOf } from "../record-routes.tsx";
import type { Site } from "../site.ts";

const pageSize = 100;

/** Adds the route to the app. */
export function addAuditRoute(app: Hono, site: Site): void {
  app.get("/team/audit", async (context) => {
    const query = queryOf(context);
    const rows = await site.ledger.team.audit(filterOf(query), pageSize + 1);
    return context.html(<AuditPage site={site} rows={rows} query={query} />);
  });
}

/** @throws DemarcheError `serve/bad-request` */
function filterOf(query: URLSearchParams): AuditFilter {
  const [since, before] = [query.get("since") ?? "", query.get("before") ?? ""];
  if (since !== "" && !/^\d{4}-\d{2}-\d{2}$/.test(since)) {
    throw new DemarcheError(
      "serve/bad-request",
      `expected for "since" a day such as 2026-01-31, found "${since.slice(0, 40)}"`,
    );
  }
  if (before !== "" && !/^\d{1,15}$/.test(before))
    throw new DemarcheError("serve/bad-request", `expected for "before" the number of a row, found another`);
  const [who, action] = [query.get("who") ?? "", query.get("action") ?? ""];
  return {
    ...(since === "" ? {} : { since }),
    ...(before === "" ? {} : { before: Number(before) }),
    ...(who === "" ? {} : { who }),
    ...(action === "" ? {} : { action }),
  };
}

function AuditPage({
  site,
  rows,
  query,
}: {
  readonly site: Site;
  readonly rows: readonly AuditTable[];
  readonly query: URLSearchParams;
}): JSX.Element {
  const shown = rows.slice(0, pageSize);
  const value = (name: string): string => query.get(name) ?? "";
  const more = new URLSearchParams(query);
  more.set("before", String(shown.at(-1)?.number ?? 0));
  return (
    <Frame site={site} title="Audit log" here="/team/audit">
      <div class="heading">
        <h1>Audit log</h1>
        <p class="lead">Who did what, when, from where. Rows are added and never changed.</p>
        <form class="as-of" action="/team/audit">
          <label>
            Who
            <input name="who" value={value("who")} autocapitalize="none" />
          </label>
          <label>
            What
            <input name="action" value={value("action")} placeholder="sign-in-failed" />
          </label>
          <label>
            Since
            <input name="since" value={value("since")} placeholder="2026-01-31" pattern="\d{4}-\d{2}-\d{2}" />
          </label>
          <button>Show</button>
        </form>
      </div>
      {shown.length === 0 ? (
        <div class="nothing">
          <p>Nothing fits.</p>
        </div>
      ) : (
        <table class="records labelled">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col">To what</th>
              <th scope="col">More</th>
              <th scope="col">From</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ at, who, action, subject, detail, place }) => (
              <tr>
                <td data-label="When">{utcMinuteOf(at)}</td>
                <td data-label="Who">{who === "" ? <span class="dim">nobody known</span> : who}</td>
                <td data-label="What">{action}</td>
                <td data-label="To what">{subject}</td>
                <td data-label="More">{detail}</td>
                <td data-label="From">{place}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length <= pageSize ? null : (
        <nav class="paging" aria-label="Pages">
          <a href={`/team/audit?${more.toString()}`} rel="next">
            Further back
          </a>
        </nav>
      )}
    </Frame>
  );
}
