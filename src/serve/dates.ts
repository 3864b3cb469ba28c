/** Days for people: "12 Mar 2026" of what happened and was said, `2026-03-12 17:04` of what was done here. */

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const msPerDay = 86_400_000;

/** `2015-07-20` of days since 1970-01-01. */
export function isoOfDay(day: number): string {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

/** `2026-01-05 17:04`, UTC, of an ISO time. */
export function minuteOf(at: string): string {
  return at.slice(0, 16).replace("T", " ");
}

/** `2026-01-05 17:04 UTC`. */
export function utcMinuteOf(at: string): string {
  return `${minuteOf(at)} UTC`;
}

/** Days since 1970-01-01 to the number of the month since January 1970. */
export function monthOfDay(day: number): number {
  const date = new Date(day * msPerDay);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** `2015-07` of a number of a month. */
export function isoOfMonth(month: number): string {
  const year = 1970 + Math.floor(month / 12);
  return `${year}-${String((((month % 12) + 12) % 12) + 1).padStart(2, "0")}`;
}

/** "20 Jul 2015" of an ISO time. */
export function dayOf(at: string): string {
  return proseOfDate(at.slice(0, 10));
}

/**
 * A date as people write it; an expression of a shape that the program does not write as it is.
 *
 *     2015-07-20              20 Jul 2015           2014-07/..     from Jul 2014        197X        the 1970s
 *     2014-11-17/2014-11-23   17–23 Nov 2014        ../2015        until 2015           2015-21     spring 2015
 *     2014-12/2015-02         Dec 2014 – Feb 2015   2015-08~       about Aug 2015       XXXX-02-24  24 Feb, year unknown
 */
export function proseOfDate(edtf: string): string {
  const about = edtf.includes("~") ? "about " : "";
  const [first = "", last, more] = edtf.replaceAll("~", "").split("/");
  if (more !== undefined) return edtf;
  if (last === undefined || first === last) return about + pointOf(first);
  if (first === "..") return `until ${about}${pointOf(last)}`;
  if (last === "..") return `from ${about}${pointOf(first)}`;
  return about + rangeOf(first, last);
}

/** What both ends share is said once: "17–23 Nov 2014", "Jun – Aug 2014", "2017–2018". */
function rangeOf(first: string, last: string): string {
  const [from, to] = [pointOf(first), pointOf(last)];
  if (!from.includes(" ")) return `${from}–${to}`;
  const [, day] = /^.{7}-(\d{2})$/.exec(first) ?? [];
  if (day !== undefined && /^.{7}-\d{2}$/.test(last) && first.slice(0, 7) === last.slice(0, 7))
    return `${Number(day)}–${to}`;
  const [year = ""] = first.split("-");
  const ending = year === "XXXX" ? ", year unknown" : ` ${year}`;
  const isShared = last.startsWith(`${year}-`) && from.endsWith(ending) && !from.endsWith(` of${ending}`);
  return `${isShared ? from.slice(0, -ending.length) : from} – ${to}`;
}

/** Parts of a year that EDTF numbers. */
const parts: Readonly<Record<string, string>> = {
  21: "spring",
  22: "summer",
  23: "autumn",
  24: "winter",
  33: "1st quarter of",
  34: "2nd quarter of",
  35: "3rd quarter of",
  36: "4th quarter of",
  40: "1st half of",
  41: "2nd half of",
};

function pointOf(date: string): string {
  const match = /^(\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  if (match === null) return date;
  const [, year = "", part, day] = match;
  if (part === undefined) {
    if (/^\d{3}X$/.test(year)) return `the ${year.slice(0, 3)}0s`;
    return /^\d{2}XX$/.test(year) ? `the ${ordinal(Number(year.slice(0, 2)) + 1)} century` : year;
  }
  const name = months[Number(part) - 1] ?? parts[part];
  if (name === undefined) return date;
  const within = day === undefined ? name : `${Number(day)} ${name}`;
  return year === "XXXX" ? `${within.replace(/ of$/, "")}, year unknown` : `${within} ${year}`;
}

/** What a date rests on, for a reader. */
export const basisWords: Readonly<Record<string, string>> = {
  stated: "the text gives this date",
  inferred: "reckoned from the text and the day of publication",
  publication: "only the day of publication is known",
};

function ordinal(n: number): string {
  const ending = Math.floor(n / 10) === 1 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${ending}`;
}
