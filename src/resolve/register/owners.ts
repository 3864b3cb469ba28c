/** Whose an actor is, by the names, places and people in a part of a noun phrase. */
import type { KnownActor, Lexicon } from "../../lexicon/lexicon.ts";
import type { KnownPerson } from "../../lexicon/people.ts";
import type { ActorKind } from "../../model/actor.ts";
import { type Readings, readAmbiguousNames } from "./readings.ts";
import type { Segment } from "./segments.ts";

/** What an article settles beforehand. */
export interface View {
  /** The day in view, EDTF; null when unknown. */
  readonly day: string | null;
  /** How the article uses ambiguous names (`readAmbiguousNames`). */
  readonly readings: Readings;
}

/** An actor as far as a phrase tells. */
export interface PhraseActor {
  /** The register's name of a state, body or person; else the words. */
  readonly name: string;
  readonly kind: ActorKind;
  /** ISO 3166 alpha-3, or a code of `data/bodies.tsv`; null when open. */
  readonly code: string | null;
  /** The state it is of: for a body its home; null for who is of none. */
  readonly home: string | null;
  readonly sector: string | null;
  /** As worded; else in the register's word for the role held at the day. Null when neither tells. */
  readonly office: string | null;
  readonly person: KnownPerson | null;
}

/** An actor before its office and person are known. */
export type Owner = Omit<PhraseActor, "office" | "person">;

/** Who a part is of, by names and places in it: `open` where an ambiguous name is not settled; null where none stands. */
export function nameOwner(
  lexicon: Lexicon,
  before: readonly Segment[],
  after: readonly Segment[],
  preposition: string | null,
  text: string,
  view: View,
): Owner | "open" | null {
  const own = before.filter(({ kind }) => kind === "name" || kind === "place");
  const body = own.findLast(
    ({ name }) => name !== null && (name.actor.kind !== "state" || name.usage === "seat"),
  );
  const bodyAt = body === undefined ? -1 : before.indexOf(body);
  const first = own[0];
  // "Russia's NATO envoy" is Russia's; "Lebanese Hezbollah" is Hezbollah.
  const isEnvoy =
    first !== undefined && first !== body && before.slice(bodyAt + 1).some(({ agent }) => agent !== null);
  const chosen = body !== undefined && !isEnvoy ? body : (first ?? ledBy(lexicon, before));
  if (chosen !== null && chosen !== undefined) return actorOfName(lexicon, chosen, before, text, view);
  if (
    preposition !== null &&
    !/^(?:of|in|from|at|throughout|across|inside|within|based|living)$/.test(preposition)
  ) {
    const speaksFor = before.some(({ office }) => office?.role === "spokesperson");
    if (preposition !== "for" || !speaksFor) return null;
  }
  const later = after.find(({ kind }) => kind === "name" || kind === "place");
  return later === undefined ? null : actorOfName(lexicon, later, after, text, view);
}

function actorOfName(
  lexicon: Lexicon,
  segment: Segment,
  among: readonly Segment[],
  text: string,
  view: View,
): Owner | "open" {
  const isAmongCapitals = among.some(
    ({ kind, isCapitalized, text: word }) =>
      kind === "word" &&
      isCapitalized &&
      !/^(?:The|A|An|North|South|East|West|Eastern|Western|Northern|Southern)$/.test(word),
  );
  const isSide = /^the$/i.test(among[0]?.text ?? "");
  if (lexicon.readings.has(segment.text)) {
    const settled = view.readings.has(segment.text)
      ? view.readings.get(segment.text)
      : readAmbiguousNames(lexicon, text).get(segment.text);
    const actor = settled === null || settled === undefined ? undefined : lexicon.actors.get(settled);
    if (actor === undefined) return "open";
    // "George Washington", "Tara Jordan": another name before it.
    const isSurname = among[among.indexOf(segment) - 1]?.kind === "word" && isAmongCapitals;
    return isSurname && segment.name?.isAmbiguous === true ? "open" : partsOfActor(actor, segment, isSide);
  }
  if (segment.place !== null) {
    const state = lexicon.actors.get(segment.place) as KnownActor;
    return { name: segment.text, kind: "group", code: state.code, home: state.code, sector: "CVL" };
  }
  const known = segment.name;
  if (known === null || (known.isAmbiguous && known.usage !== "seat" && isAmongCapitals && among.length < 4))
    return "open";
  return partsOfActor(known.actor, segment, isSide);
}

/** Of whom a person's possession is; null where the person has no code. */
export function personOwner(lexicon: Lexicon, text: string, code: string | null): Owner | null {
  return code === null
    ? null
    : { name: text, kind: "group", code, home: homeOf(lexicon, code), sector: null };
}

/**
 * Names of peoples are people ("Palestinians"), unless a side of a dispute is meant ("the Palestinians"); an adjective alone
 * leaves the sector open.
 */
function partsOfActor(actor: KnownActor, { text, name }: Segment, isSide: boolean): Owner {
  const { name: own, kind, code, sector, home } = actor;
  if (name?.usage !== "adjective") return { name: own, kind, code, home, sector };
  if (!/[^s]s$|men$/.test(text)) return { name: own, kind, code, home, sector: null };
  return isSide
    ? { name: own, kind, code, home, sector }
    : { name: text, kind: "group", code, home, sector: "CVL" };
}

/** "Vietnamese-led forces": weaker than a name of its own. */
function ledBy(lexicon: Lexicon, before: readonly Segment[]): Segment | null {
  for (const segment of before) {
    const led = /^(.+)-(?:led|run|controlled|based|born|occupied|held|administered|dominated|ruled)$/.exec(
      segment.text,
    )?.[1];
    const name = led === undefined ? undefined : lexicon.names.get(led);
    if (name !== undefined) return { ...segment, kind: "name", text: led as string, name };
  }
  return null;
}

/** The state that a code is of; null for who is of none. */
export function homeOf(lexicon: Lexicon, code: string | null): string | null {
  return code === null ? null : (lexicon.actors.get(code)?.home ?? null);
}
