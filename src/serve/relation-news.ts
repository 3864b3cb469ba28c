/** What changed between two sides since somebody looked: what is new, conditions that stand otherwise, corrections. */
import type { ConditionLife, LedgerRecord, RecordKind } from "../model/ledger.ts";
import type { Ledger } from "../store/store.ts";
import type { ChangedItem } from "./changed-list.tsx";

/** Since when. */
export const newsPeriods = ["visit", "7", "30"] as const;
export type NewsPeriod = (typeof newsPeriods)[number];

/** A condition that stands otherwise than it did, or is put otherwise. */
export interface ChangedCondition {
  readonly record: LedgerRecord;
  /** Null where only its words have changed. */
  readonly state: { readonly was: string; readonly is: string } | null;
  /** The events that made it so. */
  readonly evidence: ConditionLife["evidence"];
  /** What later mentions harden or soften. */
  readonly words: ConditionLife["changes"];
}

export interface RelationNews {
  readonly period: NewsPeriod;
  /** The day since which it is told; null where there was no visit before. */
  readonly since: string | null;
  readonly added: Readonly<
    Record<RecordKind, { readonly n: number; readonly items: readonly ChangedItem[] }>
  >;
  /** Null where the ledger is too large to tell them unasked. */
  readonly conditions: readonly ChangedCondition[] | null;
  readonly corrections: readonly ChangedItem[];
  readonly isPartial: boolean;
}

/** New records shown of a kind, corrections shown, conditions looked at. */
const mostShown = 4;
const mostCorrections = 20;
const mostConditions = 20;

const msPerDay = 86_400_000;

/** What the page asks. */
export interface NewsQuestion {
  readonly period: NewsPeriod;
  /** Number of the last change that was seen, for `visit`. */
  readonly seen: number;
  /** ISO 8601. */
  readonly now: string;
  /** Whether to tell how conditions stand, which in a large ledger takes seconds. */
  readonly tellsConditions: boolean;
}

/** For whoever never pressed "mark as seen": all would be new. */
const nothingYet: RelationNews = {
  period: "visit",
  since: null,
  added: {
    statement: { n: 0, items: [] },
    event: { n: 0, items: [] },
    condition: { n: 0, items: [] },
  },
  conditions: [],
  corrections: [],
  isPartial: false,
};

/** Tells it. */
export async function relationNews(
  ledger: Ledger,
  between: readonly [string, string],
  { period, seen, now, tellsConditions }: NewsQuestion,
): Promise<RelationNews> {
  if (period === "visit" && seen === 0) return nothingYet;
  const { desk } = ledger;
  const before =
    period === "visit" ? null : new Date(Date.parse(now) - Number(period) * msPerDay).toISOString();
  const after = before === null ? seen : await desk.changeBefore(before);
  const since = before ?? (after === 0 ? null : ((await ledger.changes(after - 1, 1)).items[0]?.at ?? null));
  const changed = await desk.changed({ after, between });
  const isNew = (actions: readonly string[]): boolean => actions.includes("added");
  const fresh = changed.items.filter(({ actions }) => isNew(actions));
  const items = async (some: typeof changed.items): Promise<readonly ChangedItem[]> => {
    const records = await Promise.all(some.map(({ record }) => ledger.record(record)));
    return some.flatMap((change, i) => {
      const record = records[i];
      return record === null || record === undefined || record.mentions === 0 ? [] : [{ change, record }];
    });
  };
  const addedOf = async (kind: RecordKind) => {
    const own = fresh.filter((it) => it.kind === kind);
    return { n: own.length, items: await items(own.slice(0, mostShown)) };
  };
  const corrected = changed.items.filter(
    ({ actions }) =>
      !isNew(actions) &&
      actions.some((it) => ["changed", "withdrawn", "merged", "split", "reviewed"].includes(it)),
  );
  const corrections = (await items(corrected.slice(0, 2 * mostCorrections))).filter(
    // That somebody agrees is no correction.
    ({ change, record }) =>
      change.actions.some((it) => it !== "reviewed" && it !== "reported") ||
      record.review === "fix" ||
      record.review === "reject",
  );
  const [statement, event, condition] = await Promise.all([
    addedOf("statement"),
    addedOf("event"),
    addedOf("condition"),
  ]);
  const known = new Set(fresh.filter((it) => it.kind === "condition").map(({ record }) => record));
  const conditions =
    since !== null && tellsConditions
      ? await changedConditions(ledger, between, { after, since, now, known })
      : null;
  return {
    period,
    since: since?.slice(0, 10) ?? null,
    added: { statement, event, condition },
    conditions,
    corrections: corrections.slice(0, mostCorrections),
    isPartial: changed.isPartial,
  };
}

/** Conditions that are not new, as they stand now and as they stood by what was known then. */
async function changedConditions(
  ledger: Ledger,
  between: readonly [string, string],
  about: {
    readonly after: number;
    readonly since: string;
    readonly now: string;
    readonly known: ReadonlySet<string>;
  },
): Promise<readonly ChangedCondition[]> {
  const { items } = await ledger.records({ kind: "condition", between }, mostConditions);
  const old = items.filter(({ id }) => !about.known.has(id));
  if (old.length === 0) return [];
  const news = await ledger.desk.changed({ after: about.after, kinds: ["event"], actions: ["added"] });
  const unknownThen = new Set(news.items.map(({ record }) => record));
  const dayOf = (time: string): number => Math.floor(Date.parse(time) / msPerDay);
  const [then, now] = [
    await ledger.withLives(old, dayOf(about.since), unknownThen),
    await ledger.withLives(old, dayOf(about.now)),
  ];
  return now.flatMap((record, i): ChangedCondition[] => {
    const [is, was] = [record.life, then[i]?.life];
    if (is === null || was === null || was === undefined) return [];
    const toldThen = new Set(was.changes.map(keyOf));
    const words = is.changes.filter((it) => !toldThen.has(keyOf(it)));
    const state = is.headline === was.headline ? null : { was: was.headline, is: is.headline };
    if (state === null && words.length === 0) return [];
    const eventsThen = new Set(was.evidence.map(({ event }) => event));
    const evidence = is.evidence.filter(({ event }) => !eventsThen.has(event));
    return [{ record, state, evidence: state === null ? [] : evidence, words }];
  });
}

function keyOf({ mention, kind, detail }: ConditionLife["changes"][number]): string {
  return `${mention} ${kind} ${detail}`;
}
