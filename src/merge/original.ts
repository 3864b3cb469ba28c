/** Which of the copies of one text is the original, where that can be told. Pure. */
import type { ConditionLexicon } from "../lexicon/lexicon.ts";

/** A copy, by what tells of its origin. */
export interface Copy {
  readonly article: string;
  /** Code of the agency or outlet that its outlet is; null where the register knows none of the name. */
  readonly outlet: string | null;
  /** Codes of agencies and outlets to which it is credited. */
  readonly credits: readonly string[];
  /** Day of publication, days since 1970-01-01; null when unknown. */
  readonly day: number | null;
}

export interface Original {
  /** The copy that is the original; null where it can't be told, or is not among them. */
  readonly article: string | null;
  /** Code of the agency to which copies credit the text; null for none, or several. */
  readonly agency: string | null;
  /** In words for a person. */
  readonly why: string;
}

/**
 * The original of some copies. A credit goes before dates: a paper may print an agency's story an hour before the
 * agency's own page is found.
 */
export function originalOf(copies: readonly Copy[]): Original {
  if (copies.length === 1)
    return { article: (copies[0] as Copy).article, agency: null, why: "the only copy" };
  const credited = new Set(copies.flatMap(({ credits }) => credits));
  const [agency = null] = credited.size === 1 ? credited : [];
  if (agency !== null) {
    const own = copies.filter(({ outlet }) => outlet === agency);
    const first = firstOf(own);
    if (first !== null)
      return { article: first.article, agency, why: "the agency's own, to which copies credit it" };
    return { article: null, agency, why: "credited to an agency whose own text is not here" };
  }
  if (1 < credited.size) return { article: null, agency: null, why: "credited to several agencies" };
  const first = firstOf(copies);
  if (first !== null) return { article: first.article, agency: null, why: "published first" };
  const isDated = copies.every(({ day }) => day !== null);
  return {
    article: null,
    agency: null,
    why: isDated ? "several came out on the first day" : "some copies have no date",
  };
}

/** The one of the earliest day; null when several share it, or one is undated. */
function firstOf(copies: readonly Copy[]): Copy | null {
  if (copies.length === 1) return copies[0] as Copy;
  const sorted = [...copies].sort((a, b) => (a.day ?? 0) - (b.day ?? 0));
  const [first, second] = sorted;
  if (first === undefined || second === undefined || copies.some(({ day }) => day === null)) return null;
  return first.day === second.day ? null : first;
}

/** How far from its ends a text is searched for credits, in characters. */
const margin = 400;

/**
 * Codes of agencies and outlets that a text names as its origin: among its authors, or in brackets at its beginning or end.
 *
 *     HAVANA, July 20 (Reuters) - Cuba reopened …
 *                      ^^^^^^^
 */
export function creditsOf(
  names: ConditionLexicon["names"],
  text: string,
  authors: readonly string[],
): readonly string[] {
  const ends = text.length <= 2 * margin ? text : `${text.slice(0, margin)}\n${text.slice(-margin)}`;
  const inBrackets = [...ends.matchAll(/\(([^()\n]{2,40})\)/g)].map(([, inner]) => inner as string);
  return [...new Set([...authors, ...inBrackets].flatMap((name) => carrierOf(names, name) ?? []))].sort();
}

/** Code of the agency or outlet of a name: "Reuters", "By Reuters"; null for any other. */
export function carrierOf(names: ConditionLexicon["names"], name: string): string | null {
  const actor = names.get(name.trim().replace(/^by\s+/i, ""))?.actor;
  return actor?.sector === "MED" ? actor.code : null;
}
