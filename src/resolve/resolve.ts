/**
 * Findings with open parties to Findings whose parties point at actors. Within one article: the same state is one
 * actor, a surname is the full name before it, an office the person introduced with it, a pronoun the one best
 * remembered. What can't be told stays null. Fills `actors` and `Party.actor`, and changes nothing else.
 */
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Actor } from "../model/actor.ts";
import type { Findings, Party, Statement } from "../model/finding.ts";
import type { Parse, TokenRange } from "../model/parse.ts";
import { bySpan, containsSpan, type Span } from "../model/span.ts";
import { actorOfTitle } from "./bearers.ts";
import { type Draft, newCast } from "./cast.ts";
import { findIntroductions } from "./introductions.ts";
import { nothingOutside, type Outside } from "./outside.ts";
import { listParties, mapParties, type PartyAt, partyKey } from "./parties.ts";
import { listPeople, type NamedAt } from "./people.ts";
import { type Phrase, readPhrase } from "./phrases.ts";
import { actorOfPronoun, antecedentAt } from "./pronouns.ts";
import { listSubjects, newRecall, organizationOf, type Recall } from "./recall.ts";
import { newScene, quotationAt, type Scene, spanOf, wordsOf } from "./scene.ts";
import { sight } from "./sightings.ts";
import { withUnveilings } from "./unveilings.ts";

/**
 * The same findings with actors.
 *
 * @param outside what is known of people and bodies besides the article; by default nothing
 */
export function resolveFindings(
  lexicon: Lexicon,
  parse: Parse,
  findings: Findings,
  outside: Outside = nothingOutside,
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
  const resolved = resolveParties(recall, findings, parties, subjects);
  const actors = listActors(recall, people.named);
  const places = new Map(actors.map(({ draft }, place) => [draft, place]));
  const fill = (party: Party): Party => {
    if (party.actor !== null) return party;
    const draft = resolved.get(partyKey(party));
    return draft === undefined || draft === null ? party : { ...party, actor: places.get(draft) ?? null };
  };
  return { ...mapParties(findings, fill), actors: actors.map((it) => it.actor) };
}

/** The draft that every party means, by the party's key; null where it can't be told. */
function resolveParties(
  recall: Recall,
  findings: Findings,
  parties: readonly PartyAt[],
  subjects: readonly TokenRange[],
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
    if (resolved.has(key)) continue;
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
    case "of-known":
      return cast.known(phrase.known);
    case "title":
      return actorOfTitle(recall, phrase, phrase.title);
    case "organization":
    case "open": {
      const known = outside.phrase(wordsOf(scene, phrase.from, phrase.to), scene.parse.article.published);
      if (known !== null) return cast.known(known);
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
