/** "early", "mid", "late": thirds of a longer time, whose inner edges are rough. */
import { calendarDayOf, dayNumberOf, daysInMonth } from "../model/calendar.ts";
import type { TimePart } from "../model/time.ts";
import { formatDay, formatMonth, formatYear } from "./days.ts";
import type { Reckoned } from "./reckoned.ts";

/**
 * The part of a stretch of the calendar that is meant; the stretch itself where it has no such part.
 *
 *     early June 2022         mid-2021             late 1990s     early next week
 *     2022-06-01/2022-06-10~  2021-05~/2021-08~    1997~/1999     2022-06-20/2022-06-21~
 *
 * @param now day of publication, from which "earlier" and "later" are told
 */
export function reckonPart(whole: Reckoned, part: TimePart, now: number | null): Reckoned {
  if (part === "earlier" || part === "later") return sideOf(whole, part, now);
  if (whole.from === null || whole.to === null) return unknownYearPart(whole, part);
  switch (whole.unit) {
    case "month":
      return daysOfMonth(whole, whole.from, whole.to, part);
    case "week":
      return third(
        whole,
        part,
        (n) => formatDay((whole.from as number) + n),
        (n) => (whole.from as number) + n,
        [0, 1, 1, 3, 3, 6],
      );
    case "year": {
      const { year } = calendarDayOf(whole.from);
      const first = (n: number): number => dayNumberOf(year, n, 1);
      return third(
        whole,
        part,
        (n) => formatMonth(year * 12 + n - 1),
        first,
        [1, 4, 5, 8, 9, 12],
        (n) => first(n + 1) - 1,
      );
    }
    case "decade":
    case "century": {
      const { year } = calendarDayOf(whole.from);
      const edges: Edges = whole.unit === "decade" ? [0, 3, 4, 6, 7, 9] : [0, 33, 34, 66, 67, 99];
      if (part === "half-1" || part === "half-2") {
        const [from, to] = halfOf(edges, part);
        return {
          ...whole,
          first: formatYear(year + from),
          last: formatYear(year + to),
          from: dayNumberOf(year + from, 1, 1),
          to: dayNumberOf(year + to, 12, 31),
        };
      }
      return third(
        whole,
        part,
        (n) => formatYear(year + n),
        (n) => dayNumberOf(year + n, 1, 1),
        edges,
        (n) => dayNumberOf(year + n, 12, 31),
      );
    }
    default:
      return whole.first === whole.last ? { ...whole, isApproximate: true } : whole;
  }
}

/** First and last of the early, the middle and the late third. */
type Edges = readonly [number, number, number, number, number, number];

function halfOf(edges: Edges, part: "half-1" | "half-2"): [number, number] {
  const middle = Math.floor((edges[0] + edges[5]) / 2);
  return part === "half-1" ? [edges[0], middle] : [middle + 1, edges[5]];
}

function third(
  whole: Reckoned,
  part: TimePart,
  format: (n: number) => string,
  firstDay: (n: number) => number,
  [early, earlyEnd, mid, midEnd, late, end]: Edges,
  lastDay: (n: number) => number = firstDay,
): Reckoned {
  const between = (from: number, to: number, marks: readonly [string, string]): Reckoned => ({
    ...whole,
    first: format(from) + marks[0],
    last: format(to) + marks[1],
    from: firstDay(from),
    to: lastDay(to),
  });
  switch (part) {
    case "start":
    case "early":
      return between(early, earlyEnd, ["", "~"]);
    case "mid":
      return between(mid, midEnd, ["~", "~"]);
    case "end":
    case "late":
      return between(late, end, ["~", ""]);
    default:
      return whole;
  }
}

function daysOfMonth(whole: Reckoned, from: number, to: number, part: TimePart): Reckoned {
  const slice = sliceOf(part, to - from + 1);
  if (slice !== null) {
    const [first, last] = [from + slice[0] - 1, from + slice[1] - 1];
    return { ...whole, first: formatDay(first), last: formatDay(last), from: first, to: last };
  }
  return third(
    whole,
    part,
    (n) => formatDay(from + n - 1),
    (n) => from + n - 1,
    [1, 10, 11, 20, 21, to - from + 1],
  );
}

/** First and last day of a half or a week of a month of `length` days; null for parts with rough edges. */
function sliceOf(part: TimePart, length: number): readonly [number, number] | null {
  if (part === "half-1") return [1, 15];
  if (part === "half-2") return [16, length];
  if (part === "first-week") return [1, 7];
  return part === "last-week" ? [length - 6, length] : null;
}

/** The same within a month whose year is unknown; a leap day is not counted on. */
function unknownYearPart(whole: Reckoned, part: TimePart): Reckoned {
  const month = /^XXXX-(\d\d)$/.exec(whole.first)?.[1];
  if (whole.unit !== "month" || month === undefined) return whole;
  const unknown = { ...whole, from: 0, to: daysInMonth(2001, Number(month)) - 1 };
  const day = (n: number): string => `XXXX-${month}-${String(n).padStart(2, "0")}`;
  const slice = sliceOf(part, unknown.to + 1);
  if (slice !== null) return { ...whole, first: day(slice[0]), last: day(slice[1]) };
  return {
    ...third(unknown, part, day, (n) => n, [1, 10, 11, 20, 21, unknown.to + 1]),
    from: null,
    to: null,
  };
}

/** "earlier this month" ends, and "later this month" begins, on the day of publication. */
function sideOf(whole: Reckoned, part: "earlier" | "later", now: number | null): Reckoned {
  const { from, to } = whole;
  if (now === null || from === null || to === null || now < from || to < now || whole.unit === "day")
    return whole;
  return part === "earlier"
    ? { ...whole, first: formatDay(from), last: formatDay(now), to: now }
    : { ...whole, first: formatDay(now), last: formatDay(to), from: now };
}
