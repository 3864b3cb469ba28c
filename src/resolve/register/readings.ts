/**
 * Which of its meanings an ambiguous name has in an article: Georgia in the Caucasus or in America, by the other words of
 * the article. Where they speak for two, or for none, the name is left open.
 */
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { NameReading } from "../../lexicon/phrasing.ts";

/** Codes by ambiguous name that the article holds; null where it is open, or no actor of the register. */
export type Readings = ReadonlyMap<string, string | null>;

/**
 * The readings of all ambiguous names in a text; names that it does not hold are left out. Linear in the text.
 *
 *     Georgia accused Moscow of massing troops near South Ossetia. → Georgia: GEO
 *     Georgia will recount its votes, a clerk in Atlanta said.     → Georgia: USA
 */
export function readAmbiguousNames(lexicon: Lexicon, text: string): Readings {
  const found = new Map<string, string | null>();
  for (const [name, readings] of lexicon.readings)
    if (text.includes(name)) found.set(name, decide(text, name, readings));
  return found;
}

function decide(text: string, name: string, readings: readonly NameReading[]): string | null {
  const supported = readings.filter((reading) => speaksFor(text, name, reading));
  if (supported.length === 1) return supported[0]?.code ?? null;
  if (1 < supported.length) {
    // More kinds of support decide, if they are twice those of any other.
    const counts = supported
      .map((reading) => ({ reading, n: reading.support.filter((word) => holdsWord(text, word)).length }))
      .sort((a, b) => b.n - a.n);
    const [most, next] = counts;
    return most !== undefined && next !== undefined && 2 * next.n <= most.n && 2 < most.n
      ? most.reading.code
      : null;
  }
  const usual = readings.filter(({ isDefault }) => isDefault);
  return usual.length === 1 ? (usual[0]?.code ?? null) : null;
}

function speaksFor(text: string, name: string, { support, isSurname }: NameReading): boolean {
  return support.some((word) => holdsWord(text, word)) || (isSurname && hasGivenName(text, name));
}

/** Whether the words stand in the text, not within longer words. */
function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); 0 <= at; at = text.indexOf(word, at + word.length)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return true;
  }
  return false;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

/** Whether a capitalised word stands before the name anywhere within a sentence: "Tara Jordan", but not "In Jordan" or "Tara Jordan Lobo". */
function hasGivenName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); 0 <= at; at = text.indexOf(name, at + name.length)) {
    const before = /(?:^|[\s“"])(\p{Lu}\p{Ll}+) $/u.exec(text.slice(Math.max(0, at - 24), at))?.[1];
    const after = text.slice(at + name.length, at + name.length + 2);
    if (before !== undefined && !functionWord.test(before) && !/^[\p{L}\p{N}]|^ \p{Lu}/u.test(after))
      return true;
  }
  return false;
}

const functionWord =
  /^(?:In|On|At|For|From|With|To|And|But|The|Of|By|As|While|When|If|Both|Only|After|Before|Since|Neighbou?ring|East|West|North|South|Eastern|Western|Northern|Southern|Central|King|Queen|Prince|President|Minister|Visiting|Leaving|Near|Inside|Is|Has|Will|Did|Does|Can|What|Why|How|Where|Nor|Or|Yet|Today|Meanwhile|Even|Like|Among|Against|Under|Through|Israel|Egypt|Syria|Iraq)$/;
