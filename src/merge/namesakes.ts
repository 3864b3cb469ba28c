/** Actors that may be one under two names: for a person to decide, never for a program. Pure. */

/** What is looked at. */
export interface Namesake {
  readonly name: string;
  /** The name without case and marks. */
  readonly folded: string;
  readonly kind: string;
  readonly code: string | null;
}

/**
 * A key that actors must share to be compared, if not their name: how the name of a body or the family name of a
 * person sounds, so that spellings of one name meet.
 *
 *     person Lavrow, Lavrov, Lavroff   →   person lvrv
 *     group Hizbollah, Hezbollah       →   name hzblh
 */
export function soundOf({ folded, kind }: Pick<Namesake, "folded" | "kind">): string {
  const words = wordsOf(folded);
  return kind === "person"
    ? `person ${skeletonOf(words.at(-1) ?? "")}`
    : `name ${skeletonOf(words.join(""))}`;
}

/** Why two actors may be one, and how likely (0 the most); null when they hardly are. */
export function likelySame(
  a: Namesake,
  b: Namesake,
): { readonly reason: string; readonly rank: number } | null {
  if (a.folded === b.folded) return { reason: "same name", rank: 0 };
  if (soundOf(a) !== soundOf(b)) return null;
  if (a.code !== null && b.code !== null && a.code !== b.code) return null;
  if (a.kind !== "person") return { reason: "same name in another spelling", rank: 1 };
  const [given, other] = [wordsOf(a.folded).slice(0, -1), wordsOf(b.folded).slice(0, -1)];
  const hasOneCode = a.code !== null && a.code === b.code;
  const [first, second] = [given[0], other[0]];
  if (first === undefined || second === undefined)
    return {
      reason: `same family name${hasOneCode ? ` and code ${a.code}` : ", one without a given name"}`,
      rank: 2,
    };
  if (skeletonOf(first) === skeletonOf(second)) return { reason: "same name in another spelling", rank: 1 };
  const isInitial = first.length === 1 || second.length === 1;
  if (isInitial && first[0] === second[0]) return { reason: "same family name and initial", rank: 2 };
  return hasOneCode && !isInitial ? { reason: `same family name and code ${a.code}`, rank: 3 } : null;
}

function wordsOf(folded: string): readonly string[] {
  return folded
    .replace(/['’ʼ`-]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && word !== "the");
}

/** Consonants of a word, with those letters as one that transliterations use for one sound. */
function skeletonOf(word: string): string {
  const sounds = word
    .replace(/ß/g, "ss")
    .replace(/ł/g, "l")
    .replace(/ø/g, "o")
    .replace(/đ/g, "d")
    .replace(/(?:ff|ow|w)$/, "v")
    .replace(/ph/g, "f")
    .replace(/shch|sch|sh/g, "S")
    .replace(/tsch|tch|ch/g, "C")
    .replace(/dzh|dj|zh|j(?=[aeou])/g, "J")
    .replace(/kh|gh/g, (it) => (it === "kh" ? "h" : "g"))
    .replace(/ts|tz/g, "Z")
    .replace(/x/g, "ks")
    .replace(/[ckq]+/g, "k")
    .replace(/w/g, "v");
  const start = sounds.slice(0, 1).replace(/[aeiouyj]/, "a");
  const rest = sounds
    .slice(1)
    .replace(/(?<=[vnk])a$/, "A")
    .replace(/[aeiouyj]/g, "");
  return (start + rest).replace(/(.)\1+/g, "$1");
}
