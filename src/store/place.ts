/**
 * Mentions find their records. Each mention of an article is compared with the records of its block within its window
 * of days and joins the first that is the same; else it founds one. A mention that was placed before keeps its place
 * when a new engine reads it again, so that reviews and merges by hand survive.
 */
import type { Mention } from "../merge/mentions.ts";
import { type Features, sameRecord, windowOf } from "../merge/merge.ts";
import { unpackFeatures } from "./features.ts";
import { fileFounded, fileJoined, recordOf } from "./filing.ts";
import { refile } from "./refiling.ts";
import { type MentionsTable, type RecordsTable, unknownDay } from "./tables.ts";
import { insertAll, keepOld } from "./inserting.ts";
import type { Writing } from "./writing.ts";

/** What placing needs to know of a record. */
interface Candidate {
  readonly id: string;
  readonly features: Features;
  readonly mergedInto: string | null;
}

type Candidates = Map<string, Candidate[]>;

/** Block conditions of one query; SQLite limits the depth of an expression. */
const blocksPerQuery = 100;

/**
 * Places all mentions of an article. Mentions of it that an earlier engine found and this one does not are withdrawn.
 *
 * @param carriers outlets and addresses that carried the article
 * @param isFirst whether nothing of the article has been placed
 * @returns records whose counts must be told anew: all but those that this article founded and mentions once; before that, what is gathered must be written
 */
export async function placeMentions(
  writing: Writing,
  article: string,
  engine: string,
  mentions: readonly Mention[],
  carriers: number,
  isFirst: boolean,
): Promise<ReadonlySet<string>> {
  const { tx } = writing;
  const rows = isFirst
    ? []
    : await tx.selectFrom("mentions").selectAll().where("article", "=", article).execute();
  const before = new Map(rows.map((row) => [row.id, row]));
  const candidates = await findCandidates(writing, mentions);
  const placed: MentionsTable[] = [];
  const founded: { readonly record: RecordsTable; readonly mention: Mention }[] = [];
  const joined: { readonly record: string; readonly mention: Mention }[] = [];
  const touched = new Set<string>();

  for (const mention of mentions) {
    const finding = JSON.stringify(mention.finding);
    const known = before.get(mention.id);
    before.delete(mention.id);
    if (known !== undefined) {
      if (await keepPlace(writing, known, mention, engine, finding)) {
        touched.add(known.record);
        continue;
      }
      touched.add(known.record);
      await tx.deleteFrom("mentions").where("id", "=", known.id).execute();
    }
    const found = findSame(candidates, mention.features);
    const home = found?.candidate.id ?? recordIdOf(mention.id);
    const record = found?.candidate.mergedInto ?? home;
    const reason = found?.reason ?? "first report";
    placed.push({
      id: mention.id,
      kind: mention.kind,
      article,
      record,
      home,
      reason,
      finding,
      engine,
      is_live: 1,
    });
    if (found === null) {
      addCandidate(candidates, { id: home, features: mention.features, mergedInto: null });
      founded.push({ record: { ...recordOf(writing, home, mention), reports: carriers }, mention });
      if (known !== undefined) touched.add(home);
      writing.note(mention.kind, home, "added", 1);
    } else {
      touched.add(record);
      joined.push({ record, mention });
    }
  }
  for (const row of before.values()) if (row.is_live === 1) touched.add(row.record);
  await withdraw(writing, [...before.values()]);
  writing.later("mentions", placed);
  await insertAll(
    tx,
    "records",
    founded.map(({ record }) => record),
    keepOld,
  );
  fileFounded(writing, founded);
  await fileJoined(writing, joined);
  return touched;
}

/** The id of the record that a mention founds: its own with a capital. */
export function recordIdOf(mention: string): string {
  return mention.slice(0, 1).toUpperCase() + mention.slice(1);
}

