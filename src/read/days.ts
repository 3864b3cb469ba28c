/** Days as documents write them: ISO, American and European orders, packed, as seconds since 1970. */
import { isEdtfDate } from "../model/date.ts";

/** Beginnings of the names of months: English, and those of other languages that differ (de, es, fr, it, nl, pt). */
const monthStarts: readonly (readonly string[])[] = [
  ["jan", "ene", "gen"],
  ["feb", "fev", "fév"],
  ["mar", "mär", "maa", "mrt"],
  ["apr", "abr", "avr"],
  ["may", "mai", "mag", "mei"],
  ["jun", "juin", "giu"],
  ["jul", "juil", "lug"],
  ["aug", "ago", "aoû"],
  ["sep", "set"],
  ["oct", "out", "okt", "ott"],
  ["nov"],
  ["dec", "dez", "dic", "déc"],
];
const monthNumbers: ReadonlyMap<string, number> = new Map(
  monthStarts.flatMap((starts, i) => starts.map((start) => [start, i + 1] as const)),
);
const english = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
const anyMonth = `(${[...monthNumbers.keys()].sort((x, y) => y.length - x.length).join("|")})\\p{L}{0,7}\\.?`;
const yearMonthDay = /\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?=\D|$)/;
const packed = /(?:^|\D)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:T?\d{4,6}Z?)?(?=\D|$)/;
const monthDayYear = new RegExp(`\\b${english}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+((?:19|20)\\d\\d)\\b`, "i");
const dayMonthYear = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?[\\s.-]+(?:de |of )?${anyMonth}(?: de| del)?[\\s,.-]+((?:19|20)\\d\\d)\\b`,
  "iu",
);
const numbers = /\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b/;

/**
 * The day that a text names first, in the offset it is written in; null when it names none. `03/04/2019`, which
 * could be either, is left open unless the page's language tells (`isDayFirst`).
 */
export function dayIn(text: string, isDayFirst = false): string | null {
  const head = text.slice(0, 200);
  const iso = yearMonthDay.exec(head);
  if (iso !== null) return dayFrom(iso[1], iso[2], iso[3]);
  const american = monthDayYear.exec(head);
  if (american !== null)
    return dayFrom(american[3], monthNumbers.get((american[1] as string).toLowerCase()), american[2]);
  const european = dayMonthYear.exec(head);
  if (european !== null)
    return dayFrom(european[3], monthNumbers.get((european[2] as string).toLowerCase()), european[1]);
  const run = packed.exec(head);
  if (run !== null) return dayFrom(run[1], run[2], run[3]);
  const seconds = /^\s*(1\d{9})(?:\d{3})?\s*$/.exec(head);
  if (seconds !== null) return new Date(Number(seconds[1]) * 1000).toISOString().slice(0, 10);
  const mixed = numbers.exec(head);
  if (mixed === null) return null;
  const [a, b] = [Number(mixed[1]), Number(mixed[2])];
  if (12 < a || (isDayFirst && b <= 12)) return dayFrom(mixed[3], b, a);
  return 12 < b || a === b ? dayFrom(mixed[3], a, b) : null;
}

/** The day of its parts as EDTF; null where the calendar has none such. */
export function dayFrom(
  year: string | undefined,
  month: string | number | undefined,
  day: string | undefined | number,
): string | null {
  const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return isEdtfDate(text) ? text : null;
}
