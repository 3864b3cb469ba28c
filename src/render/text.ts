/** A Reading as text for a person: the article's claims in reading order, each with its words. */
import { readRoles } from "../model/article.ts";
import type { Evidence, Reading, ReadingDiagnostic } from "../model/reading.ts";
import {
  type Cast,
  castOf,
  describeCondition,
  describeEvent,
  describeStatement,
  listRecords,
  printable,
  type ReadingRecord,
  type Tellers,
  tellersOf,
} from "./describe.ts";
import { type Paint, painterOf, type Style } from "./paint.ts";

export interface TextOptions {
  /** Whether to colour with ANSI escapes. */
  readonly color: boolean;
  /** Columns to wrap at; at least 40. */
  readonly width: number;
}

/** One article: a head, the records in reading order, then what was set aside and what is doubtful. */
export function renderText(reading: Reading, options: TextOptions): string {
  const paint = painterOf(options.color);
  const width = Math.max(options.width, 40);
  const known = { cast: castOf(reading), tellers: tellersOf(reading) };
  const lines = [
    ...headLines(reading, width, paint),
    ...listRecords(reading).flatMap((record) => ["", ...recordLines(known, record, width, paint)]),
    "",
    ...tailLines(reading, width, paint),
  ];
  return `${lines.join("\n")}\n`;
}

function headLines(reading: Reading, width: number, paint: Paint): string[] {
  const { article } = reading;
  const facts = [article.published, article.outlet, article.authors.join(", "), article.url].filter(Boolean);
  const title = wrap(printable(article.title ?? "(no title)"), width, "").map((line) => paint("bold", line));
  return [...title, ...wrap(printable(facts.join(" · ")), width, "").map((line) => paint("dim", line))];
}

function recordLines(
  { cast, tellers }: { readonly cast: Cast; readonly tellers: Tellers },
  { kind, record }: ReadingRecord,
  width: number,
  paint: Paint,
): string[] {
  const head = (style: Style, label: string, text: string): string[] => {
    const [first = "", ...rest] = wrap(`${label} ${printable(text)}`, width, "    ");
    return [`${paint(style, label)}${first.slice(label.length)}`, ...rest];
  };
  const words = (label: string, evidence: Evidence): string[] =>
    wrap(`${label}${printable(evidence.exact)}`, width - 4, "").map(
      (line) => `  ${paint("dim", "│")} ${line}`,
    );
  switch (kind) {
    case "statement":
      return [
        ...head("blue", "STATEMENT", describeStatement(cast, record)),
        ...record.content.flatMap((it) => words("", it)),
      ];
    case "event": {
      const style = record.status === "occurred" || record.status === "ongoing" ? "green" : "dim";
      return [
        ...head(style, "EVENT", `${record.status} ${describeEvent(cast, record)}`),
        ...words("", record),
      ];
    }
    case "condition": {
      return [
        ...head("magenta", "CONDITION", describeCondition(cast, tellers, record)),
        ...words(record.outcomeNegated ? "withheld: " : "outcome: ", record.outcome),
        ...words(
          `${record.cue.exact}${record.requirementNegated ? " (to be prevented)" : ""}: `,
          record.requirement,
        ),
      ];
    }
  }
}

function tailLines(reading: Reading, width: number, paint: Paint): string[] {
  const { article, statements, events, conditions } = reading;
  const counts = `${count(statements.length, "statement")}, ${count(events.length, "event")}, ${count(conditions.length, "condition")}`;
  const aside = new Map<string, number>();
  for (const { role } of article.blocks) {
    if (!readRoles.has(role)) aside.set(role, (aside.get(role) ?? 0) + 1);
  }
  const setAside = [...aside].map(([role, n]) => `${n} ${role}`).join(", ");
  const read = article.blocks.filter(({ role }) => readRoles.has(role)).length;
  const sum = `${counts} in ${count(read, "block")}${setAside === "" ? "" : `; set aside: ${setAside}`}`;
  return [
    ...wrap(sum, width, "").map((line) => paint("dim", line)),
    ...reading.diagnostics.flatMap((it) => diagnosticLines(it, width, paint)),
  ];
}

function diagnosticLines(it: ReadingDiagnostic, width: number, paint: Paint): string[] {
  const style = it.severity === "error" ? "red" : it.severity === "warning" ? "yellow" : "dim";
  const place = it.start === null ? "" : ` (at ${it.start})`;
  return wrap(`${it.severity}: ${printable(it.message)}${place} [${it.code}]`, width, "  ").map((line) =>
    paint(style, line),
  );
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** Breaks at white space; lines after the first begin with `indent`. A word longer than a line stands alone. */
function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (word === "") continue;
    const lead = lines.length === 0 ? "" : indent;
    if (line === "") line = lead + word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return line === "" ? lines : [...lines, line];
}
