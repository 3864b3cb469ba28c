/**
 * Findings with open parties to Findings whose parties point at actors. Within one article: the same state is one
 * actor, a surname is the full name before it, an office the person introduced with it, a pronoun the one best
 * remembered. What can't be told stays null. Fills `actors`, `Party.actor` and dates, and changes
 * nothing else.
 */
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Actor } from "../model/actor.ts";
import type { Findings, Party, Statement } from "../model/finding.ts";
import type { Parse, TokenRange } from "../model/parse.ts";
import { bySpan, containsSpan, type Span } from "../model/span.ts";
import { actorOfTitle } from "./bearers.ts";
import { type Cast, type Draft, newCast } from "./cast.ts";
import { dateFindings } from "./dates.ts";
import { homesOf } from "./homes.ts";
import { findIntroductions } from "./introductions.ts";
import type { Outside, Outsider } from "./outside.ts";
import { listParties, mapParties, type PartyAt, partyKey } from "./parties.ts";
import { newPairs, type Pair } from "./pairs.ts";
import { listPeople, type NamedAt } from "./people.ts";
import { type Phrase, readPhrase } from "./phrases.ts";
import { actorOfPronoun, antecedentAt } from "./pronouns.ts";
import { listSubjects, newRecall, organizationOf, type Recall } from "./recall.ts";
import { newScene, quotationAt, rangeOf, type Scene, spanOf, wordsOf } from "./scene.ts";
import { registerFor } from "./register/register.ts";
import { sight } from "./sightings.ts";
import { withUnveilings } from "./unveilings.ts";

/**
 * The same findings with actors and dates.
 *
 * @param outside what is known of people and bodies besides the article; by default what the register of `data/` knows
 */
export function resolveFindings(
  lexicon: Lexicon,
  parse: Parse,
  findings: Findings,
  outside: Outside = registerFor(lexicon, parse.article),
): Findings {
  const scene = newScene(lexicon, parse);
  const parties = listParties(findings);
  const people = listPeople(
    scene,
    parties.map((it) => it.party),
  );
  const subjects = listSubjects(scene, people);
  const introduced = withUnveilings(scene, people, findIntroductions(scene, people), subjects);
  const cast = newCast(scene, people, introduced, outside);
  const recall = newRecall(scene, people, introduced, cast, outside);
  const pairs = pairParties(recall, findings);
  const told = resolveParties(recall, findings, parties, subjects, pairs);
  const resolved = new Map([...told, ...homesOf(recall, findings, told)]);
  const actors = listActors(recall, people.named);
  const places = new Map(actors.map(({ draft }, place) => [draft, place]));
  const fill = (party: Party): Party => {
    if (party.actor !== null) return party;
    const draft = resolved.get(partyKey(party));
    return draft === undefined || draft === null ? party : { ...party, actor: places.get(draft) ?? null };
  };
  const fillAll = (party: Party): readonly Party[] => {
    const pair = pairs.get(partyKey(party));
    return pair === undefined
      ? [fill(party)]
      : pair.map((draft) => ({ ...party, actor: places.get(draft) ?? null }));
  };
  const isPronoun = ({ start, end }: Party): boolean =>
    /^(?:him|her|it|them)$/i.test(scene.text.slice(start, end));
  return dateFindings(parse, {
    ...mapParties(findings, fill, fillAll, isPronoun),
    actors: actors.map((it) => outside.complete(it.actor, parse.article.published)),
  });
}

