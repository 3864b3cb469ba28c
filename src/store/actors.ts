/** Actors across articles: looking one up by what a person types, and what the ledger has learnt of it. */
import type { Kysely } from "kysely";
import type { Sides } from "./filters.ts";
import { foldName } from "./deposit.ts";
import type { ActorsTable, OfficesTable, Tables } from "./tables.ts";

export type LedgerActor = Pick<ActorsTable, "id" | "name" | "kind" | "code" | "sector"> & {
  /** Articles that name it. */
  readonly articles: number;
};

/** An office as an article words it. */
export type Office = Pick<OfficesTable, "office" | "article" | "start" | "end" | "exact"> & {
  readonly published: string | null;
  readonly outlet: string | null;
};

/**
 * Actors by id, code or name: the whole name first, else its end ("Lavrov"), else its beginning. The most named first.
 */
export async function findActors(db: Kysely<Tables>, asked: string): Promise<readonly LedgerActor[]> {
  const folded = foldName(asked);
  const pick = db
    .selectFrom("actors")
    .select(["id", "name", "kind", "code", "sector", "n_articles as articles"])
    .orderBy("n_articles", "desc")
    .orderBy("id")
    .limit(50);
  if (/^A[0-9a-v]{16}$/.test(asked)) return pick.where("id", "=", asked).execute();
  if (folded === "") return [];
  const whole = await pick.where("folded", "=", folded).execute();
  if (0 < whole.length) return whole;
  const safe = folded.replace(/[%_\\]/g, "");
  const byEnd = await pick.where("folded", "like", `% ${safe}`).execute();
  return 0 < byEnd.length ? byEnd : pick.where("folded", "like", `${safe}%`).execute();
}

/**
 * Who is meant by a code (`RUS`, `EU`), a state's name, or the name of a person or body. Null when the ledger knows
 * nobody of that name.
 */
export async function findSides(db: Kysely<Tables>, asked: string): Promise<Sides | null> {
  const byCode = await db
    .selectFrom("actors")
    .select("code")
    .where("code", "=", asked)
    .limit(1)
    .executeTakeFirst();
  if (byCode !== undefined) return { codes: [asked], actors: [] };
  const actors = await findActors(db, asked);
  const [first] = actors;
  if (first === undefined) return null;
  if (first.kind === "state" && first.code !== null) return { codes: [first.code], actors: [] };
  return { codes: [], actors: actors.map(({ id }) => id) };
}

/** The offices that articles gave an actor, the earliest first. */
export async function listOffices(db: Kysely<Tables>, actors: readonly string[]): Promise<readonly Office[]> {
  if (actors.length === 0) return [];
  return db
    .selectFrom("offices as o")
    .innerJoin("articles as a", "a.hash", "o.article")
    .select(["o.office", "o.article", "o.start", "o.end", "o.exact", "a.published", "a.outlet"])
    .where("o.actor", "in", [...actors])
    .orderBy("o.day")
    .orderBy("a.number")
    .execute();
}
