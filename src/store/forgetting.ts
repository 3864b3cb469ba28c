/** An article that is taken out, or is no longer read, names nobody and shows no office any more. */
import { forgetNamings, recountActors } from "./namings.ts";
import { unlinked } from "./links.ts";
import { refileNaming } from "./refiling.ts";
import type { Writing } from "./writing.ts";

/** Forgets whom an article names, the offices that it words, and what was known by them in other articles. */
export async function forgetArticle(writing: Writing, hash: string): Promise<void> {
  const { tx } = writing;
  const { number } = await tx
    .selectFrom("articles")
    .select("number")
    .where("hash", "=", hash)
    .executeTakeFirstOrThrow();
  await tx.deleteFrom("offices").where("article", "=", hash).execute();
  const counted = new Set((await forgetNamings(tx, number)).map((it) => it.counts_for));
  const resting = await tx.selectFrom("namings").selectAll().where("evidence", "=", hash).execute();
  for (const { actor, article, counts_for: who } of resting) {
    counted.add(actor).add(who);
    await tx
      .updateTable("namings")
      .set(unlinked(actor))
      .where("actor", "=", actor)
      .where("article", "=", article)
      .execute();
    const { hash: other } = await tx
      .selectFrom("articles")
      .select("hash")
      .where("number", "=", article)
      .executeTakeFirstOrThrow();
    await refileNaming(writing, other, [actor]);
  }
  await recountActors(tx, counted);
}
