/** Points of the calendar as written: days, months, years, seasons and their like, in all their orders. */
import type { TimeShape } from "../../model/time.ts";
import { isCapitalized } from "../words.ts";
import { endOfNoTime, readLoneMonth, readLoneYear, readMonthName, readYearNumber } from "./belief.ts";
import { readNamedDay } from "./named.ts";
import {
  endOfWords,
  findWord,
  formAt,
  type Found,
  isDash,
  type TimePoint,
  type TimeText,
  wordAt,
} from "./text.ts";

type FoundPoint = Found<TimePoint> | null;

const one = (shape: TimeShape, to: number): Found<TimePoint> => ({ value: { shape, until: null }, to });

/**
 * The calendar point that begins at a token, without a word before it; null when there is none.
 *
 *     on Wednesday, June 15 · the 17th of February, 2008 · 9-11 June · spring of 1999 · the 1990s
 *        ^^^^^^^^^^^^^^^^^^       ^^^^^^^^^^^^^^^^^^^^^^   ^^^^^^^^^   ^^^^^^^^^^^^^^       ^^^^^
 *
 * @param isIntroduced a word before has made sure that a time follows ("early", "last", "since the end of")
 */
export function readCalendarPoint(text: TimeText, at: number, isIntroduced: boolean): FoundPoint {
  if (endOfNoTime(text, at) !== null) return null;
  const form = formAt(text, at);
  const unit = form.charCodeAt(0);
  if (48 <= unit && unit <= 57) return readDigits(text, at, isIntroduced);
  return (
    readNamedDay(text, at) ??
    readMonthFirst(text, at, isIntroduced) ??
    readWeekday(text, at) ??
    readSeason(text, at, isIntroduced) ??
    readPartOfYear(text, at) ??
    readOldCentury(text, at) ??
    readShortDecade(text, at)
  );
}

function readDigits(text: TimeText, at: number, isIntroduced: boolean): FoundPoint {
  const form = wordAt(text, at);
  const numeric = /^(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})$/.exec(form);
  if (numeric !== null) {
    const shape = numericDay(numeric);
    return shape === null ? null : one(shape, at + 1);
  }
  const iso = readIsoDay(text, at);
  if (iso !== null) return iso;
  const decade = /^(\d{3})0['’]?s$/.exec(form);
  if (decade !== null) return one({ kind: "decade", digits: Number(decade[1]) }, at + 1);
  return (
    readDayFirst(text, at) ??
    readNamedDay(text, at) ??
    readOldCentury(text, at) ??
    readPartOfYear(text, at) ??
    readYears(text, at, isIntroduced)
  );
}

/** "24.02.2022", "02/24/2022", "2/24/22"; null where no calendar has such a day. */
function numericDay([, a, mark, b, y]: RegExpExecArray): TimeShape | null {
  const [first, second] = [Number(a), Number(b)];
  if (y?.length === 2 && mark === ".") return null;
  const year = y?.length === 2 ? 2000 + Number(y) : Number(y);
  if (first < 1 || second < 1 || (12 < first && 12 < second) || 31 < first || 31 < second) return null;
  const day = (month: number, date: number): TimeShape => ({ ...bareDay(month, date), year });
  if (mark === ".") return 12 < second ? null : day(second, first);
  if (12 < first || first === second) return day(second, first);
  return 12 < second ? day(first, second) : { kind: "numeric", year, first, second };
}

/** "2022-06-09", which the tokenizer cuts. */
function readIsoDay(text: TimeText, at: number): FoundPoint {
  const year = readYearNumber(text, at);
  if (year === null || wordAt(text, at + 1) !== "-" || wordAt(text, at + 3) !== "-") return null;
  const month = wordAt(text, at + 2);
  const day = wordAt(text, at + 4);
  if (!/^(?:0[1-9]|1[0-2])$/.test(month) || !/^(?:0[1-9]|[12]\d|3[01])$/.test(day)) return null;
  return one({ ...bareDay(Number(month), Number(day)), year }, at + 5);
}

function bareDay(month: number, day: number): TimeShape & { readonly kind: "day" } {
  return { kind: "day", year: null, yearShift: null, month, day, weekday: null, namedYear: null };
}

/** 1 to 31, also "2nd" and "17th". */
function readDayNumber(text: TimeText, at: number): number | null {
  const match = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(wordAt(text, at));
  const day = match === null ? 0 : Number(match[1]);
  return 1 <= day && day <= 31 ? day : null;
}

/** The second day of "9-11", "9 to 11", "29 and 30" (which follow each other); null where none is. */
function readSecondDay(text: TimeText, at: number, first: number, isBetween: boolean): Found<number> | null {
  const join = wordAt(text, at);
  if (!isDash(join) && join !== "to" && join !== "and" && join !== "through") return null;
  const day = readDayNumber(text, at + 1);
  const isRange = join !== "and" || isBetween || day === first + 1;
  if (day === null || day <= first || !isRange) return null;
  return { value: day, to: at + 2 };
}

