/** Conditions with how they stand, by the day for which it is asked; pages of those that stand in a given way. */
import type { LedgerRecord, Page } from "../model/ledger.ts";
import type { Ledger, RecordFilter } from "../store/store.ts";
import { openHeadlines } from "./formats.ts";
import { dayOf } from "./record-flags.ts";

/** Flags of what is asked of conditions only. */
export interface StandFlags {
  readonly open?: boolean;
  readonly headline?: readonly string[];
  readonly asOf?: string;
}

/** Which conditions are wanted, by how they stand on a day. */
export interface StandFilter {
  /** Null: all. */
  readonly headlines: readonly string[] | null;
  /** Days since 1970-01-01. */
  readonly on: number;
}

/**
 * The filter that the flags ask for; the day is today where none is given.
 *
 * @throws DemarcheError `cli/usage` for a bad date
 */
export function standFilterOf({ open, headline, asOf }: StandFlags): StandFilter {
  const on = dayOf(asOf, "--as-of")?.to ?? Math.floor(Date.now() / 86_400_000);
  const asked = [...(open === true ? openHeadlines : []), ...(headline ?? [])];
  return { headlines: asked.length === 0 ? null : asked, on };
}

/** A page of records; of conditions, of those that stand as asked, each with its life. */
export async function listStanding(
  ledger: Ledger,
  filter: RecordFilter,
  limit: number,
  after: string | null,
  { headlines: wanted, on }: StandFilter,
): Promise<Page<LedgerRecord>> {
  if (filter.kind !== "condition") return ledger.records(filter, limit, after);
  const items: LedgerRecord[] = [];
  for (let place = after; ;) {
    const page = await ledger.records(filter, limit - items.length, place);
    const told = await ledger.withLives(page.items, on);
    items.push(
      ...told.filter(({ life, day }) => {
        if (day !== null && on < day) return false;
        return wanted === null || (life !== null && wanted.includes(life.headline));
      }),
    );
    if (page.next === null || limit <= items.length) return { items, next: page.next };
    place = page.next;
  }
}
