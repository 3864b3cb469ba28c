/** When to ask or send again: an even pace while all is well, ever longer waits after failures, both with jitter. */

/** Longest wait between two attempts. */
const longestMs = 24 * 3600_000;

/**
 * Milliseconds until the next attempt.
 *
 *     everyMs 15 min, no failure       13.5 to 16.5 min
 *     after the third failure          1.8 to 2.2 h
 *     the site asks for an hour        at least an hour
 *
 * @param nFailures in a row; 0 after success
 * @param askedMs what the other side asked for; null for nothing
 * @param random from 0 to 1
 */
export function waitAfter(
  everyMs: number,
  nFailures: number,
  askedMs: number | null,
  random: number,
): number {
  const even = Math.min(longestMs, everyMs * 2 ** Math.min(nFailures, 20));
  const jittered = even * (0.9 + 0.2 * random);
  return Math.min(longestMs, Math.max(jittered, askedMs ?? 0));
}
