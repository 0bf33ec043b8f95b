import type { Filter } from "../../log/filter.ts";
import { formatTime, type TimeStyle } from "../../log/time.ts";

/** A part of a filter that has no field of its own, and can be taken away. */
export interface Chip {
  readonly label: string;
  readonly value: string;
  readonly without: Filter;
}

/** The chips of a filter, in a fixed order. */
export function chipsOf(filter: Filter, times: TimeStyle, now: number): Chip[] {
  const loggers = filter.loggers ?? [];
  const chips: (Chip | undefined)[] = [
    // The field shows but one of them.
    filter.regex === undefined ? undefined : chip("text", filter.q, { ...filter, q: undefined }),
    ...loggers.map((name) => chip("logger", name, { ...filter, loggers: loggers.filter((other) => other !== name) })),
    chip("request", filter.requestId, { ...filter, requestId: undefined }),
    chip("user", filter.userId, { ...filter, userId: undefined }),
    chip("run", filter.run, { ...filter, run: undefined }),
    chip("time", rangeText(filter, times, now), { ...filter, since: undefined, until: undefined }),
  ];
  return chips.filter((one) => one !== undefined);
}

function chip(label: string, value: string | undefined, without: Filter): Chip | undefined {
  return value === undefined ? undefined : { label, value, without };
}

const DAY = /^\d{4}-\d{2}-\d{2} /;

function rangeText({ since, until }: Filter, times: TimeStyle, now: number): string | undefined {
  const [from, to] = [since, until].map((text) => text === undefined ? undefined : momentText(text, times, now));
  if (to === undefined) {
    return from === undefined ? undefined : `from ${from}`;
  }
  if (from === undefined) {
    return `until ${to}`;
  }
  const isSameDay = DAY.exec(from)?.[0] === DAY.exec(to)?.[0];
  return `${from} – ${isSameDay ? to.replace(DAY, "") : to}`;
}

/** A duration back is told as it is. */
function momentText(text: string, times: TimeStyle, now: number): string {
  const millis = Date.parse(text);
  if (!/\dT\d/.test(text) || Number.isNaN(millis)) {
    return `${text} ago`;
  }
  // How long ago changes while the range does not.
  const style = times === "relative" ? "local" : times;
  return formatTime(new Date(millis).toISOString(), style, now).replace(/\.?0*$/, "");
}
