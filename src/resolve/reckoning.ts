/** One time as written to its place in the calendar. Whatever can't be told stays null, or an X in the year. */
import { calendarDayOf, dayNumberOf, daysInMonth } from "../model/calendar.ts";
import type { DayRule, Tense, TimeShape } from "../model/time.ts";
import {
  choosePeriod,
  chooseWeekday,
  chooseYearlyDay,
  dayOfRule,
  formatDay,
  mondayOf,
  type Publication,
} from "./days.ts";
import {
  dayReckoned,
  daysReckoned,
  monthReckoned,
  partMonths,
  partReckoned,
  type Reckoned,
  spanOfYears,
  stretchOf,
  unknownYear,
  yearReckoned,
} from "./reckoned.ts";
import { type Anchor, reckonStretch, shiftAnchor, shiftPublication } from "./shifts.ts";

/** What a time is reckoned from. */
export interface Vantage {
  readonly publication: Publication | null;
  readonly tense: Tense | null;
  /** The year that the paragraph has set. */
  readonly frameYear: number | null;
  /** The last date before in the article, as far as it was told. */
  readonly anchor: Anchor;
  /** Whether that date stands in the same paragraph. */
  readonly isAnchorNear: boolean;
}

const two = (n: number): string => String(n).padStart(2, "0");

/** The place of a shape in the calendar; null where it is unknown. */
export function reckon(shape: TimeShape, vantage: Vantage): Reckoned | null {
  const { publication, tense, anchor } = vantage;
  const now = publication?.day ?? null;
  switch (shape.kind) {
    case "day":
      return reckonDay(shape, vantage);
    case "numeric":
      return reckonNumeric(shape, now, tense);
    case "month": {
      const m = shape.month - 1;
      if (shape.which === "that")
        return anchor.year === null ? null : monthReckoned(anchor.year * 12 + m, true);
      const year = shape.year ?? yearOf(shape.yearShift, vantage, shape.which === null);
      if (year !== null) return monthReckoned(year * 12 + m, shape.year === null);
      if (shape.yearShift !== null) return null;
      // "on 3 May 2021 … the May round"
      if (shape.which === null && vantage.isAnchorNear && anchor.month !== null && anchor.month % 12 === m)
        return monthReckoned(anchor.month, true);
      const month = publication?.month ?? null;
      if (month === null) return shape.which === null ? unknownYear(two(shape.month), "month") : null;
      const chosen = choosePeriod((y) => y * 12 + m, 1, month, tense, shape.which);
      return chosen === null ? null : monthReckoned(chosen * 12 + m, true);
    }
    case "year":
      return yearReckoned(shape.year, false);
    case "decade":
      return spanOfYears(shape.digits, 10, "decade");
    case "century":
      return spanOfYears(shape.digits, 100, "century");
    case "part-of-year": {
      const year = shape.year ?? yearOf(shape.yearShift, vantage, shape.which === null);
      if (year !== null) return partReckoned(year, shape.part, shape.year === null);
      if (shape.yearShift !== null) return null;
      const month = publication?.month ?? null;
      if (month === null) return shape.which === null ? unknownYear(String(shape.part), "part") : null;
      const { start, length } = partMonths(shape.part);
      const chosen = choosePeriod((y) => y * 12 + start, length, month, tense, shape.which);
      return chosen === null ? null : partReckoned(chosen, shape.part, true);
    }
    case "weekday":
      if (now === null) return null;
      if (shape.week !== null) return dayReckoned(mondayOf(now) + 7 * shape.week + shape.weekday - 1, true);
      return dayReckoned(chooseWeekday(shape.weekday, now, tense, shape.which), true);
    case "day-of-month":
      return now === null ? null : reckonDayOfMonth(shape.day, now, tense);
    case "named-day":
      return reckonNamedDay(shape, vantage);
    case "weekend": {
      if (now === null) return null;
      const saturday = chooseSaturday(now, tense, shape.which);
      return daysReckoned(saturday, saturday + 1, "weekend");
    }
    case "shift":
      if (shape.count === null) return null;
      return shape.from === "anchor" ||
        (shape.from === "running" && tense === "past" && vantage.isAnchorNear && anchor.year !== null)
        ? shiftAnchor(anchor, shape.unit, shape.count)
        : shiftPublication(publication, shape.unit, shape.count);
    case "stretch":
      // "within an hour it was over" is told from what went before, which is no date.
      return publication === null || shape.count === null || (0 < shape.direction && tense === "past")
        ? null
        : reckonStretch(publication, shape.unit, shape.count, shape.direction);
    case "in":
      if (shape.count === null || tense !== "future" || publication === null) return null;
      if (shape.unit === "week") return now === null ? null : dayReckoned(now + 7 * shape.count, true);
      return shiftPublication(publication, shape.unit, shape.count);
    case "overnight": {
      if (now === null) return null;
      const to = tense === "future" ? now + 1 : now;
      return daysReckoned(to - 1, to, "day");
    }
    case "now":
      return now === null ? null : dayReckoned(now, true);
    case "duration":
      return null;
  }
}

