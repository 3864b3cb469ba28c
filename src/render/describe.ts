/** Records in words: labels and one-line sentences that every rendering shares. */
import type {
  Reading,
  ReadingActor,
  ReadingCondition,
  ReadingEvent,
  ReadingParty,
  ReadingStatement,
} from "../model/reading.ts";
import { sentenceOfCondition } from "./condition-sentence.ts";

/** Actors of a reading by id. */
export type Cast = ReadonlyMap<string, ReadingActor>;

/** The cast of a reading. */
export function castOf(reading: Reading): Cast {
  return new Map(reading.actors.map((actor) => [actor.id, actor]));
}

/** Statements of a reading by id: those who tell of a condition. */
export type Tellers = ReadonlyMap<string, ReadingStatement>;

/** The tellers of a reading. */
export function tellersOf(reading: Reading): Tellers {
  return new Map(reading.statements.map((it) => [it.id, it]));
}

/** Who a party is: the resolved name, and the words where these differ; "unnamed" when there is no party. */
export function describeParty(cast: Cast, party: ReadingParty | null): string {
  if (party === null) return "unnamed";
  const actor = party.actor === null ? undefined : cast.get(party.actor);
  if (actor === undefined) return `“${party.exact}”`;
  const code = [actor.code, actor.sector].filter((it) => it !== null).join(" ");
  return code === "" ? actor.name : `${actor.name} [${code}]`;
}

/** Several parties, in order: "USA, its allies". */
export function describeParties(cast: Cast, parties: readonly ReadingParty[]): string {
  return parties.map((party) => describeParty(cast, party)).join(", ");
}

/** ", 2022-06-14"; ", reported 2022-06-14" where nothing but the day of publication is known. */
function describeDate(date: ReadingEvent["date"]): string {
  if (date === null) return "";
  return `, ${date.basis === "publication" ? "reported " : ""}${date.edtf}`;
}

/** "Dmitry Peskov [RUS GOV], via RIA Novosti — said, 2022-06-14 (indirect speech)". */
export function describeStatement(cast: Cast, statement: ReadingStatement): string {
  const speaker = describeParty(cast, statement.speaker);
  const addressee = statement.addressee === null ? "" : ` to ${describeParty(cast, statement.addressee)}`;
  const via = statement.via.length === 0 ? "" : `, via ${describeParties(cast, statement.via)}`;
  const cue = statement.cue === null ? "" : ` — ${statement.cue.exact}`;
  const date = describeDate(statement.date);
  return `${speaker}${addressee}${via}${cue}${date} (${statement.form} ${statement.kind})`;
}

/** "SANCTION expel, CAMEO 161, 2022-03: USA → Russia". */
export function describeEvent(cast: Cast, event: ReadingEvent): string {
  const type = [event.type, event.mode].filter(Boolean).join(" ");
  const code = event.cameo === null ? "" : `, CAMEO ${event.cameo}`;
  const date = describeDate(event.date);
  const actors = event.actors.length === 0 ? "unnamed" : describeParties(cast, event.actors);
  const recipients = event.recipients.length === 0 ? "" : ` → ${describeParties(cast, event.recipients)}`;
  return `${type}${code}${date}: ${actors}${recipients}`;
}

/** The sentence of `sentenceOfCondition`, with what kind it is: "…: will talk only if … (offer, necessary)". */
export function describeCondition(cast: Cast, tellers: Tellers, condition: ReadingCondition): string {
  const statement = condition.statement === null ? null : (tellers.get(condition.statement) ?? null);
  const deadline = condition.deadline === null ? "" : `, by ${condition.deadline.edtf}`;
  return `${sentenceOfCondition({ cast, statement }, condition)} (${condition.polarity}, ${condition.necessity}${deadline})`;
}

/** One record with its kind, in the order of the text. */
export type ReadingRecord =
  | { readonly kind: "statement"; readonly start: number; readonly record: ReadingStatement }
  | { readonly kind: "event"; readonly start: number; readonly record: ReadingEvent }
  | { readonly kind: "condition"; readonly start: number; readonly record: ReadingCondition };

/** All records of a reading in the order of the text; of those that start together, statements come first. */
export function listRecords(reading: Reading): ReadingRecord[] {
  const rank = { statement: 0, condition: 1, event: 2 };
  const records: ReadingRecord[] = [
    ...reading.statements.map((record) => ({ kind: "statement" as const, start: startOf(record), record })),
    ...reading.conditions.map((record) => ({
      kind: "condition" as const,
      start: Math.min(record.requirement.start, record.outcome.start, record.cue.start),
      record,
    })),
    ...reading.events.map((record) => ({ kind: "event" as const, start: record.start, record })),
  ];
  return records.sort((a, b) => a.start - b.start || rank[a.kind] - rank[b.kind]);
}

function startOf(statement: ReadingStatement): number {
  const spans = [...statement.content, statement.cue, statement.speaker].filter((it) => it !== null);
  return Math.min(...spans.map((span) => span.start));
}

/** The text without what a terminal would obey: control characters become U+FFFD, tabs and newlines stay. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}
