/** How it stands between two sides, as the API and assistants are told: six tracks by named rules, with their evidence. */
import { z } from "zod";
import { judgeRelation, questionOf } from "../relation/relation.ts";
import { tracks } from "../relation/rules.ts";
import type { Endpoint } from "./endpoints.ts";
import { codeOf, lastDayOf } from "./pair.ts";

const evidence = z.object({
  rule: z.string(),
  value: z.string(),
  event: z.looseObject({
    id: z.string(),
    words: z.string(),
    edtf: z.string().nullable(),
    reports: z.number(),
  }),
});

const trackShape = z.object({
  track: z.enum(tracks),
  direction: z.object({ source: z.string(), target: z.string() }).nullable(),
  value: z.string().nullable().describe("Null: no judgement."),
  since: z.string().nullable(),
  why: z.string().describe("The rule, or why there is no judgement."),
  evidence: z.array(evidence),
  conflicts: z.array(evidence).describe("Events of another value about the same time, and denials."),
});

export const relationEndpoint: Endpoint = {
  method: "get",
  path: "/relations/{a}/{b}",
  summary: "How it stands between two sides: six tracks, each by a named rule with the events behind it",
  parameters: [
    {
      name: "asof",
      describe: "the day for which it is told: 2015, 2015-07 or 2015-07-20",
      pattern: /^\d{4}(-\d{2}(-\d{2})?)?$/,
    },
  ],
  body: null,
  answer: { a: z.string(), b: z.string(), tracks: z.array(trackShape) },
  async handle({ site: { ledger, relationRules }, path, query }) {
    const [a, b] = [await codeOf(ledger, path["a"] as string), await codeOf(ledger, path["b"] as string)];
    const until = lastDayOf(query.get("asof"));
    const events = await ledger.relationEvents([a, b], questionOf(relationRules, until));
    return { a, b, tracks: judgeRelation(relationRules, a, b, events) };
  },
};
