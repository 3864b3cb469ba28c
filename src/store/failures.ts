/** What could not be read: kept with its reason until it can. */
import type { Kysely } from "kysely";
import type { FailuresTable, Tables } from "./tables.ts";
import type { Writing } from "./writing.ts";

export type Failure = Pick<FailuresTable, "name" | "input" | "code" | "message">;

/** Notes failures; one that failed before counts another attempt. */
export async function noteFailures({ tx, at }: Writing, failures: readonly Failure[]): Promise<void> {
  for (const failure of failures) {
    await tx
      .insertInto("failures")
      .values({ ...failure, n_attempts: 1, at })
      .onConflict((conflict) =>
        conflict.column("name").doUpdateSet((eb) => ({
          code: failure.code,
          message: failure.message,
          at,
          n_attempts: eb("failures.n_attempts", "+", 1),
        })),
      )
      .execute();
  }
}

/** Strikes out what could be read after all. */
export async function settleFailures({ tx }: Writing, names: readonly string[]): Promise<void> {
  for (let from = 0; from < names.length; from += 500) {
    await tx
      .deleteFrom("failures")
      .where("name", "in", names.slice(from, from + 500))
      .execute();
  }
}

/** All failures that stand, by name. */
export async function listFailures(db: Kysely<Tables>): Promise<readonly FailuresTable[]> {
  return db.selectFrom("failures").selectAll().orderBy("name").execute();
}
