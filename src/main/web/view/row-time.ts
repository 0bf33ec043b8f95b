import { formatTime } from "../log/time.ts";
import { element } from "./element.ts";
import type { RowContext } from "./row-context.ts";

/** A line's time in the reader's style. Its title is the time as the server has it, to the microsecond. */
export function timeOf(timestamp: string, context: RowContext): HTMLTimeElement {
  const time = element("time");
  // HTML knows no more than milliseconds.
  time.dateTime = timestamp.replace(/(\.\d{3})\d+Z$/, "$1Z");
  time.title = timestamp;
  show(time, context);
  return time;
}

/** Shows the times of these rows again: how long ago they were changes, and so does the style. */
export function refreshTimes(container: ParentNode, context: RowContext): void {
  for (const time of container.querySelectorAll<HTMLTimeElement>("time")) {
    show(time, context);
  }
}

function show(time: HTMLTimeElement, context: RowContext): void {
  const text = formatTime(time.title, context.times, context.now);
  // Most have not changed when they are looked at again.
  if (time.textContent !== text) {
    time.textContent = text;
  }
}
