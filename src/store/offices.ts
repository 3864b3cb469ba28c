/** The offices that articles word, as rows. Pure. */
import { actorKeyOf } from "../merge/mentions.ts";
import type { Reading } from "../model/reading.ts";
import type { OfficesTable } from "./tables.ts";

/**
 * The office of everybody who has one, with the place that words it. One that is known from the register alone has no
 * side here: its words show none, so that it serves no other article.
 */
export function officesOf({ actors, article }: Reading, day: number | null): readonly OfficesTable[] {
  return actors.flatMap((it) => {
    const { office, sector } = it;
    const [first] = it.mentions;
    if (office === null || first === undefined) return [];
    const worded = it.offices.find(({ exact }) => exact.includes(office) || office.includes(exact));
    const place = it.mentions.find(({ exact }) => exact.includes(office)) ?? worded ?? first;
    const { start, end, exact } = place;
    const code = worded === undefined ? null : (worded.code ?? it.code);
    return [
      { actor: actorKeyOf(it).id, office, article: article.hash, day, code, sector, start, end, exact },
    ];
  });
}
