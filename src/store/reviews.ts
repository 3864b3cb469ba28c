/**
 * What people decide about records: accept, fix, reject, each kept for ever with who, when, before and after. Undoing
 * is a decision too. What was decided holds when an article is read again.
 */
import { DemarcheError } from "../model/error.ts";
import { eventStatuses, eventTypes } from "../model/finding.ts";
import { daysOf } from "../merge/days.ts";
import { findMove, putSpan, type SpanMove, type SpanState } from "./spans.ts";
import { type RecordsTable, type ReviewsTable, unknownDay } from "./tables.ts";
import type { Writing } from "./writing.ts";

/** Fields that a reviewer may fix. */
export type FixableField = "type" | "status" | "mode" | "cameo" | "edtf" | "basis";

export interface Review {
  readonly record: string;
  readonly action: "accept" | "fix" | "reject";
  /** For `fix`: the new values. */
  readonly fields?: Readonly<Partial<Record<FixableField, string | null>>>;
  readonly who: string;
  readonly note: string | null;
  /** The revision that the person saw; when the record has another by now, nothing is decided. */
  readonly revision?: number;
}

type State = Pick<RecordsTable, "review" | FixableField>;

/**
 * Notes a decision.
 *
 * @returns number of the review, for undoing it
 * @throws DemarcheError `store/unknown-id`, `store/changed`
 */
export async function review(writing: Writing, decision: Review): Promise<number> {
  const { tx } = writing;
  const row = await recordRow(writing, decision.record);
  checkRevision(row, decision.revision);
  checkFields(row, decision.fields ?? {});
  const before = stateOf(row);
  const { type, status, ...open } = decision.fields ?? {};
  const after: State = {
    ...before,
    // Who gives another date has read it; it is no longer the day of publication.
    ...(typeof open.edtf === "string" ? { basis: "stated" } : {}),
    ...open,
    type: type ?? before.type,
    status: status ?? before.status,
    review: decision.action,
  };
  const number = writing.next("review");
  await tx
    .insertInto("reviews")
    .values({
      number,
      record: row.id,
      action: decision.action,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
      who: decision.who,
      note: decision.note,
      at: writing.at,
      undoes: null,
    })
    .execute();
  await setState(writing, row, after);
  return number;
}

/**
 * Takes back the last decision about a record that has not been taken back yet.
 *
 * @param seen the revision that the person saw; when the record has another by now, nothing is taken back
 * @returns number of the review that undoes it
 * @throws DemarcheError `store/unknown-id`, `store/nothing-to-undo`, `store/changed`
 */
export async function undoReview(
  writing: Writing,
  record: string,
  who: string,
  seen?: number,
): Promise<number> {
  const row = await recordRow(writing, record);
  checkRevision(row, seen);
  const last = await standingReview(writing, row.id);
  if (last === undefined) {
    throw new DemarcheError(
      "store/nothing-to-undo",
      `expected a decision about ${record}, found none that stands`,
    );
  }
  return takeBack(writing, row, last, who);
}

/** The last decision about a record that was not taken back. */
export async function standingReview({ tx }: Writing, record: string): Promise<ReviewsTable | undefined> {
  const history = await listReviews(tx, record);
  const undone = new Set(history.map(({ undoes }) => undoes));
  return history.findLast((it) => it.undoes === null && !undone.has(it.number));
}

/** Puts a record back to what it was before a decision. */
export async function takeBack(
  writing: Writing,
  row: RecordsTable,
  last: ReviewsTable,
  who: string,
): Promise<number> {
  const number = writing.next("review");
  await writing.tx
    .insertInto("reviews")
    .values({
      number,
      record: row.id,
      action: "undo",
      before: JSON.stringify(stateOf(row)),
      after: last.before,
      who,
      note: null,
      at: writing.at,
      undoes: last.number,
    })
    .execute();
  const { span, ...state } = JSON.parse(last.before) as State & { readonly span?: SpanState };
  if (span !== undefined) await putSpan(writing, span);
  await setState(writing, row, state);
  return number;
}

/**
 * Moves one end of a mention's words, as a correction of its record.
 *
 * @returns number of the review, for undoing it
 * @throws DemarcheError `store/unknown-id`, `store/unlike`, `store/changed`
 */
