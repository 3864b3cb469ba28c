/**
 * Times as written to dates: EDTF (ISO 8601-2) with a basis. What the text gives whole is `stated`; what needs the day of
 * publication, the tense or a date before is `inferred`; what can't be told is null, or has an X for what is unknown.
 */
import { calendarDayOf, dayNumberOf } from "../model/calendar.ts";
import { boundsOf } from "../model/edtf.ts";
import type { DateValue } from "../model/finding.ts";
import type { TimeExpression, TimePart, TimeShape } from "../model/time.ts";
import { type Publication, formatDay, publicationOf } from "./days.ts";
import { reckonPart } from "./parts.ts";
import type { Reckoned } from "./reckoned.ts";
import { reckon, type Vantage } from "./reckoning.ts";
import type { Anchor } from "./shifts.ts";

/**
 * The dates of an article's times, in the order of the text; null where one is unknown.
 *
 *     published 2022-06-16: on Monday … last year's summit … since February 24
 *                           2022-06-13  2021                  2022-02-24/..
 *
 * @param published EDTF day, month or year; null: what depends on it stays unknown
 */
export function resolveTimes(
  times: readonly TimeExpression[],
  published: string | null,
): (DateValue | null)[] {
  const publication = publicationOf(published);
  let anchor: Anchor = { day: null, month: null, year: null };
  let anchorBlock = -1;
  let frame: { readonly year: number; readonly block: number } | null = null;
  return times.map((time) => {
    const frameYear: number | null = frame?.block === time.block ? frame.year : null;
    const found = reckonTime(time, {
      publication,
      tense: tenseOf(time),
      frameYear,
      anchor,
      isAnchorNear: anchorBlock === time.block,
    });
    if (found === null || !isOfOurEra(found)) return null;
    const next = anchorAfter(anchor, time, found);
    if (next !== anchor) anchorBlock = time.block;
    anchor = next;
    if (time.isFrame && anchor.year !== null) frame = { year: anchor.year, block: time.block };
    return { edtf: edtfOf(time, found), basis: found.isReckoned ? "inferred" : "stated" };
  });
}

/** Years of four digits: "9,000 years ago" is no date of news. */
function isOfOurEra({ from, to }: Reckoned): boolean {
  return dayNumberOf(1, 1, 1) <= (from ?? 0) && (to ?? 0) < dayNumberOf(10_000, 1, 1);
}

/** Whether a date begins after the day, month or year of publication; false where either is unknown. */
export function beginsAfter(edtf: string, published: string | null): boolean {
  const last = published === null ? null : (boundsOf(published)?.to ?? null);
  const first = boundsOf(edtf)?.from ?? null;
  return last !== null && first !== null && last < first;
}

/** What is to be done by a day lies ahead, unless the verb says that it is done. */
function tenseOf({ bound, tense }: TimeExpression): TimeExpression["tense"] {
  return (bound === "by" || bound === "until") && tense !== "past" ? "future" : tense;
}

/** The time without its bound: its part, or the whole of its range. */
function reckonTime(time: TimeExpression, vantage: Vantage): Reckoned | null {
  const first = reckon(time.shape, vantage);
  if (first === null) return null;
  if (time.until !== null) return reckonRange(first, time.until, vantage);
  const part = time.part === null ? first : reckonPart(first, time.part, vantage.publication?.day ?? null);
  return time.isApproximate || part.isApproximate ? roughly(part) : part;
}

function roughly(it: Reckoned): Reckoned {
  const rough = (edtf: string): string => (/[\]~]$/.test(edtf) ? edtf : `${edtf}~`);
  return { ...it, first: rough(it.first), last: rough(it.last) };
}

/** The second end of a range is the first that fits after its beginning. */
function reckonRange(first: Reckoned, until: TimeShape, vantage: Vantage): Reckoned | null {
  const after: Publication | null = first.from === null ? null : publicationOf(formatDay(first.from));
  const isFollowing =
    until.kind === "weekday" || ((until.kind === "day" || until.kind === "month") && until.year === null);
  const last = reckon(
    until,
    isFollowing ? { ...vantage, publication: after, tense: "future", frameYear: null } : vantage,
  );
  if (last === null) return null;
  if (first.from !== null && last.to !== null && last.to < first.from) return null;
  return {
    ...first,
    last: last.last,
    to: last.to,
    isReckoned:
      first.isReckoned || (last.isReckoned && first.from === null) || (last.isReckoned && !isFollowing),
  };
}

/** What later words can be reckoned from: dates that the text has named, not "this year" or "now". */
function anchorAfter(anchor: Anchor, { shape, until }: TimeExpression, { from, unit }: Reckoned): Anchor {
  const isVague =
    shape.kind === "stretch" || shape.kind === "now" || (shape.kind === "shift" && shape.count === 0);
  if (from === null || until !== null || isVague) return anchor;
  const { year, month } = calendarDayOf(from);
  if (unit === "day") return { day: from, month: year * 12 + month - 1, year };
  // A month or year that holds the date before tells nothing new.
  if (unit === "month") {
    const months = year * 12 + month - 1;
    return months === anchor.month ? anchor : { day: null, month: months, year };
  }
  if ((unit !== "year" && unit !== "part") || year === anchor.year) return anchor;
  return { day: null, month: null, year };
}

function edtfOf({ bound, part, tense }: TimeExpression, it: Reckoned): string {
  const whole = it.first === it.last ? it.first : `${it.first}/${it.last}`;
  if (bound === null || it.first.startsWith("[")) return whole;
  // "documents from 2014" are of that year; what is planned from 2025 goes on.
  if (bound === "from" && tense !== "future" && tense !== "present") return whole;
  if (bound === "until" || bound === "before" || bound === "by")
    return `../${isEdge(part) ? edgeOf(it, part) : it.last}`;
  return `${isEdge(part) ? edgeOf(it, part) : it.first}/..`;
}

/** "since the start of", "by the end of": a day, and not a stretch. */
function isEdge(part: TimePart | null): part is "start" | "end" {
  return part === "start" || part === "end";
}

function edgeOf({ from, to, first, last }: Reckoned, part: "start" | "end"): string {
  const edge = part === "start" ? from : to;
  return edge === null ? (part === "start" ? first : last) : formatDay(edge);
}
