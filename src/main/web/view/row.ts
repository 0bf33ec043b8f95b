import type { LogLine } from "../log/event.ts";
import type { Entry } from "../log/history.ts";
import { chipsOf, pickButton } from "./chips.ts";
import { element } from "./element.ts";
import { gapRow } from "./gap-row.ts";
import { ROOT, shortLogger } from "./logger-name.ts";
import { messageOf } from "./message.ts";
import { addNumber } from "./number.ts";
import { oneLine } from "./one-line.ts";
import type { RowContext } from "./row-context.ts";
import { timeOf } from "./row-time.ts";
import { stackOf } from "./stack.ts";
import { treeOf } from "./tree.ts";

export { groupRowOf } from "./group-row.ts";
export { refreshTimes } from "./row-time.ts";

/** As in the style: what is longer is cut there. */
const LOGGER_LENGTH = 24;

/** A row of a log: a line, a gap, or the place of a line that has not been loaded yet. */
export function rowOf(entry: Entry | undefined, number: number | undefined, context: RowContext): HTMLElement {
  if (entry === undefined) {
    return pendingRow(number);
  }
  return entry.event === "gap" ? gapRow(entry) : lineRow(entry, number, context);
}

/** Makes a row the one that the keyboard is on, or any other: its buttons alone are in reach of the tab key. */
export function setCurrent(row: HTMLElement, isCurrent: boolean): void {
  row.classList.toggle("current", isCurrent);
  row.ariaCurrent = isCurrent ? "true" : null;
  for (const control of row.querySelectorAll<HTMLElement>(".number, [data-pick]")) {
    control.tabIndex = isCurrent ? 0 : -1;
  }
}

function lineRow(line: LogLine, number: number | undefined, context: RowContext): HTMLElement {
  const row = element("div", `row line ${line.level.toLowerCase()}`);
  row.dataset.id = line.id;
  const meta = element("span", "meta");
  addNumber(row, meta, number);
  // The spaces are for those who copy it.
  meta.append(timeOf(line.timestamp, context), " ", element("span", "level", line.level), " ", loggerOf(line), " ");
  row.append(
    meta,
    ...messageOf(line, context),
    ...chipsOf(line),
    ...treeOf(line, context),
    ...stackOf(line, context),
  );
  return row;
}

function loggerOf(line: LogLine): HTMLElement {
  if (line.loggerName === "") {
    return element("span", "logger", ROOT);
  }
  const name = oneLine(line.loggerName);
  const logger = pickButton("logger", shortLogger(name, LOGGER_LENGTH), "logger", line.loggerName);
  logger.title = `Only lines of this logger: ${name}`;
  return logger;
}

function pendingRow(number: number | undefined): HTMLElement {
  const row = element("div", "row pending");
  const meta = element("span", "meta");
  addNumber(row, meta, number);
  row.append(meta, element("span", "message", "…"));
  return row;
}
