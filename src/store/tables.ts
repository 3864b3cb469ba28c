/**
 * The tables of a ledger, as both engines have them. Times are ISO 8601 in UTC, days are days since 1970-01-01, flags
 * are 0 or 1, JSON is text. `migrations.ts` makes them; docs/ledger.md describes them for those who open the file.
 */
import type { RecordKind } from "../model/ledger.ts";
import type { TeamTables } from "./team-tables.ts";

/** `format` and the like. */
export interface MetaTable {
  name: string;
  value: string;
}

/** Numbers given out so far. The row `writer` is what a writer holds while it writes. */
export interface CountersTable {
  name: string;
  value: number;
}

/** One document as it reached us, under the digest of its bytes and of what its carrier said of it. */
export interface CapturesTable {
  id: string;
  /** Order of arrival, from 1. */
  number: number;
  article: string;
  /** SHA-256 of the bytes before compression. */
  hash: string;
  /** The raw bytes, deflated. */
  bytes: Uint8Array;
  size: number;
  /** What is needed to read it again: form, content type, title, authors, date, as JSON. */
  facts: string;
  url: string | null;
  outlet: string | null;
  /** Site and prints of its blocks, so that the site memory can be filled again. JSON. */
  prints: string;
  added_at: string;
}

/** A canonical text. Several captures may carry it. */
export interface ArticlesTable {
  hash: string;
  number: number;
  text: string;
  url: string | null;
  outlet: string | null;
  title: string | null;
  published: string | null;
  language: string | null;
  day: number | null;
  /** Hash of the first article of its cluster of near-duplicates. */
  cluster: string;
  /** MinHash, 64 unsigned 32-bit numbers, little-endian; null for a text without words. */
  signature: Uint8Array | null;
  /** Outlets and addresses that carried it. */
  reports: number;
  /** 1 when it was taken out: the text is empty then. */
  is_deleted: number;
}

export interface BandsTable {
  key: number;
  article: string;
}

/** One reading of an article by one engine; the last is the one in force. */
export interface ReadingsTable {
  article: string;
  engine: string;
  capture: string;
  number: number;
  /** The Reading as JSON without `article.text`, deflated. */
  reading: Uint8Array;
  read_at: string;
}

/** Whoever says, does, demands or is spoken to, across articles. */
export interface ActorsTable {
  id: string;
  key: string;
  name: string;
  /** For search: the name without case and marks. */
  folded: string;
  /** How it sounds; those of one sound may be one (`merge/namesakes.ts`). */
  sound: string;
  kind: string;
  code: string | null;
  sector: string | null;
  /** Articles that name it, or one that was merged into it. */
  n_articles: number;
  /** The actor that it counts for since a person merged the two; that one is never merged itself. */
  merged_into: string | null;
  revision: number;
}

/** That an article names an actor, as it was read, whatever was merged since. */
export interface NamingsTable {
  actor: string;
  /** Number of the article. */
  article: number;
  /** The same, or whom a family name alone means by an office met in another article. */
  counts_for: string;
  /** In whose name a person speaks, where the article does not tell and an office met in another does. */
  code: string | null;
  sector: string | null;
  /** Hash of the article that shows the office, and its words; null where the article itself tells. */
  evidence: string | null;
  office: string | null;
}

/** An office as an article words it, with the place that shows it. */
export interface OfficesTable {
  /** As the article names it, whatever was merged since. */
  actor: string;
  office: string;
  article: string;
  day: number | null;
  /** In whose name it is held, as the article tells. */
  code: string | null;
  sector: string | null;
  start: number;
  end: number;
  exact: string;
}

/** One statement, event or condition in one article. */
export interface MentionsTable {
  id: string;
  kind: RecordKind;
  article: string;
  /** The distinct record it counts for. */
  record: string;
  /** The record it was placed in when it was read; differs from `record` after a merge by hand. */
  home: string;
  /** Why it was placed there. */
  reason: string;
  /** The finding with its parties named, as JSON. */
  finding: string;
  engine: string;
  /** 0 when a later engine no longer finds it. */
  is_live: number;
}

