/**
 * The ledger on disk: a SQLite file or a PostgreSQL database, opened, asked and written to. This file is the whole of
 * what others see of it. Writers wait for each other; readers wait for nobody.
 */
import { setTimeout as wait } from "node:timers/promises";
import { DemarcheError } from "../model/error.ts";
import type { LedgerArticle, LedgerRecord, Page, RecordKind, Report } from "../model/ledger.ts";
import {
  findActors,
  findSides,
  type LedgerActor,
  listActors,
  listOffices,
  nameCodes,
  type Office,
} from "./actors.ts";
import {
  type ArticleFilter,
  type ArticleMention,
  type ArticleRow,
  findUnreviewed,
  findWholeArticle,
  listArticles,
  listMentions,
  type WholeArticle,
} from "./articles.ts";
import { countRecords, findRecord, listRecords } from "./ask.ts";
import type { RecordFilter, Sides } from "./filters.ts";
import {
  findArticle,
  listRelationEvents,
  listReports,
  type RelationEventRow,
  type RelationQuestion,
} from "./evidence.ts";
import { backUp, restore } from "./backup.ts";
import { listChanges } from "./changes.ts";
import { type Desk, openDesk } from "./desk.ts";
import { type Copies, findCopies } from "./copies.ts";
import { type Deposit, type DepositOutcome, printsOfCapture, type Prints, takeDeposits } from "./deposit.ts";
import { type Engine, type EngineLimits, openEngine, refusalOf } from "./engines.ts";
import {
  countMonths,
  countFacets,
  countLatest,
  type Facets,
  type FacetValue,
  type MonthCount,
} from "./facets.ts";
import { type Failure, listFailures, noteFailures, settleFailures } from "./failures.ts";
import { type Live, openLive } from "./live.ts";
import { withLives } from "./lives.ts";
import { migrate } from "./migrations.ts";
import {
  countArticleDays,
  countOutlets,
  countPairs,
  lastChange,
  type PairCount,
  summarize,
  type Summary,
} from "./news.ts";
import { mergeActors, splitActor } from "./actor-merges.ts";
import type { Hand } from "./hands.ts";
import { findKinship, type Kinship } from "./kinship.ts";
import { listOverrides, mergeRecords, splitMention, undoOverride } from "./overrides.ts";
import { openTeam, type Team } from "./team.ts";
import { listStale, type Stale, takeAnew } from "./reread.ts";
import { listReviews, moveSpan, review, type Review, undoReview } from "./reviews.ts";
import { type Hit, parseQuestion, renderTerms, searchWordings } from "./search.ts";
import type { ChangesTable, FailuresTable, OverridesTable, ReviewsTable } from "./tables.ts";
import type { SpanMove } from "./spans.ts";
import { deleteArticle } from "./tombstones.ts";
import { type Verification, verify } from "./verify.ts";
import { write, type Writing } from "./writing.ts";

export { captureIdOf, type Deposit, type DepositOutcome, type Prints } from "./deposit.ts";
export type { Copies } from "./copies.ts";
export { type Lot, mostInLot } from "./lots.ts";
export { viewIdOf } from "./views.ts";
export { healthOf, silentDays } from "./feeds.ts";
export type { Failure } from "./failures.ts";
export { type Arrival, type Job, mostAttempts, type QueueState } from "./queue.ts";
export type { QueuedJob, QueueList } from "./queue-list.ts";
export type { Stale } from "./reread.ts";
export type { RecordFilter, Sides } from "./filters.ts";
export { actorIdPattern, type LedgerActor, type Office } from "./actors.ts";
export type { Hand } from "./hands.ts";
export type { Kinship } from "./kinship.ts";
export type { ArticleFilter, ArticleMention, ArticleRow, WholeArticle } from "./articles.ts";
export type { Facets, FacetValue, MonthCount } from "./facets.ts";
export type { ChangedRecord } from "./changed.ts";
export type { PairCount, Summary } from "./news.ts";
export type { FixableField, Review } from "./reviews.ts";
export type { Account } from "./accounts.ts";
export type { AuditFilter, Doer } from "./audit.ts";
export { type AuditTable, type Role, roles } from "./team-tables.ts";
export type { Token } from "./tokens.ts";
export { type Hit, parseQuestion, renderTerms } from "./search.ts";
export type { AlertsTable, ChangesTable, FeedsTable, ReviewsTable, ViewsTable } from "./tables.ts";

/** An open ledger. What reads gives plain data; what writes is kept whole or not at all. */
export interface Ledger {
  readonly engine: Engine["name"];
  /** Path or address, without a password. */
  readonly label: string;
  close(): Promise<void>;
  /** Feeds, alerts, and the queue. */
  readonly live: Live;
  /** Many records decided on at once, views. */
  readonly desk: Desk;

