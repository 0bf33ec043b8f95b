import { formatDuration } from "../log/time.ts";
import type { FollowState } from "../log/follow-state.ts";
import { quantity } from "../log/quantity.ts";

/** A state in words. */
export interface StateText {
  /** A word or two, which change only with the state itself. */
  readonly name: string;

  /** What may change each second, or explains it; empty where there is nothing more to say. */
  readonly detail: string;

  /** What a reader can do about it: the text of a button. */
  readonly action?: string;
}

/** @param now in milliseconds since 1970 */
export function stateText(state: FollowState, now: number): StateText {
  switch (state.kind) {
    case "connecting":
      return { name: state.attempt === 0 ? "connecting" : "reconnecting", detail: "" };
    case "catching-up":
      return {
        name: "catching up",
        detail: state.remaining === undefined ? "" : `${quantity(state.remaining, "line")} to go`,
      };
    case "live":
      return { name: "live", detail: "" };
    case "stale":
      return {
        name: "not live",
        detail: `nothing was heard for ${formatDuration(now - state.since, 1)}`,
        action: "Reconnect",
      };
    case "reconnecting": {
      const seconds = Math.ceil((state.at - now) / 1000);
      return {
        name: "reconnecting",
        detail: `${seconds > 0 ? `in ${seconds} s` : "now"}: ${state.reason}`,
        action: "Try now",
      };
    }
    case "hidden":
      return { name: "paused", detail: "until somebody looks at it" };
    case "ended":
      return { name: state.end.state === "part" ? "part of the log" : "ended", detail: state.end.message };
    case "unauthorised":
      return { name: "not authorised", detail: state.detail, action: "Try again" };
    case "failed":
      return { name: "failed", detail: state.detail, action: "Try again" };
    case "stopped":
      return { name: "stopped", detail: "" };
  }
}
