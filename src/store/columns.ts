/** What is drawn from a mention into the columns that records are filtered and sorted by. Pure. */
import type {
  LedgerCondition,
  LedgerEvent,
  LedgerFinding,
  LedgerStatement,
  RecordKind,
} from "../model/ledger.ts";
import { listParties, listWords } from "../model/ledger.ts";
import type { Mention } from "../merge/mentions.ts";
import { mutualTypes } from "../merge/merge.ts";
import { type PairsTable, type PartiesTable, type RecordsTable, unknownDay } from "./tables.ts";

type Detail = Pick<RecordsTable, "type" | "status" | "mode" | "cameo" | "score" | "confidence">;

/** Type, status and the like, by kind. */
export function detailOf(kind: RecordKind, finding: LedgerFinding): Detail {
  const confidence =
    "confidence" in finding && typeof finding.confidence === "number" ? finding.confidence : null;
  const none = { mode: null, cameo: null, score: null, confidence };
  if (kind === "statement") {
    const { form, kind: of } = finding as LedgerStatement;
    return { type: form, status: of, ...none };
  }
  if (kind === "condition") {
    const { link, polarity } = finding as LedgerCondition;
    return { type: link, status: polarity, ...none };
  }
  const { type, status, mode, cameo, score } = finding as LedgerEvent;
  return { type, status, mode, cameo, score, confidence };
}

/** The words of a finding in one line. */
export function wordsOf(kind: RecordKind, finding: LedgerFinding): string {
  return listWords(kind, finding)
    .map(({ exact }) => exact.replace(/\s+/g, " "))
    .join(" … ");
}

/** Days of a mention as columns. */
export function daysOfMention({
  range,
}: Mention): Pick<RecordsTable, "day" | "day_to" | "order_day" | "last_day"> {
  if (range === null) return { day: null, day_to: null, order_day: unknownDay, last_day: null };
  return { day: range.from, day_to: range.to, order_day: range.from, last_day: range.to };
}

/** Rows that find a record by who is in it: one for each code, one for each actor, each role apart. */
export function partiesOf(
  { id, order_day }: FiledRecord,
  { kind, known }: Pick<Mention, "kind" | "known">,
): PartiesTable[] {
  const rows = listParties(kind, known).flatMap(({ role, party }) => [
    ...(party.code === null ? [] : [{ role, actor: "", code: party.code }]),
    ...(party.actor === null ? [] : [{ role, actor: party.actor, code: "" }]),
  ]);
  return rows.map((row) => ({ record: id, kind, order_day, ...row }));
}

/** What filing needs of a record. */
export type FiledRecord = Pick<RecordsTable, "id" | "type" | "status" | "number" | "order_day">;

/** Rows that find a record by the two between whom it lies: who acts, speaks or demands first. */
export function pairsOf(
  { id, type, status, number, order_day }: FiledRecord,
  { kind, known }: Pick<Mention, "kind" | "known">,
): PairsTable[] {
  const parties = listParties(kind, known);
  const codesOf = (...roles: readonly string[]): string[] =>
    parties.flatMap(({ role, party }) => (roles.includes(role) && party.code !== null ? [party.code] : []));
  const sources = codesOf("speaker", "actor", "setter");
  const told = codesOf("addressee", "recipient", "target");
  const targets = told.length === 0 && kind === "condition" ? (known as LedgerCondition).about : told;
  // Of two who act together on nobody, each acts with the other.
  const isMutual = kind === "event" && (mutualTypes.has((known as LedgerEvent).type) || targets.length === 0);
  const all = [...new Set([...sources, ...targets])];
  const couples = isMutual
    ? all.flatMap((source) => all.map((target) => [source, target] as const))
    : sources.flatMap((source) => targets.map((target) => [source, target] as const));
  return couples
    .filter(([source, target]) => source !== target)
    .map(([source, target]) => ({ record: id, kind, source, target, type, status, number, order_day }));
}

/** Bytes as an engine gives them back: libsql gives an ArrayBuffer, pg a Buffer. */
export function bytesOf(value: Uint8Array | ArrayBuffer): Uint8Array {
  return value instanceof ArrayBuffer ? new Uint8Array(value) : value;
}
