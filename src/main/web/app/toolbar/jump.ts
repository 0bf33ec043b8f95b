import type { TimeStyle } from "../../log/time.ts";
import { momentOf } from "./moment.ts";
import { type LineRange, lineRangeOf } from "./permalink.ts";

/** Where the reader wants to go. */
export type Jump =
  | { readonly kind: "lines"; readonly lines: LineRange }
  | { readonly kind: "time"; readonly instant: string }
  | { readonly kind: "nowhere"; readonly why: string };

/** What is known of the log. */
export interface Extent {
  /** The numbers of the first line and the last, where they are known. */
  readonly first: number | undefined;
  readonly last: number | undefined;

  /** Where it ends, in milliseconds since 1970; of a live log, now. */
  readonly latest: number;
}

/** Reads what was typed: a line, lines, a time, or how long ago. */
export function jumpOf(text: string, { first, last, latest }: Extent, style: TimeStyle): Jump {
  // As the numbers are shown, 12,345 has a comma.
  const lines = lineRangeOf(text.replace(/(\d),(?=\d{3}\b)/g, "$1"));
  if (lines !== undefined) {
    return first !== undefined && last !== undefined && (lines.to < first || lines.from > last)
      ? { kind: "nowhere", why: `There are the lines ${first} to ${last}.` }
      : { kind: "lines", lines };
  }
  const moment = momentOf(text, latest, style);
  return moment === undefined || Number.isNaN(new Date(moment).getTime())
    ? {
      kind: "nowhere",
      why: "That is no line (12345, 120-140), no time (09:34, 2026-11-21T09:34:06Z) and not 5m back.",
    }
    : { kind: "time", instant: new Date(moment).toISOString() };
}