/** The draft that every party means, by the party's key; null where it can't be told. */
function resolveParties(
  recall: Recall,
  findings: Findings,
  parties: readonly PartyAt[],
  subjects: readonly TokenRange[],
  pairs: ReadonlyMap<string, Pair>,
): ReadonlyMap<string, number | null> {
  const { scene, people, introduced, cast } = recall;
  const resolved = new Map<string, number | null>();
  const phrases = new Map<string, Phrase>();
  const phraseOf = (party: Party): Phrase => {
    const key = partyKey(party);
    const known = phrases.get(key) ?? readPhrase(scene, people, introduced, party);
    phrases.set(key, known);
    return known;
  };
  const outerOf = outerSpeakers(recall, findings, phraseOf, resolved);
  let next = 0;
  let covered = 0;
  for (const { party, speaks } of parties) {
    for (; next < subjects.length && startOf(scene, subjects[next]) < party.start; next++) {
      if (covered <= startOf(scene, subjects[next])) noteSubject(recall, subjects[next] as TokenRange);
    }
    covered = Math.max(covered, party.end);
    const key = partyKey(party);
    if (resolved.has(key) || (speaks === null && pairs.has(key))) continue;
    const phrase = phraseOf(party);
    const actor = actorOf(recall, phrase, outerOf(party, speaks));
    resolved.set(key, actor);
    if (actor === null) continue;
    cast.drafts[actor]?.mentions.push({ start: party.start, end: party.end });
    recall.parties.push(sight(scene, phrase, actor, speaks !== null));
  }
  for (; next < subjects.length; next++) {
    if (covered <= startOf(scene, subjects[next])) noteSubject(recall, subjects[next] as TokenRange);
  }
  return resolved;
}

/** The two that a party of an event means, where it is two: "the two countries". */
function pairParties(recall: Recall, { events }: Findings): ReadonlyMap<string, Pair> {
  const pairOf = newPairs(recall);
  const pairs = new Map<string, Pair>();
  for (const { actors, recipients } of events)
    for (const party of [...actors, ...recipients]) {
      const others = actors.includes(party) ? [] : actors.map((it) => rangeOf(recall.scene, it));
      const pair = pairOf(rangeOf(recall.scene, party), others);
      if (pair === null || pairs.has(partyKey(party))) continue;
      pairs.set(partyKey(party), pair);
      const { start, end } = party;
      for (const draft of pair) recall.cast.drafts[draft]?.mentions.push({ start, end });
    }
  return pairs;
}

function startOf({ parse: { tokens } }: Scene, range: TokenRange | undefined): number {
  return range === undefined ? Infinity : (tokens.start[range.from] as number);
}

/** Remembers whom a subject means that stands in no record: who comes next may be told by it. */
function noteSubject(recall: Recall, range: TokenRange): void {
  const { scene, people, introduced, cast } = recall;
  const span = spanOf(scene, range.from, range.to);
  const phrase = readPhrase(scene, people, introduced, span);
  const isPronoun = phrase.kind === "pronoun";
  // Who "he" is within somebody's words is told by who speaks them, which is not asked here.
  if (isPronoun && 0 <= quotationAt(scene, span.start)) return;
  if (
    !isPronoun &&
    (phrase.kind !== "title" || (phrase.title.kind === "body" && phrase.title.role !== "ministry"))
  )
    return;
  const actor = actorOf(recall, phrase, null);
  if (actor === null) return;
  if (!isPronoun) cast.drafts[actor]?.others.push(span);
  recall.parties.push(sight(scene, phrase, actor, false));
}

/** The actor that a phrase means; null when it can't be told. */
function actorOf(recall: Recall, phrase: Phrase, outer: number | null): number | null {
  const { scene, cast, outside } = recall;
  switch (phrase.kind) {
    case "person":
      return phrase.person;
    case "known":
      return cast.known(phrase.known);
    case "of-known": {
      const force = outside.phrase(wordsOf(scene, phrase.from, phrase.to), scene.parse.article.published);
      return force === null ? cast.known(phrase.known) : addOutsider(cast, force);
    }
    case "title":
      return actorOfTitle(recall, phrase, phrase.title);
    case "organization":
    case "open": {
      const known = outside.phrase(wordsOf(scene, phrase.from, phrase.to), scene.parse.article.published);
      if (known !== null) return addOutsider(cast, known);
      return phrase.kind === "open" ? null : organizationOf(recall, phrase, phrase.known);
    }
    case "several":
      return null;
    case "pronoun":
      return /^(?:who|which|that|whose|whom)$/.test(phrase.word)
        ? actorOfRelative(recall, phrase)
        : actorOfPronoun(recall, phrase.word, phrase, { outer });
  }
}

