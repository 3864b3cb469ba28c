/** "The two countries", "both sides", "the two leaders": phrases that speak of two without naming them. */
import type { TokenRange } from "../model/parse.ts";
import type { PairKind } from "./lexicon.ts";

const part = /^(?:one|neither|either|none|each)$/;

/**
 * What two a phrase speaks of; null where it speaks of no two, or of one of them.
 *
 *     both sides · the two leaders · officials of the two countries · one of the two countries
 *     ^^^^^^^^^^   ^^^^^^^^^^^^^^^   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 *
 * @param at the word of a token in lower case
 * @param upos universal parts of speech, by token
 */
export function pairKindOf(
  nouns: ReadonlyMap<string, PairKind>,
  at: (token: number) => string,
  upos: readonly string[],
  { from, to }: TokenRange,
): PairKind | null {
  const isOneOf = 1 < from && at(from - 1) === "of" && part.test(at(from - 2));
  if (isOneOf || part.test(at(from))) return null;
  for (let i = from; i < to - 1; i++) {
    const isTwo = at(i) === "two" && from < i && /^(?:the|these|those)$/.test(at(i - 1));
    if (at(i) !== "both" && !isTwo) continue;
    for (let noun = i + 1; noun < Math.min(to, i + 4); noun++) {
      const kind = nouns.get(at(noun));
      if (kind !== undefined) return kind;
      if (upos[noun] !== "ADJ" && upos[noun] !== "NOUN") break;
    }
  }
  return null;
}
