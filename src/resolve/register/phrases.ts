/**
 * Noun phrases to the actors they name, by what the register knows: "Israeli troops", "President Putin", "the US and its
 * allies". Knows nothing of the article but the day in view and how it settles ambiguous names; pronouns and people met
 * earlier are `resolve.ts`'s.
 */
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { PhraseActor, View } from "./owners.ts";
import { actorOfPart } from "./phrase-parts.ts";
import { type Segment, segmentPhrase } from "./segments.ts";

/** A part of a compound: its pieces, and the joint before it. */
interface Part {
  readonly joint: string;
  readonly segments: readonly Segment[];
}

/**
 * The actors of a noun phrase, in order: two or more for a compound, whose parts may share a head or a modifier. A part
 * that names nobody the register could place is left out; empty where none does. A name that may mean several and is not
 * settled by the view is none.
 *
 *     Hungarian and Romanian officials       → HUN GOV, ROU GOV
 *     Serb army and police                   → SRB MIL, SRB COP
 *     the foreign ministers of Iran and Iraq → IRN GOV, IRQ GOV
 *     the US and its allies                  → USA GOV, "its allies" of no code
 */
export function actorsOfPhrase(lexicon: Lexicon, phrase: string, view: View): PhraseActor[] {
  const parts = shareModifiers(shareHeads(joinAppositions(partsOf(segmentPhrase(lexicon, phrase)))));
  const actors: PhraseActor[] = [];
  for (const { segments } of parts) {
    const owner = actors.at(-1) ?? null;
    const actor = actorOfPart(lexicon, segments, view, owner);
    if (actor !== null) actors.push(actor);
  }
  return actors;
}

/**
 * The one actor of a noun phrase; null for a compound, for who can't be told, and for an ambiguous name that the view does
 * not settle.
 *
 *     the Russian Foreign Ministry → RUS GOV        Turkey's parliament → TUR LEG
 *     President Putin, in 2010     → nobody: he was prime minister
 */
export function actorOfPhrase(lexicon: Lexicon, phrase: string, view: View): PhraseActor | null {
  const parts = joinAppositions(partsOf(segmentPhrase(lexicon, phrase)));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? actorOfPart(lexicon, only.segments, view, null) : null;
}

function partsOf(segments: readonly Segment[]): Part[] {
  const parts: Part[] = [];
  let from = 0;
  let joint = "";
  for (let i = 0; i <= segments.length; i++) {
    const segment = segments[i];
    if (segment !== undefined && segment.kind !== "joint") continue;
    if (from < i) {
      parts.push({ joint, segments: segments.slice(from, i) });
      joint = "";
    }
    joint = `${joint}${segment?.text.toLowerCase() ?? ""}`;
    from = i + 1;
  }
  return parts;
}

const hasPerson = ({ segments }: Part): boolean => segments.some(({ kind }) => kind === "person");
const hasAgent = ({ segments }: Part): boolean => segments.some(({ kind }) => kind === "agent");
const isState = (segment: Segment): boolean =>
  segment.kind === "place" || (segment.kind === "name" && segment.name?.actor.kind !== "body");
const hasState = ({ segments }: Part): boolean => segments.some(isState);
const isAllCapitals = ({ segments }: Part): boolean => segments.every(({ isCapitalized }) => isCapitalized);
const isDeterminer = (segment: Segment | undefined): boolean =>
  segment !== undefined && /^(?:the|a|an)$/i.test(segment.text);

/** "Sergei Lavrov, the Russian foreign minister" and "the Russian foreign minister, Sergei Lavrov" are one part. */
function joinAppositions(parts: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    if (before === undefined || part.joint !== ",") {
      joined.push(part);
      continue;
    }
    const nameThenOffice = !hasAgent(before) && isAllCapitals(before) && !hasState(before) && hasAgent(part);
    const officeThenName =
      hasAgent(before) && !hasPerson(before) && isAllCapitals(part) && !hasAgent(part) && !hasState(part);
    const isApposition =
      (nameThenOffice && (hasPerson(before) || isDeterminer(part.segments[0]))) || officeThenName;
    if (!isApposition) joined.push(part);
    // The office goes first: who bears it stands behind it, as in "Foreign Minister Lavrov".
    else {
      const [office, name] = nameThenOffice ? [part, before] : [before, part];
      joined[joined.length - 1] = { joint: before.joint, segments: withNameInside(office, name) };
    }
  }
  return joined;
}

