/** Taking in whom an article names: actors, their offices, and whom they count for. */
import type { Identities } from "../merge/identities.ts";
import { actorKeyOf } from "../merge/mentions.ts";
import { soundOf } from "../merge/namesakes.ts";
import type { Reading, ReadingActor } from "../model/reading.ts";
import { mergedWithin } from "./identities.ts";
import { linkPeople, unlinked, withLinks } from "./links.ts";
import { countOneMore, forgetNamings, recountActors } from "./namings.ts";
import { officesOf } from "./offices.ts";
import { insertAll, keepOld } from "./inserting.ts";
import type { Writing } from "./writing.ts";

/** The article that names them. */
interface Named {
  readonly number: number;
  readonly day: number | null;
  readonly isFirst: boolean;
}

/**
 * Keeps whom an article names.
 *
 * @returns who they are known to be, and those that count for others than when the article was read before
 */
export async function takeActors(
  writing: Writing,
  reading: Reading,
  { number, day, isFirst }: Named,
): Promise<{ readonly identities: Identities; readonly relinked: readonly string[] }> {
  const { tx, later } = writing;
  const { hash, text } = reading.article;
  const known = new Map(reading.actors.map((it) => [actorKeyOf(it).id, it]));
  const before = isFirst ? [] : await forgetNamings(tx, number);
  if (!isFirst) await tx.deleteFrom("offices").where("article", "=", hash).execute();
  const merged = await mergedWithin(tx);
  const people = [...known].flatMap(([id, it]) =>
    it.kind === "person" && !it.anonymous ? [{ id, folded: foldName(it.name), code: it.code }] : [],
  );
  const links = await linkPeople(writing, merged, people, text, day);
  const namings = [...known.keys()].map((actor) => ({
    actor,
    article: number,
    ...(links.get(actor) ?? unlinked(actor)),
  }));
  const counted = new Set(namings.map((it) => merged.get(it.counts_for)?.id ?? it.counts_for));
  await putActors(tx, known, isFirst ? counted : new Set());
  if (isFirst) later("namings", namings);
  else {
    await insertAll(tx, "namings", namings);
    await recountActors(tx, new Set([...before.map((it) => it.counts_for), ...counted]));
  }
  // Not later: the next article of this batch may ask for them.
  await insertAll(tx, "offices", officesOf(reading, day), keepOld);
  const relinked = before.flatMap((was) => {
    const is = links.get(was.actor) ?? unlinked(was.actor);
    return is.counts_for === was.counts_for && is.code === was.code ? [] : [was.actor];
  });
  return { identities: withLinks(merged, links), relinked };
}

/** An actor that is there learns what it lacks. */
const learnMore = `on conflict (id) do update set sound = excluded.sound, code = coalesce(actors.code, excluded.code),
  sector = coalesce(actors.sector, excluded.sector), n_articles = actors.n_articles + excluded.n_articles`;

/** Keeps actors; each of `counted` is named by one more article. */
async function putActors(
  tx: Writing["tx"],
  known: ReadonlyMap<string, ReadingActor>,
  counted: ReadonlySet<string>,
): Promise<void> {
  if (known.size === 0) return;
  const rows = [...known].map(([id, it]) => ({
    merged_into: null,
    id,
    key: actorKeyOf(it).key,
    name: it.name,
    folded: foldName(it.name),
    sound: soundOf({ folded: foldName(it.name), kind: it.kind }),
    kind: it.kind,
    code: it.code,
    sector: it.sector,
    n_articles: counted.has(id) ? 1 : 0,
    revision: 1,
  }));
  await insertAll(tx, "actors", rows, learnMore);
  const others = [...counted].filter((id) => !known.has(id));
  if (0 < others.length) await countOneMore(tx, others);
}

/** A name as it is looked up: without case and marks. */
export function foldName(name: string): string {
  return name.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
}
