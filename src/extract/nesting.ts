/** Which of many spans is the smallest around another: one sweep, however many there are. */
import type { Statement } from "../model/finding.ts";
import { containsSpan, type Span } from "../model/span.ts";

/** A span with the index of what it belongs to. */
export interface Owned extends Span {
  readonly owner: number;
}

/** The contents of statements, each with its statement's index. */
export function ownedBy(statements: readonly Statement[]): Owned[] {
  return statements.flatMap(({ content }, owner) => content.map(({ start, end }) => ({ start, end, owner })));
}

/**
 * For each query the owner of the innermost span that contains it; null when none does. A span is never around
 * itself, and never around another span of its own owner (`owners`, one per query; null for none).
 */
export function innermostOf(
  spans: readonly Owned[],
  queries: readonly Span[],
  owners: readonly (number | null)[] = [],
): (number | null)[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const order = queries
    .map((_, i) => i)
    .sort((a, b) => (queries[a] as Span).start - (queries[b] as Span).start);
  const found = queries.map((): number | null => null);
  const open: Owned[] = [];
  let next = 0;
  for (const i of order) {
    const query = queries[i] as Span;
    while (next < sorted.length && (sorted[next] as Owned).start <= query.start) {
      const span = sorted[next++] as Owned;
      while (open.length > 0 && (open.at(-1) as Owned).end <= span.start) open.pop();
      open.push(span);
    }
    while (open.length > 0 && (open.at(-1) as Owned).end <= query.start) open.pop();
    const own = owners[i] ?? null;
    found[i] = open.findLast((span) => containsSpan(span, query) && span.owner !== own)?.owner ?? null;
  }
  return found;
}
