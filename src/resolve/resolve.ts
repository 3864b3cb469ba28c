/**
 * Findings with open parties to Findings whose parties point at actors. Within one article: the same state is one
 * actor, a surname is the full name before it, an office the person introduced with it, a pronoun the last
 * speaker. What can't be told stays null. Fills `actors` and `Party.actor`, and changes nothing else.
 */
import type { KnownActor, Lexicon } from "../lexicon/lexicon.ts";
import type { Actor } from "../model/actor.ts";
import type { Condition, EventFinding, Findings, Party, Statement } from "../model/finding.ts";
import type { Parse } from "../model/parse.ts";
import { sliceSpan, type Span } from "../model/span.ts";
import { findIntroductions } from "./introductions.ts";
import { type Phrase, readPhrase } from "./people.ts";
import type { View } from "./register/owners.ts";
import { completeActor, forceOf, outletOf, viewOf } from "./register/register.ts";

/** An actor while its mentions are being gathered. */
interface Draft {
  name: string;
  readonly kind: Actor["kind"];
  code: string | null;
  sector: string | null;
  office: string | null;
  role: string | null;
  readonly mentions: Span[];
}

/** The same findings with actors. */
export function resolveFindings(lexicon: Lexicon, parse: Parse, findings: Findings): Findings {
  const { text, blocks } = parse.article;
  const view = viewOf(lexicon, parse.article);
  const cast = newCast(lexicon, text, view, (offset) => firstAfter(blocks, offset));
  const parties = listParties(findings).sort(
    (a, b) => a.party.start - b.party.start || Number(b.speaks) - Number(a.speaks),
  );
  // Names first: a deck may speak of "the press secretary" before the body names him.
  for (const { name, office } of findIntroductions(lexicon, parse)) {
    const phrase = readPhrase(lexicon, sliceSpan(text, office), office.start);
    cast.introduce({ ...phrase, name: { text: sliceSpan(text, name), span: name }, isWholly: false });
  }
  for (const { party } of parties) cast.introduce(readPhrase(lexicon, sliceSpan(text, party), party.start));
  const known = new Map<string, number | null>();
  for (const { party, speaks } of parties) {
    const key = `${party.start}-${party.end}`;
    if (!known.has(key)) known.set(key, cast.resolve(party, speaks));
  }
  const fill = (party: Party): Party => ({
    ...party,
    actor: party.actor ?? known.get(`${party.start}-${party.end}`) ?? null,
  });
  const fillOrNull = (party: Party | null): Party | null => (party === null ? null : fill(party));
  // Who was introduced and neither speaks nor acts is no actor of a record.
  const order = cast.actors
    .flatMap((actor, i) => (0 < actor.mentions.length ? [i] : []))
    .sort((a, b) => firstOf(cast.actors[a]) - firstOf(cast.actors[b]));
  const place = new Map(order.map((old, now) => [old, now]));
  const renumber = (party: Party): Party => ({
    ...party,
    actor: party.actor === null ? null : (place.get(party.actor) ?? null),
  });
  const both = (party: Party): Party => renumber(fill(party));
  const bothOrNull = (party: Party | null): Party | null => {
    const filled = fillOrNull(party);
    return filled === null ? null : renumber(filled);
  };
  return {
    actors: order.map((i) => completeActor(lexicon, text, actorOf(cast.actors[i] as Draft), view)),
    statements: findings.statements.map((it): Statement => ({
      ...it,
      speaker: bothOrNull(it.speaker),
      via: it.via.map(both),
      addressee: bothOrNull(it.addressee),
    })),
    events: findings.events.map((it): EventFinding => ({
      ...it,
      actors: it.actors.map(both),
      recipients: it.recipients.map(both),
    })),
    conditions: findings.conditions.map((it): Condition => ({
      ...it,
      setter: bothOrNull(it.setter),
      target: bothOrNull(it.target),
    })),
    diagnostics: findings.diagnostics,
  };
}

/** Index of the first block that ends after an offset. */
function firstAfter(blocks: readonly Span[], offset: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle] as Span).end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstOf(draft: Draft | undefined): number {
  return draft?.mentions[0]?.start ?? Infinity; // By start: parties are resolved in the order of the text.
}

function actorOf({ name, kind, code, sector, office, mentions }: Draft): Actor {
  return { name, kind, code, sector, office, mentions: [...mentions].sort((a, b) => a.start - b.start) };
}

function listParties(findings: Findings): { party: Party; speaks: boolean }[] {
  const list: { party: Party; speaks: boolean }[] = [];
  const add = (party: Party | null, speaks: boolean): void => {
    if (party !== null) list.push({ party, speaks });
  };
  for (const it of findings.statements) {
    add(it.speaker, true);
    add(it.addressee, false);
    for (const via of it.via) add(via, false);
  }
  for (const it of findings.events) for (const party of [...it.actors, ...it.recipients]) add(party, false);
  for (const it of findings.conditions) {
    add(it.setter, false);
    add(it.target, false);
  }
  return list;
}

interface ArticleCast {
  readonly actors: Draft[];
  /** Learns the name and office in a phrase, if it has a full name. */
  introduce(phrase: Phrase): void;
  /** The actor a phrase means, a new one where it names one not met before; null when it can't be told. */
  resolve(party: Party, speaks: boolean): number | null;
}

