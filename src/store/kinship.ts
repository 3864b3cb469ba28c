/** Who was merged into an actor, and who else may be the same: what a person looks at before merging. Reads only. */
import type { Kysely } from "kysely";
import { likelySame } from "../merge/namesakes.ts";
import type { LedgerActor } from "./actors.ts";
import type { OverridesTable, Tables } from "./tables.ts";

/** An actor that was merged into another. */
export type MergedActor = Omit<LedgerActor, "articles"> & {
  /** The merge that stands, for undoing it. */
  readonly override: Omit<OverridesTable, "action" | "subject" | "undone_at">;
};

/** An actor that may be the same as another. */
export type LikelyActor = LedgerActor & { readonly reason: string };

/** What is known of an actor's other names. */
export interface Kinship {
  /** Those that count for it, in the order in which they were merged. */
  readonly merged: readonly MergedActor[];
  /** Those that may be the same, the likeliest first. */
  readonly likely: readonly LikelyActor[];
  /** Names by which articles mean it, known by an office met in another article, and how many do. */
  readonly alone: readonly { readonly name: string; readonly articles: number }[];
  /** All merges and splits of it, those taken back too, the first first. */
  readonly history: readonly OverridesTable[];
}

const mostCompared = 300;
const mostShown = 12;

/** What is known of the other names of an actor that stands by itself. */
export async function findKinship(db: Kysely<Tables>, actor: string): Promise<Kinship> {
  const row = await db.selectFrom("actors").selectAll().where("id", "=", actor).executeTakeFirst();
  if (row === undefined) return { merged: [], likely: [], alone: [], history: [] };
  const members = await db
    .selectFrom("actors")
    .select(["id", "name", "kind", "code", "sector", "revision"])
    .where("merged_into", "=", actor)
    .execute();
  const ids = [actor, ...members.map(({ id }) => id)];
  const history = await db
    .selectFrom("overrides")
    .selectAll()
    .where("kind", "=", "actor")
    .where((eb) => eb.or([eb("subject", "in", ids), eb("target", "in", ids)]))
    .orderBy("number")
    .execute();
  const merged = history.flatMap(({ action, subject, undone_at: undoneAt, ...override }) => {
    const member = members.find(({ id }) => id === subject);
    return action !== "merge" || undoneAt !== null || member === undefined ? [] : [{ ...member, override }];
  });
  const candidates = await db
    .selectFrom("actors")
    .select(["id", "name", "kind", "code", "sector", "revision", "n_articles as articles", "folded"])
    .where((eb) => eb.or([eb("folded", "=", row.folded), eb("sound", "=", row.sound)]))
    .where("id", "<>", actor)
    .where("merged_into", "is", null)
    .where("n_articles", ">", 0)
    .orderBy("n_articles", "desc")
    .orderBy("id")
    .limit(mostCompared)
    .execute();
  const likely = candidates
    .flatMap(({ folded, ...other }) => {
      const why = likelySame(row, { ...other, folded });
      return why === null ? [] : [{ rank: why.rank, actor: { ...other, reason: why.reason } }];
    })
    .sort((a, b) => a.rank - b.rank || b.actor.articles - a.actor.articles)
    .slice(0, mostShown)
    .map((it) => it.actor);
  const alone = await db
    .selectFrom("namings as n")
    .innerJoin("actors as a", "a.id", "n.actor")
    .select("a.name")
    .select((eb) => eb.fn.countAll<number>().as("articles"))
    .where("n.counts_for", "in", ids)
    .whereRef("n.counts_for", "<>", "n.actor")
    .groupBy(["a.id", "a.name"])
    .orderBy("articles", "desc")
    .orderBy("a.name")
    .execute();
  return { merged, likely, alone: alone.map((it) => ({ ...it, articles: Number(it.articles) })), history };
}