/** A state or outlet is one actor under all its names; "Israeli troops" and "Israeli police" are each their own. */
function addOutsider(cast: Cast, actor: Outsider): number {
  const { code, sector, name, kind } = actor;
  const isOne = kind === "state" || sector === "MED";
  return isOne
    ? cast.known(actor)
    : cast.add(`force ${code} ${sector} ${name.toLowerCase()}`, { name, kind, code, sector });
}

function actorOfRelative(recall: Recall, { from }: TokenRange): number | null {
  const antecedent = antecedentAt(recall, from);
  if (antecedent === null || typeof antecedent === "number") return antecedent;
  const { scene, people, introduced } = recall;
  const phrase = readPhrase(scene, people, introduced, spanOf(scene, antecedent.from, antecedent.to));
  return phrase.kind === "pronoun" ? null : actorOf(recall, phrase, null);
}

/**
 * Who speaks the words that hold a party: the speaker of the statement it is told in, or of the quotation around it.
 * One who is only named behind the words is known when named in full.
 */
function outerSpeakers(
  { scene }: Recall,
  { statements }: Findings,
  phraseOf: (party: Party) => Phrase,
  resolved: ReadonlyMap<string, number | null>,
): (party: Party, speaks: Statement | null) => number | null {
  const byQuotation = new Map<number, Party>();
  for (const { speaker, content, form } of statements) {
    if (speaker === null || form === "indirect") continue;
    for (const span of content) {
      const quotation = quotationAt(scene, span.start);
      if (0 <= quotation && !byQuotation.has(quotation)) byQuotation.set(quotation, speaker);
    }
  }
  return (party, speaks) => {
    const told =
      speaks === null || speaks.nestedIn === null ? null : (statements[speaks.nestedIn]?.speaker ?? null);
    const outer = told ?? byQuotation.get(quotationAt(scene, party.start)) ?? null;
    if (outer === null || containsSpan(outer, party)) return null;
    const known = resolved.get(partyKey(outer));
    if (known !== undefined) return known;
    const phrase = phraseOf(outer);
    return phrase.kind === "person" ? phrase.person : null;
  };
}

/** The drafts that a record mentions, as actors by their first mention; of people and bodies every place that names them. */
function listActors({ scene, cast, bodies }: Recall, named: readonly NamedAt[]): readonly PlacedActor[] {
  const isUsed = cast.drafts.map((it) => 0 < it.mentions.length);
  for (const { person, start, end } of named) {
    if (isUsed[person]) cast.drafts[person]?.others.push({ start, end });
  }
  for (const { actor, from, to } of bodies()) {
    if (isUsed[actor] && cast.drafts[actor]?.kind === "body")
      cast.drafts[actor]?.others.push(spanOf(scene, from, to));
  }
  return cast.drafts
    .map((it, draft) => ({ draft, actor: actorOfDraft(it) }))
    .filter(({ draft }) => isUsed[draft])
    .sort((a, b) => firstOf(a.actor) - firstOf(b.actor));
}

interface PlacedActor {
  /** Index into `Cast.drafts`. */
  readonly draft: number;
  readonly actor: Actor;
}

function firstOf({ mentions }: Actor): number {
  return mentions[0]?.start ?? 0;
}

function actorOfDraft(draft: Draft): Actor {
  const { name, kind, code, sector, office, offices, anonymous } = draft;
  const mentions: Span[] = [];
  // A name within the words of a party is no mention of its own.
  for (const span of [...draft.mentions, ...draft.others].sort(bySpan)) {
    const last = mentions.at(-1);
    if (last === undefined || last.end <= span.start) mentions.push(span);
  }
  return { name, kind, code, sector, office, offices, anonymous, mentions };
}
