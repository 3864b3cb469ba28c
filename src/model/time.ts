/**
 * Times as written: what `extract` reads and `resolve` reckons into dates. Nothing here knows the day of publication.
 */
import type { TokenRange } from "./parse.ts";
import type { Span } from "./span.ts";

export type TimeUnit =
  "minute" | "hour" | "day" | "weekend" | "week" | "month" | "quarter" | "year" | "decade" | "century";

/** "last March", "next Monday", "this summer"; null where no such word stands. */
export type Which = "last" | "this" | "next" | null;

/** A day of every year: the 24th of a month, the last Monday of May, so many days from Easter. */
export type DayRule =
  | { readonly kind: "fixed"; readonly month: number; readonly day: number }
  /** The `nth` such weekday of a month; -1 is the last. */
  | { readonly kind: "weekday"; readonly month: number; readonly weekday: number; readonly nth: number }
  | { readonly kind: "easter"; readonly days: number };

/**
 * A point or stretch of time as the words give it. A `year` is the number that is written; null where none is.
 * `yearShift` is of "last year" (-1) and the like within a longer phrase ("March of last year").
 */
export type TimeShape =
  | {
      readonly kind: "day";
      readonly year: number | null;
      readonly yearShift: number | null;
      readonly month: number;
      readonly day: number;
      /** 1 Monday to 7 Sunday where the weekday is written too. */
      readonly weekday: number | null;
      /** The year of the event that this day is a name of ("the September 11 attacks"). */
      readonly namedYear: number | null;
    }
  /** "03/04/2022": a month and a day in either order. */
  | { readonly kind: "numeric"; readonly year: number; readonly first: number; readonly second: number }
  | {
      readonly kind: "month";
      readonly year: number | null;
      readonly yearShift: number | null;
      readonly month: number;
      /** "that December": of the year that the date before is in. */
      readonly which: Which | "that";
    }
  | { readonly kind: "year"; readonly year: number }
  /** The digits before the last: 199 for the 1990s. */
  | { readonly kind: "decade"; readonly digits: number }
  /** The digits before the last two: 18 for the 19th century. */
  | { readonly kind: "century"; readonly digits: number }
  /** `part` as EDTF numbers parts of a year: 21-24 seasons from spring on, 33-36 quarters, 40 and 41 halves. */
  | {
      readonly kind: "part-of-year";
      readonly year: number | null;
      readonly yearShift: number | null;
      readonly part: number;
      readonly which: Which;
    }
  /** `week` is 1 for "Monday of next week". */
  | {
      readonly kind: "weekday";
      readonly weekday: number;
      readonly which: Which;
      readonly week: number | null;
    }
  | { readonly kind: "day-of-month"; readonly day: number }
  | {
      readonly kind: "named-day";
      readonly rule: DayRule;
      readonly year: number | null;
      readonly which: Which;
      readonly namedYear: number | null;
    }
  | { readonly kind: "weekend"; readonly which: Which }
  /**
   * So many units from the day of publication or from the nearest date before; `count` null: "several years ago".
   * `running` is of "the end of the year": the date before if it stands in the paragraph and the verb is in the past.
   */
  | {
      readonly kind: "shift";
      readonly unit: TimeUnit;
      readonly count: number | null;
      readonly from: "publication" | "anchor" | "running";
    }
  /** "the past three days" (`direction` -1), "within ten days" (1). */
  | {
      readonly kind: "stretch";
      readonly unit: TimeUnit;
      readonly count: number | null;
      readonly direction: -1 | 1;
    }
  /** "in three months": the future, if the verb says so; else how long something took. */
  | { readonly kind: "in"; readonly unit: TimeUnit; readonly count: number | null }
  | { readonly kind: "overnight" }
  | { readonly kind: "now" }
  /** "for three days": how long, and not when. */
  | { readonly kind: "duration" };

/** Which part of a longer time. `earlier` and `later` are told from the day of publication. */
export type TimePart =
  | "start"
  | "early"
  | "mid"
  | "late"
  | "end"
  | "earlier"
  | "later"
  | "half-1"
  | "half-2"
  | "first-week"
  | "last-week";

export type TimeBound = "since" | "after" | "until" | "before" | "by" | "from";

export type Tense = "past" | "present" | "future";

/**
 * A time as written; the span begins at the word that bounds it.
 *
 *     They have not met since early June.
 *                       ^^^^^^^^^^^^^^^^ bound since, part early, shape month 6
 */
export interface TimeExpression extends Span, TokenRange {
  readonly shape: TimeShape;
  /** The later end of "from … to …", "9-11 June"; else null. */
  readonly until: TimeShape | null;
  readonly part: TimePart | null;
  readonly bound: TimeBound | null;
  /** "around", "nearly", "more than". */
  readonly isApproximate: boolean;
  /** Of the verb it goes with; null where the tree doesn't tell. */
  readonly tense: Tense | null;
  /** Index into `Article.blocks`. */
  readonly block: number;
  /** A year that begins its sentence: what follows in the paragraph is of that year. */
  readonly isFrame: boolean;
}
