/** A line on standard error that tells how far a long command is: done, failed, rate, time left. Only on a terminal. */
import type { Output } from "./effects.ts";

export interface Progress {
  /** Tells the present state; drawn at most five times a second. */
  tell(state: State): Promise<void>;
  /** Wipes the line, so that something else can be written. */
  wipe(): Promise<void>;
}

export interface State {
  readonly nDone: number;
  readonly nFailed: number;
  /** Share of the whole, 0 to 1; null when it can't be told. */
  readonly share: number | null;
}

const drawMs = 200;

/**
 * A progress line on this output; none when it is no terminal.
 *
 * @param clock milliseconds, rising
 */
export function openProgress(output: Output, clock: () => number = () => performance.now()): Progress {
  if (!output.isTerminal) return { tell: () => Promise.resolve(), wipe: () => Promise.resolve() };
  const start = clock();
  let drawn = -Infinity;
  let isDrawn = false;
  return {
    async tell(state) {
      const now = clock();
      if (now - drawn < drawMs) return;
      drawn = now;
      isDrawn = true;
      await output.write(`\r\u001b[K${renderProgress(state, (now - start) / 1000)}`);
    },
    async wipe() {
      if (isDrawn) await output.write("\r\u001b[K");
      isDrawn = false;
    },
  };
}

/**
 * The words of the line.
 *
 *     1,204 done · 3 failed · 310/s · 41 % · 6 s left
 *
 * @param seconds since the start
 */
export function renderProgress({ nDone, nFailed, share }: State, seconds: number): string {
  const parts = [`${nDone.toLocaleString("en-US")} done`];
  if (0 < nFailed) parts.push(`${nFailed.toLocaleString("en-US")} failed`);
  const rate = (nDone + nFailed) / Math.max(seconds, 0.001);
  parts.push(`${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s`);
  if (share !== null && 0.01 < share && share < 1) {
    parts.push(`${Math.floor(share * 100)} %`, `${renderDuration((seconds / share) * (1 - share))} left`);
  }
  return parts.join(" · ");
}

/** `42 s`, `6 min`, `2 h 5 min`. */
function renderDuration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
