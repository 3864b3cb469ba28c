/** What people do with the views that they keep: by the pages and by the API alike. */
import { DemarcheError } from "../model/error.ts";
import type { ViewsTable } from "../store/store.ts";
import { refuseUnknown } from "./failures.tsx";
import type { Site } from "./site.ts";
import type { SeenView } from "./view-list.tsx";
import { addressOf, newsOf, type Watched, watchedOf } from "./watched.ts";

type Hands = Pick<Site, "ledger" | "now">;

/** Characters of a view's name. */
export const longestName = 120;
const viewId = /^V[0-9a-f]{12}$/;

/** A view of somebody's. @throws DemarcheError `serve/not-found`, of somebody else's too */
export async function ownView({ ledger }: Hands, who: string, id: string): Promise<ViewsTable> {
  return (viewId.test(id) ? await ledger.desk.view(who, id) : null) ?? refuseUnknown("a view of yours");
}

/** What is new in a view. */
export async function seeView({ ledger, now }: Hands, view: ViewsTable): Promise<SeenView> {
  const watched = watchedOf(view.list) as Watched;
  const [news, told] = await Promise.all([
    newsOf(ledger, watched, view.seen),
    tell({ ledger, now }, watched),
  ]);
  return { view, news, told };
}

/** All of somebody's. */
export async function seeViews(hands: Hands, who: string): Promise<readonly SeenView[]> {
  const views = await hands.ledger.desk.views(who);
  return Promise.all(views.map((view) => seeView(hands, view)));
}

/** Keeps a list, a relation or a record under a name. @returns its id @throws DemarcheError `serve/bad-request` */
export async function keepView(
  hands: Hands,
  who: string,
  { list, name }: { readonly list: string; readonly name: string | undefined },
): Promise<string> {
  const address = await addressOf(hands.ledger, list);
  const told = await tell(hands, watchedOf(address) as Watched);
  return hands.ledger.desk.keep({ who, name: nameOf(name), list: address, told });
}

/** Gives a view another name. @throws DemarcheError `serve/bad-request`, `store/unknown-id` */
export async function renameView(
  { ledger }: Hands,
  who: string,
  id: string,
  name: string | undefined,
): Promise<void> {
  await ledger.desk.rename(who, id, nameOf(name));
}

/** Notes that a view was looked at until a change of the log, or until now. */
export async function markSeen(
  hands: Hands,
  who: string,
  view: ViewsTable,
  seq: number = Infinity,
): Promise<void> {
  const { ledger } = hands;
  const told = await tell(hands, watchedOf(view.list) as Watched);
  await ledger.desk.look(who, view.id, Math.min(seq, await ledger.lastChange()), told);
}

/** How a condition stands today; null of anything else. */
async function tell({ ledger, now }: Hands, watched: Watched): Promise<string | null> {
  if (watched.form !== "record" || !watched.id.startsWith("C")) return null;
  const record = await ledger.record(watched.id);
  if (record === null) return null;
  const today = Math.floor(Date.parse(now()) / 86_400_000);
  return (await ledger.withLives([record], today))[0]?.life?.headline ?? null;
}

/** @throws DemarcheError `serve/bad-request` */
function nameOf(text: string | undefined): string {
  const name = (text ?? "").replace(/\s+/g, " ").trim();
  if (0 < name.length && name.length <= longestName) return name;
  throw new DemarcheError(
    "serve/bad-request",
    `expected a name of 1 to ${longestName} characters, found another`,
    { parameter: "name" },
  );
}
