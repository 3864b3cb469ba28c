/**
 * Speakers' phrases taken apart: "Russian Foreign Minister Sergei Lavrov" is a name, an office and, through the
 * adjective, a code. Only what the words themselves say.
 */
import type { KnownName, Lexicon } from "../lexicon/lexicon.ts";
import type { Span } from "../model/span.ts";

/** What a phrase says of a person or body. */
export interface Phrase {
  /** The person's name in it; null for "the spokesman". */
  readonly name: { readonly text: string; readonly span: Span } | null;
  /** The words that tell the office, as written; null when none do. */
  readonly office: string | null;
  /** The role of the office (`data/offices.tsv`); null when unknown. */
  readonly role: string | null;
  readonly sector: string | null;
  /** The actor of the register that the phrase names: the state of a minister, or the whole phrase. */
  readonly known: KnownName | null;
  /** Whether the phrase is that actor and nothing else ("Moscow", "the Kremlin"). */
  readonly isWholly: boolean;
  readonly pronoun: "he" | "she" | "they" | null;
  /** Two joined by "and": "Germany and Italy"; who they are is left open. */
  readonly isCompound: boolean;
  /** Plural: "two diplomats", "Western officials". */
  readonly isPlural: boolean;
}

const lead =
  /^(?:the|a|an|one|two|three|four|five|several|some|many|senior|top|former|another|other|new|acting|chief|outgoing|veteran|its|his|her|their|our)$/i;

/** The parts of a phrase that stands at `start` in the text. */
export function readPhrase(lexicon: Lexicon, text: string, start: number): Phrase {
  // "Celia Arnau of the Harbour Institute": the name comes first, and where she is from is none.
  const ofPlace = /^((?:\p{Lu}[\p{L}'’.-]+ ){1,3}\p{Lu}[\p{L}'’.-]+) (?:of|from|at|with) the \p{Lu}/u.exec(
    text,
  );
  if (ofPlace !== null && !holdsOffice(lexicon, ofPlace[1] as string))
    return readPhrase(lexicon, ofPlace[1] as string, start);
  const words = [...text.matchAll(/[^\s,]+/g)].map((match) => ({
    text: match[0].replaceAll("’", "'"),
    at: start + match.index,
    raw: match[0],
  }));
  const lower = text.toLowerCase().trim();
  const pronoun = lower === "he" || lower === "she" || lower === "they" ? lower : null;
  const known = knownIn(lexicon, text);
  const { office, role, sector, isPlural, last } = officeIn(
    lexicon,
    words.map((word) => word.text),
  );
  let first = words.length;
  const knownWords = new Set(known === null ? [] : known.text.split(/\s+/));
  const floor = office === null ? 0 : last + 1;
  while (floor < first) {
    const word = words[first - 1];
    if (
      word === undefined ||
      !/^(?:\p{Lu}|al-|el-|bin$|de$|van$|von$|-$)/u.test(word.text) ||
      lead.test(word.text) ||
      knownWords.has(word.text.replace(/'s$/, ""))
    )
      break;
    first--;
  }
  const nameWords = words
    .slice(Math.max(first, last + 1))
    .filter((word) => !/^(?:Mr|Mrs|Ms|Dr|Sir|Lord)\.?$/.test(word.text));
  const isName = 0 < nameWords.length && nameWords.length <= 5 && pronoun === null;
  const from = nameWords[0];
  const to = nameWords.at(-1);
  const name =
    isName && from !== undefined && to !== undefined
      ? {
          text: text.slice(from.at - start, to.at - start + to.raw.length),
          span: { start: from.at, end: to.at + to.raw.length },
        }
      : null;
  const bare = lower.replace(/^the\s+/, "");
  return {
    name,
    office,
    role,
    sector,
    known: known?.name ?? null,
    isWholly: known !== null && known.text.toLowerCase() === bare,
    pronoun,
    isCompound:
      / and \p{Lu}/u.test(text) && office === null && !lexicon.names.has(text.replace(/^the /i, "")),
    isPlural: isPlural || pronoun === "they",
  };
}

/** The first and longest name of the register in a phrase. */
function knownIn(lexicon: Lexicon, text: string): { name: KnownName; text: string } | null {
  const words = text
    .replaceAll("’", "'")
    .replace(/'s\b/g, "")
    .split(/[\s,]+/);
  for (let from = 0; from < words.length; from++) {
    for (let to = Math.min(words.length, from + 6); from < to; to--) {
      const candidate = words.slice(from, to).join(" ");
      const name = lexicon.names.get(candidate);
      if (name === undefined || name.actor.sector === "MED") continue;
      // "Michael Jordan Lobo": an ambiguous name behind another capital that is no office.
      const before = words[from - 1] ?? "";
      const isOfPerson =
        name.isAmbiguous && /^\p{Lu}/u.test(before) && !lexicon.offices.has(before.toLowerCase());
      if (!isOfPerson || /^The$/.test(before)) return { name, text: candidate };
    }
  }
  return null;
}

/** The office in a phrase: from the first word to the last that belongs to it, and its role. */
function officeIn(
  lexicon: Lexicon,
  words: readonly string[],
): { office: string | null; role: string | null; sector: string | null; isPlural: boolean; last: number } {
  for (let n = 3; 0 < n; n--) {
    for (let i = 0; i + n <= words.length; i++) {
      const found = lexicon.offices.get(
        words
          .slice(i, i + n)
          .join(" ")
          .toLowerCase(),
      );
      if (found === undefined) continue;
      let last = i + n - 1;
      // "spokesman for the ministry", "President of Russia": the office goes on through "of" and "for".
      while (/^(?:of|for|to|on|in)$/.test(words[last + 1] ?? "")) {
        let next = last + 2;
        while (/^(?:the|a)$/i.test(words[next] ?? "")) next++;
        const second = words[next];
        if (second === undefined) break;
        last = next;
        while (
          lexicon.offices.has((words[last + 1] ?? "").toLowerCase()) ||
          isRegistered(lexicon, words, next, last + 2)
        )
          last++;
      }
      let first = i;
      while (0 < first && !/^(?:the|a|an)$/i.test(words[first - 1] as string)) first--;
      const head = words[i + n - 1] as string;
      return {
        office: words.slice(first, last + 1).join(" "),
        role: found.role,
        sector: found.sector,
        isPlural:
          head.endsWith("s") && !/(?:ss|us|is)$/.test(head) && !/^(?:chief|foreign affairs)/i.test(head),
        last,
      };
    }
  }
  return { office: null, role: null, sector: null, isPlural: false, last: -1 };
}

function isRegistered(lexicon: Lexicon, words: readonly string[], from: number, to: number): boolean {
  return to <= words.length && lexicon.names.has(words.slice(from, to).join(" "));
}

function holdsOffice(lexicon: Lexicon, text: string): boolean {
  return text.split(" ").some((word) => lexicon.offices.has(word.toLowerCase()));
}
