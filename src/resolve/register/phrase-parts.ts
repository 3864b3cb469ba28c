/** One part of a noun phrase, cut into pieces, to the actor it names: whose it is, of what sector, and who. */
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { type OfficeInView, standingAt } from "../../lexicon/people.ts";
import type { Agent } from "../../lexicon/phrasing.ts";
import type { ActorKind } from "../../model/actor.ts";
import { codeOfOwner, findPerson } from "./bearers.ts";
import { homeOf, nameOwner, personOwner, type PhraseActor, type View } from "./owners.ts";
import type { Segment } from "./segments.ts";

/** The actor of a part; null when it names nobody. `owner` is whom "its" refers to. */
export function actorOfPart(
  lexicon: Lexicon,
  segments: readonly Segment[],
  view: View,
  owner: PhraseActor | null,
): PhraseActor | null {
  const { before, after, preposition } = cut(withHeadsOfStates(lexicon, segments));
  const text = wordsOf(segments);
  const states = before.filter(({ kind }) => kind === "name" || kind === "place");
  const agents = before.filter(({ agent }) => agent !== null);
  const head = headOf(before, after, preposition);
  const title = before.find(({ office }) => office !== null) ?? null;
  const isFormer = before.some(({ text: word }) =>
    /^(?:former|ex|late|then|ex-president|former .*|ex-.*)$/i.test(word),
  );
  const named =
    nameOwner(lexicon, before, after, preposition, text, view) ??
    personOwner(lexicon, text, codeOfOwner(lexicon, before, after, preposition, view.day));
  if (named === "open") return agents.length === 0 ? null : plain(text, head, null, null);
  const person = findPerson(lexicon, before, {
    code: named?.code ?? null,
    home: named?.home ?? null,
    role: title?.office?.role ?? formerRole(lexicon, before),
    day: view.day,
    isFormer,
  });
  if (person !== null && person.found !== null) {
    const { found } = person;
    const standing = standingAt(found, view.day, lexicon.codes);
    const code = named?.code ?? standing.code;
    return {
      name: found.name,
      kind: "person",
      code,
      home: homeOf(lexicon, code),
      sector: personSector(standing, head, isFormer),
      office: title?.text ?? (standing.role === null ? null : (lexicon.roleWords.get(standing.role) ?? null)),
      person: found,
    };
  }
  if (person !== null && person.code !== null && named === null) {
    // Two Presidents Bush: of one state, whichever is meant.
    return {
      ...plain(text, head, person.code, homeOf(lexicon, person.code)),
      kind: "person",
      office: title?.text ?? null,
    };
  }
  if (named === null) {
    const pronoun = segments.some(({ text: word }) => /^(?:its|their|his|her)$/i.test(word));
    const owned = pronoun && head !== null && head.standsFor === "state" && !head.isFiller ? owner : null;
    if (head === null && !pronoun) return null;
    return head === null && agents.length === 0
      ? null
      : plain(text, head, owned?.code ?? null, owned?.home ?? null);
  }
  const isName = person !== null && agents.length + (title === null ? 0 : 1) > 0;
  if (isName)
    return { ...plain(text, head, named.code, named.home), kind: "person", office: title?.text ?? null };
  if (
    head === null &&
    states.length === before.filter(({ kind, isCapitalized }) => kind !== "word" || isCapitalized).length
  )
    return { ...named, office: null, person: null };
  const sector = head === null || head.isFiller ? strongest(named.sector, head?.sector ?? null) : head.sector;
  const actor = plain(text, head, named.code, named.home);
  return {
    ...actor,
    sector,
    kind: kindOf(head, before),
    office: title === null ? null : officeWords(before),
  };
}

/** Of a dated office; without a date the words of the phrase come first ("General Aoun"). */
function personSector(standing: OfficeInView, head: Agent | null, isFormer: boolean): string | null {
  if (isFormer && head !== null) return "ELI";
  const isWorded = standing.standing === "undated" && head !== null && !head.isFiller;
  return isWorded ? head.sector : (standing.sector ?? head?.sector ?? null);
}