export async function moveSpan(writing: Writing, move: SpanMove): Promise<number> {
  const { record, before, after } = await findMove(writing, move);
  const row = await recordRow(writing, record);
  checkRevision(row, move.revision);
  const state = stateOf(row);
  const fixed: State = { ...state, review: "fix" };
  const number = writing.next("review");
  await writing.tx
    .insertInto("reviews")
    .values({
      number,
      record: row.id,
      action: "fix",
      before: JSON.stringify({ ...state, span: before }),
      after: JSON.stringify({ ...fixed, span: after }),
      who: move.who,
      note: null,
      at: writing.at,
      undoes: null,
    })
    .execute();
  await putSpan(writing, after);
  await setState(writing, row, fixed);
  return number;
}

/** @throws DemarcheError `store/changed` */
export function checkRevision(row: Pick<RecordsTable, "id" | "revision">, seen: number | undefined): void {
  if (seen === undefined || seen === row.revision) return;
  throw new DemarcheError(
    "store/changed",
    `expected revision ${seen} of ${row.id}, found ${row.revision}: it was changed meanwhile, look at it again`,
    { revision: row.revision },
  );
}

/** All decisions about a record, the first first. */
export async function listReviews(
  db: Writing["tx"] | ReaderDb,
  record: string,
): Promise<readonly ReviewsTable[]> {
  return db.selectFrom("reviews").selectAll().where("record", "=", record).orderBy("number").execute();
}

type ReaderDb = Pick<Writing["tx"], "selectFrom">;

/** @throws DemarcheError `store/unknown-id` */
export async function recordRow({ tx }: Writing, id: string): Promise<RecordsTable> {
  const row = await tx.selectFrom("records").selectAll().where("id", "=", id).executeTakeFirst();
  if (row !== undefined) return row;
  throw new DemarcheError(
    "store/unknown-id",
    `expected the id of a record, such as E0123456789abcdef, found "${id}"`,
  );
}

function stateOf({ review, type, status, mode, cameo, edtf, basis }: RecordsTable): State {
  return { review, type, status, mode, cameo, edtf, basis };
}

async function setState(writing: Writing, row: RecordsTable, state: State): Promise<void> {
  const revision = row.revision + 1;
  const days = state.edtf === row.edtf ? null : daysOfFix(state.edtf);
  await writing.tx
    .updateTable("records")
    .set({ ...state, ...days, revision })
    .where("id", "=", row.id)
    .execute();
  const { type, status } = state;
  await writing.tx.updateTable("pairs").set({ type, status }).where("record", "=", row.id).execute();
  if (days !== null) {
    const { order_day } = days;
    await writing.tx.updateTable("parties").set({ order_day }).where("record", "=", row.id).execute();
    await writing.tx.updateTable("pairs").set({ order_day }).where("record", "=", row.id).execute();
  }
  writing.note(row.kind, row.id, "reviewed", revision);
}

function daysOfFix(edtf: string | null): Pick<RecordsTable, "day" | "day_to" | "order_day"> {
  const range = daysOf(edtf);
  return { day: range?.from ?? null, day_to: range?.to ?? null, order_day: range?.from ?? unknownDay };
}

/** @throws DemarcheError `store/unlike` for a value that the field can't have */
function checkFields(
  { kind }: RecordsTable,
  { type, status, basis, edtf }: Readonly<Partial<Record<FixableField, string | null>>>,
): void {
  const wrong = (field: string, found: string, expected: readonly string[]): DemarcheError =>
    new DemarcheError("store/unlike", `${field}: expected ${expected.join(", ")}, found "${found}"`);
  const allowed =
    kind === "event" ? { type: eventTypes, status: eventStatuses } : { type: null, status: null };
  for (const [field, value, list] of [
    ["type", type, allowed.type],
    ["status", status, allowed.status],
    ["basis", basis, ["stated", "inferred", "publication"]],
  ] as const) {
    if (typeof value === "string" && list !== null && !(list as readonly string[]).includes(value)) {
      throw wrong(field, value, list);
    }
  }
  if (typeof edtf === "string" && !/^[-0-9X/.?~%]{4,30}$/.test(edtf))
    throw wrong("edtf", edtf, ["an EDTF date"]);
}
