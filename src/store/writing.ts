/**
 * Writing, one writer at a time. A transaction begins by taking the row `writer` of `counters`: in SQLite that is the
 * file's write lock, in PostgreSQL the row's. So numbers given out rise in the order of commits on both engines, and a
 * second process waits its turn.
 */
import type { Transaction } from "kysely";
import type { Engine } from "./engines.ts";
import { refusalOf } from "./engines.ts";
import { insertAll, keepOld } from "./inserting.ts";
import type { Tables } from "./tables.ts";

export type CounterName =
  "capture" | "article" | "reading" | "record" | "wording" | "review" | "override" | "audit";

export type ChangeAction =
  "added" | "reported" | "changed" | "withdrawn" | "merged" | "split" | "reviewed" | "deleted";

const lateTables = [
  "captures",
  "readings",
  "namings",
  "mentions",
  "parties",
  "pairs",
  "wordings",
  "worded",
] as const;
type LateTable = (typeof lateTables)[number];

/** Of these a row that is there already stays; of the others there is none. */
const keptTables: ReadonlySet<LateTable> = new Set(["readings", "namings", "parties", "pairs"]);

/** An open transaction that holds the writer's place. */
export interface Writing {
  readonly engine: Engine["name"];
  readonly tx: Transaction<Tables>;
  /** The time of everything written in it. */
  readonly at: string;
  /** The next number of a kind, from 1. */
  next(counter: CounterName): number;
  /** Rows that nothing reads before `flush`, gathered so that few statements write many. */
  later<Table extends LateTable>(table: Table, rows: readonly Tables[Table][]): void;
  /** Writes what was gathered; also done at the end. */
  flush(): Promise<void>;
  /** Notes a change; it is written with the others at the end. */
  note(kind: string, id: string, action: ChangeAction, revision: number): void;
}

/**
 * Runs a piece of writing: all of it is kept, or nothing.
 *
 * @param at ISO 8601 time noted with what is written
 * @throws DemarcheError `store/busy`, `store/full`, `store/corrupt`, `store/unwritable`, `store/unreachable`
 */
export async function write<Result>(
  { db, name, label }: Engine,
  at: string,
  run: (writing: Writing) => Promise<Result>,
): Promise<Result> {
  try {
    return await db.transaction().execute(async (tx) => {
      await tx
        .updateTable("counters")
        .set((eb) => ({ value: eb("value", "+", 1) }))
        .where("name", "=", "writer")
        .execute();
      const rows = await tx.selectFrom("counters").selectAll().execute();
      const before = new Map(rows.map((row) => [row.name, row.value]));
      const now = new Map(before);
      const changes: { kind: string; id: string; action: string; revision: number }[] = [];
      const late = new Map<LateTable, Tables[LateTable][]>(lateTables.map((table) => [table, []]));
      const take = (counter: string): number => {
        const number = (now.get(counter) ?? 0) + 1;
        now.set(counter, number);
        return number;
      };
      const flush = async (): Promise<void> => {
        for (const table of lateTables) {
          const rows = late.get(table)?.splice(0) as Tables[typeof table][];
          const ready = name === "sqlite" && table === "wordings" ? asFts(rows) : rows;
          await insertAll(tx, table, ready, keptTables.has(table) ? keepOld : "");
        }
      };
      const result = await run({
        engine: name,
        tx,
        at,
        next: take,
        later: (table, rows) => void late.get(table)?.push(...rows),
        flush,
        note: (kind, id, action, revision) => void changes.push({ kind, id, action, revision }),
      });
      await flush();
      await insertAll(
        tx,
        "changes",
        changes.map((change) => ({ seq: take("change"), at, ...change })),
      );
      for (const [counter, value] of now) {
        if (value === before.get(counter)) continue;
        await tx.updateTable("counters").set({ value }).where("name", "=", counter).execute();
      }
      return result;
    });
  } catch (error) {
    throw refusalOf(error, label);
  }
}

/** SQLite's full-text table has its number as `rowid`. */
function asFts<Row>(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) => {
    const { number, ...rest } = row as { number: number };
    return { rowid: number, ...rest } as Row;
  });
}
