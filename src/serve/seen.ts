/** Up to which change of the ledger a person has looked: what they pressed "mark as seen" on. */
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { viewIdOf } from "../store/store.ts";
import type { Site } from "./site.ts";
import { whoOf } from "./visitor.ts";

/** The cookie that holds it for the start page. */
export const seenCookie = "demarche-seen";

/** As the start page knows it; 0 before the first time. */
export function seenOnStart(context: Context, last: number): number {
  const seen = Number(getCookie(context, seenCookie) ?? 0);
  return Number.isSafeInteger(seen) && 0 <= seen && seen <= last ? seen : 0;
}

/** For a relation: the later of the start page and of the view of whoever follows it. */
export async function seenOf(
  { ledger }: Pick<Site, "ledger">,
  context: Context,
  [a, b]: readonly [string, string],
): Promise<number> {
  const who = whoOf(context);
  const [last, view] = await Promise.all([
    ledger.lastChange(),
    ledger.desk.view(who, viewIdOf(who, `/relations/${a}/${b}`)),
  ]);
  return Math.max(seenOnStart(context, last), view?.seen ?? 0);
}
