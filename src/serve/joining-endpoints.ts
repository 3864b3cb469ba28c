/** Endpoints of merging and splitting by hand: records, actors, and taking either back. */
import { z } from "zod";
import type { Hand, Ledger } from "../store/store.ts";
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

/** What can be merged and split, and how: records and actors are, in the same way. */
interface Joinable {
  readonly things: "records" | "actors";
  readonly merges: string;
  readonly splits: string;
  readonly splitBody: z.ZodType;
  readonly answer: z.ZodRawShape;
  /** @returns the number of the override, as of `split` */
  readonly merge: (ledger: Ledger, id: string, into: string, hand: Hand) => Promise<number>;
  readonly split: (ledger: Ledger, id: string, body: unknown, hand: Hand) => Promise<number>;
  readonly find: (ledger: Ledger, id: string) => Promise<Readonly<Record<string, unknown>>>;
}

/** The two endpoints: a merge answers with the one that is left, a split with the one that was asked about. */
function joining({ things, merges, splits, splitBody, answer, merge, split, find }: Joinable): Endpoint[] {
  const common = { method: "post", parameters: [], answer: { number, ...answer } } as const;
  return [
    {
      ...common,
      path: `/${things}/{id}/merge`,
      summary: merges,
      body: mergeShape,
      async handle(asking) {
        const { ledger } = asking.site;
        const { into } = asking.body as z.infer<typeof mergeShape>;
        const done = await merge(ledger, asking.path["id"] as string, into, handOf(asking));
        return { number: done, ...(await find(ledger, into)) };
      },
    },
    {
      ...common,
      path: `/${things}/{id}/split`,
      summary: splits,
      body: splitBody,
      async handle(asking) {
        const { ledger } = asking.site;
        const id = asking.path["id"] as string;
        const done = await split(ledger, id, asking.body, handOf(asking));
        return { number: done, ...(await find(ledger, id)) };
      },
    },
  ];
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
  ...joining({
    things: "records",
    merges: "Count all reports of a record for another of its kind",
    splits: "Part a mention from its record, so that it founds one of its own",
    splitBody: splitShape,
    answer: { record: recordShape },
    merge: (ledger, id, into, hand) => ledger.merge(id, into, hand),
    split: (ledger, _, body, hand) => ledger.split((body as z.infer<typeof splitShape>).mention, hand),
    find: async (ledger, id) => ({ record: await ledger.record(id) }),
  }),
  ...joining({
    things: "actors",
    merges: "Count an actor for another: its records, offices and articles, later ones too",
    splits: "Part an actor from the one that it was merged into",
    splitBody: partShape,
    answer: { actor: actorShape },
    merge: (ledger, id, into, hand) => ledger.mergeActors(id, into, hand),
    split: (ledger, id, _, hand) => ledger.splitActor(id, hand),
    find: async (ledger, id) => ({ actor: (await ledger.actors(id))[0] }),
  }),
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
