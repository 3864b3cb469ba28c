/**
 * Merging and splitting by hand. Both can be undone and both hold when articles are read again: a merged record stays
 * in the table and leads to the other; a mention that was split off keeps its own record.
 */
import { DemarcheError } from "../model/error.ts";
import type { LedgerFinding } from "../model/ledger.ts";
import { shortDigestOf } from "../model/digest.ts";
import { recount } from "./counts.ts";
import { detailOf, wordsOf } from "./columns.ts";
import { undoOfActors } from "./actor-merges.ts";
import { type Hand, noteHand } from "./hands.ts";
import { recordIdOf } from "./place.ts";
import { refile } from "./refiling.ts";
import { checkRevision } from "./reviews.ts";
import type { OverridesTable, RecordsTable } from "./tables.ts";
import { insertAll, keepOld } from "./inserting.ts";
import type { Writing } from "./writing.ts";

/**
 * Counts all reports of one record for another of its kind.
 *
 * @returns number of the override, for undoing it
 * @throws DemarcheError `store/unknown-id`, `store/unlike`, `store/changed`
 */
export async function mergeRecords(
  writing: Writing,
  from: string,
  into: string,
  hand: Hand,
): Promise<number> {
  const { tx } = writing;
  const [subject, target] = [await liveRow(writing, from), await liveRow(writing, into)];
  checkRevision(subject, hand.revision);
  if (subject.kind !== target.kind || subject.id === target.id) {
    throw new DemarcheError(
      "store/unlike",
      `expected two different records of one kind, found ${subject.kind} ${subject.id} and ${target.kind} ${target.id}`,
    );
  }
  await tx
    .updateTable("records")
    .set({ merged_into: target.id })
    .where((eb) => eb.or([eb("id", "=", subject.id), eb("merged_into", "=", subject.id)]))
    .execute();
  await tx.updateTable("mentions").set({ record: target.id }).where("record", "=", subject.id).execute();
  await fileUnder(writing, subject.id, target);
  return noteOverride(writing, "merge", subject.kind, subject.id, target.id, hand);
}

/**
 * Parts one mention from its record: it founds one of its own, which is never joined to the old one again.
 *
 * @param mention id of the mention, as `reports` of the record lists it
 * @returns number of the override, for undoing it
 * @throws DemarcheError `store/unknown-id`, `store/unlike` when it is the record's only mention, `store/changed`
 */
export async function splitMention(writing: Writing, mention: string, hand: Hand): Promise<number> {
  const { tx } = writing;
  const row = await tx.selectFrom("mentions").selectAll().where("id", "=", mention).executeTakeFirst();
  if (row === undefined) {
    throw new DemarcheError(
      "store/unknown-id",
      `expected the id of a mention, such as e0123456789abcdef, found "${mention}"`,
    );
  }
  const old = await liveRow(writing, row.record);
  checkRevision(old, hand.revision);
  if (old.n_mentions < 2) {
    throw new DemarcheError(
      "store/unlike",
      `expected a record with several mentions, found only this one in ${old.id}`,
    );
  }
  const isFounder = old.first_mention === mention;
  // The founder's own id stays with the record that it founded, under which others know it.
  const id = isFounder ? `${old.id.slice(0, 1)}${shortDigestOf(`split ${mention}`)}` : recordIdOf(mention);
  const finding = JSON.parse(row.finding) as LedgerFinding;
  const words = wordsOf(row.kind, finding);
  const record: RecordsTable = {
    ...old,
    ...detailOf(row.kind, finding),
    id,
    number: writing.next("record"),
    block: `split|${id}`,
    words,
    first_mention: mention,
    split_from: old.id,
    merged_into: null,
    review: null,
    revision: 1,
  };
  await insertAll(tx, "records", [record], keepOld);
  await tx
    .updateTable("records")
    .set({ merged_into: null, split_from: old.id })
    .where("id", "=", id)
    .execute();
  await fileUnder(writing, old.id, record);
  await tx.updateTable("mentions").set({ record: id }).where("id", "=", mention).execute();
  if (isFounder) await bequeath(writing, old);
  return noteOverride(writing, "split", row.kind, mention, id, hand);
}

/** Files a record also under the parties of another. */
async function fileUnder({ tx }: Writing, from: string, record: RecordsTable): Promise<void> {
  const { id, number, type, status, order_day } = record;
  const parties = await tx.selectFrom("parties").selectAll().where("record", "=", from).execute();
  const pairs = await tx.selectFrom("pairs").selectAll().where("record", "=", from).execute();
  await insertAll(
    tx,
    "parties",
    parties.map((it) => ({ ...it, record: id, order_day })),
    keepOld,
  );
  await insertAll(
    tx,
    "pairs",
    pairs.map((it) => ({ ...it, record: id, number, type, status, order_day })),
    keepOld,
  );
}

