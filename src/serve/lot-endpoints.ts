/** Deciding on many records at once over the API, and taking it back. */
import { z } from "zod";
import { mostInLot } from "../store/store.ts";
import type { Endpoint } from "./endpoints.ts";

const lotShape = z.strictObject({
  action: z.enum(["accept", "reject"]),
  note: z.string().max(2000).nullable().optional(),
  records: z
    .array(z.object({ id: z.string(), revision: z.int() }))
    .min(1)
    .max(mostInLot)
    .describe("Each as it was seen; one that has changed since is left out and told."),
});

const decided = z.array(z.string()).describe("Ids of the records that were changed.");
const left = z.array(z.string()).describe("Ids of those left as they are: changed or decided on meanwhile.");

export const lotEndpoints: readonly Endpoint[] = [
  {
    method: "post",
    path: "/reviews",
    summary: `Accept or reject up to ${mostInLot} records at once`,
    parameters: [],
    body: lotShape,
    answer: {
      lot: z.number().nullable().describe("For taking it back; null when nothing was changed."),
      decided,
      left,
    },
    async handle({ site: { ledger }, who, body }) {
      const { note = null, ...lot } = body as z.infer<typeof lotShape>;
      return { ...(await ledger.desk.review({ ...lot, note, who })) };
    },
  },
  {
    method: "post",
    path: "/lots/{lot}/undo",
    summary: "Take back what was decided at once, but for records decided on since",
    parameters: [],
    body: null,
    answer: { decided, left },
    async handle({ site: { ledger }, who, path }) {
      return { ...(await ledger.desk.undo(Number(path["lot"]) || 0, who)) };
    },
  },
];
