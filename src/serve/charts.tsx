/** Charts as SVG made on the server: a link on every mark, filled for what occurred and hollow for what did not. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { isoOfDay, isoOfMonth, monthOfDay, proseOfDate } from "./dates.ts";

const width = 960;
const left = 46;
const right = 12;

/** A place to a tenth of a point: more digits make a page heavier and no chart finer. */
function rounded(place: number): number {
  return Math.round(place * 10) / 10;
}

/** A scale from days to places. */
export function scaleOf(from: number, to: number): (value: number) => number {
  const span = Math.max(1, to - from);
  return (value) => rounded(left + ((value - from) / span) * (width - left - right));
}

/** Years or months along an axis, as many as there is room for. */
function Ticks({
  from,
  to,
  y,
  height,
}: {
  from: number;
  to: number;
  y: number;
  height: number;
}): JSX.Element {
  const x = scaleOf(from, to);
  const [first, last] = [monthOfDay(from), monthOfDay(to)];
  const step = [1, 3, 6, 12, 24, 60, 120, 240].find((it) => (last - first) / it <= 12) ?? 600;
  const ticks: { readonly at: number; readonly label: string }[] = [];
  for (let month = Math.ceil(first / step) * step; month <= last; month += step) {
    const at = Date.UTC(1970, month, 1) / 86_400_000;
    if (from <= at && at <= to)
      ticks.push({ at, label: step < 12 ? isoOfMonth(month) : isoOfMonth(month).slice(0, 4) });
  }
  return (
    <g>
      {ticks.map(({ at, label }) => (
        <>
          <line class="grid" x1={x(at)} x2={x(at)} y1={y - height} y2={y} />
          <text x={x(at)} y={y + 14} text-anchor={width - right - 24 < x(at) ? "end" : "middle"}>
            {label}
          </text>
        </>
      ))}
    </g>
  );
}

/** One event, or several of a period, on a timeline. */
export interface TimelineMark {
  /** Days since 1970-01-01. */
  readonly from: number;
  readonly to: number;
  /** Above the axis, or below. */
  readonly lane: "above" | "below";
  /** PLOVER score; null where there is none. */
  readonly score: number | null;
  readonly shape: "filled" | "hollow" | "struck";
  /** Independent sources, or events of the period. */
  readonly weight: number;
  readonly label: string;
  readonly href: string;
}

/** Two lanes on one axis: who does to whom above, the other way below; height is how strong, colour and side of zero which way. */
export function Timeline({
  marks,
  above,
  below,
}: {
  readonly marks: readonly TimelineMark[];
  readonly above: string;
  readonly below: string;
}): JSX.Element {
  const height = 250;
  const axis = height / 2 - 6;
  const reach = axis - 24;
  const [from, to] = rangeOf(marks);
  const x = scaleOf(from, to);
  return (
    <div class="scroll">
      <svg
        class="chart"
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label={`Events ${above} and ${below}`}
      >
        <Ticks from={from} to={to} y={height - 18} height={height - 26} />
        <line class="axis" x1={left} x2={width - right} y1={axis} y2={axis} />
        <text x="0" y="14">
          {above}
        </text>
        <text x="0" y={height - 24}>
          {below}
        </text>
        {marks.map((mark) => {
          const strength = mark.score === null ? 0.12 : Math.max(0.12, Math.abs(mark.score) / 10);
          const y = rounded(axis + (mark.lane === "above" ? -1 : 1) * (8 + strength * reach));
          const radius = rounded(3.5 + Math.min(5, Math.sqrt(mark.weight) - 1));
          const tone = mark.score === null ? "neutral" : mark.score < 0 ? "conflict" : "cooperation";
          const [start, end] = [x(mark.from), x(mark.to)];
          const middle = rounded((start + end) / 2);
          return (
            <a href={mark.href}>
              <title>{mark.label}</title>
              <line class={`stem ${tone}`} x1={middle} x2={middle} y1={axis} y2={y} />
              {end - start < 2 ? null : <line class={tone} x1={start} x2={end} y1={y} y2={y} />}
              <circle
                class={mark.shape === "filled" ? tone : `${tone} open`}
                cx={middle}
                cy={y}
                r={radius}
                stroke-width="1.5"
              />
              {mark.shape === "struck" ? (
                <line
                  class={tone}
                  x1={middle - radius}
                  x2={middle + radius}
                  y1={y + radius}
                  y2={y - radius}
                />
              ) : null}
            </a>
          );
        })}
      </svg>
    </div>
  );
}

function rangeOf(
  marks: readonly { readonly from: number; readonly to: number }[],
): readonly [number, number] {
  let from = Infinity;
  let to = -Infinity;
  for (const mark of marks) {
    from = Math.min(from, mark.from);
    to = Math.max(to, mark.to);
  }
  if (from === Infinity) return [0, 1];
  const margin = Math.max(15, (to - from) * 0.02);
  return [Math.floor(from - margin), Math.ceil(to + margin)];
}

