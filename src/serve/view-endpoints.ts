/** Endpoints of kept views: what somebody keeps and follows, with what is new in it. Each person's own, as on the pages. */
import { z } from "zod";
import type { Asking, Endpoint } from "./endpoints.ts";
import { keepView, longestName, markSeen, ownView, renameView, seeView, seeViews } from "./own-views.ts";
import { recordShape } from "./shapes.ts";
import type { SeenView } from "./view-list.tsx";

/** Records told of what is new in a view. */
const mostTold = 100;

const name = z.string().max(400).describe(`1 to ${longestName} characters.`);

const viewShape = z.object({
  id: z.string(),
  name: z.string(),
  list: z.string().describe("Path and query of a list, a relation or a record; also of its page."),
  made_at: z.string(),
  seen: z.number().describe("Number of the last change when it was last looked at."),
  seen_at: z.string(),
  stood: z.string().nullable().describe("Of a condition: how it stood then."),
  stands: z.string().nullable().describe("And how it stands today."),
  new: z.number().describe("Records that were added since."),
  changed: z.number().describe("Records that were set right since."),
  isPartial: z.boolean().describe("Whether more may have changed than was looked at."),
});

function viewOf({ view, news, told }: SeenView): z.infer<typeof viewShape> {
  const { id, name, list, made_at, seen, seen_at, told: stood } = view;
  const { nNew, nChanged, isPartial } = news;
  return {
    id,
    name,
    list,
    made_at,
    seen,
    seen_at,
    stood,
    stands: told,
    new: nNew,
    changed: nChanged,
    isPartial,
  };
}

async function answerView(
  { site, who }: Asking,
  id: string,
): Promise<{ readonly view: z.infer<typeof viewShape> }> {
  return { view: viewOf(await seeView(site, await ownView(site, who, id))) };
}

/** In the order of the manual. */
export const viewEndpoints: readonly Endpoint[] = [
  {
    method: "get",
    path: "/views",
    summary: "The views that you keep, with how much is new in each",
    isOwn: true,
    parameters: [],
    body: null,
    answer: { items: z.array(viewShape) },
    async handle({ site, who }) {
      return { items: (await seeViews(site, who)).map(viewOf) };
    },
  },
  {
    method: "post",
    path: "/views",
    summary: "Keep a list, a relation or a record under a name; one that is kept already gets the name",
    isOwn: true,
    parameters: [],
    body: z.strictObject({
      list: z.string().max(2000).describe("/conditions?by=RUS&to=USA, /relations/USA/CUB, /records/C…"),
      name,
    }),
    answer: { view: viewShape },
    async handle(asking) {
      const { site, who, body } = asking;
      return answerView(asking, await keepView(site, who, body as { list: string; name: string }));
    },
  },
  {
    method: "get",
    path: "/views/{id}",
    summary: "A view of yours with the records that are new or changed in it, the latest change first",
    isOwn: true,
    parameters: [],
    body: null,
    answer: {
      view: viewShape,
      items: z
        .array(z.object({ actions: z.array(z.string()), record: recordShape }))
        .describe(`The first ${mostTold}.`),
    },
    async handle({ site, who, path }) {
      const seen = await seeView(site, await ownView(site, who, path["id"] as string));
      const items = seen.news.items
        .slice(0, mostTold)
        .map(({ change: { actions }, record }) => ({ actions, record }));
      return { view: viewOf(seen), items };
    },
  },
  {
    method: "post",
    path: "/views/{id}/name",
    summary: "Give a view of yours another name",
    isOwn: true,
    parameters: [],
    body: z.strictObject({ name }),
    answer: { view: viewShape },
    async handle(asking) {
      const { site, who, path, body } = asking;
      const { id } = await ownView(site, who, path["id"] as string);
      await renameView(site, who, id, (body as { name: string }).name);
      return answerView(asking, id);
    },
  },
  {
    method: "post",
    path: "/views/{id}/seen",
    summary: "Note that you have looked at a view, until a change of the log or until now",
    isOwn: true,
    parameters: [],
    body: z.strictObject({
      seq: z.int().min(0).optional().describe("`lastChange` of the summary when you looked."),
    }),
    answer: { view: viewShape },
    async handle(asking) {
      const { site, who, path, body } = asking;
      const view = await ownView(site, who, path["id"] as string);
      await markSeen(site, who, view, (body as { seq?: number }).seq);
      return answerView(asking, view.id);
    },
  },
  {
    method: "delete",
    path: "/views/{id}",
    summary: "Drop a view of yours",
    isOwn: true,
    parameters: [],
    body: null,
    answer: {},
    async handle({ site, who, path }) {
      const { id } = await ownView(site, who, path["id"] as string);
      await site.ledger.desk.drop(who, id);
      return {};
    },
  },
];
