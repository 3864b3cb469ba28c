/**
 * Where an article introduces people: an office before a full name, or a full name and its office in apposition.
 * These teach full names, offices and codes to the surnames and titles that speak later.
 */
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Parse } from "../model/parse.ts";
import type { Span } from "../model/span.ts";

/**
 * Phrases that introduce somebody, by start; each is read as a speaker's phrase is (`people.ts`).
 *
 *     The Cuban foreign minister, Bruno Lobo, raised the flag. Celia Arnau, the head of the ministry, looked on.
 *         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 */
export interface Introduction extends Span {
  /** The full name, two to four capitalised words. */
  readonly name: Span;
  /** The words of the office, as far as they stand beside the name. */
  readonly office: Span;
}

const nameWord = /^\p{Lu}[\p{L}.'’]*\p{Ll}[\p{L}'’]*$|^\p{Lu}\.$/u;
const notName =
  /^(?:The|A|An|In|On|At|But|And|It|He|She|They|This|That|As|After|Before|When|While|If|For|From|With|Mr|Mrs|Ms|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|President|Minister|Secretary|Ambassador|Senator|General|Chancellor|Premier|Speaker|Director|Chairman|State|Foreign|Prime|Defense|Defence|Affairs|House|Department|Ministry|Council|Committee|Party|University|Institute)$/;

/** All introductions of the sentences that are read. */
export function findIntroductions(lexicon: Lexicon, parse: Parse): Introduction[] {
  const found: Introduction[] = [];
  const { tokens, article, sentences } = parse;
  const form = (i: number): string => article.text.slice(tokens.start[i], tokens.end[i]);
  for (const sentence of sentences) {
    for (let i = sentence.from; i < sentence.to; i++) {
      const to = nameEnd(form, i, sentence.to);
      if (to - i < 2) continue;
      const name = { start: tokens.start[i] as number, end: tokens.end[to - 1] as number };
      const office =
        officeBefore(lexicon, parse, form, i, sentence.from) ??
        officeAfter(lexicon, parse, form, to, sentence.to);
      if (office !== null && !lexicon.names.has(article.text.slice(name.start, name.end))) {
        found.push({
          start: Math.min(name.start, office.start),
          end: Math.max(name.end, office.end),
          name,
          office,
        });
      }
      i = to - 1;
    }
  }
  return found;
}

function nameEnd(form: (i: number) => string, from: number, to: number): number {
  let end = from;
  while (end < to && end - from < 4 && nameWord.test(form(end)) && !notName.test(form(end))) end++;
  return end;
}

/** An office that ends right before a name: "Cuban Foreign Minister", "the Cuban foreign minister,". */
function officeBefore(
  lexicon: Lexicon,
  parse: Parse,
  form: (i: number) => string,
  name: number,
  floor: number,
): Span | null {
  const last = form(name - 1) === "," && floor < name - 1 ? name - 2 : name - 1;
  const hasComma = last === name - 2;
  if (last < floor) return null;
  for (let n = 3; 0 < n; n--) {
    const from = last - n + 1;
    if (from < floor) continue;
    const words = Array.from({ length: n }, (_, k) => form(from + k).toLowerCase()).join(" ");
    if (!lexicon.offices.has(words)) continue;
    let start = from;
    while (floor < start && isModifier(lexicon, form(start - 1))) start--;
    // "the minister, Celia Arnau" introduces; "a minister, Celia Arnau and others" does too, "minister, Celia" does not.
    if (hasComma && !/^(?:the|a|an|its|his|her|their)$/i.test(form(start - 1))) return null;
    return { start: parse.tokens.start[start] as number, end: parse.tokens.end[last] as number };
  }
  return null;
}

/** An office in apposition: "Celia Arnau, the head of the Cuban ministry, …". */
function officeAfter(
  lexicon: Lexicon,
  parse: Parse,
  form: (i: number) => string,
  at: number,
  ceiling: number,
): Span | null {
  if (form(at) !== "," || ceiling <= at + 2) return null;
  let from = at + 1;
  if (/^(?:the|a|an)$/i.test(form(from))) from++;
  else if (!lexicon.names.has(form(from))) return null;
  let to = from;
  while (
    to < ceiling &&
    to - from < 14 &&
    !/^[,.;:)—–]$/.test(form(to)) &&
    !/^(?:who|which|said|says|told)$/.test(form(to))
  )
    to++;
  for (let i = from; i < Math.min(to, from + 5); i++) {
    for (let n = 3; 0 < n; n--) {
      const words = Array.from({ length: n }, (_, k) => (i + k < to ? form(i + k).toLowerCase() : "")).join(
        " ",
      );
      if (lexicon.offices.has(words))
        return { start: parse.tokens.start[from] as number, end: parse.tokens.end[to - 1] as number };
    }
  }
  return null;
}

/** Words that belong to an office before it: "former", "deputy", a state's adjective or name, another capital. */
function isModifier(lexicon: Lexicon, form: string): boolean {
  return (
    lexicon.names.has(form.replace("’", "'")) ||
    /^(?:former|deputy|acting|vice|first|chief|senior|then|special|permanent|national|interim|outgoing)$/i.test(
      form,
    ) ||
    (/^\p{Lu}\p{Ll}/u.test(form) && !notName.test(form) && lexicon.offices.has(form.toLowerCase()))
  );
}