/** A bar of a period: parts upwards, parts downwards, each with its own look. */
export interface Bar {
  /** Number of the month since January 1970. */
  readonly month: number;
  readonly up: readonly Piece[];
  readonly down: readonly Piece[];
  readonly href: string;
}

export interface Piece {
  readonly n: number;
  readonly look: string;
  readonly name: string;
}

/** Diverging bars, stacked. `step` is months a bar. */
export function Bars({
  bars,
  step,
  label,
  isBrush = false,
}: {
  readonly bars: readonly Bar[];
  readonly step: number;
  readonly label: string;
  /** Whether a span can be chosen in it, by `ui/relation.ts`. */
  readonly isBrush?: boolean;
}): JSX.Element {
  const height = 200;
  const sum = (pieces: readonly Piece[]): number => pieces.reduce((total, { n }) => total + n, 0);
  const up = Math.max(1, ...bars.map((bar) => sum(bar.up)));
  const down = Math.max(0, ...bars.map((bar) => sum(bar.down)));
  const unit = (height - 50) / (up + down || 1);
  const axis = 14 + up * unit;
  const first = Math.min(...bars.map(({ month }) => month));
  const last = Math.max(...bars.map(({ month }) => month)) + step;
  const dayOf = (month: number): number => Date.UTC(1970, month, 1) / 86_400_000;
  const x = scaleOf(dayOf(first), dayOf(last));
  const brush = isBrush
    ? {
        id: "brush",
        "data-first": first,
        "data-last": last,
        "data-step": step,
        "data-left": left,
        "data-right": width - right,
      }
    : {};
  return (
    <div class="scroll">
      <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label} {...brush}>
        <Ticks from={dayOf(first)} to={dayOf(last)} y={height - 18} height={height - 26} />
        {bars.map((bar) => {
          const start = x(dayOf(bar.month));
          const w = Math.max(1.5, Math.min(22, x(dayOf(bar.month + step)) - start - 1.5));
          const period = step === 1 ? isoOfMonth(bar.month) : isoOfMonth(bar.month).slice(0, 4);
          const title = `${period}: ${[...bar.up, ...bar.down].map(({ n, name }) => `${n} ${name}`).join(", ")}`;
          return (
            <a href={bar.href} data-month={isBrush ? bar.month : undefined}>
              <title>{title}</title>
              <Stack pieces={bar.up} x={start} w={w} from={axis} unit={-unit} />
              <Stack pieces={bar.down} x={start} w={w} from={axis} unit={unit} />
            </a>
          );
        })}
        <line class="axis" x1={left} x2={width - right} y1={axis} y2={axis} />
        <text x={left - 6} y={18} text-anchor="end">
          {up}
        </text>
        <text x={left - 6} y={axis + 4} text-anchor="end">
          0
        </text>
        {down === 0 ? null : (
          <text x={left - 6} y={axis + down * unit + 4} text-anchor="end">
            {down}
          </text>
        )}
      </svg>
    </div>
  );
}

function Stack({
  pieces,
  x,
  w,
  from,
  unit,
}: {
  readonly pieces: readonly Piece[];
  readonly x: number;
  readonly w: number;
  readonly from: number;
  readonly unit: number;
}): JSX.Element {
  let at = from;
  return (
    <>
      {pieces.map(({ n, look }) => {
        const end = at + n * unit;
        const y = Math.min(at, end);
        at = end;
        return (
          <rect
            class={look}
            x={x}
            y={rounded(y)}
            width={rounded(w)}
            height={rounded(Math.max(0, Math.abs(n * unit) - 1))}
            stroke-width="1"
          />
        );
      })}
    </>
  );
}

/** A lane of periods: offices of a person, one below the other. An open end fades. */
export interface Lane {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly href: string;
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** Lanes one below the other, from the first to the last place that shows each. */
export function Lanes({
  lanes,
  label,
}: {
  readonly lanes: readonly Lane[];
  readonly label: string;
}): JSX.Element {
  const row = 30;
  const height = lanes.length * row + 30;
  const [from, to] = rangeOf(lanes);
  const x = scaleOf(from, to);
  return (
    <div class="scroll">
      <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
        <Ticks from={from} to={to} y={height - 18} height={height - 26} />
        {lanes.map((lane, i) => {
          const y = 16 + i * row;
          const title = `${lane.label}: ${proseOfDate(isoOfDay(lane.from))} to ${proseOfDate(isoOfDay(lane.to))}`;
          return (
            <a href={lane.href}>
              <title>{title}</title>
              <rect
                class="cooperation"
                x={x(lane.from) - 3}
                y={y}
                width={x(lane.to) - x(lane.from) + 6}
                height="7"
                rx="3.5"
              />
              <text
                x={width / 2 < x(lane.from) ? x(lane.to) + 3 : x(lane.from) - 3}
                y={y - 4}
                text-anchor={width / 2 < x(lane.from) ? "end" : "start"}
              >
                {shortened(lane.label, 70)}
              </text>
            </a>
          );
        })}
      </svg>
    </div>
  );
}
