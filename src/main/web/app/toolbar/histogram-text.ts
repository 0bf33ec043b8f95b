import { LEVELS } from "../../log/event.ts";
import { formatDuration, formatTime, type TimeStyle } from "../../log/time.ts";
import { quantity } from "../../log/quantity.ts";
import { type Histogram, type Levels, totalOf } from "./histogram.ts";
import { type Scale, timeOf } from "./scale.ts";

/** A time with as much of it as a step can tell apart. */
export function timeText(millis: number, step: number, style: TimeStyle, now: number): string {
  if (style === "relative") {
    return millis > now ? "now" : `${formatDuration(now - millis)} ago`;
  }
  const text = formatTime(new Date(millis).toISOString(), style, now);
  return text.slice(0, step >= 60_000 ? 16 : step >= 1_000 ? 19 : 23);
}

/** Where all of it begins and ends: a day that both have is said once. */
export function endsText(scale: Scale, style: TimeStyle, now: number): [string, string] {
  const [begin, end] = [0, scale.slots].map((slot) => timeText(timeOf(scale, slot), scale.step, style, now));
  return [begin, style === "relative" ? end : withoutDayOf(begin, end)];
}

function withoutDayOf(begin: string, end: string): string {
  return begin.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end;
}

/** From when to when a slot is; the day is said at the ends of the whole, unless the slot begins on one and ends on another. */
export function slotText(scale: Scale, slot: number, style: TimeStyle, now: number): string {
  const [begin, end] = [slot, slot + 1].map((one) => timeText(timeOf(scale, one), scale.step, style, now));
  if (style === "relative") {
    return `${begin} (${formatDuration(scale.step)})`;
  }
  return begin.slice(0, 10) === end.slice(0, 10) ? `${begin.slice(11)} – ${end.slice(11)}` : `${begin} – ${end}`;
}

/** `3 errors`-like counts, the worst level first: `1 ERROR, 12 INFO`; `no lines`. */
export function countsText(levels: Levels | undefined): string {
  const counts = LEVELS.toReversed().filter((level) => levels?.[level] !== undefined)
    .map((level) => `${NUMBER.format(levels?.[level] ?? 0)} ${level}`);
  return counts.length === 0 ? "no lines" : counts.join(", ");
}

/** All of it in a few words. */
export function summaryText(histogram: Histogram): string {
  return histogram.lines === 0 ? "no lines" : `${quantity(histogram.lines, "line")}: ${countsText(totalOf(histogram))}`;
}

const NUMBER = new Intl.NumberFormat("en");
