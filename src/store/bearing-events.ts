/** Events that may bear on conditions: deeds of setter and target, to each other, to whom the words name, or to nobody. */
import type { Kysely } from "kysely";
import { dayText } from "../merge/days.ts";
import type { LaterEvent } from "../merge/conditions/conditions.ts";
import type { EventStatus, EventType } from "../model/finding.ts";
import { isSolid, type LedgerEvent, type LedgerFinding, type LedgerStatement } from "../model/ledger.ts";
import { tellingStatuses } from "./evidence.ts";
import { withKnownParties } from "./identities.ts";
import type { MentionsTable, Tables } from "./tables.ts";

type Db = Kysely<Tables>;

export interface Parties {
  /** Codes, or ids of actors that have none. */
  readonly doers: readonly string[];
  /** Codes of others that the words name. */
  readonly about: readonly string[];
  /** The first day looked at. */
  readonly since: number;
}

/** A solid event, as the relation sheet has it, without who says so. */
export type BearingEvent = LaterEvent & { readonly day: number };

/** Ids in one query. */
const idsPerQuery = 500;

/** The events that may bear on some conditions, up to a day; asked once for all conditions of a page. */
export async function listBearingEvents(
  db: Db,
  conditions: readonly Parties[],
  until: number,
): Promise<{ of(parties: Parties): readonly BearingEvent[] }> {
  const since = new Map<string, number>();
  for (const parties of conditions) {
    for (const key of keysOf(parties)) since.set(key, Math.min(since.get(key) ?? until, parties.since));
  }
  const ids = new Map<string, readonly string[]>();
  for (const [key, from] of since) {
    const [source, target] = key.split(" ") as [string, string?];
    ids.set(
      key,
      target === undefined
        ? await listAlone(db, source, from, until)
        : await listBetween(db, source, target, from, until),
    );
  }
  const events = await loadEvents(db, [...new Set([...ids.values()].flat())]);
  return {
    of: (parties) => {
      const own = new Set(keysOf(parties).flatMap((key) => ids.get(key) ?? []));
      return [...own]
        .flatMap((id) => events.get(id) ?? [])
        .filter(({ day }) => parties.since <= day)
        .sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1));
    },
  };
}

/** What is asked for: `RUS USA` is what Russia does to the United States, `RUS` what it does to nobody. */
function keysOf({ doers, about }: Parties): readonly string[] {
  const keys = doers.flatMap((doer) => [
    doer,
    ...[...doers, ...about].filter((other) => other !== doer).map((other) => `${doer} ${other}`),
  ]);
  return [...new Set(keys)];
}

async function listBetween(
  db: Db,
  source: string,
  target: string,
  since: number,
  until: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("pairs")
    .select("record")
    .where("kind", "=", "event")
    .where("source", "=", source)
    .where("target", "=", target)
    .where("status", "in", tellingStatuses)
    .where("order_day", ">=", since)
    .where("order_day", "<=", until)
    .execute();
  return rows.map(({ record }) => record);
}

/** Events of one doer that are done to nobody who is named. */
async function listAlone(db: Db, doer: string, since: number, until: number): Promise<readonly string[]> {
  const column = isActorId(doer) ? "p.actor" : "p.code";
  const rows = await db
    .selectFrom("parties as p")
    .select("p.record")
    .where(column, "=", doer)
    .where(column, "<>", "")
    .where("p.kind", "=", "event")
    .where("p.role", "=", "actor")
    .where("p.order_day", ">=", since)
    .where("p.order_day", "<=", until)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("parties as other")
            .select("other.record")
            .whereRef("other.record", "=", "p.record")
            .where("other.role", "=", "recipient"),
        ),
      ),
    )
    .execute();
  return rows.map(({ record }) => record);
}

function isActorId(doer: string): boolean {
  return /^A[0-9a-v]{16}$/.test(doer);
}

async function loadEvents(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, BearingEvent>> {
  const parties = new Map<string, { actors: string[]; recipients: string[] }>();
  const events = new Map<string, BearingEvent>();
  for (let at = 0; at < ids.length; at += idsPerQuery) {
    const some = ids.slice(at, at + idsPerQuery);
    const rows = await db
      .selectFrom("parties")
      .select(["record", "role", "code", "actor"])
      .where("record", "in", some)
      .execute();
    for (const { record, role, code, actor } of rows) {
      const own = parties.get(record) ?? { actors: [], recipients: [] };
      parties.set(record, own);
      (role === "actor" ? own.actors : own.recipients).push(code === "" ? actor : code);
    }
    const records = await db
      .selectFrom("records")
      .select(["id", "day", "type", "status", "words", "basis", "sources", "review"])
      .where("id", "in", some)
      .where("status", "in", tellingStatuses)
      .where("merged_into", "is", null)
      .where("n_mentions", ">", 0)
      .where((eb) => eb.or([eb("review", "is", null), eb("review", "<>", "reject")]))
      .execute();
    for (const { id, day, type, status, words, ...grounds } of records) {
      if (day === null || !isSolid(grounds)) continue;
      events.set(id, {
        id,
        day,
        date: dayText(day),
        type: type as EventType,
        status: status as EventStatus,
        actors: parties.get(id)?.actors ?? [],
        recipients: parties.get(id)?.recipients ?? [],
        words,
        source: null,
      });
    }
  }
  return events;
}

/** A stretch of an article, in code points. */
export interface Stretch {
  readonly article: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Of some events those that stand somewhere else than in the words of a condition, which tell no news: by event, the
 * code of the one who alone says that it happened; null where the news itself or several do.
 *
 * @param own the words of the condition, in all its articles
 */
export async function tellersOf(
  db: Db,
  events: readonly string[],
  own: readonly Stretch[],
): Promise<ReadonlyMap<string, string | null>> {
  const speakers = new Map<string, Set<string | null>>();
  for (let at = 0; at < events.length; at += idsPerQuery) {
    const all = await listFindings(db, "record", events.slice(at, at + idsPerQuery));
    const mentions = all.filter(({ article, finding }) => {
      const { start, end } = finding as LedgerEvent;
      return !own.some((it) => it.article === article && it.start < end && start < it.end);
    });
    const asked = mentions.flatMap(({ finding }) => (finding as LedgerEvent).statement ?? []);
    const statements = new Map<string, string | null>();
    for (let from = 0; from < asked.length; from += idsPerQuery) {
      for (const { id, finding } of await listFindings(db, "id", asked.slice(from, from + idsPerQuery))) {
        const { speaker } = finding as LedgerStatement;
        statements.set(id, speaker?.code ?? speaker?.actor ?? null);
      }
    }
    for (const { record, finding } of mentions) {
      const { statement } = finding as LedgerEvent;
      const heard = speakers.get(record) ?? new Set();
      speakers.set(record, heard.add(statement === null ? null : (statements.get(statement) ?? null)));
    }
  }
  return new Map(
    [...speakers].map(([event, heard]) => [event, heard.size === 1 ? ([...heard][0] ?? null) : null]),
  );
}

async function listFindings(
  db: Db,
  column: "record" | "id",
  values: readonly string[],
): Promise<
  readonly (Pick<MentionsTable, "id" | "record" | "article"> & { readonly finding: LedgerFinding })[]
> {
  if (values.length === 0) return [];
  const rows = await db
    .selectFrom("mentions")
    .select(["id", "kind", "record", "article", "finding"])
    .where(column, "in", [...values])
    .where("is_live", "=", 1)
    .execute();
  return withKnownParties(
    db,
    rows.map((row) => ({ ...row, finding: JSON.parse(row.finding) as LedgerFinding })),
    ({ article }) => article,
  );
}
