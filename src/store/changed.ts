/**
 * Records that changed after a number of the log, the last first. The log is walked from its end, some thousand lines at
 * most: of a ledger into which a million records have just been put, all are new and none is news.
 */
import type { Kysely } from "kysely";
import { type RecordKind, recordKinds } from "../model/ledger.ts";
import type { Tables } from "./tables.ts";

type Db = Kysely<Tables>;

/** A record that changed, with the number of its last change. */
export interface ChangedRecord {
  readonly record: string;
  readonly kind: RecordKind;
  readonly seq: number;
  readonly at: string;
  /** What happened to it since, in no order. */
  readonly actions: readonly string[];
}

/** What to look for. */
export interface ChangeQuestion {
  /** Only after this number. */
  readonly after: number;
  /** Only up to this number, for going on. */
  readonly upTo?: number;
  readonly kinds?: readonly RecordKind[];
  readonly actions?: readonly string[];
  /** Only records between these two codes. */
  readonly between?: readonly [string, string];
}

/** What was found. */
export interface ChangedRecords {
  readonly items: readonly ChangedRecord[];
  /** Whether the log was not walked to the end of the question: more may have changed. */
  readonly isPartial: boolean;
}

/** Lines of the log walked at most. */
const mostWalked = 4_000;
const linesPerStep = 1_000;

/** The records, each once. */
export async function listChanged(db: Db, question: ChangeQuestion): Promise<ChangedRecords> {
  const found = new Map<string, ChangedRecord & { readonly actions: string[] }>();
  let at = question.upTo ?? Number.MAX_SAFE_INTEGER;
  for (let nWalked = 0; nWalked < mostWalked; nWalked += linesPerStep) {
    let query = db
      .selectFrom("changes")
      .selectAll()
      .where("seq", ">", question.after)
      .where("seq", "<=", at)
      .orderBy("seq", "desc")
      .limit(linesPerStep);
    query = query.where("kind", "in", [...(question.kinds ?? recordKinds)]);
    if (question.actions !== undefined) query = query.where("action", "in", [...question.actions]);
    const rows = await query.execute();
    const between = question.between === undefined ? null : await among(db, rows, question.between);
    for (const { id, kind, seq, at: time, action } of rows) {
      if (between !== null && !between.has(id)) continue;
      const known = found.get(id);
      if (known === undefined)
        found.set(id, {
          record: id,
          kind: kind as RecordKind,
          seq: Number(seq),
          at: time,
          actions: [action],
        });
      else if (!known.actions.includes(action)) known.actions.push(action);
    }
    const last = rows.at(-1);
    if (rows.length < linesPerStep || last === undefined)
      return { items: [...found.values()], isPartial: false };
    at = Number(last.seq) - 1;
  }
  return { items: [...found.values()], isPartial: true };
}

/** Those of the records that lie between two codes. */
async function among(
  db: Db,
  rows: readonly { readonly id: string }[],
  [a, b]: readonly [string, string],
): Promise<ReadonlySet<string>> {
  const ids = [...new Set(rows.map(({ id }) => id))];
  if (ids.length === 0) return new Set();
  const pairs = await db
    .selectFrom("pairs")
    .select("record")
    .distinct()
    .where("record", "in", ids)
    .where("source", "in", [a, b])
    .where("target", "in", [a, b])
    .whereRef("source", "<>", "target")
    .execute();
  return new Set(pairs.map(({ record }) => record));
}

/** The last number of the log written before a time; 0 when all was written after it. */
export async function changeBefore(db: Db, time: string): Promise<number> {
  const ends = await db
    .selectFrom("changes")
    .select((eb) => [eb.fn.min("seq").as("first"), eb.fn.max("seq").as("last")])
    .executeTakeFirst();
  // Numbers rise with the times: a few looks find the place in a log without an index of its times.
  let [low, high] = [Number(ends?.first ?? 1) - 1, Number(ends?.last ?? 0)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const row = await db
      .selectFrom("changes")
      .select("at")
      .where("seq", ">=", middle)
      .orderBy("seq")
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined && row.at < time) low = middle;
    else high = middle - 1;
  }
  return low;
}
