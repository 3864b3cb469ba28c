/** The endpoints of the API under `/api/v1`, one table: the router and the OpenAPI document are both made from it. */
import { z } from "zod";
import { DemarcheError } from "../model/error.ts";
import { type RecordKind, recordKinds } from "../model/ledger.ts";
import type { FixableField, Review } from "../store/store.ts";
import { articleFilterOf } from "./article-filter.ts";
import { refuseUnknown } from "./failures.tsx";
import { filterParameters, packPlace, type Parameter, readFilter, unpackPlace } from "./filter.ts";
import { lotEndpoints } from "./lot-endpoints.ts";
import { readRevision, seenRevision } from "./seen-revision.ts";
import { joiningEndpoints } from "./joining-endpoints.ts";
import type { Site } from "./site.ts";
import { viewEndpoints } from "./view-endpoints.ts";
import { relationEndpoint } from "./relation-endpoint.ts";
import {
  actorShape,
  articleShape,
  changeShape,
  hitShape,
  pairShape,
  recordShape,
  reportShape,
  reviewShape,
  summaryShape,
} from "./shapes.ts";

/** A request as a handler sees it. */
export interface Asking {
  readonly site: Pick<Site, "ledger" | "relationRules" | "now">;
  /** Who asks, under whose name decisions are kept. */
  readonly who: string;
  /** Parts of the path. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export interface Endpoint {
  readonly method: "get" | "post" | "delete";
  /** As OpenAPI writes it, `/records/{id}`. */
  readonly path: string;
  readonly summary: string;
  /** Whether it is about what is the asker's own: every reader may, and no assistant is given it. */
  readonly isOwn?: true;
  readonly parameters: readonly Parameter[];
  readonly body: z.ZodType | null;
  /** What stands beside `ok: true`. */
  readonly answer: z.ZodRawShape;
  readonly handle: (asking: Asking) => Promise<Readonly<Record<string, unknown>>>;
}

const limit: Parameter = {
  name: "limit",
  describe: "items on a page, 1 to 1000; 100 if not given",
  pattern: /^\d{1,4}$/,
};
const after: Parameter = {
  name: "after",
  describe: "`next` of the page before",
  pattern: /^[\w+/=-]{1,80}$/,
};
const next = z.string().nullable().describe("For `after` of the next page; null on the last.");

const fixableFields = [
  "type",
  "status",
  "mode",
  "cameo",
  "edtf",
  "basis",
] as const satisfies readonly FixableField[];

/** What a person decides about a record. */
export const decisionShape = z.strictObject({
  action: z.enum(["accept", "fix", "reject"]),
  fields: z
    .partialRecord(z.enum(fixableFields), z.string().max(80).nullable())
    .optional()
    .describe("New values, for `fix`."),
  note: z.string().max(2000).nullable().optional(),
  revision: z
    .int()
    .optional()
    .describe("The revision that was seen; a record that has changed since is not decided on (409)."),
});

const kindPaths = { statement: "/statements", event: "/events", condition: "/conditions" } as const;

const lists: readonly Endpoint[] = recordKinds.map((kind) => ({
  method: "get",
  path: kindPaths[kind],
  summary: `Distinct ${kind}s, the latest first`,
  parameters: [...filterParameters, limit, after],
  body: null,
  answer: {
    items: z.array(recordShape),
    next,
    count: z
      .object({ distinct: z.number(), reports: z.number(), isPartial: z.boolean() })
      .describe("Of the whole filter; where very many fit (isPartial) of the latest only."),
    understood: z.string().nullable().describe("`q` as it was understood."),
    remarks: z.array(z.string()).describe("Why nothing fits."),
  },
  handle: ({ site, query }) => listRecords(site, kind, query),
}));

async function listRecords({ ledger }: Asking["site"], kind: RecordKind, query: URLSearchParams) {
  const { filter, understood, remarks } = await readFilter(ledger, kind, query);
  if (filter === null)
    return {
      items: [],
      next: null,
      count: { distinct: 0, reports: 0, isPartial: false },
      understood,
      remarks,
    };
  const [page, count] = await Promise.all([
    ledger.records(filter, limitOf(query), unpackPlace(query.get("after"))),
    ledger.countLatest(filter),
  ]);
  return { items: page.items, next: nextOf(page.next), count, understood, remarks };
}

function limitOf(query: URLSearchParams): number {
  const value = Number(query.get("limit") ?? 100);
  if (Number.isInteger(value) && 1 <= value && value <= 1000) return value;
  throw new DemarcheError(
    "serve/bad-request",
    `expected for "limit" ${limit.describe}, found "${query.get("limit")}"`,
  );
}

function nextOf(place: string | null): string | null {
  return place === null ? null : packPlace(place);
}

