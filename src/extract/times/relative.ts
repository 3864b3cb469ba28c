/** Times told from another: from the day of publication ("last week", "two days ago") or from a date before ("a year later"). */
import type { TimeShape, TimeUnit, Which } from "../../model/time.ts";
import { isDoubtfulMonth } from "./belief.ts";
import { readCalendarPoint } from "./point.ts";
import {
  findWord,
  formAt,
  type Found,
  readCount,
  tagAt,
  type TimePoint,
  type TimeText,
  wordAt,
} from "./text.ts";

type FoundPoint = Found<TimePoint> | null;

const one = (shape: TimeShape, to: number): Found<TimePoint> => ({ value: { shape, until: null }, to });

/**
 * The relative time that begins at a token; null when there is none.
 *
 *     two days ago · last week · the past three days · a year later · next Monday · within ten days · tonight
 *     ^^^^^^^^^^^^   ^^^^^^^^^   ^^^^^^^^^^^^^^^^^^^   ^^^^^^^^^^^^   ^^^^^^^^^^^   ^^^^^^^^^^^^^^^   ^^^^^^^
 */
export function readRelative(text: TimeText, at: number): FoundPoint {
  const word = wordAt(text, at);
  const shift = findWord(text, "shift", at);
  if (shift !== null && shift.value.shift !== null && isShiftHere(text, shift.to, shift.value.shift.from))
    return one({ kind: "shift", ...shift.value.shift }, shift.to);
  if (word === "overnight") return tagAt(text, at) === "JJ" ? null : one({ kind: "overnight" }, at + 1);
  const now = findWord(text, "now", at);
  if (now !== null) return one({ kind: "now" }, now.to);
  if (word === "within" || word === "in" || word === "for") return readLength(text, at);
  return readWeekend(text, at) ?? readThat(text, at) ?? readWhich(text, at) ?? readCounted(text, at);
}

/** "the day before the vote" is told from the vote, which is no date. */
function isShiftHere(text: TimeText, to: number, from: "publication" | "anchor"): boolean {
  return from === "publication" || isClauseEnd(text, to);
}

