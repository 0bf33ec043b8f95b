import { quantity } from "../log/quantity.ts";
import type { Gap } from "../log/event.ts";

/** Why lines are missing, to those who look at a page; of the server's own reasons `http.md` tells. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["evicted", "newer lines took their place"],
  ["skipped", "this page was too slow for all of them"],
  ["restarted", "the service was started again, or another of its processes answers"],
  ["unknown", "the log does not have what was read last: a crash has taken it"],
  ["gone", "this process does not have that log"],
  ["unexplained", "they did not arrive, and nobody said why"],
]);

/** How many lines are missing, and why. */
export function gapWords(gap: Gap): string {
  const lines = gap.count === null
    ? "Lines are missing, nobody knows how many"
    : `${quantity(gap.count, "line")} ${gap.count === 1 ? "is" : "are"} missing`;
  const reason = REASONS.get(gap.reason);
  return reason === undefined ? gap.message : `${lines}: ${reason}`;
}

/** Whether asking again may bring them: it was not the log that lost them. */
export function canBeLoaded(gap: Gap): gap is Gap & { readonly last: string } {
  return gap.last !== null && (gap.reason === "skipped" || gap.reason === "unexplained");
}
