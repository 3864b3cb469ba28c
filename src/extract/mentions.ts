/** Places that name an actor of the register: states, capitals, adjectives, seats of power, bodies, agencies. */
import { type KnownName, type Lexicon } from "../lexicon/lexicon.ts";
import type { TokenRange } from "../model/parse.ts";
import { isCalendarWord, isCapitalized, sentenceOf, type Words } from "./words.ts";

/** A name of the register in the text, by token. */
export interface Mention extends TokenRange {
  readonly known: KnownName;
}

/** Names have at most this many tokens ("Democratic People's Republic of Korea" has six). */
const longestName = 9;

/** All mentions, longest match first, by start, none overlapping. */
export function findMentions(lexicon: Lexicon, words: Words): Mention[] {
  const mentions: Mention[] = [];
  const { tokens, article } = words.parse;
  for (let i = 0; i < tokens.length; i++) {
    const longest = lexicon.nameStarts.get(words.form[i] as string);
    if (longest === undefined) continue;
    const last = Math.min(sentenceOf(words, i).to, i + longestName);
    let found: Mention | null = null;
    for (let to = i + 1; to <= last; to++) {
      const start = tokens.start[i] as number;
      const end = tokens.end[to - 1] as number;
      if (longest < end - start) break;
      const known = lexicon.names.get(
        article.text.slice(start, end).replace(/\s+/g, " ").replaceAll("’", "'"),
      );
      if (known !== undefined) found = { from: i, to, known };
    }
    if (found === null || (found.known.isAmbiguous && isPartOfName(words, found))) continue;
    mentions.push(found);
    i = found.to - 1;
  }
  return mentions;
}

/** The mentions that lie within `[from, to)`; `mentions` as `findMentions` gives them. */
export function mentionsWithin(mentions: readonly Mention[], { from, to }: TokenRange): Mention[] {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle] as Mention).from < from) low = middle + 1;
    else high = middle;
  }
  const within: Mention[] = [];
  for (let i = low; i < mentions.length && (mentions[i] as Mention).to <= to; i++)
    within.push(mentions[i] as Mention);
  return within;
}

/** "George Washington", "Jordan Smith", "Georgia Tech": an ambiguous name beside another capitalised word. */
function isPartOfName(words: Words, { from, to }: TokenRange): boolean {
  const sentence = sentenceOf(words, from);
  const before = words.form[from - 1];
  const after = words.form[to];
  const isNameWord = (form: string | undefined): boolean =>
    form !== undefined && isCapitalized(form) && 1 < form.length && !isCalendarWord(form.toLowerCase());
  if (sentence.from < from - 1 && isNameWord(before)) return true;
  return to < sentence.to && isNameWord(after);
}
