/** Which articles name which actors, as they were read, and how many that are of each. */
import { inflateRawSync } from "node:zlib";
import { sql, type Transaction } from "kysely";
import { actorKeyOf } from "../merge/mentions.ts";
import { soundOf } from "../merge/namesakes.ts";
import type { Reading } from "../model/reading.ts";
import { bytesOf } from "./columns.ts";
import { unlinked } from "./links.ts";
import { officesOf } from "./offices.ts";
import type { NamingsTable, Tables } from "./tables.ts";
import { insertAll, keepOld } from "./inserting.ts";

const idsPerQuery = 400;
const articlesPerPage = 200;

/** Counts anew the articles of some actors; of one that was merged, those of the one that it counts for. */
export async function recountActors(tx: Transaction<Tables>, actors: Iterable<string>): Promise<void> {
  const ids = [...actors];
  for (let at = 0; at < ids.length; at += idsPerQuery) {
    const part = ids.slice(at, at + idsPerQuery);
    await sql`
      update actors set n_articles = case when merged_into is not null then 0 else (
        select count(distinct n.article) from namings n
        where n.counts_for = actors.id or n.counts_for in (select m.id from actors m where m.merged_into = actors.id)) end
      where id in (${sql.join(part)}) or id in
        (select m.merged_into from actors m where m.id in (${sql.join(part)}))`.execute(tx);
  }
}

/** Counts one more article for each of these actors, which stand by themselves. */
export async function countOneMore(tx: Transaction<Tables>, actors: readonly string[]): Promise<void> {
  await tx
    .updateTable("actors")
    .set((eb) => ({ n_articles: eb("n_articles", "+", 1) }))
    .where("id", "in", [...actors])
    .execute();
}

/** Forgets whom an article names. @returns what it named */
export async function forgetNamings(
  tx: Transaction<Tables>,
  article: number,
): Promise<readonly NamingsTable[]> {
  const rows = await tx.selectFrom("namings").selectAll().where("article", "=", article).execute();
  await tx.deleteFrom("namings").where("article", "=", article).execute();
  return rows;
}

/** Draws how names sound, the namings and the sides of offices from the readings of an older ledger; counts all actors anew. */
export async function fillNamings(tx: Transaction<Tables>): Promise<void> {
  for (const { id, folded, kind } of await tx.selectFrom("actors").select(["id", "folded", "kind"]).execute())
    await tx
      .updateTable("actors")
      .set({ sound: soundOf({ folded, kind }) })
      .where("id", "=", id)
      .execute();
  for (let after = 0; ;) {
    const rows = await tx
      .selectFrom("articles as a")
      .innerJoin("readings as r", "r.article", "a.hash")
      .select(["a.number", "a.hash", "a.day", "r.reading"])
      .where("a.number", ">", after)
      .where((eb) =>
        eb(
          "r.number",
          "=",
          eb
            .selectFrom("readings as last")
            .select((on) => on.fn.max("last.number").as("number"))
            .whereRef("last.article", "=", "a.hash"),
        ),
      )
      .orderBy("a.number")
      .limit(articlesPerPage)
      .execute();
    for (const { number, hash, day, reading } of rows) {
      after = number;
      const read = JSON.parse(inflateRawSync(bytesOf(reading)).toString("utf8")) as Reading;
      const ids = new Set(read.actors.map((it) => actorKeyOf(it).id));
      await tx.deleteFrom("namings").where("article", "=", number).execute();
      await insertAll(
        tx,
        "namings",
        [...ids].map((actor) => ({ actor, article: number, ...unlinked(actor) })),
      );
      await tx.deleteFrom("offices").where("article", "=", hash).execute();
      await insertAll(tx, "offices", officesOf(read, day), keepOld);
    }
    if (rows.length < articlesPerPage) break;
  }
  const { n } = await tx
    .selectFrom("namings")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  if (0 < Number(n)) {
    await sql`update actors set n_articles = (select count(*) from namings n where n.counts_for = actors.id)`.execute(
      tx,
    );
  }
}
