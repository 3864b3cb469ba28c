/** The charts of a relation, each with its table: events in two lanes, months by class, what was gathered. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { LedgerRecord } from "../model/ledger.ts";
import type { MonthCount } from "../store/store.ts";
import { type Bar, Bars, Timeline, type TimelineMark } from "./charts.tsx";
import { isoOfDay, isoOfMonth, proseOfDate } from "./dates.ts";
import { type DrawnRange, drawnRange, outsideWords, type Tally } from "./drawn-range.ts";
import { addressWith } from "./filter.ts";
import { sidesOf } from "./sides.ts";
import { type Span, spanWords } from "./span.ts";
import { labelOf, Sides } from "./words.tsx";

/** Events in two lanes: the latest that were given, of `total`. */
export function EventTimeline({
  events,
  total,
  sides: [a, b],
  names: [nameA, nameB],
  isWhole,
  hasTable = true,
}: {
  readonly events: readonly LedgerRecord[];
  readonly total: { readonly distinct: number; readonly isPartial: boolean };
  readonly sides: readonly [string, string];
  readonly names: readonly [string, string];
  /** Whether no span was asked for: then what lies far from the rest is not drawn. */
  readonly isWhole: boolean;
  /** False where the events stand below anyway. */
  readonly hasTable?: boolean;
}): JSX.Element | null {
  const dated = events.filter(({ day }) => day !== null);
  if (dated.length === 0) return null;
  const drawn = isWhole ? drawnRange(dayTallies(dated)) : null;
  const outside = drawn === null ? null : outsideWords(drawn, (day) => proseOfDate(isoOfDay(day)));
  const isDrawn = ({ day }: LedgerRecord): boolean =>
    drawn === null || (drawn.from <= (day as number) && (day as number) <= drawn.to);
  const title =
    dated.length < total.distinct
      ? `The latest ${dated.length} of ${total.isPartial ? "at least " : ""}${total.distinct.toLocaleString("en")} events`
      : plural(dated.length);
  return (
    <figure>
      <figcaption>
        <strong>{title}</strong>
        {nameA} to {nameB} above, the other way below, a mutual event on both sides. Height: strength of the
        PLOVER score. Filled: occurred; hollow: planned, threatened or not certain; struck: denied. Size:
        independent sources.{outside === null ? "" : ` Of the events, ${outside}.`}
      </figcaption>
      <Timeline
        marks={dated.filter(isDrawn).flatMap((event) => marksOf(event, a, b, drawn))}
        above={`${nameA} → ${nameB}`}
        below={`${nameB} → ${nameA}`}
      />
      <Legend
        items={[
          ["cooperation", "cooperation"],
          ["conflict", "conflict"],
        ]}
      />
      {hasTable ? (
        <details>
          <summary>The same as a table</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">Date</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">Score</th>
                <th scope="col">Sources</th>
              </tr>
            </thead>
            <tbody>
              {dated.map((event) => (
                <tr>
                  <td>{event.date === null ? "" : proseOfDate(event.date.edtf)}</td>
                  <td>
                    <Sides kind="event" finding={event.finding} />
                  </td>
                  <td>
                    <a href={`/records/${event.id}`}>{labelOf(event)}</a>
                  </td>
                  <td>{event.score ?? ""}</td>
                  <td>{event.sources}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ) : null}
    </figure>
  );
}

function plural(n: number): string {
  return n === 1 ? "1 event" : `${n} events`;
}

function shapeOf(status: string): TimelineMark["shape"] {
  if (status === "negated" || status === "denied") return "struck";
  return status === "occurred" || status === "ongoing" ? "filled" : "hollow";
}

/** How many events begin on each day, in order. */
function dayTallies(events: readonly LedgerRecord[]): readonly Tally[] {
  const days = new Map<number, number>();
  for (const { day } of events) days.set(day as number, (days.get(day as number) ?? 0) + 1);
  return [...days].map(([at, n]) => ({ at, n })).sort((x, y) => x.at - y.at);
}

/** A mark in the lane of each side that acts. */
function marksOf(
  event: LedgerRecord,
  a: string,
  b: string,
  drawn: DrawnRange | null,
): readonly TimelineMark[] {
  const { by } = sidesOf("event", event.finding);
  const lanes = (["above", "below"] as const).filter((lane) =>
    by.some(({ code }) => code === (lane === "above" ? a : b)),
  );
  const day = event.day as number;
  return (lanes.length === 0 ? (["above"] as const) : lanes).map((lane) => ({
    from: day,
    to: Math.min(event.dayTo ?? day, drawn?.to ?? Infinity),
    lane,
    score: event.score,
    shape: shapeOf(event.status),
    weight: event.sources,
    label: `${proseOfDate(event.date?.edtf ?? isoOfDay(day))}, ${labelOf(event)}: ${event.words.slice(0, 60)}`,
    href: `/records/${event.id}`,
  }));
}

/** PLOVER's four classes, after its manual 0.8. */
const classOfType: Readonly<Record<string, "talk" | "help" | "words" | "force">> = {
  AGREE: "talk",
  CONSULT: "talk",
  SUPPORT: "talk",
  CONCEDE: "talk",
  COOPERATE: "help",
  AID: "help",
  RETREAT: "help",
  REQUEST: "words",
  ACCUSE: "words",
  REJECT: "words",
  THREATEN: "words",
  PROTEST: "force",
  SANCTION: "force",
  MOBILIZE: "force",
  COERCE: "force",
  ASSAULT: "force",
};

const classes = [
  ["talk", "verbal cooperation", "cooperation soft"],
  ["help", "material cooperation", "cooperation"],
  ["words", "verbal conflict", "conflict soft"],
  ["force", "material conflict", "conflict"],
] as const;

/** Events by month and class: cooperation up, conflict down; what has not occurred is hollow at the ends. */
export function MonthBars({
  months,
  counts,
  path,
  params,
  span,
}: {
  /** Of the span. */
  readonly months: readonly MonthCount[];
  readonly counts: "distinct" | "reports";
  /** Of the page, and what its address holds: a bar leads to its own month. */
  readonly path: string;
  readonly params: URLSearchParams;
  readonly span: Span;
}): JSX.Element | null {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) {
    if (spanWords(span) === null) return null;
    return (
      <figure>
        <figcaption>
          <strong>No events, {spanWords(span)}</strong>
        </figcaption>
        <SpanForm path={path} params={params} span={span} />
      </figure>
    );
  }
  const range = spanWords(span) === null ? drawnRange(monthTallies(months, counts)) : null;
  const [from, to] = range === null ? [first.month, last.month] : [range.from, range.to];
  const outside = range === null ? null : outsideWords(range, (month) => proseOfDate(isoOfMonth(month)));
  const step = 144 < to - from ? 12 : 1;
  const nameOf = (month: number): string => (step === 1 ? isoOfMonth(month) : isoOfMonth(month).slice(0, 4));
  const periods = new Map<number, Map<string, number>>();
  for (const count of months) {
    const month = Math.floor(count.month / step) * step;
    const tally = periods.get(month) ?? new Map<string, number>();
    const group = classOfType[count.type] ?? "words";
    const isSo = count.status === "occurred" || count.status === "ongoing";
    const key = isSo ? group : group === "talk" || group === "help" ? "open-up" : "open-down";
    tally.set(key, (tally.get(key) ?? 0) + count[counts]);
    periods.set(month, tally);
  }
  const within = spanWords(span);
  const drawn = [...periods].filter(([month]) => Math.floor(from / step) * step <= month && month <= to);
  const bars = drawn.map(([month, tally]): Bar => {
    const piece = (key: string, name: string, look: string) => {
      const n = tally.get(key) ?? 0;
      return n === 0 ? [] : [{ n, name, look }];
    };
    const [talk, help, words, force] = classes;
    const name = nameOf(month);
    return {
      month,
      up: [...piece(...help), ...piece(...talk), ...piece("open-up", "not occurred", "cooperation open")],
      down: [...piece(...force), ...piece(...words), ...piece("open-down", "not occurred", "conflict open")],
      href: spanAddress(path, params, name, name),
    };
  });
  return (
    <figure>
      <figcaption>
        <strong>
          Events by {step === 1 ? "month" : "year"}
          {within === null ? "" : `, ${within}`}
        </strong>
        Cooperation up, conflict down; hollow: not occurred. Counted:{" "}
        {counts === "distinct" ? "distinct events" : "reports"};{" "}
        <a href={addressWith(path, params, "count", counts === "distinct" ? "reports" : null)}>
          count {counts === "distinct" ? "reports" : "distinct events"}
        </a>
        . A bar leads to its {step === 1 ? "month" : "year"}, for everything below.
        {outside === null ? null : (
          <>
            {" "}
            Of the {counts === "distinct" ? "events" : "reports"}, {outside}:{" "}
            <a href={spanAddress(path, params, isoOfMonth(first.month), isoOfMonth(last.month))}>
              the whole time
            </a>
            .
          </>
        )}
      </figcaption>
      <Bars bars={bars} step={step} label="Events by month" isBrush />
      <SpanForm path={path} params={params} span={span} />
      <Legend items={classes.map(([, name, look]) => [look, name] as const)} />
      <details>
        <summary>The same as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Period</th>
              {classes.map(([, name]) => (
                <th scope="col">{name}</th>
              ))}
              <th scope="col">not occurred</th>
            </tr>
          </thead>
          <tbody>
            {[...periods].map(([month, tally]) => (
              <tr>
                <td>{proseOfDate(nameOf(month))}</td>
                {classes.map(([key]) => (
                  <td>{tally.get(key) ?? 0}</td>
                ))}
                <td>{(tally.get("open-up") ?? 0) + (tally.get("open-down") ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** How many there are in each month, in order. */
function monthTallies(months: readonly MonthCount[], counts: "distinct" | "reports"): readonly Tally[] {
  const tallies = new Map<number, number>();
  for (const count of months) tallies.set(count.month, (tallies.get(count.month) ?? 0) + count[counts]);
  return [...tallies].map(([at, n]) => ({ at, n })).sort((x, y) => x.at - y.at);
}

/** The address of the page with another span. */
function spanAddress(path: string, params: URLSearchParams, from: string, to: string): string {
  const changed = new URLSearchParams(params);
  changed.set("from", from);
  changed.set("to", to);
  return `${path}?${changed.toString()}#span`;
}

/** The span as two fields: for whoever neither drags nor has the script. */
function SpanForm({
  path,
  params,
  span,
}: {
  readonly path: string;
  readonly params: URLSearchParams;
  readonly span: Span;
}): JSX.Element {
  const others = [...params].filter(([name]) => name !== "from" && name !== "to");
  const whole = new URLSearchParams(others).toString();
  const field = { placeholder: "2015-07", pattern: "\\d{4}(-\\d{2}(-\\d{2})?)?", size: 9 };
  return (
    <form class="as-of span no-print" id="span" action={`${path}#span`}>
      {others.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <label>
        From
        <input name="from" value={span.from ?? ""} {...field} />
      </label>
      <label>
        to
        <input name="to" value={span.to ?? ""} {...field} />
      </label>
      <button>Show</button>
      {span.from === null && span.to === null ? null : (
        <a href={`${path}${whole === "" ? "" : `?${whole}`}#span`}>the whole time</a>
      )}
      <span class="dim" id="brush-state" role="status"></span>
    </form>
  );
}

function Legend({ items }: { readonly items: readonly (readonly [string, string])[] }): JSX.Element {
  return (
    <p class="legend">
      {items.map(([look, name]) => (
        <span>
          <svg class="chart-key chart" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <rect class={look} x="1" y="1" width="10" height="10" />
          </svg>{" "}
          {name}
        </span>
      ))}
    </p>
  );
}
