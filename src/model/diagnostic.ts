/** Remarks on doubtful text. A stage never throws because of what it reads: it gives a value, and these. */

/**
 * How much a diagnostic matters.
 *
 * - `error`: the text could not be read as asked (not English, cut at the size cap); records are missing.
 * - `warning`: read, but something is doubtful (a lead that starts in mid-sentence).
 * - `info`: a fact worth knowing (the date comes from the URL).
 */
export type Severity = "error" | "warning" | "info";

/** One remark. Its code is `stage/what`, stable for ever and listed in `docs/diagnostics.md`. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** UTF-16 offsets into `Article.text`; both null when the remark is about the whole. */
  readonly start: number | null;
  readonly end: number | null;
  readonly message: string;
}
