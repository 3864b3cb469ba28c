/** The parties of findings in the order of the text, and findings with their parties filled in. */
import type { Condition, EventFinding, Findings, Party, Statement } from "../model/finding.ts";

/** A party with the statement that it speaks in; null for one that does not speak. */
export interface PartyAt {
  readonly party: Party;
  readonly speaks: Statement | null;
}

export const partyKey = ({ start, end }: Party): string => `${start}-${end}`;

/** All parties by start; of two at one place the one that speaks comes first. */
export function listParties(findings: Findings): PartyAt[] {
  const list: PartyAt[] = [];
  const add = (party: Party | null, speaks: Statement | null): void => {
    if (party !== null) list.push({ party, speaks });
  };
  for (const it of findings.statements) {
    add(it.speaker, it);
    add(it.addressee, null);
    for (const via of it.via) add(via, null);
  }
  for (const it of findings.events) for (const party of [...it.actors, ...it.recipients]) add(party, null);
  for (const it of findings.conditions) {
    add(it.setter, null);
    add(it.target, null);
  }
  return list.sort(
    (a, b) =>
      a.party.start - b.party.start ||
      Number(b.speaks !== null) - Number(a.speaks !== null) ||
      a.party.end - b.party.end,
  );
}

/**
 * The findings with every party as `fill` gives it; nothing else is changed. Parties of events may stand for several,
 * which `fillAll` gives.
 */
export function mapParties(
  findings: Findings,
  fill: (party: Party) => Party,
  fillAll: (party: Party) => readonly Party[],
  isPronoun: (party: Party) => boolean,
): Findings {
  const fillOrNull = (party: Party | null): Party | null => (party === null ? null : fill(party));
  return {
    ...findings,
    statements: findings.statements.map((it): Statement => ({
      ...it,
      speaker: fillOrNull(it.speaker),
      via: it.via.map(fill),
      addressee: fillOrNull(it.addressee),
    })),
    events: findings.events.map((it): EventFinding => ({
      ...it,
      ...othersOf(it.actors.flatMap(fillAll), it.recipients.flatMap(fillAll), isPronoun),
    })),
    conditions: findings.conditions.map((it): Condition => ({
      ...it,
      setter: fillOrNull(it.setter),
      target: fillOrNull(it.target),
    })),
  };
}

/**
 * "Cuba urged both countries to …": who acts is not the one acted on, where another is. Nor does "them" mean who acts,
 * which would be "themselves".
 */
function othersOf(
  actors: readonly Party[],
  recipients: readonly Party[],
  isPronoun: (party: Party) => boolean,
): Pick<EventFinding, "actors" | "recipients"> {
  const isDoer = (party: Party): boolean =>
    party.actor !== null && actors.some(({ actor }) => actor === party.actor);
  const isPair = (party: Party): boolean =>
    1 < recipients.filter(({ start, end }) => start === party.start && end === party.end).length;
  return {
    actors,
    recipients: recipients
      .filter((it) => !isPair(it) || !isDoer(it))
      .map((it) => (isDoer(it) && isPronoun(it) ? { ...it, actor: null } : it)),
  };
}
