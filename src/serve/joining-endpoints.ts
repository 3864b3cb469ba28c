/** Endpoints of merging and splitting by hand: records, actors, and taking either back. */
import { z } from "zod";
import type { Hand } from "../store/store.ts";
import type { Asking, Endpoint } from "./endpoints.ts";
import { refuseUnknown } from "./failures.tsx";
import { actorShape, overrideShape, recordShape } from "./shapes.ts";

const note = z.string().max(2000).nullable().optional();
const revision = z
  .int()
  .optional()
  .describe("The revision that was seen; what has changed since is left as it is (409).");

const mergeShape = z.strictObject({
  into: z.string().max(40).describe("Id of the one that it is to count for."),
  note,
  revision,
});
const splitShape = z.strictObject({
  mention: z.string().max(40).describe("Id of the mention that is to stand by itself."),
  note,
  revision,
});
const partShape = z.strictObject({ note, revision });
const number = z.number().describe("Of the override, for taking it back.");

function handOf({ who, body }: Asking): Hand {
  const given = body as { readonly note?: string | null; readonly revision?: number };
  return {
    who,
    note: given.note ?? null,
    ...(given.revision === undefined ? {} : { revision: given.revision }),
  };
}

/** In the order of the manual. */
export const joiningEndpoints: readonly Endpoint[] = [
  {
    method: "get",
    path: "/actors/{id}",
    summary:
      "One actor with those that were merged into it, those that may be the same, and what was decided about it",
    parameters: [],
    body: null,
    answer: {
      actor: actorShape,
      merged: z.array(
        actorShape
          .omit({ articles: true })
          .extend({ override: overrideShape.omit({ action: true, subject: true, undone_at: true }) }),
      ),
      likely: z.array(actorShape.extend({ reason: z.string() })),
      alone: z
        .array(z.object({ name: z.string(), articles: z.number() }))
        .describe("Names by which articles mean it, known by an office met in another article."),
      history: z.array(overrideShape),
    },
    async handle({ site: { ledger }, path }) {
      const [actor] = await ledger.actors(path["id"] as string);
      if (actor === undefined) return refuseUnknown("an actor with this id");
      return { actor, ...(await ledger.kinship(actor.id)) };
    },
  },
  {
    method: "post",
    path: "/records/{id}/merge",
    summary: "Count all reports of a record for another of its kind",
    parameters: [],
    body: mergeShape,
    answer: { number, record: recordShape },
    async handle(asking) {
      const { site, path, body } = asking;
      const { into } = body as z.infer<typeof mergeShape>;
      const done = await site.ledger.merge(path["id"] as string, into, handOf(asking));
      return { number: done, record: await site.ledger.record(into) };
    },
  },
  {
    method: "post",
    path: "/records/{id}/split",
    summary: "Part a mention from its record, so that it founds one of its own",
    parameters: [],
    body: splitShape,
    answer: { number, record: recordShape },
    async handle(asking) {
      const { site, path, body } = asking;
      const { mention } = body as z.infer<typeof splitShape>;
      const done = await site.ledger.split(mention, handOf(asking));
      return { number: done, record: await site.ledger.record(path["id"] as string) };
    },
  },
  {
    method: "post",
    path: "/actors/{id}/merge",
    summary: "Count an actor for another: its records, offices and articles, later ones too",
    parameters: [],
    body: mergeShape,
    answer: { number, actor: actorShape },
    async handle(asking) {
      const { site, path, body } = asking;
      const { into } = body as z.infer<typeof mergeShape>;
      const done = await site.ledger.mergeActors(path["id"] as string, into, handOf(asking));
      const [actor] = await site.ledger.actors(into);
      return { number: done, actor };
    },
  },
  {
    method: "post",
    path: "/actors/{id}/split",
    summary: "Part an actor from the one that it was merged into",
    parameters: [],
    body: partShape,
    answer: { number, actor: actorShape },
    async handle(asking) {
      const { site, path } = asking;
      const id = path["id"] as string;
      const done = await site.ledger.splitActor(id, handOf(asking));
      const [actor] = await site.ledger.actors(id);
      return { number: done, actor };
    },
  },
  {
    method: "get",
    path: "/overrides",
    summary: "All merges and splits by hand, the first first",
    parameters: [],
    body: null,
    answer: { items: z.array(overrideShape) },
    async handle({ site: { ledger } }) {
      return { items: await ledger.overrides() };
    },
  },
  {
    method: "post",
    path: "/overrides/{number}/undo",
    summary: "Take a merge or split back",
    parameters: [],
    body: null,
    answer: { items: z.array(overrideShape) },
    async handle({ site: { ledger }, path }) {
      const asked = path["number"] as string;
      if (!/^\d{1,9}$/.test(asked)) return refuseUnknown("a merge or split with this number");
      await ledger.undoOverride(Number(asked));
      return { items: await ledger.overrides() };
    },
  },
];
