const FIRST_MILLIS = 1_000;
const LEAST_MILLIS = 500;
const MOST_MILLIS = 30_000;

/**
 * How long to wait before the next attempt, in milliseconds: anything between
 * half a second and a bound that doubles with each attempt up to 30 s (full
 * jitter), so that readers that were cut together do not come back together.
 *
 * @param attempt from 1
 * @param random from 0 to below 1
 * @param least what the server asked to wait at least; the jitter comes on top
 */
export function backoff(attempt: number, random: number, least = 0): number {
  const bound = Math.min(MOST_MILLIS, FIRST_MILLIS * 2 ** (attempt - 1));
  return Math.max(least, LEAST_MILLIS) + random * (bound - LEAST_MILLIS);
}