/** The role in "former president", which is one noun. */
function formerRole(lexicon: Lexicon, before: readonly Segment[]): string | null {
  for (const { text } of before) {
    const office = /^(?:former |ex-)(.+)$/i.exec(text)?.[1];
    if (office !== undefined) return lexicon.offices.get(office.toLowerCase())?.role ?? null;
  }
  return null;
}

/** "Ivory Coast's Supreme Court", "Iranian Security Council": what is one state's seat or a body elsewhere is a noun here. */
function withHeadsOfStates(lexicon: Lexicon, segments: readonly Segment[]): readonly Segment[] {
  const isShared = (segment: Segment, i: number): boolean => {
    const before = segments[i - 1]?.name;
    return (
      segment.name !== null &&
      before !== undefined &&
      before !== null &&
      before.actor.kind === "state" &&
      before.actor.code !== segment.name.actor.code &&
      lexicon.agents.has(segment.text.toLowerCase())
    );
  };
  if (!segments.some(isShared)) return segments;
  return segments.map((segment, i) =>
    isShared(segment, i)
      ? {
          ...segment,
          kind: "agent",
          name: null,
          agent: lexicon.agents.get(segment.text.toLowerCase()) ?? null,
        }
      : segment,
  );
}

/** The pieces before and after the first preposition that has something before it. */
function cut(segments: readonly Segment[]): {
  before: readonly Segment[];
  after: readonly Segment[];
  preposition: string | null;
} {
  const at = segments.findIndex(({ kind }, i) => kind === "preposition" && 0 < i);
  if (at < 0) return { before: segments, after: [], preposition: null };
  return {
    before: segments.slice(0, at),
    after: segments.slice(at + 1),
    preposition: segments[at]?.text.toLowerCase() ?? null,
  };
}

/** The noun that decides the sector: the last of full weight, behind "of" too; else the last filler. */
function headOf(
  before: readonly Segment[],
  after: readonly Segment[],
  preposition: string | null,
): Agent | null {
  const last = (pieces: readonly Segment[], isFiller: boolean): Agent | null =>
    pieces.findLast(({ agent }) => agent !== null && agent.isFiller === isFiller)?.agent ?? null;
  const own = last(before, false);
  if (own !== null) return own;
  return (preposition === "of" ? last(after, false) : null) ?? last(before, true) ?? officeHead(before);
}

/** A word of `offices.tsv` that is no noun of `agents.tsv`. */
function officeHead(before: readonly Segment[]): Agent | null {
  const office = before.findLast(({ office: it }) => it !== null)?.office;
  return office === undefined || office === null || office.sector === null
    ? null
    : {
        sector: office.sector,
        standsFor: "state",
        isFiller: office.role === "official" || office.role === "leader",
      };
}

/** The sector of a body's officials is the body's; of a state's, what they are. */
function strongest(own: string | null, filler: string | null): string | null {
  return own === null || own === "GOV" || own === "CVL" ? (filler ?? own) : own;
}

function plain(text: string, head: Agent | null, code: string | null, home: string | null): PhraseActor {
  return { name: text, kind: "group", code, home, sector: head?.sector ?? null, office: null, person: null };
}

function kindOf(head: Agent | null, before: readonly Segment[]): ActorKind {
  const noun = before.findLast(({ kind }) => kind === "agent");
  if (noun === undefined) return "group";
  if (
    noun.office?.role === "ministry" ||
    /^(?:army|military|court|company|newspaper|agency|opposition)$/i.test(noun.text)
  )
    return "body";
  const isPlural = /[^s]s$|men$|people$|police$|troops$|military$/i.test(noun.text);
  if (noun.office !== null) return isPlural ? "group" : "office";
  if (isPlural && !/(?:police|military)$/i.test(noun.text)) return "group";
  return head?.standsFor === "state" ? "body" : "person";
}

/** The words of the office, as far as they stand together. */
function officeWords(before: readonly Segment[]): string {
  return before
    .filter(({ office, agent }) => office !== null || agent !== null)
    .map(({ text }) => text)
    .join(" ");
}

function wordsOf(segments: readonly Segment[]): string {
  const words = segments.map(({ text, isPossessive }) => (isPossessive ? `${text}'s` : text)).join(" ");
  return words.replace(/^(?:the|a|an) /i, "");
}
