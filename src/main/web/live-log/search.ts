import { type Filter, filterOf, parametersOf } from "../log/filter.ts";
import { type Matcher, matcherOf } from "../log/matches.ts";

/** What is looked for in a log: what its filter says, and what is only highlighted. */
export interface Search {
  /** Marks it in a text; nothing where there is nothing to be marked. */
  readonly matcher: Matcher | undefined;

  /** What the server lets pass for it. */
  readonly query: URLSearchParams;
}

/** @param stream the log's address, with its filter */
export function searchIn(stream: string | undefined, find: Filter | undefined): Search {
  const filter: Filter = { ...filterOf(new URLSearchParams(stream?.split("?")[1] ?? "")), ...find };
  const isForText = filter.q !== undefined || filter.regex !== undefined;
  return { matcher: isForText ? matcherOf(filter) : undefined, query: parametersOf(filter) };
}
