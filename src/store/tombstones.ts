/** Taking an article out: its words go, a tombstone and the counts stay. */
import { sql } from "kysely";
import { DemarcheError } from "../model/error.ts";
import type { LedgerFinding } from "../model/ledger.ts";
import { wordsOf } from "./columns.ts";
import { recount } from "./counts.ts";
import { fileWording } from "./filing.ts";
import { forgetArticle } from "./forgetting.ts";
import type { Writing } from "./writing.ts";

/**
 * Takes an article out of the ledger: its captures, text and readings are emptied, its mentions withdrawn, records that
 * nothing else reports disappear from answers. Its hash stays, so that it is not added again.
 *
 * @throws DemarcheError `store/unknown-id`
 */
export async function deleteArticle(writing: Writing, hash: string): Promise<void> {
  const { tx } = writing;
  const row = await tx
    .selectFrom("articles")
    .select("is_deleted")
    .where("hash", "=", hash)
    .executeTakeFirst();
  if (row === undefined || row.is_deleted === 1) {
    throw new DemarcheError(
      "store/unknown-id",
      `expected the hash of an article in the ledger, found "${hash}"`,
    );
  }
  const nothing = new Uint8Array(0);
  const mentions = await tx
    .selectFrom("mentions")
    .select(["id", "record", "kind"])
    .where("article", "=", hash)
    .execute();
  const ids = [...new Set(mentions.map(({ record }) => record))];
  await tx
    .updateTable("captures")
    .set({ bytes: nothing, facts: "{}", prints: "[null]" })
    .where("article", "=", hash)
    .execute();
  await tx
    .updateTable("articles")
    .set({ text: "", title: null, is_deleted: 1, signature: null })
    .where("hash", "=", hash)
    .execute();
  await tx.deleteFrom("bands").where("article", "=", hash).execute();
  await tx.deleteFrom("readings").where("article", "=", hash).execute();
  await forgetArticle(writing, hash);
  await tx.deleteFrom("mentions").where("article", "=", hash).execute();
  await recount(writing, ids);
  for (const id of ids) await forgetWords(writing, id);
  writing.note("article", hash, "deleted", 1);
}

/** A record that lost its last mention keeps no words; one that lost its first takes those of another. */
async function forgetWords(writing: Writing, id: string): Promise<void> {
  const { tx } = writing;
  const record = await tx.selectFrom("records").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const revision = record.revision + 1;
  const heir = await tx
    .selectFrom("mentions")
    .selectAll()
    .where("record", "=", id)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  const founder = await tx
    .selectFrom("mentions")
    .select("article")
    .where("id", "=", record.first_mention)
    .executeTakeFirst();
  await forgetWordings(writing, record.number);
  if (heir === undefined) {
    await tx
      .updateTable("records")
      .set({ words: "", wordings: "[]", revision })
      .where("id", "=", id)
      .execute();
    await tx.deleteFrom("parties").where("record", "=", id).execute();
    await tx.deleteFrom("pairs").where("record", "=", id).execute();
    writing.note(record.kind, id, "deleted", revision);
    return;
  }
  const words =
    founder === undefined ? wordsOf(heir.kind, JSON.parse(heir.finding) as LedgerFinding) : record.words;
  await tx
    .updateTable("records")
    .set({
      words,
      first_mention: founder === undefined ? heir.id : record.first_mention,
      wordings: "[]",
      revision,
    })
    .where("id", "=", id)
    .execute();
  fileWording(writing, record, words);
  writing.note(record.kind, id, "changed", revision);
}

async function forgetWordings({ tx, engine }: Writing, record: number): Promise<void> {
  const number = engine === "sqlite" ? sql`rowid` : sql`number`;
  await sql`delete from wordings where ${number} in (select wording from worded where record = ${record})`.execute(
    tx,
  );
  await tx.deleteFrom("worded").where("record", "=", record).execute();
}
