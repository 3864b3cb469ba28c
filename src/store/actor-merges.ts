/**
 * Actors merged and split by hand. A merge says only for whom an actor counts; mentions, offices and namings stay as
 * they were read, so that a split finds everything where it was, whatever was merged or read in between.
 */
import { DemarcheError } from "../model/error.ts";
import { type Hand, noteHand } from "./hands.ts";
import { recountActors } from "./namings.ts";
import { compareAnew, refile } from "./refiling.ts";
import { checkRevision } from "./reviews.ts";
import type { ActorsTable, OverridesTable } from "./tables.ts";
import type { Writing } from "./writing.ts";

const idsPerQuery = 100;

/**
 * Counts all that articles tell of one actor for another.
 *
 * @returns number of the override, for undoing it
 * @throws DemarcheError `store/unknown-id`, `store/unlike`, `store/changed`
 */
export async function mergeActors(writing: Writing, from: string, into: string, hand: Hand): Promise<number> {
  const [subject, target] = [await liveActor(writing, from), await liveActor(writing, into)];
  checkRevision(subject, hand.revision);
  if (subject.id === target.id) {
    throw new DemarcheError("store/unlike", `expected two different actors, found ${subject.id} twice`);
  }
  const number = await noteHand(writing, "merge", "actor", subject.id, target.id, hand);
  await join(writing, subject.id, target.id);
  return number;
}

/**
 * Parts an actor from the one that it was merged into, with all that had been merged into it before.
 *
 * @returns number of the override, for undoing it
 * @throws DemarcheError `store/unknown-id`, `store/unlike` when it was not merged, `store/changed`
 */
export async function splitActor(writing: Writing, actor: string, hand: Hand): Promise<number> {
  const row = await actorRow(writing, actor);
  checkRevision(row, hand.revision);
  const merge = (await standingMerges(writing)).find(({ subject }) => subject === row.id);
  if (row.merged_into === null || merge === undefined) {
    throw new DemarcheError(
      "store/unlike",
      `expected an actor that was merged into another, found ${row.id}, which stands by itself`,
    );
  }
  await strike(writing, merge);
  const number = await noteHand(writing, "split", "actor", row.id, merge.target, hand);
  await part(writing, row.id, row.merged_into);
  return number;
}

/** Takes a merge or a split of actors back. @throws DemarcheError `store/unlike` when what came later stands against it */
export async function undoOfActors(writing: Writing, override: OverridesTable): Promise<void> {
  const { subject, target, action } = override;
  const row = await actorRow(writing, subject);
  if (action === "merge") {
    await strike(writing, override);
    await part(writing, subject, row.merged_into as string);
    return;
  }
  const root = await actorRow(writing, target);
  const into = root.merged_into ?? root.id;
  if (row.merged_into !== null || into === subject) {
    throw new DemarcheError(
      "store/unlike",
      `expected ${subject} to stand by itself, found it merged with ${row.merged_into ?? target}: split them first`,
    );
  }
  const merge = await writing.tx
    .selectFrom("overrides")
    .select("number")
    .where("kind", "=", "actor")
    .where("action", "=", "merge")
    .where("subject", "=", subject)
    .where("target", "=", target)
    .where("number", "<", override.number)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  await writing.tx
    .updateTable("overrides")
    .set({ undone_at: null })
    .where("number", "=", merge.number)
    .execute();
  await strike(writing, override);
  await join(writing, subject, into);
}

async function join(writing: Writing, subject: string, root: string): Promise<void> {
  const { tx } = writing;
  const touched = await recordsNaming(writing, subject, await membersOf(writing, subject));
  await tx
    .updateTable("actors")
    .set({ merged_into: root })
    .where((eb) => eb.or([eb("id", "=", subject), eb("merged_into", "=", subject)]))
    .execute();
  await settle(writing, touched, [subject, root], "merged");
}

