import type { Entry } from "../log/history.ts";
import { formatTime } from "../log/time.ts";
import { ROOT } from "./logger-name.ts";
import { oneLine } from "./one-line.ts";
import { traceOf } from "./trace.ts";

/**
 * A row as text, in the server's own format (`src/docs/reference/http.md`): a line, its stack trace below; a gap as what is
 * told of the log. Without a line feed at its end.
 *
 * @param number of a line that has not been loaded
 */
export function plainTextOf(entry: Entry | undefined, number?: number): string {
  if (entry === undefined) {
    return number === undefined ? "--- not loaded" : `--- not loaded: line ${number}`;
  }
  if (entry.event === "gap") {
    return `--- gap: ${oneLine(entry.message)}`;
  }
  const line = [
    formatTime(entry.timestamp, "utc", 0),
    entry.loggerName === "" ? ROOT : entry.loggerName,
    entry.level,
    entry.message,
  ].map(oneLine).join(" - ");
  return entry.exception === undefined ? line : `${line}\n${traceOf(entry.exception, oneLine)}`;
}