  /** Which of these captures are there, with the prints of their blocks. */
  known(captureIds: readonly string[]): Promise<ReadonlyMap<string, Prints>>;
  /** Takes documents in, in order, all or none. */
  deposit(
    deposits: readonly Deposit[],
    failures: readonly Failure[],
    settled: readonly string[],
  ): Promise<readonly DepositOutcome[]>;
  failures(): Promise<readonly FailuresTable[]>;
  /** Captures last read by another engine, in the order in which they came; as many as `limit`, after a number. */
  stale(engine: string, after: number, limit: number): Promise<readonly Stale[]>;
  /** Keeps new readings of captures that are there. */
  takeAnew(deposits: readonly Deposit[]): Promise<void>;

  records(filter: RecordFilter, limit: number, after?: string | null): Promise<Page<LedgerRecord>>;
  count(filter: RecordFilter): Promise<{ readonly distinct: number; readonly reports: number }>;
  record(id: string): Promise<LedgerRecord | null>;
  /** The records, the conditions among them with how they stand on a day (days since 1970-01-01), as if some events were unknown. */
  withLives(
    records: readonly LedgerRecord[],
    on: number,
    without?: ReadonlySet<string>,
  ): Promise<readonly LedgerRecord[]>;
  reports(record: string): Promise<readonly Report[]>;
  /** The reports of many records, by record. */
  reportsOf(records: readonly string[]): Promise<ReadonlyMap<string, readonly Report[]>>;
  /** The copies of a cluster, and the original where it can be told; null when none is left. */
  copies(cluster: string): Promise<Copies | null>;
  search(
    question: string,
    options: { readonly kinds: readonly RecordKind[]; readonly limit: number; readonly after: string | null },
  ): Promise<Page<Hit> & { readonly understood: string }>;
  actors(asked: string): Promise<readonly LedgerActor[]>;
  sides(asked: string): Promise<Sides | null>;
  article(hash: string): Promise<LedgerArticle | null>;
  /** Events between two codes that tell of their relation. */
  relationEvents(
    pair: readonly [string, string],
    question: RelationQuestion,
  ): Promise<readonly RelationEventRow[]>;
  offices(actors: readonly string[]): Promise<readonly Office[]>;
  changes(after: number, limit: number): Promise<Page<ChangesTable>>;

