/** Filing records anew after who is in them has changed: their parties, their pairs, and what they are compared by. */
import { comparedSides } from "../merge/mentions.ts";
import type { LedgerFinding } from "../model/ledger.ts";
import { packFeatures, unpackFeatures } from "./features.ts";
import { fileSides } from "./filing.ts";
import { withKnownParties } from "./identities.ts";
import type { Writing } from "./writing.ts";

const recordsPerQuery = 300;

/** Files records under the parties of all their mentions and no others. */
export async function refile(writing: Writing, ids: readonly string[]): Promise<void> {
  const { tx } = writing;
  for (let at = 0; at < ids.length; at += recordsPerQuery) {
    const part = ids.slice(at, at + recordsPerQuery);
    const records = await tx
      .selectFrom("records")
      .select(["id", "type", "status", "number", "order_day"])
      .where("id", "in", part)
      .execute();
    const byId = new Map(records.map((it) => [it.id, it]));
    await tx.deleteFrom("parties").where("record", "in", part).execute();
    await tx.deleteFrom("pairs").where("record", "in", part).execute();
    for (const { record, kind, finding: known } of await listMentions(writing, "record", part)) {
      const filed = byId.get(record);
      if (filed !== undefined) fileSides(writing, filed, { kind, known });
    }
  }
}

/** Files the records anew that an article reports of some actors, as it names them. */
export async function refileNaming(
  writing: Writing,
  article: string,
  actors: readonly string[],
): Promise<void> {
  const rows = await writing.tx
    .selectFrom("mentions")
    .select(["record", "finding"])
    .where("article", "=", article)
    .execute();
  const ids = new Set(
    rows.flatMap(({ record, finding }) => (actors.some((id) => finding.includes(`"${id}"`)) ? [record] : [])),
  );
  await refile(writing, [...ids]);
  await compareAnew(writing, [...ids]);
}

/** Sets the block and the sides by which records are compared, from the mentions that show what they are. */
export async function compareAnew(writing: Writing, ids: readonly string[]): Promise<void> {
  const { tx } = writing;
  for (let at = 0; at < ids.length; at += recordsPerQuery) {
    const records = await tx
      .selectFrom("records")
      .select(["id", "kind", "block", "cluster", "features", "first_mention"])
      .where("id", "in", ids.slice(at, at + recordsPerQuery))
      .execute();
    const firsts = await listMentions(
      writing,
      "id",
      records.map((it) => it.first_mention),
    );
    const known = new Map(firsts.map(({ id, finding }) => [id, finding]));
    for (const record of records) {
      const finding = known.get(record.first_mention);
      // What was split off by hand is never compared.
      if (finding === undefined || record.block.startsWith("split|")) continue;
      const parts = record.block.split("|");
      const detail = parts.slice(0, record.kind === "event" ? 2 : 1).join("|");
      const sides = comparedSides(record.kind, finding, record.cluster, detail);
      const features = packFeatures({ ...unpackFeatures(record), ...sides });
      if (sides.block === record.block && features === record.features) continue;
      await tx
        .updateTable("records")
        .set({ block: sides.block, features })
        .where("id", "=", record.id)
        .execute();
    }
  }
}

/** Mentions with their parties as they are known. */
async function listMentions({ tx }: Writing, column: "id" | "record", values: readonly string[]) {
  const rows = await tx
    .selectFrom("mentions")
    .select(["id", "record", "kind", "finding", "article"])
    .where(column, "in", [...values])
    .execute();
  return withKnownParties(
    tx,
    rows.map((row) => ({ ...row, finding: JSON.parse(row.finding) as LedgerFinding })),
    ({ article }) => article,
  );
}
