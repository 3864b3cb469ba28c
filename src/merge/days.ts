/**
 * EDTF expressions (ISO 8601-2) as ranges of days, for comparing and sorting dates of different precision. A date
 * whose year is unknown has no range: it is compared with nothing.
 */

/** Days since 1970-01-01, both ends included. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

const msPerDay = 86_400_000;
const part = /^(-?\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?$/;

/**
 * The days that an expression covers; null when it says no year, or is no date.
 *
 *     2015-07-20      20 July 2015
 *     2015-07, 2015-07-XX   all of July
 *     201X            the decade
 *     2014/2016       from the first day of 2014 to the last of 2016
 *     XXXX-02-24      null
 */
export function daysOf(edtf: string | null): DayRange | null {
  if (edtf === null) return null;
  const slash = edtf.indexOf("/");
  if (slash < 0) return daysOfPart(edtf);
  const first = daysOfPart(edtf.slice(0, slash));
  const last = daysOfPart(edtf.slice(slash + 1));
  if (first === null || last === null) return first ?? last; // An open end ("2014/..") is known by its other end.
  return first.from <= last.to ? { from: first.from, to: last.to } : null;
}

function daysOfPart(text: string): DayRange | null {
  const match = part.exec(text);
  if (match === null) return null;
  const [, year = "", month, day] = match;
  if (year.includes("X")) {
    return {
      from: dayNumber(Number(year.replaceAll("X", "0")), 0, 1),
      to: dayNumber(Number(year.replaceAll("X", "9")), 11, 31),
    };
  }
  const y = Number(year);
  if (month === undefined || month === "XX") return { from: dayNumber(y, 0, 1), to: dayNumber(y, 11, 31) };
  const m = Number(month);
  if (m < 1 || 12 < m) return daysOfSeason(y, m);
  if (day === undefined || day === "XX") return { from: dayNumber(y, m - 1, 1), to: dayNumber(y, m, 0) };
  const only = dayNumber(y, m - 1, Number(day));
  return dayText(only) === `${year}-${month}-${day}` ? { from: only, to: only } : null;
}

/** EDTF's seasons: 21 spring to 24 winter, which begins in December. */
function daysOfSeason(year: number, season: number): DayRange | null {
  if (season < 21 || 24 < season) return null;
  const firstMonth = (season - 21) * 3 + 2;
  return { from: dayNumber(year, firstMonth, 1), to: dayNumber(year, firstMonth + 3, 0) };
}

function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.round(date.getTime() / msPerDay);
}

/** A day as `2015-07-20`. */
export function dayText(day: number): string {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

/** Days between two ranges; 0 when they share one. */
export function daysApart(a: DayRange, b: DayRange): number {
  return Math.max(0, a.from - b.to, b.from - a.to);
}
