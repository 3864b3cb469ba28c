/** "X must R or O", "told X to R or face O", "R or face O". */
import type { TokenRange } from "../../model/parse.ts";
import { clauseFrom, clauseStart } from "./bounds.ts";
import { type Demand, demandBefore } from "./demands.ts";
import { type Draft, type Ground, holdsOf, isHeldOut, trimRange } from "./ground.ts";
import { mainWithin } from "./mains.ts";
import { isParty } from "./identities.ts";
import { phraseFrom } from "./phrases.ts";

/**
 *     Cuba must free the sailors or face new sanctions.
 *               ^^^^^^^^^^^^^^^^ requirement
 *                                   ^^^^^^^^^^^^^^^^^^ outcome
 */
export function findUltimatum(ground: Ground): Draft | null {
  const { stage, at, cue } = ground;
  const { words } = stage;
  const start = clauseStart(ground, at.from);
  if (at.from - start < 3) return null;
  const demand = demandWithin(ground, start);
  const outcome = clauseFrom(ground, at.to);
  if (demand === null || outcome === null || 2 < at.from - demand.requirement.to) return null;
  const inner = mainWithin(stage, outcome, "after", -1);
  const second = words.lower[at.to - 1];
  const isFaced = second === "face" || second === "risk";
  // A bare "or" parts much: behind it somebody must hold out something hostile.
  const isHostile =
    inner !== null &&
    isHeldOut(inner) &&
    !inner.isDuty &&
    inner.subject !== null &&
    holdsOf(stage, outcome, "hostile");
  // "gave Cuba a day to leave or be driven out".
  const isDriven =
    inner === null &&
    demand.agent !== null &&
    words.lower[at.to] === "be" &&
    words.parse.tokens.xpos[at.to + 1] === "VBN";
  if (cue.words.length === 1 && !isHostile && !isDriven) return null;
  const whole = trimRange(stage, isFaced ? { from: at.to - 1, to: outcome.to } : outcome);
  return {
    requirement: demand.requirement,
    outcome: isFaced ? (whole ?? outcome) : (inner?.phrase ?? outcome),
    outcomeClause: whole,
    agent:
      isFaced || isDriven ? demand.agent : (inner?.subject ?? phraseFrom(stage, outcome.from, outcome.to)),
    addressee: demand.addressee,
    outcomeNegated: false,
    mood: "will",
    link: "unless",
    necessity: "necessary",
    rule: "condition/ultimatum",
    requirementNegated: false,
  };
}

/** What is demanded before an "or": behind must, "told Cuba to", or as an order: "Leave or face …". */
function demandWithin({ stage, at, window, speakers }: Ground, start: number): Orders | null {
  const { words } = stage;
  const main = mainWithin(stage, { from: start, to: at.from }, "before", -1);
  if (main !== null && main.isDuty && !main.isNegated && main.subject !== null)
    return { requirement: main.phrase, addressee: main.subject, agent: null };
  const demand = demandBefore(stage, start, at.from);
  if (demand !== null && demand.addressee !== null && isParty(stage, demand.addressee)) return demand;
  let first = window.from;
  while (/^["“]$/.test(words.lower[first]!)) first++;
  const isOrder = words.parse.tokens.xpos[first] === "VB" && 0 < speakers.length;
  const requirement = isOrder ? trimRange(stage, { from: first, to: at.from }) : null;
  return requirement === null ? null : { requirement, addressee: null, agent: null };
}

interface Orders extends Omit<Demand, "addressee"> {
  readonly addressee: TokenRange | null;
}
