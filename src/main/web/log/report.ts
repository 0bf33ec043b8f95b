import { isCount, isNumber, isObject, isString, listOf, type Members, objectOf } from "./check.ts";
import { parseEventId } from "./event-id.ts";
import type { FollowState } from "./follow-state.ts";
import type { Entry } from "./history.ts";
import { readEvent } from "./read-event.ts";

/** What the tab that has the connection tells the others. Without entries it is a sign of life. */
export interface Report {
  /** Where that tab was before: `entries` are all that there is behind this event id, up to `to`. */
  readonly from?: string;

  /** Where it is now; nothing as long as it does not know. */
  readonly to?: string;
  readonly entries: readonly Entry[];
  readonly state: FollowState;
}

/** The report that a message is; nothing if it is none. */
export function readReport(message: unknown): Report | undefined {
  return isReport(message) ? message as Report : undefined;
}

const isEntry = (value: unknown) => {
  const event = readEvent(value);
  return typeof event === "object" && (event.event === undefined || event.event === "gap");
};

const isEnd = (value: unknown) => {
  const event = readEvent(value);
  return typeof event === "object" && event.event === "end";
};

const isId = (value: unknown) => typeof value === "string" && parseEventId(value) !== undefined;

/** By their kinds; that a tab is hidden or has been stopped is its own affair. */
const STATES: Readonly<Record<string, Members>> = {
  connecting: { attempt: isCount },
  "catching-up": { remaining: (value) => value === undefined || isCount(value) },
  live: {},
  stale: { since: isNumber },
  reconnecting: { at: isNumber, attempt: isCount, reason: isString },
  ended: { end: isEnd },
  unauthorised: { status: isCount, detail: isString },
  failed: { status: isCount, detail: isString },
};

function isState(value: unknown): boolean {
  return isObject(value) && typeof value.kind === "string" && Object.hasOwn(STATES, value.kind) &&
    objectOf(STATES[value.kind], {})(value);
}

const isReport = objectOf({ entries: listOf(isEntry), state: isState }, { from: isId, to: isId });
