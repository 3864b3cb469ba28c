/**
 * All that changed since a number of the log, a page at a time, the latest first: where the start page's dozen ends. A
 * record that changed again meanwhile may stand on two pages, as in the log.
 */
import type { Hono } from "hono";
import { DemarcheError } from "../model/error.ts";
import { ChangedList } from "./changed-list.tsx";
import { Frame } from "./frame.tsx";
import { queryOf } from "./record-routes.tsx";
import { seenOnStart } from "./seen.ts";
import type { Site } from "./site.ts";

const pageSize = 50;

/** Adds the page to the app: `/changes?after=N&before=M`, numbers of the log; without `after` since the last visit. */
export function addChangesRoute(app: Hono, site: Site): void {
  const { ledger } = site;
  app.get("/changes", async (context) => {
    const query = queryOf(context);
    const after = numberOf(query.get("after")) ?? seenOnStart(context, await ledger.lastChange());
    const before = numberOf(query.get("before"));
    const { items, isPartial } = await ledger.desk.changed({
      after,
      ...(before === null ? {} : { upTo: before - 1 }),
    });
    const shown = items.slice(0, pageSize);
    const records = await Promise.all(shown.map(({ record }) => ledger.record(record)));
    const changed = shown.flatMap((change, i) => {
      const record = records[i];
      return record === null || record === undefined ? [] : [{ change, record }];
    });
    const last = shown.at(-1);
    const hasMore = last !== undefined && (shown.length < items.length || isPartial);
    return context.html(
      <Frame site={site} title="What changed" here="/">
        <div class="heading">
          <h1>What changed</h1>
          <p class="lead">
            {after === 0 ? "All that the ledger has learnt" : "What the ledger has learnt since"}, the latest
            first.
          </p>
        </div>
        {changed.length === 0 ? <p class="dim">Nothing has changed.</p> : <ChangedList items={changed} />}
        {hasMore ? (
          <p>
            <a href={`/changes?after=${after}&before=${last.seq}`} rel="next">
              Earlier changes
            </a>
          </p>
        ) : null}
      </Frame>,
    );
  });
}

/** @throws DemarcheError `serve/bad-request` */
function numberOf(text: string | null): number | null {
  if (text === null) return null;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new DemarcheError("serve/bad-request", "expected the number of a change, found another");
}
