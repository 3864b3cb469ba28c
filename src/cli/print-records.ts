/** Records of a ledger as lines for a person. */
import type {
  ConditionLife,
  LedgerCondition,
  LedgerEvent,
  LedgerParty,
  LedgerRecord,
  LedgerStatement,
} from "../model/ledger.ts";

/**
 * One record: date, who, what, how often reported, its id; then its words.
 *
 *     2015-07-20   COOPERATE  Cuba, United States · 2 reports · E4k…
 *                  “Cuba and the United States reopened embassies”
 */
export function renderRecord(record: LedgerRecord, width: number): string {
  const { id, date, reports, sources, status, review } = record;
  const marks = [
    renderCount(reports, "report"),
    ...(sources < reports && 1 < reports ? [renderCount(sources, "text")] : []),
    ...(record.kind === "event" && status !== "occurred" ? [status] : []),
    ...(review === null ? [] : [review === "reject" ? "rejected" : review === "fix" ? "fixed" : "accepted"]),
    id,
  ];
  const day = `${date?.edtf ?? "no date"}${date?.basis === "publication" ? "*" : ""}`.padEnd(12);
  const life = record.life === null ? "" : `\n${renderLife(record.life, width)}`;
  return `${day} ${headOf(record)} · ${marks.join(" · ")}\n${wrapWords(record, width)}${life}`;
}

/**
 * How a condition stands, then what bears on it and what changed, the latest last.
 *
 *     ripe: requirement met, outcome pending
 *       2015-07-20  requirement done: “the United States lifted the embargo” · E4k…
 */
function renderLife(
  { headline, requirement, outcome, evidence, changes }: ConditionLife,
  width: number,
): string {
  const indent = " ".repeat(13);
  const lines = [`${indent}${headline}: requirement ${requirement}, outcome ${outcome}`];
  for (const { date, side, effect, words, event } of evidence)
    lines.push(wrap(`${date}  ${side} ${effect}: “${words}” · ${event}`, `${indent}  `, width));
  for (const { date, kind, direction, detail } of changes) {
    const how = direction === null ? "" : ` (${direction})`;
    lines.push(
      wrap(`${date ?? "no date"}  ${kind.replaceAll("-", " ")}${how}: ${detail}`, `${indent}  `, width),
    );
  }
  return lines.join("\n");
}

/** What the star means, for the foot of a list. */
export const starNote = "* day of publication: the text gives no date";

function headOf(record: LedgerRecord): string {
  if (record.kind === "event") {
    const { type, mode, actors, recipients } = record.finding as LedgerEvent;
    const to = recipients.length === 0 ? "" : ` → ${namesOf(recipients)}`;
    return `${type}${mode === null ? "" : ` ${mode}`}  ${namesOf(actors) || "unnamed"}${to}`;
  }
  if (record.kind === "condition") {
    const { setter, target, link, polarity } = record.finding as LedgerCondition;
    return `${polarity}, ${link}  ${nameOf(setter)}${target === null ? "" : ` → ${nameOf(target)}`}`;
  }
  const { speaker, addressee, form } = record.finding as LedgerStatement;
  return `${form}  ${nameOf(speaker)}${addressee === null ? "" : ` to ${nameOf(addressee)}`}`;
}

function wrapWords(record: LedgerRecord, width: number): string {
  const indent = " ".repeat(13);
  if (record.kind !== "condition") return wrap(`“${record.words}”`, indent, width);
  const { outcome, requirement, cue } = record.finding as LedgerCondition;
  return wrap(`“${outcome.exact}” — ${cue.exact} — “${requirement.exact}”`, indent, width);
}

/** Words on lines of a width, each indented. */
function wrap(text: string, indent: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && width - indent.length < line.length + 1 + word.length) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((it) => `${indent}${it}`).join("\n");
}

/** Who a party is, with its code; the words where it could not be told. */
export function nameOf(party: LedgerParty | null): string {
  if (party === null) return "unnamed";
  if (party.name === null) return `“${party.exact}”`;
  return party.code === null || party.kind === "state" ? party.name : `${party.name} [${party.code}]`;
}

function namesOf(parties: readonly LedgerParty[]): string {
  return [...new Set(parties.map(nameOf))].join(", ");
}

/** "1 report", "2 reports". */
export function renderCount(n: number, noun: string): string {
  return `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
}
