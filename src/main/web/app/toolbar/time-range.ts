import type { Filter } from "../../log/filter.ts";
import { durationOf } from "./moment.ts";
import { leftOf, type Scale, timeOf } from "./scale.ts";

/** A part of a log by its times, as a filter has it: from `since` to before `until`. */
export type TimeRange = Pick<Filter, "since" | "until">;

/**
 * The range of two slots and all between them.
 *
 * @param isLive whether more is to come: then a range up to the newest slot has no end, and goes on being live
 */
export function rangeBetween(scale: Scale, one: number, other: number, isLive: boolean): TimeRange {
  const last = Math.max(one, other);
  const isOpen = isLive && last === scale.slots - 1;
  return {
    since: new Date(timeOf(scale, Math.min(one, other))).toISOString(),
    until: isOpen ? undefined : new Date(timeOf(scale, last + 1)).toISOString(),
  };
}

/** What lies between two places, in CSS pixels. */
export interface Band {
  readonly left: number;
  readonly right: number;
}

/** Where a range is on the screen, as far as it is on it; nothing if there is no range. */
export function bandOf({ since, until }: TimeRange, scale: Scale, now: number): Band | undefined {
  if (since === undefined && until === undefined) {
    return undefined;
  }
  const x = (text: string) => {
    const slot = (millisOf(text, now) - scale.from) / scale.step;
    return Math.min(scale.width, Math.max(0, leftOf(scale, slot)));
  };
  const left = since === undefined ? 0 : x(since);
  const right = until === undefined ? scale.width : x(until);
  return Number.isNaN(left) || Number.isNaN(right) ? undefined : { left, right: Math.max(left, right) };
}

/** As the server reads it: an instant, or a duration back, where a number alone is of seconds. */
function millisOf(text: string, now: number): number {
  const duration = /^\d{1,12}$/.test(text) ? Number(text) * 1000 : durationOf(text);
  return duration === undefined ? Date.parse(text) : now - duration;
}
