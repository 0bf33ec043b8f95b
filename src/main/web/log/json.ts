export type Json = null | boolean | number | Figure | string | readonly Json[] | { readonly [name: string]: Json };

/** A number that would be written otherwise, or be another one, if it were a `number`: `1.10`, `12345678901234567890`. */
export class Figure {
  constructor(
    /** As it stands in the message. */
    readonly text: string,
  ) {}
}

/** An object or an array. */
export type Tree = readonly Json[] | { readonly [name: string]: Json };

export function isTree(value: Json): value is Tree {
  return typeof value === "object" && value !== null && !(value instanceof Figure);
}

/** Where in a text there is JSON, and what it is. */
export interface JsonPart {
  readonly start: number;
  readonly end: number;
  readonly value: Tree;
}

/** What is longer is no less readable as text than as a tree. */
const MAX_LENGTH = 262_144;
const MAX_DEPTH = 100;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENERS: readonly number[] = [0x7b, 0x5b];
const CLOSERS: readonly number[] = [0x7d, 0x5d];

/**
 * The JSON object or array that a message is or ends with, if any. An object
 * has a member; an array that is not the whole message has something in it
 * that is an object or an array: `took [5]` is no JSON to a reader.
 *
 * Linear: its beginning is looked for from the end, and it is parsed once.
 */
export function findJson(message: string): JsonPart | undefined {
  const end = message.trimEnd().length;
  if (end === 0 || end > MAX_LENGTH || !CLOSERS.includes(message.charCodeAt(end - 1))) {
    return undefined;
  }
  const start = beginningOf(message, end);
  if (start === undefined) {
    return undefined;
  }
  try {
    const value = JSON.parse(message.slice(start, end), asWritten);
    const isWhole = message.slice(0, start).trim() === "";
    return isWorthwhile(value, isWhole) ? { start, end, value } : undefined;
  } catch {
    return undefined;
  }
}

/** Browsers from before 2025 do not tell a number's text: there it is as they read it. */
function asWritten(_name: string, value: Json, context?: { readonly source?: string }): Json {
  const text = context?.source;
  return typeof value === "number" && text !== undefined && text !== String(value) ? new Figure(text) : value;
}

/** Where the bracket opens that the last one closes. In valid JSON that is exact; anything else fails to parse. */
function beginningOf(text: string, end: number): number | undefined {
  let depth = 0;
  let isInString = false;
  for (let at = end - 1; at >= 0; at--) {
    const c = text.charCodeAt(at);
    if (c === QUOTE) {
      let before = at - 1;
      while (before >= 0 && text.charCodeAt(before) === BACKSLASH) {
        before--;
      }
      // After an odd number of backslashes it is a character of the string.
      if ((at - before) % 2 === 1) {
        isInString = !isInString;
      }
    } else if (!isInString && CLOSERS.includes(c)) {
      depth++;
      if (depth > MAX_DEPTH) {
        return undefined;
      }
    } else if (!isInString && OPENERS.includes(c)) {
      depth--;
      if (depth === 0) {
        return at;
      }
    }
  }
  return undefined;
}

function isWorthwhile(value: Json, isWhole: boolean): boolean {
  if (Array.isArray(value)) {
    return value.length > 0 && (isWhole || value.some(isTree));
  }
  return isTree(value) && Object.keys(value).length > 0;
}