/** "24 February 2022", "the 17th of February", "9-11 June". */
function readDayFirst(text: TimeText, at: number): FoundPoint {
  const day = readDayNumber(text, at);
  if (day === null) return null;
  const second = readSecondDay(text, at + 1, day, wordAt(text, at - 1) === "between");
  let to = second?.to ?? at + 1;
  if (wordAt(text, to) === "of") to++;
  const month = readMonthName(text, to);
  if (month === null) return null;
  return withYear(text, bareDay(month.month, day), second?.value ?? null, month.to);
}

/** "February 24, 2022", "Nov. 9-11", "June 2019", "in May". */
function readMonthFirst(text: TimeText, at: number, isIntroduced: boolean): FoundPoint {
  const month = readMonthName(text, at);
  if (month !== null) {
    const after = wordAt(text, month.to) === "the" ? month.to + 1 : month.to;
    const day = readDayNumber(text, after);
    const isCount = day !== null && findWord(text, "unit", after + 1) !== null;
    if (day !== null && !isCount && isDayHere(text, after)) {
      const second = readSecondDay(text, after + 1, day, wordAt(text, at - 1) === "between");
      return withYear(text, bareDay(month.month, day), second?.value ?? null, second?.to ?? after + 1);
    }
    const year = yearAfter(text, month.to);
    if (year !== null) return one({ ...bareMonth(month.month), year: year.value }, year.to);
  }
  const lone = readLoneMonth(text, at, isIntroduced);
  if (lone === null) return null;
  const last = lastYearAfter(text, at + 1);
  const shape = { ...bareMonth(lone), yearShift: last?.value ?? null };
  return one(shape, last?.to ?? at + 1);
}

/** Not the 10 of "June 10:30" or of "May 10,000": the tokenizer keeps those whole; nor "March 5 percent". */
function isDayHere(text: TimeText, at: number): boolean {
  const after = wordAt(text, at + 1);
  return after !== "percent" && after !== "%" && after !== "million" && after !== "billion";
}

function bareMonth(month: number): TimeShape & { readonly kind: "month" } {
  return { kind: "month", year: null, yearShift: null, month, which: null };
}

/** A year right behind a month: "2014", ", 2014" before another mark, "of 2014". */
function yearAfter(text: TimeText, at: number): Found<number> | null {
  const skip = wordAt(text, at) === "of" ? 1 : 0;
  const year = readYearNumber(text, at + skip);
  if (year !== null)
    return findWord(text, "measure", at + skip + 1) === null ? { value: year, to: at + skip + 1 } : null;
  const afterComma = wordAt(text, at) === "," ? readYearNumber(text, at + 1) : null;
  return afterComma === null ? null : { value: afterComma, to: at + 2 };
}

/** "of last year", "last year", "next year", "this year" behind a month or a day. */
function lastYearAfter(text: TimeText, at: number): Found<number> | null {
  const from = wordAt(text, at) === "of" ? at + 1 : at;
  const which = findWord(text, "which", from);
  if (which === null || wordAt(text, which.to) !== "year") return null;
  const shift = { last: -1, this: 0, next: 1 }[which.value.value] ?? 0;
  return { value: shift, to: which.to + 1 };
}

/** A day with the year behind it, if one is, and the names that a day without one can have. */
function withYear(
  text: TimeText,
  day: TimeShape & { readonly kind: "day" },
  secondDay: number | null,
  to: number,
): FoundPoint {
  if (daysOf[day.month - 1]! < Math.max(day.day, secondDay ?? 0)) return null;
  const year = yearAfter(text, to);
  const last = year === null ? lastYearAfter(text, to) : null;
  let shape = { ...day, year: year?.value ?? null, yearShift: last?.value ?? null };
  const end = year?.to ?? last?.to ?? to;
  if (year === null && last === null && secondDay === null) {
    const event = text.times.eventDays
      .get(day.month * 100 + day.day)
      ?.find((it) => it.followers.has(wordAt(text, end)));
    shape = { ...shape, namedYear: event?.year ?? null };
  }
  const until = secondDay === null ? null : { ...shape, day: secondDay };
  return { value: { shape, until }, to: end };
}

/** Days a month can have. */
const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** "Monday", "Wednesday, June 15", "Monday night", "Tuesday of last week". */
function readWeekday(text: TimeText, at: number): FoundPoint {
  const found = findWord(text, "weekday", at);
  if (found === null || !isCapitalized(formAt(text, at))) return null;
  const before = wordAt(text, at - 1);
  if (before === "every" || before === "each") return null;
  if (0 <= (text.names[at] as number) && before !== "on" && before !== "last" && before !== "next")
    return null;
  const weekday = found.value.number as number;
  let { to } = found;
  const isShort = findWord(text, "weekday", at)?.value.words[0]?.endsWith(".") === true;
  let dayAt = wordAt(text, to) === "," ? to + 1 : to;
  if (wordAt(text, dayAt) === "the") dayAt++;
  const day = readDayFirst(text, dayAt) ?? readMonthFirst(text, dayAt, false);
  if (day !== null && day.value.shape.kind === "day" && day.value.until === null)
    return one({ ...day.value.shape, weekday }, day.to);
  if (isShort) return null;
  if (findWord(text, "hour", to) !== null) to++;
  const week = weekAfter(text, to);
  return one({ kind: "weekday", weekday, which: null, week: week?.value ?? null }, week?.to ?? to);
}

