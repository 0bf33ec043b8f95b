import { type Level, LEVELS } from "../../log/event.ts";
import type { Bucket, Histogram } from "./histogram.ts";
import { leftOf, type Scale, slotOf } from "./scale.ts";

/** A rectangle of one colour; `top` counts from above, all is in CSS pixels. */
export interface Bar {
  readonly level: Level;
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
}

/** A single line among a million is still seen. */
const LEAST_HEIGHT = 2;
const GAP = 1;

/** The bars of a histogram: the worst level at the bottom, where its counts can be compared. */
export function barsOf(histogram: Histogram, scale: Scale, height: number): Bar[] {
  const most = Math.max(1, ...histogram.buckets.map(({ lines }) => lines));
  const slotWidth = leftOf(scale, 1);
  const width = Math.max(1, slotWidth >= 3 ? slotWidth - GAP : slotWidth);
  return histogram.buckets.flatMap((bucket) => {
    const left = leftOf(scale, slotOf(scale, bucket));
    return stackOf(bucket, Math.max(LEAST_HEIGHT, height * bucket.lines / most)).map((part) => ({
      level: part.level,
      left,
      width,
      top: height - part.bottom - part.height,
      height: part.height,
    }));
  });
}

function stackOf({ levels, lines }: Bucket, height: number) {
  const parts: { readonly level: Level; readonly bottom: number; readonly height: number }[] = [];
  let bottom = 0;
  for (const level of LEVELS.toReversed()) {
    const share = height * (levels[level] ?? 0) / lines;
    if (share > 0) {
      // What is worse has its place first.
      const own = Math.min(height - bottom, Math.max(LEAST_HEIGHT, share));
      parts.push({ level, bottom, height: own });
      bottom += own;
    }
  }
  return parts.filter((part) => part.height > 0);
}
