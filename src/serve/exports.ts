/** A list as a file: every row of the filter, page after page, as it comes. The formats are those of `export`. */
import { type ExportFormat, exportRecords } from "../export/export.ts";
import { DemarcheError } from "../model/error.ts";
import type { LedgerRecord } from "../model/ledger.ts";
import type { Asked } from "./filter.ts";
import type { Site } from "./site.ts";

const rowsPerPage = 500;

/** Endings of a list's address, with what they give. */
export const exportForms = {
  csv: { format: "csv", type: "text/csv; charset=utf-8; header=present", name: "CSV" },
  "excel.csv": {
    format: "csv-excel",
    type: "text/csv; charset=utf-8; header=present",
    name: "CSV for Excel",
  },
  xlsx: {
    format: "xlsx",
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    name: "Excel",
  },
  jsonl: { format: "jsonl", type: "application/jsonl; charset=utf-8", name: "JSONL" },
  parquet: { format: "parquet", type: "application/vnd.apache.parquet", name: "Parquet" },
} as const satisfies Readonly<
  Record<string, { readonly format: ExportFormat; readonly type: string; readonly name: string }>
>;
export type ExportForm = keyof typeof exportForms;

/**
 * The answer with all rows. One that breaks off ends without its last piece, so that it can't be taken for whole: the
 * connection is closed in the middle.
 */
export function answerExport(site: Site, asked: Asked, form: ExportForm): Response {
  const { format, type } = exportForms[form];
  const source = {
    kind: asked.kind,
    records: allRecords(site, asked),
    reports: site.ledger.reports,
    article: site.ledger.article,
  };
  const pieces = exportRecords(format, source, { nRecords: 0, nLeftOut: 0 });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
      } catch (error) {
        if (!(error instanceof DemarcheError)) site.report(error);
        controller.error(error);
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="demarche-${asked.kind}s.${form.replace("excel.", "")}"`,
    },
  });
}

async function* allRecords(site: Site, { filter }: Asked): AsyncGenerator<LedgerRecord> {
  if (filter === null) return;
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<Site["ledger"]["records"]>> = await site.ledger.records(
      filter,
      rowsPerPage,
      after,
    );
    yield* page.items;
    if (page.next === null) return;
    after = page.next;
  }
}
