/** Overlapping spans to pieces that do not overlap, to paint one after the other. */

/** A range of any unit with a label. */
export interface Labelled {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** A stretch of text under the same labels throughout, in the order the spans were given. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly labels: readonly string[];
}

/**
 * The pieces of `[from, to)`, in order, without gaps.
 *
 *     text:   A B C D E
 *     quote:    ^^^^^
 *     event:        ^^^
 *     pieces: 1 2   3 4
 */
export function segmentsOf(from: number, to: number, spans: readonly Labelled[]): Segment[] {
  const inside = spans.filter((span) => span.start < span.end && span.start < to && from < span.end);
  const cuts = new Set([from, to]);
  for (const span of inside) {
    cuts.add(Math.max(span.start, from));
    cuts.add(Math.min(span.end, to));
  }
  const ordered = [...cuts].sort((a, b) => a - b);
  const starts = inside.map((span, order) => ({ span, order })).sort((a, b) => a.span.start - b.span.start);
  const segments: Segment[] = [];
  let open: { span: Labelled; order: number }[] = [];
  let next = 0;
  for (let i = 0; i + 1 < ordered.length; i++) {
    const start = ordered[i] as number;
    const end = ordered[i + 1] as number;
    open = open.filter(({ span }) => start < span.end);
    while (next < starts.length && (starts[next] as (typeof starts)[number]).span.start <= start) {
      const candidate = starts[next++] as (typeof starts)[number];
      if (start < candidate.span.end) open.push(candidate);
    }
    const labels = [...open].sort((a, b) => a.order - b.order).map(({ span }) => span.label);
    segments.push({ start, end, labels });
  }
  return segments;
}
