/** The part of a ledger that is a person's desk: many records decided on at once, views that are kept and followed. */
import type { Engine } from "./engines.ts";
import {
  listDecisions,
  type Lot,
  type LotOutcome,
  lotOf,
  type LotReview,
  reviewLot,
  undoLot,
} from "./lots.ts";
import type { ReviewsTable } from "./tables.ts";
import type { Writing } from "./writing.ts";

export interface Desk {
  /** The last decision about each of these records. */
  decisions(records: readonly string[]): Promise<ReadonlyMap<string, ReviewsTable>>;
  /** Decides on many at once; what has changed since it was seen is left out and told. */
  review(decision: LotReview): Promise<LotOutcome>;
  /** Takes a lot back, but for records on which somebody has decided since. */
  undo(lot: number, who: string): Promise<Omit<LotOutcome, "lot">>;
  lot(number: number): Promise<Lot>;
}

/** Over an engine, with the ledger's own ways of reading and writing. */
export function openDesk(
  { db }: Engine,
  reading: <Result>(run: Promise<Result>) => Promise<Result>,
  writing: <Result>(run: (writing: Writing) => Promise<Result>) => Promise<Result>,
): Desk {
  return {
    decisions: (records) => reading(listDecisions(db, records)),
    review: (decision) => writing((it) => reviewLot(it, decision)),
    undo: (lot, who) => writing((it) => undoLot(it, lot, who)),
    lot: (number) => reading(lotOf(db, number)),
  };
}
