/**
 * A Reading as the ledger takes it in: every statement, event and condition with its parties named, the features by
 * which it is compared with others, and the key of every actor. Pure.
 */
import type { LedgerCondition, LedgerFinding, LedgerParty, RecordKind } from "../model/ledger.ts";
import { listParties } from "../model/ledger.ts";
import { shortDigestOf } from "../model/digest.ts";
import type { Evidence, Reading, ReadingActor, ReadingParty } from "../model/reading.ts";
import type { ConditionLexicon } from "../lexicon/lexicon.ts";
import { type ConditionMention, profileOf } from "./conditions/conditions.ts";
import { type DayRange, daysOf } from "./days.ts";
import { type Identities, withIdentities } from "./identities.ts";
import { type Features, mutualTypes } from "./merge.ts";
import { stemsOf } from "./words.ts";

/** A mention, ready to be placed. */
export interface Mention {
  /** The reading's id, derived from the article and the place. */
  readonly id: string;
  readonly kind: RecordKind;
  /** As the article was read. */
  readonly finding: LedgerFinding;
  /** The same with its parties as the ledger knows them; what it is filed and compared by. */
  readonly known: LedgerFinding;
  readonly features: Features;
  /** EDTF of the event, of what was said; the day of publication where there is none. */
  readonly edtf: string | null;
  readonly basis: "stated" | "inferred" | "publication" | null;
  readonly range: DayRange | null;
}

/** An actor across articles. */
export interface ActorKey {
  /** `A` and a digest of the key. */
  readonly id: string;
  readonly key: string;
}

/**
 * Who an actor of an article is across articles: a state or body by its code, anybody else by name. People of one
 * name are one, and one person under two names is two until `demarche merge actor` joins them.
 */
export function actorKeyOf(actor: ReadingActor): ActorKey {
  const name = actor.name.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
  const key =
    actor.kind === "state" || (actor.kind === "body" && actor.code !== null && isCodeOfItsOwn(actor))
      ? `${actor.kind}:${actor.code ?? name}:${actor.kind === "state" ? "" : (actor.sector ?? "")}`
      : `${actor.kind}:${actor.kind === "person" ? "" : (actor.code ?? "")}:${name}`;
  return { id: `A${shortDigestOf(key)}`, key };
}

/** Codes of states are three letters; a ministry that carries its state's code is known by its name. */
function isCodeOfItsOwn({ code }: ReadingActor): boolean {
  return code !== null && !/^[A-Z]{3}$/.test(code);
}

/**
 * The mentions of a reading, by kind in the order of the text.
 *
 * @param lexicon asked for when there is a condition
 * @param identities who the actors of this article are known to be
 */
export function mentionsOf(
  reading: Reading,
  cluster: string,
  lexicon: () => ConditionLexicon,
  identities: Identities = new Map(),
): readonly Mention[] {
  const actors = new Map(reading.actors.map((it) => [it.id, { actor: it, key: actorKeyOf(it) }]));
  const named = (party: ReadingParty): LedgerParty => {
    const known = party.actor === null ? undefined : actors.get(party.actor);
    if (known === undefined) {
      return { ...party, actor: null, name: null, kind: null, code: null, sector: null, office: null };
    }
    const { name, kind, code, sector, office } = known.actor;
    return { ...party, actor: known.key.id, name, kind, code, sector, office };
  };
  const maybe = (party: ReadingParty | null): LedgerParty | null => (party === null ? null : named(party));
  const published = reading.article.published;
  const coded = reading.actors
    .flatMap(({ code, mentions }) =>
      code === null ? [] : mentions.map(({ start, end }) => ({ start, end, code })),
    )
    .sort((a, b) => a.start - b.start);
  const wordsOf = (...parts: readonly Evidence[]): string =>
    parts.map((part) => withCodes(part, coded)).join(" ");
  const saidOn = new Map(reading.statements.map((it) => [it.id, it.date]));
  const article = { published, cluster, hash: reading.article.hash };
  return [
    ...reading.statements.map((it) => {
      const finding = {
        ...it,
        speaker: maybe(it.speaker),
        addressee: maybe(it.addressee),
        via: it.via.map(named),
      };
      const stems = stemsOf(wordsOf(...it.content));
      return mentionOf("statement", finding, withIdentities("statement", finding, identities), article, {
        kind: it.kind,
        stems,
        otherStems: [],
      });
    }),
    ...reading.events.map((it) => {
      const finding = { ...it, actors: it.actors.map(named), recipients: it.recipients.map(named) };
      const [stems, otherStems] = [stemsOf(wordsOf(it)), stemsOf(it.trigger.exact)];
      const detail = { stems, otherStems, mode: it.mode, cameo: it.cameo };
      const known = withIdentities("event", finding, identities);
      return mentionOf("event", finding, known, article, { kind: `${it.type}|${it.status}`, ...detail });
    }),
    ...reading.conditions.map((it) => {
      const about = [...new Set([...codesIn(it.requirement, coded), ...codesIn(it.outcome, coded)])].sort();
      const finding = { ...it, setter: maybe(it.setter), target: maybe(it.target), about };
      const known = withIdentities("condition", finding, identities) as typeof finding;
      const { requirement, outcome } = profileOf(lexicon(), conditionMentionOf(known, published));
      const detail = {
        stems: [...requirement.terms].sort(),
        otherStems: [...outcome.terms].sort(),
        signs: [requirement.sign, outcome.sign] as const,
      };
      const date = it.statement === null ? null : (saidOn.get(it.statement) ?? null);
      return mentionOf("condition", finding, known, article, { kind: it.polarity, date, ...detail });
    }),
  ];
}

