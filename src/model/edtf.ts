/** EDTF expressions (ISO 8601-2) as the program writes them, to the days that they hold. */
import { calendarDayOf, dayNumberOf, daysInMonth } from "./calendar.ts";

/** First and last day, `2022-06-01`; null where the expression leaves that end open. */
export interface DayBounds {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * The days that an expression holds, marks of doubt aside; null where the year is unknown, or the text is none that the
 * program writes.
 *
 *     2022-06           2022-06-01 to 2022-06-30        since 2014    2014/..    2014-01-01, open
 *     2022-21           2022-03-01 to 2022-05-31        199X                     1990-01-01 to 1999-12-31
 *     2021-09~/2021-12  2021-09-01 to 2021-12-31        [2022-03-04,2022-04-03]  from the first to the last
 */
export function boundsOf(edtf: string): DayBounds | null {
  const set = /^\[([^,\]]+),([^,\]]+)\]$/.exec(edtf);
  const [first, last] = set === null ? edtf.split("/") : [set[1], set[2]];
  if (first === undefined) return null;
  if (last === undefined) return daysOf(first);
  const from = first === ".." ? { from: null } : daysOf(first);
  const to = last === ".." ? { to: null } : daysOf(last);
  return from === null || to === null ? null : { from: from.from, to: to.to };
}

/** Months of a part of a year: first, from 1, and how many. */
function monthsOf(part: number): readonly [number, number] | null {
  if (1 <= part && part <= 12) return [part, 1];
  if (21 <= part && part <= 24) return [(part - 21) * 3 + 3, 3];
  if (33 <= part && part <= 36) return [(part - 33) * 3 + 1, 3];
  return part === 40 || part === 41 ? [(part - 40) * 6 + 1, 6] : null;
}

function daysOf(date: string): DayBounds | null {
  const match = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d)(?:-(\d\d))?)?~?$/.exec(date);
  if (match === null) return null;
  const [, years = "", part, day] = match;
  if (part === undefined)
    return { from: `${years.replaceAll("X", "0")}-01-01`, to: `${years.replaceAll("X", "9")}-12-31` };
  const year = Number(years);
  const months = monthsOf(Number(part));
  if (months === null || Number.isNaN(year)) return null;
  const [month, length] = months;
  if (day !== undefined) {
    if (length !== 1 || Number(day) < 1 || daysInMonth(year, month) < Number(day)) return null;
    return { from: `${years}-${part}-${day}`, to: `${years}-${part}-${day}` };
  }
  return { from: isoOf(dayNumberOf(year, month, 1)), to: isoOf(dayNumberOf(year, month + length, 1) - 1) };
}

function isoOf(dayNumber: number): string {
  const { year, month, day } = calendarDayOf(dayNumber);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
