import type { LogLine } from "../log/event.ts";
import { rate } from "../log/rate.ts";

/** What has come live since a log was opened. */
export interface Tally {
  readonly errors: number;
  linesPerSecond(now: number): number;

  /** How many of the lines are errors. */
  add(lines: readonly LogLine[], now: number): number;
}

export function tally(): Tally {
  const recent = rate();
  let errors = 0;
  return {
    get errors() {
      return errors;
    },
    linesPerSecond: (now) => recent.at(now).linesPerSecond,
    add(lines, now) {
      const bad = lines.filter(({ level }) => level === "ERROR" || level === "FATAL").length;
      errors += bad;
      recent.add(now, lines.length, bad);
      return bad;
    },
  };
}
