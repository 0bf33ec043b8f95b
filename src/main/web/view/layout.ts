import type { Stretch } from "../log/source.ts";

/**
 * Where the rows of a long list are, in pixels from its beginning. All rows
 * have the same height but for those that were measured, so a million rows
 * cost nothing, and what a row really takes is known once it was shown.
 *
 * Rows have positions, which are whole numbers, also negative ones: those in
 * front may go and others come without the rest being numbered anew.
 */
export interface Layout {
  readonly from: number;
  readonly to: number;

  /** The height of the whole list. */
  readonly total: number;

  setRange(from: number, to: number): void;

  /** What a row takes that was not measured; what was is forgotten. */
  setRowHeight(height: number): void;

  /** What a row was measured to take. */
  setHeight(position: number, height: number): void;

  /** These rows take no room, in ascending order and apart from one another; all others do. */
  hide(stretches: readonly Stretch[]): void;

  /** Where a row begins. */
  offsetOf(position: number): number;

  /** The row that is at an offset; the first or the last one beyond the ends. */
  positionAt(offset: number): number;

  /** The nearest row that is not hidden, from this one on; nothing where there is none. */
  shownFrom(position: number): number | undefined;

  /** The nearest row that is not hidden, from this one back. */
  shownUpTo(position: number): number | undefined;
}

const BUCKET = 1_024;

/** More measurements are forgotten, those first that are furthest away. */
const MAX_MEASURED = 50_000;

interface Bucket {
  /** What its rows take beyond the height of a row. */
  sum: number;
  readonly extras: Map<number, number>;
}

export function layout(): Layout {
  let rowHeight = 1;
  let from = 1;
  let to = 0;
  let hidden: readonly Stretch[] = [];
  /** How many rows are hidden in front of each stretch. */
  let hiddenBefore: readonly number[] = [];
  let buckets = new Map<number, Bucket>();
  let measured = 0;

  /** How many stretches begin at or before a position. */
  function stretchesUpTo(position: number): number {
    let low = 0;
    let high = hidden.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (hidden[middle].from <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  function stretchAt(position: number): Stretch | undefined {
    const last = hidden[stretchesUpTo(position) - 1];
    return last !== undefined && position <= last.to ? last : undefined;
  }

  function hiddenUpTo(position: number): number {
    const index = stretchesUpTo(position - 1) - 1;
    return index < 0 ? 0 : hiddenBefore[index] + Math.min(hidden[index].to, position - 1) - hidden[index].from + 1;
  }

  function extrasUpTo(position: number): number {
    const last = Math.floor(position / BUCKET);
    let sum = 0;
    for (const [number, bucket] of buckets) {
      if (number < last) {
        sum += bucket.sum;
      } else if (number === last) {
        for (const [at, extra] of bucket.extras) {
          sum += at < position ? extra : 0;
        }
      }
    }
    return sum;
  }

  function setExtra(position: number, extra: number): void {
    const number = Math.floor(position / BUCKET);
    let bucket = buckets.get(number);
    const before = bucket?.extras.get(position) ?? 0;
    if (extra === before) {
      return;
    }
    if (bucket === undefined) {
      bucket = { sum: 0, extras: new Map() };
      buckets.set(number, bucket);
    }
    measured -= bucket.extras.delete(position) ? 1 : 0;
    if (extra !== 0) {
      bucket.extras.set(position, extra);
      measured++;
    }
    bucket.sum += extra - before;
    if (bucket.extras.size === 0) {
      buckets.delete(number);
    }
    if (measured > MAX_MEASURED) {
      forgetFurthest(number);
    }
  }

  function forgetFurthest(near: number): void {
    let furthest = near;
    for (const number of buckets.keys()) {
      furthest = Math.abs(number - near) > Math.abs(furthest - near) ? number : furthest;
    }
    measured -= buckets.get(furthest)?.extras.size ?? 0;
    buckets.delete(furthest);
  }

  function forgetOutside(): void {
    for (const [number, { extras }] of buckets) {
      if (number * BUCKET < from || (number + 1) * BUCKET > to) {
        for (const position of [...extras.keys()].filter((one) => one < from || one > to)) {
          setExtra(position, 0);
        }
      }
    }
  }

  function offsetOf(position: number): number {
    const at = Math.max(from, Math.min(to + 1, position));
    return (at - from - hiddenUpTo(at) + hiddenUpTo(from)) * rowHeight + extrasUpTo(at);
  }

  function shownFrom(position: number): number | undefined {
    let at = Math.max(from, position);
    for (let stretch = stretchAt(at); stretch !== undefined; stretch = stretchAt(at)) {
      at = stretch.to + 1;
    }
    return at <= to ? at : undefined;
  }

  function shownUpTo(position: number): number | undefined {
    let at = Math.min(to, position);
    for (let stretch = stretchAt(at); stretch !== undefined; stretch = stretchAt(at)) {
      at = stretch.from - 1;
    }
    return at >= from ? at : undefined;
  }

  return {
    get from() {
      return from;
    },
    get to() {
      return to;
    },
    get total() {
      return offsetOf(to + 1);
    },
    setRange(newFrom, newTo) {
      const isSmaller = newFrom > from || newTo < to;
      from = newFrom;
      to = newTo;
      if (isSmaller) {
        forgetOutside();
      }
    },
    setHeight: (position, height) => setExtra(position, height - rowHeight),
    hide(stretches) {
      hidden = stretches;
      let count = 0;
      hiddenBefore = stretches.map((one) => {
        const before = count;
        count += one.to - one.from + 1;
        return before;
      });
      for (const { extras } of [...buckets.values()]) {
        for (const position of [...extras.keys()].filter((one) => stretchAt(one) !== undefined)) {
          setExtra(position, 0);
        }
      }
    },
    setRowHeight(height) {
      rowHeight = height;
      buckets = new Map();
      measured = 0;
    },
    offsetOf,
    positionAt(offset) {
      let low = from;
      let high = to;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (offsetOf(middle) <= offset) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return shownUpTo(low) ?? shownFrom(low) ?? low;
    },
    shownFrom,
    shownUpTo,
  };
}
