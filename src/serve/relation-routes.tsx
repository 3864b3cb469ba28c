/** Routes of relations: the list, the page of a pair, its dossier. */
import type { Hono } from "hono";
import { judgeRelation, questionOf } from "../relation/relation.ts";
import type { Report } from "../model/ledger.ts";
import { bibtexOf, risOf } from "./citations.ts";
import { citationsOf, Dossier } from "./dossier.tsx";
import type { Glance } from "./glance.ts";
import { codeOf, lastDayOf } from "./pair.ts";
import { queryOf } from "./record-routes.tsx";
import { RelationList, RelationPage, type RelationView } from "./relation.tsx";
import type { Site } from "./site.ts";

/** Records of each kind in a dossier. */
const mostInDossier = 200;
/** Events that the chart of a pair shows. */
const mostMarks = 150;
const code = /^[A-Z0-9]{2,12}$/;

/** Adds them to the app. */
export function addRelationRoutes(app: Hono, site: Site, look: () => Promise<Glance>): void {
  app.get("/relations", async (context) => {
    const query = queryOf(context);
    const [a, b] = [query.get("a"), query.get("b")];
    if (a !== null && b !== null) {
      return context.redirect(
        `/relations/${await codeOf(site.ledger, a)}/${await codeOf(site.ledger, b)}`,
        302,
      );
    }
    const { pairs, names } = await look();
    return context.html(<RelationList site={site} pairs={pairs} names={names} />);
  });
  for (const [file, type, render] of [
    ["sources.bib", "application/x-bibtex; charset=utf-8", bibtexOf],
    ["sources.ris", "application/x-research-info-systems; charset=utf-8", risOf],
  ] as const) {
    app.get(`/relations/:a/:b/${file}`, async (context) => {
      const [a, b] = [context.req.param("a") as string, context.req.param("b") as string];
      const view = await viewOf(site, look, a, b, queryOf(context), mostInDossier);
      const body = render(citationsOf(await reportsOf(site, view)).values());
      const headers = { "Content-Type": type, "Content-Disposition": `attachment; filename="${file}"` };
      return new Response(body, { headers });
    });
  }
  for (const isDossier of [false, true]) {
    app.get(`/relations/:a/:b${isDossier ? "/dossier" : ""}`, async (context) => {
      const [a, b] = [context.req.param("a") as string, context.req.param("b") as string];
      if (!code.test(a) || !code.test(b)) {
        return context.redirect(
          `/relations/${await codeOf(site.ledger, a)}/${await codeOf(site.ledger, b)}`,
          302,
        );
      }
      const query = queryOf(context);
      const view = await viewOf(site, look, a, b, query, isDossier ? mostInDossier : 5);
      if (!isDossier) return context.html(<RelationPage site={site} view={view} />);
      const reports = await reportsOf(site, view);
      return context.html(<Dossier site={site} view={view} reports={reports} madeAt={site.now()} />);
    });
  }
}

/** The reports of every record that a dossier shows, by its id, in its order. */
async function reportsOf(
  { ledger }: Site,
  view: RelationView,
): Promise<ReadonlyMap<string, readonly Report[]>> {
  const reports = new Map<string, readonly Report[]>();
  for (const { id } of [...view.conditions, ...view.latest, ...view.statements]) {
    reports.set(id, await ledger.reports(id));
  }
  return reports;
}

async function viewOf(
  site: Site,
  look: () => Promise<Glance>,
  a: string,
  b: string,
  query: URLSearchParams,
  most: number,
): Promise<RelationView> {
  const { ledger } = site;
  const asOf = query.get("asof") === "" ? null : query.get("asof");
  const until = lastDayOf(asOf);
  const of = <Kind extends "event" | "condition" | "statement">(kind: Kind) => ({
    kind,
    between: [a, b] as const,
    ...(until === null ? {} : { until }),
  });
  const [
    evidence,
    days,
    conditions,
    statements,
    events,
    nEvents,
    nConditions,
    nStatements,
    names,
    { gathered },
  ] = await Promise.all([
    ledger.relationEvents([a, b], questionOf(site.relationRules, until)),
    ledger.days(of("event")),
    ledger.records(of("condition"), most),
    ledger.records(of("statement"), most),
    ledger.records(of("event"), mostMarks),
    ledger.countLatest(of("event")),
    ledger.countLatest(of("condition")),
    ledger.countLatest(of("statement")),
    ledger.nameCodes([a, b]),
    look(),
  ]);
  return {
    a,
    b,
    names,
    asOf,
    counts: query.get("count") === "reports" ? "reports" : "distinct",
    tracks: judgeRelation(site.relationRules, a, b, evidence),
    events: events.items,
    days,
    conditions: conditions.items,
    statements: statements.items,
    latest: events.items.slice(0, most * 2),
    totals: { events: nEvents, conditions: nConditions, statements: nStatements },
    gathered,
  };
}
