/**
 * The contract: a Reading is what leaves the program, as JSON. All offsets here count Unicode code points,
 * half-open, and every `exact` equals its slice of `article.text`. A missing value is null, never absent.
 * `schema/demarche-reading-1.json` is generated from this file (`npm run schema`).
 *
 * Only the edges that check JSON load this module for its values; the stages use its types alone.
 */
import { z } from "zod";
import { blockRoles } from "./article.ts";
import { conditionLinks, eventStatuses, eventTypes } from "./finding.ts";

export const readingSchemaId = "demarche-reading/1";

const offset = z.int().nonnegative();
const span = {
  start: offset.describe("First code point."),
  end: offset.describe("Code point after the last."),
};
const id = (of: string): z.ZodString =>
  z
    .string()
    .regex(/^[a-z][0-9a-v]{16}$/)
    .describe(`Derived from the article's hash and the place of ${of}: the same text gives the same id.`);

const evidence = z
  .strictObject({
    ...span,
    exact: z.string().describe("The words; always equal to slice(article.text, start, end)."),
  })
  .describe("Where something was read, and the words.");

const party = z
  .strictObject({
    actor: z.string().nullable().describe("Id in `actors`; null when it could not be told who is meant."),
    ...span,
    exact: z.string(),
  })
  .describe("Somebody in a role, where the text names them.");

const date = z
  .strictObject({
    edtf: z
      .string()
      .describe("ISO 8601-2 (EDTF): `2022-02-24`, `XXXX-02-24` with the year unknown, `2014/2016`."),
    basis: z.enum(["stated", "inferred", "publication"]),
  })
  .describe("A time and where it comes from.");

const diagnostic = z.strictObject({
  code: z.string().describe("`stage/what`, listed in docs/diagnostics.md."),
  severity: z.enum(["error", "warning", "info"]),
  start: offset.nullable(),
  end: offset.nullable(),
  message: z.string(),
});

const block = z.strictObject({
  role: z.enum(blockRoles),
  ...span,
  why: z.string().describe("The rule that gave the role, listed in docs/blocks.md."),
});

const article = z.strictObject({
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("SHA-256 of `text` in UTF-8."),
  url: z.string().nullable(),
  outlet: z.string().nullable(),
  title: z.string().nullable(),
  deck: z.string().nullable(),
  authors: z.array(z.string()),
  published: z.string().nullable().describe("EDTF, to the day where known."),
  language: z.string().nullable().describe("BCP 47 primary subtag."),
  text: z.string().describe("Canonical text: NFC, `\\n`, no BOM, blocks separated by one blank line."),
  blocks: z.array(block),
});

const actor = z.strictObject({
  id: id("its first mention"),
  name: z.string(),
  kind: z.enum(["state", "body", "office", "person", "group"]),
  code: z.string().nullable().describe("ISO 3166 alpha-3, or a code of data/bodies.tsv."),
  sector: z.string().nullable().describe("PLOVER sector: GOV MIL LEG JUD PTY OPP REB BUS MED CVL NGO IGO …"),
  office: z.string().nullable().describe("The office as the text gives it."),
  offices: z
    .array(
      z.strictObject({
        ...span,
        exact: z.string(),
        role: z.string().nullable().describe("A role of data/offices.tsv; null where the words are of none."),
        code: z
          .string()
          .nullable()
          .describe("The state or body in whose name it is held; null when the words don't tell."),
      }),
    )
    .describe("Every office that the text gives this person, with its words."),
  anonymous: z.boolean().describe("A person or people whom the article doesn't name."),
  mentions: z.array(evidence),
});

const statement = z.strictObject({
  id: id("its cue, or of its content where there is no cue"),
  speaker: party.nullable(),
  cue: evidence.nullable(),
  content: z.array(evidence).min(1),
  form: z.enum(["direct", "indirect", "mixed"]),
  kind: z.enum(["speech", "thought", "attitude", "intention"]),
  nestedIn: z.string().nullable().describe("Id of the statement whose content holds this one."),
  via: z.array(party).describe("The agency or outlet it came through."),
  addressee: party.nullable(),
  date: date.nullable(),
  confidence: z
    .number()
    .min(0)
    .max(1)
    .describe("How sure it is that somebody says, thinks or wants something here."),
  rule: z.string(),
});

const event = z.strictObject({
  id: id("its trigger"),
  ...span,
  exact: z.string(),
  trigger: evidence,
  type: z.enum(eventTypes).describe("PLOVER 0.8."),
  mode: z.string().nullable(),
  cameo: z.string().nullable().describe("CAMEO code; a string, leading zeros matter."),
  contexts: z.array(z.string()),
  actors: z.array(party),
  recipients: z.array(party),
  date: date.nullable(),
  place: evidence.nullable(),
  status: z.enum(eventStatuses),
  score: z.number().min(-10).max(10).nullable().describe("PLOVER score, -10 conflict to 10 cooperation."),
  statement: z
    .string()
    .nullable()
    .describe("Id of the statement that reports it; null when the article itself does."),
  rule: z.string(),
});

const condition = z.strictObject({
  id: id("its cue"),
  setter: party.nullable(),
  target: party.nullable(),
  requirement: evidence,
  outcome: evidence,
  cue: evidence,
  requirementNegated: z.boolean().describe("The requirement as written is what must not happen."),
  outcomeNegated: z.boolean().describe("The outcome as written is withheld unless the requirement is met."),
  link: z.enum(conditionLinks),
  polarity: z.enum(["offer", "threat"]),
  necessity: z.enum(["necessary", "sufficient", "both"]),
  deadline: date.nullable(),
  statement: z.string().nullable().describe("Id of the statement that carries it."),
  rule: z.string(),
});

export const readingSchema = z.strictObject({
  schema: z.literal(readingSchemaId),
  engine: z
    .string()
    .describe(
      "Version of the program, its models, and a digest of models and data: `0.1.0+en-1.attributions-1.events-1.k3v0c2qa`.",
    ),
  article,
  actors: z.array(actor),
  statements: z.array(statement),
  events: z.array(event),
  conditions: z.array(condition),
  diagnostics: z.array(diagnostic),
});

export type Reading = z.infer<typeof readingSchema>;
export type ReadingActor = Reading["actors"][number];
export type ReadingStatement = Reading["statements"][number];
export type ReadingEvent = Reading["events"][number];
export type ReadingCondition = Reading["conditions"][number];
export type ReadingDiagnostic = Reading["diagnostics"][number];
export type Evidence = z.infer<typeof evidence>;
export type ReadingParty = z.infer<typeof party>;
