/**
 * What can be followed: a list with its filter, a relation, one record; and what of it is new. Views, their feeds and
 * alerts read addresses by this code alone.
 */
import { DemarcheError } from "../model/error.ts";
import { type LedgerRecord, type RecordKind, recordKinds } from "../model/ledger.ts";
import type { ChangedRecord, Ledger } from "../store/store.ts";
import { readFilter } from "./filter.ts";

/** What an address names. */
export type Watched =
  | { readonly form: "list"; readonly kind: RecordKind; readonly query: URLSearchParams }
  | { readonly form: "relation"; readonly a: string; readonly b: string }
  | { readonly form: "record"; readonly id: string };

/** What a path and query name; null when it is nothing that can be followed. */
export function watchedOf(list: string): Watched | null {
  if (!list.startsWith("/") || 2000 < list.length) return null;
  const { pathname, searchParams } = new URL(list, "http://ledger.invalid");
  if (!list.startsWith(pathname)) return null; // "//elsewhere/events" names another machine.
  const kind = recordKinds.find((it) => pathname === `/${it}s`);
  if (kind !== undefined) return { form: "list", kind, query: searchParams };
  const [, a, b] = /^\/relations\/([A-Z0-9]{2,12})\/([A-Z0-9]{2,12})$/.exec(pathname) ?? [];
  if (a !== undefined && b !== undefined) return { form: "relation", a, b };
  const [, id] = /^\/records\/([SEC][0-9a-v]{16})$/.exec(pathname) ?? [];
  return id === undefined ? null : { form: "record", id };
}

/**
 * The same as one address, whatever order its parameters came in and without its place in the list.
 *
 * @throws DemarcheError `serve/bad-request` when it can't be followed
 */
export async function addressOf(ledger: Ledger, list: string): Promise<string> {
  const watched = watchedOf(list);
  if (watched === null) throw unfollowable(list);
  if (watched.form === "relation") return `/relations/${watched.a}/${watched.b}`;
  if (watched.form === "record") return `/records/${watched.id}`;
  const text = (await readFilter(ledger, watched.kind, watched.query)).params.toString();
  return `/${watched.kind}s${text === "" ? "" : `?${text}`}`;
}

function unfollowable(list: string): DemarcheError {
  return new DemarcheError(
    "serve/bad-request",
    `expected a list such as /conditions?by=RUS&to=USA, a relation such as /relations/USA/CUB or a record, found "${list.slice(0, 80)}"`,
  );
}

/** Those of some records that stand in what is followed. */
export async function fitting(
  ledger: Ledger,
  watched: Watched,
  ids: readonly string[],
): Promise<readonly LedgerRecord[]> {
  if (ids.length === 0) return [];
  if (watched.form === "record") {
    const record = ids.includes(watched.id) ? await ledger.record(watched.id) : null;
    return record === null ? [] : [record];
  }
  if (watched.form === "list") {
    const { filter } = await readFilter(ledger, watched.kind, watched.query);
    return filter === null ? [] : (await ledger.records({ ...filter, ids }, ids.length)).items;
  }
  const between = [watched.a, watched.b] as const;
  const found = await Promise.all(
    recordKinds.map((kind) => ledger.records({ kind, between, ids }, ids.length)),
  );
  return found.flatMap(({ items }) => items);
}

/** The latest records of what is followed, the latest first. */
export async function latestOf(
  ledger: Ledger,
  watched: Watched,
  limit: number,
): Promise<readonly LedgerRecord[]> {
  if (watched.form === "record") {
    const record = await ledger.record(watched.id);
    return record === null ? [] : [record];
  }
  if (watched.form === "list") {
    const { filter } = await readFilter(ledger, watched.kind, watched.query);
    return filter === null ? [] : (await ledger.records(filter, limit)).items;
  }
  const between = [watched.a, watched.b] as const;
  const found = await Promise.all(recordKinds.map((kind) => ledger.records({ kind, between }, limit)));
  const day = (record: LedgerRecord): number => record.lastDay ?? record.day ?? -Infinity;
  return found
    .flatMap(({ items }) => items)
    .sort((x, y) => day(y) - day(x))
    .slice(0, limit);
}

/** What of a list is worth telling: what is new in it or was set right. Of one record everything is. */
const tellingActions = ["added", "changed", "withdrawn", "merged", "split"];

/** Whether an alert tells of a change. */
export function isTold(
  watched: Watched,
  { id, action }: { readonly id: string; readonly action: string },
): boolean {
  return watched.form === "record" ? watched.id === id : action === "added";
}

/** What is new in what is followed. */
export interface News {
  readonly items: readonly { readonly change: ChangedRecord; readonly record: LedgerRecord }[];
  readonly nNew: number;
  readonly nChanged: number;
  /** Whether more may have changed than was looked at. */
  readonly isPartial: boolean;
}

/** Records looked at for one of them. */
const mostLookedAt = 1_000;

/** What of it changed after a number of the log. */
export async function newsOf(ledger: Ledger, watched: Watched, after: number): Promise<News> {
  const changed = await ledger.desk.changed({
    after,
    ...(watched.form === "list" ? { kinds: [watched.kind] } : {}),
    ...(watched.form === "relation" ? { between: [watched.a, watched.b] } : {}),
    ...(watched.form === "record" ? {} : { actions: tellingActions }),
  });
  const looked = changed.items.slice(0, mostLookedAt);
  const records = await fitting(
    ledger,
    watched,
    looked.map(({ record }) => record),
  );
  const byId = new Map(records.map((it) => [it.id, it]));
  const items = looked.flatMap((change) => {
    const record = byId.get(change.record);
    return record === undefined ? [] : [{ change, record }];
  });
  const nNew = items.filter(({ change }) => change.actions.includes("added")).length;
  const isPartial = changed.isPartial || looked.length < changed.items.length;
  return { items, nNew, nChanged: items.length - nNew, isPartial };
}
