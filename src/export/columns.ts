/**
 * Records as rows: the columns of each kind, the same in CSV, XLSX and Parquet, each with what it means. A row explains
 * itself: it holds the words, where they stand, and who carried them.
 */
import { dayText } from "../merge/days.ts";
import type {
  LedgerCondition,
  LedgerEvent,
  LedgerParty,
  LedgerRecord,
  LedgerStatement,
  RecordKind,
} from "../model/ledger.ts";
import { listWords } from "../model/ledger.ts";

export type Cell = string | number | boolean | null;

export interface Column {
  readonly name: string;
  readonly type: "string" | "integer" | "number" | "boolean" | "day";
  /** What it holds, for the codebook. */
  readonly about: string;
  /** Null is an empty cell. A `day` is given as `2015-07-20`. */
  readonly value: (record: LedgerRecord) => Cell;
}

/** PLOVER's quads, by type. */
export const quadOf: Readonly<Record<string, string>> = {
  AGREE: "V-COOP",
  CONSULT: "V-COOP",
  SUPPORT: "V-COOP",
  CONCEDE: "V-COOP",
  COOPERATE: "M-COOP",
  AID: "M-COOP",
  RETREAT: "M-COOP",
  REQUEST: "V-CONF",
  ACCUSE: "V-CONF",
  REJECT: "V-CONF",
  THREATEN: "V-CONF",
  PROTEST: "M-CONF",
  SANCTION: "M-CONF",
  MOBILIZE: "M-CONF",
  COERCE: "M-CONF",
  ASSAULT: "M-CONF",
};

const text = (name: string, about: string, value: (record: LedgerRecord) => string | null): Column => ({
  name,
  type: "string",
  about,
  value,
});
const count = (name: string, about: string, value: (record: LedgerRecord) => number | null): Column => ({
  name,
  type: "integer",
  about,
  value,
});

const dates: readonly Column[] = [
  text("id", "Stable id of the distinct record", ({ id }) => id),
  text("date", "EDTF (ISO 8601-2)", ({ date }) => date?.edtf ?? null),
  text(
    "date_basis",
    "stated, inferred, or publication where the text gives no date",
    ({ date }) => date?.basis ?? null,
  ),
  {
    name: "day_from",
    type: "day",
    about: "First day that the date covers",
    value: ({ day }) => (day === null ? null : dayText(day)),
  },
  {
    name: "day_to",
    type: "day",
    about: "Last day that the date covers",
    value: ({ dayTo }) => (dayTo === null ? null : dayText(dayTo)),
  },
];

const ends: readonly Column[] = [
  count("reports", "Outlets and addresses that carried it", ({ reports }) => reports),
  count("sources", "Texts that are not copies of each other", ({ sources }) => sources),
  count("mentions", "Places that report it", ({ mentions }) => mentions),
  {
    name: "confidence",
    type: "number",
    about: "How sure the reader is, 0 to 1; empty where it does not say",
    value: ({ confidence }) => confidence,
  },
  text("review", "accept, fix, reject; empty while nobody has looked", ({ review }) => review),
  count("revision", "Raised with every correction", ({ revision }) => revision),
  text("article", "SHA-256 of the canonical text of the first report", ({ first }) => first.article),
  count(
    "start",
    "First code point of the words in that text",
    (it) => listWords(it.kind, it.finding)[0]?.start ?? null,
  ),
  count("end", "Code point after the last", (it) => listWords(it.kind, it.finding).at(-1)?.end ?? null),
  text("outlet", "Outlet of the first report", ({ first }) => first.outlet),
  text("url", "Its address", ({ first }) => first.url),
  text("title", "Its title", ({ first }) => first.title),
  text("published", "When it came out, EDTF", ({ first }) => first.published),
];

const statements: readonly Column[] = [
  ...partyColumns("speaker", "Who speaks", ({ finding }) => (finding as LedgerStatement).speaker),
  text(
    "speaker_office",
    "The office as the article words it",
    (it) => (it.finding as LedgerStatement).speaker?.office ?? null,
  ),
  ...partyColumns("addressee", "Who is spoken to", ({ finding }) => (finding as LedgerStatement).addressee),
  text("form", "direct, indirect or mixed", ({ type }) => type),
  text("kind", "speech, thought, attitude or intention", ({ status }) => status),
  text("cue", "The word that attributes", ({ finding }) => (finding as LedgerStatement).cue?.exact ?? null),
  text("words", "The exact words; parts joined by …", ({ words }) => words),
  text("via", "Agencies and outlets it came through, parted by ;", ({ finding }) =>
    joined((finding as LedgerStatement).via, nameOf),
  ),
  text("rule", "The rule that found it", ({ finding }) => finding.rule),
];

