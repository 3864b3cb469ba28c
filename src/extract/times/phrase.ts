/** Whole phrases of time: what bounds a time, which part of it is meant, and ranges with two ends. */
import type { TimeBound, TimePart, TimeShape, TimeUnit } from "../../model/time.ts";
import { readCalendarPoint } from "./point.ts";
import { readRelative } from "./relative.ts";
import {
  findWord,
  formAt,
  type Found,
  isDash,
  tagAt,
  type TimePoint,
  type TimeText,
  wordAt,
} from "./text.ts";

export interface TimePhrase extends TimePoint {
  /** First token; later than where reading began where a word before turned out not to bound the time. */
  readonly from: number;
  readonly part: TimePart | null;
  readonly bound: TimeBound | null;
  readonly isApproximate: boolean;
}

type Parted = Omit<TimePhrase, "from" | "bound">;

/**
 * The phrase of time that begins at a token; null when there is none.
 *
 *     since early June · by the end of next year · from Monday to Wednesday · before Monday's talks
 *     ^^^^^^^^^^^^^^^^   ^^^^^^^^^^^^^^^^^^^^^^^   ^^^^^^^^^^^^^^^^^^^^^^^^          ^^^^^^
 */
export function readTimePhrase(text: TimeText, at: number): Found<TimePhrase> | null {
  const word = wordAt(text, at);
  if (word === "from" || word === "between") {
    const range = readRange(text, at + 1, word === "from" ? "to" : "and");
    if (range !== null) return { value: { ...range.value, from: at, bound: null }, to: range.to };
  }
  const bound = findWord(text, "bound", at);
  if (bound === null) {
    const found = readRange(text, at, "dash") ?? readParted(text, at);
    return found === null ? null : { value: { ...found.value, from: at, bound: null }, to: found.to };
  }
  const skip = /^(?:in|on|at)$/.test(wordAt(text, bound.to)) ? 1 : 0;
  const found = readParted(text, bound.to + skip);
  if (found === null || found.value.shape.kind === "duration" || found.value.shape.kind === "in") return null;
  const isLevel = bound.value.value === "from" && /^NNS?$/.test(tagAt(text, found.to));
  if (isLevel || !isBounded(text, bound.to + skip, found))
    return { value: { ...found.value, from: bound.to + skip, bound: null }, to: found.to };
  return { value: { ...found.value, from: at, bound: bound.value.value as TimeBound }, to: found.to };
}

/** Not so in "before Monday's talks", "since the 2014 coup", "after the September 11 attacks": the event bounds, not the time. */
function isBounded(text: TimeText, from: number, { value, to }: Found<Parted>): boolean {
  if (wordAt(text, to) === "'s" || wordAt(text, to) === "'") return false;
  if (value.shape.kind === "named-day" || !/^NNS?$/.test(tagAt(text, to))) return true;
  const isDay = value.shape.kind === "day" || value.shape.kind === "month" || value.shape.kind === "weekday";
  return !isDay && wordAt(text, from) !== "the";
}

/** Two times of one kind that are joined: "Monday to Wednesday", "28 May-3 June", "2014 and 2022" after "between". */
function readRange(text: TimeText, at: number, join: "to" | "and" | "dash"): Found<Parted> | null {
  const first = readParted(text, at);
  if (first === null || (join === "dash" && !isPlainKind(first.value.shape))) return null;
  if (first.value.until !== null) return join === "dash" ? null : first;
  const word = wordAt(text, first.to);
  const isJoined =
    isDash(word) || (join === "and" ? word === "and" : /^(?:to|through|until|till)$/.test(word));
  if (!isJoined) return null;
  const second = readParted(text, first.to + 1, true);
  if (second === null || second.value.until !== null) return null;
  const kinds = `${first.value.shape.kind} ${second.value.shape.kind}`;
  const isPair =
    first.value.shape.kind === second.value.shape.kind ||
    /^(?:day month|month day|year month|month year|year day|day shift|month shift|year shift)$/.test(kinds);
  if (!isPair || (join === "dash" && kinds === "shift shift")) return null;
  if (join === "dash" && first.value.shape.kind !== second.value.shape.kind) return null;
  const shape = withYearOf(first.value.shape, second.value.shape);
  return { value: { ...first.value, shape, until: second.value.shape }, to: second.to };
}

function isPlainKind({ kind }: TimeShape): boolean {
  return kind === "day" || kind === "month" || kind === "year" || kind === "weekday";
}

/** "May 28 to June 3, 2022": the year is of both. */
function withYearOf(first: TimeShape, second: TimeShape): TimeShape {
  if ((first.kind !== "day" && first.kind !== "month") || (second.kind !== "day" && second.kind !== "month"))
    return first;
  if (first.year !== null || second.year === null) return first;
  return { ...first, year: first.month <= second.month ? second.year : second.year - 1 };
}

