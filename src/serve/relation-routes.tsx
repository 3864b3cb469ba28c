/** Routes of relations: the list, the page of a pair, its dossier. */
import type { Context, Hono } from "hono";
import { judgeRelation, questionOf } from "../relation/relation.ts";
import type { Report } from "../model/ledger.ts";
import { bibtexOf, risOf } from "./citations.ts";
import { citationsOf, Dossier } from "./dossier.tsx";
import { nameSides } from "./code-names.ts";
import { refuseUnknown } from "./failures.tsx";
import type { Glance } from "./glance.ts";
import { codeOf, lastDayOf } from "./pair.ts";
import { queryOf } from "./record-routes.tsx";
import { RelationList } from "./relation-list.tsx";
import { type NewsPeriod, newsPeriods, relationNews, type RelationNews } from "./relation-news.ts";
import { RelationPage, type RelationView } from "./relation.tsx";
import { seenOf } from "./seen.ts";
import type { Site } from "./site.ts";
import { spanOf } from "./span.ts";

/** Records of each kind in a dossier. */
const mostInDossier = 100;
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
      if (!code.test(a) || !code.test(b)) return refuseUnknown("a relation of two codes");
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
      const most = isDossier ? mostInDossier : 5;
      const [view, news] = await Promise.all([
        viewOf(site, look, a, b, query, most),
        isDossier ? null : newsFor(site, look, [a, b], context),
      ]);
      if (!isDossier) return context.html(<RelationPage site={site} view={{ ...view, news }} />);
      const reports = await reportsOf(site, view);
      return context.html(<Dossier site={site} view={view} reports={reports} madeAt={site.now()} />);
    });
  }
}

/** Conditions of which it is told how each stands: a look for what bears on one costs milliseconds. */
const mostTold = 10;
/** Events in a ledger up to which it is told unasked how conditions stand. */
const smallLedger = 20_000;

async function newsFor(
  site: Site,
  look: () => Promise<Glance>,
  between: readonly [string, string],
  context: Context,
): Promise<RelationNews> {
  const query = queryOf(context);
  const period: NewsPeriod = newsPeriods.find((it) => it === query.get("news")) ?? "visit";
  const [seen, { summary }] = await Promise.all([seenOf(site, context, between), look()]);
  const tellsConditions = summary.events <= smallLedger || query.get("states") === "1";
  return relationNews(site.ledger, between, { period, seen, now: site.now(), tellsConditions });
}

/** The reports of every record that a dossier shows, by its id, in its order. */
async function reportsOf(
  { ledger }: Site,
  view: RelationView,
): Promise<ReadonlyMap<string, readonly Report[]>> {
  const ids = [...view.conditions, ...view.latest, ...view.statements].map(({ id }) => id);
  const found = await ledger.reportsOf(ids);
  return new Map(ids.map((id) => [id, found.get(id) ?? []]));
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
  const span = spanOf(query);
  const ends = [until, span.until].filter((it) => it !== null);
  const of = <Kind extends "event" | "condition" | "statement">(kind: Kind) => ({
    kind,
    between: [a, b] as const,
    ...(until === null ? {} : { until }),
  });
  const within = <Kind extends "event" | "statement">(kind: Kind) => ({
    ...of(kind),
    ...(span.since === null ? {} : { since: span.since }),
    ...(ends.length === 0 ? {} : { until: Math.min(...ends) }),
  });
  const [
    evidence,
    months,
    conditions,
    statements,
    events,
    nEvents,
    nConditions,
    nStatements,
    names,
    { gathered, summary },
  ] = await Promise.all([
    ledger.relationEvents([a, b], questionOf(site.relationRules, until)),
    ledger.months(within("event")),
    ledger.records(of("condition"), most),
    ledger.records(within("statement"), most),
    ledger.records(within("event"), mostMarks),
    ledger.countLatest(within("event")),
    ledger.countLatest(of("condition")),
    ledger.countLatest(within("statement")),
    nameSides(site, [a, b]),
    look(),
  ]);
  const today = Math.floor(Date.parse(site.now()) / 86_400_000);
  const isTold = summary.events <= smallLedger && conditions.items.length <= mostTold;
  const told = isTold ? await ledger.withLives(conditions.items, until ?? today) : conditions.items;
  return {
    a,
    b,
    names,
    asOf,
    span,
    news: null,
    params: paramsOf(query),
    counts: query.get("count") === "reports" ? "reports" : "distinct",
    tracks: judgeRelation(site.relationRules, a, b, evidence),
    events: events.items,
    months,
    conditions: told,
    statements: statements.items,
    latest: events.items.slice(0, Math.min(most * 2, mostInDossier)),
    totals: { events: nEvents, conditions: nConditions, statements: nStatements },
    gathered,
  };
}

/** What of an address the page keeps in its links. */
function paramsOf(query: URLSearchParams): URLSearchParams {
  const kept = ["asof", "from", "to", "count", "news"];
  return new URLSearchParams([...query].filter(([name, value]) => kept.includes(name) && value !== ""));
}