const events: readonly Column[] = [
  text("type", "PLOVER 0.8", ({ type }) => type),
  text("mode", "PLOVER mode", ({ mode }) => mode),
  text("cameo", "CAMEO code: a string, leading zeros matter", ({ cameo }) => cameo),
  text("quad", "PLOVER quad class", ({ type }) => quadOf[type] ?? null),
  { name: "score", type: "number", about: "PLOVER score, -10 to 10", value: ({ score }) => score },
  text(
    "status",
    "occurred, ongoing, planned, threatened, conditional, hypothetical, negated or denied",
    ({ status }) => status,
  ),
  ...partiesColumns("actor", "Who acts", ({ finding }) => (finding as LedgerEvent).actors),
  ...partiesColumns("recipient", "Whom it is done to", ({ finding }) => (finding as LedgerEvent).recipients),
  text("place", "As written", ({ finding }) => (finding as LedgerEvent).place?.exact ?? null),
  text("trigger", "The word that names the act", ({ finding }) => (finding as LedgerEvent).trigger.exact),
  text("words", "The exact words", ({ words }) => words),
  text("rule", "The rule that found it", ({ finding }) => finding.rule),
];

const conditions: readonly Column[] = [
  ...partyColumns("setter", "Who sets it", ({ finding }) => (finding as LedgerCondition).setter),
  ...partyColumns("target", "On whom", ({ finding }) => (finding as LedgerCondition).target),
  text(
    "about",
    "Codes named in its words, parted by ;",
    ({ finding }) => (finding as LedgerCondition).about.join("; ") || null,
  ),
  text("link", "only-if, unless, until …", ({ type }) => type),
  text("polarity", "offer or threat", ({ status }) => status),
  text("necessity", "necessary, sufficient or both", ({ finding }) => (finding as LedgerCondition).necessity),
  text(
    "outcome",
    "Exact words of what will or will not be done",
    ({ finding }) => (finding as LedgerCondition).outcome.exact,
  ),
  flag(
    "outcome_negated",
    "The outcome is withheld unless the requirement is met",
    ({ outcomeNegated }) => outcomeNegated,
  ),
  text("cue", "The words that tie the two", ({ finding }) => (finding as LedgerCondition).cue.exact),
  text(
    "requirement",
    "Exact words of what must be done",
    ({ finding }) => (finding as LedgerCondition).requirement.exact,
  ),
  flag(
    "requirement_negated",
    "The requirement as written must not happen",
    ({ requirementNegated }) => requirementNegated,
  ),
  text(
    "headline",
    "How it stands: open, ripe, honoured …; docs/records.md",
    ({ life }) => life?.headline ?? null,
  ),
  text(
    "requirement_state",
    "unmet, claimed-met, disputed, met or moot",
    ({ life }) => life?.requirement ?? null,
  ),
  text(
    "outcome_state",
    "pending, partly-done, done, withheld or withdrawn",
    ({ life }) => life?.outcome ?? null,
  ),
  text("stands_on", "The day for which it is told", ({ life }) => life?.on ?? null),
  text(
    "evidence",
    "Events that bear on it: side, effect, day and id, parted by ;",
    ({ life }) =>
      life?.evidence
        .map(({ side, effect, date, event }) => `${side} ${effect} ${date} ${event}`)
        .join("; ") || null,
  ),
  text("deadline", "EDTF", ({ finding }) => (finding as LedgerCondition).deadline?.edtf ?? null),
  {
    name: "last_said",
    type: "day",
    about: "Day of the last report that says it again",
    value: ({ lastDay }) => (lastDay === null ? null : dayText(lastDay)),
  },
  text("rule", "The rule that found it", ({ finding }) => finding.rule),
];

/** The columns of a kind, in order. */
export function columnsOf(kind: RecordKind): readonly Column[] {
  return [...dates, ...{ statement: statements, event: events, condition: conditions }[kind], ...ends];
}

function flag(name: string, about: string, of: (condition: LedgerCondition) => boolean): Column {
  return { name, type: "boolean", about, value: ({ finding }) => of(finding as LedgerCondition) };
}

function partyColumns(
  name: string,
  about: string,
  of: (record: LedgerRecord) => LedgerParty | null,
): readonly Column[] {
  return [
    text(name, `${about}: name, or the words where it could not be told`, (it) => maybe(of(it), nameOf)),
    text(`${name}_code`, "ISO 3166 alpha-3, or a code of data/bodies.tsv", (it) => of(it)?.code ?? null),
    text(`${name}_sector`, "PLOVER sector", (it) => of(it)?.sector ?? null),
  ];
}

function partiesColumns(
  name: string,
  about: string,
  of: (record: LedgerRecord) => readonly LedgerParty[],
): readonly Column[] {
  return [
    text(`${name}s`, `${about}, parted by ;`, (it) => joined(of(it), nameOf)),
    text(`${name}_codes`, "Their codes, parted by ;", (it) => joined(of(it), ({ code }) => code)),
    text(`${name}_sectors`, "Their PLOVER sectors, parted by ;", (it) =>
      joined(of(it), ({ sector }) => sector),
    ),
  ];
}

/** The name of a party; its words where it could not be told who is meant. */
export function nameOf({ name, exact }: LedgerParty): string {
  return name ?? exact;
}

function maybe<In, Out>(value: In | null, of: (value: In) => Out): Out | null {
  return value === null ? null : of(value);
}

function joined(parties: readonly LedgerParty[], of: (party: LedgerParty) => string | null): string | null {
  const values = [...new Set(parties.map(of).filter((it) => it !== null))];
  return values.length === 0 ? null : values.join("; ");
}