function newCast(
  lexicon: Lexicon,
  text: string,
  view: View,
  blockOf: (offset: number) => number,
): ArticleCast {
  const actors: Draft[] = [];
  const byKey = new Map<string, number>();
  const people = new Set<number>();
  const bySurname = new Map<string, number[]>();
  /** People by the role of their office (`role minister`) and by its words. */
  const byOffice = new Map<string, number[]>();
  const placed = new Set<number>();
  let lastSpeaker: { readonly actor: number; readonly block: number } | null = null;

  const add = (key: string, draft: Omit<Draft, "mentions">): number => {
    const found = byKey.get(key);
    if (found !== undefined) return found;
    byKey.set(key, actors.length);
    actors.push({ ...draft, mentions: [] });
    return actors.length - 1;
  };
  const mention = (actor: number, span: Span): number => {
    // Parties come by place, so a mention that is known already is the last.
    const { mentions } = actors[actor] as Draft;
    const last = mentions.at(-1);
    if (last?.start !== span.start || last.end !== span.end)
      mentions.push({ start: span.start, end: span.end });
    return actor;
  };
  const person = (phrase: Phrase): number | null => {
    if (phrase.name === null) return null;
    const name = phrase.name.text;
    const key = name.toLowerCase();
    const words = key.split(/\s+/);
    const same = byKey.get(`person ${key}`);
    const [only, ...more] = bySurname.get(words.at(-1) ?? "") ?? [];
    let index = same;
    if (index === undefined && words.length === 1 && only !== undefined && more.length === 0) index = only;
    index ??= add(`person ${key}`, {
      name,
      kind: "person",
      code: null,
      sector: null,
      office: null,
      role: null,
    });
    const draft = actors[index] as Draft;
    if (draft.mentions.length === 0 && !people.has(index)) {
      people.add(index);
      const surname = surnameOf(draft.name) ?? "";
      push(bySurname, surname, index);
    }
    draft.office ??= phrase.office;
    draft.role ??= phrase.role;
    draft.code ??= phrase.known?.actor.code ?? null;
    draft.sector ??= phrase.sector;
    if (!placed.has(index) && draft.role !== null) {
      placed.add(index);
      push(byOffice, `role ${draft.role}`, index);
      for (const word of new Set(draft.office?.toLowerCase().split(/\s+/))) push(byOffice, word, index);
    }
    return index;
  };
  const listed = ({ name, kind, code, sector }: KnownActor): number =>
    add(`known ${code} ${sector}`, { name, kind, code, sector, office: null, role: null });
  const registered = (phrase: Phrase): number | null =>
    phrase.known === null ? null : listed(phrase.known.actor);
  /** "Israeli troops" are not Israel, but an actor of their own; a state's government is the state. */
  const force = (words: string): number | null => {
    const found = forceOf(lexicon, words, view);
    if (found === null) return null;
    const { name, kind, code, sector } = found;
    const state = sector === "GOV" && code !== null ? lexicon.actors.get(code) : undefined;
    if (state !== undefined) return listed(state);
    const draft = { name, kind, code, sector, office: null, role: null };
    return add(`force ${code} ${sector} ${name.toLowerCase()}`, draft);
  };
  /** A person introduced with the same role, of the same state where both tell; null unless there is just one. */
  const bearer = (phrase: Phrase): number | null => {
    if (phrase.role === null || phrase.isPlural) return null;
    const word = phrase.office?.toLowerCase() ?? "";
    let found: number | null = null;
    // "the minister" of one introduced as "Foreign Minister": the office in one word, as its bearer's office has it.
    for (const i of new Set([
      ...(byOffice.get(`role ${phrase.role}`) ?? []),
      ...(byOffice.get(word) ?? []),
    ])) {
      const { code } = actors[i] as Draft;
      if (phrase.known !== null && code !== null && code !== phrase.known.actor.code) continue;
      if (found !== null) return null;
      found = i;
    }
    return found;
  };
  const office = (phrase: Phrase, words: string): number => {
    const code = phrase.known?.actor.code ?? null;
    const kind = phrase.isPlural ? "group" : phrase.role === "ministry" ? "body" : "office";
    return add(`office ${code ?? ""} ${words.toLowerCase()}`, {
      name: words.replace(/^the\s+/i, ""),
      kind,
      code,
      sector: phrase.sector,
      office: phrase.office,
      role: phrase.role,
    });
  };
  /** The actor of a phrase without remembering it as a speaker. */
  const find = (phrase: Phrase, words: string, block: number): number | null => {
    if (phrase.pronoun !== null) {
      const isNear = lastSpeaker !== null && block - lastSpeaker.block <= 2;
      const draft = lastSpeaker === null ? undefined : actors[lastSpeaker.actor];
      return isNear && draft?.kind === "person" && phrase.pronoun !== "they"
        ? (lastSpeaker?.actor ?? null)
        : null;
    }
    const outlet = outletOf(lexicon, words);
    if (outlet !== null) return listed(outlet);
    if (phrase.isCompound) return null;
    if (phrase.isWholly) return registered(phrase);
    if (phrase.name !== null) return person(phrase);
    if (phrase.role !== null) return bearer(phrase) ?? office(phrase, words);
    return force(words) ?? registered(phrase);
  };

  return {
    actors,
    introduce(phrase) {
      if (
        !phrase.isWholly &&
        !phrase.isCompound &&
        phrase.pronoun === null &&
        phrase.name !== null &&
        /\s/.test(phrase.name.text)
      )
        person(phrase);
    },
    resolve(party, speaks) {
      const words = sliceSpan(text, party);
      const actor = find(readPhrase(lexicon, words, party.start), words, blockOf(party.start));
      if (actor === null) return null;
      if (speaks) lastSpeaker = { actor, block: blockOf(party.start) };
      return mention(actor, party);
    },
  };
}

function surnameOf(name: string): string | undefined {
  return name.toLowerCase().split(/\s+/).at(-1);
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