/** All endpoints, in the order of the manual. */
export const endpoints: readonly Endpoint[] = [
  ...lists,
  {
    method: "get",
    path: "/records/{id}",
    summary: "One record with every report of it and every decision about it",
    parameters: [],
    body: null,
    answer: { record: recordShape, reports: z.array(reportShape), reviews: z.array(reviewShape) },
    async handle({ site: { ledger }, path }) {
      const record = (await ledger.record(path["id"] as string)) ?? refuseUnknown("a record with this id");
      const [reports, reviews] = await Promise.all([ledger.reports(record.id), ledger.reviews(record.id)]);
      return { record, reports, reviews };
    },
  },
  {
    method: "post",
    path: "/records/{id}/reviews",
    summary: "Accept, fix or reject a record",
    parameters: [],
    body: decisionShape,
    answer: { number: z.number().describe("Of the decision."), record: recordShape },
    async handle({ site, who, path, body }) {
      const { fields, note = null, revision, action } = body as z.infer<typeof decisionShape>;
      const decision: Review = {
        record: path["id"] as string,
        action,
        who,
        note,
        ...(fields === undefined ? {} : { fields: fields as NonNullable<Review["fields"]> }),
        ...(revision === undefined ? {} : { revision }),
      };
      const number = await site.ledger.review(decision);
      return { number, record: await site.ledger.record(path["id"] as string) };
    },
  },
  {
    method: "post",
    path: "/records/{id}/undo",
    summary: "Take back the last decision about a record",
    parameters: [seenRevision],
    body: null,
    answer: { number: z.number(), record: recordShape },
    async handle({ site, who, path, query }) {
      const id = path["id"] as string;
      const number = await site.ledger.undoReview(id, who, readRevision(query.get("revision")));
      return { number, record: await site.ledger.record(id) };
    },
  },
  ...lotEndpoints,
  {
    method: "get",
    path: "/search",
    summary: "Wordings of statements and conditions that have these words, those stored last first",
    parameters: [{ name: "q", describe: "words", pattern: /^[^\0]{1,300}$/ }, limit, after],
    body: null,
    answer: { items: z.array(hitShape), next, understood: z.string() },
    async handle({ site: { ledger }, query }) {
      const page = await ledger.search((query.get("q") ?? "").slice(0, 300), {
        kinds: ["statement", "condition"],
        limit: limitOf(query),
        after: unpackPlace(query.get("after")),
      });
      return { items: page.items, next: nextOf(page.next), understood: page.understood };
    },
  },
  {
    method: "get",
    path: "/articles",
    summary: "Articles, the last published first",
    parameters: [
      { name: "outlet", describe: "outlet", pattern: /^[^\0]{1,200}$/ },
      { name: "language", describe: "language, en", pattern: /^[a-z]{2,3}$/ },
      { name: "title", describe: "words of the title", pattern: /^[^\0]{1,200}$/ },
      { name: "cluster", describe: "hash of a cluster of copies", pattern: /^[0-9a-f]{64}$/ },
      { name: "since", describe: "first day of publication", pattern: /^\d{4}(-\d{2}(-\d{2})?)?$/ },
      { name: "until", describe: "last day of publication", pattern: /^\d{4}(-\d{2}(-\d{2})?)?$/ },
      limit,
      after,
    ],
    body: null,
    answer: { items: z.array(articleShape), next },
    async handle({ site: { ledger }, query }) {
      const page = await ledger.articles(
        articleFilterOf(query),
        limitOf(query),
        unpackPlace(query.get("after")),
      );
      return { items: page.items, next: nextOf(page.next) };
    },
  },
  {
    method: "get",
    path: "/articles/{hash}",
    summary: "One article: its canonical text, what was read in it, where it was found",
    parameters: [],
    body: null,
    answer: { article: z.looseObject({ hash: z.string(), text: z.string() }) },
    async handle({ site: { ledger }, path }) {
      return {
        article:
          (await ledger.wholeArticle(path["hash"] as string)) ?? refuseUnknown("an article with this hash"),
      };
    },
  },
  {
    method: "get",
    path: "/actors",
    summary: "Actors by name, code or id; without a name those named most",
    parameters: [
      { name: "name", describe: "code, name, end of a name, or id", pattern: /^[^\0]{1,120}$/ },
      limit,
      after,
    ],
    body: null,
    answer: { items: z.array(actorShape), next },
    async handle({ site: { ledger }, query }) {
      const name = query.get("name");
      if (name !== null) return { items: await ledger.actors(name), next: null };
      const page = await ledger.actorList(null, limitOf(query), unpackPlace(query.get("after")));
      return { items: page.items, next: nextOf(page.next) };
    },
  },
  {
    method: "get",
    path: "/relations",
    summary: "Pairs of codes with the number of distinct records between them",
    parameters: [{ name: "code", describe: "only pairs with this code", pattern: /^[A-Z0-9]{2,12}$/ }, limit],
    body: null,
    answer: { items: z.array(pairShape) },
    async handle({ site: { ledger }, query }) {
      return { items: await ledger.pairs(query.get("code"), limitOf(query)) };
    },
  },
  relationEndpoint,
  ...joiningEndpoints,
  ...viewEndpoints,
  {
    method: "get",
    path: "/changes",
    summary: "What happened since a number, in order: additions, corrections, tombstones",
    parameters: [limit, { name: "since", describe: "number of the last change seen", pattern: /^\d{1,15}$/ }],
    body: null,
    answer: {
      items: z.array(changeShape),
      next: z.number().nullable().describe("For `since`; null at the end."),
    },
    async handle({ site: { ledger }, query }) {
      const since = Number(query.get("since") ?? 0);
      if (!Number.isSafeInteger(since) || since < 0) {
        throw new DemarcheError(
          "serve/bad-request",
          `expected for "since" the number of a change, found another`,
        );
      }
      const page = await ledger.changes(since, limitOf(query));
      return { items: page.items, next: page.next === null ? null : Number(page.next) };
    },
  },
  {
    method: "get",
    path: "/summary",
    summary: "How much the ledger holds",
    parameters: [],
    body: null,
    answer: { summary: summaryShape, lastChange: z.number() },
    async handle({ site: { ledger } }) {
      const [summary, lastChange] = await Promise.all([ledger.summary(), ledger.lastChange()]);
      return { summary, lastChange };
    },
  },
];