async function part(writing: Writing, subject: string, root: string): Promise<void> {
  const { tx } = writing;
  const members = await membersOf(writing, subject);
  const touched = await recordsNaming(writing, root, members);
  for (let at = 0; at < members.length; at += idsPerQuery) {
    const some = members.slice(at, at + idsPerQuery);
    await tx.updateTable("actors").set({ merged_into: subject }).where("id", "in", some).execute();
  }
  await tx.updateTable("actors").set({ merged_into: null }).where("id", "=", subject).execute();
  await settle(writing, touched, [subject, root], "split");
}

/** An actor, and those that were merged into it, or into one of these, by merges that stand. */
async function membersOf(writing: Writing, actor: string): Promise<readonly string[]> {
  const merges = await standingMerges(writing);
  const members = [actor];
  for (const member of members) {
    for (const { subject, target } of merges) {
      if (target === member && !members.includes(subject)) members.push(subject);
    }
  }
  return members;
}

async function standingMerges({ tx }: Writing): Promise<readonly OverridesTable[]> {
  return tx
    .selectFrom("overrides")
    .selectAll()
    .where("kind", "=", "actor")
    .where("action", "=", "merge")
    .where("undone_at", "is", null)
    .orderBy("number")
    .execute();
}

/** Records filed under an actor, some mention of which names one of these, or means one by a family name. */
async function recordsNaming(
  { tx }: Writing,
  filed: string,
  members: readonly string[],
): Promise<readonly string[]> {
  const found = new Set<string>();
  const linked = await tx
    .selectFrom("namings")
    .select("actor")
    .distinct()
    .where("counts_for", "in", [...members])
    .whereRef("actor", "<>", "counts_for")
    .execute();
  const named = [...members, ...linked.map(({ actor }) => actor)];
  for (let at = 0; at < named.length; at += idsPerQuery) {
    const rows = await tx
      .selectFrom("parties as p")
      .innerJoin("mentions as m", "m.record", "p.record")
      .select("p.record")
      .distinct()
      .where("p.actor", "=", filed)
      .where("p.actor", "<>", "")
      .where((eb) =>
        eb.or(named.slice(at, at + idsPerQuery).map((id) => eb("m.finding", "like", `%"${id}"%`))),
      )
      .execute();
    for (const { record } of rows) found.add(record);
  }
  return [...found].sort();
}

/** Everything that follows from a change of who counts for whom. */
async function settle(
  writing: Writing,
  records: readonly string[],
  actors: readonly string[],
  action: "merged" | "split",
): Promise<void> {
  const { tx } = writing;
  await refile(writing, records);
  await compareAnew(writing, records);
  await recountActors(tx, actors);
  for (const id of actors) {
    const { revision } = await actorRow(writing, id);
    await tx
      .updateTable("actors")
      .set({ revision: revision + 1 })
      .where("id", "=", id)
      .execute();
    writing.note("actor", id, action, revision + 1);
  }
  for (let at = 0; at < records.length; at += idsPerQuery) {
    const some = records.slice(at, at + idsPerQuery);
    await tx
      .updateTable("records")
      .set((eb) => ({ revision: eb("revision", "+", 1) }))
      .where("id", "in", some)
      .execute();
    const rows = await tx
      .selectFrom("records")
      .select(["id", "kind", "revision"])
      .where("id", "in", some)
      .orderBy("number")
      .execute();
    for (const { id, kind, revision } of rows) writing.note(kind, id, "changed", revision);
  }
}

async function strike({ tx, at }: Writing, { number }: OverridesTable): Promise<void> {
  await tx.updateTable("overrides").set({ undone_at: at }).where("number", "=", number).execute();
}

async function actorRow({ tx }: Writing, id: string): Promise<ActorsTable> {
  const row = await tx.selectFrom("actors").selectAll().where("id", "=", id).executeTakeFirst();
  if (row !== undefined) return row;
  throw new DemarcheError(
    "store/unknown-id",
    `expected the id of an actor, such as A0123456789abcdef, found "${id}"`,
  );
}

async function liveActor(writing: Writing, id: string): Promise<ActorsTable> {
  const row = await actorRow(writing, id);
  if (row.merged_into === null) return row;
  throw new DemarcheError(
    "store/unlike",
    `expected an actor of its own, found ${id}, which was merged into ${row.merged_into}`,
  );
}