/** A condition as `conditions/` compares it. Codes stand for parties; ids of actors for those without a code. */
export function conditionMentionOf(
  finding: LedgerCondition & { readonly id: string },
  date: string | null,
): ConditionMention {
  const { id, setter, target, requirement, outcome, deadline } = finding;
  const { requirementNegated, outcomeNegated, link, polarity, necessity } = finding;
  const sideOf = (party: LedgerParty | null): string | null => party?.code ?? party?.actor ?? null;
  return {
    id,
    date,
    setter: sideOf(setter),
    target: sideOf(target),
    requirement: requirement.exact,
    outcome: outcome.exact,
    requirementNegated,
    outcomeNegated,
    link,
    polarity,
    necessity,
    deadline: deadline?.edtf ?? null,
  };
}

interface CodedPlace {
  readonly start: number;
  readonly end: number;
  readonly code: string;
}

/**
 * The words with every state and body in them written as its code, so that names of one actor compare as equal.
 *
 *     Washington lifts the embargo   →   USA lifts the embargo
 */
function withCodes({ start, end, exact }: Evidence, coded: readonly CodedPlace[]): string {
  let at = firstFrom(coded, start);
  if (coded.length <= at || end <= (coded[at] as CodedPlace).start) return exact;
  const letters = Array.from(exact);
  const parts: string[] = [];
  let done = start;
  for (; at < coded.length; at++) {
    const place = coded[at] as CodedPlace;
    if (end < place.end) break;
    if (place.start < done) continue;
    parts.push(letters.slice(done - start, place.start - start).join(""), ` ${place.code} `);
    done = place.end;
  }
  return parts.join("") + letters.slice(done - start).join("");
}

/** The codes of states and bodies named in a piece of the text. */
function codesIn({ start, end }: Evidence, coded: readonly CodedPlace[]): readonly string[] {
  const codes: string[] = [];
  for (let at = firstFrom(coded, start); at < coded.length; at++) {
    const place = coded[at] as CodedPlace;
    if (end < place.end) break;
    codes.push(place.code);
  }
  return codes;
}

/** Index of the first place that starts at or after an offset. */
function firstFrom(coded: readonly CodedPlace[], start: number): number {
  let [low, high] = [0, coded.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((coded[middle] as CodedPlace).start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Detail {
  /** What must be equal besides who acts. */
  readonly kind: string;
  readonly stems: readonly string[];
  readonly otherStems: readonly string[];
  readonly signs?: Features["signs"] & {};
  readonly mode?: string | null;
  readonly cameo?: string | null;
  /** When it was said, for a condition; a statement and an event carry their own. */
  readonly date?: { readonly edtf: string; readonly basis: "stated" | "inferred" | "publication" } | null;
}

function mentionOf(
  kind: RecordKind,
  finding: LedgerFinding,
  known: LedgerFinding,
  article: { readonly published: string | null; readonly cluster: string; readonly hash: string },
  detail: Detail,
): Mention {
  const own = detail.date ?? ("date" in finding ? finding.date : null);
  const stated = own !== null && own.basis !== "publication" ? own : null;
  const dated = daysOf(stated?.edtf ?? null);
  const published = daysOf(article.published);
  return {
    id: finding.id,
    kind,
    finding,
    known,
    features: {
      kind,
      ...comparedSides(kind, known, article.cluster, detail.kind),
      dated,
      published,
      cluster: article.cluster,
      mode: detail.mode ?? null,
      cameo: detail.cameo ?? null,
      stems: detail.stems,
      otherStems: detail.otherStems,
      ...(detail.signs === undefined ? {} : { signs: detail.signs }),
    },
    edtf: stated?.edtf ?? article.published,
    basis: stated?.basis ?? (article.published === null ? null : "publication"),
    range: stated === null ? published : dated,
  };
}

/**
 * Who stands on which side of a finding, as it is compared, and the block that follows from it.
 *
 * @param detail what must be equal besides who acts: kind of a statement, type and status of an event, polarity of a condition
 */
export function comparedSides(
  kind: RecordKind,
  known: LedgerFinding,
  cluster: string,
  detail: string,
): Pick<Features, "block" | "sources" | "targets"> {
  const parties = listParties(kind, known);
  const sidesOf = (...roles: readonly string[]): string[] =>
    [
      ...new Set(
        parties.filter(({ role }) => roles.includes(role)).map(({ party }) => sideOf(party, cluster)),
      ),
    ].sort();
  const sources = sidesOf("speaker", "actor", "setter");
  const targets = sidesOf("addressee", "recipient", "target");
  const isMutual = kind === "event" && mutualTypes.has(detail.split("|")[0] as string);
  const first = (isMutual ? [...sources, ...targets].sort() : sources)[0];
  // Where nobody is named, only copies of one article can be told to speak of one thing.
  return { block: `${detail}|${first ?? `(${cluster})`}`, sources, targets };
}

/** A side in a comparison: whoever acts for a state is that state; somebody unknown is nobody else's equal. */
function sideOf(party: LedgerParty, cluster: string): string {
  return party.code ?? party.actor ?? `(${cluster})${party.exact.toLowerCase()}`;
}
