import { type Filter, filterOf, parametersOf } from "../../log/filter.ts";

/** What of a log is wanted, as the page's own address has it. Immutable. */
export interface Query {
  readonly filter: Filter;

  /** Whether the text and the pattern are filtered by; else they are only highlighted. */
  readonly onlyMatches: boolean;
}

/** The query that a page's address asks for. */
export function queryOf(parameters: URLSearchParams): Query {
  return { filter: filterOf(parameters), onlyMatches: parameters.get("only") !== "no" };
}

/** The parameters of a page's address, and with them those of `others` that are no part of a query. */
export function pageParameters(query: Query, others?: URLSearchParams): URLSearchParams {
  const parameters = parametersOf(query.filter, others);
  parameters.delete("only");
  if (!query.onlyMatches) {
    parameters.set("only", "no");
  }
  return parameters;
}

/** What the server is asked to filter by. */
export function filteredBy({ filter, onlyMatches }: Query): Filter {
  return onlyMatches ? filter : { ...filter, q: undefined, regex: undefined };
}

/** What is looked for among the lines that the filter lets pass, or nothing where that is the filter's own. */
export function lookedFor({ filter: { q, regex }, onlyMatches }: Query): Filter | undefined {
  return onlyMatches || (q === undefined && regex === undefined) ? undefined : { q, regex };
}
