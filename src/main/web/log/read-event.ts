import type { LogEvent } from "./event.ts";
import { LEVELS } from "./event.ts";
import { parseEventId } from "./event-id.ts";

type Check = (value: unknown) => boolean;
type Members = Readonly<Record<string, Check>>;

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
  return has(value, members, name === "end" ? END_OPTIONAL : {}) ? value as unknown as LogEvent : undefined;
}

const isString: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => Number.isFinite(value);
const isBoolean: Check = (value) => typeof value === "boolean";
const isId: Check = (value) => typeof value === "string" && parseEventId(value) !== undefined;
const isCount: Check = (value) => Number.isInteger(value) && value as number >= 0;
const isLevel: Check = (value) => (LEVELS as readonly unknown[]).includes(value);
const isTexts: Check = (value) => isObject(value) && Object.values(value).every(isString);
const orNull = (check: Check): Check => (value) => value === null || check(value);
const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.every(check);
const objectOf = (required: Members, optional: Members): Check => (value) =>
  isObject(value) && has(value, required, optional);

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

const END_OPTIONAL: Members = {
  after: isId,
  run: isString,
  operation: isString,
  lines: isCount,
  outcome: isObject,
  durationMillis: isCount,
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function has(value: Record<string, unknown>, required: Members, optional: Members): boolean {
  for (const name in required) {
    if (!required[name](value[name])) {
      return false;
    }
  }
  for (const name in optional) {
    if (value[name] !== undefined && !optional[name](value[name])) {
      return false;
    }
  }
  return true;
}
