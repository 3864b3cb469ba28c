/** The shapes of what the API answers, for the OpenAPI document; a test holds real answers against them. */
import { z } from "zod";
import { recordKinds } from "../model/ledger.ts";

const finding = z
  .looseObject({ rule: z.string() })
  .describe("The finding as the reading has it (schema demarche-reading/1), its parties named.");
const text = z.string().nullable();
const kind = z.enum(recordKinds);

const lifeShape = z.object({
  on: z.string().describe("The day for which it is told."),
  headline: z.string().describe("open, ripe, honoured, broken, withdrawn, lapsed or unclear."),
  requirement: z.string().describe("unmet, claimed-met, disputed, met or moot."),
  outcome: z.string().describe("pending, partly-done, done, withheld or withdrawn."),
  evidence: z.array(
    z.object({
      event: z.string(),
      date: z.string(),
      words: z.string(),
      side: z.enum(["requirement", "outcome"]),
      effect: z.string(),
    }),
  ),
  changes: z.array(
    z.object({
      mention: z.string(),
      date: text,
      kind: z.string(),
      direction: z.enum(["hardened", "softened"]).nullable(),
      detail: z.string(),
    }),
  ),
});

export const recordShape = z.object({
  id: z.string(),
  kind,
  date: z.object({ edtf: z.string(), basis: z.string() }).nullable(),
  day: z.number().nullable().describe("First day it can have been, in days since 1970-01-01."),
  dayTo: z.number().nullable(),
  lastDay: z.number().nullable().describe("Last day on which it was said again."),
  type: z.string(),
  status: z.string(),
  mode: text,
  cameo: text,
  score: z.number().nullable(),
  confidence: z.number().nullable(),
  words: z.string(),
  mentions: z.number(),
  reports: z.number(),
  sources: z.number(),
  review: text,
  revision: z.number(),
  finding,
  life: lifeShape.nullable().describe("How a condition has fared; null for other kinds."),
  first: z.object({
    mention: z.string(),
    article: z.string(),
    outlet: text,
    url: text,
    title: text,
    published: text,
  }),
});

export const reportShape = z.object({
  mention: z.string(),
  reason: z.string().describe("Why it counts for this record."),
  article: z.string(),
  outlet: text,
  url: text,
  title: text,
  published: text,
  cluster: z.string(),
  carriers: z.number(),
  finding,
});

export const reviewShape = z.object({
  number: z.number(),
  record: z.string(),
  action: z.string(),
  before: z.string().describe("JSON."),
  after: z.string().describe("JSON."),
  who: z.string(),
  note: text,
  at: z.string(),
  undoes: z.number().nullable(),
});

export const hitShape = z.object({ number: z.number(), record: z.string(), kind, words: z.string() });

export const articleShape = z.object({
  hash: z.string(),
  url: text,
  outlet: text,
  title: text,
  published: text,
  language: text,
  day: z.number().nullable(),
  cluster: z.string(),
  reports: z.number(),
  mentions: z.number(),
});

export const actorShape = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  code: text,
  sector: text,
  articles: z.number(),
  revision: z.number().describe("Rises when it is merged or split."),
});

export const overrideShape = z.object({
  number: z.number(),
  action: z.string().describe("`merge` or `split`."),
  kind: z.string().describe("Kind of the records, or `actor`."),
  subject: z.string().describe("Who or what was merged away; the mention or actor that was split off."),
  target: z.string(),
  who: z.string(),
  note: text,
  at: z.string(),
  undone_at: text,
});

export const pairShape = z.object({ a: z.string(), b: z.string(), n: z.number() });

export const changeShape = z.object({
  seq: z.number(),
  kind: z.string(),
  id: z.string(),
  action: z.string(),
  revision: z.number(),
  at: z.string(),
});

export const summaryShape = z.object({
  articles: z.number(),
  outlets: z.number(),
  statements: z.number(),
  events: z.number(),
  conditions: z.number(),
  unreviewed: z.number(),
});
