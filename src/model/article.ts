/** What `read` takes and gives: a Source, and the Article made of it. */
import type { Diagnostic } from "./diagnostic.ts";
import type { Span } from "./span.ts";

/** One document as it reached us, with what its carrier (a feed, a WARC header, a flag) says of it. */
export interface Source {
  /** Raw bytes, or text that has already been decoded (a JSONL field, a feed item). */
  readonly content: Uint8Array | string;
  /** Null: to be told from the content. */
  readonly form: "text" | "html" | null;
  /** The `Content-Type` it came with, for its charset; null when there was none. */
  readonly contentType: string | null;
  readonly url: string | null;
  readonly outlet: string | null;
  readonly title: string | null;
  readonly authors: readonly string[];
  /** EDTF day (`2014-12-17`), month or year; what the page itself says comes second to it. */
  readonly published: string | null;
}

/** A source with nothing known but its content; give what is known as `facts`. */
export function sourceOf(content: Uint8Array | string, facts: Partial<Omit<Source, "content">> = {}): Source {
  return {
    content,
    form: null,
    contentType: null,
    url: null,
    outlet: null,
    title: null,
    authors: [],
    published: null,
    ...facts,
  };
}

/**
 * What a block is in its article. Only `readRoles` are read for records; the rest is kept, shown as removed,
 * and never parsed.
 *
 * `damaged` is body text with a piece missing (a lead that starts in mid-sentence). `promo` holds links to
 * other pieces: related stories, navigation, teasers. `tags` are topics and section labels, `social` asks to
 * follow, share or subscribe, `form` is made of controls and the words around them, `legal` is rights,
 * cookies and terms.
 */
export const blockRoles = [
  "headline",
  "deck",
  "byline",
  "dateline",
  "caption",
  "body",
  "damaged",
  "subhead",
  "promo",
  "tags",
  "social",
  "form",
  "legal",
] as const;
export type BlockRole = (typeof blockRoles)[number];

/** The roles whose words are the article's own and are read for records. */
export const readRoles: ReadonlySet<BlockRole> = new Set([
  "headline",
  "deck",
  "caption",
  "body",
  "damaged",
  "subhead",
]);

/** A paragraph, heading, list item or table row, with its role and the rule that gave it. */
export interface Block extends Span {
  readonly role: BlockRole;
  /** Why it has this role, as `form/rule` (`plain/lower-case-start`); listed in `docs/blocks.md`. */
  readonly why: string;
}

/** One document as captured. Every Span in the program points into `text`. */
export interface Article {
  /** SHA-256 of `text` in UTF-8, 64 hexadecimal digits. */
  readonly hash: string;
  readonly url: string | null;
  readonly outlet: string | null;
  readonly title: string | null;
  readonly deck: string | null;
  readonly authors: readonly string[];
  /** EDTF, to the day where it is known (`2014-12-17`); null when nothing says. Never a guess. */
  readonly published: string | null;
  /** BCP 47 primary subtag (`en`); null when the text is too short to tell. */
  readonly language: string | null;
  /** Canonical text: NFC, `\n`, no BOM, blocks separated by one blank line. Made in `read/normalize.ts`. */
  readonly text: string;
  /** In order; they cover `text` but for the blank lines between them. */
  readonly blocks: readonly Block[];
  readonly diagnostics: readonly Diagnostic[];
}
