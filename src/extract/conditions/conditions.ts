/**
 * On what conditions: where one side's act is made to hang on another's. Each construct of `data/condition-cues.tsv`
 * has a file of its own that gives both sides; parties and polarity are settled here, and vetoes heard.
 */
import type { CueShape } from "../../lexicon/condition-words.ts";
import type { Condition, Party, Statement } from "../../model/finding.ts";
import type { TokenRange } from "../../model/parse.ts";
import type { Stage } from "../stage.ts";
import { spanOf } from "../words.ts";
import { findExchange, findReply } from "./bargains.ts";
import { findBinding, findPurpose } from "./bindings.ts";
import { deadlineWithin } from "./deadlines.ts";
import { findClause } from "./clauses.ts";
import { clauseFrom } from "./bounds.ts";
import { type Draft, type Ground, listGrounds, trimRange } from "./ground.ts";
import { likelyTarget } from "./likely.ts";
import { findBefore, findThen, findWithout } from "./order.ts";
import { type Parties, partiesOf, shownAs } from "./parties.ts";
import { phraseFrom } from "./phrases.ts";
import { isRequirementNegated, polarityOf } from "./polarity.ts";
import { findHinge, findPrecondition } from "./preconditions.ts";
import { isIdleCue } from "./idle.ts";
import { findUltimatum } from "./ultimatums.ts";
import { vetoOf } from "./vetoes.ts";
import { findWay } from "./ways.ts";

const constructs: Readonly<Record<Exclude<CueShape, "way">, (ground: Ground) => Draft | null>> = {
  clause: findClause,
  only: findClause,
  until: findClause,
  while: findClause,
  inverted: findClause,
  exchange: findExchange,
  reply: findReply,
  hinge: findHinge,
  noun: findPrecondition,
  before: findBefore,
  without: findWithout,
  "only-then": findThen,
  ultimatum: findUltimatum,
  bind: findBinding,
  purpose: findPurpose,
};

/** All conditions, by start of the cue; setter and target as spans, who they are stays open. Never throws. */
export function findConditions(stage: Stage, statements: readonly Statement[]): Condition[] {
  const conditions: Condition[] = [];
  let way: Draft | null = null;
  let last: Draft | null = null;
  for (const ground of listGrounds(stage, statements)) {
    if (isIdleCue(ground)) continue;
    const draft: Draft | null = repeated(ground, last) ?? draftOf(ground, way);
    if (draft === null) continue;
    const parties = partiesOf(ground, draft);
    if (vetoOf(ground, draft, parties) !== null) continue;
    if (ground.cue.shape === "way") way = draft;
    const condition = conditionOf(ground, draft, parties);
    const before = conditions.at(-1);
    if (last !== null && before !== undefined && isRepeat(ground, last)) {
      // "only after R, and only after R2": the first requirement ends where the second begins.
      const cut = trimRange(stage, { from: last.requirement.from, to: ground.at.from - 1 });
      if (cut !== null)
        conditions[conditions.length - 1] = { ...before, requirement: spanOf(stage.words, cut.from, cut.to) };
    } else if (isSaidAgain(before, condition)) continue;
    conditions.push(condition);
    last = draft;
  }
  return conditions;
}

function draftOf(ground: Ground, way: Draft | null): Draft | null {
  return ground.cue.shape === "way" ? findWay(ground, way) : constructs[ground.cue.shape](ground);
}

/** Whether a cue begins a second requirement of the same outcome: "and only after …" within the first. */
function isRepeat({ stage, at, cue }: Ground, { requirement, rule }: Draft): boolean {
  const isWithin = requirement.from < at.from && at.from < requirement.to;
  return (
    isWithin &&
    /^(?:and|or)$/.test(stage.words.lower[at.from - 1]!) &&
    cue.shape === "clause" &&
    rule === `condition/${cue.link}`
  );
}

function repeated(ground: Ground, last: Draft | null): Draft | null {
  if (last === null || !isRepeat(ground, last)) return null;
  const requirement = clauseFrom(ground, ground.at.to, last.requirement.to);
  if (requirement === null) return null;
  return { ...last, requirement, addressee: phraseFrom(ground.stage, requirement.from, requirement.to) };
}

/** Whether the one before has the same sides the other way round, or the same requirement: one condition, two cues. */
function isSaidAgain(before: Condition | undefined, { requirement, outcome }: Condition): boolean {
  if (before === undefined) return false;
  if (requirement.start <= before.cue.start && before.cue.end <= requirement.end) return true;
  const within = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
    a.start < b.end && b.start < a.end;
  return (
    within(before.requirement, requirement) &&
    (within(before.outcome, outcome) || within(before.requirement, outcome))
  );
}

function conditionOf(ground: Ground, draft: Draft, parties: Parties): Condition {
  const { words } = ground.stage;
  const party = (it: TokenRange | null): Party | null => {
    if (it === null) return null;
    const shown = shownAs(ground, it);
    return { ...spanOf(words, shown.from, shown.to), actor: null };
  };
  const polarity = polarityOf(ground.stage, draft);
  const due = deadlineWithin(ground.stage, draft.requirement);
  // "the bill threatens Cuba with sanctions": what is threatened stands for itself.
  const isPhrase =
    parties.isAgent || draft.outcomeClause === null || draft.mood === "noun" || isPledged(draft);
  const outcome = isPhrase ? draft.outcome : (draft.outcomeClause ?? draft.outcome);
  return {
    setter: party(parties.setter),
    target: party(likelyTarget(ground, draft, parties)),
    requirement: spanOf(words, draft.requirement.from, draft.requirement.to),
    outcome: spanOf(words, outcome.from, outcome.to),
    cue: spanOf(words, ground.at.from, ground.at.to),
    requirementNegated: isRequirementNegated(draft, polarity),
    outcomeNegated: draft.outcomeNegated,
    link: draft.link,
    polarity,
    necessity: draft.necessity,
    dueAt: due === null ? null : spanOf(words, due.from, due.to),
    deadline: null,
    statement: ground.statement,
    rule: draft.rule,
  };
}

/** "decided to keep the ban in place", behind any subject. */
function isPledged({ mood, agent }: Draft): boolean {
  return mood === "pledge" && agent !== null;
}
