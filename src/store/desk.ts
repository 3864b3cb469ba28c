/** The part of a ledger that is a person's desk: many records decided on at once, views, what changed since they looked. */
import { changeBefore, type ChangedRecords, type ChangeQuestion, listChanged } from "./changed.ts";
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
import type { ReviewsTable, ViewsTable } from "./tables.ts";
import { changeView, dropView, findView, keepView, listViews } from "./views.ts";
import type { Writing } from "./writing.ts";

export interface Desk {
  /** The last decision about each of these records. */
  decisions(records: readonly string[]): Promise<ReadonlyMap<string, ReviewsTable>>;
  /** Decides on many at once; what has changed since it was seen is left out and told. */
  review(decision: LotReview): Promise<LotOutcome>;
  /** Takes a lot back, but for records on which somebody has decided since. */
  undo(lot: number, who: string): Promise<Omit<LotOutcome, "lot">>;
  lot(number: number): Promise<Lot>;

  /** Records that changed, the last first. */
  changed(question: ChangeQuestion): Promise<ChangedRecords>;
  /** The last number of the log written before a time. */
  changeBefore(time: string): Promise<number>;

  views(who: string): Promise<readonly ViewsTable[]>;
  view(who: string, id: string): Promise<ViewsTable | null>;
  /** Keeps a list under a name; gives the view's id. */
  keep(view: Pick<ViewsTable, "who" | "name" | "list" | "told">): Promise<string>;
  rename(who: string, id: string, name: string): Promise<void>;
  /** Notes that a view was looked at: up to this change, and how it stood. */
  look(who: string, id: string, seen: number, told: string | null): Promise<void>;
  drop(who: string, id: string): Promise<void>;
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

    changed: (question) => reading(listChanged(db, question)),
    changeBefore: (time) => reading(changeBefore(db, time)),

    views: (who) => reading(listViews(db, who)),
    view: (who, id) => reading(findView(db, who, id)),
    keep: (view) => writing((it) => keepView(it, view)),
    rename: (who, id, name) => writing((it) => changeView(it, { who, id }, { name })),
    look: (who, id, seen, told) =>
      writing((it) => changeView(it, { who, id }, { seen, told, seen_at: it.at })),
    drop: (who, id) => writing((it) => dropView(it, who, id)),
  };
}