/** A distinct statement, event or condition. */
export interface RecordsTable {
  id: string;
  kind: RecordKind;
  number: number;
  /** Key that records must share to be compared. */
  block: string;
  cluster: string;
  /** What is compared, as JSON. */
  features: string;
  /** First and last day it can have happened or been said; null when no text tells. */
  day: number | null;
  day_to: number | null;
  /** `day`, or `unknownDay`: what lists are sorted by. */
  order_day: number;
  /** Last day on which it was said again; `day_to` for an event. */
  last_day: number | null;
  edtf: string | null;
  basis: string | null;
  /** PLOVER type, form of a statement, link of a condition. */
  type: string;
  /** Status of an event, kind of a statement, polarity of a condition. */
  status: string;
  mode: string | null;
  cameo: string | null;
  score: number | null;
  /** How sure the reader is, 0 to 1; null where it does not say. */
  confidence: number | null;
  /** First article's words. */
  words: string;
  /** Digests of the wordings that search knows, as JSON. */
  wordings: string;
  /** The mention that shows what it is; the first unless that was taken out. */
  first_mention: string;
  merged_into: string | null;
  /** Record from which it was parted by hand: the two are never joined again. */
  split_from: string | null;
  /** `accept`, `fix` or `reject`; null while nobody has looked. */
  review: string | null;
  /** Mentions, outlets that carried them, independent texts among these. */
  n_mentions: number;
  reports: number;
  sources: number;
  revision: number;
}

/** Who is in a record: a row for every code (its `actor` empty) and one for every actor (its `code` empty). */
export interface PartiesTable {
  record: string;
  kind: RecordKind;
  role: string;
  actor: string;
  code: string;
  order_day: number;
}

/** Every pair of codes between which a record lies. Of a mutual event both orders. */
export interface PairsTable {
  record: string;
  kind: RecordKind;
  source: string;
  target: string;
  /** Of the record, so that the relation sheet need not look at each. */
  type: string;
  status: string;
  number: number;
  order_day: number;
}

/** A wording, for full-text search. `number` is SQLite's rowid. */
export interface WordingsTable {
  number: number;
  record: string;
  kind: RecordKind;
  words: string;
}

/** Which record a wording is of, by their numbers: full-text search alone can't tell the wordings of a record. */
export interface WordedTable {
  wording: number;
  record: number;
}

/** What a person decided about a record. */
export interface ReviewsTable {
  number: number;
  record: string;
  action: string;
  /** JSON of the fields before and after. */
  before: string;
  after: string;
  who: string;
  note: string | null;
  at: string;
  /** Number of the review that this one takes back. */
  undoes: number | null;
}

/** Reviews made at once: those from the first number to the last. */
export interface LotsTable {
  first: number;
  last: number;
}

/** Merges and splits by hand. */
export interface OverridesTable {
  number: number;
  action: string;
  /** Kind of the records, or `actor`. */
  kind: string;
  /** The record (or actor) that was merged away; the mention that was split off. */
  subject: string;
  /** The record merged into, or the new record of a split. */
  target: string;
  who: string;
  note: string | null;
  at: string;
  undone_at: string | null;
}

/** What could not be read, until it could. */
export interface FailuresTable {
  name: string;
  /** The input as it was named to `add`; null for standard input, which can't be asked again. */
  input: string | null;
  code: string;
  message: string;
  n_attempts: number;
  at: string;
}

/** Everything that happened to what is shown, in order. */
export interface ChangesTable {
  seq: number;
  kind: string;
  id: string;
  /** `added`, `reported`, `changed`, `withdrawn`, `merged`, `split`, `reviewed`, `deleted`. */
  action: string;
  revision: number;
  at: string;
}

