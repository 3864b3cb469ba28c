/**
 * Reports as W3C Web Annotations, one JSON-LD object a line: every place that reports a record, with position (code
 * points, as the recommendation asks) and words with their context, so that it can be found again when the page moves.
 */
import type { LedgerArticle, LedgerRecord, Report } from "../model/ledger.ts";
import { listWords } from "../model/ledger.ts";

/** Code points of context on each side. */
const contextLength = 32;

/** A report as an annotation of its article. */
export function annotationOf(record: LedgerRecord, report: Report, article: LedgerArticle): object {
  const letters = Array.from(article.text);
  const urn = `urn:sha256:${article.hash}`;
  return {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: `urn:demarche:${report.mention}`,
    type: "Annotation",
    motivation: "classifying",
    body: [
      {
        type: "TextualBody",
        purpose: "classifying",
        value: [record.kind, record.type, record.status].join(" "),
        format: "text/plain",
      },
      { type: "SpecificResource", purpose: "identifying", source: `urn:demarche:${record.id}` },
    ],
    target: listWords(record.kind, report.finding).map(({ start, end, exact }) => ({
      source: article.url ?? urn,
      state: { type: "TextState", sha256: article.hash },
      selector: [
        { type: "TextPositionSelector", start, end },
        {
          type: "TextQuoteSelector",
          exact,
          prefix: letters.slice(Math.max(0, start - contextLength), start).join(""),
          suffix: letters.slice(end, end + contextLength).join(""),
        },
      ],
    })),
  };
}
