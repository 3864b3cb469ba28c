/**
 * Records as files that others load: each format as a stream of pieces, and a manifest that says what is in it. Pure:
 * the ledger brings the records, the caller writes the pieces.
 */
import type { LedgerArticle, LedgerRecord, RecordKind, Report } from "../model/ledger.ts";
import { version } from "../version.ts";
import { annotationOf } from "./annotation.ts";
import { type Column, columnsOf } from "./columns.ts";
import { renderCsv, renderTsv } from "./csv.ts";
import { gdeltColumns, hasHappened, icewsColumns, polecatColumns } from "./event-shapes.ts";
import { renderGexf } from "./gexf.ts";
import { renderParquet } from "./parquet.ts";
import { ploverOf } from "./plover.ts";
import { renderXlsx } from "./xlsx.ts";

/** The formats; those of events are for events only. */
export type ExportFormat = "jsonl" | "csv" | "csv-excel" | "xlsx" | "parquet" | "webannotation" | EventFormat;
type EventFormat = "plover" | "polecat" | "icews" | "gdelt" | "gexf";

/** What an export is made of. */
export interface ExportSource {
  readonly kind: RecordKind;
  readonly records: AsyncIterable<LedgerRecord>;
  /** Asked for by `webannotation` only. */
  readonly reports: (record: string) => Promise<readonly Report[]>;
  readonly article: (hash: string) => Promise<LedgerArticle | null>;
}

/** What came out, filled as the pieces are taken. */
export interface ExportCount {
  /** Records that the query gave, and that were left out because the format can't hold them. */
  nRecords: number;
  nLeftOut: number;
}

/** The pieces of a file: text in UTF-8, or bytes. `count` is right when the last has been taken. */
export async function* exportRecords(
  format: ExportFormat,
  { kind, records, reports, article }: ExportSource,
  count: ExportCount,
): AsyncGenerator<string | Uint8Array> {
  const counted = countRecords(records, count, format === "icews" || format === "gdelt");
  const columns = columnsOf(kind);
  switch (format) {
    case "jsonl":
      for await (const record of counted) yield jsonLine(record);
      return;
    case "plover":
      for await (const record of counted) yield jsonLine(ploverOf(record));
      return;
    case "webannotation":
      for await (const record of counted) {
        for (const report of await reports(record.id)) {
          const text = await article(report.article);
          if (text !== null) yield jsonLine(annotationOf(record, report, text));
        }
      }
      return;
    case "csv":
      yield* renderCsv(columns, counted, "plain");
      return;
    case "csv-excel":
      yield* renderCsv(columns, counted, "excel");
      return;
    case "polecat":
      yield* renderTsv(polecatColumns, counted, true);
      return;
    case "icews":
      yield* renderTsv(icewsColumns, counted, true);
      return;
    case "gdelt":
      yield* renderTsv(gdeltColumns, counted, false);
      return;
    case "gexf":
      yield* renderGexf(counted);
      return;
    case "parquet":
      yield* renderParquet(columns, counted);
      return;
    case "xlsx":
      yield* renderXlsx(`${kind}s`, readmeOf(kind), columns, counted);
      return;
  }
}

async function* countRecords(
  records: AsyncIterable<LedgerRecord>,
  count: ExportCount,
  isOfHappenedOnly: boolean,
): AsyncGenerator<LedgerRecord> {
  for await (const record of records) {
    if (isOfHappenedOnly && !hasHappened(record)) count.nLeftOut++;
    else {
      count.nRecords++;
      yield record;
    }
  }
}

/** U+2028 and U+2029 are data in JSON, though some readers split lines there. */
function jsonLine(value: object): string {
  return `${JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")}\n`;
}

function readmeOf(kind: RecordKind): readonly string[] {
  return [
    `Distinct ${kind}s of a Demarche ledger, made by demarche ${version}.`,
    "One row is one thing, however many outlets report it; `reports` tells how many did.",
    "Dates are EDTF (ISO 8601-2); `date_basis` is `publication` where the text gives no date.",
    "Words longer than 32,767 characters are cut here with …; JSONL, CSV and Parquet hold them whole.",
    "Articles belong to their publishers: only the words that carry a record are given.",
  ];
}

/** What goes beside an export. */
export interface Manifest {
  readonly tool: string;
  readonly format: ExportFormat;
  readonly kind: RecordKind;
  readonly query: object;
  readonly ledger: string;
  readonly made: string;
  readonly records: number;
  readonly leftOut: number;
  readonly truncated: false;
  readonly bytes: number;
  readonly sha256: string;
  readonly columns:
    readonly { readonly name: string; readonly type: string; readonly about: string }[] | null;
  readonly notes: readonly string[];
}

/** The manifest of an export that has been written whole. */
export function manifestOf(
  format: ExportFormat,
  kind: RecordKind,
  facts: Pick<Manifest, "query" | "ledger" | "made" | "bytes" | "sha256">,
  count: ExportCount,
): Manifest {
  const columns = shownColumns(format, kind);
  return {
    tool: `demarche ${version}`,
    format,
    kind,
    query: facts.query,
    ledger: facts.ledger,
    made: facts.made,
    records: count.nRecords,
    leftOut: count.nLeftOut,
    truncated: false,
    bytes: facts.bytes,
    sha256: facts.sha256,
    columns: columns?.map(({ name, type, about }) => ({ name, type, about })) ?? null,
    notes: [
      "Offsets count Unicode code points of the article's canonical text, half-open.",
      "Articles belong to their publishers: only the words that carry a record are given.",
      ...notesOf(format),
    ],
  };
}

function shownColumns(format: ExportFormat, kind: RecordKind): readonly Column[] | null {
  if (format === "polecat") return polecatColumns;
  if (format === "icews") return icewsColumns;
  if (format === "gdelt") return gdeltColumns;
  return ["csv", "csv-excel", "xlsx", "parquet"].includes(format) ? columnsOf(kind) : null;
}

function notesOf(format: ExportFormat): readonly string[] {
  if (format === "csv-excel")
    return ["Cells that Excel would run as formulas begin with an apostrophe: use csv for the exact words."];
  if (format === "xlsx") return ["Cells are cut at Excel's 32,767 characters."];
  if (format === "icews" || format === "gdelt") {
    return [
      "Only events that occurred or are going on; the others are counted as left out.",
      "Of several actors on a side, the first. Unknown values are empty, never 0.",
    ];
  }
  return [];
}
