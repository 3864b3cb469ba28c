/** Calendar dates as EDTF level 0 (ISO 8601-2): a day, a month or a year. */

const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/**
 * Whether the text is a day (`2014-12-17`), a month (`2014-12`) or a year (`2014`) that the calendar has.
 *
 *     yes: 2016-02-29   2014-12   1961
 *     no:  2015-02-29   2014-13   14-12-17   2014-12-17T10:00
 */
export function isEdtfDate(text: string): boolean {
  const match = shape.exec(text);
  if (match === null) return false;
  const [, year, month, day] = match;
  if (month === undefined) return true;
  const monthNumber = Number(month);
  if (monthNumber < 1 || 12 < monthNumber) return false;
  if (day === undefined) return true;
  const daysInMonth = new Date(Date.UTC(Number(year), monthNumber, 0)).getUTCDate();
  return 1 <= Number(day) && Number(day) <= daysInMonth;
}