  facets(filter: RecordFilter): Promise<Facets>;
  /** `count`, but where very many fit of the latest only. */
  countLatest(
    filter: RecordFilter,
  ): Promise<{ readonly distinct: number; readonly reports: number; readonly isPartial: boolean }>;
  months(filter: RecordFilter): Promise<readonly MonthCount[]>;
  articles(filter: ArticleFilter, limit: number, after?: string | null): Promise<Page<ArticleRow>>;
  wholeArticle(hash: string): Promise<WholeArticle | null>;
  mentions(article: string): Promise<readonly ArticleMention[]>;
  /** Hash of the earliest article, after one, with a record that nobody has looked at. */
  unreviewed(after: string | null): Promise<string | null>;
  actorList(kind: string | null, limit: number, after: string | null): Promise<Page<LedgerActor>>;
  nameCodes(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  summary(): Promise<Summary>;
  lastChange(): Promise<number>;
  pairs(code: string | null, limit: number): Promise<readonly PairCount[]>;
  articleDays(): Promise<
    readonly { readonly day: number; readonly outlet: string | null; readonly n: number }[]
  >;
  outlets(limit: number): Promise<readonly FacetValue[]>;

  review(decision: Review): Promise<number>;
  moveSpan(move: SpanMove): Promise<number>;
  undoReview(record: string, who: string, seen?: number): Promise<number>;
  reviews(record: string): Promise<readonly ReviewsTable[]>;
  merge(from: string, into: string, hand: Hand): Promise<number>;
  split(mention: string, hand: Hand): Promise<number>;
  mergeActors(from: string, into: string, hand: Hand): Promise<number>;
  /** Parts an actor from the one that it was merged into. */
  splitActor(actor: string, hand: Hand): Promise<number>;
  kinship(actor: string): Promise<Kinship>;
  undoOverride(number: number): Promise<void>;
  overrides(): Promise<readonly OverridesTable[]>;
  deleteArticle(hash: string): Promise<void>;

  /** Accounts, sessions, tokens, and the log of what was done. */
  readonly team: Team;
  verify(): Promise<Verification>;
  backUp(put: (line: string) => Promise<void>): Promise<number>;
  restore(lines: AsyncIterable<string>): Promise<number>;
}

/**
 * Opens a ledger and brings it to the present format.
 *
 * @param url path of a SQLite file, made if there is none, or `postgres://user:password@host/database`
 * @param now the time to be noted with what is written, ISO 8601 in UTC
 * @param limits how large a file may grow
 * @throws DemarcheError `store/…`, see docs/diagnostics.md
 */
export async function openLedger(
  url: string,
  now: () => string = () => new Date().toISOString(),
  limits: EngineLimits = {},
): Promise<Ledger> {
  const engine = await openEngine(url, limits);
  const { db, label, name } = engine;
  try {
    await migrateInTurn(engine);
  } catch (error) {
    await db.destroy().catch(() => {});
    throw refusalOf(error, label);
  }
  const writing = <Result>(run: (writing: Writing) => Promise<Result>): Promise<Result> =>
    write(engine, now(), run);
  const reading = async <Result>(run: Promise<Result>): Promise<Result> => {
    try {
      return await run;
    } catch (error) {
      throw refusalOf(error, label);
    }
  };
  return {
    engine: name,
    label,
    close: () => db.destroy(),
    live: openLive(engine, now, reading, writing),
    desk: openDesk(engine, reading, writing),

    known: (ids) => reading(listKnown(engine, ids)),
    deposit: (deposits, failures, settled) =>
      writing(async (it) => {
        const outcomes = await takeDeposits(it, deposits);
        await noteFailures(it, failures);
        await settleFailures(it, settled);
        return outcomes;
      }),
    failures: () => reading(listFailures(db)),
    stale: (current, after, limit) => reading(listStale(db, current, after, limit)),
    takeAnew: (deposits) => writing(async (it) => void (await takeAnew(it, deposits))),

    records: (filter, limit, after = null) => reading(listRecords(engine, filter, limit, after)),
    count: (filter) => reading(countRecords(engine, filter)),
    record: (id) => reading(findRecord(db, id)),
    withLives: (records, on, without) => reading(withLives(db, records, on, without)),
    reports: async (record) => (await reading(listReports(db, [record]))).get(record) ?? [],
    reportsOf: (records) => reading(listReports(db, records)),
    copies: (cluster) => reading(findCopies(db, cluster)),
    search: async (question, options) => {
      const terms = parseQuestion(question);
      const page = await reading(searchWordings(db, name, terms, options));
      return { ...page, understood: renderTerms(terms) };
    },
    actors: (asked) => reading(findActors(db, asked)),
    sides: (asked) => reading(findSides(db, asked)),
    article: (hash) => reading(findArticle(db, hash)),
    relationEvents: (pair, question) => reading(listRelationEvents(engine, pair, question)),
    offices: (actors) => reading(listOffices(db, actors)),
    changes: (after, limit) => reading(listChanges(db, after, limit)),

    facets: (filter) => reading(countFacets(engine, filter)),
    countLatest: (filter) => reading(countLatest(engine, filter)),
    months: (filter) => reading(countMonths(engine, filter)),
    articles: (filter, limit, after = null) => reading(listArticles(db, filter, limit, after)),
    wholeArticle: (hash) => reading(findWholeArticle(db, hash)),
    mentions: (article) => reading(listMentions(db, article)),
    unreviewed: (after) => reading(findUnreviewed(db, after)),
    actorList: (kind, limit, after) => reading(listActors(db, kind, limit, after)),
    nameCodes: (codes) => reading(nameCodes(db, codes)),
    summary: () => reading(summarize(db)),
    lastChange: () => reading(lastChange(db)),
    pairs: (code, limit) => reading(countPairs(db, code, limit)),
    articleDays: () => reading(countArticleDays(db)),
    outlets: (limit) => reading(countOutlets(db, limit)),

    review: (decision) => writing((it) => review(it, decision)),
    moveSpan: (move) => writing((it) => moveSpan(it, move)),
    undoReview: (record, who, seen) => writing((it) => undoReview(it, record, who, seen)),
    reviews: (record) => reading(listReviews(db, record)),
    merge: (from, into, hand) => writing((it) => mergeRecords(it, from, into, hand)),
    split: (mention, hand) => writing((it) => splitMention(it, mention, hand)),
    mergeActors: (from, into, hand) => writing((it) => mergeActors(it, from, into, hand)),
    splitActor: (actor, hand) => writing((it) => splitActor(it, actor, hand)),
    kinship: (actor) => reading(findKinship(db, actor)),
    undoOverride: (number) => writing((it) => undoOverride(it, number)),
    overrides: () => reading(listOverrides(db)),
    deleteArticle: (hash) => writing((it) => deleteArticle(it, hash)),

    team: openTeam(engine, now, reading, writing),
    verify: () => reading(verify(engine)),
    backUp: (put) => reading(backUp(engine, put)),
    restore: (lines) => restore(engine, lines, now()),
  };
}

/** Of two that open a new ledger at once, SQLite may turn the second away at once instead of letting it wait. */
async function migrateInTurn({ db, name, label }: Engine): Promise<void> {
  for (let nTries = 1; ; nTries++) {
    try {
      await migrate(db, name);
      return;
    } catch (error) {
      const refusal = refusalOf(error, label);
      const isBusy = refusal instanceof DemarcheError && refusal.code === "store/busy";
      if (!isBusy || mostTries <= nTries) throw refusal;
      await wait(50);
    }
  }
}

const mostTries = 40;

async function listKnown({ db }: Engine, ids: readonly string[]): Promise<ReadonlyMap<string, Prints>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("captures")
    .select(["id", "prints"])
    .where("id", "in", [...ids])
    .execute();
  return new Map(rows.map(({ id, prints }) => [id, printsOfCapture(prints)]));
}
