/** A span of months that a page looks at, as the address holds it: `from` and `to`, each a year, a month or a day. */
import { DemarcheError } from "../model/error.ts";
import { daysOf } from "../merge/days.ts";

export interface Span {
  /** As they were given; null where it is open. */
  readonly from: string | null;
  readonly to: string | null;
  /** Days since 1970-01-01, both included. */
  readonly since: number | null;
  readonly until: number | null;
}

/** The span of an address. @throws DemarcheError `serve/bad-request` */
export function spanOf(query: URLSearchParams): Span {
  const read = (
    name: string,
  ): { readonly text: string | null; readonly range: ReturnType<typeof daysOf> } => {
    const text = query.get(name)?.trim() || null;
    if (text === null) return { text, range: null };
    const range = /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text) ? daysOf(text) : null;
    if (range !== null) return { text, range };
    throw new DemarcheError(
      "serve/bad-request",
      `expected for "${name}" a month such as 2015-07, found "${text.slice(0, 40)}"`,
      { parameter: name },
    );
  };
  const [from, to] = [read("from"), read("to")];
  return { from: from.text, to: to.text, since: from.range?.from ?? null, until: to.range?.to ?? null };
}

/** Whether a day lies in it. */
export function isWithin({ since, until }: Span, day: number): boolean {
  return (since === null || since <= day) && (until === null || day <= until);
}

/** "2015-01 to 2015-07", "since 2015-01"; null for all. */
export function spanWords({ from, to }: Span): string | null {
  if (from === null && to === null) return null;
  if (from === null) return `until ${to}`;
  if (to === null) return `since ${from}`;
  return from === to ? from : `${from} to ${to}`;
}
