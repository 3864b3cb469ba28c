/**
 * Events as PLOVER 0.8 JSON: the manual's own field names. What PLOVER has no field for is kept under names of its own:
 * `status` (its auxiliary modes can't tell planned from denied), `reports` and `sources`.
 */
import type { LedgerEvent, LedgerParty, LedgerRecord } from "../model/ledger.ts";
import { quadOf } from "./columns.ts";

/** The statuses as PLOVER's auxiliary modes, where it has one. */
const auxiliaryOf: Readonly<Record<string, string>> = {
  planned: "future",
  threatened: "future",
  conditional: "hypothetical",
  hypothetical: "hypothetical",
  negated: "negation",
  denied: "negation",
};

/** One event as a PLOVER object. */
export function ploverOf(record: LedgerRecord): object {
  const finding = record.finding as LedgerEvent;
  return {
    id: record.id,
    date: record.date?.edtf ?? null,
    actor: finding.actors.map(actorOf),
    recipient: finding.recipients.map(actorOf),
    event: record.type,
    mode: record.mode,
    aux_mode: auxiliaryOf[record.status] ?? null,
    context: finding.contexts,
    quad_code: quadOf[record.type] ?? null,
    event_scale: record.score,
    event_text: finding.exact,
    text_info: { start: finding.start, end: finding.end, text_sha256: record.first.article },
    cite_info: {
      url: record.first.url,
      title: record.first.title,
      publication: record.first.outlet,
      date: record.first.published,
      codebook: "PLOVER",
      version: "0.8",
    },
    cameo: record.cameo,
    status: record.status,
    date_basis: record.date?.basis ?? null,
    reports: record.reports,
    sources: record.sources,
    revision: record.revision,
  };
}

function actorOf({ exact, name, code, sector }: LedgerParty): object {
  return { raw_text: exact, entity_name: name, country_name: code, sector_code: sector };
}
