/**
 * The life of a condition: what changed from one mention to the next, which events bear on it, and how it stands. Told
 * when it is asked, of what the ledger holds then; nothing of it is kept.
 */
import type { Kysely } from "kysely";
import { type ConditionLexicon } from "../lexicon/lexicon.ts";
import { loadConditionLexicon } from "../lexicon/load.ts";
import {
  type ConditionMention,
  type ConditionProfile,
  historyOf,
  profileOf,
} from "../merge/conditions/conditions.ts";
import { dayText } from "../merge/days.ts";
import { withIdentities } from "../merge/identities.ts";
import { conditionMentionOf } from "../merge/mentions.ts";
import type { ConditionLife, LedgerCondition, LedgerRecord } from "../model/ledger.ts";
import {
  type BearingEvent,
  listBearingEvents,
  type Parties,
  type Stretch,
  tellersOf,
} from "./bearing-events.ts";
import { loadIdentities } from "./identities.ts";
import type { Tables } from "./tables.ts";

let lexicon: ConditionLexicon | null = null;

/** What conditions are compared by, loaded when the first condition comes. */
export function conditionLexicon(): ConditionLexicon {
  return (lexicon ??= loadConditionLexicon());
}

/**
 * The records with the lives of the conditions among them.
 *
 * @param on the day for which it is told, days since 1970-01-01: later events are not looked at, and a deadline before
 *   it has passed
 * @param without ids of events that are not looked at: what was not known yet
 */
export async function withLives(
  db: Kysely<Tables>,
  records: readonly LedgerRecord[],
  on: number,
  without: ReadonlySet<string> = new Set(),
): Promise<readonly LedgerRecord[]> {
  const conditions = records.filter(({ kind }) => kind === "condition");
  if (conditions.length === 0) return records;
  const mentions = await listProfiles(db, conditions, on);
  const events = await listBearingEvents(
    db,
    conditions.flatMap(({ id, day }) => {
      const told = mentions.get(id);
      return day === null || told === undefined ? [] : [partiesOf(told, day)];
    }),
    on,
  );
  const lives = new Map<string, ConditionLife>();
  for (const { id, day } of conditions) {
    const told = mentions.get(id);
    if (told === undefined) continue;
    // Of a condition without a day no event can be told to be later.
    const bearing = day === null ? [] : events.of(partiesOf(told, day)).filter((it) => !without.has(it.id));
    lives.set(id, await lifeOf(db, told, bearing, on));
  }
  return records.map((record) => ({ ...record, life: lives.get(record.id) ?? null }));
}

/** A condition as its articles tell it, the earliest first, with the places of its words. */
interface Told {
  readonly profiles: readonly ConditionProfile[];
  readonly own: readonly Stretch[];
}

async function lifeOf(
  db: Kysely<Tables>,
  { profiles, own }: Told,
  events: readonly BearingEvent[],
  on: number,
): Promise<ConditionLife> {
  const distinct = { mentions: profiles, reasons: [] };
  const options = { on: dayText(on) };
  const first = historyOf(conditionLexicon(), distinct, events, options);
  // Where it stands and who says so matters only of the few events that bear.
  const bearing = first.bearings.map(({ event }) => event);
  const tellers = await tellersOf(db, bearing, own);
  const told = events.flatMap((event) => {
    const source = tellers.get(event.id);
    return source === undefined ? [] : [{ ...event, source }];
  });
  const { changes, stand } = historyOf(conditionLexicon(), distinct, told, options);
  const words = new Map(told.map((event) => [event.id, event.words]));
  return {
    on: dayText(on),
    headline: stand.headline,
    requirement: stand.requirement,
    outcome: stand.outcome,
    evidence: stand.evidence.map((it) => ({ ...it, words: words.get(it.event) ?? "" })),
    changes: changes.flatMap((some, i) => {
      const { id, date } = (profiles[i + 1] as ConditionProfile).mention;
      return some.map((change) => ({ mention: id, date, ...change }));
    }),
  };
}

/** The mentions of each condition up to a day; where one leaves the target open, it is taken from another. */
async function listProfiles(
  db: Kysely<Tables>,
  records: readonly LedgerRecord[],
  on: number,
): Promise<ReadonlyMap<string, Told>> {
  const found = new Map<string, { readonly mentions: ConditionMention[]; readonly own: Stretch[] }>();
  const ids = records.map(({ id }) => id);
  for (let at = 0; at < ids.length; at += 500) {
    const rows = await db
      .selectFrom("mentions as m")
      .innerJoin("articles as a", "a.hash", "m.article")
      .select(["m.record", "m.article", "m.finding", "a.day"])
      .where("m.record", "in", ids.slice(at, at + 500))
      .where("m.is_live", "=", 1)
      .orderBy("a.day")
      .orderBy("a.number")
      .orderBy("m.id")
      .execute();
    const identities = await loadIdentities(
      db,
      rows.map(({ article }) => article),
    );
    for (const { record, article, finding, day } of rows) {
      const told = found.get(record) ?? { mentions: [], own: [] };
      found.set(record, told);
      if (0 < told.mentions.length && day !== null && on < day) continue;
      const condition = withIdentities(
        "condition",
        JSON.parse(finding) as LedgerCondition,
        identities(article),
      );
      const { requirement, outcome } = condition;
      const [start, end] = [
        Math.min(requirement.start, outcome.start),
        Math.max(requirement.end, outcome.end),
      ];
      told.own.push({ article, start, end });
      told.mentions.push(
        withTarget(conditionMentionOf(condition, day === null ? null : dayText(day)), condition),
      );
    }
  }
  return new Map(
    [...found].map(([id, { mentions, own }]) => {
      const target = mentions.find((it) => it.target !== null)?.target ?? null;
      const profiles = mentions.map((it) =>
        profileOf(conditionLexicon(), { ...it, target: it.target ?? target }),
      );
      return [id, { profiles, own }];
    }),
  );
}

/** Where no target is told, and the words name one other than the setter, it is that one. */
function withTarget(mention: ConditionMention, { about }: LedgerCondition): ConditionMention {
  const others = about.filter((code) => code !== mention.setter);
  const [other] = others;
  return mention.target !== null || other === undefined || 1 < others.length
    ? mention
    : { ...mention, target: other };
}

/** Whose deeds may bear on a condition, and on whom. */
function partiesOf({ profiles }: Told, since: number): Parties {
  const { setter, target } = (profiles[0] as ConditionProfile).mention;
  const about = profiles.flatMap(({ requirement, outcome }) => [...requirement.codes, ...outcome.codes]);
  return { doers: [setter, target].filter((it) => it !== null), about: [...new Set(about)], since };
}
