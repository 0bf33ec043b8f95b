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

/** In parts, of which a narrow page leaves out the date and the fraction. */
function show(time: HTMLTimeElement, context: RowContext): void {
  const text = formatTime(time.title, context.times, context.now);
  if (time.textContent === text) {
    return;
  }
  const parts = /^(\S+ )(\d\d:\d\d:\d\d)(\.\d+)$/.exec(text);
  if (parts === null) {
    time.textContent = text;
  } else {
    time.replaceChildren(element("span", "date", parts[1]), parts[2], element("span", "fraction", parts[3]));
  }
}
