/** Two sides and a day, as addresses of relations name them: read for the pages and for the API alike. */
import { DemarcheError } from "../model/error.ts";
import { daysOf } from "../merge/days.ts";
import type { Ledger } from "../store/store.ts";

/** The code of who is meant. @throws DemarcheError `serve/not-found` */
export async function codeOf(ledger: Ledger, asked: string): Promise<string> {
  const sides = await ledger.sides(asked.slice(0, 120));
  const found = sides?.codes[0];
  if (found !== undefined) return found;
  const [actor] = sides === null ? [] : await ledger.actors(asked);
  if (actor?.code !== undefined && actor.code !== null) return actor.code;
  throw new DemarcheError(
    "serve/not-found",
    `expected a state or body that the ledger knows, found "${asked.slice(0, 80)}": the list of actors has its code`,
  );
}

/**
 * The last day that `asof` looks at, in days since 1970-01-01; null without it.
 *
 * @throws DemarcheError `serve/bad-request`
 */
export function lastDayOf(asOf: string | null): number | null {
  if (asOf === null) return null;
  const range = daysOf(asOf);
  if (range !== null) return range.to;
  throw new DemarcheError(
    "serve/bad-request",
    `expected for "asof" a day such as 2015-07-20, found "${asOf.slice(0, 40)}"`,
    { parameter: "asof" },
  );
}