/** The year that "last year" or the paragraph gives; null when neither does. */
function yearOf(
  shift: number | null,
  { publication, frameYear, tense }: Vantage,
  takesFrame: boolean,
): number | null {
  if (shift !== null) return publication === null ? null : publication.year + shift;
  return takesFrame && tense !== "future" ? frameYear : null;
}

function reckonDay(shape: TimeShape & { kind: "day" }, vantage: Vantage): Reckoned | null {
  const { month, day } = shape;
  const rule: DayRule = { kind: "fixed", month, day };
  const year = shape.year ?? yearOf(shape.yearShift, vantage, true);
  if (year !== null) return at(dayOfRule(rule, year), shape.year === null);
  if (shape.yearShift !== null) return null;
  const now = nowOf(vantage.publication);
  const named = shape.namedYear === null ? null : dayOfRule(rule, shape.namedYear);
  if (named !== null && (now === null || named <= now)) return dayReckoned(named, true);
  if (now === null) return unknownYear(`${two(month)}-${two(day)}`, "day");
  return at(chooseYearlyDay(rule, now, vantage.tense, null, shape.weekday), true);
}

/** The day of publication; the last of its month where only that is known. */
function nowOf(publication: Publication | null): number | null {
  if (publication === null || publication.month === null) return null;
  const { month } = publication;
  return publication.day ?? dayNumberOf(Math.floor(month / 12), (month % 12) + 2, 1) - 1;
}

function at(day: number | null, isReckoned: boolean): Reckoned | null {
  return day === null ? null : dayReckoned(day, isReckoned);
}

function reckonNamedDay(
  shape: TimeShape & { kind: "named-day" },
  { publication, tense }: Vantage,
): Reckoned | null {
  const { rule } = shape;
  if (shape.year !== null) return at(dayOfRule(rule, shape.year), false);
  const now = nowOf(publication);
  const named = shape.namedYear === null ? null : dayOfRule(rule, shape.namedYear);
  if (named !== null && (now === null || named <= now)) return dayReckoned(named, true);
  if (now === null)
    return rule.kind === "fixed" && shape.which === null
      ? unknownYear(`${two(rule.month)}-${two(rule.day)}`, "day")
      : null;
  return at(chooseYearlyDay(rule, now, tense, shape.which, null), true);
}

/** "03/04/2022": the one that is not yet to come, or both, as EDTF's one of a set. */
function reckonNumeric(
  shape: TimeShape & { kind: "numeric" },
  now: number | null,
  tense: Tense | null,
): Reckoned {
  const days = [
    dayNumberOf(shape.year, shape.first, shape.second),
    dayNumberOf(shape.year, shape.second, shape.first),
  ].sort((a, b) => a - b) as [number, number];
  if (now !== null && tense !== "future") {
    const before = days.filter((it) => it <= now + 1);
    if (before.length === 1) return dayReckoned(before[0] as number, true);
  }
  const text = `[${days.map(formatDay).join(",")}]`;
  return stretchOf({ first: text, last: text, from: days[0], to: days[1], unit: "day" }, false);
}

function reckonDayOfMonth(day: number, now: number, tense: Tense | null): Reckoned | null {
  const { year, month } = calendarDayOf(now);
  const candidates: number[] = [];
  for (let m = month - 2; m <= month + 2; m++) {
    const first = calendarDayOf(dayNumberOf(year, m, 1));
    if (day <= daysInMonth(first.year, first.month))
      candidates.push(dayNumberOf(first.year, first.month, day));
  }
  const chosen =
    tense === "future" ? candidates.find((it) => now <= it) : candidates.findLast((it) => it <= now);
  return at(chosen ?? null, true);
}

/** The Saturday of the weekend that is meant. */
function chooseSaturday(now: number, tense: Tense | null, which: "last" | "this" | "next" | null): number {
  const thisWeek = mondayOf(now) + 5;
  if (which === "last") return thisWeek - 7;
  if (which === "next") return thisWeek <= now ? thisWeek + 7 : thisWeek;
  if (tense === "future" || (which === "this" && tense !== "past")) return thisWeek;
  return thisWeek <= now ? thisWeek : thisWeek - 7;
}
