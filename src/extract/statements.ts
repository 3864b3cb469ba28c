/**
 * Who said what. The trained model finds attributions; rules add what it can't know: transcripts, machine-translated
 * orders, quotations that go on without a cue, statements within statements. The order is the order of trust.
 */
import type { Statement } from "../model/finding.ts";
import { containsSpan, hullOf, overlapsSpan, type Span } from "../model/span.ts";
import type { Attribution } from "./attribution/attributions.ts";
import { statementOfAttribution } from "./attributed.ts";
import { formOf } from "./contents.ts";
import { findContinued } from "./continued.ts";
import { findHeadlines, findScripted } from "./layouts.ts";
import { findNested } from "./nested.ts";
import { innermostOf, ownedBy } from "./nesting.ts";
import { findShapes, sureShapes } from "./shapes.ts";
import type { Stage } from "./stage.ts";
import { tokenAt, type Words } from "./words.ts";

/** All statements, by start of their content, each with the one it is told in. */
export function findStatements(stage: Stage, attributions: readonly Attribution[]): Statement[] {
  const shapes = findShapes(stage);
  const sure = [...findScripted(stage), ...shapes.filter((it) => sureShapes.has(it.rule))];
  const attributed = attributions
    .flatMap((it) => statementOfAttribution(stage, it) ?? [])
    .flatMap((it) => apartFrom(stage.words, sure, it) ?? []);
  const parted = attributed.map((it) => withoutShared(stage.words, attributed, it));
  const byModel = [...sure, ...parted];
  const byForm = [...byModel, ...untold(stage.words, byModel, findHeadlines(stage))];
  const told = inTextOrder([...byForm, ...untold(stage.words, byForm, shapes)]);
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

/** A statement without the words that sure ones have; null where that leaves nothing, or they have its cue. */
function apartFrom(words: Words, sure: readonly Statement[], it: Statement): Statement | null {
  const { cue } = it;
  if (cue !== null && sure.some((other) => other.cue !== null && overlapsSpan(other.cue, cue))) return null;
  // What is told within a sure statement's content may share its words.
  const taken = sure
    .flatMap((other) => other.content)
    .filter((span) => cue === null || !containsSpan(span, cue));
  const content = it.content.filter((span) => !taken.some((other) => overlapsSpan(other, span)));
  if (content.length === it.content.length) return it;
  return content.length === 0 ? null : { ...it, content, form: formOf(words, content) };
}

/** Without what another statement has for all its content: a quotation told twice is the nearer cue's. */
function withoutShared(words: Words, all: readonly Statement[], it: Statement): Statement {
  if (it.content.length === 1) return it;
  const content = it.content.filter(
    (span) =>
      !all.some(
        (other) =>
          other !== it &&
          other.content.length === 1 &&
          other.content[0]?.start === span.start &&
          other.content[0].end === span.end,
      ),
  );
  if (content.length === it.content.length || content.length === 0) return it;
  return { ...it, content, form: formOf(words, content) };
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
