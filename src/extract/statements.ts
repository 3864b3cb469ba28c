/**
 * Who said what. The trained model finds attributions; rules add what it can't know: transcripts, machine-translated
 * orders, quotations that go on without a cue, statements within statements. The order is the order of trust.
 */
import type { Statement } from "../model/finding.ts";
import { hullOf, overlapsSpan, type Span } from "../model/span.ts";
import type { Attribution } from "./attribution/attributions.ts";
import { statementOfAttribution } from "./attributed.ts";
import { findContinued } from "./continued.ts";
import { findHeadlines, findScripted } from "./layouts.ts";
import { findNested } from "./nested.ts";
import { innermostOf, ownedBy } from "./nesting.ts";
import { findShapes } from "./shapes.ts";
import type { Stage } from "./stage.ts";
import { tokenAt, type Words } from "./words.ts";

/** All statements, by start of their content, each with the one it is told in. */
export function findStatements(stage: Stage, attributions: readonly Attribution[]): Statement[] {
  const scripted = findScripted(stage);
  const attributed = attributions.flatMap((it) => statementOfAttribution(stage, it) ?? []);
  const byModel = [...scripted, ...attributed.filter((it) => !sharesCue(scripted, it))];
  const byForm = [...byModel, ...untold(stage.words, byModel, findHeadlines(stage))];
  const told = inTextOrder([...byForm, ...untold(stage.words, byForm, findShapes(stage))]);
  const all = inTextOrder([...told, ...findContinued(stage, told)]);
  return nest(inTextOrder([...all, ...findNested(stage, all)]));
}

/** Those of `more` whose cue is not taken and none of whose words has been attributed by `told`. */
function untold(words: Words, told: readonly Statement[], more: readonly Statement[]): Statement[] {
  const taken = new Uint8Array(words.lower.length + 1);
  const mark = ({ content, cue }: Statement): void => {
    for (const span of cue === null ? content : [...content, cue])
      taken.fill(1, tokenAt(words, span.start), tokenAt(words, span.end));
  };
  told.forEach(mark);
  return more.filter((it) => {
    const isFree = [...it.content, ...(it.cue === null ? [] : [it.cue])].every(
      ({ start, end }) => !taken.subarray(tokenAt(words, start), tokenAt(words, end)).includes(1),
    );
    if (isFree) mark(it);
    return isFree;
  });
}

function sharesCue(told: readonly Statement[], { cue }: Statement): boolean {
  return cue !== null && told.some((it) => it.cue !== null && overlapsSpan(it.cue, cue));
}

function inTextOrder(statements: readonly Statement[]): Statement[] {
  return [...statements].sort((a, b) => firstContent(a).start - firstContent(b).start);
}

function firstContent(statement: Statement): Span {
  return statement.content[0] as Span;
}

/** Each statement with the innermost one whose content holds it. */
function nest(statements: readonly Statement[]): Statement[] {
  const outer = innermostOf(
    ownedBy(statements),
    statements.map((it) => hullOf(it.cue === null ? it.content : [...it.content, it.cue])),
    statements.map((_, i) => i),
  );
  return statements.map((it, i) => ({ ...it, nestedIn: outer[i] ?? null }));
}
