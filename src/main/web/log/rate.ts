export interface Rate {
  /** Lines that have just come, so many of them errors. */
  add(now: number, lines: number, errors: number): void;

  /** What the window up to now holds: lines a second, rounded to what can be told apart, and errors. */
  at(now: number): { readonly linesPerSecond: number; readonly errors: number };
}

const BUCKETS = 20;

/** Counts over a sliding window of some milliseconds, in a twentieth of it each; the memory is the same for any rate. */
export function rate(windowMillis = 10_000): Rate {
  const millis = windowMillis / BUCKETS;
  const buckets = Array.from({ length: BUCKETS }, () => ({ at: -1, lines: 0, errors: 0 }));
  let first: number | undefined;

  return {
    add(now, lines, errors) {
      const at = Math.floor(now / millis);
      const bucket = buckets[at % BUCKETS];
      if (bucket.at !== at) {
        Object.assign(bucket, { at, lines: 0, errors: 0 });
      }
      bucket.lines += lines;
      bucket.errors += errors;
      first = Math.min(first ?? now, now);
    },
    at(now) {
      const newest = Math.floor(now / millis);
      const held = buckets.filter(({ at }) => at > newest - BUCKETS && at <= newest);
      const lines = held.reduce((sum, bucket) => sum + bucket.lines, 0);
      const errors = held.reduce((sum, bucket) => sum + bucket.errors, 0);
      // A log that has only begun has no window's worth of lines yet.
      const seconds = Math.min(Math.max(now - (first ?? now), 1_000), windowMillis) / 1_000;
      const perSecond = lines / seconds;
      return { linesPerSecond: perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond), errors };
    },
  };
}
