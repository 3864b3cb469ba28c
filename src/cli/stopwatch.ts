/** What each stage of an article costs, in milliseconds by the clock. Only made when somebody asked for a profile. */

/** What an article goes through, in order; `load` is code and knowledge that come with the first that needs them. */
export const timedStages = ["load", "read", "parse", "extract", "resolve", "publish"] as const;
export type TimedStage = (typeof timedStages)[number];

/** Plain data, so that it can come from a thread. A stage that an article did not reach is absent. */
export type StageTimes = Partial<Record<TimedStage, number>>;

export interface Stopwatch {
  readonly times: StageTimes;
  /** Counts the time since the last lap, or since `resume`, for a stage. */
  lap(stage: TimedStage): void;
  /** Leaves out what passed since the last lap. */
  resume(): void;
}

/** @param times what has been counted before */
export function openStopwatch(times: StageTimes = {}): Stopwatch {
  let last = performance.now();
  return {
    times,
    lap(stage) {
      const now = performance.now();
      times[stage] = (times[stage] ?? 0) + now - last;
      last = now;
    },
    resume() {
      last = performance.now();
    },
  };
}
