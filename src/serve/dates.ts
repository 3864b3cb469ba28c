/** Days for people: ISO in tables, "12 Mar 2026" in prose. */

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

/** "20 Jul 2015", "Jul 2015", "2015"; an expression of another shape as it is. */
export function proseOfDate(edtf: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(edtf);
  if (match === null) return edtf;
  const [, year, month, day] = match;
  const name = month === undefined ? null : months[Number(month) - 1];
  return [day === undefined ? null : String(Number(day)), name, year].filter(Boolean).join(" ");
}

/** What a date rests on, for a reader. */
export const basisWords: Readonly<Record<string, string>> = {
  stated: "the text gives this date",
  inferred: "reckoned from the text and the day of publication",
  publication: "only the day of publication is known",
};
