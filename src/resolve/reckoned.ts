/** Stretches of the calendar as EDTF writes them: a day, a month, a year, a part of a year, days from one to another. */
import { dayNumberOf } from "../model/calendar.ts";
import type { TimeUnit } from "../model/time.ts";
import { formatDay, formatMonth, formatYear } from "./days.ts";

/** A stretch of the calendar. */
export interface Reckoned {
  /** EDTF of its beginning and end; the same where it is one date. */
  readonly first: string;
  readonly last: string;
  /** First and last day; null where the year is unknown. */
  readonly from: number | null;
  readonly to: number | null;
  readonly unit: TimeUnit | "part";
  /** Whether the day of publication, the tense or another date of the text was needed. */
  readonly isReckoned: boolean;
  readonly isApproximate: boolean;
}

/** A stretch by its edges. */
export const stretchOf = (
  edges: Pick<Reckoned, "first" | "last" | "from" | "to" | "unit">,
  isReckoned: boolean,
): Reckoned => ({ ...edges, isReckoned, isApproximate: false });

/** A day, by its number. */
export function dayReckoned(day: number, isReckoned: boolean): Reckoned {
  const text = formatDay(day);
  return stretchOf({ first: text, last: text, from: day, to: day, unit: "day" }, isReckoned);
}

/** A month, as months since the year 0. */
export function monthReckoned(month: number, isReckoned: boolean): Reckoned {
  const text = formatMonth(month);
  const [year, m] = [Math.floor(month / 12), (month % 12) + 1];
  const from = dayNumberOf(year, m, 1);
  return stretchOf(
    { first: text, last: text, from, to: dayNumberOf(year, m + 1, 1) - 1, unit: "month" },
    isReckoned,
  );
}

/** A year. */
export function yearReckoned(year: number, isReckoned: boolean): Reckoned {
  const text = formatYear(year);
  const [from, to] = [dayNumberOf(year, 1, 1), dayNumberOf(year, 12, 31)];
  return stretchOf({ first: text, last: text, from, to, unit: "year" }, isReckoned);
}

/** Days from one number to another, both within; always reckoned. */
export function daysReckoned(from: number, to: number, unit: TimeUnit): Reckoned {
  return stretchOf({ first: formatDay(from), last: formatDay(to), from, to, unit }, true);
}

/** First month (from 0) and months of a part of a year, by its EDTF number. */
export function partMonths(part: number): { start: number; length: number } {
  if (part <= 24) return { start: (part - 21) * 3 + 2, length: 3 };
  if (part <= 36) return { start: (part - 33) * 3, length: 3 };
  return { start: (part - 40) * 6, length: 6 };
}

/** A season, quarter or half of a year, by its EDTF number; winter begins in its year. */
export function partReckoned(year: number, part: number, isReckoned: boolean): Reckoned {
  const { start, length } = partMonths(part);
  const text = `${formatYear(year)}-${part}`;
  const from = dayNumberOf(year, start + 1, 1);
  const to = dayNumberOf(year, start + length + 1, 1) - 1;
  return stretchOf({ first: text, last: text, from, to, unit: "part" }, isReckoned);
}

/** A day or month of a year that is not known: `XXXX-02-24`. */
export function unknownYear(rest: string, unit: Reckoned["unit"]): Reckoned {
  const text = `XXXX-${rest}`;
  return stretchOf({ first: text, last: text, from: null, to: null, unit }, false);
}

/** 199 and 10: the 1990s. */
export function spanOfYears(digits: number, length: 10 | 100, unit: TimeUnit): Reckoned {
  const text = `${digits}${length === 10 ? "X" : "XX"}`.padStart(4, "0");
  const year = digits * length;
  const [from, to] = [dayNumberOf(year, 1, 1), dayNumberOf(year + length - 1, 12, 31)];
  return stretchOf({ first: text, last: text, from, to, unit }, false);
}
