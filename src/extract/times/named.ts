/** Days by their names: "Christmas Eve", "9/11". */
import { type Found, formAt, type TimePoint, type TimeText, wordAt } from "./text.ts";
import { readYearNumber } from "./belief.ts";

/**
 * The named day at a token, with its year if one follows; null when there is none.
 *
 *     on Christmas Eve 1989
 *        ^^^^^^^^^^^^^^^^^^
 */
export function readNamedDay(text: TimeText, at: number): Found<TimePoint> | null {
  const candidates = text.times.days.get(wordAt(text, at));
  if (candidates === undefined) return null;
  for (const { words, rule, year: namedYear } of candidates) {
    if (!words.every((word, i) => word === formAt(text, at + i))) continue;
    const to = at + words.length;
    const comma = wordAt(text, to) === "," ? 1 : 0;
    const year = readYearNumber(text, to + comma);
    const shape = { kind: "named-day", rule, year, which: null, namedYear } as const;
    return { value: { shape, until: null }, to: year === null ? to : to + comma + 1 };
  }
  return null;
}