/** A record whose first mention was split off is shown by the words of its next. */
async function bequeath({ tx }: Writing, { id, kind }: RecordsTable): Promise<void> {
  const heir = await tx
    .selectFrom("mentions as m")
    .innerJoin("articles as a", "a.hash", "m.article")
    .select(["m.id", "m.finding"])
    .where("m.record", "=", id)
    .where("m.is_live", "=", 1)
    .orderBy("a.number")
    .orderBy("m.id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const finding = JSON.parse(heir.finding) as LedgerFinding;
  const shown = { ...detailOf(kind, finding), words: wordsOf(kind, finding) };
  await tx
    .updateTable("records")
    .set({ ...shown, first_mention: heir.id })
    .where("id", "=", id)
    .execute();
}

/**
 * Takes a merge or a split back.
 *
 * @throws DemarcheError `store/nothing-to-undo`
 */
export async function undoOverride(writing: Writing, number: number): Promise<void> {
  const { tx } = writing;
  const row = await tx.selectFrom("overrides").selectAll().where("number", "=", number).executeTakeFirst();
  if (row === undefined || row.undone_at !== null) {
    throw new DemarcheError(
      "store/nothing-to-undo",
      `expected the number of a merge or split that stands, found ${number}`,
    );
  }
  if (row.kind === "actor") {
    await undoOfActors(writing, row);
    return;
  }
  const records = new Set([row.target]);
  if (row.action === "merge") {
    records.add(row.subject);
    await partRecord(writing, row);
  } else {
    const split = await liveRow(writing, row.target);
    records.add(split.split_from as string);
    await tx
      .updateTable("mentions")
      .set({ record: split.split_from as string })
      .where("record", "=", row.target)
      .execute();
    await tx
      .updateTable("records")
      .set({ merged_into: split.split_from })
      .where("id", "=", row.target)
      .execute();
  }
  await tx.updateTable("overrides").set({ undone_at: writing.at }).where("number", "=", number).execute();
  await refile(writing, [...records]);
  await recount(writing, records);
  for (const id of records) await raise(writing, id, row.kind, row.action === "merge" ? "merged" : "split");
}

/** Gives a record that was merged its mentions back, and those of the records that had been merged into it before. */
async function partRecord({ tx }: Writing, { number, subject, target }: OverridesTable): Promise<void> {
  const standing = await tx
    .selectFrom("overrides")
    .select(["action", "subject", "target"])
    .where("kind", "<>", "actor")
    .where("undone_at", "is", null)
    .where("number", "<>", number)
    .execute();
  const members = [subject];
  for (const member of members) {
    for (const it of standing) {
      if (it.action === "merge" && it.target === member && !members.includes(it.subject))
        members.push(it.subject);
    }
  }
  // A mention that was split off has its home where it was read.
  const splitOff = standing.filter((it) => it.action === "split");
  const own = splitOff.filter((it) => members.includes(it.target)).map((it) => it.subject);
  const foreign = splitOff.filter((it) => !members.includes(it.target)).map((it) => it.subject);
  const { merged_into: root } = await tx
    .selectFrom("records")
    .select("merged_into")
    .where("id", "=", subject)
    .executeTakeFirstOrThrow();
  await tx.updateTable("records").set({ merged_into: subject }).where("id", "in", members).execute();
  await tx.updateTable("records").set({ merged_into: null }).where("id", "=", subject).execute();
  await tx
    .updateTable("mentions")
    .set({ record: subject })
    .where("record", "=", root ?? target)
    .where((eb) =>
      eb.or([
        eb.and([eb("home", "in", members), eb("id", "not in", ["", ...foreign])]),
        eb("id", "in", ["", ...own]),
      ]),
    )
    .execute();
}

/** All merges and splits by hand, the first first. */
export async function listOverrides(
  db: Pick<Writing["tx"], "selectFrom">,
): Promise<readonly OverridesTable[]> {
  return db.selectFrom("overrides").selectAll().orderBy("number").execute();
}

async function liveRow({ tx }: Writing, id: string): Promise<RecordsTable> {
  const row = await tx.selectFrom("records").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) {
    throw new DemarcheError(
      "store/unknown-id",
      `expected the id of a record, such as E0123456789abcdef, found "${id}"`,
    );
  }
  if (row.merged_into === null) return row;
  throw new DemarcheError(
    "store/unlike",
    `expected a record of its own, found ${id}, which was merged into ${row.merged_into}`,
  );
}

async function noteOverride(
  writing: Writing,
  action: "merge" | "split",
  kind: string,
  subject: string,
  target: string,
  hand: Hand,
): Promise<number> {
  const number = await noteHand(writing, action, kind, subject, target, hand);
  const touched = [target, ...(action === "merge" ? [subject] : [])];
  const { split_from: from } = await writing.tx
    .selectFrom("records")
    .select("split_from")
    .where("id", "=", target)
    .executeTakeFirstOrThrow();
  if (action === "split" && from !== null) touched.push(from);
  await recount(writing, touched);
  for (const id of touched) await raise(writing, id, kind, action === "merge" ? "merged" : "split");
  return number;
}

async function raise(writing: Writing, id: string, kind: string, action: "merged" | "split"): Promise<void> {
  const row = await writing.tx
    .selectFrom("records")
    .select("revision")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  await writing.tx
    .updateTable("records")
    .set({ revision: row.revision + 1 })
    .where("id", "=", id)
    .execute();
  writing.note(kind, id, action, row.revision + 1);
}
