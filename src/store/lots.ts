/**
 * Many records decided on at once, and taken back at once. A lot is a run of reviews whose numbers follow one another:
 * they were written in one transaction. What was changed since it was seen is left out and told, never overwritten.
 */
import type { Kysely } from "kysely";
import { DemarcheError } from "../model/error.ts";
import { recordRow, review, standingReview, takeBack } from "./reviews.ts";
import type { ReviewsTable, Tables } from "./tables.ts";
import type { Writing } from "./writing.ts";

/** Records that are decided on at once, at most. */
export const mostInLot = 500;

/** One decision about many records, each as it was seen. */
export interface LotReview {
  readonly action: "accept" | "reject";
  readonly who: string;
  readonly note: string | null;
  readonly records: readonly { readonly id: string; readonly revision: number }[];
}

/** What became of it. */
export interface LotOutcome {
  /** Number of the lot, for taking it back; null when nothing was decided. */
  readonly lot: number | null;
  readonly decided: readonly string[];
  /** Those that have changed since they were seen, or are no longer there. */
  readonly left: readonly string[];
}

/** A lot as it stands now. */
export interface Lot {
  readonly number: number;
  readonly reviews: readonly ReviewsTable[];
  /** Records of it that are as the lot left them: what taking it back would change. */
  readonly standing: readonly string[];
  /** Records of it that were taken back. */
  readonly undone: readonly string[];
}

/**
 * Decides on all records that are as they were seen.
 *
 * @throws DemarcheError `store/unlike` for more than a lot holds
 */
export async function reviewLot(writing: Writing, { records, ...decision }: LotReview): Promise<LotOutcome> {
  if (mostInLot < records.length) {
    throw new DemarcheError(
      "store/unlike",
      `expected at most ${mostInLot} records to be decided on at once, found ${records.length}: decide on them in parts`,
    );
  }
  const [decided, left, numbers]: [string[], string[], number[]] = [[], [], []];
  for (const { id, revision } of new Map(records.map((it) => [it.id, it])).values()) {
    try {
      numbers.push(await review(writing, { ...decision, record: id, revision }));
      decided.push(id);
    } catch (error) {
      if (!isAboutOne(error)) throw error;
      left.push(id);
    }
  }
  const [first] = numbers;
  if (first === undefined) return { lot: null, decided, left };
  await writing.tx
    .insertInto("lots")
    .values({ first, last: numbers.at(-1) as number })
    .execute();
  return { lot: first, decided, left };
}

/**
 * Takes a lot back: of every record on which nobody has decided since.
 *
 * @returns what was taken back, and what was left because somebody has decided since
 * @throws DemarcheError `store/unknown-id`, `store/nothing-to-undo`
 */
export async function undoLot(writing: Writing, lot: number, who: string): Promise<Omit<LotOutcome, "lot">> {
  const { standing, reviews, undone } = await lotOf(writing.tx, lot);
  if (standing.length === 0) {
    throw new DemarcheError(
      "store/nothing-to-undo",
      `expected decisions of lot ${lot} that stand, found none: they were taken back or overruled one by one`,
    );
  }
  for (const id of standing) {
    const row = await recordRow(writing, id);
    const last = await standingReview(writing, row.id);
    if (last !== undefined) await takeBack(writing, row, last, who);
  }
  const settled = new Set([...standing, ...undone]);
  return { decided: standing, left: reviews.flatMap(({ record }) => (settled.has(record) ? [] : [record])) };
}

/** A lot by the number of its first review. @throws DemarcheError `store/unknown-id` */
export async function lotOf(db: Pick<Kysely<Tables>, "selectFrom">, number: number): Promise<Lot> {
  const row = await db.selectFrom("lots").selectAll().where("first", "=", number).executeTakeFirst();
  if (row === undefined) {
    throw new DemarcheError("store/unknown-id", `expected the number of a lot of decisions, found ${number}`);
  }
  const reviews = await db
    .selectFrom("reviews")
    .selectAll()
    .where("number", ">=", row.first)
    .where("number", "<=", row.last)
    .orderBy("number")
    .execute();
  const own = new Map(reviews.map((it) => [it.number, it.record]));
  const later = await listOfRecords(db, [...own.values()]);
  const undone = new Set(later.flatMap(({ undoes }) => own.get(undoes ?? 0) ?? []));
  // The last decision of each record that still stands; where it is the lot's own, it can be taken back.
  const takenBack = new Set(later.map(({ undoes }) => undoes));
  const last = new Map<string, number>();
  for (const { record, number, undoes } of later) {
    if (undoes === null && !takenBack.has(number)) last.set(record, number);
  }
  const standing = reviews.flatMap(({ record, number: own }) => (last.get(record) === own ? [record] : []));
  return { number, reviews, standing, undone: [...undone] };
}

/** The last decision about each record, whoever made it, by the record's id. */
export async function listDecisions(
  db: Pick<Kysely<Tables>, "selectFrom">,
  records: readonly string[],
): Promise<ReadonlyMap<string, ReviewsTable>> {
  const last = new Map<string, ReviewsTable>();
  for (const row of await listOfRecords(db, records)) last.set(row.record, row);
  return last;
}

/** All decisions about some records, the first first. */
async function listOfRecords(
  db: Pick<Kysely<Tables>, "selectFrom">,
  records: readonly string[],
): Promise<readonly ReviewsTable[]> {
  if (records.length === 0) return [];
  return db
    .selectFrom("reviews")
    .selectAll()
    .where("record", "in", [...records])
    .orderBy("number")
    .execute();
}

/** Whether one record is to blame, so that the others may go on. */
function isAboutOne(error: unknown): boolean {
  return error instanceof DemarcheError && ["store/changed", "store/unknown-id"].includes(error.code);
}
