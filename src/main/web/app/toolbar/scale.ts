import type { Bucket, Histogram } from "./histogram.ts";

/** A log that has only begun is not stretched over the whole width. */
const LEAST_SLOTS = 60;

/** Where the times of a histogram are on the screen; a slot is as long as a bucket, whether it has lines or not. */
export interface Scale {
  readonly slots: number;

  /** Where the first slot begins, in milliseconds since 1970. */
  readonly from: number;

  /** In milliseconds. */
  readonly step: number;

  /** In CSS pixels. */
  readonly width: number;
}

export function scaleOf({ from, until, step }: Histogram, width: number): Scale {
  const slots = Math.max(LEAST_SLOTS, Math.round((until - from) / step));
  return { slots, from: until - slots * step, step, width };
}

/** The slot at a place; the nearest one where the place is outside. */
export function slotAt(scale: Scale, x: number): number {
  return Math.min(scale.slots - 1, Math.max(0, Math.floor(x * scale.slots / scale.width)));
}

export function slotOf(scale: Scale, bucket: Bucket): number {
  return Math.round((bucket.at - scale.from) / scale.step);
}

export function leftOf(scale: Scale, slot: number): number {
  return slot * scale.width / scale.slots;
}

/** When a slot begins. */
export function timeOf(scale: Scale, slot: number): number {
  return scale.from + slot * scale.step;
}

/** The bucket in a slot, if it has lines. */
export function bucketIn(histogram: Histogram, scale: Scale, slot: number): Bucket | undefined {
  return histogram.buckets.find((bucket) => slotOf(scale, bucket) === slot);
}

/** The first bucket from a slot on, or else the last one of all. */
export function bucketFrom(histogram: Histogram, scale: Scale, slot: number): Bucket | undefined {
  return histogram.buckets.find((bucket) => slotOf(scale, bucket) >= slot) ?? histogram.buckets.at(-1);
}

/** The nearest slot on one side that has lines; where there is none, the last one on the other. */
export function nextSlot(histogram: Histogram, scale: Scale, slot: number, step: 1 | -1): number {
  const slots = histogram.buckets.map((bucket) => slotOf(scale, bucket));
  const found = step > 0 ? slots.find((one) => one > slot) : slots.findLast((one) => one < slot);
  return found ?? Math.min(scale.slots - 1, Math.max(0, (step > 0 ? slots.at(-1) : slots[0]) ?? slot));
}
