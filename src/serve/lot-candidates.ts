/** What a decision about many would change, and what it leaves out: for the preview. Reads only. */
import { DemarcheError } from "../model/error.ts";
import { type LedgerRecord, recordKinds } from "../model/ledger.ts";
import { mostInLot, type RecordFilter, type ReviewsTable } from "../store/store.ts";
import type { Site } from "./site.ts";

export type LotAction = "accept" | "reject";

/** Decided ones shown of a filter, of each decision. */
const mostDecided = 40;

/** What would happen. */
export interface Candidates {
  readonly changing: readonly LedgerRecord[];
  /** Decided on already: they stay as they are. */
  readonly leftOut: readonly Decided[];
  /** Whether more fit than are decided on at once. */
  readonly hasMore: boolean;
}

/** A record with the last decision about it. */
export interface Decided {
  readonly record: LedgerRecord;
  readonly decision: ReviewsTable | null;
}

type Hands = Pick<Site, "ledger" | "who">;

/** Of records that were ticked. What somebody else has decided is left out; one's own other decision is changed. */
export async function candidatesOfIds(
  site: Hands,
  ids: readonly string[],
  action: LotAction,
): Promise<Candidates> {
  const found = await Promise.all(ids.slice(0, mostInLot).map((id) => site.ledger.record(id)));
  const records = new Map(found.flatMap((it) => (it === null ? [] : [[it.id, it] as const])));
  const { changing, leftOut } = await part(site, [...records.values()], action, true);
  return { changing, leftOut, hasMore: mostInLot < ids.length };
}

/** Of all that fit a filter: what nobody has decided on, and what was only where the filter asks for it by name. */
export async function candidatesOfFilter(
  site: Hands,
  filter: RecordFilter | null,
  action: LotAction,
): Promise<Candidates> {
  if (filter === null) return { changing: [], leftOut: [], hasMore: false };
  const asked = filter.review;
  const none = { items: [] as readonly LedgerRecord[], next: null };
  const open =
    asked === undefined || asked === "none"
      ? await site.ledger.records({ ...filter, review: "none" }, mostInLot)
      : none;
  const named = asked === "none" ? [] : asked === undefined ? ["accept", "fix", "reject"] : [asked];
  const decided = await Promise.all(
    named.map((review) =>
      site.ledger.records({ ...filter, review }, asked === undefined ? mostDecided : mostInLot),
    ),
  );
  const parted = await part(site, decided.map(({ items }) => items).flat(), action, asked !== undefined);
  return {
    changing: [...open.items, ...parted.changing].slice(0, mostInLot),
    leftOut: parted.leftOut,
    hasMore: open.next !== null || (asked !== undefined && decided.some(({ next }) => next !== null)),
  };
}

/** Parts what would change from what stays. */
async function part(
  { ledger, who }: Hands,
  records: readonly LedgerRecord[],
  action: LotAction,
  changesOwn: boolean,
): Promise<Pick<Candidates, "changing" | "leftOut">> {
  const decided = records.filter(({ review }) => review !== null);
  const decisions = await ledger.desk.decisions(decided.map(({ id }) => id));
  const changing: LedgerRecord[] = [];
  const leftOut: Decided[] = [];
  for (const record of records) {
    const decision = decisions.get(record.id) ?? null;
    const isOwn = changesOwn && decision?.who === who && record.review !== action;
    if (record.review === null || isOwn) changing.push(record);
    else leftOut.push({ record, decision });
  }
  return { changing, leftOut };
}

/** What is to be done, as an address or a form says it. @throws DemarcheError `serve/bad-request` */
export function lotActionOf(text: string | null | undefined): LotAction {
  if (text === "accept" || text === "reject") return text;
  throw new DemarcheError("serve/bad-request", `expected for "action" accept or reject, found another`, {
    parameter: "action",
  });
}

/** The page that a lot was made on, as an address to come back to; the start page where it is none of ours. */
export function comeFrom(text: string | null | undefined): string {
  const lists = recordKinds.map((kind) => `${kind}s`).join("|");
  const ours = new RegExp(`^/(?:${lists}|articles/[0-9a-f]{64})(?:[?#][^\\s\\\\]*)?$`);
  return typeof text === "string" && text.length <= 2000 && ours.test(text) ? text : "/";
}
