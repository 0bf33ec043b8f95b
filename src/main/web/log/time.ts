/** How a line's time is shown: at the reader's place, in UTC, or how long ago. */
export type TimeStyle = "local" | "utc" | "relative";

const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/;

/**
 * A line's time as text.
 *
 * @param timestamp as the server writes it, `2026-11-21T09:34:06.123456Z`;
 *   anything else is returned as it is
 * @param now in milliseconds since 1970
 */
export function formatTime(timestamp: string, style: TimeStyle, now: number): string {
  const parts = ISO.exec(timestamp);
  const millis = Date.parse(timestamp);
  if (parts === null || Number.isNaN(millis)) {
    return timestamp;
  }
  const fraction = (parts[3] ?? "").padEnd(6, "0").slice(0, 6);
  switch (style) {
    case "utc":
      return `${parts[1]} ${parts[2]}.${fraction}`;
    case "local":
      return `${localOf(new Date(millis))}.${fraction}`;
    case "relative":
      return formatAgo(now - millis);
  }
}

function localOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ` +
    `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** `just now`, `12 s ago`, `in 3 min`: a clock that is ahead by a little is no prophet. */
export function formatAgo(millis: number): string {
  if (!Number.isFinite(millis)) {
    return "";
  }
  if (Math.abs(millis) < 1_000) {
    return "just now";
  }
  const largest = formatDuration(Math.abs(millis), 1);
  return millis > 0 ? `${largest} ago` : `in ${largest}`;
}

const UNITS = [["d", 86_400], ["h", 3_600], ["min", 60], ["s", 1]] as const;

/**
 * `250 ms`, `1.5 s`, `2 min 3 s`, `1 h 5 min`, `3 d 4 h`: the largest units
 * that are not zero, rounded down, as time that has passed is told.
 */
export function formatDuration(millis: number, units = 2): string {
  if (!Number.isFinite(millis) || millis < 0) {
    return "0 ms";
  }
  if (millis < 1_000) {
    return `${Math.floor(millis)} ms`;
  }
  if (millis < 10_000 && units > 1) {
    return `${(Math.floor(millis / 100) / 10).toFixed(1)} s`;
  }
  const parts: string[] = [];
  let rest = Math.floor(millis / 1_000);
  for (const [name, seconds] of UNITS) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0 || parts.length > 0) {
      parts.push(count > 0 ? `${count} ${name}` : "");
    }
  }
  return parts.slice(0, units).filter((part) => part !== "").join(" ");
}
