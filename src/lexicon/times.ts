/** Words and names of times, ready for lookup: `data/time-words.tsv` and `data/named-days.tsv`. */
import type { DayRule, TimeUnit } from "../model/time.ts";
import { type DataRow, listCell, oneOf, readTable, refuse } from "./table.ts";

const roles = [
  "month",
  "short-month",
  "weekday",
  "season",
  "unit",
  "number",
  "ordinal",
  "part",
  "bound",
  "shift",
  "which",
  "now",
  "hour",
  "approximate",
  "before-month",
  "before-year",
  "future",
  "reports",
  "measure",
  "not",
] as const;
export type TimeRole = (typeof roles)[number];

/** A word or phrase, by its tokens in lower case. */
export interface TimeWord {
  readonly role: TimeRole;
  readonly words: readonly string[];
  /** What column 2 says; `shift` and `number` are read already. */
  readonly value: string;
  /** The value as a number; null where it is none ("several"). */
  readonly number: number | null;
  readonly shift: {
    readonly unit: TimeUnit;
    readonly count: number;
    readonly from: "publication" | "anchor";
  } | null;
}

/** A day that has a name; `words` is empty where its name is its date ("the January 6 riot"). */
export interface NamedDay {
  readonly words: readonly string[];
  readonly rule: DayRule;
  readonly year: number | null;
  /** One of these must follow, lower case; empty: none need. */
  readonly followers: ReadonlySet<string>;
}

export interface TimeWords {
  /** By first word, the longest first. */
  readonly words: ReadonlyMap<string, readonly TimeWord[]>;
  /** Named days by their first word in lower case, the longest first. */
  readonly days: ReadonlyMap<string, readonly NamedDay[]>;
  /** Events known by their day, by `month * 100 + day`. */
  readonly eventDays: ReadonlyMap<number, readonly NamedDay[]>;
}

const units = [
  "minute",
  "hour",
  "day",
  "weekend",
  "week",
  "month",
  "quarter",
  "year",
  "decade",
  "century",
] as const;

/**
 * The time words of the two files.
 *
 * @throws DemarcheError `lexicon/malformed` naming file and line
 */
export function compileTimeWords(timeWords: string, namedDays: string): TimeWords {
  const words = new Map<string, TimeWord[]>();
  for (const row of readTable("time-words.tsv", timeWords, 3))
    for (const word of timeWordsOf(row)) push(words, word.words[0] as string, word);
  const days = new Map<string, NamedDay[]>();
  const eventDays = new Map<number, NamedDay[]>();
  for (const row of readTable("named-days.tsv", namedDays, 4))
    for (const day of namedDaysOf(row)) {
      if (0 < day.words.length) push(days, (day.words[0] as string).toLowerCase(), day);
      else if (day.rule.kind === "fixed") push(eventDays, day.rule.month * 100 + day.rule.day, day);
      else refuse(row.place, "MM-DD in column 2 where column 1 is empty", `"${row.cells[1]}"`);
    }
  for (const list of [...words.values(), ...days.values()])
    list.sort((a, b) => b.words.length - a.words.length);
  return { words, days, eventDays };
}

function timeWordsOf(row: DataRow): TimeWord[] {
  const role = oneOf(row, 0, roles);
  const value = row.cells[1] as string;
  const isNumbered = ["month", "short-month", "weekday", "season", "number", "ordinal"].includes(role);
  const number = isNumbered && value !== "some" ? Number(value) : null;
  if (number !== null && !Number.isInteger(number))
    refuse(row.place, "a whole number in column 2", `"${value}"`);
  const shift = role === "shift" ? shiftOf(row, value) : null;
  return listCell(row.cells[2] as string).map((phrase) => ({
    role,
    words: tokensOf(phrase),
    value,
    number,
    shift,
  }));
}

function shiftOf(row: DataRow, value: string): TimeWord["shift"] {
  const [unitName, count, from] = value.split(":");
  const unit = units.find((it) => it === unitName);
  if (unit === undefined || !/^-?\d+$/.test(count ?? "") || (from !== undefined && from !== "anchor"))
    refuse(row.place, "unit:count or unit:count:anchor in column 2", `"${value}"`);
  return { unit, count: Number(count), from: from === undefined ? "publication" : "anchor" };
}

function namedDaysOf(row: DataRow): NamedDay[] {
  const [names, rule, year, followers] = row.cells as [string, string, string, string];
  if (year !== "-" && !/^\d{4}$/.test(year)) refuse(row.place, 'a year or "-" in column 3', `"${year}"`);
  const day = {
    rule: dayRuleOf(row, rule),
    year: year === "-" ? null : Number(year),
    followers: new Set(listCell(followers)),
  };
  if (names === "-") return [{ words: [], ...day }];
  return listCell(names).map((name) => ({ words: tokensOf(name), ...day }));
}

const nths: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

function dayRuleOf(row: DataRow, rule: string): DayRule {
  const fixed = /^(\d\d)-(\d\d)$/.exec(rule);
  if (fixed !== null) return { kind: "fixed", month: Number(fixed[1]), day: Number(fixed[2]) };
  const easter = /^easter([+-]\d+)$/.exec(rule);
  if (easter !== null) return { kind: "easter", days: Number(easter[1]) };
  const [nthWord = "", weekdayWord = "", month] = rule.split(" ");
  const nth = nths[nthWord];
  const weekday = weekdays.indexOf(weekdayWord) + 1;
  if (nth === undefined || weekday === 0 || !(1 <= Number(month) && Number(month) <= 12))
    refuse(row.place, 'MM-DD, "last monday 5" or "easter+1" in column 2', `"${rule}"`);
  return { kind: "weekday", month: Number(month), weekday, nth };
}

/** A phrase as the tokenizer cuts it: possessives and hyphens apart. */
function tokensOf(phrase: string): string[] {
  return phrase.split(" ").flatMap((word) => word.split(/(?='s?$)|(-)/).filter(Boolean));
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
