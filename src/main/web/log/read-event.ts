import {
  type Check,
  has,
  isBoolean,
  isCount,
  isNumber,
  isObject,
  isString,
  listOf,
  type Members,
  objectOf,
  orNull,
} from "./check.ts";
import type { LogEvent } from "./event.ts";
import { LEVELS } from "./event.ts";
import { parseEventId } from "./event-id.ts";

/** More than the server nests, and little enough for any stack. */
const MAX_NESTING = 100;

/**
 * The event that a parsed object is.
 *
 * @returns nothing if it is none: a member that there must be is missing, or
 *   one that is there is of another type than it should be; "unknown" if it
 *   is an event of a kind that only newer servers have, to be passed over.
 */
export function readEvent(value: unknown): LogEvent | "unknown" | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const name = value.event;
  if (name === undefined) {
    return has(value, LINE, LINE_OPTIONAL) ? value as unknown as LogEvent : undefined;
  }
  if (typeof name !== "string") {
    return undefined;
  }
  const members = Object.hasOwn(OTHERS, name) ? OTHERS[name] : undefined;
  if (members === undefined) {
    return "unknown";
  }
  return has(value, members, OPTIONAL[name] ?? {}) ? value as unknown as LogEvent : undefined;
}

const isId: Check = (value) => typeof value === "string" && parseEventId(value) !== undefined;
const isLevel: Check = (value) => (LEVELS as readonly unknown[]).includes(value);
const isTexts: Check = (value) => isObject(value) && Object.values(value).every(isString);

const LINE: Members = {
  id: isId,
  timestamp: isString,
  level: isLevel,
  loggerName: isString,
  message: isString,
};

const LINE_OPTIONAL: Members = {
  sequence: isNumber,
  loggerClassName: isString,
  ansi: listOf(objectOf({ start: isCount, end: isCount, style: isString }, {})),
  threadName: isString,
  threadId: isNumber,
  mdc: isTexts,
  ndc: isString,
  hostName: isString,
  processName: isString,
  processId: isNumber,
  exception: (value) => isThrown(value, 0),
};

const OTHERS: Readonly<Record<string, Members>> = {
  hello: { after: isId, oldest: isId, latest: isId, gapFollows: isBoolean },
  gap: {
    after: isId,
    first: isId,
    last: orNull(isId),
    count: orNull(isCount),
    reason: isString,
    message: isString,
  },
  heartbeat: { after: isId, timestamp: isString },
  reconnect: { after: isId, delay: isCount, message: isString },
  end: { state: isString, message: isString },
};

const OPTIONAL: Readonly<Record<string, Members>> = {
  hello: { heartbeatMillis: isCount },
  end: {
    after: isId,
    run: isString,
    operation: isString,
    lines: isCount,
    outcome: isObject,
    durationMillis: isCount,
  },
};

const isFrame = objectOf({ class: isString, method: isString }, { line: isNumber });

function isThrown(value: unknown, depth: number): boolean {
  const nested: Check = (inner) => isThrown(inner, depth + 1);
  return depth < MAX_NESTING &&
    objectOf(
      { exceptionType: isString, frames: listOf(isFrame) },
      {
        message: orNull(isString),
        suppressed: listOf(nested),
        causedBy: objectOf({ exception: nested }, {}),
      },
    )(value);
}