/** The records that some mention may be one with, by block, earliest first. */
async function findCandidates({ tx }: Writing, mentions: readonly Mention[]): Promise<Candidates> {
  const candidates: Candidates = new Map();
  const asked = new Map<string, { block: string; from: number; to: number; cluster: string }>();
  for (const { kind, features, range } of mentions) {
    const from = range === null ? unknownDay : range.from - windowOf[kind];
    const to = range === null ? unknownDay : range.to + windowOf[kind];
    asked.set(`${features.block} ${from} ${to}`, {
      block: features.block,
      from,
      to,
      cluster: features.cluster,
    });
  }
  const all = [...asked.values()];
  const seen = new Set<string>();
  for (let at = 0; at < all.length; at += blocksPerQuery) {
    const rows = await tx
      .selectFrom("records")
      .select(["id", "kind", "block", "cluster", "features", "merged_into"])
      .where((eb) =>
        eb.or(
          all
            .slice(at, at + blocksPerQuery)
            .map(({ block, from, to, cluster }) =>
              from === unknownDay
                ? eb.and([
                    eb("block", "=", block),
                    eb("order_day", "=", unknownDay),
                    eb("cluster", "=", cluster),
                  ])
                : eb.and([eb("block", "=", block), eb("order_day", ">=", from), eb("order_day", "<=", to)]),
            ),
        ),
      )
      .orderBy("number")
      .execute();
    for (const row of rows) {
      if (seen.has(row.id)) continue;
      seen.add(row.id);
      addCandidate(candidates, { id: row.id, features: unpackFeatures(row), mergedInto: row.merged_into });
    }
  }
  return candidates;
}

function addCandidate(candidates: Candidates, candidate: Candidate): void {
  const { block } = candidate.features;
  const list = candidates.get(block);
  if (list === undefined) candidates.set(block, [candidate]);
  else list.push(candidate);
}

function findSame(
  candidates: Candidates,
  features: Features,
): { readonly candidate: Candidate; readonly reason: string } | null {
  for (const candidate of candidates.get(features.block) ?? []) {
    const reason = sameRecord(features, candidate.features);
    if (reason !== null) return { candidate, reason };
  }
  return null;
}

/**
 * Leaves a mention where it is, with what the new engine says of it, when that still fits: the words are the same, or
 * it founded its record, or its record was decided on by hand.
 */
async function keepPlace(
  writing: Writing,
  known: MentionsTable,
  mention: Mention,
  engine: string,
  finding: string,
): Promise<boolean> {
  const { tx } = writing;
  const record = await tx
    .selectFrom("records")
    .select([
      "id",
      "kind",
      "block",
      "cluster",
      "first_mention",
      "features",
      "review",
      "split_from",
      "revision",
      "number",
    ])
    .where("id", "=", known.record)
    .executeTakeFirst();
  const isByHand = known.home !== known.record || (record?.split_from ?? null) !== null;
  const isFounder = record?.first_mention === known.id;
  const isSame = known.finding === finding;
  const fits =
    isSame ||
    isFounder ||
    isByHand ||
    (record !== undefined && sameRecord(mention.features, unpackFeatures(record)) !== null);
  if (!fits) return false;
  // What a person has confirmed is not changed by a program.
  const isReviewed = record?.review === "fix" || record?.review === "accept";
  const fresh = isReviewed ? { engine, is_live: 1 } : { engine, finding, is_live: 1 };
  await tx.updateTable("mentions").set(fresh).where("id", "=", known.id).execute();
  if (isSame || !isFounder || record === undefined) return true;
  if (isReviewed) return true;
  const revision = record.revision + 1;
  const {
    number: _number,
    n_mentions: _n,
    reports: _reports,
    sources: _sources,
    ...rest
  } = recordOf({ next: () => 0 }, record.id, mention);
  const { merged_into: _merged, split_from: _split, review: _review, ...changed } = rest;
  await tx
    .updateTable("records")
    .set({ ...changed, revision })
    .where("id", "=", record.id)
    .execute();
  await refile(writing, [record.id]);
  writing.note(mention.kind, record.id, "changed", revision);
  return true;
}

async function withdraw(writing: Writing, gone: readonly MentionsTable[]): Promise<void> {
  for (const { id, record, kind, is_live: isLive } of gone) {
    if (isLive === 0) continue;
    const { review, revision } = await writing.tx
      .selectFrom("records")
      .select(["review", "revision"])
      .where("id", "=", record)
      .executeTakeFirstOrThrow();
    if (review === "accept" || review === "fix") continue; // A person has seen it in the text.
    await writing.tx.updateTable("mentions").set({ is_live: 0 }).where("id", "=", id).execute();
    writing.note(kind, record, "withdrawn", revision);
  }
}
