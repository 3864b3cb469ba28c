/** Dates as feeds write them, to EDTF days. The day is the publisher's own: an offset is never applied. */
import { isEdtfDate } from "../model/date.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * The day of a date in RFC 822, ISO 8601 or a sloppy form of either; null when it names no day the calendar has,
 * or when day and month can't be told apart.
 *
 *     Tue, 24 Nov 2026 23:30:00 -0500   2026-11-24
 *     2026-11-24T01:00:00+03:00         2026-11-24
 *     November 24, 2026                 2026-11-24
 *     24.11.2026, 2026/11/24            2026-11-24
 *     03/04/2026                        null
 */
export function feedDayOf(text: string): string | null {
  const date = text.slice(0, 80).trim();
  const iso =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/.exec(date) ?? /^(\d{4})()(\d\d)(\d\d)(?!\d)/.exec(date);
  if (iso !== null) return dayOf(iso[1], iso[3], iso[4]);
  const named =
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s-]+((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?,?[\s-]+(\d{4}|\d\d)(?![\d:])/i.exec(
      date,
    );
  if (named !== null) return dayOf(named[3], monthOf(named[2]), named[1]);
  const american =
    /(?<![a-z])((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:\d\d:\d\d:\d\d\s+[A-Z]{0,5}\s*)?(\d{4})/i;
  const spoken = american.exec(date);
  if (spoken !== null) return dayOf(spoken[3], monthOf(spoken[1]), spoken[2]);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})/.exec(date);
  if (dotted !== null) return dayOf(dotted[3], dotted[2], dotted[1]);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(date);
  if (slashed === null) return null;
  const [, first, second, year] = slashed;
  if (12 < Number(first)) return dayOf(year, second, first);
  return 12 < Number(second) ? dayOf(year, first, second) : null;
}

function monthOf(name: string | undefined): string {
  return String(months.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1);
}

function dayOf(year = "", month = "", day = ""): string | null {
  // Two digits of a year as in RFC 2822, section 4.3.
  const whole = year.length === 2 ? String(Number(year) + (Number(year) < 50 ? 2000 : 1900)) : year;
  const edtf = `${whole}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isEdtfDate(edtf) ? edtf : null;
}
