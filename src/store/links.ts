/** What an article leaves open of the people it names, told by offices that the ledger has met in others. */
import {
  familyNameOf,
  isFamilyNameAlone,
  type LearntOffice,
  namesCode,
  officeNear,
  officeOfFamilyName,
  officeWindow,
} from "../merge/learnt.ts";
import type { Identities } from "../merge/identities.ts";
import { soundOf } from "../merge/namesakes.ts";
import { loadFamilyNames } from "../lexicon/load.ts";
import { conditionLexicon } from "./lives.ts";
import type { NamingsTable } from "./tables.ts";
import type { Writing } from "./writing.ts";

/** A person of a reading, under the id that the article gives. */
export interface Person {
  readonly id: string;
  readonly folded: string;
  readonly code: string | null;
}

type Link = Pick<NamingsTable, "counts_for" | "code" | "sector" | "evidence" | "office">;

const none = { code: null, sector: null, evidence: null, office: null };

let register: ReadonlySet<string> | null = null;

/** The naming of somebody as the article tells it. */
export function unlinked(actor: string): Link {
  return { counts_for: actor, ...none };
}

/**
 * The links of people of one article, by their ids; who is not in it is as the article tells.
 *
 * @param text of the article
 */
export async function linkPeople(
  writing: Writing,
  merged: Identities,
  people: readonly Person[],
  text: string,
  day: number | null,
): Promise<ReadonlyMap<string, Link>> {
  const links = new Map<string, Link>();
  if (day === null) return links;
  const alone = people.filter(({ folded }) => isFamilyNameAlone(folded) && !isInRegister(folded));
  const full = people.filter(({ folded, code }) => code === null && familyNameOf(folded) !== null);
  const rootOf = (id: string): string => merged.get(id)?.id ?? id;
  const holders = await listHolders(writing, alone);
  for (const { id, folded } of alone) {
    for (const it of people) if (familyNameOf(it.folded) === folded) holders.get(id)?.add(rootOf(it.id));
  }
  const asked = new Set([
    ...full.map(({ id }) => rootOf(id)),
    ...[...holders.values()].flatMap((it) => (it.size === 1 ? [...it] : [])),
  ]);
  const offices = await listOfficesNear(writing, [...asked], day);
  for (const { id } of full) {
    const office = officeNear(offices.get(rootOf(id)) ?? [], day);
    if (office !== null) links.set(id, linkOf(id, office));
  }
  const isNamed = (code: string): boolean => namesCode(conditionLexicon().names, text, code);
  for (const person of alone) {
    const own = new Map([...(holders.get(person.id) ?? [])].map((root) => [root, offices.get(root) ?? []]));
    const office = officeOfFamilyName(person, own, isNamed, day);
    if (office !== null) links.set(person.id, linkOf(office.actor, office));
  }
  return links;
}

/** Of a name that the register knows, the reading has said what it can. */
function isInRegister(folded: string): boolean {
  register ??= loadFamilyNames();
  return register.has(folded);
}

/** Who counts for whom in an article with these links. */
export function withLinks(merged: Identities, links: ReadonlyMap<string, Link>): Identities {
  if (links.size === 0) return merged;
  const known = new Map(merged);
  for (const [actor, { counts_for: who, code, sector }] of links) {
    const id = merged.get(who)?.id ?? who;
    // What is filed and compared has no names.
    known.set(actor, { id, name: merged.get(who)?.name ?? "", kind: "person", code, sector });
  }
  return known;
}

function linkOf(counts: string, { code, sector, article, office }: LearntOffice): Link {
  return { counts_for: counts, code, sector, evidence: article, office };
}

/** For each family name, everybody known by a full name that ends so, as the one that each counts for. */
async function listHolders(
  { tx }: Writing,
  alone: readonly Person[],
): Promise<ReadonlyMap<string, Set<string>>> {
  const found = new Map<string, Set<string>>(alone.map(({ id }) => [id, new Set()]));
  if (alone.length === 0) return found;
  const sounds = new Set(alone.map(({ folded }) => soundOf({ folded, kind: "person" })));
  const rows = await tx
    .selectFrom("actors")
    .select(["folded"])
    .select((eb) => eb.fn.coalesce("merged_into", "id").as("root"))
    .where("sound", "in", [...sounds])
    .where("kind", "=", "person")
    .where((eb) => eb.or([eb("n_articles", ">", 0), eb("merged_into", "is not", null)]))
    .execute();
  for (const { folded, root } of rows) {
    const family = familyNameOf(folded);
    for (const { id, folded: named } of alone) if (family === named) found.get(id)?.add(root);
  }
  return found;
}

async function listOfficesNear(
  { tx }: Writing,
  actors: readonly string[],
  day: number,
): Promise<ReadonlyMap<string, readonly LearntOffice[]>> {
  const found = new Map<string, LearntOffice[]>();
  if (actors.length === 0) return found;
  const rows = await tx
    .selectFrom("offices as o")
    .innerJoin("actors as a", "a.id", "o.actor")
    .select(["o.office", "o.day", "o.code", "o.sector", "o.article"])
    .select((eb) => eb.fn.coalesce("a.merged_into", "a.id").as("actor"))
    .where((eb) => eb.or([eb("a.id", "in", [...actors]), eb("a.merged_into", "in", [...actors])]))
    .where("o.code", "is not", null)
    .where("o.day", ">=", day - officeWindow)
    .where("o.day", "<=", day + officeWindow)
    .execute();
  for (const { actor, office, day: on, code, sector, article } of rows) {
    if (on === null || code === null) continue;
    const own = found.get(actor) ?? [];
    found.set(actor, own);
    own.push({ actor, office, day: on, code, sector, article });
  }
  return found;
}
