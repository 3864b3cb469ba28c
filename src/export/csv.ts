/**
 * Rows as text: CSV (RFC 4180) for programs, CSV for Excel, and tab-separated files. For Excel a byte-order mark is
 * put before, and a cell that Excel would run as a formula gets an apostrophe; this changes words, so it is done
 * nowhere else.
 */
import type { LedgerRecord } from "../model/ledger.ts";
import type { Column } from "./columns.ts";

export type CsvStyle = "plain" | "excel";

/** The lines of a CSV file, header first. */
export async function* renderCsv(
  columns: readonly Column[],
  records: AsyncIterable<LedgerRecord>,
  style: CsvStyle,
): AsyncGenerator<string> {
  const end = style === "excel" ? "\r\n" : "\n";
  const bom = style === "excel" ? "\ufeff" : "";
  yield bom + columns.map(({ name }) => name).join(",") + end;
  for await (const record of records) {
    yield columns.map((column) => csvCell(column, record, style)).join(",") + end;
  }
}

function csvCell({ type, value }: Column, record: LedgerRecord, style: CsvStyle): string {
  const cell = value(record);
  if (cell === null) return "";
  // Strings are always in quotation marks, so that readers keep "010" a string.
  if (type !== "string" && type !== "day") return String(cell);
  const text = style === "excel" ? disarm(String(cell)) : String(cell);
  return `"${text.replaceAll('"', '""')}"`;
}

/**
 * A cell that no spreadsheet runs (OWASP ASVS 1.2.10).
 *
 *     =SUM(A1)   →   '=SUM(A1)
 */
function disarm(text: string): string {
  return /^[=+\-@\t\r\0]/.test(text) ? `'${text}` : text;
}

/** The lines of a tab-separated file: no quotation marks, and no tab or line end within a cell. */
export async function* renderTsv(
  columns: readonly Column[],
  records: AsyncIterable<LedgerRecord>,
  hasHeader: boolean,
): AsyncGenerator<string> {
  if (hasHeader) yield `${columns.map(({ name }) => name).join("\t")}\n`;
  for await (const record of records) {
    yield `${columns.map(({ value }) => String(value(record) ?? "").replace(/[\t\r\n]+/g, " ")).join("\t")}\n`;
  }
}
