/**
 * A Draft is an article whose blocks are known but not yet settled: what a page's own words and markup say,
 * before it is compared with other pages of its site. `html/` and `plain.ts` make drafts, `settle.ts` turns
 * one into an Article. Drafts are plain data, so that a worker can hand one over.
 */
import type { BlockRole } from "../model/article.ts";
import type { Severity } from "../model/diagnostic.ts";

/** One block of canonical text (NFC, single spaces, no `\n\n` inside), with a provisional role. */
export interface DraftBlock {
  readonly text: string;
  readonly role: BlockRole;
  /** The rule that gave the role, `form/rule`. */
  readonly why: string;
}

/** A remark about one block (by index) or about the whole (null). */
export interface DraftDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly block: number | null;
  readonly message: string;
}

/** What `Article` will be, but for the canonical text, which is made of the blocks when they are settled. */
export interface Draft {
  readonly url: string | null;
  readonly outlet: string | null;
  readonly title: string | null;
  readonly deck: string | null;
  readonly authors: readonly string[];
  readonly published: string | null;
  /** What the document declares (`<html lang>`, a feed's language); the words themselves come first. */
  readonly declaredLanguage: string | null;
  readonly blocks: readonly DraftBlock[];
  readonly diagnostics: readonly DraftDiagnostic[];
}
