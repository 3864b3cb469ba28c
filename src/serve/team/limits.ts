/** How often somebody may try. Pure but for the counts that are kept, of so many keys at most: the longest unused go. */

/** Counts attempts by key. Times are in milliseconds. */
export interface Limiter {
  /** Notes an attempt; gives 0 where it may go on, else the seconds to wait (the attempt then does not count). */
  take(key: string, now: number): number;
  /** Takes an attempt back. */
  giveBack(key: string): void;
}

/** So many attempts at once, and so many a second in the long run. */
export function createBucket(of: {
  readonly burst: number;
  readonly perSecond: number;
  readonly mostKeys: number;
}): Limiter {
  const { burst, perSecond, mostKeys } = of;
  const left = new Map<string, { readonly n: number; readonly at: number }>();
  return {
    take(key, now) {
      const known = left.get(key) ?? { n: burst, at: now };
      const n = Math.min(burst, known.n + (Math.max(0, now - known.at) / 1000) * perSecond);
      if (n < 1) return Math.ceil((1 - n) / perSecond);
      keep(left, key, { n: n - 1, at: now }, mostKeys);
      return 0;
    },
    giveBack(key) {
      const known = left.get(key);
      if (known !== undefined) keep(left, key, { n: Math.min(burst, known.n + 1), at: known.at }, mostKeys);
    },
  };
}

/** After a free number of failures the wait doubles with each, up to a longest; a success, or an hour, forgets them. */
export function createBackoff(of: {
  readonly free: number;
  readonly mostSeconds: number;
  readonly mostKeys: number;
}): Limiter {
  const { free, mostSeconds, mostKeys } = of;
  const forgetMs = 3_600_000;
  const failures = new Map<string, { readonly n: number; readonly at: number }>();
  return {
    take(key, now) {
      const known = failures.get(key);
      const n = known === undefined || forgetMs < now - known.at ? 0 : known.n;
      const wait = n < free ? 0 : Math.min(mostSeconds, 2 ** (n - free));
      const left = known === undefined ? 0 : known.at + wait * 1000 - now;
      if (0 < wait && 0 < left) return Math.ceil(left / 1000);
      keep(failures, key, { n: n + 1, at: now }, mostKeys);
      return 0;
    },
    giveBack: (key) => void failures.delete(key),
  };
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value, mostKeys: number): void {
  map.delete(key);
  const [oldest] = map.keys();
  if (mostKeys <= map.size && oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}
