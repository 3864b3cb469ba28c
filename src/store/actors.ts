/** Actors across articles: looking one up by what a person types, and what the ledger has learnt of it. */
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from "kysely";
import type { Page } from "../model/ledger.ts";
import type { Sides } from "./filters.ts";
import { foldName } from "./deposit.ts";
import type { ActorsTable, OfficesTable, Tables } from "./tables.ts";

export type LedgerActor = Pick<ActorsTable, "id" | "name" | "kind" | "code" | "sector" | "revision"> & {
  /** Articles that name it. */
  readonly articles: number;
};

const shown = ["id", "name", "kind", "code", "sector", "revision", "n_articles as articles"] as const;

/** An office as an article words it. */
export type Office = Pick<OfficesTable, "office" | "article" | "start" | "end" | "exact"> & {
  readonly published: string | null;
  readonly outlet: string | null;
};

/**
 * Actors by id, code or name: the whole name first, else its end ("Lavrov"), else its beginning. The most named first.
 * One that was merged leads to the one that it counts for.
 */
export async function findActors(db: Kysely<Tables>, asked: string): Promise<readonly LedgerActor[]> {
  const folded = foldName(asked);
  if (actorIdPattern.test(asked)) return leadOn(db, 0, (eb) => eb("id", "=", asked));
  if (folded === "") return [];
  const whole = await leadOn(db, 1, (eb) => eb("folded", "=", folded));
  if (0 < whole.length) return whole;
  const safe = folded.replace(/[%_\\]/g, "");
  const byEnd = await leadOn(db, 1, (eb) => eb("folded", "like", `% ${safe}`));
  return 0 < byEnd.length ? byEnd : leadOn(db, 1, (eb) => eb("folded", "like", `${safe}%`));
}

/** What an id of an actor looks like. */
export const actorIdPattern = /^A[0-9a-v]{16}$/;

async function leadOn(
  db: Kysely<Tables>,
  leastArticles: number,
  fits: (eb: ExpressionBuilder<Tables, "actors">) => Expression<SqlBool>,
): Promise<readonly LedgerActor[]> {
  return db
    .selectFrom("actors")
    .select(shown)
    .where("id", "in", (eb) =>
      eb
        .selectFrom("actors")
        .select((on) => on.fn.coalesce("merged_into", "id").as("id"))
        .where(fits),
    )
    .where("n_articles", ">=", leastArticles)
    .orderBy("n_articles", "desc")
    .orderBy("id")
    .limit(50)
    .execute();
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
    .where("o.actor", "in", (eb) =>
      eb
        .selectFrom("actors")
        .select("actors.id")
        .where((on) =>
          on.or([on("actors.id", "in", [...actors]), on("actors.merged_into", "in", [...actors])]),
        ),
    )
    .orderBy("o.day")
    .orderBy("a.number")
    .execute();
}

/** A page of actors, the most named first; `kind` narrows. */
export async function listActors(
  db: Kysely<Tables>,
  kind: string | null,
  limit: number,
  after: string | null,
): Promise<Page<LedgerActor>> {
  const offset = Math.max(0, Number(after ?? 0) || 0);
  let query = db
    .selectFrom("actors")
    .select(shown)
    .where("merged_into", "is", null)
    .where("n_articles", ">", 0)
    .orderBy("n_articles", "desc")
    .orderBy("name")
    .orderBy("id")
    .limit(limit + 1)
    .offset(offset);
  if (kind !== null) query = query.where("kind", "=", kind);
  const rows = await query.execute();
  return { items: rows.slice(0, limit), next: rows.length <= limit ? null : String(offset + limit) };
}

/** Names of states and bodies by code, as the ledger knows them. */
export async function nameCodes(
  db: Kysely<Tables>,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom("actors")
    .select(["code", "name"])
    .where("code", "in", [...codes])
    .where("kind", "in", ["state", "body"])
    .where("merged_into", "is", null)
    .orderBy("kind", "asc")
    .orderBy("n_articles", "asc")
    .execute();
  return new Map(rows.flatMap(({ code, name }) => (code === null ? [] : [[code, name] as const])));
}