function isClauseEnd(text: TimeText, at: number): boolean {
  return (
    at === text.to || /^(?:[,.;:)?!—–”"]|and|but|in|on|at|when|as|by|to|from|with)$/.test(wordAt(text, at))
  );
}

/** "within ten days", "in three months", "for two weeks". */
function readLength(text: TimeText, at: number): FoundPoint {
  let from = at + 1;
  const rough = findWord(text, "approximate", from);
  if (rough !== null) from = rough.to;
  if (wordAt(text, from) === "the") return null;
  const count = readCount(text, from);
  if (count === null) return null;
  const unit = unitAt(text, count.to);
  if (unit === null) return null;
  let { to } = unit;
  if (/^(?:ago|earlier|later|before|after|old|of)$/.test(wordAt(text, to))) return null;
  if (wordAt(text, at) === "for") return one({ kind: "duration" }, to);
  if (wordAt(text, to) === "'" || wordAt(text, to) === "'s")
    to = wordAt(text, to + 1) === "time" ? to + 2 : to;
  if (wordAt(text, at) === "within")
    return one({ kind: "stretch", ...counted(unit.value, count.value), direction: 1 }, to);
  // "the first time in ten years", "the worst attack in over a decade" look back.
  const looksBack = rough !== null || isSuperlative(text, at);
  return one(looksBack ? { kind: "duration" } : { kind: "in", ...counted(unit.value, count.value) }, to);
}

function isSuperlative(text: TimeText, at: number): boolean {
  for (let i = at - 1; at - 8 <= i; i--)
    if (
      /^(?:first|last|only|ever|second|third)$/.test(wordAt(text, i)) ||
      /^(?:JJS|RBS)$/.test(tagAt(text, i))
    )
      return true;
  return false;
}

/** The unit at a token, and what it counts for: a fortnight is two weeks. */
function unitAt(text: TimeText, at: number): Found<TimeUnit> | null {
  const unit = findWord(text, "unit", at);
  return unit === null ? null : { value: unit.value.value as TimeUnit, to: unit.to };
}

function counted(unit: TimeUnit, count: number | null): { unit: TimeUnit; count: number | null } {
  return { unit, count };
}

/** "the weekend", "last weekend"; "a weekend" is none. */
function readWeekend(text: TimeText, at: number): FoundPoint {
  const which = findWord(text, "which", at);
  const to = which?.to ?? (wordAt(text, at) === "the" ? at + 1 : at);
  if (to === at || wordAt(text, to) !== "weekend") return null;
  return one({ kind: "weekend", which: (which?.value.value ?? null) as Which }, to + 1);
}

/** "the same day", "that year", "the following month", "the next day": from the date before. */
function readThat(text: TimeText, at: number): FoundPoint {
  const word = wordAt(text, at);
  const next = wordAt(text, at + 1);
  const the = word === "the" || word === "that" ? at + 1 : at;
  let count: number | null = null;
  let to = the;
  if (word === "that" || (word === "the" && next === "same") || word === "same") {
    count = 0;
    to = wordAt(text, the) === "same" ? the + 1 : the;
    if (to === at) return null;
  } else if (word === "the" && (next === "following" || next === "next")) {
    [count, to] = [1, the + 1];
  } else if (word === "the" && next === "previous") {
    [count, to] = [-1, the + 1];
  }
  if (count === null) return null;
  const unit = unitAt(text, to);
  if (unit === null && word === "that" && to === at + 1) return readThatMonth(text, to);
  if (unit === null || unit.to - to !== 1 || wordAt(text, to).endsWith("s")) return null;
  // "the next year" and "the next week" are stretches to come, "the next day" follows another.
  if (next === "next" && unit.value !== "day") return null;
  if (unit.value === "minute" || unit.value === "hour") return null;
  // "that day" as a subject's determiner is rare; "that year the …" is not.
  return one({ kind: "shift", unit: unit.value, count, from: "anchor" }, unit.to);
}

/** "that November"; not in "said that November …". */
function readThatMonth(text: TimeText, at: number): FoundPoint {
  if (tagAt(text, at - 2).startsWith("VB") || isDoubtfulMonth(wordAt(text, at))) return null;
  const found = readCalendarPoint(text, at, true);
  const shape = found?.value.shape;
  if (found === null || shape?.kind !== "month" || shape.year !== null) return null;
  return one({ ...shape, which: "that" }, found.to);
}

/** "last week", "next March", "this year", "the past three days", "the coming weeks". */
function readWhich(text: TimeText, at: number): FoundPoint {
  const hasThe = /^(?:the|these|those)$/.test(wordAt(text, at));
  const first = findWord(text, "which", hasThe ? at + 1 : at);
  if (first === null) return null;
  // "this past Monday", "this coming year".
  const second = first.value.value === "this" ? findWord(text, "which", first.to) : null;
  const which = (second ?? first).value.value as "last" | "this" | "next";
  const from = (second ?? first).to;
  const count = readCount(text, from);
  const unit = unitAt(text, count?.to ?? from);
  if (unit !== null) {
    // "This Week" with two capitals is a program.
    if (which === "this" && /^\p{Lu}/u.test(formAt(text, unit.to - 1)) && !isAllCapitals(text, at))
      return null;
    if (which === "this") {
      if (count !== null || unit.value === "day" || unit.value === "hour" || unit.value === "minute")
        return null;
      return isPlural(text, unit.to - 1)
        ? null
        : one({ kind: "shift", unit: unit.value, count: 0, from: "publication" }, unit.to);
    }
    const direction = which === "last" ? -1 : 1;
    if (wordAt(text, unit.to) === "of" && !hasThe) return null;
    if (count !== null)
      return one({ kind: "stretch", ...counted(unit.value, count.value), direction }, unit.to);
    if (isPlural(text, unit.to - 1))
      return one({ kind: "stretch", unit: unit.value, count: null, direction }, unit.to);
    if (hasThe)
      return wordAt(text, unit.to) === "of"
        ? null
        : one({ kind: "stretch", unit: unit.value, count: 1, direction }, unit.to);
    const to = findWord(text, "hour", unit.to) === null ? unit.to : unit.to;
    return one({ kind: "shift", unit: unit.value, count: direction, from: "publication" }, to);
  }
  if (count !== null) return null;
  return withWhich(readCalendarPoint(text, from, true), which);
}

function isAllCapitals(text: TimeText, at: number): boolean {
  return /^\p{Lu}{2}/u.test(formAt(text, at));
}

function isPlural(text: TimeText, at: number): boolean {
  return /(?:s|ies)$/.test(wordAt(text, at));
}

/** "next" before a weekday, month, season or named day that has no year of its own. */
function withWhich(found: FoundPoint, which: "last" | "this" | "next"): FoundPoint {
  if (found === null || found.value.until !== null) return null;
  const { shape } = found.value;
  switch (shape.kind) {
    case "weekday":
      return one({ ...shape, which }, found.to);
    case "month":
    case "part-of-year":
    case "named-day":
      return shape.year === null ? one({ ...shape, which }, found.to) : null;
    default:
      return null;
  }
}

/** "two days ago", "three weeks earlier", "a year later", "ten days from now", "decades ago". */
function readCounted(text: TimeText, at: number): FoundPoint {
  const bare = unitAt(text, at);
  if (bare !== null && isPlural(text, at) && wordAt(text, bare.to) === "ago")
    return one({ kind: "shift", unit: bare.value, count: null, from: "publication" }, bare.to + 1);
  const count = readCount(text, at);
  if (count === null) return null;
  const unit = unitAt(text, count.to);
  if (unit === null) return null;
  const word = wordAt(text, unit.to);
  const shape = (sign: -1 | 1, from: "publication" | "anchor"): TimeShape => ({
    kind: "shift",
    unit: unit.value,
    count: count.value === null ? null : sign * count.value,
    from,
  });
  if (word === "ago") return one(shape(-1, "publication"), unit.to + 1);
  if (word === "from" && /^(?:now|today)$/.test(wordAt(text, unit.to + 1)))
    return one(shape(1, "publication"), unit.to + 2);
  if (word === "earlier" && wordAt(text, unit.to + 1) !== "than")
    return one(shape(-1, "anchor"), unit.to + 1);
  if (word === "before" && isClauseEnd(text, unit.to + 1)) return one(shape(-1, "anchor"), unit.to + 1);
  if (word === "later" && wordAt(text, unit.to + 1) !== "than") return one(shape(1, "anchor"), unit.to + 1);
  return word === "after" && isClauseEnd(text, unit.to + 1) ? one(shape(1, "anchor"), unit.to + 1) : null;
}
