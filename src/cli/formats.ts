/** What the flags of the ledger's commands may say; here, so that help needs neither the store nor the exports loaded. */
import type { ExportFormat } from "../export/export.ts";
import type { Headline } from "../merge/conditions/conditions.ts";
import type { RecordKind } from "../model/ledger.ts";
import type { FixableField } from "../store/store.ts";

const all = ["statement", "event", "condition"] as const;

/** The formats of `export`, and the kinds they are for. */
export const exportFormats: Readonly<Record<ExportFormat, { readonly kinds: readonly RecordKind[] }>> = {
  jsonl: { kinds: all },
  csv: { kinds: all },
  "csv-excel": { kinds: all },
  xlsx: { kinds: all },
  parquet: { kinds: all },
  webannotation: { kinds: all },
  plover: { kinds: ["event"] },
  polecat: { kinds: ["event"] },
  icews: { kinds: ["event"] },
  gdelt: { kinds: ["event"] },
  gexf: { kinds: ["event"] },
};

/** How a condition may stand, and whether it has ended so. */
const hasEnded = {
  open: false,
  ripe: false,
  unclear: false,
  honoured: true,
  broken: true,
  withdrawn: true,
  lapsed: true,
} as const satisfies Readonly<Record<Headline, boolean>>;

export const headlineNames = Object.keys(hasEnded) as readonly Headline[];
export const openHeadlines = headlineNames.filter((it) => !hasEnded[it]);
export const endedHeadlines = headlineNames.filter((it) => hasEnded[it]);

/** Fields of a record that a reviewer may fix. */
export const fixableFields = [
  "type",
  "status",
  "mode",
  "cameo",
  "edtf",
  "basis",
] as const satisfies readonly FixableField[];
