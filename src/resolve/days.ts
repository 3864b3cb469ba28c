/** Which of the many days that fit the words is meant: by the day of publication and the tense. */
import {
  calendarDayOf,
  type CalendarDay,
  dayNumberOf,
  daysInMonth,
  easterOf,
  weekdayOf,
} from "../model/calendar.ts";
import type { DayRule, Tense, Which } from "../model/time.ts";

/** The day of publication, as far as it is known. */
export interface Publication {
  readonly year: number;
  /** Months since the year 0; null where only the year is known. */
  readonly month: number | null;
  /** Day number; null where only the month is known. */
  readonly day: number | null;
}

/** The publication of an EDTF day, month or year; null for anything else. */
export function publicationOf(published: string | null): Publication | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(published ?? "");
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
  return {
    year,
    month: month === 0 ? null : year * 12 + month - 1,
    day: day === 0 ? null : dayNumberOf(year, month, day),
  };
}

/** Within so many days a date is told without its year on either side of publication; longer ago few are. */
const near = 45;
const longAgo = 320;

/**
 * The candidate that is meant, seen from `now`: in the past the last, in the future the first, in the present the nearer; where the tense points to
 * a date most of a year away while the other side has one near, the near one. Null when there are no candidates.
 *
 * @param candidates day numbers, ascending
 */
export function chooseDay(candidates: readonly number[], now: number, tense: Tense | null): number | null {
  // A day of grace: it may be tomorrow already where it is told.
  const past = candidates.findLast((it) => it <= now + (tense === "past" ? 1 : 0)) ?? null;
  const future = candidates.find((it) => now <= it) ?? null;
  if (past === null || future === null) return past ?? future;
  if (tense === "present") return future - now <= now - past ? future : past;
  const isFutureNear = future - now <= near;
  if (tense === "future") return longAgo < future - now && now - past <= near ? past : future;
  const limit = tense === "past" ? longAgo : 200;
  return isFutureNear && limit < now - past ? future : past;
}

/** The day of the same rule in a year; null where the year has none (29 February). */
export function dayOfRule(rule: DayRule, year: number): number | null {
  switch (rule.kind) {
    case "fixed":
      return rule.day <= daysInMonth(year, rule.month) ? dayNumberOf(year, rule.month, rule.day) : null;
    case "easter":
      return easterOf(year) + rule.days;
    case "weekday": {
      const first = dayNumberOf(year, rule.month, 1);
      const firstSuch = first + ((rule.weekday - weekdayOf(first) + 7) % 7);
      if (0 < rule.nth) return firstSuch + 7 * (rule.nth - 1);
      const last = dayNumberOf(year, rule.month + 1, 1) - 1;
      return last - ((weekdayOf(last) - rule.weekday + 7) % 7);
    }
  }
}

/** The day of a rule that is meant. `weekday` is one that the text gives beside it, which tells the year. */
export function chooseYearlyDay(
  rule: DayRule,
  now: number,
  tense: Tense | null,
  which: Which,
  weekday: number | null,
): number | null {
  const { year } = calendarDayOf(now);
  const days: number[] = [];
  // A weekday comes back to its date after eleven years at the latest, but for leap days.
  for (let y = year - 11; y <= year + 6; y++) {
    const day = dayOfRule(rule, y);
    if (day !== null) days.push(day);
  }
  if (which === "last") return days.findLast((it) => it < now) ?? null;
  if (which === "next") return days.find((it) => now < it) ?? null;
  if (which === "this") return days.find((it) => calendarDayOf(it).year === year) ?? null;
  const fitting = weekday === null ? [] : days.filter((it) => weekdayOf(it) === weekday);
  const byDistance = fitting.sort((a, b) => Math.abs(a - now) - Math.abs(b - now));
  const isOnSide = (it: number): boolean =>
    Math.abs(it - now) <= near || (tense === "past" ? it <= now : tense === "future" ? now <= it : true);
  const nearest = byDistance.find(isOnSide) ?? byDistance[0];
  return nearest ?? chooseDay(days, now, tense);
}

/** The weekday that is meant. "next" is of the next calendar week, "last" the most recent before today. */
export function chooseWeekday(weekday: number, now: number, tense: Tense | null, which: Which): number {
  const back = now - ((weekdayOf(now) - weekday + 7) % 7);
  const onward = back === now ? now : back + 7;
  if (which === "last") return back === now ? now - 7 : back;
  if (which === "next") return mondayOf(now) + 7 + weekday - 1;
  if (which === "this") return tense === "past" ? back : onward;
  return tense === "future" || tense === "present" ? onward : back;
}

/** The Monday of the week that a day is in. */
export function mondayOf(day: number): number {
  return day - weekdayOf(day) + 1;
}

/**
 * A month or longer period that is meant, by its first month and length in months, seen from the month of publication;
 * `startOf(n)` is the period of the `n`-th year from this.
 */
export function choosePeriod(
  startOf: (year: number) => number,
  length: number,
  now: number,
  tense: Tense | null,
  which: Which,
): number | null {
  const year = Math.floor(now / 12);
  const years = [year - 2, year - 1, year, year + 1, year + 2];
  const last = (isMeant: (start: number) => boolean): number | null =>
    years.findLast((it) => isMeant(startOf(it))) ?? null;
  const first = (isMeant: (start: number) => boolean): number | null =>
    years.find((it) => isMeant(startOf(it))) ?? null;
  if (which === "last") return last((start) => start + length <= now);
  if (which === "next") return first((start) => now < start);
  if (which === "this") return first((start) => now < start + length && start < now + 12);
  const past = last((start) => start <= now);
  const future = first((start) => now < start + length);
  if (past === null || future === null) return future ?? past;
  // Nobody says of last month "it will be", nor "in May" of the May in eleven months.
  if (tense === "future") return 10 <= startOf(future) - now && now - startOf(past) <= 2 ? past : future;
  // "France holds elections in April", "the envoy recalls in April": the nearer.
  if (tense === "present") return startOf(future) - now <= now - startOf(past) ? future : past;
  const isNear = startOf(future) - now <= 2 && 9 <= now - startOf(past);
  return tense !== "past" && isNear ? future : past;
}

/** `2022-06-16`. */
export function formatDay(dayNumber: number): string {
  const { year, month, day }: CalendarDay = calendarDayOf(dayNumber);
  return `${formatMonth(year * 12 + month - 1)}-${String(day).padStart(2, "0")}`;
}

/** `2022-06`, of months since the year 0. */
export function formatMonth(month: number): string {
  return `${formatYear(Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, "0")}`;
}

/** `2022`, of four digits. */
export function formatYear(year: number): string {
  return String(year).padStart(4, "0");
}