/** The name put before the first preposition of the office: "head of the mission" + name. */
function withNameInside(office: Part, name: Part): Segment[] {
  const at = office.segments.findIndex(({ kind }) => kind === "preposition");
  const to = at < 0 ? office.segments.length : at;
  return [...office.segments.slice(0, to), ...name.segments, ...office.segments.slice(to)];
}

/**
 * A bare adjective takes the head of a later part ("Hungarian and Romanian officials"), and a bare name at the end the
 * head of an earlier one that ends in "of" a state ("ministers of Iran and Iraq").
 */
function shareHeads(parts: readonly Part[]): Part[] {
  if (parts.length < 2) return [...parts];
  const shared = [...parts];
  for (let i = parts.length - 2; 0 <= i; i--) {
    const part = shared[i] as Part;
    const next = shared[i + 1] as Part;
    const bare = bareSegments(part);
    const isBareAdjective = bare.length === 1 && bare[0]?.name?.usage === "adjective";
    if (!isBareAdjective || !hasAgent(next) || hasPerson(next)) continue;
    const heads = next.segments.filter(({ kind }) => kind === "agent");
    shared[i] = { ...part, segments: [...part.segments, ...heads] };
  }
  for (let i = 1; i < shared.length; i++) {
    const part = shared[i] as Part;
    const before = shared[i - 1] as Part;
    const bare = bareSegments(part);
    const at = before.segments.findIndex(({ kind, text }) => kind === "preposition" && text === "of");
    const last = before.segments.at(-1);
    if (
      bare.length !== 1 ||
      bare[0]?.name?.usage !== "name" ||
      at < 0 ||
      last === undefined ||
      !isState(last)
    )
      continue;
    const heads = before.segments.slice(0, at + 1).filter((segment) => !isDeterminer(segment));
    const isPlural = heads.some(({ kind, text }) => kind === "agent" && /[^s]s$/.test(text));
    if (isPlural) shared[i] = { ...part, segments: [...heads, ...part.segments] };
  }
  return shared;
}

/** A head without a state takes that of the part before, or behind: "Serb army and police", "king and queen of Jordan". */
function shareModifiers(parts: readonly Part[]): Part[] {
  if (parts.length < 2) return [...parts];
  const isOpen = (part: Part): boolean =>
    hasAgent(part) &&
    !hasState(part) &&
    part.segments.every(({ kind, text }) => kind !== "name" && !/^(?:its|their|his|her|our)$/i.test(text)) &&
    part.segments.every(
      ({ kind, isCapitalized }) => kind !== "person" && !(kind === "word" && isCapitalized),
    );
  const shared = [...parts];
  for (let i = 1; i < shared.length; i++) {
    const part = shared[i] as Part;
    const before = shared[i - 1] as Part;
    const first = bareSegments(before)[0];
    if (
      isOpen(part) &&
      hasAgent(before) &&
      first !== undefined &&
      isState(first) &&
      !isDeterminer(part.segments[0])
    )
      shared[i] = { ...part, segments: [first, ...part.segments] };
  }
  for (let i = shared.length - 2; 0 <= i; i--) {
    const part = shared[i] as Part;
    const next = shared[i + 1] as Part;
    const at = next.segments.findIndex(({ kind, text }) => kind === "preposition" && text === "of");
    if (isOpen(part) && 0 < at && next.segments.slice(at).some(isState))
      shared[i] = { ...part, segments: [...part.segments, ...next.segments.slice(at)] };
  }
  return shared;
}

function bareSegments({ segments }: Part): Segment[] {
  return segments.filter(
    (segment) => !isDeterminer(segment) && !/^(?:both|senior|top|some|many)$/i.test(segment.text),
  );
}
