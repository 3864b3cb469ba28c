/**
 * Filing what was placed: rows of new records, what a mention adds to a record that is there, and the ways by which
 * both are found: parties, pairs, wordings.
 */
import { shortDigestOf } from "../model/digest.ts";
import type { Mention } from "../merge/mentions.ts";
import { daysOfMention, type FiledRecord, detailOf, pairsOf, partiesOf, wordsOf } from "./columns.ts";
import { packFeatures } from "./features.ts";
import { type RecordsTable, unknownDay } from "./tables.ts";
import type { Writing } from "./writing.ts";

/** Most wordings of one record that search knows. */
const mostWordings = 24;

/** The row of a record that a mention founds. */
export function recordOf({ next }: Pick<Writing, "next">, id: string, mention: Mention): RecordsTable {
  const { kind, features, edtf, basis } = mention;
  const words = wordsOf(kind, mention.finding);
  return {
    id,
    kind,
    number: next("record"),
    block: features.block,
    cluster: features.cluster,
    features: packFeatures(features),
    ...daysOfMention(mention),
    edtf,
    basis,
    ...detailOf(kind, mention.finding),
    words,
    wordings: JSON.stringify([shortDigestOf(words)]),
    first_mention: mention.id,
    merged_into: null,
    split_from: null,
    review: null,
    n_mentions: 1,
    reports: 1,
    sources: 1,
    revision: 1,
  };
}

/** Files new records under their parties, pairs and words. */
export function fileFounded(
  writing: Writing,
  founded: readonly { readonly record: RecordsTable; readonly mention: Mention }[],
): void {
  for (const { record, mention } of founded) {
    fileSides(writing, record, mention);
    fileWording(writing, record, record.words);
  }
}

/** Files a record under who is in it, and between whom it lies. */
export function fileSides(
  { later }: Writing,
  record: FiledRecord,
  mention: Pick<Mention, "kind" | "known">,
): void {
  later("parties", partiesOf(record, mention));
  later("pairs", pairsOf(record, mention));
}

/** Files a wording for full-text search. */
export function fileWording(
  { later, next }: Writing,
  { id, kind, number }: Pick<RecordsTable, "id" | "kind" | "number">,
  words: string,
): void {
  const wording = next("wording");
  later("wordings", [{ number: wording, record: id, kind, words }]);
  later("worded", [{ wording, record: number }]);
}

/** What a mention adds to a record that is there already: parties, a later day, another wording. */
export async function fileJoined(
  writing: Writing,
  joined: readonly { readonly record: string; readonly mention: Mention }[],
): Promise<void> {
  if (joined.length === 0) return;
  const { tx } = writing;
  const ids = [...new Set(joined.map(({ record }) => record))];
  const rows = new Map<
    string,
    FiledRecord & Pick<RecordsTable, "kind" | "last_day" | "wordings" | "revision">
  >();
  for (let at = 0; at < ids.length; at += 500) {
    const part = await tx
      .selectFrom("records")
      .select(["id", "kind", "type", "status", "number", "order_day", "last_day", "wordings", "revision"])
      .where("id", "in", ids.slice(at, at + 500))
      .execute();
    for (const row of part) rows.set(row.id, row);
  }
  for (const { record, mention } of joined) {
    const row = rows.get(record) as RecordsTable;
    const words = wordsOf(mention.kind, mention.finding);
    const known = JSON.parse(row.wordings) as string[];
    const digest = shortDigestOf(words);
    const lastDay = Math.max(row.last_day ?? unknownDay, mention.range?.to ?? unknownDay);
    const isNew = !known.includes(digest) && known.length < mostWordings;
    if (isNew) fileWording(writing, row, words);
    row.wordings = isNew ? JSON.stringify([...known, digest]) : row.wordings;
    row.last_day = lastDay === unknownDay ? null : lastDay;
    row.revision++;
    writing.note(mention.kind, record, "reported", row.revision);
    fileSides(writing, row, mention);
  }
  for (const { id, wordings, last_day, revision } of rows.values()) {
    await tx.updateTable("records").set({ wordings, last_day, revision }).where("id", "=", id).execute();
  }
}
