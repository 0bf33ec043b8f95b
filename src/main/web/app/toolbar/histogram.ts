import { type Level, LEVELS } from "../../log/event.ts";
import { durationOf } from "./moment.ts";

/** How many lines were logged when, by level. Times are in milliseconds since 1970. */
export interface Histogram {
  readonly from: number;
  readonly until: number;

  /** How long a bucket is, in milliseconds. */
  readonly step: number;
  readonly lines: number;

  /** Those that have lines, in order. */
  readonly buckets: readonly Bucket[];
}

export interface Bucket {
  readonly at: number;

  /** The id of its first line. */
  readonly first: string;
  readonly lines: number;
  readonly levels: Levels;
}

export type Levels = Readonly<Partial<Record<Level, number>>>;

export const EMPTY: Histogram = { from: 0, until: 0, step: 1, lines: 0, buckets: [] };

/** The histogram that the server's answer is, or nothing if it is none. */
export function readHistogram(answer: unknown): Histogram | undefined {
  const { from, until, step, lines, buckets } = (answer ?? {}) as Record<string, unknown>;
  if (!Array.isArray(buckets) || typeof lines !== "number") {
    return undefined;
  }
  if (buckets.length === 0) {
    return EMPTY;
  }
  const times = { from: millisOf(from), until: millisOf(until), step: durationOf(String(step)) ?? 0 };
  const read = buckets.map(bucketOf);
  return times.step > 0 && times.until > times.from && read.every((bucket) => bucket !== undefined)
    ? { ...times, lines, buckets: read }
    : undefined;
}

function bucketOf(value: unknown): Bucket | undefined {
  const { at, first, levels } = (value ?? {}) as Record<string, unknown>;
  const millis = millisOf(at);
  if (Number.isNaN(millis) || typeof first !== "string" || typeof levels !== "object" || levels === null) {
    return undefined;
  }
  const counts: Partial<Record<Level, number>> = {};
  for (const level of LEVELS) {
    const count = (levels as Record<string, unknown>)[level];
    if (typeof count === "number" && count > 0) {
      counts[level] = count;
    }
  }
  return { at: millis, first, levels: counts, lines: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}

function millisOf(value: unknown): number {
  return typeof value === "string" ? Date.parse(value) : NaN;
}

/** How many lines of each level there are in all buckets. */
export function totalOf({ buckets }: Histogram): Levels {
  const total: Partial<Record<Level, number>> = {};
  for (const { levels } of buckets) {
    for (const level of LEVELS) {
      const count = levels[level];
      if (count !== undefined) {
        total[level] = (total[level] ?? 0) + count;
      }
    }
  }
  return total;
}
