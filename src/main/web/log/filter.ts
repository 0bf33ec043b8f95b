import { type Level, LEVELS } from "./event.ts";

/** Which lines of a log are wanted, as the server's query has it. What is absent is not asked for. */
export interface Filter {
  readonly level?: Level;
  readonly loggers?: readonly string[];
  readonly q?: string;
  readonly regex?: string;
  readonly requestId?: string;
  readonly userId?: string;
  readonly run?: string;
  readonly since?: string;
  readonly until?: string;
}

/** The server takes no longer texts. */
const MAX_TEXT = 1000;

/** By the name of its parameter, which the page's own address and the server's query have in common. */
const TEXTS = [
  ["q", "q"],
  ["regex", "regex"],
  ["requestId", "request_id"],
  ["userId", "user_id"],
  ["run", "run"],
  ["since", "since"],
  ["until", "until"],
] as const;

/** The filter that an address asks for. What it cannot be is left out, as if it were not there. */
export function filterOf(parameters: URLSearchParams): Filter {
  const filter: { -readonly [name in keyof Filter]: Filter[name] } = {};
  const level = parameters.get("level")?.trim().toUpperCase();
  filter.level = LEVELS.find((one) => one === level);
  const loggers = parameters.getAll("logger").map((name) => name.trim()).filter((name) => name !== "");
  filter.loggers = loggers.length > 0 ? [...new Set(loggers)].sort() : undefined;
  for (const [member, name] of TEXTS) {
    const text = parameters.get(name) ?? "";
    filter[member] = text.trim() === "" ? undefined : text.slice(0, MAX_TEXT);
  }
  return filter;
}

/** The parameters of the filter, and with them those of `others` that are no part of a filter. */
export function parametersOf(filter: Filter, others: URLSearchParams = new URLSearchParams()): URLSearchParams {
  const parameters = new URLSearchParams(others);
  for (const name of ["level", "logger", ...TEXTS.map(([, name]) => name)]) {
    parameters.delete(name);
  }
  if (filter.level !== undefined) {
    parameters.set("level", filter.level);
  }
  for (const logger of filter.loggers ?? []) {
    parameters.append("logger", logger);
  }
  for (const [member, name] of TEXTS) {
    const text = filter[member];
    if (text !== undefined && text !== "") {
      parameters.set(name, text);
    }
  }
  return parameters;
}

/** Whether both ask for the same. */
export function isSameFilter(one: Filter, other: Filter): boolean {
  const canonical = (filter: Filter) => parametersOf(filterOf(parametersOf(filter))).toString();
  return canonical(one) === canonical(other);
}

/**
 * Whether it lets every line pass, so that their numbers have no holes. A time only bounds them, and every line has the
 * lowest level.
 */
export function isWhole(filter: Filter): boolean {
  const level = filter.level === "TRACE" ? undefined : filter.level;
  return parametersOf({ ...filter, level, since: undefined, until: undefined }).size === 0;
}
