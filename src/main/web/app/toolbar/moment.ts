import type { TimeStyle } from "../../log/time.ts";

const SHORT = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m(?:in)?)?(?:(\d{1,9}(?:\.\d{1,9})?)s)?(?:(\d{1,9})ms)?$/i;
const ISO = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$/i;
const UNITS = [86_400_000, 3_600_000, 60_000, 1_000, 1];

/** Milliseconds of a duration: `5m`, `1h30m`, `250ms`, or as ISO 8601 writes it, `PT0.5S`. */
export function durationOf(text: string): number | undefined {
  const parts = SHORT.exec(text.replaceAll(" ", "")) ?? ISO.exec(text.trim());
  const amounts = parts?.slice(1) ?? [];
  return amounts.every((amount) => amount === undefined)
    ? undefined
    : amounts.reduce((sum, amount, i) => sum + Number(amount ?? 0) * UNITS[i], 0);
}

const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const ZONED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/i;

/**
 * The time that a reader means, in milliseconds since 1970: `09:34`, `2026-11-21 09:34:06`, an instant with its zone, or
 * a duration back.
 *
 * @param latest where the log ends; a time of day is the last one up to there, and a duration goes back from there
 * @param style without a zone a time is in UTC where times are shown so, else it is the reader's own
 */
export function momentOf(text: string, latest: number, style: TimeStyle): number | undefined {
  const trimmed = text.trim();
  const duration = durationOf(trimmed.replace(/^-|\s*(?:ago|back)$/gi, ""));
  if (duration !== undefined) {
    return latest - duration;
  }
  if (ZONED.test(trimmed)) {
    const millis = Date.parse(trimmed);
    return Number.isNaN(millis) ? undefined : millis;
  }
  const words = trimmed.split(/[T\s]+/i);
  const clock = CLOCK.exec(words.at(-1) ?? "");
  const date = DATE.exec(words[0]);
  if (clock === null || words.length > 2 || (words.length === 2 && date === null)) {
    return undefined;
  }
  return date === null ? lastBefore(clock, latest, style) : at(date.slice(1).map(Number), clock, style);
}

function lastBefore(clock: readonly string[], latest: number, style: TimeStyle): number | undefined {
  const day = new Date(latest);
  const [year, month, date] = style === "utc"
    ? [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()]
    : [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  const sameDay = at([year, month, date], clock, style);
  return sameDay !== undefined && sameDay > latest ? at([year, month, date - 1], clock, style) : sameDay;
}

function at([year, month, day]: number[], clock: readonly string[], style: TimeStyle): number | undefined {
  const [hours, minutes, seconds] = clock.slice(1, 4).map((part) => Number(part ?? 0));
  const millis = Number((clock[4] ?? "").padEnd(3, "0").slice(0, 3));
  if (hours > 23 || minutes > 59 || seconds > 59 || month < 1 || month > 12 || day > 31) {
    return undefined;
  }
  return style === "utc"
    ? Date.UTC(year, month - 1, day, hours, minutes, seconds, millis)
    : new Date(year, month - 1, day, hours, minutes, seconds, millis).getTime();
}
