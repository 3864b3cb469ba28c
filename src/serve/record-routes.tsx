/** Routes of lists and records: pages, the same lists as files, and what people decide. */
import type { Context, Hono } from "hono";
import { DemarcheError } from "../model/error.ts";
import { type RecordKind, recordKinds } from "../model/ledger.ts";
import { nameSides } from "./code-names.ts";
import { decisionShape } from "./endpoints.ts";
import { answerExport, type ExportForm, exportForms } from "./exports.ts";
import { refuseUnknown } from "./failures.tsx";
import { formOf } from "./form.ts";
import { answerFeed, type Feed } from "./feeds.ts";
import { readFilter, unpackPlace } from "./filter.ts";
import { pageSize, pathOf, RecordList } from "./lists.tsx";
import { RecordPage } from "./record.tsx";
import { readRevision } from "./seen-revision.ts";
import { actorIdPattern, type FacetValue, type Hand } from "../store/store.ts";
import { type Site, teamAccess } from "./site.ts";
import { whoOf } from "./visitor.ts";

/** Entries of a feed. */
const mostInFeed = 50;

/** Adds them to the app. */
export function addRecordRoutes(app: Hono, site: Site): void {
  for (const kind of recordKinds) {
    const path = pathOf[kind];
    app.get(path, (context) => showList(site, kind, context));
    app.get(`${path}.json`, (context) =>
      context.redirect(`/api/v1${path}${new URL(context.req.url).search}`, 307),
    );
    for (const form of ["atom", "feed.json"] as const) {
      app.get(`${path}.${form}`, async (context) =>
        answerFeed(context, form, await feedOf(site, kind, context)),
      );
    }
    for (const form of Object.keys(exportForms) as ExportForm[]) {
      app.get(`${path}.${form}`, async (context) =>
        answerExport(site, await readFilter(site.ledger, kind, queryOf(context)), form),
      );
    }
  }
  app.get("/records/:id", async (context) => {
    const { ledger } = site;
    const record = (await ledger.record(context.req.param("id"))) ?? refuseUnknown("a record with this id");
    if (record.id !== context.req.param("id")) return context.redirect(`/records/${record.id}`, 302);
    const today = Math.floor(Date.parse(site.now()) / 86_400_000);
    const [reports, reviews, [lived = record]] = await Promise.all([
      ledger.reports(record.id),
      ledger.reviews(record.id),
      ledger.withLives([record], today),
    ]);
    return context.html(<RecordPage site={site} record={lived} reports={reports} reviews={reviews} />);
  });
  app.post("/records/:id/review", async (context) => {
    const id = context.req.param("id");
    const form = await formOf(context);
    if (form["action"] === "undo")
      await site.ledger.undoReview(id, whoOf(context), readRevision(form["revision"]));
    else await site.ledger.review({ record: id, who: whoOf(context), ...decisionOf(form) });
    return context.redirect(`/records/${id}`, 303);
  });
  app.post("/records/:id/split", async (context) => {
    const { mention = "", ...form } = await formOf(context);
    await site.ledger.split(mention, handOf(context, form));
    return context.redirect(`/records/${context.req.param("id")}`, 303);
  });
  app.post("/records/:id/merge", async (context) => {
    const { into = "", ...form } = await formOf(context);
    await site.ledger.merge(context.req.param("id"), into.trim(), handOf(context, form));
    return context.redirect(`/records/${into.trim()}`, 303);
  });
}

async function showList(site: Site, kind: RecordKind, context: Context): Promise<Response> {
  const query = queryOf(context);
  const asked = await readFilter(site.ledger, kind, query);
  const after = unpackPlace(query.get("after"));
  if (asked.filter === null) {
    const view = {
      asked,
      page: { items: [], next: null },
      count: { distinct: 0, reports: 0, isPartial: false },
      facets: null,
      names: await namesIn(site, asked.params, []),
    };
    return context.html(<RecordList site={site} view={view} />);
  }
  const [page, facets] = await Promise.all([
    site.ledger.records(asked.filter, pageSize, after),
    site.ledger.facets(asked.filter),
  ]);
  const count = { ...facets.count, isPartial: facets.isPartial };
  const names = await namesIn(site, asked.params, [...facets.by, ...facets.to]);
  return context.html(<RecordList site={site} view={{ asked, page, count, facets, names }} />);
}

/** Names of the sides of a filter, codes and ids of actors, and of the codes that are counted. */
async function namesIn(
  site: Site,
  params: URLSearchParams,
  counted: readonly FacetValue[],
): Promise<ReadonlyMap<string, string>> {
  const asked = ["by", "to", "involving", "between"].flatMap((name) => params.get(name)?.split(",") ?? []);
  const ids = asked.filter((it) => actorIdPattern.test(it));
  const [codes, actors] = await Promise.all([
    nameSides(site, [...counted.map(({ value }) => value), ...asked.filter((it) => !ids.includes(it))]),
    Promise.all(ids.map(async (id) => [id, (await site.ledger.actors(id))[0]?.name ?? id] as const)),
  ]);
  return new Map([...codes, ...actors]);
}

async function feedOf(site: Site, kind: RecordKind, context: Context): Promise<Feed> {
  const { filter, params } = await readFilter(site.ledger, kind, queryOf(context));
  const { origin, pathname, search } = new URL(context.req.url);
  const query = params.toString();
  return {
    title: `Demarche: ${kind}s${query === "" ? "" : `, ${[...params].map(([name, value]) => `${name} ${value}`).join(", ")}`}`,
    origin: teamAccess(site)?.origin ?? origin,
    page: `${pathOf[kind]}${query === "" ? "" : `?${query}`}`,
    self: pathname + search,
    now: site.now(),
    records: filter === null ? [] : (await site.ledger.records(filter, mostInFeed)).items,
  };
}

/** The question of an address. */
export function queryOf(context: Context): URLSearchParams {
  return new URL(context.req.url).searchParams;
}

/** Who merges or splits, why, and on what, from a form. @throws DemarcheError `serve/bad-request` */
export function handOf(context: Context, form: Readonly<Record<string, string | undefined>>): Hand {
  const revision = readRevision(form["revision"]);
  const note = (form["note"] ?? "").trim().slice(0, 2000);
  return {
    who: whoOf(context),
    note: note === "" ? null : note,
    ...(revision === undefined ? {} : { revision }),
  };
}

function decisionOf(form: Readonly<Record<string, string | undefined>>) {
  const parsed = decisionShape.safeParse({
    action: form["action"],
    note: form["note"] === undefined || form["note"].trim() === "" ? null : form["note"],
    ...(form["revision"] === undefined ? {} : { revision: Number(form["revision"]) }),
  });
  if (!parsed.success)
    throw new DemarcheError("serve/bad-request", "expected a decision, found something else");
  const { action, note = null, revision } = parsed.data;
  return { action, note, ...(revision === undefined ? {} : { revision }) };
}