/** A feed that is followed. */
export interface FeedsTable {
  url: string;
  added_at: string;
  /** What its site gave with the last answer, to be shown to it again. */
  etag: string | null;
  last_modified: string | null;
  /** When it was last asked, when it last answered, and when an answer last held something new. */
  checked_at: string | null;
  seen_at: string | null;
  new_at: string | null;
  /** When it is to be asked again. */
  due_at: string;
  /** Captures that it brought. */
  n_articles: number;
  /** Failures since it last answered, and what the last one was; null while it answers. */
  n_failures: number;
  code: string | null;
  message: string | null;
  /** Whether the pages behind summaries are fetched (1), how many were, how many could not be had, and why the last. */
  takes_pages: number;
  n_pages: number;
  n_pages_failed: number;
  pages_message: string | null;
}

/** Items of feeds of which the page behind was kept, by the id that the item itself would have had. */
export interface TakenPagesTable {
  id: string;
  feed: string;
  at: string;
}

/** Whom to tell of records that are new in a list. */
export interface AlertsTable {
  id: string;
  /** Path and query of the list: `/conditions?by=RUS&on=USA`. */
  list: string;
  /** Where to send. */
  target: string;
  /** Key of the signature. */
  secret: string;
  /** Number of the last change that was told, or needed no telling. */
  seen: number;
  added_at: string;
  sent_at: string | null;
  due_at: string;
  n_sent: number;
  /** Failures since something was last delivered, and what the last one was. */
  n_failures: number;
  message: string | null;
  /** When it was given up; null while it is tried. */
  quarantined_at: string | null;
}

/** A list that somebody keeps under a name. */
export interface ViewsTable {
  id: string;
  who: string;
  name: string;
  /** Path and query of a list, a relation or a record. */
  list: string;
  /** Number of the last change when it was last looked at. */
  seen: number;
  seen_at: string;
  /** Of a condition: how it stood then. */
  told: string | null;
  made_at: string;
}

/** A document that waits to be read, under the id that its capture will have. */
export interface ArrivalsTable {
  id: string;
  /** What it is called among failures, and what to ask again for. */
  name: string;
  input: string | null;
  url: string | null;
  outlet: string | null;
  /** As in `captures`. */
  bytes: Uint8Array;
  facts: string;
}

/** Its place in the queue. */
export interface JobsTable {
  id: string;
  /** 0 for what is urgent, else 1. */
  lane: number;
  added_at: string;
  /** When it may be taken; while a worker has it, when that worker counts as lost. */
  due_at: string;
  n_attempts: number;
  /** When it was given up. */
  quarantined_at: string | null;
}

export interface Tables extends TeamTables {
  meta: MetaTable;
  counters: CountersTable;
  captures: CapturesTable;
  articles: ArticlesTable;
  bands: BandsTable;
  readings: ReadingsTable;
  actors: ActorsTable;
  namings: NamingsTable;
  offices: OfficesTable;
  mentions: MentionsTable;
  records: RecordsTable;
  parties: PartiesTable;
  pairs: PairsTable;
  wordings: WordingsTable;
  worded: WordedTable;
  reviews: ReviewsTable;
  lots: LotsTable;
  overrides: OverridesTable;
  failures: FailuresTable;
  changes: ChangesTable;
  feeds: FeedsTable;
  taken_pages: TakenPagesTable;
  alerts: AlertsTable;
  views: ViewsTable;
  arrivals: ArrivalsTable;
  jobs: JobsTable;
}

/** In an order in which rows can be put back. Sessions are not: a backup lets nobody in. */
export const tableNames = [
  "meta",
  "counters",
  "captures",
  "articles",
  "bands",
  "readings",
  "actors",
  "namings",
  "offices",
  "mentions",
  "records",
  "parties",
  "pairs",
  "wordings",
  "worded",
  "reviews",
  "lots",
  "overrides",
  "failures",
  "changes",
  "feeds",
  "taken_pages",
  "alerts",
  "views",
  "arrivals",
  "jobs",
  "users",
  "tokens",
  "audit",
] as const satisfies readonly (keyof Tables)[];

/** The order of a record without a day: before all others, so that it comes last in lists. */
export const unknownDay = -2_000_000_000;
