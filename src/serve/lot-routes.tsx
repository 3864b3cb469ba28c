/** Routes of decisions about many: previews of lists, of an article, of what was ticked; the lot and its undo. */
import type { Context, Hono } from "hono";
import { DemarcheError } from "../model/error.ts";
import { recordKinds } from "../model/ledger.ts";
import { cardFilterOf, isShown } from "./card-filter.ts";
import { refuseUnknown } from "./failures.tsx";
import { readFilter } from "./filter.ts";
import { pathOf } from "./lists.tsx";
import {
  type Candidates,
  candidatesOfFilter,
  candidatesOfIds,
  comeFrom,
  lotActionOf,
} from "./lot-candidates.ts";
import { LotPage, LotPreview } from "./lot.tsx";
import { bodyOf, formOf } from "./form.ts";
import { queryOf } from "./record-routes.tsx";
import type { Site } from "./site.ts";
import { whoOf } from "./visitor.ts";

const seenRecord = /^([SEC][0-9a-v]{16})\.(\d{1,9})$/;

/** Adds them to the app. */
export function addLotRoutes(app: Hono, site: Site): void {
  const { ledger } = site;
  for (const kind of recordKinds) {
    app.get(`${pathOf[kind]}/review`, async (context) => {
      const query = queryOf(context);
      const action = lotActionOf(query.get("action"));
      const { filter, params } = await readFilter(ledger, kind, query);
      const text = params.toString();
      const from = `${pathOf[kind]}${text === "" ? "" : `?${text}`}`;
      return showPreview(site, context, from, await candidatesOfFilter(site, filter, action));
    });
  }
  app.get("/articles/:hash/review", async (context) => {
    const hash = context.req.param("hash");
    const query = queryOf(context);
    const action = lotActionOf(query.get("action"));
    if ((await ledger.wholeArticle(hash)) === null) return refuseUnknown("an article with this hash");
    const shown = cardFilterOf(query);
    const mentions = (await ledger.mentions(hash)).filter((it) => isShown(it, shown));
    const open = mentions.filter(({ review }) => review === null);
    // What is open comes first, so that it is decided on however much has been decided on already.
    const ids = [...open, ...mentions].map(({ record }) => record);
    query.delete("action");
    const text = query.toString();
    const from = `/articles/${hash}${text === "" ? "" : `?${text}`}`;
    return showPreview(site, context, from, await candidatesOfIds(site, [...new Set(ids)], action));
  });
  app.get("/review", async (context) => {
    const query = queryOf(context);
    const action = lotActionOf(query.get("action"));
    const ids = [...new Set(query.getAll("id"))];
    return showPreview(site, context, comeFrom(query.get("from")), await candidatesOfIds(site, ids, action));
  });
  app.post("/review", async (context) => {
    const body = await bodyOf(context);
    const one = (name: string): string | null => (typeof body[name] === "string" ? body[name] : null);
    const records = [body["record"] ?? []].flat().map(readSeen);
    const note = (one("note") ?? "").trim().slice(0, 2000);
    const { lot, left } = await ledger.desk.review({
      action: lotActionOf(one("action")),
      who: whoOf(context),
      note: note === "" ? null : note,
      records,
    });
    if (lot === null) throw nothingDecided(records.length);
    const query = new URLSearchParams({ from: comeFrom(one("from")) });
    for (const id of left) query.append("left", id);
    return context.redirect(`/lots/${lot}?${query.toString()}`, 303);
  });
  app.get("/lots/:number{\\d{1,9}}", async (context) => {
    const query = queryOf(context);
    const lot = await ledger.desk.lot(Number(context.req.param("number")));
    const [records, changed] = await Promise.all([
      recordsOf(site, lot.reviews.map(({ record }) => record)), // prettier-ignore
      recordsOf(site, query.getAll("left").slice(0, 500)),
    ]);
    const from = comeFrom(query.get("from"));
    return context.html(<LotPage site={site} lot={lot} records={records} changed={changed} from={from} />);
  });
  app.post("/lots/:number{\\d{1,9}}/undo", async (context) => {
    const { from } = await formOf(context);
    const number = Number(context.req.param("number"));
    await ledger.desk.undo(number, whoOf(context));
    return context.redirect(
      `/lots/${number}?${new URLSearchParams({ from: comeFrom(from) }).toString()}`,
      303,
    );
  });
}

function showPreview(
  site: Site,
  context: Context,
  from: string,
  candidates: Candidates,
): Response | Promise<Response> {
  const { pathname, searchParams } = new URL(context.req.url);
  const action = lotActionOf(searchParams.get("action"));
  searchParams.set("action", action === "accept" ? "reject" : "accept");
  const otherwise = `${pathname}?${searchParams.toString()}`;
  return context.html(
    <LotPreview site={site} action={action} candidates={candidates} from={from} otherwise={otherwise} />,
  );
}

async function recordsOf({ ledger }: Site, ids: readonly string[]) {
  const found = await Promise.all(ids.map((id) => ledger.record(id)));
  return found.filter((it) => it !== null);
}

/** @throws DemarcheError `serve/bad-request` */
function readSeen(value: unknown): { readonly id: string; readonly revision: number } {
  const [, id, revision] = (typeof value === "string" ? seenRecord.exec(value) : null) ?? [];
  if (id !== undefined && revision !== undefined) return { id, revision: Number(revision) };
  throw new DemarcheError(
    "serve/bad-request",
    `expected for "record" an id and a revision, E0123456789abcdef.1, found another`,
    { parameter: "record" },
  );
}

function nothingDecided(nAsked: number): DemarcheError {
  if (nAsked === 0)
    return new DemarcheError("serve/bad-request", "expected a record to be ticked, found none");
  return new DemarcheError(
    "store/changed",
    `expected the ${nAsked} records as they were shown, found all of them changed meanwhile: look at them again`,
  );
}