/** A time with the words that single out a part of it, or make it a rough one. */
function readParted(text: TimeText, at: number, isSure = false): Found<Parted> | null {
  const plain = { part: null, isApproximate: false };
  const rough = findWord(text, "approximate", at);
  if (rough !== null) {
    if (/^(?:in|within|for)$/.test(wordAt(text, rough.to))) return null;
    const found = readBare(text, rough.to, wordAt(text, at - 1) === "since");
    if (found === null || found.value.shape.kind === "weekday") return null;
    // "over the past year" is the whole of it.
    if (found.value.shape.kind === "stretch" || found.value.shape.kind === "weekend")
      return { value: { ...found.value, ...plain }, to: found.to };
    return { value: { ...found.value, part: null, isApproximate: true }, to: found.to };
  }
  const mid = readMid(text, at);
  if (mid !== null) return mid;
  const end = readYearsEnd(text, at);
  if (end !== null) return end;
  const afterThe = wordAt(text, at) === "the" ? at + 1 : at;
  const half = readHalf(text, afterThe);
  if (half !== null) return half;
  const part = findWord(text, "part", at) ?? findWord(text, "part", afterThe);
  if (part === null) {
    const found = readBare(text, at, isSure);
    return found === null ? null : { value: { ...found.value, ...plain }, to: found.to };
  }
  let from = part.to;
  while (/^(?:-|in|on|the)$/.test(wordAt(text, from)) && from < part.to + 2) from++;
  const found = readBare(text, part.to, true) ?? readBare(text, from, true) ?? readUnitOfNow(text, from);
  if (found === null || found.value.until !== null) return null;
  if (
    found.value.shape.kind === "duration" ||
    found.value.shape.kind === "in" ||
    found.value.shape.kind === "stretch"
  )
    return null;
  const value = part.value.value as TimePart;
  return {
    value: { ...found.value, part: hasParts(found.value.shape) ? value : null, isApproximate: false },
    to: found.to,
  };
}

/** Days are not parted here: "late Monday" is Monday. */
function hasParts(shape: TimeShape): boolean {
  if (shape.kind === "shift") return shape.unit !== "day";
  return ["month", "year", "decade", "century", "part-of-year"].includes(shape.kind);
}

/** "the year", "the month" after "the end of": the one that runs. */
function readUnitOfNow(text: TimeText, at: number): Found<TimePoint> | null {
  const unit = findWord(text, "unit", at);
  if (unit === null || unit.value.words[0]?.endsWith("s") === true) return null;
  const shape = { kind: "shift", unit: unit.value.value as TimeUnit, count: 0, from: "running" } as const;
  return unit.value.value === "day" || unit.value.value === "hour" || unit.value.value === "minute"
    ? null
    : { value: { shape, until: null }, to: unit.to };
}

/** "year's end", "year-end". */
function readYearsEnd(text: TimeText, at: number): Found<Parted> | null {
  const from = wordAt(text, at) === "the" ? at + 1 : at;
  const unit = wordAt(text, from);
  if (unit !== "year" && unit !== "month") return null;
  if (!/^(?:'s|-)$/.test(wordAt(text, from + 1)) || wordAt(text, from + 2) !== "end") return null;
  const shape = { kind: "shift", unit, count: 0, from: "running" } as const;
  return { value: { shape, until: null, part: "end", isApproximate: false }, to: from + 3 };
}

const halves: Readonly<Record<string, TimePart>> = {
  "first half": "half-1",
  "second half": "half-2",
  "first week": "first-week",
  "last week": "last-week",
};

/** "first half of June", "second half of the 1990s", "last week of May"; halves of years are parts of the year (`point.ts`). */
function readHalf(text: TimeText, at: number): Found<Parted> | null {
  const part = halves[`${wordAt(text, at)} ${wordAt(text, at + 1)}`];
  if (part === undefined || wordAt(text, at + 2) !== "of") return null;
  const found = readCalendarPoint(text, wordAt(text, at + 3) === "the" ? at + 4 : at + 3, true);
  if (found === null || found.value.until !== null) return null;
  const { kind } = found.value.shape;
  if (kind !== "month" && !(kind === "decade" && part.startsWith("half"))) return null;
  return { value: { ...found.value, part, isApproximate: false }, to: found.to };
}

/** "mid-June 2019", which is one token and a year; "mid-2019". */
function readMid(text: TimeText, at: number): Found<Parted> | null {
  const word = wordAt(text, at);
  if (!word.startsWith("mid-")) return null;
  const rest = word.slice(4);
  const middle = (shape: TimeShape, to: number): Found<Parted> => ({
    value: { shape, until: null, part: "mid", isApproximate: false },
    to,
  });
  if (/^(?:1[5-9]|20)\d\d$/.test(rest)) return middle({ kind: "year", year: Number(rest) }, at + 1);
  const decade = /^(\d{3})0s$/.exec(rest);
  if (decade !== null) return middle({ kind: "decade", digits: Number(decade[1]) }, at + 1);
  const month = text.times.words.get(rest)?.find((it) => it.role === "month" || it.role === "short-month");
  if (month === undefined || !/-\p{Lu}/u.test(formAt(text, at))) return null;
  const after = /^(?:1[5-9]|20)\d\d$/.exec(wordAt(text, at + 1));
  const shape = {
    kind: "month",
    year: after === null ? null : Number(after[0]),
    yearShift: null,
    which: null,
  } as const;
  return middle({ ...shape, month: month.number as number }, after === null ? at + 1 : at + 2);
}

/** A time without such words; "the" before it is read over. */
function readBare(text: TimeText, at: number, isIntroduced: boolean): Found<TimePoint> | null {
  const relative = readRelative(text, at);
  if (relative !== null) return relative;
  const hasThe = wordAt(text, at) === "the";
  const point = readCalendarPoint(text, hasThe ? at + 1 : at, isIntroduced);
  return point ?? (hasThe ? readDayOfMonth(text, at) : null);
}

/** "on the 24th"; "the 24th anniversary" is none. */
function readDayOfMonth(text: TimeText, the: number): Found<TimePoint> | null {
  if (!/^(?:on|of|until|since|by)$/.test(wordAt(text, the - 1))) return null;
  const match = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(wordAt(text, the + 1));
  const day = match === null ? 0 : Number(match[1]);
  if (
    day < 1 ||
    31 < day ||
    /^(?:NN|NNS|NNP|JJ|CD|HYPH)$/.test(tagAt(text, the + 2)) ||
    wordAt(text, the + 2) === "-"
  )
    return null;
  return { value: { shape: { kind: "day-of-month", day }, until: null }, to: the + 2 };
}
