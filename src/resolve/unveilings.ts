/**
 * Titles at the head of an article whose bearer is named in the next sentence: the shape of leads. Believed where
 * nothing else introduces the person and nobody else bears the title.
 */
import type { TokenRange } from "../model/parse.ts";
import type { Introduced, Introduction } from "./introductions.ts";
import type { People } from "./people.ts";
import { type Scene, sentenceAt, spanOf, subjectRank } from "./scene.ts";
import { type Title, titleOf } from "./titles.ts";

/** Sentences that a lead may have, and that may lie between the title and the name. */
const longestLead = 8;
const longestGap = 2;

/**
 * The introductions with those of the lead added.
 *
 *     Cuba’s president has warned of a rupture. Celia Arnau said that it was near.
 *     ^^^^^^^^^^^^^^^^ office                   ^^^^^^^^^^^ whose
 */
export function withUnveilings(
  scene: Scene,
  { people, named }: People,
  introduced: Introduced,
  subjects: readonly TokenRange[],
): Introduced {
  const isIntroduced = new Uint8Array(people.length);
  const roles = new Set<string>();
  for (const all of introduced.values()) {
    for (const { person, role } of all) {
      isIntroduced[person] = 1;
      if (role !== null) roles.add(role);
    }
  }
  const leads = subjects.flatMap((range) => {
    if (longestLead < toldAt(scene, range.from)) return [];
    const title = titleOf(scene, range);
    const isFree =
      title !== null && title.kind === "person" && (title.role === null || !roles.has(title.role));
    return isFree && (title.known !== null || title.article === "indefinite" || title.role !== null)
      ? [{ range, title }]
      : [];
  });
  if (leads.length === 0) return introduced;
  const more = new Map(introduced);
  const isMet = new Uint8Array(people.length);
  for (const { person, index, from, to } of named) {
    if (to - from < 2) continue;
    const isFirst = isMet[person] === 0; // In full: a caption may name the surname before.
    isMet[person] = 1;
    if (!isFirst || isIntroduced[person] === 1 || subjectRank(scene, { from, to }) === 0) continue;
    const told = toldAt(scene, from);
    const lead = leads.find(({ range }) => {
      const gap = told - toldAt(scene, range.from);
      return range.to <= from && 0 < gap && gap <= longestGap;
    });
    if (lead === undefined) continue;
    more.set(index, [introductionOf(scene, person, lead.range, lead.title)]);
    leads.splice(leads.indexOf(lead), 1);
  }
  return more;
}

function toldAt(scene: Scene, token: number): number {
  return scene.told[sentenceAt(scene, token)] ?? 0;
}

function introductionOf(scene: Scene, person: number, range: TokenRange, title: Title): Introduction {
  const { start, end } = spanOf(scene, range.from, range.to);
  return { person, title, start, end, role: title.role, code: title.known?.code ?? null, reveals: false };
}
