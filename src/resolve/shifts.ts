/** Times told by a distance: from the day of publication, or from the last date before. */
import type { TimeUnit } from "../model/time.ts";
import { mondayOf, type Publication } from "./days.ts";
import {
  dayReckoned,
  daysReckoned,
  monthReckoned,
  partReckoned,
  type Reckoned,
  spanOfYears,
  yearReckoned,
} from "./reckoned.ts";

/** The last date before, as far as it was told. */
export interface Anchor {
  readonly day: number | null;
  readonly month: number | null;
  readonly year: number | null;
}

/** So many units from the day of publication, as coarse as the unit is. */
export function shiftPublication(
  publication: Publication | null,
  unit: TimeUnit,
  count: number,
): Reckoned | null {
  if (publication === null) return null;
  const { day, month, year } = publication;
  switch (unit) {
    case "minute":
    case "hour": {
      const hours = unit === "hour" ? count : 0;
      return day === null ? null : dayReckoned(day + Math.trunc(hours / 24), true);
    }
    case "day":
      return day === null ? null : dayReckoned(day + count, true);
    case "week": {
      if (day === null) return null;
      const monday = mondayOf(day) + 7 * count;
      return daysReckoned(monday, monday + 6, "week");
    }
    case "month":
      return month === null ? null : monthReckoned(month + count, true);
    case "quarter": {
      if (month === null) return null;
      const quarter = Math.floor(month / 3) + count;
      return partReckoned(Math.floor(quarter / 4), 33 + (((quarter % 4) + 4) % 4), true);
    }
    case "year":
      return yearReckoned(year + count, true);
    case "decade":
      if (count === 0) return { ...spanOfYears(Math.floor(year / 10), 10, "decade"), isReckoned: true };
      return { ...yearReckoned(year + 10 * count, true), isApproximate: true };
    case "century":
      if (count === 0) return { ...spanOfYears(Math.floor(year / 100), 100, "century"), isReckoned: true };
      return year + 100 * count < 0
        ? null
        : { ...yearReckoned(year + 100 * count, true), isApproximate: true };
    case "weekend":
      return null;
  }
}

/** So many units from the date before; null where none was told as finely. */
export function shiftAnchor({ day, month, year }: Anchor, unit: TimeUnit, count: number): Reckoned | null {
  switch (unit) {
    case "minute":
    case "hour":
      return day === null ? null : dayReckoned(day + (unit === "hour" ? Math.trunc(count / 24) : 0), true);
    case "day":
      return day === null ? null : dayReckoned(day + count, true);
    case "week": {
      if (day === null) return null;
      if (count !== 0) return dayReckoned(day + 7 * count, true);
      return daysReckoned(mondayOf(day), mondayOf(day) + 6, "week");
    }
    case "month":
      return month === null ? null : monthReckoned(month + count, true);
    case "year":
      return year === null ? null : yearReckoned(year + count, true);
    case "decade":
      return year === null ? null : { ...yearReckoned(year + 10 * count, true), isApproximate: true };
    case "quarter":
    case "century":
    case "weekend":
      return null;
  }
}

/** "the past three days": from so long ago until publication, or from publication on. */
export function reckonStretch(
  publication: Publication,
  unit: TimeUnit,
  count: number,
  direction: -1 | 1,
): Reckoned | null {
  const { day, month, year } = publication;
  const perUnit: Partial<Record<TimeUnit, number>> = { day: 1, week: 7, weekend: 7 };
  const days = unit === "hour" ? Math.ceil(count / 24) : unit === "minute" ? 0 : (perUnit[unit] ?? 0) * count;
  const between = (a: Reckoned, b: Reckoned): Reckoned => {
    const [first, last] = direction < 0 ? [b, a] : [a, b];
    return { ...first, last: last.last, to: last.to };
  };
  if (unit === "hour" || unit === "minute" || perUnit[unit] !== undefined) {
    if (day === null) return null;
    return between(dayReckoned(day, true), dayReckoned(day + direction * days, true));
  }
  if (unit === "month" || unit === "quarter") {
    if (month === null) return null;
    const months = unit === "month" ? count : 3 * count;
    return between(monthReckoned(month, true), monthReckoned(month + direction * months, true));
  }
  const years = count * (unit === "decade" ? 10 : unit === "century" ? 100 : 1);
  return year + direction * years < 0
    ? null
    : between(yearReckoned(year, true), yearReckoned(year + direction * years, true));
}