function weekAfter(text: TimeText, at: number): Found<number> | null {
  const from = wordAt(text, at) === "of" ? at + 1 : at;
  const which = findWord(text, "which", from);
  if (which === null || wordAt(text, which.to) !== "week") return null;
  return { value: { last: -1, this: 0, next: 1 }[which.value.value] ?? 0, to: which.to + 1 };
}

/** "spring of 1999", "autumn 2025", "in autumn", "the summer". */
function readSeason(text: TimeText, at: number, isIntroduced: boolean): FoundPoint {
  const season = findWord(text, "season", at);
  if (season === null) return null;
  const shape = { kind: "part-of-year", year: null, yearShift: null, which: null } as const;
  const part = season.value.number as number;
  const year = yearAfter(text, season.to);
  if (year !== null) return one({ ...shape, part, year: year.value }, year.to);
  const last = lastYearAfter(text, season.to);
  if (last !== null) return one({ ...shape, part, yearShift: last.value }, last.to);
  const before = wordAt(text, at - 1);
  const isSeason =
    isIntroduced ||
    /^(?:in|since|during|until|by|throughout)$/.test(before) ||
    (before === "the" &&
      /^(?:in|since|during|until|by|of|over|throughout|before|after)$/.test(wordAt(text, at - 2)));
  const isFree =
    !/^(?:NNP?S?|VB|IN)$/.test(text.words.parse.tokens.xpos[season.to] ?? "") || season.to === text.to;
  return isSeason && (isFree || isIntroduced) ? one({ ...shape, part }, season.to) : null;
}

/** "first half of 2021", "third quarter", "second quarter of last year". */
function readPartOfYear(text: TimeText, at: number): FoundPoint {
  const ordinal = findWord(text, "ordinal", at);
  const digits = /^([1-4])(?:st|nd|rd|th)$/.exec(wordAt(text, at));
  const nth = ordinal?.value.number ?? (digits === null ? null : Number(digits[1]));
  if (nth === null) return null;
  const to = ordinal?.to ?? at + 1;
  const noun = wordAt(text, to);
  const isHalf = noun === "half" && nth <= 2;
  if (!isHalf && (noun !== "quarter" || 4 < nth)) return null;
  const part = isHalf ? 39 + nth : 32 + nth;
  const shape = { kind: "part-of-year", year: null, yearShift: null, which: null, part } as const;
  const year = yearAfter(text, to + 1);
  if (year !== null) return one({ ...shape, year: year.value }, year.to);
  const last = lastYearAfter(text, to + 1);
  if (last !== null) return one({ ...shape, yearShift: last.value }, last.to);
  const ofYear = endOfWords(text, ["of", "the", "year"], to + 1);
  if (ofYear !== null) return one({ ...shape, yearShift: 0 }, ofYear);
  const isOpen = wordAt(text, to + 1) !== "of" && findWord(text, "hour", to + 1) === null;
  return !isHalf && isOpen ? one(shape, to + 1) : null;
}

/** "19th century". */
function readOldCentury(text: TimeText, at: number): FoundPoint {
  const ordinal = findWord(text, "ordinal", at);
  const digits = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(wordAt(text, at));
  const nth = ordinal?.value.number ?? (digits === null ? null : Number(digits[1]));
  const to = ordinal?.to ?? at + 1;
  if (nth === null || nth < 11 || 21 < nth) return null;
  const noun = wordAt(text, to) === "-" ? to + 1 : to;
  return wordAt(text, noun) === "century" ? one({ kind: "century", digits: nth - 1 }, noun + 1) : null;
}

/** "the '90s", "the 80s": of the last century from the twenties on. */
function readShortDecade(text: TimeText, at: number): FoundPoint {
  const mark = wordAt(text, at);
  if (mark !== "'" && mark !== "‘") return null;
  const match = /^([2-9])0s$/.exec(wordAt(text, at + 1));
  return match === null ? null : one({ kind: "decade", digits: 190 + Number(match[1]) }, at + 2);
}

/** "2014", "2014-2016", "2019-20". */
function readYears(text: TimeText, at: number, isIntroduced: boolean): FoundPoint {
  const first = readYearNumber(text, at);
  if (first === null) return null;
  if (isDash(wordAt(text, at + 1)) || wordAt(text, at + 1) === "/") {
    const end = wordAt(text, at + 2);
    const short = /^\d\d$/.test(end) ? Math.floor(first / 100) * 100 + Number(end) : null;
    const second = readYearNumber(text, at + 2) ?? short;
    if (second !== null && first < second && second - first <= 200)
      return {
        value: { shape: { kind: "year", year: first }, until: { kind: "year", year: second } },
        to: at + 3,
      };
  }
  const year = readLoneYear(text, at, isIntroduced);
  return year === null ? null : one({ kind: "year", year }, at + 1);
}
